"""Where a trainee stands in a module: what the desk knows of it and what lies in the home, as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from classroom.trainee.home import Home
from grader.course_config import TIMEZONE

KOREA = ZoneInfo(TIMEZONE)
NOT_OPEN, NOT_BEGUN, AT_WORK = "아직 열리지 않음", "시작 전", "하는 중"
HANDED_IN, BROKEN, GRADED = "제출함", "다시 제출 필요", "채점됨"
_STATES = {"closed": NOT_OPEN, "submitted": HANDED_IN, "broken": BROKEN, "returned": GRADED}
_WEEKDAYS = "월화수목금토일"


@dataclass(frozen=True)
class Competency:
    """A trainee's score in one competency."""

    title: str
    score: float
    most: float

    @property
    def percent(self) -> int:
        """The score in a hundred, whole."""
        return round(100 * self.score / self.most) if self.most else 0


@dataclass(frozen=True)
class Submission:
    """One submission as the desk has it."""

    time: datetime
    sha256: str
    late: bool

    @property
    def number(self) -> str:
        """The receipt's number: the first letters of its digest."""
        return self.sha256[:12]


@dataclass(frozen=True)
class Standing:
    """One module on a trainee's page."""

    cohort: str
    id: str
    title: str
    promise: str
    minutes: int | None
    state: str
    problem: str
    fetched: bool
    due: datetime | None
    submissions: tuple[Submission, ...]
    score: float | None
    max_score: float | None
    competencies: tuple[Competency, ...]
    feedback: bool
    capstone: dict[str, Any] | None

    @property
    def released(self) -> bool:
        """Whether the module may be had."""
        return self.state != NOT_OPEN

    @property
    def overdue(self) -> bool:
        """Whether what is handed in now would be late."""
        return self.due is not None and now() > self.due

    @property
    def due_text(self) -> str:
        """When the work is due and how long that is from now."""
        if self.due is None:
            return "마감 없음"
        text = f"{self.due.month}월 {self.due.day}일({_WEEKDAYS[self.due.weekday()]}) {self.due:%H:%M}"
        return f"{text}까지 · {_remaining(self.due)}"


def standing(home: Home, cohort: str, row: dict[str, Any]) -> Standing:
    """A module as the desk describes it, with what lies in the trainee's home."""
    submissions = tuple(
        sorted(
            (Submission(moment(each["time"]), each["receipt"]["sha256"], each["late"]) for each in row["submissions"]),
            key=lambda each: each.time,
        )
    )
    fetched = home.folder(cohort, row["id"]).is_dir()
    return Standing(
        cohort=cohort,
        id=row["id"],
        title=row["title"],
        promise=row["promise"],
        minutes=row["minutes"],
        state=_STATES.get(row["state"], AT_WORK if fetched else NOT_BEGUN),
        problem=row["problem"],
        fetched=fetched,
        due=moment(row["due"]) if row["due"] else None,
        submissions=submissions,
        score=row["score"],
        max_score=row["max_score"],
        competencies=tuple(
            Competency(each["title"], each["score"], each["max"])
            for each in row["competencies"].values()
            if each["score"] is not None
        ),
        feedback=row["feedback"],
        capstone=row["capstone"],
    )


def together(found: Iterable[Standing]) -> list[Competency]:
    """Scores by competency over the modules that have been graded."""
    sums: dict[str, tuple[float, float]] = {}
    for each in found:
        for one in each.competencies:
            score, most = sums.get(one.title, (0.0, 0.0))
            sums[one.title] = (score + one.score, most + one.most)
    return [Competency(title, score, most) for title, (score, most) in sums.items() if most]


def moment(text: str) -> datetime:
    """A time of the desk's, by the clock in Korea."""
    return datetime.fromisoformat(text).astimezone(KOREA)


def now() -> datetime:
    """The moment it is in Korea."""
    return datetime.now(KOREA)


def _remaining(due: datetime) -> str:
    left = due - now()
    days = (due.date() - now().date()).days
    if left < timedelta(0):
        return "오늘 마감이 지났습니다" if days == 0 else f"마감이 {-days}일 지났습니다"
    return "오늘 마감입니다" if days == 0 else f"{days}일 남았습니다"
