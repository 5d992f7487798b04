"""What the three clients share: the key, the cache on disk, the pace."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from curriculum.errors import DsiError
from curriculum.recipes.wheels import cache_folder

DAY = 86_400
INSTALL = "이 기능에는 추가 꾸러미가 필요합니다. 'pip install dsi-kit[live]'로 설치하세요."
INSTEAD = "인터넷이 되는 곳에서 다시 하거나, 누리집에서 내려받은 파일을 'dsi data add'로 넣으세요."


def key(variable: str, where: str) -> str:
    """The user's key from the environment; portals also show it percent-encoded, which is undone.

    Raises
    ------
    DsiError
        When the variable is not set.
    """
    found = os.environ.get(variable, "").strip()
    if not found:
        raise DsiError(f"인증키가 없습니다. {where}에서 받은 키를 환경 변수 {variable}에 넣으세요.")
    return unquote(found) if "%" in found else found


class Pace:
    """Keeps requests of this process at least *interval* seconds apart."""

    def __init__(
        self,
        interval: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval, self._clock, self._sleep = interval, clock, sleep
        self._next = float("-inf")

    def wait(self) -> None:
        """Sleep until the next request may go out."""
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + self._interval


def cached(
    source: str, query: dict[str, Any], max_age: float, fetch: Callable[[], list[dict]]
) -> tuple[list[dict], str]:
    """Rows of a query, from the disk when they are fresh enough, and when they were fetched (ISO, UTC).

    The query must not hold the key: it is written to the disk.
    """
    digest = hashlib.sha256(json.dumps([source, query], sort_keys=True).encode()).hexdigest()[:32]
    file = cache_folder() / "live" / source / f"{digest}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(file.read_text(encoding="utf-8"))
        age = datetime.now(UTC) - datetime.fromisoformat(kept["fetched"])
        if 0 <= age.total_seconds() < max_age:
            return kept["rows"], kept["fetched"]
    rows = fetch()
    fetched = datetime.now(UTC).isoformat(timespec="seconds")
    _write(file, {"source": source, "query": query, "fetched": fetched, "rows": rows})
    return rows, fetched


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as stream:
        json.dump(content, stream, ensure_ascii=False)
    Path(stream.name).replace(file)
