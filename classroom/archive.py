"""The file a center is backed up into: a compressed tar archive whose last part says what must be in it.

The first member names the format, the last lists every folder, file and link with owner, mode and SHA-256. Names are
checked before anything is written, links are made last, and what does not fit the list is refused.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from curriculum.errors import DsiError
from gallery.atomic import sync

CENTER, DATABASES = "center", "databases"
"""What an archive holds: the center's folder, and what the center keeps in PostgreSQL as SQLite files."""

_HEAD, _LIST = "dsi-backup.json", "manifest.json"
_FORMAT = {"format": "dsi center backup", "version": 1}
_CHUNK = 1024 * 1024
_LONGEST_LIST = 1 << 30
_BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, UnicodeError, ValueError, ValidationError)


class Entry(BaseModel):
    """One folder, file or link.

    Attributes
    ----------
    owner, group
        Names of accounts; numbers where there is no name.
    target
        Where a link leads.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    kind: Literal["folder", "file", "link"]
    owner: str
    group: str
    mode: int
    size: int = 0
    sha256: str = ""
    target: str = ""


class Manifest(BaseModel):
    """What an archive holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    center: str
    made: datetime
    counts: dict[str, int]
    entries: list[Entry]


class Writer:
    """Adds to an archive, one thing after another; see :func:`create`."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._known: dict[str, Entry] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._known

    def add(self, entry: Entry, content: BinaryIO | None = None) -> None:
        """Add a thing; `content` is a file's, which nobody changes meanwhile."""
        if entry.path in self._known:
            raise ValueError(f"{entry.path} is in the archive already")
        if content is not None:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            size = content.tell()
            content.seek(0)
            member = tarfile.TarInfo(entry.path)
            member.size, member.mode = size, entry.mode
            self._tar.addfile(member, content)
            entry = entry.model_copy(update={"size": size, "sha256": digest})
        self._known[entry.path] = entry

    def finish(self, center: str, made: datetime, counts: dict[str, int]) -> Manifest:
        """Write the list; nothing can be added after it."""
        files = [each for each in self._known.values() if each.kind == "file"]
        counts = {**counts, "files": len(files), "bytes": sum(each.size for each in files)}
        manifest = Manifest(center=center, made=made, counts=counts, entries=list(self._known.values()))
        _put(self._tar, _LIST, json.dumps(manifest.model_dump(mode="json")).encode())
        return manifest


@contextmanager
def create(path: Path) -> Iterator[Writer]:
    """Write an archive that only its owner can read; it is there when all of it is on the disk."""
    if path.exists():
        raise DsiError(f"{path}: 이미 있는 파일입니다. 다른 이름을 정해 주세요.")
    if not path.parent.is_dir():
        raise DsiError(f"{path.parent}: 폴더가 없습니다. 먼저 만들어 주세요.")
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:  # noqa: PTH123
            with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=3) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
                _put(tar, _HEAD, json.dumps(_FORMAT).encode())
                yield Writer(tar)
            out.flush()
            os.fsync(out.fileno())
        partial.rename(path)
        sync(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def unpack(path: Path, into: Path) -> Manifest:
    """Write everything an archive holds into the empty folder `into`, as files of the caller that only they can read.

    Raises
    ------
    DsiError
        If the file is no backup of a center, is damaged, or would write outside of `into`.
    """
    path, into = Path(path), Path(into)
    if not path.is_file():
        raise DsiError(f"{path}: 백업 파일이 없습니다. 경로를 확인하세요.")
    try:
        with gzip.open(path) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            manifest, found = _members(tar, into, path)
            while packed.read(_CHUNK):  # to the end, where the checksum of all of it stands
                pass
        _compare(manifest, found, path)
        _folders_and_links(manifest, into)
    except DsiError:
        raise
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno and not isinstance(error, gzip.BadGzipFile):
            raise DsiError(f"{path}: 풀 수 없습니다({error.strerror}). 남은 디스크와 권한을 확인하세요.") from error
        raise DsiError(_damaged(path, "끝까지 읽을 수 없습니다")) from error
    return manifest


def _members(tar: tarfile.TarFile, into: Path, path: Path) -> tuple[Manifest, dict[str, tuple[int, str]]]:
    """Write the files; returns the list, and size and digest of each file that was written."""
    members = iter(tar)
    head = next(members, None)
    if head is None or head.name != _HEAD or head.size > 1000 or json.load(tar.extractfile(head)) != _FORMAT:
        raise DsiError(f"{path}: 센터를 백업한 파일이 아닙니다. `dsi hub backup`이 만든 파일을 골라 주세요.")
    found: dict[str, tuple[int, str]] = {}
    for member in members:
        if member.name == _LIST:
            if not member.isreg() or member.size > _LONGEST_LIST:
                break
            return Manifest.model_validate(json.load(tar.extractfile(member))), found
        if not member.isreg():
            raise DsiError(_damaged(path, f"'{_shown(member.name)}'이(가) 파일이 아닙니다"))
        place = into / _inside(member.name, path)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as out:  # noqa: PTH123
            digest, size, source = hashlib.sha256(), 0, tar.extractfile(member)
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        found[member.name] = size, digest.hexdigest()
    raise DsiError(_damaged(path, "목록이 없습니다. 쓰다가 멈춘 파일일 수 있습니다"))


def _compare(manifest: Manifest, found: dict[str, tuple[int, str]], path: Path) -> None:
    told = {each.path: (each.size, each.sha256) for each in manifest.entries if each.kind == "file"}
    links = {each.path for each in manifest.entries if each.kind == "link"}
    for each in manifest.entries:
        above = {str(parent) for parent in PurePosixPath(_inside(each.path, path)).parents}
        if above & links or (each.kind == "link" and f"{CENTER}/homes" not in above):
            raise DsiError(_damaged(path, f"'{_shown(each.path)}'에 있으면 안 되는 링크가 있습니다"))
    if len({each.path for each in manifest.entries}) != len(manifest.entries):
        raise DsiError(_damaged(path, "목록에 같은 이름이 두 번 있습니다"))
    if wrong := sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name)):
        raise DsiError(_damaged(path, f"'{_shown(wrong[0])}' 등 파일 {len(wrong)}개가 목록과 다릅니다"))


def _folders_and_links(manifest: Manifest, into: Path) -> None:
    for each in manifest.entries:
        if each.kind == "folder":
            (into / each.path).mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in manifest.entries:
        if each.kind == "link":
            (into / each.path).symlink_to(each.target)


def _inside(name: str, path: Path) -> str:
    """`name`, if it stays within the folder it is unpacked into."""
    parts = PurePosixPath(name).parts
    if len(parts) < 1 or parts[0] not in (CENTER, DATABASES) or ".." in parts or "\0" in name or str(PurePosixPath(name)) != name:
        raise DsiError(_damaged(path, f"'{_shown(name)}'은(는) 센터 폴더 밖의 이름입니다"))
    return name


def _put(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def _damaged(path: Path, why: str) -> str:
    return f"{path}: 깨졌거나 누가 손댄 백업입니다. {why}. 다른 백업 파일로 되살려 주세요."


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:200]
