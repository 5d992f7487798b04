"""Where a cohort stands: its modules, its people, and the questions they find hard."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.desk.jobs import Action
from classroom.desk.own import cards_of
from grader import exchange, feedback
from grader.arrivals import Arrival, arrivals
from grader.cohort import Cohort
from grader.report import BROKEN, GRADED, NOT_SUBMITTED, WAITING, Standing, standings
from grader.roster import Trainee

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

STOPPED_AFTER = timedelta(days=7)
"""How long somebody with work left to hand in may be silent before the page says so."""


@dataclass(frozen=True)
class ModuleState:
    """One module, and how far the cohort is with it; the numbers count trainees."""

    id: str
    title: str
    capstone: bool
    guide: bool
    released: bool
    due: datetime | None
    submitted: int
    uncollected: int
    collected: int
    graded: int
    by_hand: int
    broken: int
    returned: int

    @property
    def next(self) -> Action | None:
        """What there is to do now."""
        if not self.released:
            return Action.RELEASE
        if self.uncollected:
            return Action.COLLECT
        if self.graded + self.broken < self.collected:
            return Action.GRADE
        if self.returned < self.graded and not self.by_hand:
            return Action.FEEDBACK
        return None

    @property
    def waits(self) -> bool:
        """Whether there is something to do, if only by hand."""
        return self.released and bool(self.next or self.by_hand)


@dataclass(frozen=True)
class Progress:
    """One trainee across the modules.

    Attributes
    ----------
    overdue
        Modules whose time is over and of which nothing has come.
    last
        When something was last handed in.
    silent
        Days since then, for somebody who has stopped: modules are open, and nothing has come for a while.
    """

    trainee: Trainee
    standings: dict[str, Standing]
    arrived: frozenset[str]
    overdue: frozenset[str]
    last: datetime | None
    silent: int | None

    def missing(self, module: str) -> bool:
        """Whether a module has not been handed in."""
        return self.standings[module].state == NOT_SUBMITTED and module not in self.arrived


@dataclass(frozen=True)
class Question:
    """How one question went.

    Attributes
    ----------
    title
        The heading under which it stands.
    cells
        The graded cells that make it up.
    count
        How many submissions have all their points for it.
    full
        Share of them with all points.
    average
        Mean share of the points.
    """

    title: str
    cells: list[str]
    points: float
    count: int
    full: float
    average: float


class Overview:
    """A cohort at one moment.

    Parameters
    ----------
    cohort : Cohort
    now : datetime, optional
        The moment; by default now.
    """

    def __init__(self, cohort: Cohort, now: datetime | None = None) -> None:
        self.cohort = cohort
        self.now = now or datetime.now().astimezone()
        self.cards = cards_of(cohort)
        self.trainees = cohort.trainees()
        self.standings = standings(cohort)
        self.released = exchange.released(cohort)
        self._newest: dict[tuple[str, str], Arrival] = {}
        enrolled = {each.id for each in self.trainees}
        for each in arrivals(cohort):  # oldest first
            if each.trainee in enrolled:
                self._newest[each.module, each.trainee] = each

    def title(self, module: str) -> str:
        """The module's title, or its name where the kit does not know it."""
        return self.cards[module].title if module in self.cards else module

    def modules(self) -> list[ModuleState]:
        """Every module of the cohort, in order."""
        api = self.cohort.api()
        by_module = defaultdict(list)
        for each in self.standings:
            by_module[each.module].append(each)
        with self.cohort.gradebook() as gradebook:
            due = {each.name: each.duedate for each in gradebook.assignments}
        found = []
        for name in self.cohort.modules():
            there = by_module[name]
            collected = [each for each in there if each.state != NOT_SUBMITTED]
            arrived = {trainee for module, trainee in self._newest if module == name}
            folders = [self.cohort.folder / "submitted" / each.trainee.id / name for each in collected]
            state = ModuleState(
                id=name,
                title=self.title(name),
                capstone=name in self.cards and self.cards[name].capstone,
                guide=name in self.cards,
                released=name in self.released,
                due=exchange.korean_time(due[name]) if due.get(name) else None,
                submitted=len(arrived | {each.trainee.id for each in collected}),
                uncollected=sum(self._is_newer(each) for each in there),
                collected=len(collected),
                graded=sum(each.state in (GRADED, WAITING) for each in there),
                by_hand=sum(each.state == WAITING for each in there),
                broken=sum(each.state == BROKEN for each in there),
                returned=sum(bool(feedback.returned(api, folder)) for folder in folders),
            )
            found.append(state)
        return found

    def progress(self) -> list[Progress]:
        """Every trainee across the released modules; those who have stopped come first."""
        own: dict[str, dict[str, Standing]] = defaultdict(dict)
        for each in self.standings:
            if each.module in self.released:
                own[each.trainee.id][each.module] = each
        found = [self._progress(trainee, own[trainee.id]) for trainee in self.trainees]
        return sorted(found, key=lambda each: -1 if each.silent is None else each.silent, reverse=True)

    def late(self) -> list[Standing]:
        """What was handed in late."""
        return [each for each in self.standings if each.late]

    def missing(self) -> list[Standing]:
        """What is overdue and has not been handed in."""
        return [each for each in self.standings if self._is_overdue(each)]

    def extended(self) -> list[Standing]:
        """Who has been given more time."""
        return [each for each in self.standings if each.extended]

    def _is_overdue(self, each: Standing) -> bool:
        return bool(each.due and each.due < self.now and each.state == NOT_SUBMITTED and not self._is_newer(each))

    def _is_newer(self, standing: Standing) -> bool:
        """Whether something newer than what was collected lies in the inbox."""
        newest = self._newest.get((standing.module, standing.trainee.id))
        return newest is not None and (standing.submitted is None or newest.time > standing.submitted)

    def _progress(self, trainee: Trainee, own: dict[str, Standing]) -> Progress:
        arrived = frozenset(module for module, who in self._newest if who == trainee.id)
        times = [each.submitted for each in own.values() if each.submitted]
        times += [each.time for (_, who), each in self._newest.items() if who == trainee.id]
        last = max(times, default=None)
        silent = None
        if any(each.state == NOT_SUBMITTED and name not in arrived for name, each in own.items()):
            quiet = self.now - (last or self._begun())
            silent = quiet.days if quiet >= STOPPED_AFTER else None
        overdue = frozenset(name for name, each in own.items() if self._is_overdue(each))
        return Progress(trainee, own, arrived, overdue, last, silent)

    def _begun(self) -> datetime:
        """When the first of the released modules was handed out."""
        api = self.cohort.api()
        place = Path(api.exchange_root) / api.coursedir.course_id / "outbound"
        times = [(place / name).stat().st_mtime for name in self.released if (place / name).is_dir()]
        return datetime.fromtimestamp(min(times), self.now.tzinfo) if times else self.now


def questions(cohort: Cohort) -> dict[str, list[Question]]:
    """The questions of every module that has been graded, the hardest first."""
    graded: dict[str, set[str]] = defaultdict(set)
    for each in standings(cohort):
        if each.state in (GRADED, WAITING):
            graded[each.module].add(each.trainee.id)
    with cohort.gradebook() as gradebook:
        return {module: _questions(cohort, gradebook, module, graded[module]) for module in sorted(graded)}


def _questions(cohort: Cohort, gradebook: Gradebook, module: str, graded: set[str]) -> list[Question]:
    from nbgrader.api import Assignment, Grade, GradeCell, SubmittedAssignment, SubmittedNotebook

    rows = (
        gradebook.db.query(GradeCell.name, GradeCell.max_score, SubmittedAssignment.student_id, Grade.score)
        .select_from(Grade)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == module, Grade.needs_manual_grade.is_(False), GradeCell.max_score > 0)
    )
    titles = _titles(cohort.folder / "source" / module)
    parts: dict[str, dict[str, float]] = defaultdict(dict)
    scores: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for name, most, trainee, score in rows:
        question = titles.get(name, name)
        parts[question][name] = most
        if trainee in graded:
            scores[question, trainee][name] = score
    found = []
    for question, points in parts.items():
        most = sum(points.values())
        # Points that are still to be given by hand are no points lost.
        complete = [each for (asked, _), each in scores.items() if asked == question and each.keys() == points.keys()]
        shares = [sum(each.values()) / most for each in complete]
        if shares:
            full = sum(share >= 1 for share in shares) / len(shares)
            found.append(Question(question, sorted(points), most, len(shares), full, sum(shares) / len(shares)))
    return sorted(found, key=lambda each: (each.average, each.title))


def _titles(folder: Path) -> dict[str, str]:
    """The heading each graded cell stands under, in the course's own notebooks."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        heading = ""
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            marks, text = cell["metadata"].get("nbgrader", {}), "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                lines = [line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#")]
                heading = lines[-1] if lines else heading
            if marks.get("grade"):
                found[marks["grade_id"]] = heading or marks["grade_id"]
    return found
