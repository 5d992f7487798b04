"""Proof that a module's grading is right, for every region it supports.

For each pair of module and region: the lesson runs, the reference solution scores full, the blank
release scores 0, every other right answer scores full, every plausible wrong answer loses points of
its own question and of no other, and mutants of the reference solution lose points of their question.

A *question* is the part of a grade_id before the first ``-``: ``q02-aged-share`` is answered and
``q02-aged-share-test`` tests it, so both are ``q02``. Mutants are made once a module and tried in every region.
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
from curriculum.errors import DsiError
from curriculum.regions import Region
from grader import answers, run
from grader.children import Child, ChildDied
from grader.mutants import Mutant, mutants, vocabulary

KINDS = ("reference", "blank", "right", "wrong", "mutants")
MUTANTS_KILLED = 0.95

_LESSON_SECONDS = 60
_MUTANT_SECONDS = 10
_SILENCE = 600  # seconds after which a pair that says nothing is given up


@dataclass(frozen=True)
class Trial:
    """A variant of the practicum and what is expected of it."""

    kind: str
    question: str
    name: str
    variant: run.Variant
    answer: answers.Answer | None = None
    mutant: Mutant | None = None
    line: int = 0


@dataclass
class Plan:
    """All that is tried for one module, and what is wrong with it before anything runs."""

    module: Module
    lesson: NotebookNode
    practicum: NotebookNode
    trials: list[Trial] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """``track/NN-slug``."""
        return f"{self.module.track}/{self.module.id}"

    def trials_in(self, region: Region) -> list[Trial]:
        """The trials that count in `region`."""
        return [trial for trial in self.trials if trial.answer is None or trial.answer.counts_in(region.name)]


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
    """What was found for one module in one region."""

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


def plan(module: Module) -> Plan:
    """Read a module, check what can be checked without running it, and make its trials.

    Raises
    ------
    DsiError
        If one of its files cannot be read.
    """
    made = Plan(module, notebook.read(module.lesson), notebook.read(module.practicum))
    nb = made.practicum
    text = module.practicum.read_text(encoding="utf-8")
    blank = notebook.released(nb)
    _check_notebook(made, blank)
    places = {_mark(cell)["grade_id"]: index for index, cell in enumerate(nb.cells) if _is_answer(cell)}
    changed = {i: blank.cells[i].source for i in _solutions(nb)}
    if changed:
        made.trials.append(Trial("blank", "", "빈 답", run.Variant(changed)))
    given = answers.read(module.answers)
    for answer in given:
        if answer.grade_id not in places:
            made.problems.append(f"answers.py: '{answer.grade_id}'는 practicum.py의 답 셀이 아닙니다. grade_id를 확인하세요.")
            continue
        variant = run.Variant({places[answer.grade_id]: answer.source})
        made.trials.append(Trial(answer.verdict, question(answer.grade_id), answer.reason, variant, answer=answer))
    for grade_id, index in places.items():
        counts = Counter(answer.verdict for answer in given if answer.grade_id == grade_id)
        if counts["right"] < 1 or counts["wrong"] < 2:
            made.problems.append(
                f"answers.py: {grade_id}에는 다른 정답이 1개, 틀린 답이 2개 이상 있어야 합니다"
                f"(지금 {counts['right']}개, {counts['wrong']}개)."
            )
        made.trials.extend(_mutant_trials(nb, index, text))
    return made


def prove(made: Plan, region: Region, tell: Callable[[int], None] = lambda _: None) -> Result:
    """Try everything of a plan in one region; this process is spoiled by it, so call it in a child."""
    started = time.perf_counter()
    result = Result(made.name, region.name)
    trials = made.trials_in(region)
    lesson = _run_lesson(notebook.for_region(made.lesson, region.name_current), made.module)
    tell(1)
    nb = notebook.for_region(made.practicum, region.name_current)
    variants = [trial.variant for trial in trials]
    reference, outcomes = run.run_here(nb, variants, made.module.files, done=lambda: tell(1))
    tell(1)
    trouble = lesson or _reference_trouble(nb, reference)
    result.count("reference", trouble)
    sound = {q for q, (got, full) in _by_question(nb, reference).items() if got == full}
    numbers = {id(trial): number for number, trial in enumerate(made.trials)}
    for trial, given in zip(trials, outcomes, strict=True):
        number = numbers[id(trial)]
        failure = _judge(nb, trial, given, sound)
        if failure and trial.mutant and trial.mutant.declared and trial.question in sound:
            result.declared.append(number)
        else:
            where = Failure(trial.kind, trial.question, trial.name, failure, number) if failure else None
            result.count(trial.kind, where)
    result.runs = len(trials) + 2
    result.seconds = time.perf_counter() - started
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
        From :func:`plan`.
    regions : sequence of Region
        Those of them a module does not support are left out for it.
    workers : int, optional
        Processes at a time; default one per processor.
    tick : callable
        Told how many more runs are through; called with 0 now and then.
    """
    run.preload()
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
                        ended, message = True, _died(made, region, str(died))
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


def question(grade_id: str) -> str:
    """``q02`` of ``q02-aged-share-test``."""
    return grade_id.partition("-")[0]


def _mark(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def _is_answer(cell: NotebookNode) -> bool:
    mark = _mark(cell)
    return cell.cell_type == "code" and bool(mark.get("solution")) and not mark.get("grade")


def _solutions(nb: NotebookNode) -> list[int]:
    """Every code cell a trainee fills in, graded by hand or not."""
    return [i for i, cell in enumerate(nb.cells) if cell.cell_type == "code" and _mark(cell).get("solution")]


def _check_notebook(made: Plan, blank: NotebookNode) -> None:
    nb, problems = made.practicum, made.problems
    points = sum(_mark(cell).get("points", 0) for cell in nb.cells if _mark(cell).get("grade"))
    if points != made.module.points:
        problems.append(f"module.yaml의 points는 {made.module.points}점인데 practicum.py의 배점은 모두 {points:g}점입니다.")
    problems += [f"배포본: {leak}" for leak in notebook.leaks(blank, nb)]
    problems += [
        f"배포본 {number}번째 셀에 'mutant-ok' 설명이 남습니다. 정답 구간 안에 쓰세요."
        for number, cell in enumerate(blank.cells, 1)
        if "mutant-ok" in cell.source
    ]
    answered: set[str] = set()
    for index, cell in enumerate(nb.cells):
        grade_id = _mark(cell).get("grade_id", "")
        if _is_answer(cell):
            answered.add(question(grade_id))
            if not run.tests_of(nb, question(grade_id)):
                problems.append(f"{grade_id}: 이 답을 채점하는 시험 셀이 없습니다.")
        elif index in dict(run.autograded(nb)) and question(grade_id) not in answered:
            problems.append(
                f"{grade_id}: 앞에 같은 문제('{question(grade_id)}-…')의 답 셀이 없습니다. grade_id의 첫 부분을 문제 번호로 맞추세요."
            )
    if not 6 <= len(answered) <= 10:
        made.warnings.append(f"자동 채점 문제가 {len(answered)}개입니다(6~10개 권장).")
    if not any(_mark(c).get("task") or (_mark(c).get("grade") and _mark(c).get("solution")) for c in nb.cells):
        made.warnings.append("사람이 채점하는 서술형 문제가 없습니다(1개 이상 권장).")


def _mutant_trials(nb: NotebookNode, index: int, text: str) -> Iterator[Trial]:
    source = nb.cells[index].source
    grade_id = _mark(nb.cells[index])["grade_id"]
    tests = frozenset(run.tests_of(nb, question(grade_id)))
    columns, years = vocabulary(cell.source for cell in nb.cells if cell.cell_type == "code")
    above = text[: text.find(source)].count("\n") if source in text else 0
    try:
        made = mutants(source, columns, years)
    except DsiError as error:
        raise DsiError(f"practicum.py {grade_id}: {error}") from error
    for mutant in made:
        variant = run.Variant({index: mutant.source}, last=max(tests, default=index), stop=tests, cpu=_MUTANT_SECONDS)
        name = f"{mutant.kind}: {mutant.change}"
        yield Trial("mutants", question(grade_id), name, variant, mutant=mutant, line=above + mutant.line)


def _run_lesson(nb: NotebookNode, module: Module) -> Failure | None:
    def work(_: object) -> tuple[run.Outcomes, float]:
        return run.run_here(nb, files=module.files)[0], time.process_time()

    try:
        outcomes, seconds = Child(work).answer(4 * _LESSON_SECONDS)
    except ChildDied as died:
        return Failure("reference", "", "lesson.py", str(died))
    trouble = _first_trouble(outcomes)
    if not trouble and seconds > _LESSON_SECONDS:
        trouble = f"{_LESSON_SECONDS}초 안에 끝나야 하는데 {seconds:.0f}초 걸렸습니다."
    return Failure("reference", "", "lesson.py", trouble) if trouble else None


def _reference_trouble(nb: NotebookNode, outcomes: run.Outcomes) -> Failure | None:
    trouble, tested = "", ""
    for index, cell in run.autograded(nb):
        outcome, tested = outcomes[index], _mark(cell)["grade_id"]
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
        key, grade_id = question(_mark(cell)["grade_id"]), _mark(cell)["grade_id"]
        before = total.get(key, (0.0, 0.0))
        total[key] = before[0] + got[grade_id], before[1] + _mark(cell)["points"]
    return total


def _judge(nb: NotebookNode, trial: Trial, outcomes: run.Outcomes, sound: set[str]) -> str:
    """Say what is wrong with how a trial ended; nothing when it ended as it should."""
    points = _by_question(nb, outcomes)
    why = next(
        (
            f"{_mark(cell)['grade_id']}: {outcomes[index].trouble if index in outcomes else '실행되지 않았습니다.'}"
            for index, cell in run.autograded(nb)
            if index not in outcomes or outcomes[index].trouble
        ),
        "",
    )
    lost = {q for q, (got, full) in points.items() if got < full}
    if trial.kind == "blank":
        given = [grade_id for grade_id, got in run.scores(nb, outcomes).items() if got > 0]
        return f"빈 답이 점수를 받습니다: {', '.join(given)}" if given else ""
    if trial.kind == "right":
        return f"정답인데 점수를 잃습니다. {why}" if lost else ""
    if trial.question not in sound:
        return "기준 정답이 만점이 아니라 판단할 수 없습니다."
    if trial.question not in lost:
        return "틀린 답인데 만점을 받습니다." if trial.kind == "wrong" else "시험이 알아채지 못했습니다."
    others = sorted((lost - {trial.question}) & sound)
    if trial.kind == "wrong" and others:
        return f"다른 문제({', '.join(others)})까지 점수를 잃습니다. 뒤 문제에는 올바른 중간 결과를 주세요."
    return ""


def _died(made: Plan, region: Region, message: str) -> Result:
    """Count everything of a pair as failed: its process ended."""
    result = Result(made.name, region.name)
    last = message.strip().splitlines()[-1]
    result.count("reference", Failure("reference", "", "실행", last))
    for number, trial in enumerate(made.trials):
        if trial in made.trials_in(region):
            result.count(trial.kind, Failure(trial.kind, trial.question, trial.name, "실행이 도중에 끝났습니다.", number))
    return result
