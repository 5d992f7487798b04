"""Mend a submission before it is judged: the cells the grader owns come back as they were released."""

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, Notebook, SourceCell
from nbgrader.preprocessors import NbGraderPreprocessor


class RestoreCells(NbGraderPreprocessor):
    """Replace every locked or test cell by the original and give every answer cell its original marking.

    Stock nbgrader stops at a duplicated cell and at a question deleted as a whole, and believes the
    marking a trainee's notebook claims. Here a duplicate becomes an ordinary cell (the last one counts,
    as in nbgrader), a missing cell goes back behind its predecessor, and the gradebook decides what each
    cell is. The trainee's own text is never touched.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore the cells of one submitted notebook."""
        nb = nbformat.v4.upgrade(nb)
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            originals = _originals(gradebook.find_notebook(names["notebook"], names["assignment"]))
        position: dict[str, int] = {}
        for index in reversed(range(len(nb.cells))):
            cell = nb.cells[index]
            mark = cell.metadata.pop("nbgrader", None)
            name = mark.get("grade_id") if isinstance(mark, dict) else None
            if name not in originals or name in position:
                continue
            nb.cells[index] = _restored(originals[name], cell)
            position[name] = index
        _add_missing(nb, originals, position)
        return nb, resources


def _originals(notebook: Notebook) -> dict[str, NotebookNode]:
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
    return {
        "schema_version": 3,
        "grade_id": source.name,
        "grade": grade,
        "solution": solution,
        "task": task,
        "locked": source.locked,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
    }


def _restored(original: NotebookNode, submitted: NotebookNode) -> NotebookNode:
    """The original cell, with the trainee's text where the cell is theirs to write."""
    cell = NotebookNode(original, id=submitted.get("id", original.id))
    if not original.metadata.nbgrader.locked:
        cell.source = submitted.source
    return cell


def _add_missing(nb: NotebookNode, originals: dict[str, NotebookNode], position: dict[str, int]) -> None:
    """Put back what was deleted, each behind the nearest original before it; answers stay deleted."""
    after = -1
    for name, original in originals.items():
        if name in position:
            after = position[name]
            continue
        mark = original.metadata.nbgrader
        if not (mark.locked or mark.grade or mark.task):
            continue
        after += 1
        nb.cells.insert(after, original)
        for other, index in position.items():
            if index >= after:
                position[other] = index + 1
        position[name] = after
