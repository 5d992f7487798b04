"""nbgrader's door to the inbox: ``nbgrader collect`` and the formgrader take work out of it as ``dsi collect`` does."""

from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace

from nbgrader.exchange.default import ExchangeCollect

from grader import inbox
from grader.cohort import Cohort


class Collect(ExchangeCollect):
    """Follow no link, take each submission whole or not at all, and go on after one that cannot be taken."""

    def init_src(self) -> None:
        """Look for nothing yet: what lies in the inbox is looked at one by one."""
        if not self.coursedir.course_id:
            self.fail("과정 이름(course_id)이 없습니다. nbgrader_config.py를 확인하세요.")

    def copy_files(self) -> None:
        """Take what can be taken, and say what was left and why."""
        courses = self.coursedir
        from nbgrader.api import Gradebook, MissingEntry

        with Gradebook(courses.db_url, courses.course_id) as gradebook:
            try:
                self._due = gradebook.find_assignment(courses.assignment_id).duedate
            except MissingEntry:
                self._due = None
        place = SimpleNamespace(exchange_root=self.root, coursedir=courses)
        found = inbox.collect(Cohort(Path(courses.root)), courses.assignment_id, place, self._wanted)
        for trainee in found.new:
            self.log.info("걷음: %s %s", trainee, courses.assignment_id)
        for refused in found.refused:
            self.log.warning("걷지 않음: %s: %s", refused.name, refused.reason)

    def _wanted(self, trainee: str, items: list[tuple[datetime, str]]) -> list[tuple[datetime, str]]:
        """Of a trainee's submissions those that nbgrader's own options ask for."""
        courses = self.coursedir
        if not fnmatchcase(trainee, courses.student_id or "*"):
            return []
        there = courses.format_path(courses.submitted_directory, trainee, courses.assignment_id)
        if Path(there).is_dir() and not self.update and not self.before_duedate:
            return []
        if self.before_duedate and self._due is not None:
            return [item for item in items if item[0] <= self._due] or items
        return items
