"""Copies of what others are writing: a folder is taken as it was at one moment, or taken again."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from classroom.archive import Entry
from curriculum.errors import DsiError

_TRIES, _MISSES, _PAUSE = 200, 5, 0.05
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True)
class Staged:
    """One thing that was copied; `copy` is where a file's content lies."""

    entry: Entry
    copy: Path | None = None


@dataclass(frozen=True)
class Taken:
    """A file or a folder with all that is in it, as it was at one moment."""

    things: list[Staged]
    mark: object
    skipped: int


@contextmanager
def staging(beside: Path) -> Iterator[Path]:
    """A folder for copies, that nobody else can read."""
    with tempfile.TemporaryDirectory(dir=beside, prefix=".dsi-backup-") as folder:
        yield Path(folder)


def take(path: Path, name: str, scratch: Path) -> Taken | None:
    """Copy `path` as `name`; None when it is not there. Links and devices are left out."""
    missed = 0
    for _ in range(_TRIES):
        before = mark(path)
        if before is not None:
            place = Path(tempfile.mkdtemp(dir=scratch))
            things: list[Staged] = []
            copy = _Copy(place, things.append)
            with suppress(FileNotFoundError):  # somebody put another in its place
                copy.thing(path, name)
                if before == mark(path):
                    return Taken(things, before, copy.skipped)
            shutil.rmtree(place)
        elif (missed := missed + 1) == _MISSES:
            return None
        time.sleep(_PAUSE)
    raise DsiError(f"{path}: 쉬지 않고 바뀌어서 백업할 수 없습니다. 무엇이 이 폴더에 쓰고 있는지 확인하세요.")


def sweep(path: Path, name: str, scratch: Path, found: Callable[[Staged], None]) -> int:
    """Copy somebody's folder file by file, with its links, while that person works in it; returns how much was left out."""
    copy = _Copy(scratch, found, loose=True)
    copy.thing(path, name)
    return copy.skipped


def mark(path: Path) -> object:
    """What changes whenever anything in a file or folder does; None when it is not there or just goes."""
    try:
        there = os.lstat(path)
        if not stat.S_ISDIR(there.st_mode):
            return _mark(there)
        with os.scandir(path) as entries:
            found = {each.name: Path(each.path) for each in entries}
        inside = {name: mark(each) for name, each in sorted(found.items())}
    except (FileNotFoundError, NotADirectoryError):
        return None
    return _mark(there), tuple(inside.items())


def entry(path: Path, name: str, kind: str) -> Entry:
    """What an archive says of a folder or file itself."""
    return _entry(os.lstat(path), name, kind)


class _Copy:
    """Copying by descriptors, so that no link can slip in between.

    Parameters
    ----------
    place : Path
        Where copies of files go.
    found : callable
        Gets each thing.
    loose : bool
        Keep links, and go on when a thing is gone before it could be read.
    """

    def __init__(self, place: Path, found: Callable[[Staged], None], loose: bool = False) -> None:
        self.place, self.found, self.loose = place, found, loose
        self.skipped = self.number = 0

    def thing(self, path: Path, name: str) -> None:
        above = os.open(path.parent, _READ | os.O_DIRECTORY)
        try:
            self._at(above, path.name, name)
        finally:
            os.close(above)

    def _at(self, above: int, base: str, name: str) -> None:
        there = os.stat(base, dir_fd=above, follow_symlinks=False)
        if stat.S_ISLNK(there.st_mode) and self.loose:
            target = os.readlink(base, dir_fd=above)
            self.found(Staged(_entry(there, name, "link").model_copy(update={"target": target})))
        elif stat.S_ISDIR(there.st_mode) or stat.S_ISREG(there.st_mode):
            opened = _opened(above, base, name, stat.S_ISDIR(there.st_mode))
            try:
                self._opened(opened, os.fstat(opened), name)
            finally:
                os.close(opened)
        else:
            self.skipped += 1

    def _opened(self, opened: int, there: os.stat_result, name: str) -> None:
        if stat.S_ISDIR(there.st_mode):
            self.found(Staged(_entry(there, name, "folder")))
            for each in sorted(os.listdir(opened)):
                with suppress(*((FileNotFoundError, NotADirectoryError) if self.loose else ())):
                    self._at(opened, each, f"{name}/{each}")
        elif stat.S_ISREG(there.st_mode):
            self.number += 1
            copy = self.place / str(self.number)
            with os.fdopen(os.dup(opened), "rb") as source, copy.open("wb") as out:
                shutil.copyfileobj(source, out, 1 << 20)
            self.found(Staged(_entry(there, name, "file"), copy))


def _opened(above: int, base: str, name: str, is_folder: bool) -> int:
    try:
        return os.open(base, _READ | (os.O_DIRECTORY if is_folder else 0), dir_fd=above)
    except PermissionError as error:
        raise DsiError(f"{name}: 읽을 수 없습니다. 센터를 백업하는 명령은 sudo로 실행하세요.") from error


def _entry(there: os.stat_result, name: str, kind: str) -> Entry:
    kept = 0o3777 if kind == "folder" else 0o777  # an inbox is shared; no file may come back with another's rights
    return Entry(
        path=name, kind=kind, owner=_owner(there.st_uid), group=_group(there.st_gid), mode=there.st_mode & kept
    )


def _owner(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _group(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def _mark(there: os.stat_result) -> tuple[int, ...]:
    return there.st_dev, there.st_ino, there.st_mode, there.st_size, there.st_mtime_ns, there.st_ctime_ns
