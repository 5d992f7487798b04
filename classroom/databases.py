"""A center's databases: the hub's and each cohort's gradebook, in SQLite files or together in one PostgreSQL database."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, create_engine
from sqlalchemy.exc import SQLAlchemyError

from classroom import center as centers
from classroom import tables
from curriculum.errors import DsiError
from gallery.atomic import sync, write
from grader import address
from grader.address import SQLITE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from classroom.center import Center

HUB_SCHEMA = "hub"
HUB_FILE = "jupyterhub.sqlite"
GRADEBOOK_FILE = "gradebook.db"


@dataclass(frozen=True)
class Database:
    """One of a center's databases.

    Attributes
    ----------
    name : str
        What messages call it.
    file : Path
        Where it is when the center keeps its data in SQLite.
    schema : str
        Where it is when the center keeps them in PostgreSQL.
    tables : callable
        Gives the tables it may have.
    """

    name: str
    file: Path
    schema: str
    tables: Callable[[], MetaData]

    def url(self, db: str, center: Path) -> str:
        """Address of this database for SQLAlchemy, if the center's ``db`` is `db`."""
        return f"sqlite:///{self.file}" if db == SQLITE else address.postgresql(db, center, self.schema)


def of(folder: Path) -> list[Database]:
    """The databases of the center in `folder`: the hub's, then the gradebook of every cohort there."""
    found = [Database("허브", folder / "hub" / HUB_FILE, HUB_SCHEMA, tables.hub)]
    for path in sorted(folder.glob("cohorts/*/nbgrader_config.py")):
        name = path.parent.name
        found.append(Database(f"{name} 반", path.parent / GRADEBOOK_FILE, address.schema(name), tables.gradebook))
    return found


def hub_url(center: Center) -> str:
    """Address of the hub's database, as JupyterHub wants it."""
    return of(center.folder)[0].url(address.checked(center.db), center.folder)


def prepare(center: Center) -> None:
    """Make what must be there before hub and cohorts can use the database; what is there stays.

    Raises
    ------
    DsiError
        If the database cannot be reached, or the password lies open.
    """
    if address.checked(center.db) == SQLITE:
        return
    passwords = center.hub / "pgpass"
    if passwords.is_file() and os.getuid() == 0:
        own_as(passwords, center.folder / "cohorts")
    if passwords.is_file() and passwords.stat().st_mode & 0o077:
        raise DsiError(f"{passwords}: 다른 사람도 읽을 수 있습니다. `chmod 600 {passwords}`로 막아 주세요.")
    _all_look_here(center)
    for database in of(center.folder):
        address.prepare(database.url(center.db, center.folder))


@dataclass(frozen=True)
class Moved:
    """What moving did: rows by database, and where the old data still are."""

    rows: dict[str, int]
    left: list[str]


def move(folder: str | Path, to: str) -> Moved:
    """Move the hub's database and every gradebook; the center uses the new place once all of it has been compared.

    Parameters
    ----------
    folder : path
        The center's folder. Its hub must not be running.
    to : str
        ``sqlite``, or ``postgresql://account@host/database``.

    Raises
    ------
    DsiError
        Then nothing has been changed.
    """
    from grader.book import workplace

    center = centers.read(folder)
    if address.checked(to) == center.db:
        raise DsiError(f"{center.folder}: 이미 {to}에 있습니다. 옮길 곳을 확인하세요.")
    not_running(center)
    _all_look_here(center)
    parts = of(center.folder)
    with ExitStack() as stack:
        for part in parts[1:]:
            stack.enter_context(workplace(part.file.parent))
        try:
            return _move(center, parts, to, stack)
        except SQLAlchemyError as error:
            raise DsiError(f"옮기다가 멈추었고, 바뀐 것은 없습니다. {address.unreachable(error)}") from error


def _move(center: Center, parts: list[Database], to: str, stack: ExitStack) -> Moved:
    source = stack.enter_context(side(center, center.db))
    target = stack.enter_context(side(center, to, new=True))
    rows = {}
    for part in parts:
        target.make_room(part)
        if not source.holds(part):
            continue
        here, there = source.connection(part), target.connection(part)
        stack.enter_context(tables.alone(here, part.tables()))
        rows[part.name] = tables.copy(here, there, part.tables(), part.name)
    target.keep()
    write_db(center.folder, to)
    left = source.put_aside([part for part in parts if part.name in rows])
    return Moved(rows, left)


@contextmanager
def side(center: Center, db: str, new: bool = False) -> Iterator[_Side]:
    """Open what a center's databases are moved from or to; what is not kept at the end was never there."""
    with ExitStack() as stack:
        if db != SQLITE:
            yield _Postgres(center, db, stack)
        else:
            yield (_NewFiles if new else _Files)(center, db, stack)


class _Side:
    """Where a center's databases are moved from or to."""

    def __init__(self, center: Center, db: str, stack: ExitStack) -> None:
        self.folder, self.db, self.stack = center.folder, db, stack

    def _begin(self, url: str) -> Connection:
        engine = create_engine(url)
        self.stack.callback(engine.dispose)
        return self.stack.enter_context(engine.connect())


class _Files(_Side):
    """SQLite files where they belong."""

    def holds(self, part: Database) -> bool:
        return part.file.is_file()

    def connection(self, part: Database) -> Connection:
        return self._begin(f"sqlite:///{part.file}")

    def put_aside(self, parts: list[Database]) -> list[str]:
        self.stack.close()
        return [str(part.file.rename(part.file.with_name(f"{part.file.name}.{_stamp()}"))) for part in parts]


class _NewFiles(_Side):
    """SQLite files that come to be where they belong when all of them are whole."""

    def __init__(self, center: Center, db: str, stack: ExitStack) -> None:
        super().__init__(center, db, stack)
        self.made: dict[Path, Path] = {}
        self.connections: list[Connection] = []
        stack.callback(lambda: [path.unlink(missing_ok=True) for path in self.made.values()])

    def make_room(self, part: Database) -> None:
        """Nothing: nbgrader and the hub make their files themselves."""

    def connection(self, part: Database) -> Connection:
        if part.file.exists():
            raise DsiError(f"{part.file}: 옮길 곳에 이미 파일이 있습니다. 필요 없는 것이면 다른 이름으로 바꿔 주세요.")
        path = part.file.with_name(f".{part.file.name}.part")
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self.made[part.file] = path
        own_as(path, part.file.parent)
        self.connections.append(self._begin(f"sqlite:///{path}"))
        return self.connections[-1]

    def keep(self) -> None:
        for connection in self.connections:
            connection.commit()
            connection.close()
        for path, made in self.made.items():
            made.replace(path)
            sync(path.parent)


class _Postgres(_Side):
    """One database with a schema for each part, read or written in one transaction."""

    def __init__(self, center: Center, db: str, stack: ExitStack) -> None:
        super().__init__(center, db, stack)
        self.open_connection = self._begin(address.postgresql(db, center.folder, HUB_SCHEMA))

    def holds(self, part: Database) -> bool:
        asked = "SELECT count(*) FROM pg_tables WHERE schemaname = %s"
        return self.open_connection.exec_driver_sql(asked, (part.schema,)).scalar() > 0

    def make_room(self, part: Database) -> None:
        self.open_connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {_quoted(part.schema)}")

    def connection(self, part: Database) -> Connection:
        address.postgresql(self.db, self.folder, part.schema)  # a name that is too long is refused
        self.open_connection.exec_driver_sql(f"SET LOCAL search_path TO {_quoted(part.schema)}")
        return self.open_connection

    def keep(self) -> None:
        self.open_connection.commit()

    def put_aside(self, parts: list[Database]) -> list[str]:
        names = {part.schema: f"{part.schema[:40]}.{_stamp()}" for part in parts}
        for old, new in names.items():
            self.open_connection.exec_driver_sql(f"ALTER SCHEMA {_quoted(old)} RENAME TO {_quoted(new)}")
        self.open_connection.commit()
        return [f"PostgreSQL 스키마 {new}" for new in names.values()]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _stamp() -> str:
    return f"moved-{datetime.now():%Y%m%d-%H%M%S}"


def own_as(path: Path, model: Path) -> None:
    """Give a file to the owner of another."""
    owner = model.stat()
    os.chown(path, owner.st_uid, owner.st_gid)


def write_db(folder: Path, db: str) -> None:
    """Have ``center.yaml`` say `db`; its other lines stay as they are."""
    path = folder / centers.FILE
    there, line = path.read_text(encoding="utf-8"), f"db: {db}"
    new, found = re.subn(r"(?m)^db:[^\n#]*?(?=[ \t]*(#|$))", lambda _: line, there)
    text = new if found else f"{there.rstrip()}\n{line}\n"
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    write(partial, text.encode(), path.stat().st_mode & 0o777)
    own_as(partial, path)
    partial.chmod(path.stat().st_mode & 0o777)
    partial.replace(path)
    sync(folder)


def _all_look_here(center: Center) -> None:
    """Refuse a cohort whose settings do not ask the center where the gradebook is; they are not run for it."""
    for path in sorted(center.folder.glob("cohorts/*/nbgrader_config.py")):
        if "folder=" not in path.read_text(encoding="utf-8"):
            raise DsiError(
                f"{path}: configure(…)의 끝에 folder=Path(__file__).parent 를 더해 주세요. 그래야 이 반이 센터의 데이터베이스를 씁니다."
            )


def not_running(center: Center) -> None:
    """Raise a :class:`DsiError` while the center's hub runs."""
    host, _, port = center.listen.rpartition(":")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if probe.connect_ex((host.strip("[]"), int(port))) == 0:
            raise DsiError(
                f"{center.listen}: 허브가 켜져 있습니다. 하는 동안 바뀌는 것이 없도록 먼저 끄세요(`systemctl stop dsi-hub`)."
            )
