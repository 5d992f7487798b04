"""What lies in the exchange's inbox, by trainee and module: every submission that was ever handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.cohort import Cohort
from grader.exchange import korean_time


@dataclass(frozen=True)
class Arrival:
    """One submission as it came.

    Attributes
    ----------
    name : str
        Its time as nbgrader wrote it: the name of its feedback's folder.
    time : datetime
        When it was handed in, Korean time.
    """

    trainee: str
    module: str
    name: str
    time: datetime
    folder: Path


def arrivals(cohort: Cohort, trainee: str | None = None) -> list[Arrival]:
    """Everything in the inbox that is named as a submission, oldest first; of one trainee if asked for.

    Names only are looked at: a submission that cannot be collected is here too.
    """
    api = cohort.api()
    inbound = Path(api.exchange_root) / api.coursedir.course_id / "inbound"
    found = _named(inbound) if inbound.is_dir() else ()
    return sorted((each for each in found if trainee in (None, each.trainee)), key=lambda each: each.time)


def _named(inbound: Path) -> Iterator[Arrival]:
    for path in inbound.iterdir():
        who, *rest = path.name.rsplit("+", 3)
        if len(rest) >= 2 and not path.is_symlink() and path.is_dir():
            try:
                moment = korean_time(rest[1])
            except (ValueError, OverflowError, TypeError):
                continue
            yield Arrival(who, rest[0], rest[1], moment, path)
