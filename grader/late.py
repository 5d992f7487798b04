"""Work that comes late: more time for one trainee, and what a day costs if the cohort says so."""

import math
from pathlib import Path
from typing import Any

from nbgrader.plugins import LateSubmissionPlugin

from curriculum.errors import DsiError
from grader.cohort import CARD, Cohort, CohortCard
from grader.exchange import deadline, korean_time

_DAY = 24 * 60 * 60


class LatePenalty(LateSubmissionPlugin):
    """Take off what ``late_penalty`` in ``cohort.yaml`` says: percent of the score for each day begun."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Points to take off; None where the cohort takes nothing off."""
        percent = _percent(self)
        if percent is None:
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        days = math.ceil(total_seconds_late / _DAY)
        return round(score * min(100, percent * days) / 100, 2)


def extend(cohort: Cohort, module: str, trainee: str, until: str) -> None:
    """Give one trainee more time.

    Parameters
    ----------
    cohort : Cohort
    module : str
    trainee : str
    until : str
        Korean time, ``2026-12-03 18:00``. It replaces an earlier extension.

    Raises
    ------
    DsiError
        If the module has no due date, or `until` is not after it.
    """
    module = cohort.module(module)
    cohort.trainee(trainee)
    moment = deadline(until)
    with cohort.gradebook() as gradebook:
        due = next((each.duedate for each in gradebook.assignments if each.name == module), None)
        if due is None:
            raise DsiError(f"{module} 단원에는 마감이 없습니다. `dsi release --due`로 먼저 정하세요.")
        if moment <= due:
            raise DsiError(f"연장한 마감은 원래 마감({korean_time(due):%Y-%m-%d %H:%M})보다 뒤여야 합니다.")
        submission = gradebook.update_or_create_submission(module, trainee)
        submission.extension = moment - due
        gradebook.db.commit()


def _percent(plugin: Any) -> float | None:
    from curriculum.yaml_model import read_model

    holder = plugin
    while holder is not None and not hasattr(holder, "coursedir"):
        holder = holder.parent
    path = Path(holder.coursedir.root) / CARD if holder is not None else None
    return read_model(path, CohortCard).late_penalty if path is not None and path.is_file() else None
