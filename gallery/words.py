"""The frame's words in English: what the gallery itself says. What trainees wrote stays as they wrote it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

LANGUAGES = ("ko", "en")
FILE = Path(__file__).parent / "words.yaml"


@cache
def english() -> dict[str, str]:
    """English of every Korean text of the frame."""
    return YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))


def say(lang: str, text: str, /, **values: object) -> str:
    """A text of the frame in a language, with values in its braces; Korean where there is no translation."""
    text = english().get(text, text) if lang == "en" else text
    return text.format(**values) if values else text
