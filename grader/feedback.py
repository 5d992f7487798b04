"""What goes back to the trainee: a page for each graded notebook, written by nbgrader and handed out by its exchange."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.errors import DsiError
from grader.cohort import Cohort, succeed

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI


@dataclass(frozen=True)
class FeedbackResult:
    """The pages of one trainee, or in Korean why there are none."""

    trainee: str
    module: str
    pages: tuple[Path, ...] = ()
    waiting: bool = False
    problem: str = ""


def give(cohort: Cohort, module: str) -> Iterator[FeedbackResult]:
    """Write and release feedback for every graded submission of a module, one at a time.

    Yields
    ------
    FeedbackResult
        One for each collected submission. One that cannot be done is reported and the others go on.
    """
    module = cohort.module(module)
    api = cohort.api()
    graded = set(api.get_autograded_students(module))
    for trainee in cohort.submitted(module):
        if trainee not in graded:
            yield FeedbackResult(
                trainee, module, problem="아직 채점되지 않았습니다. `dsi grade`를 먼저 실행하세요."
            )
            continue
        try:
            succeed(api.generate_feedback(module, trainee), "피드백 만들기")
            succeed(api.release_feedback(module, trainee), "피드백 내보내기")
        except DsiError as error:
            yield FeedbackResult(trainee, module, problem=str(error))
            continue
        with api.gradebook as gradebook:
            waiting = gradebook.find_submission(module, trainee).needs_manual_grade
        pages = sorted((cohort.folder / "feedback" / trainee / module).glob("*.html"))
        yield FeedbackResult(trainee, module, tuple(pages), waiting)


def returned(api: "NbGraderAPI", submission: Path) -> dict[str, Path]:
    """Pages that were handed out for one submission, by notebook; as nbgrader finds them, by the submission's secret."""
    from nbgrader.utils import notebook_hash

    try:
        secret = (submission / "submission_secret.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    place = Path(api.exchange_root) / api.coursedir.course_id / "feedback"
    names = sorted(path.stem for path in submission.glob("*.ipynb"))
    pages = {name: place / f"{notebook_hash(secret=secret, notebook_id=name)}.html" for name in names}
    return {name: page for name, page in pages.items() if page.is_file()}
