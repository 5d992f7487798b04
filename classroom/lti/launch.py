"""Coming in from an LMS: its login request, its launch, and the center's public key.

The steps and their checks are jupyterhub-ltiauthenticator's; what differs stands here: the LMS and the center's address come
from ``center.yaml``, a launch counts once, the LMS's keys are fetched beside the hub's loop, and what fails is said in Korean.
"""

from __future__ import annotations

import asyncio
import time
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import jwt
from jupyterhub.handlers import BaseHandler
from ltiauthenticator.lti13.error import TokenError, ValidationError
from ltiauthenticator.lti13.handlers import (
    NONCE_STATE_COOKIE_NAME,
    STATE_COOKIE_NAME,
    LTI13CallbackHandler,
    LTI13LoginInitHandler,
)
from ltiauthenticator.lti13.validator import LTI13LaunchValidator
from tornado import web

from classroom.center import Center, Platform
from classroom.hub.services import BASE_URL, services
from classroom.lti import claims as told
from classroom.lti import kept, keys

_MESSAGE = "LtiResourceLinkRequest"
_LEEWAY = 60  # seconds by which clocks may differ
_TIMEOUT = 10


class _FromLms(BaseHandler):
    """What is asked by a page of the LMS."""

    @property
    def center(self) -> Center:
        """The center by its file."""
        return self.authenticator.members.now()[0]

    @property
    def platform(self) -> Platform:
        """The LMS by the center's file."""
        if self.center.lti is None:
            raise web.HTTPError(HTTPStatus.NOT_FOUND)
        return self.center.lti

    async def problem(self, status: HTTPStatus, what: str, why: object = "", **known: Any) -> None:
        """Say what is wrong; an LMS's frame may show it, as it is no page to click in."""
        self.log.warning("LTI: %s %s", what, why)
        self.set_status(status)
        page = await self.render_template("lti-problem.html", what=what, **known)
        self.set_header("Content-Security-Policy", "frame-ancestors *")
        self.finish(page)

    def in_frame(self) -> bool:
        """Whether the browser shows the answer in a frame, where it will keep no login."""
        return self.request.headers.get("Sec-Fetch-Dest") in ("iframe", "frame")


class Begin(_FromLms, LTI13LoginInitHandler):
    """The LMS's wish that somebody logs in: the browser is sent to the LMS, which says who it is."""

    async def post(self) -> None:
        """Send the browser on."""
        asked = {name: self.get_argument(name, "") for name in ("iss", "client_id")}
        ours = {"iss": self.platform.issuer, "client_id": self.platform.client_id}
        if self.in_frame():
            await self.problem(HTTPStatus.BAD_REQUEST, "frame")
        elif any(said and said != ours[name] for name, said in asked.items()):
            await self.problem(HTTPStatus.BAD_REQUEST, "platform", asked)
        else:
            super().post()

    get = post

    def authorize_redirect(self, redirect_uri: str, login_hint: str, nonce: str, client_id: str, state: str, **more: Any) -> None:  # noqa: ARG002
        """Name the center by the id of its file: the LMS need not have sent one."""
        super().authorize_redirect(redirect_uri, login_hint, nonce, self.platform.client_id, state, **more)

    def get_redirect_uri(self) -> str:
        """The address that the LMS knows, whatever this request came by."""
        return f"{self.center.address}{self.hub.base_url}lti13/oauth_callback"

    def _set_oauth_cookie(self, key: str, value: str) -> None:
        # The LMS's page posts the launch: a browser sends no Lax cookie with that.
        secure = self.center.address.startswith("https:")
        across = {"samesite": "None", "secure": True} if secure else {}
        self._set_cookie(key, value, expires_days=1, path=self.hub.base_url, **across)


class Launch(_FromLms, LTI13CallbackHandler):
    """The LMS's word who somebody is."""

    used: dict[str, float] = {}  # noqa: RUF012 - of all launches: nonces, and until when each is kept

    async def post(self) -> None:
        """Log in whom the LMS means."""
        try:
            self.check_state()
            claims = await asyncio.to_thread(verified, self.platform, self.get_argument("id_token", ""))
            self.check_nonce(claims)
            self._once(claims)
        except web.HTTPError as error:
            missing = not self._get_state_cookie()
            await self.problem(HTTPStatus.BAD_REQUEST, "frame" if missing or self.in_frame() else "again", error)
            return
        except ValidationError as error:
            await self.problem(HTTPStatus.UNAUTHORIZED, "token", error)
            return
        for name in (STATE_COOKIE_NAME, NONCE_STATE_COOKIE_NAME):
            self.clear_cookie(name, path=self.hub.base_url)
        center = self.center
        name = told.match(center, claims)
        user = await self.login_user({"username": name}) if name else None
        if user is None:
            sent = {"numbers": told.numbers(claims), "email": told.email(claims)}
            await self.problem(HTTPStatus.FORBIDDEN, "stranger", sent, **sent)
            return
        kept.note(center, name, claims)
        for each in services(center):  # of whoever used this browser before
            self.clear_cookie(f"service-{each['name']}", path=f"{BASE_URL}services/{each['name']}/")
        self._jupyterhub_user = user
        self.redirect(BaseHandler.get_next_url(self, user))

    def _once(self, claims: dict[str, Any]) -> None:
        now = time.time()
        for old in [nonce for nonce, until in self.used.items() if until < now]:
            del self.used[old]
        if claims["nonce"] in self.used:
            raise web.HTTPError(HTTPStatus.BAD_REQUEST, "nonce used before")
        self.used[claims["nonce"]] = claims["exp"] + _LEEWAY


class Keys(_FromLms):
    """The center's public key, for the LMS."""

    async def get(self) -> None:
        """Show it."""
        self.platform  # noqa: B018 - none without an LMS
        self.set_header("Content-Type", "application/json")
        self.finish(keys.public(self.center))


def verified(platform: Platform, token: str) -> dict[str, Any]:
    """What a launch's token says, if the LMS has signed it, for this center, just now.

    Raises
    ------
    ValidationError
    """
    try:
        key = _keys(platform.jwks_url).get_signing_key_from_jwt(token).key
        claims = jwt.decode(
            token, key, [keys.ALGORITHM], audience=platform.client_id, issuer=platform.issuer, leeway=_LEEWAY,
            options={"require": ["exp", "iat", "nonce", "sub"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise TokenError(str(error)) from error
    checks = LTI13LaunchValidator()
    checks.validate_id_token(claims)
    checks.validate_azp_claim(claims, {platform.client_id})
    if claims.get("azp", platform.client_id) != platform.client_id:
        raise TokenError("azp is another's")
    if claims[told.MESSAGE] != _MESSAGE:
        raise TokenError(f"no {_MESSAGE}")
    if not isinstance(claims[told.DEPLOYMENT], str) or not claims[told.DEPLOYMENT]:
        raise TokenError("no deployment")
    return claims


@lru_cache(maxsize=1)
def _keys(url: str) -> jwt.PyJWKClient:
    """The LMS's keys, fetched anew every few minutes and when one is not among them."""
    return jwt.PyJWKClient(url, timeout=_TIMEOUT)


HANDLERS = [(r"/lti13/oauth_login", Begin), (r"/lti13/oauth_callback", Launch), (r"/lti13/jwks", Keys)]
