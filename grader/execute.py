"""Run a submission and drop what must not count: the part of the configuration a faster engine replaces."""

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_task


class ExecuteGraded(Execute):
    """Run a notebook only if something in it is graded: a lesson would cost a minute and no score."""

    def preprocess(self, nb: NotebookNode, resources: dict, km: object = None) -> tuple[NotebookNode, dict]:
        """Run all cells of `nb`, or none."""
        if any(is_grade(cell) or is_task(cell) for cell in nb.cells):
            return super().preprocess(nb, resources, km=km)
        return nb, resources


class DropTestWarnings(NbGraderPreprocessor):
    """Remove what test cells wrote to stderr: stock nbgrader takes any of it, a warning too, for a failure.

    A test that really fails raises, and that is another kind of output.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:  # noqa: ARG002
        """Keep every output of `cell` but stderr, if it is a test."""
        if cell.cell_type == "code" and is_grade(cell):
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        return cell, resources
