"""Proof that a module's grading is right, for every region it supports.

For each pair of module and region: the lesson runs, the reference solution scores full, the blank
release scores 0, every other right answer scores full, every plausible wrong answer loses points of
its own question and of no other, and mutants of the reference solution lose points of their question.
Mutants are made once a module (:func:`grader.plan.plan`) and tried in every region.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from nbformat import NotebookNode

from curriculum import notebook
from curriculum.catalog import Module
from curriculum.regions import Region
from grader import run
from grader.children import Child, ChildDied
from grader.plan import Plan, Trial, mark, question
from grader.shell import preload

KINDS = ("reference", "blank", "right", "wrong", "mutants")
MUTANTS_KILLED = 0.95
UNKNOWN = "기준 정답이 만점이 아니라 판단할 수 없습니다."

_LESSON_SECONDS = 60
_SILENCE = 600  # seconds after which a pair that says nothing is given up


@dataclass(frozen=True)
class Failure:
    """A trial that did not end as it should."""

    kind: str
    question: str
    name: str
    message: str
    trial: int | None = None


@dataclass
class Result:
    """What was found for one module in one region; ``seconds`` are processor time."""

    module: str
    region: str
    passed: Counter = field(default_factory=Counter)
    tried: Counter = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    declared: list[int] = field(default_factory=list)
    runs: int = 0
    seconds: float = 0.0

    def count(self, kind: str, failure: Failure | None) -> None:
        """Enter one trial: passed if there is no `failure`."""
        self.tried[kind] += 1
        self.passed[kind] += failure is None
        if failure is not None:
            self.failures.append(failure)


def prove(made: Plan, region: Region, tell: Callable[[int], None] = lambda _: None) -> Result:
    """Try everything of a plan in one region; this process is spoiled by it, so call it in a child."""
    result = Result(made.name, region.name)
    trials = made.trials_in(region)
    lesson = _run_lesson(notebook.for_region(made.lesson, region.name_current), made.module)
    tell(1)
    nb = notebook.for_region(made.practicum, region.name_current)
    variants = [trial.variant for trial in trials.values()]
    reference, outcomes = run.run_here(nb, variants, made.module.files, done=lambda: tell(1))
    tell(1)
    trouble = lesson or _reference_trouble(nb, reference)
    result.count("reference", trouble)
    sound = {q for q, (got, full) in _by_question(nb, reference).items() if got == full}
    for (number, trial), given in zip(trials.items(), outcomes, strict=True):
        failure = _judge(nb, trial, given, sound)
        if failure and trial.mutant and trial.mutant.declared and trial.question in sound:
            result.declared.append(number)
        else:
            where = Failure(trial.kind, trial.question, trial.name, failure, number) if failure else None
            result.count(trial.kind, where)
    result.runs = len(trials) + 2
    result.seconds = sum(os.times()[:4])
    return result


def verify(
    plans: Sequence[Plan],
    regions: Sequence[Region],
    workers: int | None = None,
    tick: Callable[[int], None] = lambda _: None,
) -> Iterator[Result]:
    """Prove every plan in every region it supports, a few pairs at a time, and yield results as they come.

    Parameters
    ----------
    plans : sequence of Plan
        From :func:`grader.plan.plan`.
    regions : sequence of Region
        Those of them a module does not support are left out for it.
    workers : int, optional
        Processes at a time; default one per processor.
    tick : callable
        Told how many more runs are through; called with 0 now and then.
    """
    preload()
    waiting = pairs(plans, regions)[::-1]
    running: dict[object, tuple[Child, Plan, Region]] = {}
    heard: dict[object, float] = {}
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="dsi-verify-") as folder:
        tempfile.tempdir = folder  # whatever a killed child leaves behind goes with it
        try:
            while waiting or running:
                while waiting and len(running) < (workers or os.cpu_count() or 1):
                    made, region = waiting.pop()
                    child = Child(lambda tell, made=made, region=region: prove(made, region, tell), group=True)
                    running[child.inbox] = child, made, region
                    heard[child.inbox] = time.monotonic()
                ready = wait(list(running), timeout=0.5)
                for inbox in [*ready, *(i for i in running if i not in ready and time.monotonic() - heard[i] > _SILENCE)]:
                    child, made, region = running[inbox]
                    try:
                        ended, message = child.receive() if inbox in ready else (True, child.answer(0))
                        heard[inbox] = time.monotonic()
                    except ChildDied as died:
                        ended, message = True, _died(made, region, _last_line(died))
                    if ended:
                        del running[inbox]
                        yield message
                    else:
                        tick(message)
                tick(0)
        finally:
            tempfile.tempdir = before
            for child, _, _ in running.values():
                child.kill()


def pairs(plans: Sequence[Plan], regions: Sequence[Region]) -> list[tuple[Plan, Region]]:
    """The pairs of module and region there are to prove."""
    return [(made, region) for made in plans for region in regions if made.module.supports(region.name)]


def _run_lesson(nb: NotebookNode, module: Module) -> Failure | None:
    def work(_: object) -> tuple[run.Outcomes, float]:
        return run.run_here(nb, files=module.files)[0], time.process_time()

    try:
        outcomes, seconds = Child(work).answer(4 * _LESSON_SECONDS)
    except ChildDied as died:
        return Failure("reference", "", "lesson.py", _last_line(died))
    trouble = _first_trouble(outcomes)
    if not trouble and seconds > _LESSON_SECONDS:
        trouble = f"{_LESSON_SECONDS}초 안에 끝나야 하는데 {seconds:.0f}초 걸렸습니다."
    return Failure("reference", "", "lesson.py", trouble) if trouble else None


def _reference_trouble(nb: NotebookNode, outcomes: run.Outcomes) -> Failure | None:
    trouble, tested = "", ""
    for index, cell in run.autograded(nb):
        outcome, tested = outcomes[index], mark(cell)["grade_id"]
        trouble = outcome.trouble
        if not trouble and outcome.value is not None:
            trouble = f"시험 셀이 값({outcome.value[:40]})으로 끝납니다. nbgrader가 부분 점수로 읽으니 assert로 끝내세요."
        if trouble:
            trouble = f"{tested}: {trouble}"
            break
    trouble = trouble or _first_trouble(outcomes)
    return Failure("reference", question(tested) if tested in trouble else "", "정답", trouble) if trouble else None


def _first_trouble(outcomes: run.Outcomes) -> str:
    """Describe the first cell that raised, or drew text its font has no glyphs for."""
    for index, outcome in outcomes.items():
        if outcome.error:
            return f"{index + 1}번째 셀: {outcome.error.splitlines()[0]}"
        if "missing from" in outcome.stderr and "lyph" in outcome.stderr:
            return f"{index + 1}번째 셀: 그림의 글꼴에 없는 글자가 있습니다. use_korean()을 불렀는지 보세요."
    return ""


def _by_question(nb: NotebookNode, outcomes: run.Outcomes) -> dict[str, tuple[float, float]]:
    """Points got and points to be had, by question."""
    got = run.scores(nb, outcomes)
    total: dict[str, tuple[float, float]] = {}
    for _, cell in run.autograded(nb):
        key, grade_id = question(mark(cell)["grade_id"]), mark(cell)["grade_id"]
        before = total.get(key, (0.0, 0.0))
        total[key] = before[0] + got[grade_id], before[1] + mark(cell)["points"]
    return total


def _judge(nb: NotebookNode, trial: Trial, outcomes: run.Outcomes, sound: set[str]) -> str:
    """Say what is wrong with how a trial ended; nothing when it ended as it should."""
    points = _by_question(nb, outcomes)
    why = next(
        (
            f"{mark(cell)['grade_id']}: {outcomes[index].trouble if index in outcomes else '실행되지 않았습니다.'}"
            for index, cell in run.autograded(nb)
            if index not in outcomes or outcomes[index].trouble
        ),
        "",
    )
    lost = {q for q, (got, full) in points.items() if got < full}
    if trial.kind == "blank":
        given = [grade_id for grade_id, got in run.scores(nb, outcomes).items() if got > 0]
        return f"빈 답이 점수를 받습니다: {', '.join(given)}" if given else ""
    if trial.question not in sound:
        return UNKNOWN
    if trial.kind == "right":
        return f"정답인데 점수를 잃습니다. {why}" if lost & sound else ""
    if trial.question not in lost:
        return "틀린 답인데 만점을 받습니다." if trial.kind == "wrong" else "시험이 알아채지 못했습니다."
    others = sorted((lost - {trial.question}) & sound)
    if trial.kind == "wrong" and others:
        return f"다른 문제({', '.join(others)})까지 점수를 잃습니다. 뒤 문제에는 올바른 중간 결과를 주세요."
    return ""


def _last_line(died: ChildDied) -> str:
    return str(died).strip().splitlines()[-1]


def _died(made: Plan, region: Region, message: str) -> Result:
    """Count everything of a pair as failed: its process ended."""
    result = Result(made.name, region.name)
    result.count("reference", Failure("reference", "", "실행", message))
    for number, trial in made.trials_in(region).items():
        result.count(trial.kind, Failure(trial.kind, trial.question, trial.name, UNKNOWN, number))
    return result
