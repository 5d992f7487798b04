"""The frame speaks English when asked to; nothing of it is left untranslated, and nothing is translated in vain."""

import re

import pytest

from curriculum.regions import REGIONS
from gallery import card, pages
from gallery.review import State
from gallery.words import LANGUAGES, english, say

TEMPLATE = re.compile(r"""\b(?:_|say)\("([^"]+)\"""")
SPOKEN = re.compile(r"""\b(?:self\.say|self\._form)\(\s*"([^"]+)\"""")
LABELLED = ("problem", "solution", "infrastructure", "factors", "citizens", "place")


def templates():
    return [*pages.TEMPLATES.glob("*.html"), *pages.TEMPLATES.glob("voila/*.j2")]


def closed_words():
    kinds = (card.ProblemField, card.SolutionKind, card.Infrastructure, card.FactorArea, card.FactorEffect, card.Status)
    return {word for kind in kinds for word in kind.__args__} | {each.short for each in REGIONS} | set(State)


def labels():
    parts = {card.Card: LABELLED, card.Citizens: card.Citizens.model_fields, card.Place: card.Place.model_fields}
    parts[card.Expert] = card.Expert.model_fields
    return {model.model_fields[name].title for model, names in parts.items() for name in names}


def spoken():
    texts = "".join(path.read_text(encoding="utf-8") for path in templates())
    code = "".join(path.read_text(encoding="utf-8") for path in pages.HERE.glob("*.py"))
    return {*TEMPLATE.findall(texts), *SPOKEN.findall(code)} | closed_words() | labels()


def test_every_text_of_the_frame_has_its_english_and_no_other_has():
    assert spoken() == set(english())


def test_translations_keep_the_places_of_values_and_hold_no_korean():
    for korean, translated in english().items():
        assert set(re.findall(r"\{\w+\}", korean)) == set(re.findall(r"\{\w+\}", translated)), korean
        assert not re.search("[가-힣]", translated) or "e.g." in translated, korean


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_value_cannot_reach_into_the_text(lang):
    assert "{number}" in say(lang, "{title} 직접 해 보기", title="{number}")


def test_no_korean_is_written_past_the_catalogue_into_a_template():
    for path in templates():
        if path.name != "snapshot.html":
            text = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert set(re.findall("[가-힣]+", text)) <= {"한국어"}, path.name
