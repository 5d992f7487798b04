"""A trainee's work as it comes over the network: a zip archive that may hold anything, taken apart within bounds."""

from __future__ import annotations

import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from curriculum.errors import DsiError
from grader import exchange, receipts
from grader.cohort import Cohort
from grader.submissions import DEEPEST, MOST_FILES

SCRATCH = ".desk"
"""The desk's own folder in a cohort's."""

_CHUNK = 1024 * 1024
_END, _END_SIZE = b"PK\x05\x06", 22
_END_64 = b"PK\x06\x07"
_LARGEST_INDEX = MOST_FILES * 1024
_LONGEST_NAME = 255
_AGAIN = "폴더를 확인하고 다시 제출해 주세요."


@dataclass(frozen=True)
class Bounds:
    """How much a submission may be: the course's own limits, in bytes."""

    file: int
    total: int

    @classmethod
    def of(cls, cohort: Cohort) -> Bounds:
        """The limits of a cohort's course."""
        course = cohort.api().coursedir
        return cls(1000 * course.max_file_size, 1000 * course.max_dir_size)


@contextmanager
def scratch(cohort: Cohort) -> Iterator[Path]:
    """A folder for one arrival, on the exchange's own disk."""
    place = cohort.folder / SCRATCH
    place.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix="arrival-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def hand_in(cohort: Cohort, module: str, trainee: str, archive: Path, home: Path) -> receipts.Receipt:
    """Submit what an archive holds, as ``dsi submit`` does with a trainee's folder.

    Parameters
    ----------
    cohort : Cohort
    module : str
    trainee : str
    archive : Path
        A zip of the module's folder: its files, or one folder named as the module that holds them.
    home : Path
        An empty folder to take it apart in.

    Raises
    ------
    DsiError
        If the archive cannot be taken, the module is not released, or the trainee has no submission left.
    """
    module = cohort.module(module)
    if module not in exchange.released(cohort):
        raise DsiError(f"{module} 단원은 아직 배포되지 않았습니다. 강사가 배포한 뒤에 제출해 주세요.")
    with archive.open("rb") as file:
        unpack(file, home / module, module, Bounds.of(cohort))
    exchange.submit(cohort, module, trainee, home)
    return receipts.read(next((home / "receipts").glob("*.json")))


def unpack(file: BinaryIO, target: Path, top: str, bounds: Bounds) -> None:
    """Take an archive apart into the new folder `target`: regular files only, nothing outside it, within bounds.

    Parameters
    ----------
    top : str
        A folder of this name that holds everything is left away.
    """
    _check_index(file)
    try:
        with zipfile.ZipFile(file) as archive:
            members = {_parts(each): each for each in archive.infolist() if not each.is_dir()}
            if len(members) > MOST_FILES or len(archive.infolist()) > 2 * MOST_FILES:
                raise DsiError(f"파일이 너무 많습니다({MOST_FILES:,}개까지). {_AGAIN}")
            if len(members) < sum(not each.is_dir() for each in archive.infolist()):
                raise DsiError(f"같은 이름의 파일이 두 번 들어 있습니다. {_AGAIN}")
            if not members:
                raise DsiError(f"보낸 압축 파일이 비어 있습니다. {_AGAIN}")
            if all(len(parts) > 1 and parts[0] == top for parts in members):
                members = {parts[1:]: each for parts, each in members.items()}
            target.mkdir(parents=True)
            left = bounds.total
            for parts, member in members.items():
                left -= _extract(archive, member, target.joinpath(*parts), min(left, bounds.file), bounds)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError, ValueError) as error:
        raise DsiError(f"압축 파일이 깨졌거나 다룰 수 없는 것입니다. {_AGAIN}") from error
    except OSError as error:
        raise DsiError(f"압축 파일에 풀 수 없는 이름이 있습니다({error.strerror}). {_AGAIN}") from error


def _check_index(file: BinaryIO) -> None:
    """Refuse an index that is too long, before anything is made of it; an archive with remarks or over 4 GB, too."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_SIZE - 20))
    tail = file.read()
    end = tail[-_END_SIZE:]
    if len(end) < _END_SIZE or not end.startswith(_END) or end[-2:] != b"\0\0":
        raise DsiError(f"압축 파일(zip)이 아니거나 중간에 잘렸습니다. {_AGAIN}")
    if tail[:-_END_SIZE].startswith(_END_64) or struct.unpack("<L", end[12:16])[0] > _LARGEST_INDEX:
        raise DsiError(f"압축 파일에 든 것이 너무 많습니다. {_AGAIN}")
    file.seek(0)


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """The parts of a member's name, if it is a plain file inside the folder."""
    name = member.filename
    parts = tuple(name.split("/"))
    kind = stat.S_IFMT(member.external_attr >> 16)
    if any(part in ("", ".", "..") for part in parts) or "\\" in name or not name.isprintable():
        raise DsiError(f"'{_shown(name)}'은(는) 제출할 수 없는 파일 이름입니다. {_AGAIN}")
    if len(parts) > DEEPEST or any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise DsiError(f"'{_shown(name)}'의 이름이 너무 길거나 폴더가 너무 깊습니다. {_AGAIN}")
    if kind not in (0, stat.S_IFREG):
        raise DsiError(f"'{_shown(name)}'이(가) 파일이 아니라 링크나 장치입니다. {_AGAIN}")
    if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DsiError(f"'{_shown(name)}'에 암호가 걸렸거나 다룰 수 없는 방식으로 압축되었습니다. {_AGAIN}")
    return parts


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, most: int, bounds: Bounds) -> int:
    """Write one member; its size is counted, not believed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(member) as source, path.open("xb") as out:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > most:
                what = f"'{_shown(member.filename)}' 파일이" if size > bounds.file else "제출할 폴더가"
                limit = (bounds.file if size > bounds.file else bounds.total) // 1_000_000
                raise DsiError(f"{what} 너무 큽니다({limit}MB까지). {_AGAIN}")
            out.write(chunk)
    return size


def _shown(name: str) -> str:
    """A name as it may be written on a screen."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:100])
