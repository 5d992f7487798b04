"""The small picture of a project is its notebook's first readable one."""

import io
import struct
import zlib
from base64 import b64encode

from nbformat.v4 import new_code_cell, new_output
from PIL import Image

from gallery import thumbnail
from tests import cells


def png(width, height, colour="red") -> str:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return b64encode(out.getvalue()).decode()


def shown(*outputs: dict):
    return cells.notebook(
        *(new_code_cell("", outputs=[new_output("display_data", data=data)]) for data in outputs)
    )


def corner_and_middle(data: bytes):
    with Image.open(io.BytesIO(data)) as small:
        small = small.convert("RGB")
        return small.size, small.getpixel((2, 2)), small.getpixel((320, 200))


def test_the_first_picture_stands_whole_on_white():
    made = thumbnail.make(shown({"image/png": png(300, 900)}, {"image/png": png(10, 10, "blue")}))
    assert corner_and_middle(made) == ((640, 400), (255, 255, 255), (255, 0, 0))


def test_a_picture_inside_html_counts():
    made = thumbnail.make(shown({"text/html": f'<img alt="" src="data:image/png;base64,{png(90, 60)}">'}))
    assert corner_and_middle(made)[2] == (255, 0, 0)


def test_what_is_no_picture_or_would_be_huge_is_passed_over():
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    bad = [
        {"image/png": "not base64!"},
        {"image/png": b64encode(b"no picture").decode()},
        {"image/png": b64encode(bomb).decode()},
    ]
    assert thumbnail.make(shown(*bad)) is None
    assert corner_and_middle(thumbnail.make(shown(*bad, {"image/jpeg": png(9, 9)})))[2] == (255, 0, 0)


def test_a_notebook_without_pictures_has_none():
    assert thumbnail.make(shown({"text/html": "<p>글</p>"})) is None
