"""The frame of the trainee's pages: who sees them, how they are sent, and what they say when something goes wrong."""

import asyncio
import os
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join

from classroom.trainee import pages
from classroom.trainee.check import Check
from classroom.trainee.desk_client import DeskUnreached
from classroom.trainee.work import Work
from curriculum.errors import DsiError

HERE = "dsi"
_Result = TypeVar("_Result")


class Desktop:
    """What the pages of one server share: the trainee's work, checks that run, and words for the next page."""

    def __init__(self, work: Callable[[], Work]) -> None:
        self.work = work
        self.checks: dict[tuple[str, str], asyncio.Task[Check]] = {}
        self.notices: list[tuple[str, str]] = []

    def say(self, text: str, kind: str = "good") -> None:
        """Show a sentence on the next page."""
        self.notices.append((kind, text))

    def said(self) -> list[tuple[str, str]]:
        """The sentences for this page; they are shown once."""
        found, self.notices = self.notices, []
        return found


class Page(JupyterHandler):
    """One of the trainee's pages."""

    csp = pages.CSP

    def initialize(self, desktop: Desktop) -> None:
        """Take what the pages share."""
        self.desktop = desktop

    @property
    def content_security_policy(self) -> str:
        """Nothing but what this server itself sends."""
        return self.csp

    def set_default_headers(self) -> None:
        """Send the security headers with every answer; keep pages out of caches."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "same-origin")

    def at(self, *parts: str) -> str:
        """Address of one of these pages."""
        return url_path_join(self.base_url, HERE, *map(quote, parts))

    def lab(self, path: str = "") -> str:
        """Address of JupyterLab, with a file open."""
        return url_path_join(self.base_url, "lab/tree", quote(path)) if path else url_path_join(self.base_url, "lab")

    def show(self, template: str, /, **values: object) -> None:
        """Answer with a page."""
        self.finish(
            pages.render(
                template,
                base=self.at(),
                lab=self.lab,
                at=self.at,
                hub=os.environ.get("JUPYTERHUB_BASE_URL", ""),
                name=self.current_user.username,
                secret=self.xsrf_token.decode(),
                notices=self.desktop.said(),
                **values,
            )
        )

    async def do(self, what: Callable[..., _Result], *args: Any) -> _Result:
        """Run what reads files or asks the desk without holding up the server."""
        return await asyncio.get_running_loop().run_in_executor(None, what, *args)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in Korean what went wrong."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        text = str(error) if isinstance(error, DsiError) else ""
        if isinstance(error, DsiError):
            self.set_status(503 if isinstance(error, DeskUnreached) else 400)
        elif status_code == 404:
            text = "없는 주소입니다. 「내 과정」에서 다시 골라 주세요."
        elif status_code == 403:
            text = "오래 열어 둔 화면이라 다시 확인해야 합니다. 「내 과정」으로 돌아가 다시 눌러 주세요."
        self.finish(
            pages.render(
                "message.html",
                base=self.at(),
                name="",
                hub="",
                secret="",
                notices=[],
                text=text or "일을 마치지 못했습니다. 잠시 뒤 다시 해 보고, 계속되면 담당 강사에게 알려 주세요.",
            )
        )
