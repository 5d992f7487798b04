"""The trainee's pages: one Jinja environment and what the pages may load."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment

from classroom.templating import environment
from classroom.trainee.standing import KOREA

HERE = Path(__file__).parent
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; frame-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What came back is shown without an origin: it can reach neither the server nor the trainee's files.
FEEDBACK_CSP = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; frame-ancestors 'self'"
)


@cache
def _environment() -> Environment:
    return environment(HERE / "templates", clock=_clock, points=_points, hours=_hours, stamp=_stamp)


def render(template: str, /, **values: object) -> str:
    """A page from its template; every value is escaped."""
    return _environment().get_template(template).render(**values)


def _clock(value: datetime) -> str:
    return f"{value.astimezone(KOREA):%Y-%m-%d %H:%M:%S}"


def _stamp(text: str) -> str:
    """A time in nbgrader's words, by the clock in Korea."""
    from grader.exchange import korean_time

    return _clock(korean_time(text))


def _points(value: float) -> str:
    return f"{round(value, 2):g}"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, [f"{hours}시간" if hours else "", f"{rest}분" if rest else ""]))
