"""What runs under an operating system account, and ending it."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

_TRIES = 50


def end_all(uid: int) -> None:
    """End every program of an account, also those it has left in the background, however fast they make new ones."""
    for _ in range(_TRIES):
        running = [task for task in Path("/proc").glob("[0-9]*") if is_running(task, uid)]
        if not running:
            return
        for task in running:
            with suppress(ProcessLookupError):
                os.kill(int(task.name), signal.SIGKILL)
        time.sleep(0.1)


def is_running(task: Path, uid: int) -> bool:
    """Whether a program (its folder in ``/proc``) is the account's and has not ended; a zombie has."""
    with suppress(OSError):
        return task.stat().st_uid == uid and (task / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
