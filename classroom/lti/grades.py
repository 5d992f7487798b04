"""A module's points, into the grade book of the LMS's course from which each trainee came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from classroom import center as centers
from classroom.center import Center
from classroom.lti import kept
from classroom.lti.kept import Course, Launches
from classroom.lti.service import SCORE, Service
from curriculum.errors import DsiError
from grader import audit, feedback, lms
from grader.cohort import Cohort
from grader.report import GRADED, NOT_SUBMITTED, WAITING, Standing, standings


@dataclass(frozen=True)
class Sent:
    """One trainee, and in Korean why nothing was sent; empty when the points are there."""

    trainee: str
    problem: str = ""


def send(cohort: Cohort, module: str) -> Iterator[Sent]:
    """Send everybody's points of a module whose feedback was given back.

    Yields
    ------
    Sent
        One for each trainee of the cohort.

    Raises
    ------
    DsiError
        When the center has no LMS, or the LMS cannot be reached or refuses the center.
    """
    module = cohort.module(module)
    center = center_of(cohort)
    launches, services, items = kept.read(center), {}, {}
    outdated = _outdated(cohort, module)
    for each in standings(cohort):
        if each.module != module:
            continue
        name = each.trainee.id
        found = _not_yet(cohort, each, name in outdated) or _course(launches, center, cohort, name)
        if isinstance(found, str):
            yield Sent(name, found)
            continue
        if found.scopes not in services:
            services[found.scopes] = Service(center, found.scopes)
        service = services[found.scopes]
        if found.lineitems not in items:
            resource = f"{center.id}/{cohort.folder.name}/{module}"
            items[found.lineitems] = service.line_item(found.lineitems, resource, lms.title(cohort, module), each.max_score)
        points = max(0, round(each.score, 4))
        yield Sent(name, service.score(items[found.lineitems], launches.people[name]["sub"], points, each.max_score))


def center_of(cohort: Cohort) -> Center:
    """The center of a cohort, which must belong to an LMS."""
    center = centers.read(cohort.folder.parent.parent)
    if center.lti is None:
        raise DsiError(f"{center.folder / centers.FILE}에 학교 LMS(authenticator: lti)가 적혀 있지 않아 성적을 보낼 곳이 없습니다.")
    return center


def _not_yet(cohort: Cohort, each: Standing, outdated: bool) -> str:
    if each.state == NOT_SUBMITTED:
        return "제출하지 않았습니다."
    if each.state == WAITING:
        return "직접 채점할 문항이 남아 있습니다. 채점하고 피드백을 돌려준 뒤에 보내세요."
    if each.state != GRADED:
        return f"아직 점수가 없습니다({each.state})."
    if not feedback.returned(cohort.api(), cohort.folder / "submitted" / each.trainee.id / each.module):
        return "피드백을 아직 돌려주지 않았습니다."
    return "피드백을 돌려준 뒤에 점수가 바뀌었습니다. 피드백을 다시 돌려준 뒤에 보내세요." if outdated else ""


def _outdated(cohort: Cohort, module: str) -> set[str]:
    """Whose points have changed after the feedback on them was written."""
    found = set()
    for each in audit.changes(cohort.folder):
        if each.module != module or each.field in ("extension", "manual_comment"):
            continue
        pages = list((cohort.folder / "feedback" / each.trainee / module).glob("*.html"))
        changed = datetime.fromisoformat(each.since or each.time).timestamp()  # one found later was made after `since`
        if pages and changed > min(page.stat().st_mtime for page in pages):
            found.add(each.trainee)
    return found


def _course(launches: Launches, center: Center, cohort: Cohort, name: str) -> Course | str:
    """The course of the LMS to which a trainee's points of this cohort go, or why none is known."""
    person, here = launches.people.get(name), cohort.folder.name
    if person is None or person["iss"] != center.lti.issuer:
        return "LMS의 강의에서 들어온 적이 없습니다. LMS의 링크로 한 번 들어오면 보낼 수 있습니다."
    alone = sum(name in center.trainees(each.id) for each in center.cohorts) == 1
    courses = [launches.courses[key] for key in person["courses"]]
    mine = [each for each in courses if each.cohort == here] or [each for each in courses if not each.cohort and alone]
    if not courses or len(mine) != 1:
        return f"LMS의 어느 강의로 보낼지 알 수 없습니다. 그 강의의 링크에 사용자 정의 값 cohort={here}를 적고 다시 들어오게 하세요."
    if not mine[0].lineitems or SCORE not in mine[0].scopes:
        return f"LMS의 강의 '{mine[0].title}'이(가) 성적을 받지 않습니다. LMS의 도구 설정에서 '과제 및 성적 서비스'를 켜고 다시 들어오게 하세요."
    return mine[0]
