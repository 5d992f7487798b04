"""Logging in: sign-up with approval, for the people of the center alone; what each may do comes from its files."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from jupyterhub.auth import Authenticator
from nativeauthenticator import NativeAuthenticator
from traitlets import Unicode

from classroom import center as centers
from classroom.center import Center
from classroom.people import checked_name
from curriculum.errors import DsiError
from grader import roster

log = logging.getLogger("dsi.hub")

_MOST_BYTES = 72  # bcrypt takes no more
_BY_LMS = "학교 LMS에서 배우는 분은 가입하지 않고, LMS의 강의에 있는 링크로 들어옵니다."


class Members:
    """The people of a center by its files, read again when one changes; while one is wrong, as they were before."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self._read: tuple[object, Center, dict[str, frozenset[str]]] | None = None

    def now(self) -> tuple[Center, dict[str, frozenset[str]]]:
        """The center and its groups."""
        mark = self._mark()
        if self._read is None or self._read[0] != mark:
            try:
                center = centers.read(self.folder)
                self._read = (mark, center, center.groups())
            except DsiError as error:
                if self._read is None:
                    raise
                log.error("%s", error)
                self._read = (mark, *self._read[1:])
        return self._read[1:]

    def rights(self, name: str) -> dict[str, Any] | None:
        """Whether somebody is an administrator, and the groups; None for somebody the center does not know."""
        center, groups = self.now()
        mine = sorted(each for each, people in groups.items() if name in people)
        administrator = name in center.administrators
        return {"name": name, "admin": administrator, "groups": mine} if mine or administrator else None

    def _mark(self) -> object:
        files = [self.folder / centers.FILE, *sorted(self.folder.glob(f"cohorts/*/{roster.FILE}"))]
        return [(str(file), file.stat().st_mtime_ns, file.stat().st_ino) for file in files if file.is_file()]


class MembersOnly(Authenticator):
    """The part of an authenticator that every way of logging in shares: only members, with the rights of now."""

    center = Unicode(help="The center's folder.").tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.members = Members(self.center)

    def validate_username(self, username: str) -> bool:
        """Only names that may become an account."""
        try:
            checked_name(username)
        except ValueError:
            return False
        return super().validate_username(username)

    def check_allowed(self, username: str, authentication: Any = None) -> bool:  # noqa: ARG002
        """Only members."""
        return self.members.rights(username) is not None

    async def authenticate(self, handler: Any, data: dict[str, str]) -> dict[str, Any] | None:
        """Add to a name what its holder may do."""
        name = await super().authenticate(handler, data)
        return self.members.rights(name) if name else None

    async def refresh_user(self, user: Any, handler: Any = None) -> dict[str, Any] | bool:  # noqa: ARG002
        """Bring the rights up to date; who is no longer a member has none left, whatever tokens there are."""
        rights = self.members.rights(user.name)
        if rights is None:
            user.sync_groups([])
            user.admin = False
            self.db.commit()
            return False
        return rights


class CenterAuthenticator(MembersOnly, NativeAuthenticator):
    """Native sign-up: a member picks a password, an administrator approves it. Beside it, an LMS may say who somebody is.

    An administrator's password is set on the machine (``dsi hub password``): nobody becomes one by signing up first.
    """

    @property
    def authorize_url(self) -> str:
        """Where the LMS says who somebody is; its handlers ask for it."""
        return self.members.now()[0].lti.authorize_url

    def is_password_strong(self, password: str) -> bool:
        """As the settings say, and no longer than can be kept."""
        return len(password.encode()) <= _MOST_BYTES and super().is_password_strong(password)

    async def authenticate(self, handler: Any, data: dict[str, str]) -> dict[str, Any] | None:
        """Refuse what no password can be; believe what an LMS's launch has shown."""
        if self._by_lms():
            from classroom.lti.launch import Launch

            if isinstance(handler, Launch):
                return self.members.rights(data["username"])
        if not 0 < len(data.get("password", "").encode()) <= _MOST_BYTES or "username" not in data:
            return None
        return await super().authenticate(handler, data)

    def get_handlers(self, app: Any) -> list[tuple]:  # noqa: ARG002
        """The kit's own pages: those of the package approve by following a link, and do not run with this JupyterHub."""
        from classroom.hub.pages import HANDLERS

        if not self._by_lms():
            return HANDLERS
        from classroom.lti import launch

        return [*HANDLERS, *launch.HANDLERS]

    def create_user(self, username: str, password: str, **kwargs: Any) -> Any:
        """Sign a member up, except administrators."""
        rights = self.members.rights(self.normalize_username(username))
        if rights is None or rights["admin"]:
            return None
        return super().create_user(username, password, **kwargs)

    async def refresh_user(self, user: Any, handler: Any = None) -> dict[str, Any] | bool:
        """Also end the session of somebody whose approval was taken back, and who has not come from the LMS."""
        info = self.get_user(user.name)
        self.db.refresh(info) if info else None
        welcome = (info and info.is_authorized) or user.name in self.from_lms()
        return await super().refresh_user(user, handler) if welcome else False

    def _by_lms(self) -> bool:
        return self.members.now()[0].lti is not None

    def from_lms(self) -> set[str]:
        """Everybody whom the center's LMS has brought; an administrator does not come in that way."""
        from classroom.lti import kept

        center = self.members.now()[0]
        if center.lti is None:
            return set()
        brought = {name for name, each in kept.read(center).people.items() if each["iss"] == center.lti.issuer}
        return brought - set(center.administrators)

    def get_custom_html(self, base_url: str) -> str:  # noqa: ARG002
        """What the login page says of an LMS."""
        return _BY_LMS if self._by_lms() else ""

    def set_password(self, name: str, password: str) -> None:
        """Set a password without sign-up, and approve its holder.

        Raises
        ------
        DsiError
            When the name is not the center's, or the password too weak.
        """
        import bcrypt
        from nativeauthenticator.orm import UserInfo

        if self.members.rights(name) is None:
            raise DsiError(f"'{name}'은(는) center.yaml에도 명단에도 없습니다. 이름을 확인하거나 먼저 적어 주세요.")
        if not self.is_password_strong(password):
            raise DsiError(f"비밀번호가 약합니다. {self.minimum_password_length}자 이상으로, 흔히 쓰지 않는 것을 정해 주세요.")
        info = self.get_user(name) or UserInfo(username=name, password=b"")
        info.password = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
        info.is_authorized = True
        self.db.add(info)
        self.db.commit()
