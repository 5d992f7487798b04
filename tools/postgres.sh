#!/usr/bin/env bash
# The tests of PostgreSQL start a server of their own: install its programs where we may, else say how in one line.
set -uo pipefail
have() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; }
if have; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "PostgreSQL 시험에 쓸 서버 프로그램을 설치합니다"
    apt-get update -qq >/dev/null 2>&1
    # Without this Debian starts a server for the machine, which nobody asked for.
    mkdir -p /etc/postgresql-common && { [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1
fi
if ! have; then
    echo "알림: PostgreSQL 시험은 건너뜁니다. 하려면 'sudo apt-get install postgresql'을 실행해 주세요." >&2
fi
