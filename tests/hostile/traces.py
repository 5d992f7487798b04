"""What a run leaves behind: files, rows of the gradebook, processes."""

import sqlite3
import time
from pathlib import Path

import psutil

OWN = ("autograded", "gradebook.db", "problems.json", "audit.jsonl", ".audit.lock")  # what grading writes


def everything(root: Path) -> dict:
    """What every file holds, but for what grading itself writes."""
    own = {root / "class" / name for name in OWN} | {root / "tmp"}
    found = {}
    for path in root.rglob("*"):
        if own & {path, *path.parents} or (path.is_dir() and not path.is_symlink()):
            continue
        what = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else ""
        found[path] = (path.lstat().st_mode, what)
    return found


def gradebook_rows(folder: Path) -> dict[str, list[str]]:
    """Everything in the gradebook that a submission has no part in."""
    with sqlite3.connect(f"file:{folder / 'gradebook.db'}?mode=ro", uri=True) as gradebook:
        tables = (
            "student",
            "assignment",
            "notebook",
            "base_cell",
            "grade_cells",
            "solution_cells",
            "source_cell",
            "course",
        )
        return {table: sorted(map(str, gradebook.execute(f"select * from {table}"))) for table in tables}


def survivors(mark: str, seconds: float = 10) -> list[psutil.Process]:
    """Processes of the run that are still there."""
    deadline = time.monotonic() + seconds
    while True:
        left = []
        for process in psutil.process_iter():
            try:
                if mark in process.environ():
                    left.append(process)
            except (psutil.Error, OSError):
                continue
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.2)
