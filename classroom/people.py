"""Who somebody is in a center: the roles a hub's groups give, and the names people may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,24}")
"""A person's name in the hub. It becomes part of an operating system account, of addresses and of file names."""

RESERVED = frozenset({
    "admin", "administrator", "anonymous", "center", "daemon", "desk", "dsi", "formgrader", "gallery", "guest", "hub",
    "instructor", "jupyter", "nobody", "officer", "operator", "postgres", "proxy", "root", "service", "services", "shared",
    "system", "trainee", "user",
})  # fmt: skip
"""Names that would pass for a part of the system."""


class Role(StrEnum):
    """What somebody is in one place; administrators are the hub's own and have no place."""

    INSTRUCTOR = "instructor"
    TRAINEE = "trainee"
    OFFICER = "officer"


def group(role: Role, place: str) -> str:
    """Hub group of a role: of a cohort for instructors and trainees, of a center for officers.

    >>> group(Role.TRAINEE, "bigdata-busan")
    'trainee:bigdata-busan'
    """
    return f"{role}:{place}"


@dataclass(frozen=True)
class Person:
    """A user of the hub.

    Attributes
    ----------
    name : str
        The hub's user name; for a trainee also the id in the roster.
    administrator : bool
    instructs, learns : frozenset of str
        Ids of cohorts.
    officer_of : frozenset of str
        Ids of centers.
    """

    name: str
    administrator: bool = False
    instructs: frozenset[str] = frozenset()
    learns: frozenset[str] = frozenset()
    officer_of: frozenset[str] = frozenset()


def person(user: Mapping[str, Any]) -> Person:
    """The person behind the hub's user model (``name``, ``admin``, ``groups``); groups of other kinds mean nothing here."""
    places = _places(user.get("groups") or ())
    return Person(
        name=user["name"],
        administrator=bool(user.get("admin", False)),
        instructs=places[Role.INSTRUCTOR],
        learns=places[Role.TRAINEE],
        officer_of=places[Role.OFFICER],
    )


def checked_name(name: str) -> str:
    """`name`, if a person may have it.

    Raises
    ------
    ValueError
        Saying in Korean why not.
    """
    if not NAME.fullmatch(name):
        raise ValueError(
            f"이름 '{name}'은(는) 쓸 수 없습니다. 영어 소문자나 숫자로 시작해 소문자·숫자·-로 2~25자를 적어 주세요(예: kim-hana, 20261234)"
        )
    if name in RESERVED:
        raise ValueError(f"이름 '{name}'은(는) 시스템에서 쓰는 이름이라 쓸 수 없습니다. 다른 이름을 정해 주세요")
    return name


def _places(groups: Iterable[str]) -> dict[Role, frozenset[str]]:
    pairs = [each.partition(":")[::2] for each in groups]
    return {role: frozenset(place for kind, place in pairs if kind == role and place) for role in Role}
