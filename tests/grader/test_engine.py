"""What counts is whether a test came to its end; what a trainee's code changes is put back and told."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from curriculum.errors import DsiError
from grader import late, receipts
from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests import cells
from tests.grader.classes import (
    MODULE,
    RIGHT,
    RIGHT_PLACE,
    RIGHT_SHARE,
    WRONG_SHARE,
    collected,
    course,
    hand_in,
    homes,
    put,
    released,
    write,
)

SCORES = "select base_cell.name, auto_score from grade join base_cell on grade.cell_id = base_cell.id"


def answer(source):
    return write("q01-share", f"{source}\ndef share(aged, total):\n    return 0")


DROP = """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())
"""
FAKE = """
async def fake(*a, **k): return {"status": "ok", "execution_count": 1}
get_ipython().kernel.do_execute = fake
"""
# What was done beside a wrong first answer (worth 2), and a word of what is said; the second answer (worth 3) is right.
TRICKS = {
    "ast": (DROP, "ast_transformers"),
    "hook": ("get_ipython().events.register('post_run_cell', lambda r: None)", "post_run_cell"),
    "isclose": ("import math\nmath.isclose = lambda *a, **k: True", "math.isclose"),
    "reply": (FAKE, "do_execute"),
    "equal": ("class Yes:\n    def __eq__(self, other): return True", "Yes"),
    "class": ("class Chameleon:\n    __class__ = int", "Chameleon"),
    "exit": ("import os\nos._exit(0)", "커널을 끄는"),
}


@pytest.fixture(scope="module")
def tricked(tmp_path_factory):
    work = {name: (answer(source), RIGHT_PLACE) for name, (source, _) in TRICKS.items()}
    work["sane"] = RIGHT
    work["kept"] = (answer("shown = __import__('pandas').DataFrame({'a': [1]})\nshown"), RIGHT_PLACE)
    cohort = collected(tmp_path_factory.mktemp("tricks") / "class", work)
    return {result.trainee: result for result in cohort.autograde(MODULE)}


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_earns_nothing_and_is_named(tricked, name):
    assert (tricked[name].problem, tricked[name].score) == ("", 3)
    assert any(flag.startswith("q01-share") and TRICKS[name][1] in flag for flag in tricked[name].flags)


@pytest.mark.parametrize(("name", "score"), [("sane", 5), ("kept", 3)])
def test_honest_work_is_not_suspected(tricked, name, score):
    assert (tricked[name].score, tricked[name].flags) == (score, ())


def plain_course(folder):
    """A course the kit did not make: partial credit, a task, an extra file, two notebooks, its own settings."""
    task = nbformat.v4.new_markdown_cell("그림을 그리세요.")
    task.metadata["nbgrader"] = {"grade": False, "solution": False, "task": True, "locked": True, "points": 3,
                                 "grade_id": "t1", "schema_version": 3}  # fmt: skip
    first = cells.notebook(
        cells.code("import statistics\nrows = [int(x) for x in open('data.txt')]"),
        cells.answer("a1", "total = sum(rows)"),
        cells.check("a1-test", "points = 0\nif total == 6:\n    points += 1.5\npoints", points=2),
        cells.answer("a2", "rows.append(4)"),
        cells.check("a2-test", "assert rows[-1] == 4\nlen(rows) and None", points=1),
        cells.answer("a3", "return x * 2", "def double(x):"),
        cells.check(
            "a3-test", "old = double\ndel double\ntry:\n    assert old(2) == 4\nfinally:\n    double = old"
        ),
        cells.written("a4"),
        task,
    )
    second = cells.notebook(cells.answer("b1", "y = 1"), cells.check("b1-test", "assert y == 1"))
    source = folder / "source" / "ps1"
    source.mkdir(parents=True)
    nbformat.write(first, source / "one.ipynb")
    nbformat.write(second, source / "two.ipynb")
    (source / "data.txt").write_text("1\n2\n3\n")
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'plain'\nc.LateSubmissionPlugin.penalty_method = 'none'\n"
    )
    cohort = Cohort(folder)
    made = cohort.api().generate_assignment("ps1")
    assert made["success"], made
    enrol(cohort, [Trainee(name, "홍길동") for name in ("blank", "right", "partly", "one-only")])
    return cohort


def hand_in_plain(cohort, trainee, answers, notebooks=("one", "two")):
    place = cohort.folder / "submitted" / trainee / "ps1"
    place.mkdir(parents=True)
    (place / "data.txt").write_text("9\n")
    for name in notebooks:
        nb = nbformat.read(cohort.folder / "release" / "ps1" / f"{name}.ipynb", as_version=4)
        for cell in nb.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(grade_id, cell.source)
        nbformat.write(nb, place / f"{name}.ipynb")


def test_a_course_the_kit_did_not_make_gets_stock_scores(tmp_path):
    cohort = plain_course(tmp_path / "plain")
    right = {"a1": "total = sum(rows)", "a2": "rows.append(4)", "a3": "def double(x):\n    return x * 2", "b1": "y = 1",
             "a4": "글", "t1": "그림을 그리세요. 그렸습니다."}  # fmt: skip
    hand_in_plain(cohort, "blank", {})
    hand_in_plain(cohort, "right", right)
    hand_in_plain(cohort, "partly", {**right, "a1": "total = 0", "b1": "1 / 0"})
    hand_in_plain(cohort, "one-only", right, ["one"])
    scores = {}
    for way in ("dsi", "nbgrader"):
        if way == "dsi":
            assert [result.problem for result in cohort.autograde("ps1")] == [""] * 4
        else:
            command = [Path(sys.executable).with_name("nbgrader"), "autograde", "ps1", "--force"]
            subprocess.run(command, cwd=cohort.folder, check=True, capture_output=True)
        with sqlite3.connect(cohort.folder / "gradebook.db") as gradebook:
            scores[way] = sorted(map(str, gradebook.execute(SCORES)))
    assert scores["dsi"] == scores["nbgrader"]
    assert "('a1-test', 1.5)" in scores["dsi"]


def test_stock_nbgrader_gives_a_cohort_the_same_scores(tmp_path):
    work = {
        "right": RIGHT,
        "wrong": (WRONG_SHARE, RIGHT_PLACE),
        "blank": (),
        "trick": (answer(TRICKS["reply"][0]),),
    }
    cohort = collected(tmp_path / "class", work)
    found = {result.trainee: result.score for result in cohort.autograde(MODULE)}
    for trainee, score in found.items():
        assert cohort.api().autograde(MODULE, trainee)["success"]
        with cohort.gradebook() as gradebook:
            assert gradebook.find_submission(MODULE, trainee).score == score


def test_a_value_at_the_end_of_a_kits_test_is_no_score(tmp_path):
    cohort = course(tmp_path / "class")
    source = cohort.folder / "source" / MODULE
    (source / "lesson.ipynb").unlink()
    ends = {"all": "assert x == 1\nx - 0.5", "none": "assert x == 2\nx"}
    tests = [cells.check(f"q01-{name}", code) for name, code in ends.items()]
    nbformat.write(cells.notebook(cells.answer("q01", "x = 1"), *tests), source / "practicum.ipynb")
    cohort.release(MODULE)
    enrol(cohort, [Trainee("hong", "홍길동")])
    put(cohort, "hong", write("q01", "x = 1"))
    assert [result.score for result in cohort.autograde(MODULE)] == [2]
    with sqlite3.connect(cohort.folder / "gradebook.db") as gradebook:
        assert dict(gradebook.execute(SCORES)) == {"q01-all": 2, "q01-none": 0}


def test_only_what_is_new_or_changed_is_graded(tmp_path):
    cohort = collected(tmp_path / "class", {"same": RIGHT, "changed": ()})
    cohort.autograde(MODULE)
    same = cohort.folder / "autograded" / "same"
    before = same.stat().st_ino
    put(cohort, "changed", *RIGHT)
    assert [(r.trainee, r.score) for r in cohort.autograde(MODULE)] == [("same", 5), ("changed", 5)]
    assert same.stat().st_ino == before


def test_without_a_sandbox_nothing_is_graded(tmp_path, monkeypatch):
    cohort = collected(tmp_path / "class", {"hong": RIGHT})
    from grader.kernels import sandbox, zygote

    zygote.stop()
    monkeypatch.setattr(sandbox, "find_bubblewrap", lambda: None)
    with pytest.raises(DsiError, match="bubblewrap"):
        cohort.autograde(MODULE)
    assert not (cohort.folder / "autograded").exists()


def test_more_time_for_one_and_a_price_for_the_others(tmp_path):
    cohort = released(tmp_path / "class", "kim", "lee")
    with (cohort.folder / "cohort.yaml").open("a", encoding="utf-8") as file:
        file.write("late_penalty: 10\n")
    cohort.release(MODULE, "2026-11-19 18:00")
    for trainee in ("kim", "lee"):
        put(cohort, trainee, RIGHT_SHARE, RIGHT_PLACE)  # 2026-11-20 18:00, a day later
    late.extend(cohort, MODULE, "kim", "2026-11-21 18:00")
    found = {result.trainee: (result.score, result.late) for result in cohort.autograde(MODULE)}
    assert found == {"kim": (5, False), "lee": (4.5, True)}
    with pytest.raises(DsiError, match="보다 뒤여야"):
        late.extend(cohort, MODULE, "kim", "2026-11-18 18:00")


def test_a_receipt_tells_what_arrived(tmp_path):
    cohort = released(tmp_path / "class", "hong")
    with (cohort.folder / "cohort.yaml").open("a", encoding="utf-8") as file:
        file.write("submissions: 1\n")
    hand_in(cohort, "hong", *RIGHT)
    (path,) = (homes(cohort) / "hong" / "receipts").glob("*.json")
    assert receipts.check(cohort, path)[1] == ""
    cohort.collect(MODULE)
    assert receipts.check(cohort, path)[1] == ""
    with pytest.raises(DsiError, match="1번까지만"):
        cohort.submit(MODULE, "hong", homes(cohort) / "hong")
    path.write_text(path.read_text().replace('"sha256": "', '"sha256": "0'))
    assert "다릅니다" in receipts.check(cohort, path)[1]
