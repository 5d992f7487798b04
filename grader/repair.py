"""Mend a submission before it is judged: the cells the grader owns come back as they were released."""

import copy
import re

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, Notebook, SourceCell
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from traitlets.config import Configurable


class RestoreCells(NbGraderPreprocessor):
    """Replace every locked or test cell by the original and give every answer cell its original marking.

    Stock nbgrader stops at a duplicated cell and at a question deleted as a whole, and believes the
    marking a trainee's notebook claims. Here a duplicate becomes an ordinary cell (the last one counts,
    as in nbgrader), a missing cell goes back behind its predecessor, and the gradebook decides what each
    cell is. The trainee's own text is never touched.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore the cells of one submitted notebook."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            originals = originals_of(gradebook.find_notebook(names["notebook"], names["assignment"]))
        return restore(nb, originals, hidden_regions(self)), resources


def restore(
    nb: NotebookNode, originals: dict[str, NotebookNode], regions: list[tuple[str, str]]
) -> NotebookNode:
    """Give a submitted notebook its original cells back, and note in its metadata which had been changed."""
    nb = nbformat.v4.upgrade(nb)
    nb.metadata.pop("dsi", None)
    flags: list[str] = []
    position: dict[str, int] = {}
    for index in reversed(range(len(nb.cells))):
        cell = nb.cells[index]
        mark = cell.metadata.pop("nbgrader", None)
        name = mark.get("grade_id") if isinstance(mark, dict) else None
        if not isinstance(name, str):
            continue
        if name not in originals:
            if mark.get("grade") and re.fullmatch(r"[\w-]{1,64}", name):
                flags.append(f"{name}: 이 단원에 없는 문항이라 채점하지 않았습니다.")
            continue
        if name in position:
            flags.append(f"{name}: 같은 셀이 여러 번 있어 마지막 것만 채점했습니다.")
            continue
        nb.cells[index] = _restored(originals[name], cell)
        if said := _changed(originals[name], cell, mark, regions):
            flags.append(f"{name}: {said}")
        position[name] = index
    flags += _in_order(nb, originals, position)
    flags += _add_missing(nb, originals, position)
    add_flags(nb, flags)
    return nb


def _in_order(nb: NotebookNode, originals: dict[str, NotebookNode], position: dict[str, int]) -> list[str]:
    """Bring the marked cells into the order of the source, in the places they occupy; tells which tests moved."""
    names = [name for name in originals if name in position]
    places = sorted(position.values())
    if [position[name] for name in names] == places:
        return []
    cells = {name: nb.cells[position[name]] for name in names}
    moved = []
    for name, place in zip(names, places, strict=True):
        if position[name] != place and originals[name].metadata.nbgrader.locked:
            moved.append(f"{name}: 옮긴 셀을 제자리에 두고 채점했습니다.")
        nb.cells[place], position[name] = cells[name], place
    return moved


def add_flags(nb: NotebookNode, flags: list[str]) -> None:
    """Note what the instructor should know in the metadata of a notebook."""
    if flags:
        noted = nb.metadata.setdefault("dsi", NotebookNode()).setdefault("flags", [])
        noted.extend(flag for flag in dict.fromkeys(flags) if flag not in noted)


def originals_of(notebook: Notebook) -> dict[str, NotebookNode]:
    """The marked cells of the source notebook by name, in source order, ready to be put back."""
    graded = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
    tests = {cell.name for cell in notebook.grade_cells}
    answers = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    originals = {}
    for source in notebook.source_cells:
        mark = _mark(source, source.name in tests, source.name in answers, source.name in tasks)
        if source.name in graded:
            mark["points"] = graded[source.name]
        make = new_code_cell if source.cell_type == "code" else new_markdown_cell
        originals[source.name] = make(source.source, metadata={"nbgrader": mark})
    return originals


def _mark(source: SourceCell, grade: bool, solution: bool, task: bool) -> dict:
    mark = {
        "schema_version": 3,
        "grade_id": source.name,
        "grade": grade,
        "solution": solution,
        "task": task,
        "locked": source.locked,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
    }
    return {key: value for key, value in mark.items() if value is not None}


def _changed(
    original: NotebookNode, submitted: NotebookNode, mark: dict, regions: list[tuple[str, str]]
) -> str:
    """What was done to a cell that is not the trainee's to change; empty if nothing.

    The released test lacks its hidden part, so the submitted text need only be what is left of the original.
    """
    if submitted.cell_type != original.cell_type:
        return "셀의 종류가 바뀌어 원래대로 되돌려 채점했습니다."
    own = original.metadata.nbgrader
    if any(mark.get(key, own.get(key)) != own.get(key) for key in ("grade", "solution", "task", "points")):
        return "배점이나 채점 표시가 바뀌어 원래대로 되돌려 채점했습니다."
    if not original.metadata.nbgrader.locked:
        return ""
    if _lines(submitted.source) not in (_lines(original.source), _lines(without(regions, original.source))):
        return "고친 검사·안내 셀을 원래대로 되돌려 채점했습니다."
    return ""


def hidden_regions(configured: Configurable) -> list[tuple[str, str]]:
    """The first and last lines of what a course keeps from its trainees, as its configuration says."""
    tests, scheme = ClearHiddenTests(parent=configured), ClearMarkScheme(parent=configured)
    return [
        (tests.begin_test_delimeter, tests.end_test_delimeter),
        (scheme.begin_mark_scheme_delimeter, scheme.end_mark_scheme_delimeter),
    ]


def without(regions: list[tuple[str, str]], source: str) -> str:
    """`source` without the marked regions; one that never ends takes everything after it along."""
    kept, ending = [], None
    for line in source.split("\n"):
        if ending is None:
            ending = next((end for begin, end in regions if begin in line), None)
            if ending is None:
                kept.append(line)
        elif ending in line:
            ending = None
    return "\n".join(kept)


def _lines(source: str) -> list[str]:
    return [line.rstrip() for line in source.strip().splitlines()]


def _restored(original: NotebookNode, submitted: NotebookNode) -> NotebookNode:
    """The original cell, with the trainee's text where the cell is theirs to write."""
    cell = copy.deepcopy(original)
    cell.id = submitted.get("id", original.id)
    if not original.metadata.nbgrader.locked:
        cell.source = submitted.source
    return cell


def _add_missing(nb: NotebookNode, originals: dict[str, NotebookNode], position: dict[str, int]) -> list[str]:
    """Put back what was deleted, each behind the nearest original before it; answers stay deleted.

    Returns what to tell the instructor.
    """
    after, flags = -1, []
    for name, original in originals.items():
        if name in position:
            after = position[name]
            continue
        mark = original.metadata.nbgrader
        if not (mark.locked or mark.grade or mark.task):
            continue
        after += 1
        nb.cells.insert(after, copy.deepcopy(original))
        flags.append(f"{name}: 지운 셀을 되살려 채점했습니다.")
        for other, index in position.items():
            if index >= after:
                position[other] = index + 1
        position[name] = after
    return flags
