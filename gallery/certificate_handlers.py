"""The page on which anybody may check a certificate."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gallery.certificates import Register
from gallery.handlers import Page
from gallery.login import Tries


class CertificatePage(Page):
    """Ask for number and name; say whether there is such a certificate, and nothing else."""

    def initialize(self, register: Register, tries: Tries) -> None:
        """Take the register and who guessed of late."""
        self.register, self.tries = register, tries

    def prepare(self) -> None:
        """Answers are for who asked."""
        super().prepare()
        self.set_header("Cache-Control", "no-store")

    def get(self) -> None:
        """Show the form."""
        self._form()

    async def post(self) -> None:
        """Check one certificate."""
        address = self.request.remote_ip or ""
        number = self.get_body_argument("number", "").strip()[:40]
        name = self.get_body_argument("name", "").strip()[:80]
        if self.tries.too_many(address):
            self.set_status(429)
            self._form("여러 번 틀려서 잠시 막았습니다. 5분 뒤에 다시 해 주세요.", number, name)
        elif entry := await asyncio.to_thread(self.register.verify, number, name):
            self.show(
                "certificate.html", problem="", entry=entry, number=number, name=name, secret=self.xsrf_token.decode()
            )
        else:
            self.tries.note(address)
            self.set_status(404)
            self._form("이 번호와 이름으로 발급한 수료증이 없습니다. 수료증에 적힌 그대로 넣었는지 확인해 주세요.", number, name)

    def _form(self, problem: str = "", number: str = "", name: str = "") -> None:
        self.show(
            "certificate.html", problem=problem, entry=None, number=number, name=name, secret=self.xsrf_token.decode()
        )


def handlers(gallery: Path) -> list[tuple]:
    """The address of the page."""
    return [(r"/certificate", CertificatePage, {"register": Register(gallery), "tries": Tries()})]
