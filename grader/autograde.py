"""Grade what was collected: many submissions at once, none able to stop, see or change another."""

import json
import os
import traceback
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cohort import Cohort, succeed
from grader.exchange import timestamp

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from grader.course import Course
    from grader.grade_one import Graded

_STRANGER = "명단에 없는 아이디입니다. 명단에 등록하거나 제출을 지워 주세요."


@dataclass(frozen=True)
class GradeResult:
    """What became of one submission.

    Attributes
    ----------
    score : float or None
        None exactly when `problem` says in Korean why there is no score.
    flags : tuple of str
        What the instructor should know, each beginning with the name of the cell it is about.
    kept : bool
        Whether it had been graded before and has not changed; the result is the same one either way.
    """

    trainee: str
    module: str
    score: float | None = None
    max_score: float = 0.0
    late: bool = False
    waiting: bool = False
    problem: str = ""
    flags: tuple[str, ...] = ()
    kept: bool = field(default=False, compare=False)


def grade(
    cohort: Cohort, module: str, again: bool = False, workers: int | None = None, scheduler: str | None = None
) -> Iterator[GradeResult]:
    """Grade every collected submission of a module, giving each result as it is ready.

    Parameters
    ----------
    cohort : Cohort
    module : str
    again : bool
        Grade submissions that have not changed since they were graded, too; points given by hand stay,
        and are marked for another look.
    workers : int, optional
        How many are run at once; by default as many as there are processor cores.
    scheduler : str, optional
        Address of a Dask scheduler: then its workers run them.

    Yields
    ------
    GradeResult
        One for each submission; those that need no grading come first. A damaged one is reported and the
        others go on.

    Raises
    ------
    DsiError
        If this machine, or the cluster, cannot run code in the sandbox; then nothing is graded.
    """
    from grader.book import workplace
    from grader.course import Course

    module = cohort.module(module)
    course = Course(cohort, module, cohort.api())
    with course.api.gradebook as gradebook, workplace(cohort.folder) as place:
        todo = []
        enrolled = {trainee.id for trainee in cohort.trainees()}
        for trainee in cohort.submitted(module):
            if trainee not in enrolled:
                yield _finish(course, gradebook, trainee, _STRANGER)
            elif not again and (flags := unchanged(course, gradebook, trainee)) is not None:
                yield replace(_finish(course, gradebook, trainee, flags=flags), kept=True)
            else:
                todo.append(trainee)
        if todo:
            yield from _grade_all(course, gradebook, todo, place, workers, scheduler)


def _grade_all(
    course: "Course",
    gradebook: "Gradebook",
    todo: list[str],
    place: Path,
    workers: int | None,
    scheduler: str | None,
) -> Iterator[GradeResult]:
    from grader.book import Writer

    if course.own_way or not scheduler:
        _prepare_sandbox(course)
    if course.own_way:
        yield from (_finish(course, gradebook, t, *_by_nbgrader(course, t)) for t in todo)
        return
    if scheduler:
        from grader.cluster import graded_on

        found = graded_on(scheduler, course, todo, place, _explained)
    else:
        found = _in_parallel(course, todo, place, max(1, workers or os.cpu_count() or 1))
    writer = Writer(course, gradebook)
    for graded in found:
        if not graded.problem:
            try:
                writer.write(graded)
            except Exception as error:  # noqa: BLE001 - one submission must not stop the others
                graded.problem, graded.detail = _explained(error)
        yield _finish(course, gradebook, graded.trainee, graded.problem, graded.detail, graded.flags)


def _in_parallel(course: "Course", todo: list[str], place: Path, count: int) -> Iterator["Graded"]:
    """Run `count` submissions at once; give each as it is ready."""
    from grader.grade_one import Steps
    from grader.opening import Openings

    with Openings() as openings, ThreadPoolExecutor(count, thread_name_prefix="grade") as pool:
        try:
            yield from _as_ready(pool, Steps(course, openings), todo, place, count)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _stop_kernels()
            raise


def _as_ready(
    pool: ThreadPoolExecutor, steps: object, todo: list[str], place: Path, count: int
) -> Iterator["Graded"]:
    """Keep `count` submissions running; give each as it is ready."""
    waiting, running = list(enumerate(todo)), set[Future]()
    while waiting or running:
        while waiting and len(running) < count + 1:
            number, trainee = waiting.pop(0)
            folder = place / f"{os.getpid()}-{number}"
            folder.mkdir()
            running.add(pool.submit(_one, steps, trainee, folder))
        ready, running = wait(running, return_when=FIRST_COMPLETED)
        for future in ready:
            yield future.result()


def _one(steps: "object", trainee: str, folder: Path) -> "Graded":
    from grader.grade_one import Graded

    try:
        return steps.grade(trainee, folder)
    except Exception as error:  # noqa: BLE001 - whatever a submission does to us, the others go on
        problem, detail = _explained(error)
        return Graded(trainee, folder, problem=problem, detail=detail)


def _explained(error: Exception) -> tuple[str, str]:
    last = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    text = f"채점하는 중에 오류가 났습니다({last}). 자세한 기록은 problems.json에 있습니다."
    return text, "".join(traceback.format_exception(error))


def _prepare_sandbox(course: "Course") -> None:
    """Start a kernel and end it again: without a sandbox nothing is graded."""
    from grader import kernels
    from grader.kernel_run import Kernel

    kernels.register()
    Kernel(None, course.config, 5).close()


def _stop_kernels() -> None:
    from grader.kernels import zygote

    zygote.stop()


def _by_nbgrader(course: "Course", trainee: str) -> tuple[str, str]:
    """Let nbgrader itself grade, for a course with steps of its own; a Korean reason and its words if it failed."""
    result = course.api.autograde(course.module, trainee, create=False)
    if result["success"]:
        return "", ""
    if result["error"].rstrip().rpartition("\n")[2].startswith("KeyboardInterrupt"):
        succeed(result, course.module)
    detail = result.get("log", "") + result["error"]
    last = [line for line in detail.splitlines() if line[:1].isalpha() and "Error" in line.partition(":")[0]]
    said = f"({last[-1].strip()[:200]})" if last else ""
    return f"채점하는 중에 오류가 났습니다{said}. 자세한 기록은 problems.json에 있습니다.", detail


def unchanged(course: "Course", gradebook: "Gradebook", trainee: str) -> list[str] | None:
    """What was flagged when a submission was graded; None if it was not, or has changed since then."""
    from nbgrader.api import MissingEntry

    from grader.submissions import fingerprint

    folder, submitted = course.autograded(trainee), course.submitted(trainee)
    try:
        gradebook.find_submission(course.module, trainee)
    except MissingEntry:
        return None
    if not folder.is_dir():
        return None
    flags: list[str] = []
    noted = ""
    for name in course.notebooks:
        with suppress(OSError, ValueError, KeyError, AttributeError):
            notes = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))["metadata"].get(
                "dsi", {}
            )
            noted = notes.get("submission", noted)
            flags += [flag for flag in notes.get("flags", []) if flag not in flags]
    if noted:  # graded by us
        return flags if noted == fingerprint(submitted) else None
    return flags if _stamp(folder) == _stamp(submitted) else None


def _stamp(folder: Path) -> bytes:
    path = folder / "timestamp.txt"
    return path.read_bytes() if path.is_file() else b""


def _finish(
    course: "Course",
    gradebook: "Gradebook",
    trainee: str,
    problem: str = "",
    detail: str = "",
    flags: list[str] | tuple[str, ...] = (),
) -> GradeResult:
    """Remember a problem, or that there is none any more, and say how the submission stands."""
    _remember(course.cohort, course.module, trainee, problem, detail)
    max_score = gradebook.find_assignment(course.module).max_score
    flags = tuple(dict.fromkeys(flags))
    if problem:
        return GradeResult(trainee, course.module, max_score=max_score, problem=problem, flags=flags)
    submission = gradebook.find_submission(course.module, trainee)
    return GradeResult(
        trainee,
        course.module,
        score=submission.score - (submission.late_submission_penalty or 0),
        max_score=max_score,
        late=submission.total_seconds_late > 0,
        waiting=submission.needs_manual_grade,
        flags=flags,
    )


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
