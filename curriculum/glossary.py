"""The field's terms as the lessons use them, from ``glossary.yaml``.

A lesson shows the terms it introduces with :func:`show`, so that a term is explained in the same words everywhere.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, RootModel

from curriculum.catalog import Text
from curriculum.errors import DsiError
from curriculum.yaml_model import read_model

FILE = Path(__file__).with_name("glossary.yaml")


class Term(BaseModel):
    """One term: Korean, English, a definition in plain Korean and where the definition comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ko: Text = Field(title="한국어 용어")
    en: Text = Field(title="영어 용어")
    definition: Text = Field(title="뜻")
    source: Text = Field(title="출처")


class _Glossary(RootModel[list[Term]]):
    """The whole file."""


class Terms(tuple[Term, ...]):
    """Some terms, shown in a notebook as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left;white-space:nowrap'>{escape(term.ko)}<br>"
            f"<small lang='en'>{escape(term.en)}</small></th>"
            f"<td style='text-align:left'>{escape(term.definition)}<br><small>{escape(term.source)}</small></td></tr>"
            for term in self
        )
        return f"<table><caption>용어</caption>{rows}</table>"

    def __repr__(self) -> str:
        return "\n".join(f"{term.ko}({term.en}): {term.definition} [{term.source}]" for term in self)


@cache
def terms() -> dict[str, Term]:
    """Every term of the glossary by its Korean name, in Korean alphabetical order.

    Raises
    ------
    DsiError
        If the file is damaged or explains a term twice.
    """
    found: dict[str, Term] = {}
    for term in read_model(FILE, _Glossary).root:
        if term.ko in found:
            raise DsiError(f"{FILE.name}: '{term.ko}'이(가) 두 번 나옵니다. 하나만 남겨 주세요.")
        found[term.ko] = term
    return dict(sorted(found.items()))


def show(*names: str) -> Terms:
    """The terms called `names`, as a table for a lesson.

    Raises
    ------
    DsiError
        If a term is not in the glossary.
    """
    known = terms()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise DsiError(f"용어집에 없는 말입니다: {', '.join(unknown)}. {FILE.name}에 뜻과 출처를 적어 주세요.")
    return Terms(known[name] for name in names)
