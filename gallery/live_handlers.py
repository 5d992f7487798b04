"""The addresses of live apps.

A kernel starts only for a person who pressed the button: the button posts, the answer leads to the app with a
ticket that works once. Whoever just follows the address (a crawler, a link preview, a prefetch, a
reload) gets a page with the button.

An app is a stranger's page on our address. Its answer says ``sandbox`` without ``allow-same-origin``, so the
browser gives it an origin of its own: it cannot read, or act in, the gallery's pages.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode, urlsplit

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from curriculum.errors import DsiError
from gallery import pages
from gallery.handlers import IDENTITY, language
from gallery.opened import App
from gallery.store import NOTEBOOK, Store
from gallery.words import say

# Widgets and plots need inline scripts; everything else must come from this server.
_APP_CSP = (
    "sandbox allow-scripts allow-forms allow-downloads; "
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_LATER_SECONDS = 1  # a page that was just sent is loading: let it
HEADERS = {
    "Content-Security-Policy": _APP_CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class LiveApp(TornadoVoilaHandler):
    """The live app of one published version; ``region`` opens it for another region of its card."""

    ticket = ""

    def initialize(self, store: Store, **kwargs: object) -> None:
        """Take the store besides Voilà's own settings."""
        super().initialize(**kwargs)
        self.store = store

    @cached_property
    def lang(self) -> str:
        """The language of the frame."""
        return language(self)

    def say(self, text: str) -> str:
        """A text of the frame in the visitor's language."""
        return say(self.lang, text)

    def check_xsrf_cookie(self) -> None:
        """Let only the gallery's own pages press the button."""
        asked_by = self.request.headers.get("Origin")
        site = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        if site != "same-origin" or (asked_by and urlsplit(asked_by).netloc != self.request.host):
            raise HTTPError(403)

    async def head(self, slug: str, number: str) -> None:
        """Say that there is such an app."""
        self._find(slug, number)

    async def post(self, slug: str, number: str) -> None:
        """The button was pressed: lead to the app, or to the waiting page."""
        self._find(slug, number)
        ticket = self.kernel_manager.take_ticket()
        # The app's page has no origin and so no cookie: it reads its language from its address (static/live.js).
        asked = {"region": self.place, "lang": self.lang} | ({"ticket": ticket} if ticket else {"wait": "1"})
        self.redirect(f"{self.request.path}?{urlencode(asked)}", status=303)

    async def get(self, slug: str, number: str) -> None:
        """Start a kernel for a ticket and stream the page; without one, show the button."""
        self._find(slug, number)
        ticket = self.get_query_argument("ticket", "")
        if self.kernel_manager.come_in(ticket):
            self.ticket = ticket
            self.notebook = str(self.store.folder(self.version).relative_to(self.store.root) / NOTEBOOK)
            page = await self.kernel_manager.visit(self.app, ticket)
            if page is None:
                await super().get(self.notebook)
                IOLoop.current().call_later(_LATER_SECONDS, self.kernel_manager.wish, self.app)
            else:
                self.set_header("Content-Type", "text/html")
                self.set_header("Cache-Control", "no-store")
                self.write(page)
        else:
            self._show(
                "start.html",
                card=self.version.card,
                number=self.version.number,
                place=self.place,
                back=f"/projects/{slug}/v{number}?{urlencode({'region': self.place})}",
                waiting=bool(self.get_query_argument("wait", "")),
                again=bool(ticket),
            )

    def _find(self, slug: str, number: str) -> None:
        self.version = self.store.find(slug, int(number))
        visitor = self.settings[IDENTITY].visitor(self)
        shown = self.version and visitor.sees(self.version) and not self.store.withdrawal(self.version)
        allowed = self.version.card.regions() if shown else []
        self.place = self.get_argument("region", "") or next(iter(allowed), "")
        if self.place not in allowed:
            raise HTTPError(404)
        self.app = App(slug, int(number), self.place, datetime.now(pages.KOREA).date())

    def on_finish(self) -> None:
        """Give the seat to the page's viewer, or back."""
        if self.ticket:
            self.kernel_manager.page_ended(self.ticket)

    def on_connection_close(self) -> None:
        """The visitor did not wait for the page."""
        self.on_finish()

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """A page without a traceback."""
        missing = status_code in (400, 403, 404, 405)
        if missing:
            title, text = self.say("찾을 수 없는 앱입니다"), self.say("주소가 맞는지 확인해 주세요.")
        else:
            title, text = self.say("앱을 열지 못했습니다"), self.say("잠시 뒤에 다시 열어 주세요.")
        if isinstance(kwargs.get("exc_info", (None, None))[1], DsiError):  # no sandbox on this machine
            text = self.say("이 컴퓨터에서는 지금 앱을 열 수 없습니다. 분석 결과는 프로젝트 화면에서 볼 수 있습니다.")
        self._show("message.html", title=title, text=text, back="/", back_text=self.say("전체 프로젝트 보기"))

    def _show(self, template: str, **values: object) -> None:
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Content-Security-Policy", pages.CSP)
        classroom = self.settings[IDENTITY].classroom
        self.finish(pages.render(template, lang=self.lang, classroom=classroom, **values))


class Interest(LiveApp):
    """A person (not a crawler, see ``static/interest.js``) looks at an app's button: have the app open by then."""

    SUPPORTED_METHODS = ("POST",)

    async def post(self, slug: str, number: str) -> None:
        """Note the wish; it takes no seat."""
        self._find(slug, number)
        self.kernel_manager.wish(self.app)
        self.set_status(204)


class FreeSeats(RequestHandler):
    """Whether a waiting visitor may press again."""

    def get(self) -> None:
        """Say how many seats are free."""
        self.set_header("Cache-Control", "no-store")
        self.finish({"free": max(0, self.settings["kernel_manager"].free_seats())})


class _Opaque:
    """For requests of a live page. It has no origin, so browsers send ``Origin: null``.

    Such a request carries no cookie; what it may do follows from the kernel's id, which nobody else knows.
    """

    def check_origin(self, origin: str | None = None) -> bool:
        """Accept the page without an origin besides our own."""
        return self.request.headers.get("Origin") == "null" or super().check_origin(origin)

    def check_xsrf_cookie(self) -> None:
        """There is no cookie to compare."""


class Kernel(_Opaque, KernelHandler):
    """What a page asks of its own kernel."""

    SUPPORTED_METHODS = ("GET", "OPTIONS")

    def set_default_headers(self) -> None:
        """Let the page without an origin read the answer."""
        super().set_default_headers()
        if self.request.headers.get("Origin") == "null":
            self.set_header("Access-Control-Allow-Origin", "null")
            self.set_header("Access-Control-Allow-Headers", "content-type")


class Channels(_Opaque, VoilaKernelWebsocketHandler):
    """The line between a page and its kernel."""

    async def open(self, kernel_id: str) -> None:
        """Note the viewer."""
        self.kernel_manager.viewer_came(kernel_id, self)
        await super().open(kernel_id)

    def on_close(self) -> None:
        """Note that the viewer left."""
        self.kernel_manager.viewer_left(self.kernel_id, self)
        super().on_close()


class Shutdown(_Opaque, VoilaShutdownKernelHandler):
    """End a kernel when its page is left; the browser sends this as a beacon."""

    async def post(self, kernel_id: str) -> None:
        """End the kernel; one that is gone already is no error."""
        if kernel_id in self.kernel_manager:
            await super().post(kernel_id)
        else:
            self.set_status(204)
