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
    for place, cell in numbered(nb):
        for address in _cell_loads(cell):
            found[
                f"{place}: 인터넷 주소 {address[:80]} 에서 무언가를 불러옵니다. 파일이나 키트의 지도 함수로 바꾸세요."
            ] = None
    return list(found)


def pictures_without_words(nb: NotebookNode) -> list[str]:
    """Name the pictures that say nothing to people who do not see them.

    A plain chart is no finding: the snapshot gives it the words of its heading.
    """
    return [
        f"{place}: 그림에 설명 글이 없습니다. 그림이 무엇을 말하는지 `alt`(마크다운이면 `![설명](파일)`)에 한 문장으로 적으세요."
        for place, cell in numbered(nb)
        if any(_Finder.read(text).silent for text in _html_of(cell))
    ]


def words(cell: NotebookNode) -> str:
    """What a cell shows, as plain text."""
    said = [output.text for output in cell.get("outputs", ()) if output.get("name") == "stdout"]
    plain = ["".join(output.get("data", {}).get("text/plain", "")) for output in cell.get("outputs", ())]
    return "\n".join([*said, *plain, *(" ".join(_Finder.read(text).words) for text in _html_of(cell))])


def numbered(nb: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Every cell with its place in the notebook the trainee handed in."""
    for number, cell in enumerate(nb.cells, 1):
        yield f"{cell.metadata.get('number', number)}번째 셀", cell


def _html_of(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield markdown2html_mistune(cell.source)
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        yield "".join(data.get("text/html", ""))
        if "text/markdown" in data:
            yield markdown2html_mistune("".join(data["text/markdown"]))


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
    return _Finder.read(text).found


class _Finder(HTMLParser):
    """Collects what a page would load from elsewhere, its words and its silent pictures, in frames as well."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words: list[str] = []
        self.silent = False
        self._inside = ""

    @classmethod
    def read(cls, text: str) -> _Finder:
        """Read a whole page."""
        finder = cls()
        finder.feed(text)
        finder.close()
        return finder

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag if tag in ("script", "style") else ""
        self.silent |= tag == "img" and not (dict(attrs).get("alt") or "").strip()
        for name, value in attrs:
            if value is None:
                continue
            loads = name in _LOADS or (name == "href" and tag in ("link", "base", "image", "use"))
            if loads and _REMOTE.match(value):
                self.found.append(value.strip())
            elif name == "srcdoc":
                frame = _Finder.read(value)
                self.found += frame.found
                self.words += frame.words
                self.silent |= frame.silent
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
        else:
            self.words.append(data)
