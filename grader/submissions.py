"""A collected submission as it lies there: whole or damaged, changed or not, and what of it may be taken along."""

import fnmatch
import hashlib
import json
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from curriculum.errors import DsiError

ASK_AGAIN = "훈련생에게 다시 제출해 달라고 하세요."
_MB = 1024 * 1024
LARGEST_NOTEBOOK = 50 * _MB
LARGEST_FILES = 200 * _MB  # of one submission; the sandbox has room for a little more
MOST_FILES = 2000
DEEPEST = 25


def damage(folder: Path, notebooks: list[str]) -> str:
    """Say in Korean why a submitted folder cannot be graded; empty if it can.

    Parameters
    ----------
    folder : Path
    notebooks : list of str
        File names of the notebooks that carry points: at least one must be there.
    """
    return read_all(folder, notebooks)[1]


def read_all(folder: Path, notebooks: list[str]) -> tuple[dict[str, NotebookNode], str]:
    """Read a submission's notebooks, by file name; the second value says why they cannot be graded.

    Parameters
    ----------
    folder, notebooks
        As for :func:`damage`.
    """
    if folder.is_symlink():
        return {}, f"제출 폴더가 다른 곳을 가리키는 링크입니다. {ASK_AGAIN}"
    there, found = find_notebooks(folder), {}
    if notebooks and not any(name in there for name in notebooks):
        seen = ", ".join(sorted(there)) or "노트북이 하나도 없습니다"
        return {}, f"{notebooks[0]} 파일이 없습니다(제출한 노트북: {seen}). 파일 이름을 바꾸지 말고 {ASK_AGAIN}"
    for name in sorted(there):
        found[name], reason = read_notebook(there[name])
        if reason:
            return {}, f"{name}: {reason} {ASK_AGAIN}"
    return found, ""


def find_notebooks(folder: Path) -> dict[str, Path]:
    """Notebooks of a submission by file name; a Mac's decomposed Korean names are composed."""
    found = sorted(folder.glob("*.ipynb"), key=lambda path: path.name == composed(path.name))
    return {composed(path.name): path for path in found}


def doubled(folder: Path) -> list[str]:
    """Notebooks of which there is more than one once the names are composed."""
    names = [composed(path.name) for path in folder.glob("*.ipynb")]
    return sorted({name for name in names if names.count(name) > 1})


def composed(name: str) -> str:
    """`name` as everyone but a Mac writes it."""
    return unicodedata.normalize("NFC", name)


def read_notebook(path: Path) -> tuple[NotebookNode, str]:
    """Read a notebook someone sent in; the second value says in Korean why it cannot be read."""
    nothing, text = NotebookNode(), ""
    try:
        mode = path.lstat()
        if not stat.S_ISREG(mode.st_mode):
            return nothing, "파일이 아니라 다른 곳을 가리키는 링크나 폴더입니다."
        if mode.st_size > LARGEST_NOTEBOOK:
            return nothing, f"파일이 너무 큽니다({mode.st_size // _MB}MB, {LARGEST_NOTEBOOK // _MB}MB까지)."
        text = path.read_text(encoding="utf-8-sig")
        json.loads(text)
        nb = nbformat.reads(text, as_version=4)
        _check(nb)
    except OSError:
        return nothing, "파일을 읽을 수 없습니다."
    except UnicodeDecodeError:
        return nothing, "UTF-8 글이 아니라서 읽을 수 없습니다."
    except json.JSONDecodeError as error:
        if not text.strip():
            return nothing, "빈 파일입니다."
        if error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg:
            return nothing, f"파일이 중간에 잘렸습니다({error.lineno}번째 줄)."
        return nothing, f"파일이 깨져 있습니다({error.lineno}번째 줄)."
    except RecursionError:
        return nothing, "괄호가 너무 깊이 겹쳐 있습니다."
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, nbformat.ValidationError):
        return nothing, "주피터 노트북이 아닙니다."
    return nb, ""


def _check(nb: NotebookNode) -> None:
    """Refuse what only looks like a notebook."""
    for cell in nb.cells:
        if not isinstance(cell.source, str) or cell.cell_type not in {"code", "markdown", "raw"}:
            raise ValueError(cell.cell_type)
        cell.metadata.get("nbgrader")
        cell.source = cell.source.encode("utf-8", "replace").decode(
            "utf-8"
        )  # half characters cannot be written


def files(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Name, path and size of every regular file of a submission."""
    yield from _walk(folder, [])


def fingerprint(folder: Path, ignored: list[str] | None = None) -> str:
    """Digest of all files of a submission: another when anything was changed."""
    found = hashlib.sha256()
    for name, path, size in sorted(_walk(folder, ignored or [])):
        found.update(f"{name}\0{size}\0".encode("utf-8", "surrogateescape"))
        if size <= LARGEST_NOTEBOOK:
            with path.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


def copy_files(folder: Path, target: Path, ignored: list[str]) -> list[str]:
    """Copy what was handed in beside the notebooks: regular files only, no link is followed.

    Returns
    -------
    list of str
        Names of the links that were left out.

    Raises
    ------
    DsiError
        If there is too much of it.
    """
    total, links = 0, []
    for count, (name, path, size) in enumerate(_walk(folder, ignored, links)):
        if name.endswith(".ipynb"):
            continue
        total += size
        if total > LARGEST_FILES or count >= MOST_FILES:
            much = f"파일 {MOST_FILES:,}개, {LARGEST_FILES // _MB}MB까지"
            raise DsiError(f"노트북과 함께 낸 파일이 너무 많거나 큽니다({much}). {ASK_AGAIN}")
        place = target / composed(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place, follow_symlinks=False)
    return links


def _walk(
    folder: Path, ignored: list[str], links: list[str] | None = None
) -> Iterator[tuple[str, Path, int]]:
    for place, folders, names in os.walk(folder, followlinks=False):
        here = Path(place).relative_to(folder)
        if len(here.parts) > DEEPEST:
            raise DsiError(f"폴더가 너무 깊이 겹쳐 있습니다({DEEPEST}겹까지). {ASK_AGAIN}")
        folders[:] = sorted(each for each in folders if not is_ignored(each, ignored))
        for name in [*names, *(each for each in folders if Path(place, each).is_symlink())]:
            path = Path(place, name)
            if is_ignored(name, ignored):
                continue
            found = path.lstat()
            if stat.S_ISREG(found.st_mode):
                yield str(here / name), path, found.st_size
            elif links is not None:
                links.append(composed(str(here / name)))


def is_ignored(name: str, patterns: list[str]) -> bool:
    """Whether nbgrader leaves a file of this name behind."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
