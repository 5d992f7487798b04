"""What goes to the instructor: where everyone stands, on the screen and for Excel."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from curriculum.errors import DsiError
from grader import exchange
from grader.autograde import unchanged
from grader.cohort import Cohort, write_whole
from grader.course import Course
from grader.roster import Trainee
from grader.sheets import as_csv, guarded

NOT_SUBMITTED, NOT_GRADED, BROKEN = "미제출", "채점 전", "채점 불가"
WAITING, GRADED = "직접 채점 필요", "채점 완료"


@dataclass(frozen=True)
class Standing:
    """Where one trainee stands in one module."""

    trainee: Trainee
    module: str
    state: str
    score: float | None
    max_score: float
    late: bool
    submitted: datetime | None
    problem: str = ""


def standings(cohort: Cohort) -> list[Standing]:
    """Where every trainee stands in every module released so far: by trainee, then by module."""
    api = cohort.api()
    with api.gradebook as gradebook:
        max_scores = {a.name: a.max_score for a in gradebook.assignments if a.name in cohort.modules()}
        graded = {
            (submission.name, submission.student.id): (
                submission.score - (submission.late_submission_penalty or 0),
                submission.needs_manual_grade,
            )
            for assignment in gradebook.assignments
            for submission in assignment.submissions
        }
        due = {
            (assignment.name, trainee.id): assignment.duedate
            for assignment in gradebook.assignments
            for trainee in cohort.trainees()
        }
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                if assignment.duedate and submission.extension:
                    due[assignment.name, submission.student.id] = assignment.duedate + submission.extension
        done = {
            (module, trainee)
            for module in max_scores
            for trainee in cohort.submitted(module)
            if unchanged(Course(cohort, module, api), gradebook, trainee) is not None
        }
    problems = cohort.problems()
    found = []
    for trainee in cohort.trainees():
        for module in sorted(max_scores):
            handed_in = exchange.timestamp(cohort, module, trainee.id)
            moment = exchange.korean_time(handed_in) if handed_in else None
            ends = due[module, trainee.id]
            late = bool(moment and ends and moment > exchange.korean_time(ends))
            problem = problems.get(module, {}).get(trainee.id)
            score, reason = None, ""
            if trainee.id not in cohort.submitted(module):
                state = NOT_SUBMITTED
            elif (module, trainee.id) in done:
                score, waiting = graded[module, trainee.id]
                state = WAITING if waiting else GRADED
            elif problem and problem["timestamp"] == handed_in:
                state, reason = BROKEN, problem["reason"]
            else:
                state = NOT_GRADED
            found.append(Standing(trainee, module, state, score, max_scores[module], late, moment, reason))
    return found


def export(cohort: Cohort, out: Path) -> None:
    """Write the grades as CSV that Excel opens as it is: a row for each trainee, four columns for each module."""
    out = Path(out)
    if out.suffix.lower() != ".csv":
        raise DsiError(
            f"{out}: 성적표는 CSV로 저장합니다. 이름을 '{out.stem}.csv'로 적어 주세요. 엑셀에서 바로 열립니다."
        )
    if not out.parent.is_dir():
        raise DsiError(f"{out.parent} 폴더가 없습니다. 폴더를 먼저 만들거나 다른 곳을 정하세요.")
    write_whole(out, as_csv(_rows(standings(cohort), cohort.trainees())))


def _rows(found: list[Standing], trainees: list[Trainee]) -> Iterator[list[str]]:
    modules = sorted({standing.module for standing in found})
    titles = [f"{module} {what}" for module in modules for what in ("점수", "만점", "지각", "상태")]
    yield ["아이디", "이름", "소속", "이메일", *titles, "합계", "만점 합계"]
    for trainee in trainees:
        own = [standing for standing in found if standing.trainee.id == trainee.id]
        row = [trainee.id, *map(guarded, (trainee.name, trainee.affiliation, trainee.email))]
        for standing in own:
            row += [
                _number(standing.score),
                _number(standing.max_score),
                "지각" if standing.late else "",
                standing.state,
            ]
        total = sum(standing.score or 0 for standing in own)
        yield [*row, _number(total), _number(sum(standing.max_score for standing in own))]


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 2):g}"
