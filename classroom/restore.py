"""``dsi hub restore``: a center out of its backup, on an empty machine."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from classroom import archive, databases, tables
from classroom import center as centers
from classroom.archive import CENTER, DATABASES, Entry, Manifest
from classroom.hub import accounts
from curriculum.errors import DsiError
from grader import address
from grader.address import SQLITE


def restore(file: str | Path, folder: str | Path, db: str | None = None) -> Manifest:
    """Make a center's folder as it was when it was backed up.

    Parameters
    ----------
    file : path
        What ``dsi hub backup`` wrote.
    folder : path
        The center's folder: not there yet, or empty.
    db : str, optional
        Where the databases shall be instead of where ``center.yaml`` says.

    Raises
    ------
    DsiError
        If the file is damaged or foreign, or something is in the way; then the folder is as it was.
    """
    folder = Path(folder).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DsiError(f"{folder}: 비어 있지 않은 곳입니다. 새 폴더 이름을 정하거나 안을 비워 주세요.")
    if not folder.parent.is_dir():
        raise DsiError(f"{folder.parent}: 폴더가 없습니다. 먼저 만들어 주세요.")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as scratch:
        manifest = archive.unpack(Path(file), Path(scratch))
        if not (Path(scratch) / CENTER / centers.FILE).is_file():
            raise DsiError(f"{file}: 센터의 설정({centers.FILE})이 없는 백업입니다. 다른 백업 파일로 되살려 주세요.")
        was_there = folder.exists()
        try:
            (Path(scratch) / CENTER).rename(folder)
        except OSError as error:
            raise DsiError(f"{folder}: 이 폴더를 바꿔 놓을 수 없습니다({error.strerror}). 그 안의 새 폴더로 되살려 주세요.") from error
        try:
            _finish(manifest, folder, Path(scratch) / DATABASES, db)
        except SQLAlchemyError as error:
            _away(folder, was_there)
            raise DsiError(
                f"{address.unreachable(error)} 데이터베이스 서버 없이 되살리려면 --db sqlite를 붙이세요."
            ) from error
        except BaseException:
            _away(folder, was_there)
            raise
    return manifest


def _away(folder: Path, was_there: bool) -> None:
    shutil.rmtree(folder)
    if was_there:
        folder.mkdir()


def _finish(manifest: Manifest, folder: Path, kept: Path, db: str | None) -> None:
    center = centers.read(folder)
    if os.getuid() == 0:
        _make_accounts(center, {each.owner for each in manifest.entries})
    for each in sorted(manifest.entries, key=lambda each: each.path.count("/"), reverse=True):
        if each.path.partition("/")[0] == CENTER:
            _own(folder / Path(each.path).relative_to(CENTER), each)
    there = address.database(folder)
    if db and address.checked(db) != there:
        databases.write_db(folder, db)
    _fill(centers.read(folder), there, kept)


def _fill(center: centers.Center, before: str, kept: Path) -> None:
    """Put every database where the center has it now."""
    now = center.db
    parts = databases.of(center.folder)
    files = {part.schema: part.file if before == SQLITE else kept / f"{part.schema}.sqlite" for part in parts}
    parts = [part for part in parts if files[part.schema].is_file()]
    if now == SQLITE:
        for part in parts:
            if files[part.schema] != part.file:
                shutil.copyfile(files[part.schema], part.file)
                databases.own_as(part.file, part.file.parent)
                part.file.chmod(0o600)
        return
    with ExitStack() as stack:
        target = stack.enter_context(databases.side(center, now))
        for part in parts:
            source = create_engine(f"sqlite:///{files[part.schema]}")
            stack.callback(source.dispose)
            target.make_room(part)
            with source.connect() as here:
                tables.copy(here, target.connection(part), part.tables(), part.name)
        target.keep()
    if before == SQLITE:
        for part in parts:
            part.file.unlink()


def _make_accounts(center: centers.Center, owners: set[str]) -> None:
    """Make the center's own accounts; others must be there."""
    missing = []
    for owner in sorted(owners):
        if owner == accounts.SERVICE:
            accounts.ensure(owner, accounts.service_home(center))
        elif owner.startswith(accounts.account_of("")):
            accounts.ensure_person(center, owner.removeprefix(accounts.account_of("")))
        elif not owner.isdigit() and accounts.found(owner) is None:
            missing.append(owner)
    if missing:
        raise DsiError(f"이 컴퓨터에 없는 계정의 파일이 있습니다: {', '.join(missing)}. 그 계정을 먼저 만들어 주세요.")


def _own(path: Path, entry: Entry) -> None:
    if os.getuid() == 0:
        os.chown(path, *_ids(entry), follow_symlinks=False)
    if entry.kind != "link":
        path.chmod(entry.mode)


def _ids(entry: Entry) -> tuple[int, int]:
    """User and group of an entry on this machine; a group it does not have becomes the owner's own."""
    user, own = (int(entry.owner), 0) if entry.owner.isdigit() else pwd.getpwnam(entry.owner)[2:4]
    try:
        return user, int(entry.group) if entry.group.isdigit() else grp.getgrnam(entry.group).gr_gid
    except KeyError:
        return user, own
