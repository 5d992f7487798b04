"""Files that are there whole or as they were, also when the machine stops half-way."""

from __future__ import annotations

import os
from pathlib import Path


def write(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file and see it to the disk; its folder is made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:  # noqa: PTH123
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file that is there whole or as it was."""
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    write(partial, data, mode)
    partial.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """See a folder's entries to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
