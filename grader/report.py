"""What goes to the instructor: where everyone stands, on the screen and for Excel."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grader import exchange
from grader.autograde import unchanged
from grader.cohort import Cohort
from grader.course import Course
from grader.roster import Trainee
from grader.sheets import write_csv

if TYPE_CHECKING:
    from nbgrader.api import Gradebook, SubmittedAssignment

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
    due: datetime | None = None
    extended: bool = False


def standings(cohort: Cohort) -> list[Standing]:
    """Where every trainee stands in every module released so far: by trainee, then by module."""
    api = cohort.api()
    trainees, known = cohort.trainees(), cohort.modules()
    with api.gradebook as gradebook:
        assignments = {each.name: each for each in gradebook.assignments if each.name in known}
        max_scores = {name: each.max_score for name, each in sorted(assignments.items())}
        duedates = {name: each.duedate for name, each in assignments.items()}
        graded, extensions = {}, {}
        for submission in _submissions(gradebook):
            place = submission.name, submission.student_id
            score = submission.score - (submission.late_submission_penalty or 0)
            graded[place] = score, submission.needs_manual_grade
            if submission.extension:
                extensions[place] = submission.extension
        collected = {name: cohort.submitted(name) for name in assignments}
        done = set()
        for name in assignments:
            course = Course(cohort, name, api)
            done |= {(name, each) for each in collected[name] if _is_graded(course, gradebook, each)}
        done &= graded.keys()  # what was graded since the scores were read is not graded yet
    problems = cohort.problems()
    found = []
    for trainee in trainees:
        for module, max_score in max_scores.items():
            handed_in = exchange.timestamp(cohort, module, trainee.id)
            moment = exchange.korean_time(handed_in) if handed_in else None
            extension, due = extensions.get((module, trainee.id)), duedates[module]
            ends = exchange.korean_time(due + extension if extension else due) if due else None
            late = bool(moment and ends and moment > ends)
            problem = problems.get(module, {}).get(trainee.id)
            score, reason = None, ""
            if trainee.id not in collected[module]:
                state = NOT_SUBMITTED
            elif (module, trainee.id) in done:
                score, waiting = graded[module, trainee.id]
                state = WAITING if waiting else GRADED
            elif problem and problem["timestamp"] == handed_in:
                state, reason = BROKEN, problem["reason"]
            else:
                state = NOT_GRADED
            extended = extension is not None and due is not None
            found.append(
                Standing(trainee, module, state, score, max_score, late, moment, reason, ends, extended)
            )
    return found


def _submissions(gradebook: "Gradebook") -> "list[SubmittedAssignment]":
    """Everything graded, with its scores, in one query."""
    from nbgrader.api import SubmittedAssignment
    from sqlalchemy.orm import joinedload, undefer

    wanted = ("score", "late_submission_penalty", "needs_manual_grade")
    return (
        gradebook.db.query(SubmittedAssignment)
        .options(joinedload(SubmittedAssignment.assignment))
        .options(*(undefer(getattr(SubmittedAssignment, name)) for name in wanted))
        .all()
    )


_graded_seals: dict[tuple[Path, str, str], tuple[object, bool]] = {}


def _is_graded(course: Course, gradebook: "Gradebook", trainee: str) -> bool:
    """Whether the collected submission is the graded one; read anew only when a file's size or time is another."""
    folders = course.submitted(trainee), course.autograded(trainee)
    seal = [
        (path.name, path.stat().st_size, path.stat().st_mtime_ns) for folder in folders for path in _inside(folder)
    ]
    place = course.cohort.folder, course.module, trainee
    if place not in _graded_seals or _graded_seals[place][0] != seal:
        _graded_seals[place] = seal, unchanged(course, gradebook, trainee) is not None
    return _graded_seals[place][1]


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in (folder, *folder.rglob("*")) if not path.is_symlink() and path.exists())


def export(cohort: Cohort, out: Path) -> None:
    """Write the grades as CSV that Excel opens as it is: a row for each trainee, four columns for each module."""
    write_csv(Path(out), _rows(standings(cohort), cohort.trainees()))


def _rows(found: list[Standing], trainees: list[Trainee]) -> Iterator[list[str]]:
    modules = sorted({standing.module for standing in found})
    titles = [f"{module} {what}" for module in modules for what in ("점수", "만점", "지각", "상태")]
    yield ["아이디", "이름", "소속", "이메일", *titles, "합계", "만점 합계"]
    for trainee in trainees:
        own = [standing for standing in found if standing.trainee.id == trainee.id]
        row = [trainee.id, trainee.name, trainee.affiliation, trainee.email]
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
