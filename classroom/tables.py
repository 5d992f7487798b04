"""Rows of a hub's or a gradebook's database, copied as they are into another and compared there, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Column, Interval, MetaData, String, Table, func, insert, inspect, select, text
from sqlalchemy.types import TypeDecorator

from curriculum.errors import DsiError

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ROWS = 500  # at once


def hub() -> MetaData:
    """Tables of a hub's database: JupyterHub's and those of its native sign-up."""
    import nativeauthenticator.orm  # noqa: F401  (adds its table to the hub's)
    from jupyterhub.orm import Base

    return _plain(Base.metadata)


def gradebook() -> MetaData:
    """Tables of nbgrader's gradebook."""
    from nbgrader.api import Base

    return _plain(Base.metadata)


def copy(source: Connection, target: Connection, tables: MetaData, what: str) -> int:
    """Copy every row of `source` into the empty `target` and see that each has arrived.

    Parameters
    ----------
    source, target : Connection
        Nobody else may write to them meanwhile; the caller commits `target`.
    tables : MetaData
        From :func:`hub` or :func:`gradebook`.
    what : str
        What messages call the source.

    Returns
    -------
    int
        How many rows there are.

    Raises
    ------
    DsiError
        If the source holds a table or column that is not known here, or the target is not empty or came out differently.
    """
    there = _known(source, tables, what)
    if found := inspect(target).get_table_names():
        raise DsiError(
            f"{what}: 옮길 곳이 비어 있지 않습니다(표 {len(found)}개). 다른 곳을 정하거나, 필요 없는 것이면 먼저 지우세요."
        )
    tables.create_all(target, tables=there)
    for table in there:
        for rows in source.execute(select(table).execution_options(yield_per=_ROWS)).mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])
    if target.dialect.name == "postgresql":
        _count_on(target, there)
    if different := [table.name for table in there if rows_of(source, table) != rows_of(target, table)]:
        raise DsiError(f"{what}: 옮긴 내용이 처음과 다릅니다({', '.join(different)}). 아무것도 바꾸지 않았습니다.")
    return sum(target.scalar(select(func.count()).select_from(table)) for table in there)


def rows_of(connection: Connection, table: Table) -> Counter[tuple]:
    """Every row of a table, whatever their order."""
    return Counter(map(tuple, connection.execute(select(table))))


@contextmanager
def alone(connection: Connection, tables: MetaData) -> Iterator[None]:
    """Keep other writers of a database out while it is copied; they may read."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{each}"' for each in inspect(connection).get_table_names() if each in tables.tables)
        if names:
            connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
        yield
        return
    import sqlite3

    guard = sqlite3.connect(connection.engine.url.database, isolation_level=None)
    try:
        guard.execute("BEGIN IMMEDIATE")
        yield
    finally:
        guard.close()


def _plain(tables: MetaData) -> MetaData:
    """The same tables without what Python makes of their values: a text that holds JSON stays the text it is."""
    plain = MetaData()
    for table in tables.sorted_tables:
        for column in table.to_metadata(plain).columns:
            if isinstance(column.type, TypeDecorator) and not isinstance(column.type, Interval):
                column.type = column.type.impl_instance
    Table("alembic_version", plain, Column("version_num", String(32), nullable=False))
    return plain


def _known(source: Connection, tables: MetaData, what: str) -> list[Table]:
    """The tables of `source` in an order in which they can be filled."""
    inspector = inspect(source)
    there = set(inspector.get_table_names())
    if strange := sorted(there - tables.tables.keys()):
        raise DsiError(f"{what}: 알지 못하는 표({', '.join(strange)})가 있어 옮기지 않았습니다.")
    found = [table for table in tables.sorted_tables if table.name in there]
    for table in found:
        if {each["name"] for each in inspector.get_columns(table.name)} != set(table.columns.keys()):
            raise DsiError(
                f"{what}: '{table.name}' 표가 다른 판의 것입니다. "
                "`jupyterhub upgrade-db`나 `nbgrader db upgrade`로 올린 뒤에 옮기세요."
            )
    return found


def _count_on(target: Connection, tables: list[Table]) -> None:
    """Have PostgreSQL number new rows behind those that were copied."""
    for table in tables:
        column = table.autoincrement_column
        if column is not None and (last := target.scalar(select(func.max(column)))) is not None:
            name = target.scalar(func.pg_get_serial_sequence(f'"{table.name}"', column.name))
            target.execute(select(func.setval(name, last)))
