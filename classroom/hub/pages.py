"""The hub's own pages: signing up, the center's people and their servers, one's own password. What changes something is no link."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from jupyterhub import orm
from jupyterhub.handlers import BaseHandler
from jupyterhub.scopes import needs_scope
from nativeauthenticator.orm import UserInfo
from tornado import web

from classroom.hub.services import BASE_URL
from classroom.people import Role
from grader.course_config import TIMEZONE

ROLE_NAMES = {Role.INSTRUCTOR: "강사", Role.TRAINEE: "훈련생", Role.OFFICER: "센터 담당자"}

WAITS, APPROVED, BY_LMS, NOT_YET = "승인 기다림", "승인됨", "LMS로 들어옴", "가입 전"
_SERVER = {None: "켜짐", "spawn": "켜는 중", "stop": "끄는 중", "check": "확인하는 중"}

_DIFFERENT = "두 번 적은 비밀번호가 서로 다릅니다. 다시 적어 주세요."
_WEAK = "비밀번호가 약합니다. {length}자 이상으로, 흔히 쓰지 않는 것을 정해 주세요."


class _Page(BaseHandler):
    async def show(self, page: str, problem: str = "", done: str = "", **known: Any) -> None:
        """Answer with a page."""
        length = self.authenticator.minimum_password_length
        words = {"problem": problem.format(length=length), "done": done, "length": length}
        self.finish(await self.render_template(page, xsrf=self.xsrf_token.decode("ascii"), **words, **known))

    def word(self, field: str) -> str:
        """What was written into a field, as it is."""
        return self.get_body_argument(field, "", strip=False)[:1000]


class SignUp(_Page):
    """Asking for an account."""

    async def get(self) -> None:
        """Show the form."""
        await self.show("signup.html")

    async def post(self) -> None:
        """Take the request; whether the center knows the name is not said to anybody."""
        name, word = self.word("username").strip(), self.word("password")
        if word != self.word("again"):
            await self.show("signup.html", problem=_DIFFERENT, username=name)
        elif not self.authenticator.is_password_strong(word):
            await self.show("signup.html", problem=_WEAK, username=name)
        else:
            self.authenticator.create_user(name, word)
            await self.show("signup.html", done=name)


class People(_Page):
    """Everybody of the center: approve, let somebody sign up anew, see whose server is up and stop it."""

    @needs_scope("admin:users")
    async def get(self) -> None:
        """Show everybody."""
        await self._list()

    @needs_scope("admin:users")
    async def post(self) -> None:
        """Take one step for one person."""
        name, step = self.word("name"), self.word("step")
        if step == "stop":
            done = await self._stop(name)
        elif step in ("approve", "revoke", "again"):
            done = self._sign_up(name, step)
        else:
            raise web.HTTPError(400)
        if done:
            self.log.info("%s: %s %s", self.current_user.name, step, name)
            self.redirect(f"{self.hub.base_url}authorize", status=303)
        else:
            self.set_status(409)
            await self._list("그사이 바뀌어서 할 수 없는 일입니다. 아래에서 지금 상태를 확인해 주세요.")

    def _sign_up(self, name: str, step: str) -> bool:
        info = self.authenticator.get_user(name)
        if info is None or name in self.authenticator.members.now()[0].administrators:
            return False
        if step == "again":
            self.db.delete(info)
        else:
            info.is_authorized = step == "approve"
        self.db.commit()
        return True

    async def _stop(self, name: str) -> bool:
        user = self.find_user(name)
        if user is None or not user.spawner.active or user.spawner.pending:
            return False
        await self.stop_single_user(user)
        return True

    async def _list(self, problem: str = "") -> None:
        center = self.authenticator.members.now()[0]
        called, signed_up = center.names(), {info.username: info for info in self.db.query(UserInfo)}
        running = {name for (name,) in self.db.query(orm.User.name).join(orm.Spawner).filter(orm.Spawner.server_id.isnot(None))}
        from_lms, everybody = self.authenticator.from_lms(), center.people() | signed_up.keys() | running
        people = [self._row(name, called.get(name, ""), signed_up.get(name), name in from_lms) for name in everybody]
        people.sort(key=lambda each: (each["sign_up"] != WAITS, not each["server"], each["sign_up"] == NOT_YET, each["name"]))
        await self.show("people.html", problem, people=people, waits=WAITS, approved=APPROVED, lms=center.lti)

    def _row(self, name: str, called: str, info: UserInfo | None, from_lms: bool) -> dict[str, Any]:
        rights, user = self.authenticator.members.rights(name), self.find_user(name)
        spawner = user.spawner if user else None
        active = user.last_activity if user else None
        return {
            "name": name,
            "called": called,
            "roles": _roles(rights),
            "administers": bool(rights and rights["admin"]),
            "sign_up": _state(info, from_lms),
            "server": _SERVER[spawner.pending] if spawner and spawner.active else "",
            "can_stop": bool(spawner and spawner.active and not spawner.pending),
            "active": active.replace(tzinfo=UTC).astimezone(ZoneInfo(TIMEZONE)) if active else None,
        }


class ChangePassword(_Page):
    """One's own password."""

    @web.authenticated
    async def get(self) -> None:
        """Show the form."""
        await self.show("change-password.html")

    @web.authenticated
    async def post(self) -> None:
        """Change it for who knows the old one."""
        name, word = self.current_user.name, self.word("password")
        authenticator = self.authenticator
        if word != self.word("again"):
            await self.show("change-password.html", problem=_DIFFERENT)
        elif await authenticator.authenticate(self, {"username": name, "password": self.word("old")}) is None:
            self.set_status(403)
            await self.show("change-password.html", problem="지금 쓰는 비밀번호가 맞지 않거나, 여러 번 틀려 잠시 막혔습니다.")
        elif not authenticator.change_password(name, word):
            await self.show("change-password.html", problem=_WEAK)
        else:
            await self.show("change-password.html", done="비밀번호를 바꾸었습니다.")


def _state(info: UserInfo | None, from_lms: bool) -> str:
    """How far somebody's sign-up is."""
    if info is None:
        return BY_LMS if from_lms else NOT_YET
    return APPROVED if info.is_authorized else WAITS


def _roles(rights: dict[str, Any] | None) -> list[str]:
    """What somebody is, in words; nothing for somebody who is no longer in the center's files."""
    rights = rights or {"admin": False, "groups": []}
    groups = [each.partition(":") for each in rights["groups"]]
    return ["관리자"] * rights["admin"] + [f"{ROLE_NAMES[Role(kind)]}({place})" for kind, _, place in groups]


HANDLERS = [
    (r"/signup", SignUp),
    (r"/authorize", People),
    (r"/admin", web.RedirectHandler, {"url": f"{BASE_URL}hub/authorize", "permanent": False}),  # JupyterHub's own, in English
    (r"/change-password", ChangePassword),
]
