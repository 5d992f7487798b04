"""What is kept of launches, so that points can go back: who somebody is in the LMS, and where its course takes grades.

The hub writes it as root; the account of the services, which sends the points, reads it by its group and cannot write it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from classroom.center import Center
from classroom.lti.claims import CONTEXT, CUSTOM, DEPLOYMENT, ENDPOINT, part
from gallery.atomic import sync

FOLDER = "lti"
_FILE = "launches.json"


@dataclass(frozen=True)
class Course:
    """A course of the LMS from which people have come.

    Attributes
    ----------
    cohort
        The cohort whose course it is, where its link says so (custom parameter ``cohort``).
    lineitems
        Where it takes grades; empty when it takes none.
    """

    title: str = ""
    deployment: str = ""
    cohort: str = ""
    lineitems: str = ""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Launches:
    """Everything that is kept.

    Attributes
    ----------
    people
        By name, each with its id in the LMS (``sub``), whose LMS that is (``iss``), and the courses it has come from.
    courses
        By deployment and the course's id.
    """

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)


def folder(center: Center) -> Path:
    """Where everything about the LMS lies, the tool's key too."""
    return center.hub / FOLDER


def read(center: Center) -> Launches:
    """What is kept."""
    path = folder(center) / _FILE
    if not path.is_file():
        return Launches()
    said = json.loads(path.read_text(encoding="utf-8"))
    courses = {key: Course(**each | {"scopes": tuple(each["scopes"])}) for key, each in said["courses"].items()}
    return Launches(said["people"], courses)


def note(center: Center, name: str, claims: dict[str, Any]) -> None:
    """Keep what a launch of a trainee says."""
    found = read(center)
    context, endpoint = part(claims, CONTEXT), part(claims, ENDPOINT)
    known = found.people.get(name, {})
    same = (known.get("iss"), known.get("sub")) == (claims["iss"], claims["sub"])
    person = {"iss": claims["iss"], "sub": claims["sub"], "courses": known["courses"] if same else []}
    if context.get("id"):
        key = json.dumps([claims[DEPLOYMENT], context["id"]])
        found.courses[key] = Course(
            title=str(context.get("title") or context.get("label") or context["id"]),
            deployment=claims[DEPLOYMENT],
            cohort=str(part(claims, CUSTOM).get("cohort", "")),
            lineitems=str(endpoint.get("lineitems", "")),
            scopes=tuple(endpoint.get("scope", ())),
        )
        person["courses"] = sorted({*person["courses"], key})
    found.people[name] = person
    _write(center, found)


def forget(center: Center, name: str) -> bool:
    """Throw away what is kept of somebody; whether there was anything."""
    found = read(center)
    there = found.people.pop(name, None) is not None
    if there:
        _write(center, found)
    return there


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; the group of its folder may read it, nobody else."""
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
        os.fchown(file.fileno(), -1, path.parent.stat().st_gid)
        os.fchmod(file.fileno(), 0o640)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync(path.parent)


def _write(center: Center, found: Launches) -> None:
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1, sort_keys=True)
    write(folder(center) / _FILE, f"{text}\n".encode())
