"""The log of grades says who changed what, whatever program did it, and finds what nobody reported."""

import csv
import getpass
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from grader import audit, late
from grader.by_hand import score_by_hand
from grader.cohort import Cohort
from tests.gallery.serving import free_port
from tests.grader.classes import ADVICE, MODULE, RIGHT, WRONG_SHARE, collected, put


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """Two trainees, graded once."""
    folder = tmp_path_factory.mktemp("cohorts") / "class"
    cohort = collected(folder, {"right": RIGHT, "wrong": (WRONG_SHARE, ADVICE)})
    cohort.autograde(MODULE)
    return cohort


def values(found, trainee="right"):
    return {(each.question, each.field): (each.before, each.after) for each in found if each.trainee == trainee}


def test_automatic_grading_is_in_the_log_with_who_ran_it(cohort):
    found = audit.changes(cohort.folder)
    assert values(found)["q01-share-test", "auto_score"] == (None, 2)
    assert values(found, "wrong")["q01-share-test", "auto_score"] == (None, 0)
    assert {each.by for each in found} == {getpass.getuser()}
    assert not audit.look(cohort)


def test_points_by_hand_and_their_comment_are_in_the_log(cohort, monkeypatch):
    monkeypatch.setenv(audit.ACTOR, "oh")
    before = len(audit.changes(cohort.folder))
    score_by_hand(cohort, MODULE, "right", "q03-advice", 3, "근거가 분명합니다.")
    score_by_hand(cohort, MODULE, "right", "q03-advice", 4)
    found = audit.changes(cohort.folder)[before:]
    assert [(each.field, each.before, each.after) for each in found if each.question == "q03-advice"] == [
        ("manual_score", None, 3),
        ("manual_comment", None, "근거가 분명합니다."),
        ("manual_score", 3, 4),
    ]
    assert {each.by for each in found} == {"oh"}


def test_the_same_grade_again_is_no_change(cohort):
    before = audit.changes(cohort.folder)
    cohort.autograde(MODULE, again=True)
    assert audit.changes(cohort.folder) == before


def test_an_extension_is_in_the_log(cohort):
    cohort.release(MODULE, "2030-01-01 09:00")
    late.extend(cohort, MODULE, "wrong", "2030-01-02 09:00")
    last = audit.changes(cohort.folder)[-1]
    assert (last.trainee, last.field, last.after) == ("wrong", "extension", 86400)


def test_a_change_that_is_rolled_back_is_not_in_the_log(cohort):
    before = audit.changes(cohort.folder)
    with cohort.gradebook() as gradebook:
        grade = gradebook.find_grade("q01-share-test", "practicum", MODULE, "right")
        grade.extra_credit = 10
        gradebook.db.flush()
        gradebook.db.rollback()
        gradebook.db.commit()
    assert audit.changes(cohort.folder) == before


def test_stock_nbgrader_is_in_the_log(cohort):
    put(cohort, "wrong", *RIGHT)
    before = len(audit.changes(cohort.folder))
    command = ["autograde", MODULE, "--student=wrong", "--force"]
    subprocess.run([sys.executable, "-m", "nbgrader", *command], cwd=cohort.folder, check=True, capture_output=True)
    found = audit.changes(cohort.folder)[before:]
    assert values(found, "wrong")["q01-share-test", "auto_score"] == (0, 2)


def test_a_change_past_every_program_is_found_but_not_by_whom(cohort):
    score_by_hand(cohort, MODULE, "wrong", "q01-share-test", 1)
    with sqlite3.connect(cohort.folder / "gradebook.db") as database:
        database.execute("update grade set manual_score = 2 where manual_score = 1")
    found = audit.look(cohort)
    assert [(each.question, each.field, each.before, each.after) for each in found] == [
        ("q01-share-test", "manual_score", 1, 2)
    ]
    assert found[0].by == found[0].program == ""
    assert found[0].since
    assert not audit.look(cohort)


def test_the_log_is_its_owners_and_a_line_that_was_cut_off_hurts_no_other(cohort):
    path = cohort.folder / audit.FILE
    assert path.stat().st_mode & 0o077 == 0
    whole = audit.changes(cohort.folder)
    with path.open("a") as file:
        file.write('{"time": "2026-')
    score_by_hand(cohort, MODULE, "right", "q03-advice", 2)
    assert audit.changes(cohort.folder)[: len(whole)] == whole
    assert audit.changes(cohort.folder)[-1].after == 2


def _answers(request: urllib.request.Request) -> bool:
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60).close()
    except urllib.error.HTTPError:
        raise
    except OSError:  # not yet there
        return False
    return True


def test_the_formgrader_is_in_the_log(cohort):
    port, token = free_port(), "t0ken"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--allow-root"]
    log = (cohort.folder.parent / "lab.log").open("w")
    lab = subprocess.Popen(
        command, cwd=cohort.folder, env=os.environ | {"JUPYTER_TOKEN": token}, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        with cohort.gradebook() as gradebook:
            grade = gradebook.find_grade("q03-advice", "practicum", MODULE, "right").id
        address = f"http://127.0.0.1:{port}/formgrader/api/grade/{grade}"
        body = json.dumps({"manual_score": 1.5, "extra_credit": 0.5}).encode()
        request = urllib.request.Request(address, body, {"Authorization": f"token {token}"}, method="PUT")
        while not _answers(request):
            assert lab.poll() is None, Path(log.name).read_text()
            time.sleep(0.25)
        found = audit.changes(cohort.folder)[-2:]
    finally:
        lab.terminate()
        lab.wait(timeout=20)
        log.close()
    assert [(each.field, each.before, each.after) for each in found] == [
        ("manual_score", 2, 1.5),
        ("extra_credit", None, 0.5),
    ]
    assert {each.program for each in found} == {"formgrader"}


def test_the_command_shows_it_and_writes_it_for_excel(cohort, tmp_path):
    out = tmp_path / "기록.csv"
    words = ["audit", str(cohort.folder), "--trainee", "right", "--out", str(out)]
    shown = subprocess.run([sys.executable, "-m", "dsi", *words], capture_output=True, text=True, check=True).stdout
    assert re.search(r"formgrader.*q03-advice.*직접 준 점수", shown)
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:4] == ["때", "누가", "무엇으로", "단원"]
    assert {row[4] for row in rows[1:]} == {"right"}
    assert len(rows) - 1 == sum(each.trainee == "right" for each in audit.changes(cohort.folder))


def test_a_cohort_from_before_the_log_is_written_down_once(tmp_path):
    cohort = collected(tmp_path / "class", {"right": RIGHT})
    cohort.autograde(MODULE)
    (cohort.folder / audit.FILE).unlink()
    found = audit.look(Cohort(cohort.folder))
    assert values(found)["q01-share-test", "auto_score"] == (None, 2)
    assert not audit.look(cohort)
