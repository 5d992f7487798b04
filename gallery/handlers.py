"""What one address of the gallery answers: a project, its snapshot, a file."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from curriculum import datasets
from curriculum.regions import REGIONS
from gallery import downloads, fonts, pages, thumbnail
from gallery.access import Visitor
from gallery.catalogue import Catalogue
from gallery.centers import Centers
from gallery.store import Version, snapshot_name
from gallery.words import LANGUAGES, say

IDENTITY = "gallery_identity"  # name of the setting that holds a gallery.access.Identity
CODES = {region.name: region.code for region in REGIONS}
# A snapshot is a stranger's page: it gets no origin, and can reach nothing but the fonts.
SNAPSHOT_CSP = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src 'self' data:; frame-ancestors "
)


def language(handler: RequestHandler) -> str:
    """The language of the frame: what the address says, else what was chosen before."""
    asked = (handler.get_query_argument("lang", ""), handler.get_cookie("lang", ""))
    return next((each for each in asked if each in LANGUAGES), "ko")


class Page(RequestHandler):
    """A page of the gallery."""

    csp = pages.CSP

    def initialize(self, catalogue: Catalogue, centers: Centers) -> None:
        """Take what is published, and the centers."""
        self.catalogue, self.store, self.centers = catalogue, catalogue.store, centers

    @cached_property
    def visitor(self) -> Visitor:
        """Who is asking."""
        return self.settings[IDENTITY].visitor(self)

    @cached_property
    def lang(self) -> str:
        """The language of the frame."""
        return language(self)

    def prepare(self) -> None:
        """Remember a language that was chosen; keep what only some may see out of every cache."""
        if self.get_query_argument("lang", "") in LANGUAGES:
            self.set_cookie("lang", self.lang, max_age=365 * 86400, samesite="Lax", httponly=True, path="/")
        self.set_header("Vary", "Cookie")
        if self.visitor.known:
            self.set_header("Cache-Control", "no-store")

    def say(self, text: str, **values: object) -> str:
        """A text of the frame in the visitor's language."""
        return say(self.lang, text, **values)

    def set_default_headers(self) -> None:
        """Send the security headers with every answer."""
        self.set_header("Content-Security-Policy", self.csp)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.clear_header("Server")

    def show(self, template: str, /, **values: object) -> None:
        """Answer with a page."""
        other = "en" if self.lang == "ko" else "ko"
        kept = [
            (name, value.decode("utf-8", "replace"))
            for name, found in self.request.query_arguments.items()
            for value in found
            if name != "lang"
        ]
        switch = f"{self.request.path}?{urlencode([*kept, ('lang', other)])}"
        known = {"lang": self.lang, "visitor": self.visitor, "switch": switch, "classroom": self.settings[IDENTITY].classroom}
        if self.visitor.known:
            known["secret"] = self.xsrf_token.decode()
        self.finish(pages.render(template, **{**known, **values}))

    def version(self, slug: str, number: str | None) -> Version:
        """The version an address names, the newest without a number; 404 for who may not see it."""
        versions = self.versions(slug)
        version = next((each for each in versions if number is None or each.number == int(number)), None)
        if version is None:
            raise HTTPError(404)
        self.withdrawal = self.store.withdrawal(version)
        if self.withdrawal:
            raise HTTPError(410)
        return version

    def versions(self, slug: str) -> list[Version]:
        """The versions of a project that the visitor may see, newest first."""
        return [each for each in self.store.versions(slug)[::-1] if self.visitor.sees(each)]

    def region(self, version: Version) -> str:
        """The region an address asks for, else the project's own."""
        asked = self.get_query_argument("region", "")
        return asked if asked in version.regions else version.regions[0]

    @property
    def host(self) -> str:
        """The gallery as others address it."""
        return f"{self.request.protocol}://{self.request.host}"

    def keep(self, version: Version) -> None:
        """Let caches keep a published file for ever, unless only some may see it."""
        public = version.visibility == "public"
        self.set_header("Cache-Control", "public, max-age=31536000, immutable" if public else "no-store")

    def write_error(self, status_code: int, **_: Any) -> None:
        """A page that tells nothing of the inside."""
        if status_code == 410:
            about = self.withdrawal
            title = self.say("거둔 프로젝트입니다")
            text = self.say(
                "{day}에 게시를 거두었습니다. 까닭: {why}", day=pages.day(about.when, self.lang), why=about.why
            )
        elif status_code in (400, 404, 405):
            title, text = self.say("찾을 수 없는 화면입니다"), self.say("주소가 바뀌었거나 없는 화면입니다.")
            if not self.visitor.known and self.request.method == "GET":  # said at every such address: it gives nothing away
                text += " " + self.say("담당자만 보는 화면이라면 로그인한 뒤에 다시 열어 주세요.")
        elif status_code == 403:
            title = self.say("처리하지 못했습니다")
            text = self.say("화면을 연 지 오래되었습니다. 앞 화면을 새로 고친 뒤 다시 해 주세요.")
        else:
            title, text = self.say("화면을 보여 드리지 못했습니다"), self.say("잠시 뒤에 다시 열어 주세요.")
        back = self.say("전체 프로젝트 보기")
        self.show("message.html", title=title, text=text, back="/", back_text=back, switch="")


@cache
def _dataset_titles() -> dict[str, str]:
    """Korean titles of the kit's datasets by name."""
    return {name: datasets.describe(name).title for name in datasets.names()}


class ProjectPage(Page):
    """One project: its snapshot and its whole card."""

    def get(self, slug: str, number: str | None = None) -> None:
        """Show a version, the newest when the address has no number."""
        version = self.version(slug, number)
        address = f"/projects/{slug}/v{version.number}"
        self.show(
            "project.html",
            version=version,
            versions=self.versions(slug)[::-1],
            region=self.region(version),
            address=address,
            host=self.host,
            codes=CODES,
            titles=_dataset_titles(),
            center=self.centers.of(version),
            packaged=downloads.kit_datasets(version.card),
            citation=downloads.citation(version, f"{self.host}{address}"),
            bibtex=downloads.bibtex(version, f"{self.host}{address}"),
            similar=self.catalogue.similar(version, self.visitor),
        )


class SnapshotPage(Page):
    """The still rendering of a version for one region."""

    csp = SNAPSHOT_CSP + "'self'"

    def get(self, slug: str, number: str, code: str) -> None:
        """Send the file as it was published."""
        version = self.version(slug, number)
        name = next((each.name for each in REGIONS if each.code == code), "")
        page = self.store.read(version, snapshot_name(name)) if name in version.regions else None
        if page is None:
            raise HTTPError(404)
        self.keep(version)
        self.set_header("Content-Security-Policy", SNAPSHOT_CSP + self.centers.ancestors(version))
        self.finish(page)


class Thumbnail(Page):
    """The small picture of a version."""

    def get(self, slug: str, number: str) -> None:
        """Send the file as it was published."""
        version = self.version(slug, number)
        picture = self.store.read(version, thumbnail.NAME) if version.thumbnail else None
        if picture is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "image/png")
        self.keep(version)
        self.finish(picture)


class Robots(Page):
    """Keep crawlers from starting kernels."""

    def get(self) -> None:
        """Disallow the live apps."""
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        self.finish("User-agent: *\nDisallow: /live/\nDisallow: /api/kernels/\nDisallow: /voila/\n")


class Font(Page):
    """The Korean type, for the pages and for the sandboxed snapshots, which have no origin."""

    def get(self, name: str) -> None:
        """Send the font."""
        self.set_header("Content-Type", "font/woff")
        self.set_header("Access-Control-Allow-Origin", "*")
        self.set_header("Cache-Control", "public, max-age=31536000")
        self.finish(fonts.woff(name))


class Files(StaticFileHandler):
    """The gallery's own style sheets and scripts."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002
        """Send the security header that matters for a file."""
        self.set_header("X-Content-Type-Options", "nosniff")


class Missing(Page):
    """Every other address."""

    def prepare(self) -> None:
        """There is no such page."""
        super().prepare()
        raise HTTPError(404)
