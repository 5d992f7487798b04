"""What a trainee does with a module at a center: fetch it, hand it in, read what came back. Page, commands and nbgrader share it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.people import Role
from classroom.trainee.desk_client import DeskClient
from classroom.trainee.home import NOT_SENT, PRACTICUM, Home
from classroom.trainee.questions import questions
from classroom.trainee.standing import Standing, standing
from curriculum.errors import DsiError
from grader.submissions import fingerprint, read_notebook


@dataclass(frozen=True)
class Work:
    """One trainee's home and the desk of the center."""

    home: Home
    desk: DeskClient

    @classmethod
    def here(cls) -> "Work":
        """The work of the person whose server or terminal this is."""
        return cls(Home(Path.home()), DeskClient.here())

    def cohorts(self) -> list[dict[str, Any]]:
        """The cohorts the trainee is in."""
        return [each for each in self.desk.me()["cohorts"] if each["role"] == Role.TRAINEE]

    def cohort(self, name: str | None) -> str:
        """`name`, or the only cohort there is."""
        known = [each["id"] for each in self.cohorts()]
        if name in known:
            return name
        if not known:
            raise DsiError("아직 등록된 반이 없습니다. 담당 강사에게 반에 넣어 달라고 하세요.")
        if name is None and len(known) == 1:
            return known[0]
        said = f"'{name}' 반에 등록되어 있지 않습니다" if name else "여러 반에 등록되어 있습니다"
        raise DsiError(f"{said}. --cohort 뒤에 다음 가운데 하나를 적어 주세요: {', '.join(known)}")

    def modules(self, cohort: str) -> list[Standing]:
        """Where the trainee stands in each module of a cohort."""
        return [standing(self.home, cohort, row) for row in self.desk.modules(cohort)]

    def module(self, cohort: str, module: str) -> Standing:
        """Where the trainee stands in one module."""
        found = self.modules(cohort)
        for each in found:
            if each.id == module:
                return each
        raise DsiError(f"이 반에는 '{module}' 단원이 없습니다. 있는 단원: {', '.join(each.id for each in found)}")

    def fetch(self, cohort: str, module: str) -> list[str]:
        """Put the files of a module into the home where they are missing; tells which were put."""
        return self.home.put(cohort, module, self.desk.files(cohort, module))

    def fetch_again(self, cohort: str, module: str) -> Path:
        """Put the files of a module, as they were released, into a folder beside the trainee's own."""
        return self.home.put_again(cohort, module, self.desk.files(cohort, module))

    def submit(self, cohort: str, module: str) -> dict[str, Any]:
        """Hand in a module's folder and keep the receipt; answers what the desk said."""
        answer = self.desk.submit(cohort, module, self.home.packed(cohort, module))
        self.home.keep_receipt(answer["receipt"])
        return answer

    def fetch_feedback(self, cohort: str, module: str) -> list[Path]:
        """Get the feedback pages of a module; all that are there, newest submission first."""
        return self.home.keep_feedback(cohort, module, self.desk.feedback(cohort, module))

    def doubts(self, cohort: str, module: str) -> list[str]:
        """What the trainee should know before a module is handed in: empty answers, a deadline that is over."""
        nb, _ = read_notebook(self.home.folder(cohort, module) / PRACTICUM)
        empty = [each.label for each in questions(nb) if each.empty] if nb else []
        doubts = []
        if empty:
            doubts.append(f"아직 답하지 않은 문제가 {len(empty)}개 있습니다: {', '.join(empty)}")
        if self.module(cohort, module).overdue:
            doubts.append("마감이 지났습니다. 지금 내면 늦은 제출로 적힙니다.")
        return doubts

    def digest(self, cohort: str, module: str) -> str:
        """Digest of what would be handed in now, as a receipt has it."""
        return fingerprint(self.home.folder(cohort, module), list(NOT_SENT))
