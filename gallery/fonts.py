"""The Korean type of the pages, as browsers take it."""

from __future__ import annotations

import io
from functools import cache

from fontTools.ttLib import TTFont

from curriculum import plots

NAMES = ("NanumGothic", "NanumGothicBold")


@cache
def woff(name: str) -> bytes:
    """An installed NanumGothic font as WOFF.

    The installed file carries working tables of a hinting tool (``TSI…``), one of them empty, for which
    browsers refuse the whole font.
    """
    font = TTFont(plots.fonts() / f"{name}.ttf", lazy=True)
    # A TTFont does not iterate over its tables.
    for table in [tag for tag in font.keys() if tag.startswith("TSI")]:  # noqa: SIM118
        del font[table]
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()
