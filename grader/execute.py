"""nbgrader's door to the engine: the same run and the same scoring for ``dsi grade`` and stock nbgrader."""

from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_task
from traitlets import Bool

from grader import scoring
from grader.course_cells import ModelAnswers, model_answers
from grader.engine import Run, Settings, folder_of
from grader.opening import Openings
from grader.repair import add_flags


class ExecuteGraded(Execute):
    """Run a notebook in the sandbox if something in it is graded, and settle what its tests showed."""

    partial_credit = Bool(True, help="Whether a number at the end of a test is its score.").tag(config=True)
    keep_values = Bool(
        False, help="Whether tests see the course's own tables even where an answer has changed them."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict, km: object = None) -> tuple[NotebookNode, dict]:  # noqa: ARG002
        """Run all cells of `nb`, or none: a lesson would cost a minute and no score."""
        if any(is_grade(cell) or is_task(cell) for cell in nb.cells):
            self.run(nb, folder_of(resources), self._answers(resources["nbgrader"]))
        return nb, resources

    def run(
        self, nb: NotebookNode, folder: str | None, answers: ModelAnswers, openings: Openings | None = None
    ) -> None:
        """Run `nb` in place; what the instructor should know is added to its metadata."""
        settings = Settings(self.timeout or 60, self.iopub_timeout, self.keep_values, self.config, openings)
        flags = Run(nb, folder, answers, settings).go()
        scoring.settle(nb, self.partial_credit)
        add_flags(nb, flags)

    def _answers(self, names: dict) -> ModelAnswers:
        courses = self.parent.parent.coursedir
        folder = courses.format_path(courses.source_directory, ".", names["assignment"])
        return model_answers(Path(folder) / f"{names['notebook']}.ipynb")
