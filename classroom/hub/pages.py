"""The hub's own pages around passwords: signing up, approving, changing one. What changes something is never a link."""

from __future__ import annotations

from typing import Any

from jupyterhub.handlers import BaseHandler
from jupyterhub.scopes import needs_scope
from nativeauthenticator.orm import UserInfo
from tornado import web

from classroom.people import Role

ROLE_NAMES = {Role.INSTRUCTOR: "강사", Role.TRAINEE: "훈련생", Role.OFFICER: "센터 담당자"}

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
    """Who has signed up: approve, take the approval back, let somebody sign up anew."""

    @needs_scope("admin:users")
    async def get(self) -> None:
        """Show everybody."""
        await self._list()

    @needs_scope("admin:users")
    async def post(self) -> None:
        """Take one step for one person."""
        name, step = self.word("name"), self.word("step")
        info = self.authenticator.get_user(name)
        if info is None or name in self.authenticator.members.now()[0].administrators:
            raise web.HTTPError(404, "그런 사람이 없습니다. 화면을 새로 고쳐 주세요.")
        if step == "approve":
            info.is_authorized = True
        elif step == "revoke":
            info.is_authorized = False
        elif step == "again":
            self.db.delete(info)
        else:
            raise web.HTTPError(400)
        self.db.commit()
        self.log.info("%s: %s %s", self.current_user.name, step, name)
        self.redirect(f"{self.hub.base_url}authorize", status=303)

    async def _list(self) -> None:
        members = self.authenticator.members
        names = members.now()[0].names()
        people = [
            {
                "name": info.username,
                "called": names.get(info.username, ""),
                "roles": _roles(members.rights(info.username)),
                "approved": info.is_authorized,
            }
            for info in self.db.query(UserInfo).order_by(UserInfo.is_authorized, UserInfo.username)
            if not (members.rights(info.username) or {}).get("admin")
        ]
        await self.show("people.html", people=people)


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


def _roles(rights: dict[str, Any] | None) -> list[str]:
    """What somebody is, in words; nothing for somebody who is no longer in the center's files."""
    groups = [each.partition(":") for each in (rights or {}).get("groups", [])]
    return [f"{ROLE_NAMES[Role(kind)]}({place})" for kind, _, place in groups]


HANDLERS = [(r"/signup", SignUp), (r"/authorize", People), (r"/change-password", ChangePassword)]
