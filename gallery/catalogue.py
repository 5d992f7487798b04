"""Everything that is published, kept in memory for lists, search and likeness."""

from __future__ import annotations

import heapq
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass

from curriculum.regions import REGIONS, region
from gallery.access import ANYBODY, Visitor
from gallery.store import Store, Version

_ORDER = {each.name: number for number, each in enumerate(REGIONS)}
_RESCAN_SECONDS = 600


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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A version and what is compared of it, made once."""

    version: Version
    slug: str
    text: str
    region: str
    center: str
    fields: frozenset[str]
    kinds: frozenset[str]
    traits: frozenset[str]

    @classmethod
    def of(cls, version: Version) -> _Entry:
        card = version.card
        fields, kinds = frozenset(card.problem.fields), frozenset(card.solution.kinds)
        data = {f"data {each.name}" for each in card.datasets}
        traits = kinds | data | {*card.infrastructure, card.region}
        return cls(version, card.slug, _text(version), card.region, card.center, fields, kinds, traits)

    def likeness(self, other: _Entry) -> int:
        return 2 * len(self.fields & other.fields) + len(self.traits & other.traits)


class Catalogue:
    """The newest versions of a store, read again when something was published."""

    def __init__(self, store: Store):
        self.store = store
        self._read: tuple[object, float] = (None, 0)
        self._entries: list[_Entry] = []
        self._public: list[_Entry] = []

    def projects(self, visitor: Visitor = ANYBODY) -> list[Version]:
        """The newest version of every project that a visitor may see, latest first."""
        return [entry.version for entry in self._seen(visitor)]

    def find(self, query: Query, visitor: Visitor = ANYBODY) -> list[Version]:
        """The projects that fit and that a visitor may see, latest first."""
        return [
            entry.version
            for entry in self._fitting(query, visitor)
            if not query.region or entry.region == query.region
        ]

    def elsewhere(self, query: Query, visitor: Visitor = ANYBODY) -> list[Version]:
        """The projects of other regions that fit and can be seen for the region asked for, latest first."""
        return [
            entry.version
            for entry in self._fitting(query, visitor)
            if entry.region != query.region and query.region in entry.version.regions
        ]

    def regions(self, visitor: Visitor = ANYBODY) -> Counter[str]:
        """How many projects each region has."""
        return Counter(entry.region for entry in self._seen(visitor))

    def similar(self, version: Version, visitor: Visitor = ANYBODY, most: int = 3) -> list[Version]:
        """The projects most like one by problem, solution, data and region; none that has little in common."""
        this = _Entry.of(version)
        ranked = [(this.likeness(each), each) for each in self._seen(visitor) if each.slug != this.slug]
        near = heapq.nlargest(most, (pair for pair in ranked if pair[0] >= 2), key=lambda pair: pair[0])
        return [entry.version for _, entry in near]

    def _fitting(self, query: Query, visitor: Visitor) -> list[_Entry]:
        """What fits in everything but the region."""
        words = [_folded(word) for word in query.words.split()[:10]]
        return [
            entry
            for entry in self._seen(visitor)
            if (not query.field or query.field in entry.fields)
            and (not query.kind or query.kind in entry.kinds)
            and (not query.center or entry.center == query.center)
            and all(word in entry.text for word in words)
        ]

    def _seen(self, visitor: Visitor) -> list[_Entry]:
        """One entry a project: its newest version that the visitor may see."""
        entries = self._all()
        if not visitor.known:
            return self._public
        newest: dict[str, _Entry] = {}
        for entry in entries:
            best = newest.get(entry.slug)
            if visitor.sees(entry.version) and (not best or best.version.number < entry.version.number):
                newest[entry.slug] = entry
        return list(newest.values())

    def _all(self) -> list[_Entry]:
        mark, now = self.store.mark(), time.monotonic()
        if mark != self._read[0] or now - self._read[1] > _RESCAN_SECONDS:
            known = {(each.slug, each.version.number): each for each in self._entries}
            self._entries = [
                known.get((each.card.slug, each.number)) or _Entry.of(each) for each in self.store.shown()
            ]
            self._public = [entry for entry in self._entries if entry.version.visibility == "public"]
            self._read = (mark, now)
        return self._entries


def by_place(versions: list[Version]) -> dict[str, dict[str, list[Version]]]:
    """Versions by region in the usual order, then by center."""
    groups: dict[str, dict[str, list[Version]]] = {}
    for version in sorted(versions, key=lambda each: (_ORDER[each.card.region], each.card.center)):
        groups.setdefault(version.card.region, {}).setdefault(version.card.center, []).append(version)
    return groups


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
