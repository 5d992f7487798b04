"""The authoring convention: py:percent text to and from an nbgrader notebook.

A master notebook is Jupytext ``py:percent`` text. One line of nbgrader metadata marks a graded cell,
and only the keys that differ from nbgrader's defaults are written::

    # %% nbgrader={"grade_id": "q01-total", "solution": true}
    # %% nbgrader={"grade_id": "q01-total-test", "grade": true, "locked": true, "points": 2}
    # %% [markdown] nbgrader={"grade_id": "q08-advice", "grade": true, "solution": true, "points": 4}

The cell tagged ``parameters`` holds ``REGION = "…"``; it is locked by :func:`read`, so that grading
always runs for the cohort's region.
"""

import copy
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from curriculum.errors import DsiError

CODE_STUB = "# 여기에 코드를 작성하세요\nraise NotImplementedError()"
TEXT_STUB = "여기에 답을 작성하세요."

# Spelled in two halves so that this file is not itself taken for a leak by a plain text search.
_MARKERS = tuple("BEGIN " + kind for kind in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME"))
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.DOTALL)

_KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_DEFAULTS = {"grade": False, "locked": False, "solution": False, "task": False}
_KEYS = {*_DEFAULTS, "grade_id", "points"}
_GRADE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_REGION_LINE = re.compile(r"^REGION\s*=.*$", re.MULTILINE)


class NotebookError(DsiError):
    """A master notebook breaks the authoring convention."""


def read(path: Path) -> NotebookNode:
    """Read a py:percent master as a complete nbgrader notebook.

    Parameters
    ----------
    path : Path
        ``lesson.py`` or ``practicum.py`` of a module.

    Returns
    -------
    NotebookNode
        nbformat 4.5 with schema-3 nbgrader metadata. Cell ids come from ``grade_id``, else from a hash
        of the cell, so reading twice gives equal notebooks.

    Raises
    ------
    NotebookError
        Naming the file and the cell, if the text cannot be read or a cell's metadata is wrong.
    """
    path = Path(path)
    try:
        nb = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    except (OSError, UnicodeDecodeError, ValueError, SyntaxError) as error:
        msg = f"{path}: 노트북 글을 읽을 수 없습니다({error}). UTF-8로 저장한 py:percent 형식인지 확인하세요."
        raise NotebookError(msg) from error
    nb.metadata = NotebookNode(kernelspec=dict(_KERNELSPEC), language_info={"name": "python"})
    nb.nbformat, nb.nbformat_minor = 4, 5
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells, 1):
        _complete(cell, f"{path.name} {number}번째 셀")
        _set_id(cell, seen, f"{path.name} {number}번째 셀")
    nbformat.validate(nb)
    return nb


def for_region(nb: NotebookNode, region: str) -> NotebookNode:
    """Copy of `nb` whose parameters cell says ``REGION = "<region>"``; `nb` itself if it has none."""
    nb = copy.deepcopy(nb)
    for cell in nb.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = _REGION_LINE.sub(f'REGION = "{region}"', cell.source)
    return nb


def released(nb: NotebookNode) -> NotebookNode:
    """What the trainee gets: `nb` without solutions, hidden tests and mark schemes.

    Uses nbgrader's own preprocessors, so it equals what ``nbgrader generate_assignment`` writes.
    """
    from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

    nb = copy.deepcopy(nb)
    clear = ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB)
    for step in (clear, ClearHiddenTests(), ClearMarkScheme()):
        nb, _ = step.preprocess(nb, {})
    return nb


def leaks(nb: NotebookNode, master: NotebookNode | None = None) -> list[str]:
    """Name what a released notebook must not hold.

    Parameters
    ----------
    nb : NotebookNode
        The released notebook.
    master : NotebookNode, optional
        Its master: then each line of its hidden tests is looked for too.

    Returns
    -------
    list of str
        One Korean sentence a leak; empty when there is none.
    """
    found = []
    secrets = {line for cell in master.cells for line in hidden_lines(cell.source)} if master else set()
    for number, cell in enumerate(nb.cells, 1):
        found += [f"{number}번째 셀에 '{marker}' 표시가 남아 있습니다." for marker in _MARKERS if marker in cell.source]
        lines = {line.strip() for line in cell.source.splitlines()}
        found += [f"{number}번째 셀에 숨은 시험이 남아 있습니다: {line}" for line in sorted(secrets & lines)]
    return found


def hidden_lines(source: str) -> Iterator[str]:
    """Assertions inside the hidden-test regions of a cell, stripped."""
    for block in _HIDDEN.findall(source):
        yield from (line.strip() for line in block.splitlines() if line.strip().startswith("assert "))


def to_text(nb: NotebookNode) -> str:
    """Turn an nbgrader notebook, edited in Jupyter say, back into py:percent master text.

    The short form of the metadata is written; outputs are dropped.
    """
    nb = copy.deepcopy(nb)
    nb.metadata = NotebookNode(kernelspec=dict(_KERNELSPEC))
    for cell in nb.cells:
        full = cell.metadata.pop("nbgrader", None)
        is_parameters = "parameters" in cell.metadata.get("tags", [])
        if full is not None and not is_parameters:
            short = {"grade_id": full["grade_id"]}
            short |= {key: True for key in _DEFAULTS if full.get(key)}
            if full.get("grade"):
                short["points"] = full["points"]
            cell.metadata["nbgrader"] = short
        for key in ("deletable", "editable"):
            cell.metadata.pop(key, None)
    return jupytext.writes(nb, fmt="py:percent")


def dumps(nb: NotebookNode) -> str:
    """Serialise a notebook the same way every time, with a final newline."""
    return nbformat.writes(nb, version=4) + "\n"


def _complete(cell: NotebookNode, place: str) -> None:
    """Check the short nbgrader metadata of `cell` and fill in the rest."""
    short = cell.metadata.get("nbgrader")
    tags = cell.metadata.get("tags", [])
    cell.metadata = NotebookNode({key: cell.metadata[key] for key in ("tags", "sample") if cell.metadata.get(key)})
    if "parameters" in tags:
        short = {"grade_id": "parameters", "locked": True}
    if short is None:
        return
    if not isinstance(short, dict) or set(short) - _KEYS:
        raise NotebookError(f"{place}: nbgrader 표시에는 {', '.join(sorted(_KEYS))}만 쓸 수 있습니다.")
    if not _GRADE_ID.fullmatch(str(short.get("grade_id", ""))):
        raise NotebookError(f"{place}: grade_id는 영문자·숫자·-·_로 64자까지 써야 합니다({short.get('grade_id')!r}).")
    full = _DEFAULTS | short
    if full["grade"]:
        points = full.get("points")
        if not isinstance(points, int | float) or isinstance(points, bool) or points < 0:
            raise NotebookError(f"{place}: 채점하는 셀({full['grade_id']})에는 points를 0 이상의 수로 적어야 합니다.")
    elif "points" in full:
        raise NotebookError(f"{place}: 채점하지 않는 셀({full['grade_id']})에는 points를 쓰지 않습니다.")
    if full["grade"] and not full["solution"]:
        full["locked"] = True
    if cell.cell_type == "markdown" and full["solution"] and not full["grade"]:
        raise NotebookError(f"{place}: 글로 쓰는 답({full['grade_id']})은 grade와 points도 있어야 합니다.")
    cell.metadata["nbgrader"] = NotebookNode(full | {"schema_version": 3})


def _set_id(cell: NotebookNode, seen: set[str], place: str) -> None:
    mark = cell.metadata.get("nbgrader")
    if mark is not None:
        cell.id = mark["grade_id"]
        if cell.id in seen:
            raise NotebookError(f"{place}: grade_id '{cell.id}'가 두 번 나옵니다. 서로 다른 이름을 쓰세요.")
    else:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        cell.id = next(i for n in range(len(seen) + 1) if (i := f"{digest}-{n}" if n else digest) not in seen)
    seen.add(cell.id)
