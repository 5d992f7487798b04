"""What takes long is tested in turns: a part on each day, all of it with ``DSI_ALL_TESTS=1``."""

import os
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

ALL = bool(os.environ.get("DSI_ALL_TESTS"))
DAY = date.today().toordinal()
T = TypeVar("T")


def part(things: Sequence[T], of: int) -> list[T]:
    """Every `of`-th thing, beginning with another one each day."""
    return list(things if ALL else things[DAY % of :: of])
