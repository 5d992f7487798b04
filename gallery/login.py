"""Logging in by a token: the page, its cookie, and how often it may be tried."""

from __future__ import annotations

import secrets
import time
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from gallery.access import ANYBODY, Accounts, Visitor
from gallery.handlers import Page

_COOKIE = "dsi_session"
_SESSION_SECONDS = 8 * 3600
_TRIES, _TRIES_SECONDS = 5, 300
_ALL_TRIES = 100  # of everybody together


@dataclass
class Tries:
    """What somebody got wrong of late, by address: who fails too often waits."""

    failed: dict[str, deque[float]] = field(default_factory=dict)

    def too_many(self, address: str) -> bool:
        """Whether somebody at this address has to wait."""
        now = time.monotonic()
        for key, times in list(self.failed.items()):
            while times and now - times[0] > _TRIES_SECONDS:
                times.popleft()
            if not times:
                del self.failed[key]
        everybody = sum(map(len, self.failed.values()))
        return len(self.failed.get(address, ())) >= _TRIES or everybody >= _ALL_TRIES

    def note(self, address: str) -> None:
        """Count a wrong one."""
        self.failed.setdefault(address, deque()).append(time.monotonic())


class TokenIdentity:
    """Visitors by the account file (see :class:`gallery.access.Identity`).

    A session lives in this process: the cookie holds a random number that means nothing elsewhere, and the
    account is looked up at every request, so that a removed one is out at once.
    """

    classroom = ""

    def __init__(self, accounts: Accounts):
        self.accounts = accounts
        self.tries = Tries()
        self._sessions: dict[str, tuple[str, str, float]] = {}

    def visitor(self, handler: RequestHandler) -> Visitor:
        """Who makes a request."""
        name, token, until = self._sessions.get(handler.get_cookie(_COOKIE, ""), ("", "", 0.0))
        if until < time.monotonic():
            return ANYBODY
        account = self.accounts.named(name)
        return account.visitor if account and account.token == token else ANYBODY

    def come_in(self, handler: RequestHandler, token: str) -> bool:
        """Open a session for the holder of a token."""
        account = self.accounts.holder(token)
        if account is None:
            return False
        now = time.monotonic()
        self._sessions = {key: each for key, each in self._sessions.items() if each[2] > now}
        key = secrets.token_urlsafe(32)
        self._sessions[key] = (account.name, account.token, now + _SESSION_SECONDS)
        handler.set_cookie(
            _COOKIE, key, httponly=True, samesite="Lax", secure=handler.request.protocol == "https", path="/"
        )
        return True

    def leave(self, handler: RequestHandler) -> None:
        """End a session."""
        self._sessions.pop(handler.get_cookie(_COOKIE, ""), None)
        handler.clear_cookie(_COOKIE, path="/")

    def handlers(self) -> list[tuple]:
        """Addresses for logging in and out."""
        return [(r"/login", Login, {"identity": self}), (r"/logout", Logout, {"identity": self})]


def local_page(place: str) -> str:
    """`place`, if it is one of this gallery; else the page of reviews."""
    parts = urlsplit(place)
    fine = place.startswith("/") and not place.startswith(("//", "/\\")) and not parts.netloc and place.isprintable()
    return place if fine else "/review"


class _Door(Page):
    def initialize(self, identity: TokenIdentity) -> None:
        """Take the sessions."""
        self.identity = identity

    def prepare(self) -> None:
        """Answers of the door are nobody else's."""
        super().prepare()
        self.set_header("Cache-Control", "no-store")


class Login(_Door):
    """The page on which officers and instructors enter their token."""

    def get(self) -> None:
        """Show the form."""
        self._form()

    def post(self) -> None:
        """Let the holder of a token in."""
        address = self.request.remote_ip or ""
        if self.identity.tries.too_many(address):
            self.set_status(429)
            self._form("여러 번 틀려서 잠시 막았습니다. 5분 뒤에 다시 해 주세요.")
        elif self.identity.come_in(self, self.get_body_argument("token", "").strip()[:200]):
            self.redirect(self._next(), status=303)
        else:
            self.identity.tries.note(address)
            self.set_status(401)
            self._form("등록되지 않은 토큰입니다. 받은 그대로 붙여 넣었는지 확인해 주세요.")

    def _form(self, problem: str = "") -> None:
        self.show("login.html", problem=problem, next=self._next(), secret=self.xsrf_token.decode())

    def _next(self) -> str:
        """Where to go after the login: a place of this gallery only."""
        return local_page(self.get_argument("next", "/review"))


class Logout(_Door):
    """The way out."""

    def get(self) -> None:
        """There is no such page: a link must not log anybody out."""
        raise HTTPError(404)

    def post(self) -> None:
        """End the session."""
        self.identity.leave(self)
        self.redirect("/", status=303)
