"""The gallery as a service of the hub: who has logged in to the hub is known here too."""

from __future__ import annotations

import secrets
import sys
import time
from typing import Any

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler
from tornado.httputil import url_concat
from tornado.web import HTTPError, RequestHandler

from classroom import center as centers
from classroom.center import Center
from classroom.hub.services import BASE_URL
from classroom.people import person
from gallery.access import ANYBODY, Role, Visitor
from gallery.login import local_page
from gallery.server import serve

_COOKIE = "dsi_gallery"
_SECONDS = 8 * 3600
# Not "/": people's own servers stand on this address too, and what is sent to the gallery is not theirs to see.
_PATHS = ("/review", "/projects", "/centers", "/api", "/logout")


class HubIdentity:
    """Visitors by the hub (see :class:`gallery.access.Identity`).

    The hub's token stays in this process; the cookie holds a random number that means nothing elsewhere.

    Parameters
    ----------
    center : Center
        The center, for which an administrator stands.
    """

    classroom = BASE_URL

    def __init__(self, center: Center):
        self.center = center
        self.hub = _OAuth(self)
        self._sessions: dict[str, tuple[str, float]] = {}

    def visitor(self, handler: RequestHandler) -> Visitor:
        """Who makes a request: instructor before officer, as who reviews what is set by the hub's groups of now."""
        token, until = self._sessions.get(handler.get_cookie(_COOKIE, ""), ("", 0.0))
        user = self.hub.user_for_token(token) if until > time.monotonic() else None
        if not user:
            return ANYBODY
        who = person(user)
        if who.instructs:
            return Visitor(who.name, Role.INSTRUCTOR)
        places = sorted(who.officer_of) or ([self.center] if who.administrator else [])
        return Visitor(who.name, Role.OFFICER, places[0]) if places else ANYBODY

    def come_in(self, handler: RequestHandler, token: str) -> None:
        """Open a session."""
        now = time.monotonic()
        self._sessions = {key: each for key, each in self._sessions.items() if each[1] > now}
        key = secrets.token_urlsafe(32)
        self._sessions[key] = (token, now + _SECONDS)
        secure = self.center.address.startswith("https:")
        for path in _PATHS:
            # Tornado keeps one cookie of a name.
            handler.add_header("Set-Cookie", f"{_COOKIE}={key}; Path={path}; HttpOnly; SameSite=Lax{'; Secure' * secure}")

    def leave(self, handler: RequestHandler) -> None:
        """End a session."""
        self._sessions.pop(handler.get_cookie(_COOKIE, ""), None)

    def handlers(self) -> list[tuple]:
        """Addresses for logging in and out."""
        here = {"identity": self}
        return [(r"/login", _Login, here), (r"/oauth_callback", _Callback, here), (r"/logout", _Logout, here)]


class _OAuth(HubOAuth):
    def __init__(self, identity: HubIdentity):
        super().__init__(base_url="/", oauth_redirect_uri="/oauth_callback", cache_max_age=30)
        self._identity = identity

    def set_cookie(self, handler: RequestHandler, access_token: str) -> None:
        """Keep the token here instead."""
        self._identity.come_in(handler, access_token)


class _Login(RequestHandler):
    def initialize(self, identity: HubIdentity) -> None:
        """Take the sessions."""
        self.hub = identity.hub

    def get(self) -> None:
        """Go to the hub to log in."""
        verifier, challenge, method = self.hub.generate_pkce_code_challenge()
        page = local_page(self.get_argument("next", "/review"))
        asked = {
            "state": self.hub.set_state_cookie(self, next_url=page, code_verifier=verifier),
            "code_challenge": challenge,
            "code_challenge_method": method,
        }
        self.redirect(url_concat(self.hub.login_url, asked))


class _Callback(HubOAuthCallbackHandler):
    def initialize(self, identity: HubIdentity) -> None:
        """Take the sessions."""
        self.hub_auth = identity.hub

    def get_current_user(self) -> Any:
        """Nobody is anybody before the end of the login."""
        return


class _Logout(RequestHandler):
    def initialize(self, identity: HubIdentity) -> None:
        """Take the sessions."""
        self.identity = identity

    def get(self) -> None:
        """There is no such page: a link must not log anybody out."""
        raise HTTPError(404)

    def post(self) -> None:
        """End the session."""
        self.identity.leave(self)
        self.redirect("/", status=303)


def main(folder: str, port: str) -> None:
    """Serve the gallery of a center behind the hub's proxy."""
    center = centers.read(folder)
    serve(
        center.gallery, "127.0.0.1", int(port), lambda: print("갤러리를 열었습니다.", flush=True),
        cohorts=center.folder / "cohorts", identity=HubIdentity(center),
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
