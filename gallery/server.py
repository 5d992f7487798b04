"""The gallery's web server: Voilà, extended by the gallery's own pages and cut down to what visitors need."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import tornado.ioloop
from tornado.web import HTTPError, RequestHandler, StaticFileHandler
from traitlets import Any as AnyTrait
from traitlets import List
from voila.app import Voila

from curriculum import datasets
from curriculum.errors import DsiError
from curriculum.regions import REGIONS
from gallery import fonts, live, pages, thumbnail
from gallery.card import ProblemField
from gallery.store import Store, Version
from grader.kernels import doctor

FIELDS = ProblemField.__args__
_MAX_BODY = 65536  # visitors press buttons; they send nothing
_CODES = {region.name: region.code for region in REGIONS}
_ORDER = {region.name: number for number, region in enumerate(REGIONS)}
# A snapshot is a stranger's page: it gets no origin, and can reach nothing but the fonts.
_SNAPSHOT_CSP = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src 'self' data:; frame-ancestors 'self'"
)


class Page(RequestHandler):
    """A page of the gallery."""

    csp = pages.CSP

    def initialize(self, store: Store) -> None:
        """Take the store."""
        self.store = store

    def set_default_headers(self) -> None:
        """Send the security headers with every answer."""
        self.set_header("Content-Security-Policy", self.csp)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.clear_header("Server")

    def show(self, template: str, **values: object) -> None:
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


class IndexPage(Page):
    """All projects by region and center, filtered by region and problem field."""

    def get(self) -> None:
        """Show the index."""
        region, field = self.get_query_argument("region", ""), self.get_query_argument("field", "")
        everything = self.store.projects()
        shown = [
            version
            for version in everything
            if (not region or version.card.region == region)
            and (not field or field in version.card.problem.fields)
        ]
        groups: dict[str, dict[str, list[Version]]] = {}
        for version in sorted(shown, key=lambda each: (_ORDER[each.card.region], each.card.center)):
            groups.setdefault(version.card.region, {}).setdefault(version.card.center, []).append(version)
        regions = sorted({version.card.region for version in everything}, key=_ORDER.__getitem__)
        self.show(
            "index.html",
            groups=groups,
            count=len(shown),
            regions=regions,
            fields=FIELDS,
            region=region,
            field=field,
        )


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
            codes=_CODES,
            titles=_dataset_titles(),
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
        self.finish("User-agent: *\nDisallow: /live/\nDisallow: /api/\nDisallow: /voila/\n")


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


class Gallery(Voila):
    """Voilà as the gallery needs it."""

    config_file_paths = List()
    ready = AnyTrait()

    def setup_template_dirs(self) -> None:
        """Put the gallery's Korean page before Voilà's own."""
        super().setup_template_dirs()
        self.template_paths = [str(pages.TEMPLATES / "voila"), *self.template_paths]

    def init_handlers(self) -> list[tuple]:
        """The pages of the gallery and what live apps need; nothing else of Voilà."""
        store = Store(self.root_dir)
        here = {"store": store}
        version = r"/projects/([a-z0-9-]+)/v([0-9]+)"
        return [
            (r"/", IndexPage, here),
            (r"/projects/([a-z0-9-]+)", ProjectPage, here),
            (version, ProjectPage, here),
            (version + r"/snapshot/([0-9]{2})", SnapshotPage, here),
            (version + r"/thumbnail\.png", Thumbnail, here),
            (r"/robots\.txt", Robots, here),
            (r"/static/([a-z]+\.(?:css|js))", Files, {"path": str(pages.STATIC)}),
            (rf"/fonts/({'|'.join(fonts.NAMES)})\.woff", Font, here),
            *live.handlers(self, store),
            (r".*", Missing, here),
        ]

    def listen(self) -> None:
        """Serve until stopped."""
        self.app.listen(self.port, self.ip, max_body_size=_MAX_BODY)
        self.ready()
        self.ioloop = tornado.ioloop.IOLoop.current()
        signal.signal(signal.SIGTERM, self._handle_signal_stop)
        threading.Thread(target=_warm_up, daemon=True).start()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()


def _warm_up() -> None:
    """Make the first app open quickly, and say whether apps can be opened at all."""
    problems = doctor.problems()
    for problem in problems:
        print(f"앱(직접 해 보기)은 열 수 없습니다. {problem}", file=sys.stderr, flush=True)
    if not problems:
        print("앱(직접 해 보기)을 열 준비가 되었습니다.", flush=True)


class Missing(Page):
    """Every other address."""

    def prepare(self) -> None:
        """There is no such page."""
        raise HTTPError(404)


def serve(folder: str | Path, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve a gallery folder until interrupted.

    Parameters
    ----------
    folder
        The gallery folder.
    host, port
        Address to listen on.
    ready
        Called once visitors can come.

    Raises
    ------
    DsiError
        When the folder is not there or the port is taken.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise DsiError(
            f"{folder} 폴더가 없습니다. `dsi publish`로 프로젝트를 먼저 게시하거나 폴더 이름을 확인하세요."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise DsiError(
                f"{host}의 {port}번 포트를 쓸 수 없습니다. 이미 켜져 있는 프로그램을 끄거나 --port로 다른 번호를 정하세요."
            ) from None
    app = Gallery(config=live.config())
    app.root_dir, app.ip, app.port, app.ready = str(folder.resolve()), host, port, ready
    app.open_browser = False
    app.initialize([])
    app.start()
