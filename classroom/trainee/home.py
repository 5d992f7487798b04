"""A trainee's own folder: modules as they were fetched, receipts of what was handed in, feedback that came back."""

import errno
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from curriculum.errors import DsiError
from grader.cohort import write_whole
from grader.submissions import MOST_FILES, composed, files, is_ignored

LESSON, PRACTICUM = "lesson.ipynb", "practicum.ipynb"
NOT_SENT = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
"""What nbgrader leaves behind too when it takes a submission."""

_LARGEST = 100_000_000  # what nbgrader and the hub's proxy let through
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class Home:
    """The folder a trainee's server shows: one folder for each cohort, in it one for each module."""

    root: Path

    def folder(self, cohort: str, module: str) -> Path:
        """Where a module's files are."""
        return self.root / cohort / module

    def put(self, cohort: str, module: str, archive: bytes) -> list[str]:
        """Put the released files of a module where they are missing; what is there stays as it is.

        Returns
        -------
        list of str
            Names of the files that were put.
        """
        folder = self.folder(cohort, module)
        with _said(), self._unpacked(folder.parent, archive, module) as fresh:
            if not folder.exists():
                fresh.rename(folder)
                return sorted(name for name, _, _ in files(folder))
            put = []
            for name, path, _ in list(files(fresh)):
                place = folder / name
                if not place.exists() and not place.is_symlink():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    path.rename(place)
                    put.append(name)
            return sorted(put)

    def put_again(self, cohort: str, module: str, archive: bytes) -> Path:
        """Put the released files of a module into a new folder beside the trainee's own."""
        parent = self.root / cohort
        with _said(), self._unpacked(parent, archive, module) as fresh:
            names = (f"{module}-처음파일{number or ''}" for number in [0, *range(2, 1000)])
            place = next(parent / name for name in names if not (parent / name).exists())
            fresh.rename(place)
        return place

    def packed(self, cohort: str, module: str) -> bytes:
        """A module's folder as it is handed in: regular files, no link is followed."""
        folder, whole = self.folder(cohort, module), io.BytesIO()
        if not folder.is_dir():
            raise DsiError(f"{cohort}/{module} 폴더가 없습니다. 「실습 열기」로 단원을 먼저 받아 주세요.")
        if not (folder / PRACTICUM).is_file():
            raise DsiError(
                f"{cohort}/{module}/{PRACTICUM} 파일이 없습니다. 이름을 바꾸었다면 되돌리고, "
                "지웠다면 「실습 열기」를 눌러 처음 파일을 다시 받아 주세요."
            )
        size = 0
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for count, (name, path, bytes_) in enumerate(sent(folder)):
                size += bytes_
                if size > _LARGEST or count >= MOST_FILES:
                    much = f"파일 {MOST_FILES:,}개, {_LARGEST // 1_000_000}MB까지"
                    raise DsiError(f"{cohort}/{module} 폴더의 파일이 너무 많거나 큽니다({much}). 큰 자료를 폴더 밖으로 옮겨 주세요.")
                archive.write(path, composed(name))
        return whole.getvalue()

    def keep_receipt(self, receipt: dict) -> Path:
        """Keep the receipt of a submission in ``receipts``, as ``dsi submit`` does."""
        moment = "".join(filter(str.isdigit, receipt["time"]))
        place = self.root / "receipts"
        with _said():
            place.mkdir(exist_ok=True)
            path = place / f"{receipt['module']}-{moment}.json"
            write_whole(path, json.dumps(receipt, ensure_ascii=False, indent=1) + "\n")
        return path

    def keep_feedback(self, cohort: str, module: str, archive: bytes) -> list[Path]:
        """Put feedback pages into ``feedback`` of the module's folder, where nbgrader puts them, and list all there are."""
        place = self.folder(cohort, module) / "feedback"
        with _said(), self._unpacked(self.root / cohort, archive) as fresh:
            for name, path, _ in list(files(fresh)):
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                path.replace(place / name)
        return self.feedback(cohort, module)

    def feedback(self, cohort: str, module: str) -> list[Path]:
        """Feedback pages that have been fetched: newest submission first, in it the practicum first."""
        pages = (self.folder(cohort, module) / "feedback").glob("*/*.html")
        return sorted(pages, key=lambda path: (path.parent.name, path.stem), reverse=True)

    @contextmanager
    def _unpacked(self, parent: Path, archive: bytes, top: str = "") -> Iterator[Path]:
        """What an archive holds, beside where it goes; of the folder `top` in it if one is named."""
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, prefix=".fetch-") as scratch:
            fresh = Path(scratch) / "files"
            fresh.mkdir()
            try:
                with zipfile.ZipFile(io.BytesIO(archive)) as opened:
                    for each in opened.infolist():
                        _extract(opened, each, fresh)
            except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
                raise DsiError("받은 파일이 깨져 있습니다. 잠시 뒤 다시 받아 주세요.") from error
            if not (fresh / top).is_dir():
                raise DsiError("받은 파일에 단원 폴더가 없습니다. 담당 강사에게 알려 주세요.")
            yield fresh / top


def sent(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Name, path and size of every file of a module's folder that is handed in."""
    for name, path, size in sorted(files(folder)):
        if not any(is_ignored(part, list(NOT_SENT)) for part in PurePosixPath(name).parts):
            yield name, path, size


def _extract(archive: zipfile.ZipFile, each: zipfile.ZipInfo, target: Path) -> None:
    """Write one file of an archive, if its name stays inside `target`."""
    name = PurePosixPath(each.filename)
    if each.is_dir():
        return
    if name.is_absolute() or ".." in name.parts or not name.parts:
        raise DsiError(f"받은 파일의 이름({each.filename!r})이 올바르지 않습니다. 담당 강사에게 알려 주세요.")
    place = target / name
    place.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(each) as source, place.open("wb") as out:
        shutil.copyfileobj(source, out)


@contextmanager
def _said() -> Iterator[None]:
    """Say in Korean what an operating system's error means for the trainee."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DsiError("저장 공간이 가득 찼습니다. 쓰지 않는 파일을 지운 뒤 다시 해 주세요.") from error
        if isinstance(error, PermissionError):
            raise DsiError(f"{error.filename}: 파일에 쓸 수 없습니다. 폴더의 권한을 되돌리거나 담당 강사에게 알려 주세요.") from error
        raise
