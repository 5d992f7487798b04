"""Killed at any moment, the next run finishes the job: the same gradebook as without the kill."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import time

import nbformat
import psutil
import pytest

from grader.cohort import Cohort
from grader.kernels import zygote
from tests.grader.classes import MODULE, RIGHT, RIGHT_PLACE, RIGHT_SHARE, WRONG_SHARE, collected, write

KILLS = int(os.environ.get("DSI_KILLS", "5"))  # set to 50 for the full proof
WORK = {
    "a-right": RIGHT,
    "b-wrong": (WRONG_SHARE, RIGHT_PLACE),
    "c-blank": (),
    "d-dead": (write("q01-share", "import os\nos._exit(1)"), RIGHT_PLACE),
    "e-half": (RIGHT_SHARE,),
    "f-right": RIGHT,
}
SCORES = """select student.id, base_cell.name, auto_score, manual_score, needs_manual_grade from grade
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
join student on submitted_assignment.student_id = student.id join base_cell on grade.cell_id = base_cell.id"""


def everything(cohort):
    """Scores, rows and graded notebooks; a row twice or a file half-written would show."""
    with sqlite3.connect(cohort.folder / "gradebook.db") as gradebook:
        rows = sorted(map(str, gradebook.execute(SCORES)))
        counts = [
            gradebook.execute(f"select count(*) from {table}").fetchone()
            for table in ("grade", "comment", "submitted_assignment", "submitted_notebook")
        ]
    notebooks = {}
    for path in sorted(cohort.folder.glob("autograded/*/*/*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        names = [[o.get("ename", o.output_type) for o in cell.get("outputs", [])] for cell in cells]
        notebooks[str(path.relative_to(cohort.folder))] = names
    return rows, counts, notebooks


def submitted(cohort):
    return {path: path.read_bytes() for path in cohort.folder.glob("submitted/**/*") if path.is_file()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    cohort = collected(tmp_path_factory.mktemp("crash") / "class", WORK)
    fresh = shutil.copytree(cohort.folder, cohort.folder.with_name("fresh"))
    start = time.monotonic()
    assert [result.problem for result in cohort.autograde(MODULE)] == [""] * len(WORK)
    return Cohort(fresh), everything(cohort), time.monotonic() - start


def grade_in_child(cohort):
    """Grade in a process of its own that can be killed."""
    pid = os.fork()
    if pid == 0:
        try:
            cohort.autograde(MODULE)
        finally:
            os._exit(0)
    return pid


def ended(pid):
    return os.waitpid(pid, os.WNOHANG) != (0, 0)


def kill_something(chance, pid):
    """Kill the command most of the time, else the zygote or a kernel."""
    below = psutil.Process().children(recursive=True)
    victims = [each for each in below if is_kernel(each)] if chance.random() < 0.4 else []
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(victims).pid if victims else pid, signal.SIGKILL)


def is_kernel(process):
    with contextlib.suppress(psutil.Error):
        return "grader.kernels.warm" in " ".join(process.cmdline())
    return False


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_is_finished_by_the_next(undisturbed, tmp_path, seed):
    fresh, expected, seconds = undisturbed
    cohort = Cohort(shutil.copytree(fresh.folder, tmp_path / "class"))
    before, chance = submitted(cohort), random.Random(seed)
    pid = grade_in_child(cohort)
    for _ in range(chance.choice([1, 1, 2])):
        time.sleep(chance.uniform(0.05, seconds))
        if ended(pid):
            pid = 0
            break
        kill_something(chance, pid)
    if pid:
        while not ended(pid):
            time.sleep(0.02)
    zygote.warm_up()
    results = cohort.autograde(MODULE)
    assert [result.problem for result in results] == [""] * len(WORK)
    assert everything(cohort) == expected
    assert submitted(cohort) == before
    assert not (cohort.folder / ".grading").exists()
