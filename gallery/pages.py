"""The pages' templates: one Jinja environment and the words they share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from curriculum.regions import region
from gallery.access import ANYBODY
from gallery.card import Card
from gallery.words import say

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
KOREA = ZoneInfo("Asia/Seoul")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; frame-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    env.filters |= {
        "day": _day,
        "year": _year,
        "moment": _moment,
        "clock": _clock,
        "stamp": _stamp,
        "number": _number,
        "paragraphs": _paragraphs,
        "place": _place,
    }
    env.globals |= {"label": _label, "inline_css": _inline_css, "_": _say, "ko": _ko}
    env.globals |= {"lang": "ko", "visitor": ANYBODY, "switch": "", "secret": "", "classroom": ""}
    return env


def render(template: str, /, **values: object) -> str:
    """A page from its template; every value is escaped."""
    return _environment().get_template(template).render(**values)


def day(value: date | datetime, lang: str = "ko") -> str:
    """A day in words, of a moment the day it was in Korea."""
    value = _here(value)
    if lang == "en":
        return f"{value.day} {value:%b %Y}"
    return f"{value.year}년 {value.month}월 {value.day}일"


@pass_context
def _day(context: Context, value: date | datetime) -> str:
    return day(value, context["lang"])


@pass_context
def _say(context: Context, text: str, /, **values: object) -> str:
    return say(context["lang"], text, **values)


@pass_context
def _ko(context: Context) -> Markup:
    """Mark what a trainee wrote as Korean where the frame is not."""
    return Markup(' lang="ko"') if context["lang"] != "ko" else Markup("")


def _clock(value: datetime) -> str:
    return f"{value.astimezone(KOREA):%Y-%m-%d %H:%M}"


def _year(value: date | datetime) -> int:
    return _here(value).year


def _here(value: date | datetime) -> date:
    return value.astimezone(KOREA) if isinstance(value, datetime) else value


def _moment(value: datetime | None) -> str:
    return (value or datetime(2024, 1, 1, tzinfo=KOREA)).astimezone(KOREA).isoformat(timespec="seconds")


def _stamp(text: str) -> str:
    """A moment as nbgrader writes it, by the clock in Korea."""
    from nbgrader.utils import parse_utc

    return _clock(parse_utc(text).replace(tzinfo=UTC)) if text else "-"


def _number(value: float) -> str:
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _paragraphs(text: str) -> Markup:
    lines = (line.strip() for line in text.splitlines())
    return Markup("").join(Markup("<p>{}</p>").format(escape(line)) for line in lines if line)


@pass_context
def _place(context: Context, name: str) -> str:
    """Today's name of a region."""
    return region(name).english if context["lang"] == "en" else region(name).name_current


@pass_context
def _label(context: Context, *path: str) -> str:
    """Label of a field of the card."""
    model, field = Card, None
    for name in path:
        field = model.model_fields[name]
        model = next(
            (
                kind
                for kind in (field.annotation, *getattr(field.annotation, "__args__", ()))
                if hasattr(kind, "model_fields")
            ),
            None,
        )
    return say(context["lang"], field.title)


def _inline_css(name: str) -> Markup:
    return Markup((STATIC / name).read_text(encoding="utf-8"))
