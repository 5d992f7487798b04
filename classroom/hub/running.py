"""Whether a center's hub runs now, since which start, and whether it knows what ``center.yaml`` says now."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from classroom.center import Center

_FILE = "running.json"
# People and rosters are read again while the hub runs (classroom/hub/login.py).
_READ_AGAIN = {"administrators", "officers", "visiting_officers", "cohorts"}


@dataclass(frozen=True)
class Running:
    """A hub that runs.

    Attributes
    ----------
    pid : int
        Process of ``dsi hub start``.
    opened : int
        How often that process has opened the hub.
    settings : str
        Stands for what the hub reads only when it starts.
    """

    pid: int
    opened: int
    settings: str


def find(center: Center) -> Running | None:
    """The hub that runs for a center; None when there is none."""
    path = _path(center)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return Running(**json.loads(file.read()))
    return None


@contextmanager
def held(center: Center) -> Iterator[Callable[[Center, int], None]]:
    """Be the one who runs a center's hub; gives what notes that it has been opened."""
    handle = os.open(_path(center), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)

        def note(center: Center, opened: int) -> None:
            text = json.dumps(asdict(Running(os.getpid(), opened, settings(center)))).encode()
            os.pwrite(handle, text.ljust(os.fstat(handle).st_size), 0)

        note(center, 0)
        yield note
    finally:
        os.close(handle)


def settings(center: Center) -> str:
    """What stands for everything a hub reads only when it starts: equal exactly when that is equal."""
    told = center.model_dump(mode="json", exclude=_READ_AGAIN)
    told |= {"cohorts": [each.id for each in center.cohorts], "visiting_officers": sorted(center.visiting_officers)}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _path(center: Center) -> Path:
    return center.hub / _FILE
