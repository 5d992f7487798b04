"""The desk's pages: one Jinja environment, in the gallery's look."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment

from classroom.templating import environment
from gallery.pages import CSP, KOREA

HERE = Path(__file__).parent
STATIC = HERE / "static"

__all__ = ["CSP", "STATIC", "render"]


@cache
def _environment() -> Environment:
    return environment(HERE / "templates", clock=_clock, points=_points, percent=_percent)


def render(template: str, /, **values: object) -> str:
    """A page from its template; every value is escaped."""
    return _environment().get_template(template).render(**values)


def _clock(value: datetime | None) -> str:
    return f"{value.astimezone(KOREA):%Y-%m-%d %H:%M}" if value else "-"


def _points(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 2):g}"


def _percent(share: float) -> str:
    return f"{share:.0%}"
