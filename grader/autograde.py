"""Grade what was collected: one submission after another, none able to stop the next."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from curriculum.errors import DsiError
from grader.cohort import Cohort, succeed
from grader.exchange import timestamp

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

_ASK_AGAIN = "수강생에게 다시 제출해 달라고 하세요."
# The ends of nbgrader's errors, most telling first, and what they mean to an instructor.
_REASONS = {
    "DeadKernelError": "코드를 실행하던 커널이 갑자기 꺼졌습니다. 메모리를 너무 많이 쓰거나 커널을 끄는 코드가 있는지 보세요.",
    "Timeout waiting for IOPub": "끝나지 않는 코드가 중단 신호에도 멈추지 않았습니다. 끝나지 않는 반복을 고쳐 다시 제출하게 하세요.",
    "UnresponsiveKernelError": "끝나지 않는 코드가 중단 신호에도 멈추지 않았습니다. 끝나지 않는 반복을 고쳐 다시 제출하게 하세요.",
    "NoSuchKernel": "노트북을 실행할 커널이 이 컴퓨터에 없습니다. 키트를 다시 설치해 주세요.",
    "ValidationError": f"노트북의 구조가 깨져 있습니다. {_ASK_AGAIN}",
}


@dataclass(frozen=True)
class GradeResult:
    """What became of one submission; `problem` says in Korean why there is no score."""

    trainee: str
    module: str
    score: float | None = None
    max_score: float = 0.0
    late: bool = False
    waiting: bool = False
    problem: str = ""


def grade(cohort: Cohort, module: str, again: bool = False) -> Iterator[GradeResult]:
    """Grade every collected submission of a module, giving each result as it is ready.

    Parameters
    ----------
    cohort : Cohort
    module : str
    again : bool
        Grade submissions that have not changed since they were graded, too; points given by hand stay,
        and are marked for another look.

    Yields
    ------
    GradeResult
        One for each submission. A damaged one is reported and the others go on.
    """
    module = cohort.module(module)
    api = cohort.api()
    notebooks = _graded_notebooks(api, module)
    enrolled = {trainee.id for trainee in cohort.trainees()}
    done = set() if again else set(api.get_autograded_students(module))
    for trainee in cohort.submitted(module):
        problem, detail = "", ""
        if trainee not in enrolled:
            problem = "명단에 없는 아이디입니다. 명단에 등록하거나 제출을 지워 주세요."
        elif trainee not in done:
            problem = damage(cohort.folder / "submitted" / trainee / module, notebooks)
            if not problem:
                problem, detail = _autograde(api, module, trainee)
        _remember(cohort, module, trainee, problem, detail)
        yield _result(api, module, trainee, problem)


def damage(folder: Path, notebooks: list[str]) -> str:
    """Say in Korean why a submitted folder cannot be graded; empty if it can."""
    found = sorted(path.name for path in folder.glob("*.ipynb"))
    for name in notebooks:
        if name not in found:
            there = ", ".join(found) or "노트북이 하나도 없습니다"
            return f"{name} 파일이 없습니다(제출한 노트북: {there}). 파일 이름을 바꾸지 말고 {_ASK_AGAIN}"
    for name in found:
        reason = _unreadable(folder / name)
        if reason:
            return f"{name}: {reason} {_ASK_AGAIN}"
    return ""


def score_by_hand(
    cohort: Cohort, module: str, trainee: str, question: str, points: float, comment: str | None = None
) -> None:
    """Give the points of one question by hand, as the formgrader does.

    Raises
    ------
    DsiError
        If there is no graded submission or no such question, or the points do not fit.
    """
    from nbgrader.api import MissingEntry

    module = cohort.module(module)
    with cohort.gradebook() as gradebook:
        try:
            submission = gradebook.find_submission(module, trainee)
        except MissingEntry as error:
            raise DsiError(
                f"{trainee}의 {module} 제출은 아직 채점되지 않았습니다. `dsi grade`를 먼저 실행하세요."
            ) from error
        grades = {grade.name: grade for book in submission.notebooks for grade in book.grades}
        if question not in grades:
            raise DsiError(
                f"'{question}' 문항이 {module}에 없습니다. 채점하는 문항: {', '.join(sorted(grades))}"
            )
        found = grades[question]
        if not 0 <= points <= found.max_score:
            raise DsiError(
                f"{question}의 점수는 0점부터 {found.max_score:g}점까지 줄 수 있습니다({points:g}점)."
            )
        found.manual_score, found.needs_manual_grade = points, False
        if comment is not None:
            try:
                note = gradebook.find_comment(question, found.notebook.name, module, trainee)
            except MissingEntry as error:
                raise DsiError(
                    f"{question}은 검사 셀이라 의견을 달 수 없습니다. --comment 없이 실행하세요."
                ) from error
            note.manual_comment = comment
        gradebook.db.commit()


def _graded_notebooks(api: "NbGraderAPI", module: str) -> list[str]:
    """File names of the module's notebooks that carry points."""
    from nbgrader.api import MissingEntry

    with api.gradebook as gradebook:
        try:
            found = gradebook.find_assignment(module).notebooks
        except MissingEntry as error:
            raise DsiError(
                f"{module} 단원은 아직 배포되지 않았습니다. `dsi release`로 먼저 배포하세요."
            ) from error
        return sorted(f"{book.name}.ipynb" for book in found if book.max_score > 0)


def _unreadable(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
        json.loads(text)
        nbformat.reads(text, as_version=4)
    except OSError:
        return "파일을 읽을 수 없습니다."
    except UnicodeDecodeError:
        return "UTF-8 글이 아니라서 읽을 수 없습니다."
    except json.JSONDecodeError as error:
        if not text.strip():
            return "빈 파일입니다."
        if error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg:
            return f"파일이 중간에 잘렸습니다({error.lineno}번째 줄)."
        return f"파일이 깨져 있습니다({error.lineno}번째 줄)."
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, nbformat.ValidationError):
        return "주피터 노트북이 아닙니다."
    return ""


def _autograde(api: "NbGraderAPI", module: str, trainee: str) -> tuple[str, str]:
    """Run nbgrader on one submission; a Korean reason and nbgrader's own words if it failed."""
    result = api.autograde(module, trainee, create=False)
    if result["success"]:
        return "", ""
    if result["error"].rstrip().rpartition("\n")[2].startswith("KeyboardInterrupt"):
        succeed(result, module)
    detail = result.get("log", "") + result["error"]
    last = next(
        (line for line in reversed(result.get("log", "").splitlines()) if _is_error(line)), "알 수 없는 오류"
    )
    reason = next((text for sign, text in _REASONS.items() if sign in detail), None)
    return (
        reason or f"채점하는 중에 오류가 났습니다({last.strip()}). 자세한 기록은 problems.json에 있습니다.",
        detail,
    )


def _is_error(line: str) -> bool:
    """Whether a line of a log is the end of a traceback."""
    return bool(line[:1].isalpha()) and "Error" in line.partition(":")[0]


def _remember(cohort: Cohort, module: str, trainee: str, problem: str, detail: str) -> None:
    """Keep or clear the reason why a submission has no score."""
    problems = cohort.problems()
    there = problems.setdefault(module, {})
    if problem:
        there[trainee] = {
            "timestamp": timestamp(cohort, module, trainee),
            "reason": problem,
            "detail": detail,
        }
    elif there.pop(trainee, None) is None:
        return
    cohort.write("problems.json", json.dumps(problems, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _result(api: "NbGraderAPI", module: str, trainee: str, problem: str) -> GradeResult:
    with api.gradebook as gradebook:
        max_score = gradebook.find_assignment(module).max_score
        if problem:
            return GradeResult(trainee, module, max_score=max_score, problem=problem)
        submission = gradebook.find_submission(module, trainee)
        return GradeResult(
            trainee,
            module,
            score=submission.score - (submission.late_submission_penalty or 0),
            max_score=max_score,
            late=submission.total_seconds_late > 0,
            waiting=submission.needs_manual_grade,
        )
