"""What runs for a cohort: one thing at a time, in a process of its own, told line by line in a file.

The process holds the cohort's lock as long as it lives, and writes what it does into the job's file. So a closed browser
and a desk that is started anew change nothing; and a job that was killed is known by its file, which has no end, and its
lock, which is free. Nothing is lost then: collecting and grading go on where they were when the job is begun again.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from classroom.desk import acts
from classroom.desk.arrival import SCRATCH
from curriculum.errors import DsiError
from grader.audit import ACTOR
from grader.cohort import Cohort

_KEPT = 50
_LOCK = "lock"
_ENDING_TRIES = 100
_probing = threading.Lock()
_children: list[subprocess.Popen] = []


class Action(StrEnum):
    """What can be asked for, as the addresses name it."""

    RELEASE = "release"
    COLLECT = "collect"
    GRADE = "grade"
    AGAIN = "again"
    FEEDBACK = "feedback"
    SEND = "send"


TITLES = {
    Action.RELEASE: "배포",
    Action.COLLECT: "걷기",
    Action.GRADE: "채점",
    Action.AGAIN: "모두 다시 채점",
    Action.FEEDBACK: "피드백 돌려주기",
    Action.SEND: "LMS로 점수 보내기",
}


@dataclass
class Job:
    """Something that runs or ran for a cohort.

    Attributes
    ----------
    total
        How many submissions it is about, where that is known.
    items
        What became of each, in the order in which they were ready.
    end
        How it ended; None while it runs, and when it was killed.
    """

    id: str
    action: Action
    module: str
    by: str
    begun: datetime
    total: int = 0
    pid: int = 0
    due: str = ""
    items: list[dict[str, Any]] = field(default_factory=list)
    end: dict[str, Any] | None = None
    running: bool = False
    _paced: list[datetime] = field(default_factory=list)
    _settled: datetime | None = None

    @property
    def title(self) -> str:
        """What it does, in a word."""
        return TITLES[self.action]

    @property
    def interrupted(self) -> bool:
        """Whether it was killed before its end."""
        return self.end is None and not self.running

    def pace(self) -> tuple[float, float]:
        """Submissions a minute, and minutes left; zeros while that cannot be told.

        What had been done before and was only looked at again does not count.
        """
        since = self._settled or self.begun
        seconds = (self._paced[-1] - since).total_seconds() if self._paced else 0
        if seconds <= 0:
            return 0.0, 0.0
        rate = 60 * len(self._paced) / seconds
        return rate, max(0, self.total - len(self.items)) / rate

    def tell(self, event: dict[str, Any]) -> None:
        """Take in one line of the job's file."""
        at = datetime.fromisoformat(event.pop("at"))
        match event.pop("event"):
            case "work":
                self.total, self.pid, self._settled = event["total"], event["pid"], at
            case "item":
                self.items.append(event)
                if event.get("kept"):
                    self._settled = at
                else:
                    self._paced.append(at)
            case "end":
                self.end = event


def start(cohort: Cohort, action: Action, module: str, by: str, due: str = "") -> None:
    """Begin a job.

    Raises
    ------
    DsiError
        If there is no such module, or something runs for the cohort already.
    """
    module = cohort.module(module)
    place = _place(cohort)
    for _ in range(_ENDING_TRIES):  # one that has told its end lets go of the lock next
        job = latest(cohort)
        if job is None or job.end is None or not _is_locked(place):
            break
        time.sleep(0.01)
    with _probing:
        lock = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            acts.record(cohort.folder, by, action, module=module, **({"due": due} if due else {}))
            _launch(cohort, place, action, module, by, due, lock)
        except BlockingIOError as error:
            raise DsiError("이 반에서 하고 있는 일이 있습니다. 끝난 뒤에 다시 눌러 주세요.") from error
        finally:
            os.close(lock)


def latest(cohort: Cohort) -> Job | None:
    """The job that runs for a cohort, or else the last one that did."""
    place, job = _place(cohort), None
    for _ in range(2):  # one that began between the two looks has a lock at the second
        running = _is_locked(place)  # looked at first: the end is written before the lock is free
        files = sorted(place.glob("*.jsonl"))
        job = _read(files[-1]) if files else None
        if job is None or job.end is not None:
            break
        job.running = running
        if running:
            break
    return job


def stop(cohort: Cohort) -> None:
    """Ask what runs to stop; what is done stays done."""
    job = latest(cohort)
    if job and job.running and job.pid:
        os.kill(job.pid, signal.SIGINT)


def _launch(cohort: Cohort, place: Path, action: Action, module: str, by: str, due: str, lock: int) -> None:
    now = datetime.now(UTC)
    path = place / f"{now:%Y%m%d-%H%M%S-%f}.jsonl"
    begin = {"action": action, "module": module, "by": by, "begun": now.isoformat(), "due": due}
    path.write_text(json.dumps(begin, ensure_ascii=False) + "\n", encoding="utf-8")
    # Neither the hub's tokens nor the desk's own go to where trainees' code is run.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTERHUB", "JPY"))}
    _children[:] = [child for child in _children if child.poll() is None]
    with path.with_suffix(".log").open("wb") as log:
        _children.append(
            subprocess.Popen(
                [sys.executable, "-m", "classroom.desk.worker", str(cohort.folder), str(path), str(lock)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[lock], start_new_session=True,
                env=environment | {ACTOR: by},
            )
        )  # fmt: skip
    for old in sorted(place.glob("*.jsonl"))[:-_KEPT]:
        old.unlink()
        old.with_suffix(".log").unlink(missing_ok=True)


def _place(cohort: Cohort) -> Path:
    place = cohort.folder / SCRATCH / "jobs"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _is_locked(place: Path) -> bool:
    with _probing:
        lock = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(lock)


def _read(path: Path) -> Job:
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    begin = json.loads(first)
    job = Job(
        id=path.stem,
        action=Action(begin["action"]),
        module=begin["module"],
        by=begin["by"],
        begun=datetime.fromisoformat(begin["begun"]),
        due=begin["due"],
    )
    for line in rest:
        try:
            job.tell(json.loads(line))
        except ValueError:  # a line that is being written, or whose writing was cut off
            continue
    return job
