"""Operating system accounts: one for the center's services, one for each person's own server."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.errors import DsiError

if TYPE_CHECKING:
    from classroom.center import Center

SERVICE = "dsi"
"""The account that owns cohorts and gallery and runs every service."""

_OURS = "dsi-kit"  # the comment in /etc/passwd by which an account is known to be ours


def account_of(name: str) -> str:
    """OS account of a person: never one that somebody else on the machine has."""
    return f"{SERVICE}-{name}"


def found(account: str) -> pwd.struct_passwd | None:
    """The account's entry, if there is one."""
    try:
        return pwd.getpwnam(account)
    except KeyError:
        return None


def problem(account: str, home: Path) -> str:
    """Say in Korean why an account cannot be used with a home folder; empty when it can, or is still to be made."""
    entry = found(account)
    if entry is None or (entry.pw_gecos.split(",")[0] == _OURS and entry.pw_uid != 0 and _may_be_at(entry, home)):
        return ""
    if entry.pw_gecos.split(",")[0] == _OURS:
        return f"'{account}' 계정은 다른 센터 폴더({entry.pw_dir})가 쓰고 있습니다. 그 센터를 쓰지 않는다면 `userdel {account}`로 지우세요"
    return f"이 컴퓨터에 '{account}' 계정이 이미 있고, 이 키트가 만든 것이 아닙니다. 그 계정의 이름을 바꾸거나 지워 주세요"


def ensure(account: str, home: Path) -> pwd.struct_passwd:
    """Make an account and its private home; those already there stay as they are.

    Nobody can log in with the account: it has no password and no shell.

    Raises
    ------
    DsiError
        When the machine has an account of that name that is not ours.
    """
    if why := problem(account, home):
        raise DsiError(f"{why}.")
    entry = found(account)
    if entry is None:
        _run(
            "useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(home), "--comment", _OURS,
            "--shell", "/usr/sbin/nologin", account,
        )  # fmt: skip
    elif entry.pw_dir != str(home):
        _run("usermod", "--home", str(home), account)
    entry = pwd.getpwnam(account)
    own(home, account, 0o700)
    return entry


def own(folder: Path, account: str, mode: int) -> None:
    """Make a folder, or give one to an account. A link is refused: it could lead to another's files."""
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        entry = pwd.getpwnam(account)
        os.fchown(handle, entry.pw_uid, entry.pw_gid)
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def ensure_person(center: Center, name: str) -> pwd.struct_passwd:
    """Make a person's account and home."""
    return ensure(account_of(name), center.home(name))


def service_home(center: Center) -> Path:
    """Home of the service account: what its programs keep beside the center's own folders."""
    return center.hub / "service"


def as_service(center: Center, *words: str | Path) -> None:
    """Run a ``dsi`` command as the service account.

    Raises
    ------
    DsiError
        With what the command said, if it failed.
    """
    entry = pwd.getpwnam(SERVICE)
    done = subprocess.run(
        [sys.executable, "-m", "dsi", *map(str, words)],
        cwd=service_home(center), user=entry.pw_uid, group=entry.pw_gid, extra_groups=[], umask=0o077,
        env={**_kept(), "HOME": str(service_home(center)), "USER": SERVICE},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).rpartition("오류: ")[2]
        raise DsiError(said if said.count("\n") < 5 else said.splitlines()[-1])


def _kept() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ") if name in os.environ}


def _may_be_at(entry: pwd.struct_passwd, home: Path) -> bool:
    return entry.pw_dir == str(home) or not Path(entry.pw_dir).exists()


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DsiError(f"계정을 만들지 못했습니다({' '.join(command)}): {done.stderr.strip()}")
