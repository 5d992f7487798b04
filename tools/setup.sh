#!/usr/bin/env bash
# Create the environment and install the pinned requirements and the kit into it. Safe to run again.
# usage: tools/setup.sh PYTHON VENV REQUIREMENTS
set -euo pipefail
python=$1 venv=$2 requirements=$3
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

stop() { echo "오류: $1" >&2; exit 2; }

command -v "$python" >/dev/null || stop "$python 명령이 없습니다. Python 3.11 이상을 설치해 주세요."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || stop "Python 3.11 이상이 필요합니다. 지금은 $("$python" --version)입니다. make PYTHON=python3.11 … 처럼 지정할 수 있습니다."
if [ ! -x "$venv/bin/pip" ]; then
    echo "[1/3] 가상 환경을 만듭니다: $venv"
    "$python" -m venv "$venv" >/dev/null \
        || stop "가상 환경을 만들지 못했습니다. Debian/Ubuntu라면 'apt install python3-venv'를 먼저 실행해 주세요."
fi
echo "[2/3] 필요한 패키지를 설치합니다($requirements, 처음에는 2~5분)"
"$venv/bin/pip" install -q --progress-bar on --require-hashes -r "$requirements" \
    || stop "패키지를 설치하지 못했습니다. 인터넷(또는 기관의 PyPI 미러) 연결을 확인하고 다시 실행해 주세요."
"$venv/bin/pip" install -q --no-deps --no-build-isolation -e . || stop "키트를 설치하지 못했습니다. pyproject.toml을 확인해 주세요."
# Where PYTHONDONTWRITEBYTECODE is set nothing would ever be compiled, and every kernel would pay for it.
echo "[3/3] 바이트코드로 미리 옮깁니다"
env -u PYTHONDONTWRITEBYTECODE "$venv/bin/python" -m compileall -q -j 0 "$venv/lib" >/dev/null 2>&1 || true
