"""The kit's nbgrader settings, so that stock ``nbgrader`` and the formgrader work as ``dsi`` does.

A course's ``nbgrader_config.py`` calls :func:`configure`; whatever the instructor writes below that
call wins. Preprocessors are named as text: nbgrader imports only the ones a command needs.
"""

import os
import sys
from pathlib import Path
from typing import Any

from curriculum.notebook import CODE_STUB, TEXT_STUB
from grader import address, audit, kernels

TIMEZONE = "Asia/Seoul"
CELL_TIMEOUT = 60
TIMEOUT_ERROR = "CellTimeoutError"


def configure(
    c: Any, course_id: str, exchange: str | Path | None = None, folder: str | Path | None = None
) -> None:
    """Put the kit's settings on a traitlets configuration.

    Parameters
    ----------
    c : traitlets.config.Config
        What ``get_config()`` returns in a configuration file.
    course_id : str
        nbgrader's name of the course; the exchange keeps one folder for each.
    exchange : path, optional
        The exchange folder; without it nbgrader's own setting stays.
    folder : path, optional
        The cohort's folder; its center may keep the gradebook in PostgreSQL.
    """
    commands_on_path()
    c.CourseDirectory.course_id = course_id
    if exchange is not None:
        c.Exchange.root = str(Path(exchange).resolve())
    if folder is not None and (url := address.gradebook(Path(folder))):
        c.CourseDirectory.db_url = url

    audit.watch(course_id, Path(folder or Path.cwd()))

    c.ExchangeFactory.collect = "grader.collecting.Collect"
    c.ExchangeFactory.submit = "grader.submitting.Submit"

    c.ClearSolutions.code_stub = {"python": CODE_STUB}
    c.ClearSolutions.text_stub = TEXT_STUB

    # Timestamps stay in UTC: nbgrader reads "KST" in one as UTC and is nine hours off.
    c.NbGraderAPI.timezone = TIMEZONE
    c.NbGraderAPI.timestamp_format = "%Y-%m-%d %H:%M"

    kernels.configure(c)
    c.ExecuteGraded.partial_credit = False  # a kit's test passes or fails; a number it ends with is for reading
    c.ExecuteGraded.keep_values = True
    c.Execute.timeout = CELL_TIMEOUT
    c.Execute.startup_timeout = 120
    c.Execute.iopub_timeout = 5
    c.Execute.error_on_timeout = {
        "ename": TIMEOUT_ERROR,
        "evalue": "",
        "traceback": ["제한 시간 안에 끝나지 않아 멈췄습니다. 끝나지 않는 반복이 있는지 확인하세요."],
    }
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        "grader.repair.RestoreCells",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "grader.execute.ExecuteGraded",
        "nbgrader.preprocessors.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.AssignLatePenalties.plugin_class = "grader.late.LatePenalty"
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "grader.conceal.Conceal",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    c.GenerateFeedback.exporter_class = "grader.conceal.FeedbackExporter"
    c.GenerateFeedback.post_convert_hook = "grader.conceal.keep_pages_only"


def commands_on_path() -> None:
    """Let nbgrader find ``alembic``: it starts that command by name for a new gradebook."""
    folder = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", "")
    if folder not in path.split(os.pathsep):
        os.environ["PATH"] = folder + os.pathsep + path
