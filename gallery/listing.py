"""Lists of projects: for people, for feed readers and for other programs."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from tornado.web import HTTPError

from curriculum.regions import REGIONS
from gallery.access import ANYBODY
from gallery.card import ProblemField, SolutionKind
from gallery.catalogue import Query, by_place
from gallery.handlers import Page
from gallery.metadata import catalogue, described
from gallery.store import Version

_A_PAGE = 24
_IN_FEED = 50
_API_MOST = 100


class _List(Page):
    """A page that shows a part of what was found."""

    def query(self, **more: str) -> Query:
        """What the address asks for."""
        asked = {
            "words": self.get_query_argument("q", "")[:100],
            "region": self.get_query_argument("region", ""),
            "field": self.get_query_argument("field", ""),
            "kind": self.get_query_argument("kind", ""),
        }
        return Query(**{**asked, **more})

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number of the address, kept in its bounds."""
        text = self.get_query_argument(name, "")
        return (
            max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 9 else default
        )


class IndexPage(_List):
    """All projects by region and center, searched and filtered."""

    def get(self) -> None:
        """Show the index."""
        query = self.query()
        found = self.catalogue.find(query, self.visitor)
        last = max(1, -(-len(found) // _A_PAGE))
        page = min(self.number("page", 1, last), last)
        elsewhere = self.catalogue.elsewhere(query, self.visitor) if page == last else []
        asked = {"q": query.words, "region": query.region, "field": query.field, "kind": query.kind}
        kept = {name: value for name, value in asked.items() if value}
        self.show(
            "index.html",
            groups=by_place(found[(page - 1) * _A_PAGE : page * _A_PAGE]),
            count=len(found),
            elsewhere=elsewhere[:_A_PAGE],
            more=len(elsewhere) > _A_PAGE,
            counts=self.catalogue.regions(self.visitor),
            regions=REGIONS,
            fields=ProblemField.__args__,
            kinds=SolutionKind.__args__,
            query=query,
            page=page,
            last=last,
            turn={step: f"/?{urlencode({**kept, 'page': page + step})}" for step in (-1, 1)},
        )


class CenterPage(_List):
    """One center and its projects."""

    def get(self, name: str) -> None:
        """Show the center."""
        found = self.catalogue.find(Query(center=name), self.visitor)
        if not found:
            raise HTTPError(404)
        feed = f"/centers/{quote(name)}/feed.atom"
        self.show("center.html", name=name, versions=found, feed=feed, center=self.centers.named(name))


class Feed(_List):
    """The latest projects, of one center or all, as an Atom feed: only what everybody may see."""

    visitor, lang = ANYBODY, "ko"

    def get(self, name: str = "") -> None:
        """Send the feed."""
        found = self.catalogue.find(Query(center=name))[:_IN_FEED]
        if name and not found:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/atom+xml; charset=UTF-8")
        here = f"{self.host}{self.request.path}"
        self.show("feed.xml", versions=found, name=name, host=self.host, here=here)


class ApiList(_List):
    """Projects for other programs, in the words of schema.org: only what everybody may see."""

    visitor = ANYBODY

    def get(self) -> None:
        """Send the projects found."""
        shown, total = self.page()
        items = [described(version, self.host) for version in shown]
        self.answer(
            {
                "@context": "https://schema.org",
                "@type": "ItemList",
                "numberOfItems": total,
                "itemListElement": items,
            }
        )

    def page(self) -> tuple[list[Version], int]:
        """The versions a request asks for, and how many there are."""
        found = self.catalogue.find(self.query(center=self.get_query_argument("center", "")))
        page, size = self.number("page", 1, 10**6), self.number("size", 20, _API_MOST)
        return found[(page - 1) * size : page * size], len(found)

    def answer(self, content: dict) -> None:
        """Send JSON that any site may read: it is what everybody can see."""
        self.set_header("Access-Control-Allow-Origin", "*")
        self.write(content)
        self.set_header("Content-Type", "application/ld+json; charset=UTF-8")


class ApiCatalogue(ApiList):
    """The same projects as a DCAT catalogue."""

    def get(self) -> None:
        """Send the catalogue, as far as the address asks for it."""
        shown, total = self.page()
        self.answer(catalogue(shown, total, self.host, f"{self.host}{self.request.uri}"))


class ApiProject(ApiList):
    """One project for other programs."""

    def get(self, slug: str, number: str | None = None) -> None:
        """Send a version with its whole card."""
        version: Version = self.version(slug, number)
        card = version.card.model_dump(mode="json")
        self.answer({"@context": "https://schema.org", **described(version, self.host), "card": card})
