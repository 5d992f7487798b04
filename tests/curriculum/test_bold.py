"""What is to stand out in a text does: CommonMark leaves the stars standing where a mark follows them inside and a letter outside."""

import re
import unicodedata
from pathlib import Path

import pytest

from curriculum import catalog

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def broken(text: str) -> list[str]:
    """The bold passages that Markdown does not show as such."""
    found = []
    for line in text.splitlines():
        for each in _BOLD.finditer(line):
            before, after = line[: each.start()][-1:], line[each.end() :][:1]
            if (_is_mark(each[1][-1]) and _is_letter(after)) or (_is_mark(each[1][0]) and _is_letter(before)):
                found.append(each[0])
    return found


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_letter(character: str) -> bool:
    return bool(character) and not character.isspace() and not _is_mark(character)


def texts() -> list[Path]:
    modules = [module for track in catalog.TRACK_IDS for module in catalog.track(track).modules]
    return [path for module in modules for path in (module.lesson, module.practicum, module.lesson.parent / "instructor.md")]


def test_every_bold_passage_of_the_modules_is_shown_bold():
    assert len(texts()) > 30
    assert {str(path): found for path in texts() if (found := broken(_prose(path)))} == {}


def _prose(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if path.suffix == ".md" or line.startswith("# "))


@pytest.mark.parametrize(("text", "count"), [("**“참인가”**가", 1), ("“**참인가**”가", 0), ("값은**“참”** 뿐", 1), ("**앞**은 **뒤.** 끝", 0)])
def test_a_bold_passage_that_markdown_does_not_close_is_found(text, count):
    assert len(broken(text)) == count
