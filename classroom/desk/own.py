"""What a trainee sees of a cohort: the modules, and what became of the own work in each. Nothing of anybody else's."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum import catalog
from curriculum.catalog import Module
from curriculum.errors import DsiError
from gallery.publish import work_of
from gallery.review import Reviews, State
from gallery.store import Store
from grader import exchange, feedback, receipts
from grader.arrivals import Arrival, arrivals
from grader.autograde import unchanged
from grader.cohort import Cohort
from grader.course import Course

if TYPE_CHECKING:
    from nbgrader.api import Gradebook, SubmittedAssignment
    from nbgrader.apps.api import NbGraderAPI

CLOSED, OPEN, SUBMITTED, BROKEN, RETURNED = "closed", "open", "submitted", "broken", "returned"
_BROKEN = "제출한 파일을 읽을 수 없어 채점하지 못했습니다. 노트북을 저장한 뒤 다시 제출해 주세요."


def modules(cohort: Cohort, trainee: str, gallery: Path) -> list[dict[str, Any]]:
    """Every module of the cohort in order, as one trainee sees it.

    Points are there from the moment the feedback is: before that they are the instructor's notes. ``waiting`` says that
    some are still to be given by hand. ``due`` knows of the trainee's own extension.
    """
    cards = cards_of(cohort)
    api = cohort.api()
    own = arrivals(cohort, trainee)
    released = exchange.released(cohort)
    with api.gradebook as gradebook:
        book = {each.name: each for each in gradebook.assignments}
        result = []
        for name in cohort.modules():
            card, assignment = cards.get(name), book.get(name)
            there = {
                "id": name,
                "title": card.title if card else name,
                "promise": card.promise if card else "",
                "minutes": card.minutes.explain + card.minutes.practise if card else None,
                "released": name in released,
                "due": None,
                "state": CLOSED,
                "problem": "",
                "submissions": [],
                "score": None,
                "waiting": False,
                "max_score": assignment.max_score if assignment else None,
                "competencies": {},
                "feedback": False,
                "capstone": None,
            }
            if name in released and assignment is not None:
                mine = [each for each in own if each.module == name]
                there |= _progress(cohort, api, gradebook, name, trainee, mine)
            there["competencies"] = _competencies(cohort, card, there["score"], there["max_score"])
            if card and card.capstone:
                there["capstone"] = _capstone(cohort, name, trainee, gallery)
            result.append(there)
    return result


def cards_of(cohort: Cohort) -> dict[str, Module]:
    """Cards of the cohort's modules by id; a module the kit does not know has none."""
    try:
        return {module.id: module for module in catalog.track(cohort.card.track).modules}
    except DsiError:
        return {}


def released_files(cohort: Cohort, module: str) -> bytes:
    """The released module as a zip archive, in one folder named as the module."""
    module = cohort.module(module)
    if module not in exchange.released(cohort):
        raise DsiError(f"{module} 단원은 아직 배포되지 않았습니다. 강사가 배포한 뒤에 받을 수 있습니다.")
    api = cohort.api()
    folder = Path(api.exchange_root) / api.coursedir.course_id / "outbound" / module
    return _zip({f"{module}/{path.relative_to(folder)}": path for path in sorted(folder.rglob("*")) if path.is_file()})


def feedback_files(cohort: Cohort, module: str, trainee: str) -> bytes:
    """The trainee's feedback pages as a zip archive: a folder for each submission, named by its time as nbgrader does."""
    module = cohort.module(module)
    api = cohort.api()
    found = {
        f"{each.name}/{name}.html": page
        for each in arrivals(cohort, trainee)
        if each.module == module
        for name, page in feedback.returned(api, each.folder).items()
    }
    if not found:
        raise DsiError(f"{module} 단원의 피드백이 아직 없습니다. 강사가 돌려준 뒤에 받을 수 있습니다.")
    return _zip(found)


def submissions(cohort: Cohort, module: str, trainee: str) -> list[dict[str, Any]]:
    """What the trainee has handed in of a module, oldest first."""
    mine = [each for each in arrivals(cohort, trainee) if each.module == module]
    with cohort.gradebook() as gradebook:
        ends = _due(gradebook, module, _graded(gradebook, module, trainee))
    return [_submission(cohort, each, ends) for each in mine]


def _graded(gradebook: Gradebook, module: str, trainee: str) -> SubmittedAssignment | None:
    from nbgrader.api import MissingEntry

    try:
        return gradebook.find_submission(module, trainee)
    except MissingEntry:
        return None


def _due(gradebook: Gradebook, module: str, submission: SubmittedAssignment | None) -> datetime | None:
    """When the trainee's work is due, Korean time: the extension counts."""
    due = gradebook.find_assignment(module).duedate
    extension = submission.extension if submission else None
    return exchange.korean_time(due + extension if extension else due) if due else None


def _progress(
    cohort: Cohort, api: NbGraderAPI, gradebook: Gradebook, module: str, trainee: str, mine: list[Arrival]
) -> dict[str, Any]:
    submission = _graded(gradebook, module, trainee)
    ends = _due(gradebook, module, submission)
    pages = {each.name for each in mine if feedback.returned(api, each.folder)}
    found: dict[str, Any] = {
        "due": moment(ends),
        "state": SUBMITTED if mine else OPEN,
        "submissions": [_submission(cohort, each, ends) for each in mine],
        "feedback": bool(pages),
    }
    handed_in = exchange.timestamp(cohort, module, trainee)
    if not mine or not handed_in or exchange.korean_time(handed_in) != mine[-1].time:
        return found  # the newest has not been collected yet
    problem = cohort.problems().get(module, {}).get(trainee)
    if problem and problem["timestamp"] == handed_in:
        return found | {"state": BROKEN, "problem": _BROKEN}
    if mine[-1].name in pages and unchanged(Course(cohort, module, api), gradebook, trainee) is not None:
        score = submission.score - (submission.late_submission_penalty or 0)
        return found | {"state": RETURNED, "score": round(score, 2), "waiting": submission.needs_manual_grade}
    return found


def _submission(cohort: Cohort, each: Arrival, ends: datetime | None) -> dict[str, Any]:
    late = ends is not None and each.time > ends
    return {"time": moment(each.time), "receipt": _receipt(cohort, each), "late": late}


@lru_cache(4096)
def _receipt(cohort: Cohort, each: Arrival) -> dict[str, str]:
    """A submission that arrived is never changed: its receipt is made once."""
    return vars(receipts.of(cohort, each.module, each.trainee, f"{each.time:%Y-%m-%d %H:%M:%S}", each.folder))


def _competencies(cohort: Cohort, card: Module | None, score: float | None, most: float | None) -> dict[str, Any]:
    """A module's points, under each of the competencies it practises."""
    if card is None:
        return {}
    titles = {each.id: each.title for each in catalog.track(cohort.card.track).competencies}
    return {name: {"title": titles[name], "score": score, "max": most} for name in card.competencies}


def _capstone(cohort: Cohort, module: str, trainee: str, gallery: Path) -> dict[str, Any] | None:
    """Where a capstone stands on its way into the gallery; None before it was collected."""
    try:
        work = work_of(cohort.folder, module, trainee)
    except DsiError:
        return None
    reviews = Reviews(gallery)
    steps = [step for step in reviews.steps(work) if step.submission == work.submission]
    last = steps[-1] if steps else None
    state = reviews.state(work)
    shown = Store(gallery).find(last.slug, last.version) if last and last.slug else None
    inside = shown is not None and shown.visibility == "center"  # which a trainee is not shown
    return {
        "state": f"{state}(센터 안에서만)" if inside and state is State.PUBLISHED else str(state),
        "why": last.why if last else "",
        "time": moment(exchange.korean_time(last.when)) if last else None,
        "address": f"/projects/{shown.card.slug}/v{shown.number}" if shown and not inside else None,
    }


def moment(time: datetime | None) -> str | None:
    """A time as the API gives it: ISO 8601 in Korean time."""
    return time.isoformat(timespec="seconds") if time else None


def _zip(files: dict[str, Path]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            archive.write(path, name)
    return out.getvalue()
