"""What was done to a cohort at the desk, by whom and when: a log in the cohort's folder that only grows.

It tells the acts (released, collected, graded, returned, extended); which grades changed on the way stands in
``audit.jsonl`` beside it, see :mod:`grader.audit`.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "desk.jsonl"


def record(folder: Path, by: str, act: str, **details: Any) -> None:
    """Add a line to the log of the cohort in `folder`, and see it to the disk."""
    line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "by": by, "act": act} | details
    log = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.write(log, (json.dumps(line, ensure_ascii=False) + "\n").encode())
        os.fsync(log)
    finally:
        os.close(log)
