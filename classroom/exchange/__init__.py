"""nbgrader's exchange over a center's desk: stock ``nbgrader`` commands and the Assignment List page need no shared folder.

A user's server names these classes in its ``nbgrader_config.py`` (:mod:`classroom.trainee.settings`). What is released, collected
or returned is the instructor's side, which has the cohort's own folder.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.exchange import abc

from classroom.trainee.desk_client import DeskClient
from classroom.trainee.home import Home
from classroom.trainee.standing import Standing, Submission
from classroom.trainee.work import Work
from curriculum.errors import DsiError
from grader.exchange import korean_time


class Exchange(abc.Exchange):
    """One action of a trainee's, done at the desk; the folder is ``<cohort>/<module>`` in the trainee's home."""

    @cached_property
    def work(self) -> Work:
        """The trainee's home and the desk."""
        return Work(Home(Path(self.assignment_dir).expanduser().resolve()), DeskClient.here())

    @property
    def cohort(self) -> str:
        """The cohort that was named, or the only one."""
        return self.work.cohort(self.coursedir.course_id or None)

    @property
    def module(self) -> str:
        """The module that was named."""
        return Path(self.coursedir.assignment_id).name

    def start(self) -> Any:
        """Do it; what the desk or the home has against it is nbgrader's failure."""
        try:
            return self.act()
        except DsiError as error:
            self.fail(str(error))

    def act(self) -> Any:
        """What this action does."""
        raise NotImplementedError


class FetchAssignment(Exchange, abc.ExchangeFetchAssignment):
    """``nbgrader fetch_assignment``: files that are there already stay as they are."""

    def act(self) -> None:
        """Fetch."""
        put = self.work.fetch(self.cohort, self.module)
        place = self.work.home.folder(self.cohort, self.module)
        self.log.info("받은 파일: %s", ", ".join(put) or "없음(모두 이미 있어 그대로 두었습니다)")
        self.log.info("Fetched as: %s %s (%s)", self.cohort, self.module, place)


class Submit(Exchange, abc.ExchangeSubmit):
    """``nbgrader submit``: the receipt stays in the trainee's home."""

    def act(self) -> None:
        """Hand in."""
        receipt = self.work.submit(self.cohort, self.module)["receipt"]
        self.log.info("Submitted as: %s %s %s", self.cohort, self.module, receipt["time"])
        self.log.info("영수증 번호: %s", receipt["sha256"][:12])


class FetchFeedback(Exchange, abc.ExchangeFetchFeedback):
    """``nbgrader fetch_feedback``: pages go where nbgrader puts them."""

    def act(self) -> None:
        """Fetch."""
        for path in self.work.fetch_feedback(self.cohort, self.module):
            self.log.info("Fetched feedback: %s", path)


class List(Exchange, abc.ExchangeList):
    """``nbgrader list``, and with ``--cached`` or ``--inbound`` what was handed in."""

    def act(self) -> list[dict[str, Any]]:
        """List."""
        if self.remove:
            self.fail("배포된 단원과 제출한 기록은 지울 수 없습니다.")
        cohorts = [each["id"] for each in self.work.cohorts()]
        wanted = [each for each in cohorts if self.coursedir.course_id in ("", each)]
        modules = [module for cohort in wanted for module in self.work.modules(cohort) if module.released]
        modules = [each for each in modules if self.module in ("", each.id)]
        if self.inbound or self.cached:
            name = self.work.desk.me()["name"]
            found = [self._handed_in(each, name) for each in modules if each.submissions]
        else:
            found = [self._released(each) for each in modules]
        self.log.info("Submitted assignments:" if self.inbound or self.cached else "Released assignments:")
        for each in found:
            for one in each.get("submissions", [each]):
                self.log.info(" ".join(filter(None, (one["course_id"], one["assignment_id"], one.get("timestamp"), one["note"]))))
        return found

    def _released(self, module: Standing) -> dict[str, Any]:
        folder = self.work.home.folder(module.cohort, module.id)
        return {
            "course_id": module.cohort,
            "assignment_id": module.id,
            "status": "fetched" if module.fetched else "released",
            "path": str(folder),
            "note": "(already downloaded)" if module.fetched else "",
            "notebooks": [{"notebook_id": path.stem, "path": str(path)} for path in sorted(folder.glob("*.ipynb"))],
        }

    def _handed_in(self, module: Standing, name: str) -> dict[str, Any]:
        about = {"course_id": module.cohort, "student_id": name, "assignment_id": module.id, "status": "submitted"}
        pages = self.work.home.feedback(module.cohort, module.id)
        return about | {"submissions": [about | self._submission(module, each, pages) for each in module.submissions]}

    def _submission(self, module: Standing, each: Submission, pages: list[Path]) -> dict[str, Any]:
        own = [path for path in pages if korean_time(path.parent.name).replace(microsecond=0) == each.time]
        ready = module.feedback and each == module.submissions[-1]
        local = str(own[0].parent) if own else None
        feedback = {"has_local_feedback": bool(own), "has_exchange_feedback": ready, "feedback_updated": False}
        note = "(feedback already fetched)" if own else "(feedback ready to be fetched)" if ready else "(no feedback available)"
        notebooks = [
            {"notebook_id": path.stem, "path": str(path), "local_feedback_path": str(path), **feedback} for path in own
        ]
        folder = self.work.home.folder(module.cohort, module.id)
        where = {"timestamp": f"{each.time:%Y-%m-%d %H:%M:%S}", "path": str(folder), "local_feedback_path": local}
        return {**where, **feedback, "note": note, "notebooks": notebooks}
