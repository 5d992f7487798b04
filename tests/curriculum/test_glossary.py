"""The glossary is whole, and a lesson that uses an unexplained term is told so."""

import pytest

from curriculum import catalog, glossary
from curriculum.errors import DsiError


def test_every_term_is_explained_once_with_its_english_name_and_source():
    terms = glossary.terms()
    assert list(terms) == sorted(terms)
    assert all(term.definition.endswith("다.") for term in terms.values())


def test_a_lesson_shows_terms_with_definition_and_source():
    shown = glossary.show("기준값", "지표")
    assert [term.ko for term in shown] == ["기준값", "지표"]
    html = shown._repr_html_()
    assert "baseline" in html
    assert glossary.terms()["지표"].definition in html


def test_an_unknown_term_is_named():
    with pytest.raises(DsiError, match="없는낱말"):
        glossary.show("지표", "없는낱말")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- ko: 지표\n  en: indicator\n  definition: 수입니다.\n", "출처"),
        ("- {ko: 가, en: a, definition: 뜻입니다., source: 책}\n" * 2, "두 번"),
    ],
)
def test_a_damaged_glossary_is_refused(text, said, tmp_path, monkeypatch):
    path = tmp_path / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(glossary, "FILE", path)
    glossary.terms.cache_clear()
    try:
        with pytest.raises(DsiError, match=said):
            glossary.terms()
    finally:
        glossary.terms.cache_clear()


def test_lessons_draw_on_the_glossary():
    modules = [module for track in catalog.tracks() for module in track.modules]
    using = {m.id for m in modules if "glossary.show(" in m.lesson.read_text(encoding="utf-8")}
    assert using
