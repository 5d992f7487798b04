"""What is tried to prove a module: its trials, and what is wrong with it before anything runs.

A *question* is the part of a grade_id before the first ``-``: ``q02-aged-share`` is answered and
``q02-aged-share-test`` tests it, so both are ``q02``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

from curriculum import notebook
from curriculum.catalog import Module
from curriculum.errors import DsiError
from curriculum.regions import Region
from grader import answers, run
from grader.mutants import mutants, vocabulary
from grader.mutation import Mutant

_MUTANT_SECONDS = 10


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

    def trials_in(self, region: Region) -> dict[int, Trial]:
        """The trials that count in `region`, by their number."""
        return {
            number: trial
            for number, trial in enumerate(self.trials)
            if trial.answer is None or trial.answer.counts_in(region.name)
        }


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
    places = {mark(cell)["grade_id"]: index for index, cell in enumerate(nb.cells) if _is_answer(cell)}
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


def question(grade_id: str) -> str:
    """``q02`` of ``q02-aged-share-test``."""
    return grade_id.partition("-")[0]


def mark(cell: NotebookNode) -> dict:
    """Give the nbgrader metadata of a cell; empty if it has none."""
    return cell.metadata.get("nbgrader", {})


def _is_answer(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(mark(cell).get("solution")) and not mark(cell).get("grade")


def _solutions(nb: NotebookNode) -> list[int]:
    """Every code cell a trainee fills in, graded by hand or not."""
    return [i for i, cell in enumerate(nb.cells) if cell.cell_type == "code" and mark(cell).get("solution")]


def _check_notebook(made: Plan, blank: NotebookNode) -> None:
    nb, problems = made.practicum, made.problems
    points = sum(mark(cell).get("points", 0) for cell in nb.cells if mark(cell).get("grade"))
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
        grade_id = mark(cell).get("grade_id", "")
        if _is_answer(cell):
            answered.add(question(grade_id))
            if not run.tests_of(nb, question(grade_id)):
                problems.append(f"{grade_id}: 이 답을 채점하는 시험 셀이 없습니다.")
        elif index in dict(run.autograded(nb)) and question(grade_id) not in answered:
            problems.append(
                f"{grade_id}: 앞에 같은 문제('{question(grade_id)}-…')의 답 셀이 없습니다. grade_id의 첫 부분을 문제 번호로 맞추세요."
            )
    for path, most in ((made.module.lesson, 250), (made.module.practicum, 300)):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > most:
            made.warnings.append(f"{path.name}가 {length}줄입니다({most}줄까지 권장).")
    if not 6 <= len(answered) <= 10:
        made.warnings.append(f"자동 채점 문제가 {len(answered)}개입니다(6~10개 권장).")
    if not any(mark(c).get("task") or (mark(c).get("grade") and mark(c).get("solution")) for c in nb.cells):
        made.warnings.append("사람이 채점하는 서술형 문제가 없습니다(1개 이상 권장).")


def _mutant_trials(nb: NotebookNode, index: int, text: str) -> Iterator[Trial]:
    source = nb.cells[index].source
    grade_id = mark(nb.cells[index])["grade_id"]
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
