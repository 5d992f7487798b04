"""What one address of the gallery answers: a project, its snapshot, a file."""

from __future__ import annotations

from functools import cache
from typing import Any

from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from curriculum import datasets
from curriculum.regions import REGIONS
from gallery import fonts, pages, thumbnail
from gallery.catalogue import Catalogue
from gallery.store import Version

CODES = {region.name: region.code for region in REGIONS}
# A snapshot is a stranger's page: it gets no origin, and can reach nothing but the fonts.
_SNAPSHOT_CSP = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src 'self' data:; frame-ancestors 'self'"
)


class Page(RequestHandler):
    """A page of the gallery."""

    csp = pages.CSP

    def initialize(self, catalogue: Catalogue) -> None:
        """Take what is published."""
        self.catalogue, self.store = catalogue, catalogue.store

    def set_default_headers(self) -> None:
        """Send the security headers with every answer."""
        self.set_header("Content-Security-Policy", self.csp)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.clear_header("Server")

    def show(self, template: str, /, **values: object) -> None:
        """Answer with a page."""
        self.finish(pages.render(template, **values))

    def version(self, slug: str, number: str | None) -> Version:
        """The version an address names, or 404."""
        version = self.store.find(slug, int(number) if number else None)
        if version is None:
            raise HTTPError(404)
        self.withdrawal = self.store.withdrawal(version)
        if self.withdrawal:
            raise HTTPError(410)
        return version

    def write_error(self, status_code: int, **_: Any) -> None:
        """A Korean page that tells nothing of the inside."""
        if status_code == 410:
            about = self.withdrawal
            text = f"{pages.day(about.when)}에 게시를 거두었습니다. 까닭: {about.why}"
            self.show(
                "message.html",
                title="거둔 프로젝트입니다",
                text=text,
                back="/",
                back_text="전체 프로젝트 보기",
            )
            return
        missing = status_code in (400, 404, 405)
        self.show(
            "message.html",
            title="찾을 수 없는 화면입니다" if missing else "화면을 보여 드리지 못했습니다",
            text="주소가 바뀌었거나 없는 화면입니다." if missing else "잠시 뒤에 다시 열어 주세요.",
            back="/",
            back_text="전체 프로젝트 보기",
        )


@cache
def _dataset_titles() -> dict[str, str]:
    """Korean titles of the kit's datasets by name."""
    return {name: datasets.describe(name).title for name in datasets.names()}


class ProjectPage(Page):
    """One project: its snapshot and its whole card."""

    def get(self, slug: str, number: str | None = None) -> None:
        """Show a version, the newest when the address has no number."""
        version = self.version(slug, number)
        region = self.get_query_argument("region", "")
        if region not in version.regions:
            region = version.regions[0]
        self.show(
            "project.html",
            version=version,
            versions=self.store.versions(slug),
            region=region,
            address=f"/projects/{slug}/v{version.number}",
            host=f"{self.request.protocol}://{self.request.host}",
            codes=CODES,
            titles=_dataset_titles(),
            similar=self.catalogue.similar(version),
        )


class SnapshotPage(Page):
    """The still rendering of a version for one region."""

    csp = _SNAPSHOT_CSP

    def get(self, slug: str, number: str, code: str) -> None:
        """Send the file as it was published."""
        version = self.version(slug, number)
        name = next((each.name for each in REGIONS if each.code == code), "")
        path = self.store.snapshot(version, name)
        if path is None:
            raise HTTPError(404)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(path.read_bytes())


class Thumbnail(Page):
    """The small picture of a version."""

    def get(self, slug: str, number: str) -> None:
        """Send the file as it was published."""
        version = self.version(slug, number)
        if not version.thumbnail:
            raise HTTPError(404)
        self.set_header("Content-Type", "image/png")
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish((self.store.folder(version) / thumbnail.NAME).read_bytes())


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
        raise HTTPError(404)
