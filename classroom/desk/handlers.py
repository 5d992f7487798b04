"""The instructors' pages."""

from __future__ import annotations

from tornado.web import StaticFileHandler

from classroom.desk import pages
from classroom.desk.access import Open
from gallery import pages as gallery
from gallery.fonts import NAMES, woff


class Files(Open, StaticFileHandler):
    """Styles and scripts: the desk's own and the gallery's."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002
        """Let a browser ask whether it has the newest."""
        self.set_header("Cache-Control", "no-cache")


class Font(Open):
    """The Korean type."""

    async def get(self, name: str) -> None:
        """Send it."""
        self.set_header("Content-Type", "font/woff")
        self.set_header("Cache-Control", "public, max-age=604800")
        self.finish(woff(name))


def routes() -> list[tuple]:
    """The addresses, from the desk's own."""
    return [
        (r"static/(desk\.(?:css|js)|fonts\.css)", Files, {"path": str(pages.STATIC)}),
        (r"static/(style\.css)", Files, {"path": str(gallery.STATIC)}),
        (rf"fonts/({'|'.join(NAMES)})\.woff", Font),
    ]
