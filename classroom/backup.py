"""``dsi hub backup``: a center as it is while people work in it, in one file.

The order makes what is taken fit together. A gradebook is read at one moment. The graded folders are copied before that
and looked at again after it: one that was replaced meanwhile is left out, and a submission without one is graded again
after restoring. Submissions are copied after the gradebook, so each that it knows is there; reviews before the published
versions they speak of; and what is published before the cohorts it comes from.
"""

from __future__ import annotations

import fnmatch
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from classroom import archive, databases, staging, tables
from classroom import center as centers
from classroom.archive import CENTER, DATABASES, Manifest, Writer
from classroom.center import Center
from classroom.databases import Database
from classroom.staging import Staged, Taken
from curriculum.errors import DsiError
from grader import address
from grader.address import SQLITE

_WHOLE = {
    "cohorts/*/autograded/*/*": "graded",
    "cohorts/*/submitted/*/*": "submissions",
    "cohorts/*/feedback/*/*": "",
    "cohorts/*/release/*": "",
    "cohorts/*/source/*": "",
    "cohorts/*/exchange/*/inbound/*": "arrivals",
    "cohorts/*/exchange/*/outbound/*": "",
    "cohorts/*/exchange/*/feedback/*": "",
    "gallery/projects/*/v*": "versions",
}
"""Folders that are one thing, and how they are counted."""

_PASSING = (
    ".grading", ".desk", ".lock", ".audit.lock", ".collect-*", ".cohort-*", ".draft-*", ".restore-*", ".dsi-backup-*",
    ".*.part", "*.log", "*.log.*", "*.pid", "*.sock", "*.moved-*", "*-journal", "*-wal", "*-shm", "__pycache__",
)  # fmt: skip
"""What programs need only while they run, and what a move left behind."""

_PRIVATE = ("homes", "hub/service")
"""People's own folders, and what the services' programs keep for themselves."""

_LATER = ("hub", "gallery", "cohorts", "projects", "homes")
_SQLITE = b"SQLite format 3\0"


def backup(folder: str | Path, out: str | Path, homes: bool = False) -> Manifest:
    """Write everything a center is made of into one file; the class may go on meanwhile.

    Parameters
    ----------
    folder : path
        The center's folder.
    out : path
        The new file; only its owner can read it.
    homes : bool
        Whether people's own folders are taken too.

    Raises
    ------
    DsiError
        Then there is no file.
    """
    center, out = centers.read(folder), Path(out).resolve()
    if out.is_relative_to(center.folder):
        raise DsiError(f"{out}: 센터 폴더 안입니다. 센터와 함께 잃지 않도록 다른 디스크에 두세요.")
    try:
        with archive.create(out) as writer, staging.staging(out.parent) as scratch:
            return _Backup(center, writer, scratch, homes).run()
    except SQLAlchemyError as error:
        raise DsiError(f"백업을 쓰지 못했습니다. {address.unreachable(error)}") from error
    except (OSError, sqlite3.Error) as error:
        raise DsiError(f"백업을 쓰지 못했습니다({error}). 남은 디스크와 권한을 확인하세요.") from error


class _Backup:
    def __init__(self, center: Center, writer: Writer, scratch: Path, homes: bool) -> None:
        self.center, self.writer, self.scratch, self.homes = center, writer, scratch, homes
        self.databases = {each.file.parent: each for each in databases.of(center.folder)}
        self.counts: Counter[str] = Counter()

    def run(self) -> Manifest:
        made = datetime.now(UTC)
        self._folder(self.center.folder)
        return self.writer.finish(self.center.id, made, dict(self.counts))

    def _folder(self, folder: Path) -> None:
        self._add_folder(folder)
        if folder in self.databases:
            self._database(folder, self.databases[folder])
        name = self._name(folder)
        if name in _PRIVATE:
            for home in sorted(folder.iterdir()) if name == "homes" and self.homes else ():
                self.counts["homes"] += 1
                self.counts["skipped"] += staging.sweep(home, self._name(home, CENTER), self.scratch, self._add)
            return
        for path in sorted(folder.iterdir(), key=_turn):
            if any(fnmatch.fnmatchcase(path.name, each) for each in _PASSING):
                continue
            whole = _is_whole(self._name(path))
            if path.is_symlink() or not path.is_dir() or whole:
                self._take(path, _WHOLE[whole] if whole else "")
            elif not PurePosixPath(self._name(path)).match("cohorts/*/autograded"):
                self._folder(path)

    def _database(self, folder: Path, database: Database) -> None:
        """Read a database at one moment; with a cohort's, everything that must fit to it."""
        is_cohort = folder.parent.name == "cohorts"
        graded = self._graded(folder) if is_cohort else {}
        copy = self.scratch / f"{database.schema}.sqlite"
        name, there = self._name(database.file, CENTER), database.file
        if self.center.db == SQLITE and database.file.is_file():
            _from_sqlite(database.file, copy)
        elif self.center.db != SQLITE and _from_postgresql(database, self.center, copy):
            name, there = f"{DATABASES}/{copy.name}", folder
        if not copy.exists():
            return
        pairs = _submissions(copy) if is_cohort else []
        self.counts["databases"] += 1
        self._add(Staged(staging.entry(there, name, "file").model_copy(update={"mode": 0o600}), copy))
        for path, taken in graded.items():
            if taken.mark == staging.mark(path):
                self._add_taken(taken, "graded")
        for trainee, module in pairs:
            path = folder / "submitted" / trainee / module
            if path.parent.is_dir():
                self._add_folder(path.parent.parent)
                self._add_folder(path.parent)
                self._take(path, "submissions")

    def _graded(self, cohort: Path) -> dict[Path, Taken]:
        """Copy the graded folders, which may be replaced before the gradebook is read."""
        found = {}
        for path in sorted(cohort.glob("autograded/*/*/")):
            self._add_folder(path.parent.parent)
            self._add_folder(path.parent)
            if taken := staging.take(path, self._name(path, CENTER), self.scratch):
                found[path] = taken
        return found

    def _take(self, path: Path, what: str = "") -> None:
        """Add a file, or a folder that is one thing, if it is there and not yet in the archive."""
        name = self._name(path, CENTER)
        if name in self.writer:
            return
        if _is_sqlite(path):
            copy = self.scratch / "database"
            _from_sqlite(path, copy)
            self._add(Staged(staging.entry(path, name, "file"), copy))
        elif taken := staging.take(path, name, self.scratch):
            # nbgrader writes the time of a submission last.
            if what == "arrivals" and not any(each.entry.path == f"{name}/timestamp.txt" for each in taken.things):
                self.counts["skipped"] += 1
            else:
                self._add_taken(taken, what)

    def _add_taken(self, taken: Taken, what: str) -> None:
        for each in taken.things:
            self._add(each)
        self.counts["skipped"] += taken.skipped
        if what:
            self.counts[what] += 1

    def _add_folder(self, folder: Path) -> None:
        if (name := self._name(folder, CENTER)) not in self.writer:
            self.writer.add(staging.entry(folder, name, "folder"))

    def _add(self, staged: Staged) -> None:
        if staged.copy is None:
            self.writer.add(staged.entry)
            return
        with staged.copy.open("rb") as content:
            self.writer.add(staged.entry, content)
        staged.copy.unlink()

    def _name(self, path: Path, above: str = "") -> str:
        return (PurePosixPath(above) / path.relative_to(self.center.folder).as_posix()).as_posix()


def _turn(path: Path) -> tuple[int, str]:
    return _LATER.index(path.name) if path.name in _LATER else -1, path.name


def _is_whole(name: str) -> str:
    """The pattern of folders that are one thing that `name` fits; empty if none."""
    return next((each for each in _WHOLE if PurePosixPath(name).match(each)), "")


def _is_sqlite(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _from_sqlite(path: Path, copy: Path) -> None:
    with (
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=60)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


def _from_postgresql(database: Database, center: Center, copy: Path) -> bool:
    """Whether there was anything to read."""
    source = create_engine(database.url(center.db, center.folder), isolation_level="REPEATABLE READ")
    target = create_engine(f"sqlite:///{copy}")
    try:
        with source.connect() as here, target.connect() as there:
            if not inspect(here).get_table_names():
                return False
            tables.copy(here, there, database.tables(), database.name)
            there.commit()
    finally:
        source.dispose()
        target.dispose()
    return True


def _submissions(gradebook: Path) -> list[tuple[str, str]]:
    """Trainee and module of every submission that a gradebook knows."""
    asked = "SELECT student_id, name FROM submitted_assignment JOIN assignment ON assignment.id = assignment_id ORDER BY 1, 2"
    with closing(sqlite3.connect(gradebook)) as connection:
        known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'submitted_assignment'").fetchone()[0]
        return connection.execute(asked).fetchall() if known else []
