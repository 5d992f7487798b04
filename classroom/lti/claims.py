"""What an LMS says of somebody in a launch, and whom of the center's rosters it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from classroom.center import Center

LTI = "https://purl.imsglobal.org/spec/lti/claim"
CONTEXT = f"{LTI}/context"
CUSTOM = f"{LTI}/custom"
DEPLOYMENT = f"{LTI}/deployment_id"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MESSAGE = f"{LTI}/message_type"


def match(center: Center, claims: dict[str, Any]) -> str | None:
    """The trainee a launch is about: by the id, else by an e-mail that one trainee alone has.

    What the LMS says somebody may do (its roles) does not count, and nobody becomes an administrator this way.
    """
    enrolled = [each for cohort in center.cohorts for each in center.enrolled(cohort.id)]
    ids = {each.id for each in enrolled}
    found = next((name for said in numbers(claims) if (name := said.lower()) in ids), None)
    if found is None and (mail := email(claims).lower()):
        same = {each.id for each in enrolled if each.email.lower() == mail}
        found = same.pop() if len(same) == 1 else None
    return found if found not in center.administrators else None


def numbers(claims: dict[str, Any]) -> list[str]:
    """The ids under which the LMS knows somebody.

    What a course's teacher may set by hand (custom parameters) counts only where the LMS itself says nothing: or whoever
    may put a link into a course could come in as anybody.
    """
    own = list(_texts((part(claims, f"{LTI}/lis"), "person_sourcedid"), (part(claims, f"{LTI}/ext"), "user_username")))
    return own or list(_texts((part(claims, CUSTOM), "username"), (claims, "preferred_username")))


def email(claims: dict[str, Any]) -> str:
    """The e-mail the LMS has; empty for none."""
    return next(_texts((claims, "email")), "")


def part(claims: dict[str, Any], name: str) -> dict[str, Any]:
    """A claim that consists of others; empty when it is missing or something else."""
    found = claims.get(name)
    return found if isinstance(found, dict) else {}


def _texts(*places: tuple[dict[str, Any], str]) -> Iterator[str]:
    for claims, name in places:
        said = claims.get(name)
        if isinstance(said, str) and said.strip():
            yield said.strip()[:200]
