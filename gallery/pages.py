"""The pages' templates: one Jinja environment and the words they share."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from curriculum.regions import region
from gallery.card import Card

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
        "day": day,
        "year": _year,
        "moment": _moment,
        "number": _number,
        "paragraphs": _paragraphs,
        "place": _place,
    }
    env.globals |= {"label": _label, "inline_css": _inline_css}
    return env


def render(template: str, /, **values: object) -> str:
    """A page from its template; every value is escaped."""
    return _environment().get_template(template).render(**values)


def day(value: date | datetime) -> str:
    """A day in Korean, of a moment the day it was in Korea."""
    value = _here(value)
    return f"{value.year}년 {value.month}월 {value.day}일"


def _year(value: date | datetime) -> int:
    return _here(value).year


def _here(value: date | datetime) -> date:
    return value.astimezone(KOREA) if isinstance(value, datetime) else value


def _moment(value: datetime | None) -> str:
    return (value or datetime(2024, 1, 1, tzinfo=KOREA)).astimezone(KOREA).isoformat(timespec="seconds")


def _number(value: float) -> str:
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _paragraphs(text: str) -> Markup:
    lines = (line.strip() for line in text.splitlines())
    return Markup("").join(Markup("<p>{}</p>").format(escape(line)) for line in lines if line)


def _place(name: str) -> str:
    """Today's name of a region."""
    return region(name).name_current


def _label(*path: str) -> str:
    """Korean label of a field of the card."""
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
    return field.title


def _inline_css(name: str) -> Markup:
    return Markup((STATIC / name).read_text(encoding="utf-8"))
