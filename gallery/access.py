"""Who is asking, and what that person may see.

A gallery needs to know three things of a visitor: a name, a role and a center. Here they come from a
file of tokens; JupyterHub can give the same three (see :class:`Identity`).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, TypeAdapter
from tornado.web import RequestHandler

from curriculum.errors import DsiError
from gallery.atomic import replace
from gallery.store import Store, Version

FILE_NAME = "accounts.json"
_CENTER = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Role(StrEnum):
    """What a visitor is to the gallery."""

    PUBLIC = "public"
    OFFICER = "officer"
    INSTRUCTOR = "instructor"


ROLE_NAMES = {Role.OFFICER: "센터 담당자", Role.INSTRUCTOR: "강사"}


@dataclass(frozen=True)
class Visitor:
    """Somebody who asks for a page: by default, anybody."""

    name: str = ""
    role: Role = Role.PUBLIC
    center: str = ""

    @property
    def known(self) -> bool:
        """Whether somebody is logged in."""
        return self.role is not Role.PUBLIC

    def reviews(self, center: str) -> bool:
        """Whether the visitor may see drafts, and take review steps, of a center."""
        mine = bool(center) and self.center == center
        return self.role is Role.INSTRUCTOR or (self.role is Role.OFFICER and mine)

    def sees(self, version: Version) -> bool:
        """Whether the visitor may see a published version at all."""
        return version.visibility == "public" or self.reviews(version.center)


ANYBODY = Visitor()


class Identity(Protocol):
    """The one place where the gallery learns who is asking.

    An account file stands behind it now. For JupyterHub, write a class with these two methods around
    ``HubOAuth``: ``visitor`` maps the hub user's groups to a role and a center, ``handlers`` holds the OAuth callback.

    Attributes
    ----------
    classroom : str
        Address where people of the center learn and teach; empty where there is none.
    """

    classroom: str

    def visitor(self, handler: RequestHandler) -> Visitor:
        """Who makes a request; :data:`ANYBODY` when nobody is logged in."""

    def handlers(self) -> list[tuple]:
        """Addresses for logging in and out."""


class Account(BaseModel):
    """One line of the account file.

    Attributes
    ----------
    token
        SHA-256 of the token. The token is 256 random bits, so nothing slower is needed to keep it from being guessed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    role: Role
    center: str = ""
    token: str
    added: datetime

    @property
    def visitor(self) -> Visitor:
        """The person behind the account."""
        return Visitor(self.name, self.role, self.center)


_ACCOUNTS = TypeAdapter(list[Account])


class Accounts:
    """The account file of a gallery folder, readable by its owner alone."""

    def __init__(self, gallery: str | Path):
        self.path = Path(gallery).resolve() / FILE_NAME
        self._read: tuple[object, list[Account]] = (None, [])

    def all(self) -> list[Account]:
        """Every account, read again when the file changed.

        Raises
        ------
        DsiError
            When others may read the file, or it is damaged.
        """
        try:
            about = self.path.stat()
        except FileNotFoundError:
            return []
        mark = (about.st_mtime_ns, about.st_ino, about.st_mode)
        if mark != self._read[0]:
            if about.st_mode & 0o077:
                raise DsiError(f"{self.path}: 다른 사람도 읽을 수 있는 파일입니다. `chmod 600 {self.path}`로 막으세요.")
            try:
                self._read = (mark, _ACCOUNTS.validate_json(self.path.read_bytes()))
            except ValueError:
                raise DsiError(
                    f"{self.path}: 계정 파일이 깨졌습니다. 지우고 `dsi gallery token add`로 다시 만드세요."
                ) from None
        return self._read[1]

    def holder(self, token: str) -> Account | None:
        """The account a token belongs to."""
        found = None
        for account in self.all():
            if hmac.compare_digest(account.token, _digest(token)):
                found = account
        return found

    def named(self, name: str) -> Account | None:
        """The account of a name."""
        return next((account for account in self.all() if account.name == name), None)

    def add(self, name: str, role: Role, center: str = "") -> str:
        """Add an account; gives its token, which is kept nowhere else.

        Raises
        ------
        DsiError
            When the name is taken or empty, or an officer has no center.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= 40:
            raise DsiError("이름을 40자 안으로 적으세요. 검토 기록에 남는 이름입니다.")
        if role is Role.OFFICER and not center:
            raise DsiError("센터 담당자는 --center 뒤에 센터 이름(예: busan)을 적어야 합니다.")
        if center and not _CENTER.fullmatch(center):
            raise DsiError(f"센터 이름 '{center}'은(는) 쓸 수 없습니다. 반을 만들 때 쓴 영문 이름(예: busan)을 적으세요.")
        token = secrets.token_urlsafe(32)
        with self._store().lock():
            if self.named(name):
                raise DsiError(f"'{name}' 계정이 이미 있습니다. 다른 이름을 쓰거나 `dsi gallery token remove`로 먼저 지우세요.")
            account = Account(
                name=name, role=role, center=center, token=_digest(token), added=datetime.now(UTC)
            )
            self._write([*self.all(), account])
        return token

    def remove(self, name: str) -> None:
        """Remove an account; who is logged in with it is logged out at once."""
        with self._store().lock():
            if not self.named(name):
                raise DsiError(f"'{name}' 계정이 없습니다. `dsi gallery token list`로 이름을 확인하세요.")
            self._write([account for account in self.all() if account.name != name])

    def _store(self) -> Store:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return Store(self.path.parent)

    def _write(self, accounts: list[Account]) -> None:
        plain = [account.model_dump(mode="json") for account in accounts]
        replace(self.path, json.dumps(plain, ensure_ascii=False, indent=1).encode(), 0o600)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
