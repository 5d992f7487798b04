"""A class that goes on until it is told to stop: trainees hand in, the instructor collects, grades and publishes.

Run as ``python -m tests.classroom.class_at_work CENTER STOP``. Everyone hands in a right answer and a wrong one in turn, so
that a score belongs to exactly one of them.
"""

import itertools
import json
import sys
from pathlib import Path

import nbformat

from gallery.store import Store
from grader.cohort import Cohort
from grader.exchange import collect
from tests.classroom.small_center import COHORT
from tests.gallery import projects
from tests.grader import classes

SCORES = {"round(aged / total * 100, 1) if total else None": 5.0, "round(aged / total * 100, 1) if total else 0": 3.0}


def work(center: Path, stop: Path) -> None:
    """One round after another."""
    cohort, store = Cohort(center / "cohorts" / COHORT), Store(center / "gallery")
    for number in itertools.count():
        share = classes.WRONG_SHARE if number % 2 else classes.RIGHT_SHARE
        for trainee in ("hana", "duri"):
            classes.hand_in(cohort, trainee, share, classes.RIGHT_PLACE, classes.ADVICE)
        assert collect(cohort, classes.MODULE).new
        assert [each.problem for each in cohort.autograde(classes.MODULE)] == ["", ""]
        store.add(projects.version(), projects.files(page=f"<p>{number}</p>"))
        print(number, flush=True)
        if stop.exists():
            return


def score_of(notebook: Path) -> float:
    """The points that belong to a handed-in notebook."""
    source = classes.find(nbformat.reads(json.dumps(json.loads(notebook.read_text(encoding="utf-8"))), 4), "q01-share").source
    return next(score for answer, score in SCORES.items() if source.rstrip().endswith(answer))


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]))
