"""A person's account: what the hub and the machine keep of it, and taking it away."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from classroom import databases
from classroom.hub import accounts, limits, processes
from classroom.lti import kept
from curriculum.errors import DsiError
from grader.address import SQLITE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from classroom.center import Center


def account(center: Center, name: str) -> dict[str, Any] | None:
    """What the hub's database says of somebody, without the password; None for somebody it does not know."""
    from jupyterhub import orm
    from nativeauthenticator.orm import UserInfo

    if not _there(center):
        return None
    with _hub(center) as session:
        user, info = orm.User.find(session, name), UserInfo.find(session, name)
        if user is None and info is None:
            return None
        return {
            "name": name,
            "created": str(user.created) if user else None,
            "last_activity": str(user.last_activity) if user else None,
            "groups": [group.name for group in user.groups] if user else [],
            "email": info.email if info else None,
            "approved": bool(info.is_authorized) if info else None,
            "lms": kept.read(center).people.get(name),
        }


def leave(center: Center, name: str) -> Iterator[str]:
    """Take away somebody's hub account, log, home and operating system account; says in Korean what was done.

    The hub must not be running. Each step may be repeated.
    """
    from jupyterhub import orm
    from nativeauthenticator.orm import UserInfo
    from sqlalchemy import text

    if _there(center):
        with _hub(center) as session:
            found = [row for row in (orm.User.find(session, name), UserInfo.find(session, name)) if row is not None]
            for row in found:
                session.delete(row)
            session.commit()
            if center.db == SQLITE:  # or what was deleted stays readable in the file
                with session.get_bind().connect() as connection:
                    connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
        if found:
            yield "허브의 로그인 계정을 지웠습니다."
    if kept.forget(center, name):
        yield "LMS에서 들어온 기록을 지웠습니다."
    (center.hub / "logs" / f"{name}.log").unlink(missing_ok=True)
    home, system = center.home(name), accounts.account_of(name)
    entry = accounts.found(system)
    if entry and not accounts.problem(system, home):
        processes.end_all(entry.pw_uid)  # a person's server goes on when the hub stops
        limits.remove(system)
        done = subprocess.run(["userdel", system], capture_output=True, text=True, check=False)
        if done.returncode:
            raise DsiError(f"'{system}' 계정을 지우지 못했습니다({done.stderr.strip()}). 그 계정의 프로그램을 끝내고 다시 실행하세요.")
        yield f"이 컴퓨터의 계정 '{system}'을(를) 지웠습니다."
    if home.is_dir():
        shutil.rmtree(home)
        yield "실습 폴더를 지웠습니다."


def _there(center: Center) -> bool:
    return center.db != SQLITE or (center.hub / databases.HUB_FILE).is_file()


@contextmanager
def _hub(center: Center) -> Iterator[Session]:
    from jupyterhub.orm import new_session_factory

    with new_session_factory(databases.hub_url(center))() as session:
        yield session
