"""Work on an account's files as that account: what lies in them is not to be trusted with more."""

from __future__ import annotations

import json
import os
import pwd
from collections.abc import Callable
from pathlib import Path
from typing import Any

from curriculum.errors import DsiError


def as_owner(folder: Path, work: Callable[[], Any]) -> Any:
    """Do `work` as the account that owns a folder, in a process of its own when this one is root's.

    Parameters
    ----------
    folder : Path
    work : callable
        What it gives must be expressible in JSON.

    Raises
    ------
    DsiError
        What `work` raised.
    """
    about = folder.stat()
    if os.geteuid() != 0 or about.st_uid == 0:
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with open(writing, "w", encoding="utf-8") as told:  # noqa: PTH123
            json.dump(_alone(about, work), told, ensure_ascii=False)
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as told:  # noqa: PTH123
        said = told.read()
    os.waitpid(child, 0)
    done, result = json.loads(said) if said else (False, f"{folder}: 작업이 도중에 멈췄습니다. 다시 실행하세요.")
    if not done:
        raise DsiError(result)
    return result


def _alone(about: os.stat_result, work: Callable[[], Any]) -> tuple[bool, Any]:
    """Become the account for good, and do the work."""
    try:
        os.setgroups([])
        os.setgid(about.st_gid)
        os.setuid(about.st_uid)
        os.umask(0o077)
        os.environ["HOME"] = pwd.getpwuid(about.st_uid).pw_dir
        return True, work()
    except DsiError as error:
        return False, str(error)
    except BaseException as error:  # noqa: BLE001 - the other process must hear of it, whatever it is
        return False, f"{type(error).__name__}: {error}"
