"""The instructors' page on who has completed: period and attendance, what each trainee lacks, and the certificates."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import Any

from classroom import attendance, certificate, completion
from classroom.desk import acts
from classroom.desk.access import Known
from classroom.desk.arrival import scratch
from classroom.desk.handlers import CohortPage
from curriculum import catalog
from curriculum.errors import DsiError
from gallery.desk import tidy
from grader.cohort import Cohort

_READ = {".csv", ".xlsx"}
_PDF = "application/pdf"
_issuing = asyncio.Lock()


class Completion(CohortPage):
    """Who has completed."""

    async def get(self, cohort_id: str) -> None:  # noqa: ARG002
        """Show it."""
        await self._answer()

    async def post(self, cohort_id: str) -> None:  # noqa: ARG002
        """Take the period or a list, or issue certificates."""
        asked = self.get_body_argument("action", "")
        try:
            if asked == "period":
                days = [self.get_body_argument(name, "") for name in ("begins", "ends")]
                await asyncio.to_thread(completion.keep_period, self.work, *days)
                said = "교육 기간을 저장했습니다."
            elif asked == "attendance":
                said = await asyncio.to_thread(self._attendance)
            elif asked == "certificates":
                async with _issuing:
                    said = await asyncio.to_thread(self._issue)
            else:
                raise DsiError("할 수 없는 일입니다. 화면을 새로 고친 뒤 다시 눌러 주세요.")
            acts.record(self.work.folder, self.person.name, asked)
        except DsiError as error:
            self.set_status(HTTPStatus.CONFLICT)
            await self._answer(problem=tidy(str(error)))
        else:
            await self._answer(said=said)

    def _attendance(self) -> str:
        files = self.request.files.get("list", [])
        ending = Path(files[0]["filename"]).suffix.lower() if files else ""
        if ending not in _READ:
            raise DsiError("출석부 파일을 골라 주세요. 엑셀(.xlsx)이나 CSV 파일을 읽습니다.")
        with scratch(self.work) as place:
            path = place / f"출석부{ending}"
            path.write_bytes(files[0]["body"])
            read = attendance.read(path, self.work.trainees())
        attendance.keep(self.work, read)
        said = f"{len(read.rates)}명의 출석을 읽었습니다."
        return said + (f" 명단에 없어 읽지 않은 사람: {', '.join(read.strangers)}" if read.strangers else "")

    def _issue(self) -> str:
        known = certificate.issued(self.work)
        done = [each for each in completion.results(self.work) if not each.missing]
        fresh = [each for each in done if each.trainee.id not in known]
        if not fresh:
            raise DsiError("새로 수료한 사람이 없습니다. 아래 표의 ‘부족한 것’을 확인해 주세요.")
        if not self.work.card.begins:
            raise DsiError("수료증에 찍을 교육 기간이 없습니다. 아래 ‘교육 기간’에 시작한 날과 마친 날을 적고 저장해 주세요.")
        by = certificate.issuer(self.work)
        for each in fresh:
            certificate.issue(self.work, each, by)
        return f"{len(fresh)}명의 수료증을 발급했습니다. 훈련생은 ‘내 과정’ 화면에서 받습니다."

    async def _answer(self, problem: str = "", said: str = "") -> None:
        found = await self.run(HTTPStatus.CONFLICT, completion.results, self.work)
        self.tell(
            "completion.html",
            found=found,
            rule=catalog.track(self.work.card.track).completion,
            issued=certificate.issued(self.work),
            percent=completion.shown,
            problem=problem,
            said=said,
        )


class CompletionTable(CohortPage):
    """The same, for Excel."""

    async def get(self, cohort_id: str) -> None:
        """Send it."""
        self.send(await self.run(HTTPStatus.CONFLICT, _table, self.work), "text/csv; charset=utf-8", f"{cohort_id}-completion.csv")


class Certificate(CohortPage):
    """A trainee's certificate, for the instructor."""

    async def get(self, cohort_id: str, trainee: str) -> None:
        """Send the PDF."""
        data = await self.run(HTTPStatus.NOT_FOUND, issued_page, self.work, trainee)
        self.send(data, _PDF, f"{cohort_id}-{trainee}.pdf")


class OwnCertificate(Known):
    """A trainee's own certificate."""

    asks_to_log_in = False

    async def get(self, cohort_id: str) -> None:
        """Send the PDF."""
        cohort = self.learned(cohort_id)
        data = await self.run(HTTPStatus.NOT_FOUND, issued_page, cohort, self.person.name)
        self.send(data, _PDF, f"{cohort_id}.pdf")

    def refuse(self, status: int, words: str = "") -> None:
        """Say why not."""
        self.set_status(status)
        self.finish({"message": words or "수료증을 받을 수 없습니다. 담당 강사에게 알려 주세요."})


def issued_page(cohort: Cohort, trainee: str) -> bytes:
    """The certificate that was issued to a trainee, as a PDF.

    Raises
    ------
    DsiError
        If there is none.
    """
    if trainee not in certificate.issued(cohort):
        raise DsiError("아직 발급한 수료증이 없습니다. 강사가 발급한 뒤에 받을 수 있습니다.")
    result = next((each for each in completion.results(cohort) if each.trainee.id == trainee), None)
    if result is None:
        raise DsiError("이 반의 명단에 없는 사람입니다. 아이디를 확인해 주세요.")
    return certificate.draw(certificate.issue(cohort, result, certificate.issuer(cohort)))


def routes() -> list[tuple[str, Any]]:
    """The addresses, from the desk's own."""
    cohort = r"c/([^/]+)/"
    return [
        (cohort + r"completion", Completion),
        (cohort + r"completion\.csv", CompletionTable),
        (cohort + r"certificates/([^/]+)\.pdf", Certificate),
        (r"api/cohorts/([^/]+)/certificate\.pdf", OwnCertificate),
    ]


def _table(cohort: Cohort) -> bytes:
    with scratch(cohort) as place:
        completion.write(completion.results(cohort), place / completion.FILE)
        return (place / completion.FILE).read_bytes()
