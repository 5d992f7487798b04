"""The one writer of a batch: what was graded goes into nbgrader's gradebook and folders, whole or not at all.

The graded folder is moved into its place last and taken away first. So whenever the program is killed, either
everything about a submission has been written, or its folder is missing and the next run grades it again.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.errors import DsiError
from grader.course import Course
from grader.exchange import timestamp
from grader.grade_one import Graded, Marks

if TYPE_CHECKING:
    from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook

WORKPLACE = ".grading"


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Give the folder in which a cohort's batch is prepared; only one batch at a time may run."""
    place = folder / WORKPLACE
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(place, ignore_errors=True)  # what a killed batch left
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
    except BlockingIOError as error:
        raise DsiError(f"{folder}: 이 반을 채점하는 중입니다. 끝난 뒤에 다시 실행하세요.") from error
    finally:
        os.close(lock)


class Writer:
    """Write graded submissions, one after another.

    Parameters
    ----------
    course : Course
    gradebook : Gradebook
        Open for the whole batch.
    """

    def __init__(self, course: Course, gradebook: "Gradebook") -> None:
        from nbgrader.preprocessors import AssignLatePenalties

        self._course, self._gradebook = course, gradebook
        self._late = AssignLatePenalties(parent=course.api)
        self._late.init_plugin()
        gradebook.db().expire_on_commit = False  # the course's own cells stay read, for all submissions
        notebooks = gradebook.find_assignment(course.module).notebooks
        self._cells = [
            cell for each in notebooks for cell in (*each.grade_cells, *each.solution_cells, *each.task_cells)
        ]

    def write(self, graded: Graded) -> None:
        """Write one submission that could be graded."""
        target = self._course.autograded(graded.trainee)
        if target.exists():
            target.rename(graded.folder.with_name(f"{graded.folder.name}.old"))
        with _one_transaction(self._gradebook):
            submission = self._record(graded)
        self._forget(submission)
        target.parent.mkdir(parents=True, exist_ok=True)
        graded.folder.rename(target)

    def _forget(self, submission: "SubmittedAssignment") -> None:
        """Have everything about a submission read anew when it is next asked for."""
        session = self._gradebook.db
        for book in submission.notebooks:
            for each in (*book.grades, *book.comments, book):
                session.expire(each)
        session.expire(submission)

    def _record(self, graded: Graded) -> "SubmittedAssignment":
        moment = timestamp(self._course.cohort, self._course.module, graded.trainee)
        known = {"timestamp": moment} if moment else {}
        submission = self._gradebook.update_or_create_submission(self._course.module, graded.trainee, **known)
        for book in submission.notebooks:
            if book.name in graded.missing:
                for grade in book.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
            elif book.name in graded.marks:
                _enter(book, graded.marks[book.name])
        self._gradebook.db.flush()
        for book in submission.notebooks:
            if book.name in graded.marks:
                self._penalise(submission, book, graded.trainee)
        return submission

    def _penalise(self, submission: "SubmittedAssignment", book: "SubmittedNotebook", trainee: str) -> None:
        book.late_submission_penalty = None
        seconds = submission.total_seconds_late
        if seconds > 0:
            self._gradebook.db.refresh(book)
            penalty = self._late.plugin_inst.late_submission_penalty(trainee, book.score, seconds)
            if penalty is not None:
                book.late_submission_penalty = self._late._check_late_penalty(book, penalty)


def _enter(book: "SubmittedNotebook", marks: Marks) -> None:
    """Enter scores and remarks as nbgrader does: points given by hand stay and want another look."""
    for grade in book.grades:
        if grade.name in marks.scores:
            grade.auto_score = marks.scores[grade.name]
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
    for comment in book.comments:
        if comment.name in marks.remarks:
            comment.auto_comment = marks.remarks[comment.name]


@contextmanager
def _one_transaction(gradebook: "Gradebook") -> Iterator[None]:
    """Let nbgrader's own methods, which commit at every step, take part in one transaction."""
    session: Any = gradebook.db
    commit = session.commit
    session.commit = session.flush
    try:
        yield
        commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        with suppress(AttributeError):
            del session.commit
