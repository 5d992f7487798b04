"""Who changed which grade and when: a log beside the gradebook that only grows.

nbgrader's gradebook keeps no history. The kit's settings therefore listen to its database sessions in every program that
loads them: ``dsi``, stock ``nbgrader`` and the formgrader. What such a program changes is written down, with who did it,
before the change itself is committed. A change made past those programs (by SQL, say) is found by :func:`look`, which
compares the log with the gradebook; who made it is then not known.
"""

import fcntl
import getpass
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from grader.cohort import Cohort

FILE = "audit.jsonl"
ACTOR = "DSI_ACTOR"
"""Environment variable in which a service that runs a ``dsi`` command for somebody names that person."""

FIELDS = {
    "auto_score": "자동 채점 점수",
    "manual_score": "직접 준 점수",
    "extra_credit": "가산점",
    "manual_comment": "의견",
    "late_submission_penalty": "지각 감점",
    "extension": "마감 연장(초)",
}
_LOCK = ".audit.lock"
_WAITING = "dsi_audit"
_places: dict[str, Path] = {}

Value = float | str | None


@dataclass(frozen=True)
class Change:
    """One field of one grade, before and after.

    Attributes
    ----------
    by, program
        Who changed it and with what; both empty when only :func:`look` found it.
    since
        When the log and the gradebook last agreed, for a change that :func:`look` found.
    question
        The cell's ``grade_id``; the notebook's name for a late penalty; empty for an extension.
    field
        One of :data:`FIELDS`.
    """

    time: str
    module: str
    trainee: str
    question: str
    field: str
    before: Value
    after: Value
    by: str = ""
    program: str = ""
    since: str = ""

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What was changed."""
        return self.module, self.trainee, self.question, self.field


def watch(course_id: str, folder: Path) -> None:
    """Write down from now on what this process changes in gradebooks.

    Parameters
    ----------
    course_id : str
    folder : Path
        The course's folder, for a gradebook that is no file in it.
    """
    _places[course_id] = Path(folder).resolve()
    _listen()


@cache
def _listen() -> None:
    """Begin to listen to database sessions, once in a process."""
    from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import event
    from sqlalchemy.orm import Session

    owners = {Comment: ["manual_comment"], SubmittedAssignment: ["extension"]}
    owners |= {Grade: ["auto_score", "manual_score", "extra_credit"], SubmittedNotebook: ["late_submission_penalty"]}
    for owner, fields in owners.items():
        for field in fields:
            # Nothing is to be done at once; this asks SQLAlchemy to read the old value when a new one is set.
            event.listen(getattr(owner, field), "set", lambda *_: None, active_history=True)
    event.listen(Session, "before_flush", lambda session, *_: _gather(session, owners))
    event.listen(Session, "before_commit", _write_down)
    event.listen(Session, "after_rollback", lambda session: session.info.pop(_WAITING, None))


def changes(folder: Path) -> list[Change]:
    """Everything the log of a cohort's folder says, in order."""
    path = folder / FILE
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            found.append(Change(**json.loads(line)))
        except (ValueError, TypeError):  # the end of a line whose writing was cut off
            continue
    return found


def look(cohort: "Cohort") -> list[Change]:
    """Compare the log with the gradebook, write down what nobody reported, and return it."""
    folder = cohort.folder
    with cohort.gradebook() as gradebook, _locked(folder) as looked:
        known: dict[tuple[str, str, str, str], Value] = {}
        last = looked
        for change in changes(folder):
            known[change.place] = change.after
            last = max(last, change.time)
        there = dict(_standing(gradebook))
        now = _now()
        found = [
            Change(now, *place, known.get(place), there.get(place), since=last)
            for place in sorted(known.keys() | there.keys())
            if known.get(place) != there.get(place)
        ]
        _append(folder, found)
        os.utime(folder / _LOCK)
    return found


def rename(folder: Path, trainee: str, pseudonym: str) -> int:
    """Put a pseudonym for a trainee's id in every line, and blank the comments; returns how many lines.

    This is the one change the log knows: a person's data was deleted on demand.
    """
    with _locked(folder):
        old = changes(folder)
        new = [_anonymous(each, pseudonym) if each.trainee == trainee else each for each in old]
        count = sum(each != was for each, was in zip(new, old, strict=True))
        if count:
            partial = folder / f".{FILE}.part"
            partial.unlink(missing_ok=True)
            _append(folder, new, partial)
            partial.replace(folder / FILE)
    return count


def _anonymous(change: Change, pseudonym: str) -> Change:
    if change.field == "manual_comment":
        change = replace(change, before=change.before and "(지움)", after=change.after and "(지움)")
    return replace(change, trainee=pseudonym)


def _gather(session: "Session", owners: dict[type, list[str]]) -> None:
    """Note what a flush is about to change, by place: the value before the transaction and the one now."""
    from sqlalchemy import inspect

    waiting = session.info.setdefault(_WAITING, {})
    for row in (*session.new, *session.dirty, *session.deleted):
        if type(row) not in owners:
            continue
        gone = row in session.deleted
        for field in owners[type(row)]:
            history = inspect(row).attrs[field].history
            if not gone and not history.has_changes():
                continue
            now = _value(getattr(row, field))
            before = _value(history.deleted[0]) if history.deleted else (now if gone else None)
            folder, place = _place_of(session, row, field)
            first = waiting[folder, place][0] if (folder, place) in waiting else before
            waiting[folder, place] = (first, None if gone else now)


def _place_of(session: "Session", row: Any, field: str) -> tuple[Path, tuple[str, str, str, str]]:
    book = None if field == "extension" else row if field == "late_submission_penalty" else row.notebook
    submission = row if book is None else book.assignment
    question = "" if book is None else row.name
    url = session.get_bind().url
    in_file = url.get_backend_name() == "sqlite" and url.database
    folder = Path(url.database).resolve().parent if in_file else _places[submission.assignment.course_id]
    return folder, (submission.assignment.name, submission.student.id, question, field)


def _write_down(session: "Session") -> None:
    session.flush()
    waiting = session.info.pop(_WAITING, {})
    now, by, program = _now(), *_who()
    for folder in {folder for folder, _ in waiting}:
        found = [
            Change(now, *place, before, after, by, program)
            for (where, place), (before, after) in waiting.items()
            if where == folder and before != after
        ]
        if found:
            with _locked(folder):
                _append(folder, found)


def _who() -> tuple[str, str]:
    """Who is at work in this process, and with what."""
    words = [Path(sys.argv[0]).stem, *(word for word in sys.argv[1:2] if word.isalpha())]
    program = " ".join(words)
    if "jupyter_server" in sys.modules:
        from jupyter_server import CallContext

        handler = CallContext.get(CallContext.JUPYTER_HANDLER)
        if handler is not None:
            program = "formgrader"
            # Only a hub knows its users by name; a server on its own gives visitors a name by lot.
            if os.environ.get("JUPYTERHUB_API_URL"):
                return handler.current_user.username, program
    return os.environ.get(ACTOR) or getpass.getuser(), program


def _standing(gradebook: Any) -> Iterator[tuple[tuple[str, str, str, str], Value]]:
    """Every value of the gradebook that the log speaks of, if there is one."""
    from nbgrader.api import SubmittedAssignment

    for submission in gradebook.db.query(SubmittedAssignment):
        who = submission.assignment.name, submission.student.id
        rows = [(submission, "", "extension")]
        for book in submission.notebooks:
            rows += [(book, book.name, "late_submission_penalty")]
            rows += [(each, each.name, "manual_comment") for each in book.comments]
            for field in ("auto_score", "manual_score", "extra_credit"):
                rows += [(each, each.name, field) for each in book.grades]
        for row, question, field in rows:
            if (value := _value(getattr(row, field))) is not None:
                yield (*who, question, field), value


def _value(value: object) -> Value:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value or None if isinstance(value, str) else value


def _append(folder: Path, found: Iterable[Change], path: Path | None = None) -> None:
    text = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in found)
    if not text:
        return
    path = path or folder / FILE
    with open(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b") as file:  # noqa: PTH123
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            text = text if file.read(1) == b"\n" else f"\n{text}"
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _locked(folder: Path) -> Iterator[str]:
    """Keep other writers waiting; gives when somebody last looked, empty when nobody ever did."""
    begun = (folder / _LOCK).exists()
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _stamp(datetime.fromtimestamp(os.fstat(lock).st_mtime, UTC)) if begun else ""
    finally:
        os.close(lock)


def _now() -> str:
    return _stamp(datetime.now(UTC))


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
