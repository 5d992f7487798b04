"""Everything that is published, kept in memory for lists, search and likeness."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from dataclasses import dataclass

from curriculum.regions import REGIONS, region
from gallery.store import Store, Version

_ORDER = {each.name: number for number, each in enumerate(REGIONS)}
_RESCAN_SECONDS = 60


@dataclass(frozen=True)
class Query:
    """What a visitor looks for; an empty part asks for nothing.

    Attributes
    ----------
    words
        Every word must occur somewhere in the card; spacing does not matter, and part of a word is enough.
    """

    words: str = ""
    region: str = ""
    field: str = ""
    kind: str = ""
    center: str = ""


class Catalogue:
    """The newest versions of a store, read again when something was published."""

    def __init__(self, store: Store):
        self.store = store
        self._read: tuple[object, float] = (None, 0)
        self._projects: list[Version] = []
        self._texts: dict[tuple[str, int], str] = {}

    def projects(self) -> list[Version]:
        """The newest version of every project, latest first."""
        mark, now = self.store.mark(), time.monotonic()
        if mark != self._read[0] or now - self._read[1] > _RESCAN_SECONDS:
            self._projects, self._read = self.store.projects(), (mark, now)
            known = self._texts
            self._texts = {
                key: known.get(key) or _text(each) for each in self._projects for key in [_key(each)]
            }
        return self._projects

    def find(self, query: Query) -> list[Version]:
        """The projects that fit, latest first."""
        words = [_folded(word) for word in query.words.split()[:10]]
        return [
            version
            for version in self.projects()
            if (not query.region or version.card.region == query.region)
            and (not query.field or query.field in version.card.problem.fields)
            and (not query.kind or query.kind in version.card.solution.kinds)
            and (not query.center or version.card.center == query.center)
            and all(word in self._texts[_key(version)] for word in words)
        ]

    def regions(self) -> Counter[str]:
        """How many projects each region has."""
        return Counter(version.card.region for version in self.projects())

    def similar(self, version: Version, most: int = 3) -> list[Version]:
        """The projects most like one by problem, solution, data and region; none that has nothing in common."""
        likeness = {
            each.card.slug: _likeness(version, each)
            for each in self.projects()
            if each.card.slug != version.card.slug
        }
        near = [each for each in self.projects() if likeness.get(each.card.slug, 0) >= 2]
        return sorted(near, key=lambda each: -likeness[each.card.slug])[:most]


def by_place(versions: list[Version]) -> dict[str, dict[str, list[Version]]]:
    """Versions by region in the usual order, then by center."""
    groups: dict[str, dict[str, list[Version]]] = {}
    for version in sorted(versions, key=lambda each: (_ORDER[each.card.region], each.card.center)):
        groups.setdefault(version.card.region, {}).setdefault(version.card.center, []).append(version)
    return groups


def _key(version: Version) -> tuple[str, int]:
    return version.card.slug, version.number


def _text(version: Version) -> str:
    """All that a search looks through: the card's words, run together."""
    card, place = version.card, region(version.card.region)
    parts = [
        card.title, card.summary, card.center, card.region, place.name_current, place.short,
        *card.problem.fields, card.problem.description, *card.solution.kinds, card.solution.description,
        *card.infrastructure, *(each.name for each in card.trainees), card.mentor.name,
        *(each.name for each in card.indicators), *(f"{each.name} {each.source}" for each in card.datasets),
        *(each.description for each in card.factors), card.place.resources, card.place.geography,
    ]  # fmt: skip
    return "\n".join(_folded(part) for part in parts)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def _likeness(one: Version, other: Version) -> int:
    a, b = one.card, other.card
    return (
        2 * len({*a.problem.fields} & {*b.problem.fields})
        + len({*a.solution.kinds} & {*b.solution.kinds})
        + len({*a.infrastructure} & {*b.infrastructure})
        + len({each.name for each in a.datasets} & {each.name for each in b.datasets})
        + (a.region == b.region)
    )
