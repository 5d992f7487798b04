"""Whatever is handed in: no unearned point, nobody else's loss, nothing touched outside, and never silence."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from tests.hostile.cases import CASES, HONEST
from tests.hostile.course import SECRET, Door, course, hand_in, honest
from tests.hostile.practicum import ALL, MODULE, NOTEBOOK
from tests.hostile.traces import everything, gradebook_rows, survivors

DSI = Path(sys.executable).with_name("dsi")
KOREAN = range(ord("가"), ord("힣") + 1)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The whole class, graded once by the command an instructor types."""
    root = tmp_path_factory.mktemp("hostile")
    cohort, door = course(root / "class"), Door()
    hand_in(cohort, [*honest(), *CASES], door.port)
    before, rows = everything(root), gradebook_rows(cohort.folder)
    mark = f"DSI_HOSTILE_{os.getpid()}"
    scratch = root / "tmp"
    scratch.mkdir()
    os.environ.pop("DSI_NO_SANDBOX", None)  # without a sandbox nothing here may run
    process = subprocess.run(
        [DSI, "grade", cohort.folder, MODULE],
        env={**os.environ, "DSI_SECRET": SECRET, mark: "1", "COLUMNS": "400", "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    left = survivors(mark)
    after = everything(root)
    results = {result.trainee: result for result in cohort.autograde(MODULE)}
    yield SimpleNamespace(
        cohort=cohort,
        root=root,
        process=process,
        results=results,
        before=before,
        after=after,
        rows=rows,
        left=left,
        visitors=door.visitors(),
    )
    shutil.rmtree(root, ignore_errors=True)


def said(run, case):
    result = run.results[case.name]
    return [*([result.problem] if result.problem else []), *getattr(result, "flags", ())]


def test_there_are_more_than_forty_cases_of_seven_kinds():
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.says or case.quiet or case.score is not None for case in CASES)


def test_the_command_comes_to_its_end(run):
    assert run.process.returncode == 0, run.process.stderr[-3000:]
    assert "Traceback" not in run.process.stderr


@pytest.mark.parametrize("trainee", HONEST)
def test_the_honest_get_what_they_earned(run, trainee):
    result = run.results[trainee]
    assert (result.problem, result.score, tuple(getattr(result, "flags", ()))) == ("", ALL, ())
    assert result.waiting


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_submission_earns_no_more_than_it_should(run, case):
    result = run.results[case.name]
    if result.score is None:
        assert result.problem
        assert case.score is None or case.either, result.problem
    else:
        assert case.score is not None, f"{result.score}점을 받았습니다."
        assert result.score <= case.score if case.either else result.score == case.score, said(run, case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_submission_is_not_passed_over_in_silence(run, case):
    texts = said(run, case)
    assert all(any(ord(letter) in KOREAN for letter in text) for text in texts)
    if case.says and not (case.quiet and not texts):
        assert any(case.says in text for text in texts), texts
    assert texts or case.quiet or notes(run, case), "아무 말도 없습니다."


def notes(run, case):
    """Errors an instructor sees in the graded notebook."""
    path = run.cohort.folder / "autograded" / case.name / MODULE / f"{NOTEBOOK}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return [
        output.ename for cell in cells for output in cell.get("outputs", []) if output.output_type == "error"
    ]


def test_everything_outside_is_as_it_was(run):
    changed = {
        path for path in run.before.keys() | run.after.keys() if run.before.get(path) != run.after.get(path)
    }
    assert changed == set()


def test_the_gradebook_holds_the_class_and_nothing_else(run):
    rows = gradebook_rows(run.cohort.folder)
    assert {table for table in rows if rows[table] != run.rows[table]} == set()


def test_nobody_gets_a_mark_by_hand_or_an_extra_point(run):
    with sqlite3.connect(run.cohort.folder / "gradebook.db") as gradebook:
        assert gradebook.execute(
            "select count(*) from grade where manual_score is not null and manual_score > 0 or extra_credit > 0"
        ).fetchone() == (0,)


def test_graded_folders_hold_no_links_and_nothing_of_others(run):
    graded = run.cohort.folder / "autograded"
    assert [path for path in graded.rglob("*") if path.is_symlink()] == []
    assert {path.name for path in graded.iterdir()} <= {*HONEST, *(case.name for case in CASES)}


def test_the_temporary_folder_is_empty_again(run):
    assert [path for path in (run.root / "tmp").rglob("*") if not path.is_dir()] == []


def test_no_process_outlives_the_run(run):
    assert run.left == []


def test_nobody_reached_the_network_or_a_secret(run):
    assert run.visitors == 0
    for path in (run.cohort.folder / "autograded").rglob("*.ipynb"):
        assert f"'{SECRET}" not in path.read_text(encoding="utf-8")


def test_the_instructor_sees_who_and_why(run):
    for case in CASES:
        assert case.name in run.process.stdout
