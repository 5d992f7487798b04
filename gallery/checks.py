"""What a careful officer would look for in a project before it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

_REMOTE = re.compile(r"\s*(https?:|wss?:|//)", re.IGNORECASE)
_CSS = re.compile(r"(?:url\(|@import)\s*['\"]?\s*((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(?:\b(?:fetch|tileLayer(?:\.\w+)?|WebSocket|EventSource|importScripts|import|open)\s*\(\s*[^)]{0,40}?|"
    r"\bfrom\s*|\bsrc\s*=\s*|\.href\s*=\s*)['\"`]((?:https?:|wss?:)?//[^'\"`\s]+)",
    re.IGNORECASE,
)
_LOADS = {"src", "data", "poster", "background", "srcset", "xlink:href", "action", "formaction"}


def external_requests(nb: NotebookNode) -> list[str]:
    """Name what an executed notebook would load from elsewhere.

    A link that a reader may follow is fine; a picture, script, style sheet, font, frame or map tile
    from another machine is not: nothing would show on a closed network.

    Returns
    -------
    list of str
        One Korean sentence a finding, with its cell; empty when there is none.
    """
    found: dict[str, None] = {}
    for number, cell in enumerate(nb.cells, 1):
        for address in _cell_loads(cell):
            found[
                f"{number}번째 셀: 인터넷 주소 {address[:80]} 에서 무언가를 불러옵니다. 파일이나 키트의 지도 함수로 바꾸세요."
            ] = None
    return list(found)


def _cell_loads(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield from _html_loads(markdown2html_mistune(cell.source))
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        for kind in ("text/html", "image/svg+xml"):
            yield from _html_loads("".join(data.get(kind, "")))
        if "text/markdown" in data:
            yield from _html_loads(markdown2html_mistune("".join(data["text/markdown"])))
        yield from _SCRIPT.findall("".join(data.get("application/javascript", "")))


def _html_loads(text: str) -> list[str]:
    finder = _Finder()
    finder.feed(text)
    finder.close()
    return finder.found


class _Finder(HTMLParser):
    """Collects the remote addresses a page would load, looking into frames as well."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag if tag in ("script", "style") else ""
        for name, value in attrs:
            if value is None:
                continue
            loads = name in _LOADS or (name == "href" and tag in ("link", "base", "image", "use"))
            if loads and _REMOTE.match(value):
                self.found.append(value.strip())
            elif name == "srcdoc":
                self.found += _html_loads(value)
            elif name == "style":
                self.found += _CSS.findall(value)
            elif name.startswith("on"):
                self.found += _SCRIPT.findall(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.found += _CSS.findall(data)
        elif self._inside == "script":
            self.found += _SCRIPT.findall(data)
