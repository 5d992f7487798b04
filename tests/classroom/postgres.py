"""A real PostgreSQL server of the tests' own, on a socket in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ACCOUNT, PASSWORD = "dsi", "x7-비밀"


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest there is."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *map(Path, os.get_exec_path())]
    return next((each for each in folders if (each / "initdb").is_file() and (each / "pg_ctl").is_file()), None)


@contextmanager
def server() -> Iterator["Server"]:
    """Start a server that asks for a password; skipped, with the reason, where there is no server program."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("PostgreSQL 서버 프로그램이 없습니다: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="dsi-pg-", dir="/tmp"))  # a socket's path may not be long
    who = None if os.getuid() else _somebody()
    if who:
        os.chown(folder, pwd.getpwnam(who).pw_uid, -1)
        folder.chmod(0o711)

    def run(program: str, *words: str) -> None:
        done = subprocess.run(
            [bin_folder / program, *words], user=who, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        data, secret = folder / "data", folder / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        run("initdb", "-D", str(data), "-U", ACCOUNT, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--locale=C")
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "-D", str(data), "-o", settings, "-l", str(folder / "log"), "-w", "start")
        try:
            yield Server(folder)
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A server that runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = 0

    def database(self, center: Path) -> str:
        """Make a database; let a center know the password; returns what its ``center.yaml`` says then."""
        import psycopg

        self._names += 1
        name = f"dsi{self._names}"
        with psycopg.connect(host=str(self.folder), user=ACCOUNT, password=PASSWORD, dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        passwords = center / "hub" / "pgpass"
        passwords.parent.mkdir(exist_ok=True)
        passwords.write_text(f"*:*:*:{ACCOUNT}:{PASSWORD}\n", encoding="utf-8")
        passwords.chmod(0o600)
        return f"postgresql://{ACCOUNT}@/{name}?host={self.folder}"


def _somebody() -> str:
    names = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
