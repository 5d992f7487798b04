"""The small picture of a project in lists: the first picture its notebook shows."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Iterator

from nbformat import NotebookNode
from PIL import Image, ImageOps

NAME = "thumbnail.png"
SIZE = (640, 400)
_INLINE = re.compile(r'<img[^>]+src="data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=\s]+)"')
_MARGIN = 16


def make(nb: NotebookNode) -> bytes | None:
    """A PNG of an executed notebook's first picture on white, or None when it shows none.

    The picture comes from a stranger: what cannot be read, or would be huge, is passed over.
    """
    for data in _pictures(nb):
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > 40_000_000:
                    continue
                whole = picture.convert("RGBA")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            continue
        room = tuple(side - 2 * _MARGIN for side in SIZE)
        small = ImageOps.contain(whole, room)
        sheet = Image.new("RGB", SIZE, "white")
        sheet.paste(small, tuple((a - b) // 2 for a, b in zip(SIZE, small.size, strict=True)), small)
        out = io.BytesIO()
        sheet.quantize(128).save(out, "PNG", optimize=True)
        return out.getvalue()
    return None


def _pictures(nb: NotebookNode) -> Iterator[bytes]:
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            found = [data[kind] for kind in ("image/png", "image/jpeg") if kind in data]
            for text in [*found, *_INLINE.findall("".join(data.get("text/html", "")))]:
                try:
                    yield b64decode("".join(text))
                except ValueError:
                    continue
