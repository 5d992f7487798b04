"""The desk's addresses for programs: what a trainee's own server asks and sends, in the trainee's name.

==== ============================================ ==============================================================
GET  ``api/me``                                   ``{name, cohorts: [{id, title, track, region, role, certificate}]}``
GET  ``api/cohorts/C/modules``                    ``[{id, title, …}]``, see :func:`classroom.desk.own.modules`
GET  ``api/cohorts/C/modules/M/files.zip``        the released files, in a folder named as the module
POST ``api/cohorts/C/modules/M/submissions``      body: zip of the module's folder; ``{receipt, time, late}``
GET  ``api/cohorts/C/modules/M/feedback.zip``     the own feedback: ``TIME/NOTEBOOK.html``
GET  ``api/cohorts/C/certificate.pdf``            the own certificate, once ``certificate`` is its number
==== ============================================ ==============================================================

What cannot be done is answered with 4xx and ``{"message": …}`` in Korean. Times are ISO 8601 in Korean time. A
``receipt`` is what ``dsi submit`` writes into a trainee's ``receipts`` folder.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any, BinaryIO, ClassVar

from tornado.web import stream_request_body

from classroom.certificate import issued
from classroom.desk import arrival, own
from classroom.desk.access import Known, Refusal
from classroom.people import Role

_OVERHEAD = 4 * 1024 * 1024  # what a zip archive may be larger than what is in it


class _Api(Known):
    """An answer for a program."""

    asks_to_log_in = False

    def refuse(self, status: int, words: str = "") -> None:
        """Say why not."""
        self.set_status(status)
        self.finish({"message": words or "할 수 없습니다. 권한과 주소를 확인해 주세요."})

    def send_zip(self, data: bytes, name: str) -> None:
        """Answer with an archive."""
        self.send(data, "application/zip", f"{name}.zip")


class Me(_Api):
    """Who is asking, and in which cohorts."""

    def get(self) -> None:
        """Say so."""
        roles = [(self.person.instructs, Role.INSTRUCTOR), (self.person.learns, Role.TRAINEE)]
        there = {each.id for each in self.center.cohorts}
        found = [(each, role) for names, role in roles for each in sorted(names & there)]
        self.finish({"name": self.person.name, "cohorts": [self._cohort(*each) for each in found]})

    def _cohort(self, cohort_id: str, role: Role) -> dict[str, str]:
        cohort = self.cohort(cohort_id, may=True)
        card, number = cohort.card, issued(cohort).get(self.person.name, {}).get("number", "")
        return {
            "id": cohort_id, "title": card.name, "track": card.track, "region": card.region, "role": str(role),
            "certificate": number,
        }  # fmt: skip


class Modules(_Api):
    """The modules of a cohort, as the trainee sees them."""

    async def get(self, cohort_id: str) -> None:
        """List them."""
        cohort = self.learned(cohort_id)
        found = await self.run(HTTPStatus.CONFLICT, own.modules, cohort, self.person.name, self.center.gallery)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(found, ensure_ascii=False))


class Files(_Api):
    """The released files of a module."""

    async def get(self, cohort_id: str, module: str) -> None:
        """Send them."""
        cohort = self.learned(cohort_id)
        self.send_zip(await self.run(HTTPStatus.NOT_FOUND, own.released_files, cohort, module), module)


class Feedback(_Api):
    """The own feedback on a module."""

    async def get(self, cohort_id: str, module: str) -> None:
        """Send it."""
        cohort = self.learned(cohort_id)
        self.send_zip(await self.run(HTTPStatus.NOT_FOUND, own.feedback_files, cohort, module, self.person.name), module)


@stream_request_body
class Submissions(_Api):
    """Where a trainee hands in."""

    _turns: ClassVar[defaultdict[tuple[str, str], asyncio.Lock]] = defaultdict(asyncio.Lock)
    _file: BinaryIO
    _handing_in = False
    _size = 0

    async def prepare(self) -> None:
        """Make room for what comes, once it is clear that it may come."""
        self._open = ExitStack()
        await super().prepare()
        self._cohort = self.learned(self.path_args[0])
        self._most = arrival.Bounds.of(self._cohort).total + _OVERHEAD
        # A little too much is read to its end, so that the answer finds a listener; much too much is cut off.
        self.request.connection.set_max_body_size(2 * self._most)
        self._folder = self._open.enter_context(arrival.scratch(self._cohort))
        self._archive = self._folder / "work.zip"
        self._file = self._open.enter_context(self._archive.open("wb"))

    def data_received(self, chunk: bytes) -> None:
        """Keep what comes, as long as it is not too much."""
        self._size += len(chunk)
        if self._size <= self._most:
            self._file.write(chunk)

    async def post(self, cohort_id: str, module: str) -> None:
        """Hand it in."""
        self._handing_in = True
        try:
            answer = await self._hand_in(cohort_id, module)
        finally:
            self._open.close()  # before the answer: who has it may hand in again
        self.finish(answer)

    async def _hand_in(self, cohort_id: str, module: str) -> dict[str, Any]:
        self._file.close()
        if self._size > self._most:
            words = f"제출할 폴더가 너무 큽니다({self._most // 1_000_000}MB까지). 큰 파일을 빼고 다시 제출해 주세요."
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
        trainee = self.person.name
        async with self._turns[cohort_id, trainee]:  # the limit on submissions is counted one by one
            receipt = await self.run(
                HTTPStatus.BAD_REQUEST, arrival.hand_in, self._cohort, module, trainee, self._archive, self._folder
            )
            newest = (await self.run(HTTPStatus.CONFLICT, own.submissions, self._cohort, module, trainee))[-1]
        return {"receipt": vars(receipt), "time": newest["time"], "late": newest["late"]}

    def on_finish(self) -> None:
        """Clear up."""
        self._open.close()

    def on_connection_close(self) -> None:
        """Clear up when the connection breaks before everything has come."""
        if not self._handing_in:
            self._open.close()


def routes() -> list[tuple[str, Any]]:
    """The addresses, from the desk's own."""
    module = r"api/cohorts/([^/]+)/modules/([^/]+)/"
    return [
        (r"api/me", Me),
        (r"api/cohorts/([^/]+)/modules", Modules),
        (module + r"files\.zip", Files),
        (module + r"submissions", Submissions),
        (module + r"feedback\.zip", Feedback),
    ]
