"""Who is asking, by the hub's word, and what that person may see."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated, UserNotAllowed
from tornado.log import app_log
from tornado.web import HTTPError, RequestHandler

from classroom.center import Center
from classroom.desk import pages
from classroom.people import Person, person
from curriculum.errors import DsiError
from grader.cohort import Cohort

T = TypeVar("T")
_SAFE = ("GET", "HEAD", "OPTIONS")
_SAYS = {
    HTTPStatus.FORBIDDEN: "이 화면을 볼 권한이 없습니다. 다른 사람의 화면이거나 로그인이 끝났습니다.",
    HTTPStatus.NOT_FOUND: "찾는 화면이 없습니다. 주소를 확인해 주세요.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "보낸 것이 너무 큽니다.",
}


class Refusal(HTTPError):
    """What cannot be done, with the words to say so."""

    def __init__(self, status: int, words: str):
        super().__init__(status, "%s", words)
        self.words = words


class Open(RequestHandler):
    """What everybody may have."""

    def set_default_headers(self) -> None:
        """Send the security headers with every answer."""
        self.set_header("Content-Security-Policy", pages.CSP)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.clear_header("Server")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in Korean what went wrong."""
        error = kwargs.get("exc_info", (None, None))[1]
        self.refuse(status_code, error.words if isinstance(error, Refusal) else "")

    def refuse(self, status: int, words: str = "") -> None:
        """Answer with a page that says why not."""
        words = words or _SAYS.get(HTTPStatus(status), "처리하지 못했습니다. 잠시 뒤에 다시 해 주세요.")
        self.set_status(status)
        self.finish(pages.render("message.html", words=words, home=self.settings["prefix"], name=""))


class Missing(Open):
    """An address that leads nowhere."""

    def prepare(self) -> None:
        """Say so."""
        raise HTTPError(HTTPStatus.NOT_FOUND)


class OAuthCallback(HubOAuthCallbackHandler):
    """The way back from the hub's login."""


class Known(HubOAuthenticated, Open):
    """Something for people the hub knows.

    The hub is asked without blocking, and before any body is read.
    """

    person: Person
    asks_to_log_in = True

    async def prepare(self) -> None:
        """Find out who is asking; a form must come from our own page."""
        self.set_header("Cache-Control", "no-store")
        user = await self.hub_auth.get_user(self, sync=False)
        try:
            self._hub_auth_user_cache = self.check_hub_user(user) if user else None
        except UserNotAllowed as error:
            self._hub_auth_user_cache = None
            raise HTTPError(HTTPStatus.FORBIDDEN) from error
        if not user or user.get("kind") != "user":
            if self.asks_to_log_in and self.request.method in _SAFE and not user:
                self.redirect(self.get_login_url())
                return
            raise HTTPError(HTTPStatus.FORBIDDEN)
        if self.request.method not in _SAFE:
            self.check_xsrf_cookie()
        self.person = person(user)

    async def run(self, status: int, function: Callable[..., T], *args: Any) -> T:
        """Call a function that takes a while; what it refuses is answered with `status`."""
        try:
            return await asyncio.to_thread(function, *args)
        except DsiError as error:
            raise Refusal(status, str(error)) from error

    def send(self, data: bytes, kind: str, name: str) -> None:
        """Answer with a file to be kept."""
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(data)

    @property
    def center(self) -> Center:
        """The center whose desk this is."""
        return self.settings["center"]

    def cohort(self, cohort_id: str, may: bool) -> Cohort:
        """A cohort, if the person may; who may not learns nothing about it."""
        if not may:
            app_log.warning("%s is not let into %s", self.person.name, cohort_id)
            raise HTTPError(HTTPStatus.FORBIDDEN)
        if cohort_id not in {each.id for each in self.center.cohorts}:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        try:
            return Cohort(self.center.cohort_folder(cohort_id))
        except DsiError as error:
            raise Refusal(HTTPStatus.CONFLICT, "이 반은 아직 만들어지지 않았습니다. 센터 관리자에게 알려 주세요.") from error

    def instructed(self, cohort_id: str) -> Cohort:
        """A cohort that the person teaches or administers."""
        return self.cohort(cohort_id, self.person.administrator or cohort_id in self.person.instructs)

    def learned(self, cohort_id: str) -> Cohort:
        """A cohort in which the person is a trainee."""
        return self.cohort(cohort_id, cohort_id in self.person.learns)
