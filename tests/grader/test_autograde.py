"""Every submission gets a result or a plain reason, and none stops or changes another."""

import hashlib
import json

import nbformat
import pytest

from curriculum.errors import DsiError
from grader.by_hand import score_by_hand
from grader.roster import Trainee, enrol
from grader.submissions import damage
from tests.grader.classes import (
    ADVICE,
    MODULE,
    RIGHT,
    RIGHT_PLACE,
    RIGHT_SHARE,
    WRONG_SHARE,
    find,
    hand_in,
    homes,
    released,
    write,
)


def delete(*names):
    def change(nb):
        nb.cells = [
            cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in names
        ]

    return change


def duplicate(name):
    def change(nb):
        nb.cells.insert(0, find(nb, name).copy())

    return change


def claim(name, **marks):
    def change(nb):
        find(nb, name).metadata.nbgrader.update(marks)

    return change


def strip_marks(nb):
    for cell in nb.cells:
        cell.metadata = nbformat.NotebookNode()


def retype(name):
    def change(nb):
        cell = find(nb, name)
        cell.cell_type = "markdown"
        cell.pop("outputs"), cell.pop("execution_count")

    return change


def old_format(nb):
    nb.nbformat_minor = 2
    for cell in nb.cells:
        del cell["id"]


# What a trainee did, and the score of the two autograded questions (2 and 3 points).
SCORES = {
    "right": (RIGHT, 5),
    "blank": ((), 0),
    "wrong": ((WRONG_SHARE, RIGHT_PLACE), 3),
    "warned": ((write("q01-share", "import warnings\ndef share(a, t):\n    warnings.warn('곧 바뀝니다')\n"
                      "    return round(a / t * 100, 1) if t else None"), RIGHT_PLACE), 5),
    "endless": ((write("q01-share", "def share(a, t):\n    while True: pass"), RIGHT_PLACE), 3),
    "dead-kernel": ((write("q01-share", "import os\nos._exit(1)"), RIGHT_PLACE), 3),
    "deaf-loop": ((write("q01-share", "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"),
                   RIGHT_PLACE), 3),
    "edited-test": ((WRONG_SHARE, write("q01-share-test", "pass"), RIGHT_PLACE), 3),
    "deleted-test": ((WRONG_SHARE, RIGHT_PLACE, delete("q01-share-test")), 3),
    "deleted-right": ((*RIGHT, delete("q01-share-test", "q02-place-test")), 5),
    "deleted-question": ((RIGHT_PLACE, delete("q01-share", "q01-share-test")), 3),
    "deleted-region": ((*RIGHT, delete("parameters")), 5),
    "other-region": ((*RIGHT, write("parameters", 'REGION = "서울특별시"')), 5),
    "typed-region": ((RIGHT_SHARE, write("q02-place", 'place = "서울특별시"')), 2),
    "doubled-test": ((*RIGHT, duplicate("q01-share-test")), 5),
    "doubled-answer": ((*RIGHT, duplicate("q03-advice"), duplicate("q01-share")), 5),
    "retyped-test": ((WRONG_SHARE, RIGHT_PLACE, retype("q01-share-test")), 3),
    "claimed-points": ((RIGHT_SHARE, claim("q01-share-test", points=100)), 2),
    "claimed-manual": ((WRONG_SHARE, claim("q01-share-test", solution=True, locked=False)), 0),
    "forged-cell": ((*RIGHT, claim("q03-advice", grade_id="q99-gift", points=50)), 5),
    "no-marks": ((*RIGHT, strip_marks), 0),
    "old-format": ((*RIGHT, old_format), 5),
}  # fmt: skip

# What cannot be graded, and a word of the reason.
BROKEN = {
    "truncated": (lambda path: path.write_bytes(path.read_bytes()[:700]), "중간에 잘렸습니다"),
    "garbled": (lambda path: path.write_text(path.read_text("utf-8").replace('"cells"', "cells", 1)), "깨져"),
    "empty": (lambda path: path.write_bytes(b""), "빈 파일"),
    "other-json": (lambda path: path.write_text("[1, 2]"), "주피터 노트북이 아닙니다"),
    "cp949": (lambda path: path.write_bytes("노트북".encode("cp949")), "UTF-8"),
    "missing": (lambda path: path.unlink(), "practicum.ipynb 파일이 없습니다"),
    "renamed": (lambda path: path.rename(path.with_name("practicum (1).ipynb")), "practicum (1).ipynb"),
}
def fingerprint(folder):
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """One class in which everything goes wrong that can, graded once."""
    cohort = released(tmp_path_factory.mktemp("cohorts") / "class", *SCORES, *BROKEN)
    for trainee, (changes, _) in SCORES.items():
        hand_in(cohort, trainee, *changes)
    for trainee, (destroy, _) in BROKEN.items():
        destroy(hand_in(cohort, trainee, *RIGHT) / "practicum.ipynb")
        cohort.submit(MODULE, trainee, homes(cohort) / trainee)
    cohort.collect(MODULE)
    before = fingerprint(cohort.folder / "submitted")
    results = {result.trainee: result for result in cohort.autograde(MODULE)}
    return cohort, results, before


@pytest.mark.parametrize("trainee", SCORES)
def test_a_submission_gets_the_score_it_earned(graded, trainee):
    _, results, _ = graded
    assert (results[trainee].problem, results[trainee].score) == ("", SCORES[trainee][1])
    assert results[trainee].max_score == 9


@pytest.mark.parametrize("trainee", BROKEN)
def test_a_damaged_submission_gets_a_reason_and_no_score(graded, trainee):
    _, results, _ = graded
    assert results[trainee].score is None
    assert BROKEN[trainee][1] in results[trainee].problem


def test_submissions_are_never_modified(graded):
    cohort, _, before = graded
    assert fingerprint(cohort.folder / "submitted") == before


def test_a_lesson_is_not_run(graded):
    cohort, results, _ = graded
    path = cohort.folder / "autograded" / "right" / MODULE / "lesson.ipynb"
    assert "os._exit" in path.read_text(encoding="utf-8")
    assert results["right"].problem == ""


def test_a_written_answer_waits_for_a_person(graded):
    _, results, _ = graded
    assert results["right"].waiting
    assert not results["blank"].waiting


def test_reasons_stay_until_the_submission_is_replaced(graded):
    cohort, _, _ = graded
    assert set(cohort.problems()[MODULE]) == set(BROKEN)
    (homes(cohort) / "renamed" / MODULE / "practicum (1).ipynb").unlink()
    cohort.fetch(MODULE, "renamed", homes(cohort) / "renamed")
    cohort.submit(MODULE, "renamed", homes(cohort) / "renamed")
    cohort.collect(MODULE)
    results = {result.trainee: result for result in cohort.autograde(MODULE)}
    assert results["renamed"].score == 0
    assert "renamed" not in cohort.problems()[MODULE]
    assert "빈 파일" in results["empty"].problem


@pytest.fixture
def one(tmp_path):
    """A class of one, whose written answer waits."""
    cohort = released(tmp_path / "class", "hong")
    hand_in(cohort, "hong", *RIGHT)
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    return cohort


def test_points_given_by_hand_count_and_survive_another_grading(one):
    score_by_hand(one, MODULE, "hong", "q03-advice", 3.5, "근거를 더 써 주세요.")
    assert [(r.score, r.waiting) for r in one.autograde(MODULE)] == [(8.5, False)]
    assert [(r.score, r.waiting) for r in one.autograde(MODULE, again=True)] == [(8.5, True)]


@pytest.mark.parametrize(
    ("trainee", "question", "points", "comment", "said"),
    [
        ("hong", "q03-advice", 5, None, "4점까지"),
        ("hong", "q03-advice", -1, None, "0점부터"),
        ("hong", "q99", 1, None, "q03-advice"),
        ("nobody", "q03-advice", 1, None, "아직 채점되지 않았습니다"),
        ("hong", "q01-share-test", 1, "좋습니다", "의견을 달 수 없습니다"),
    ],
)
def test_points_that_do_not_fit_are_refused(one, trainee, question, points, comment, said):
    with pytest.raises(DsiError, match=said):
        score_by_hand(one, MODULE, trainee, question, points, comment)
    assert [result.score for result in one.autograde(MODULE)] == [5]


def test_a_stranger_is_reported_and_not_enrolled(one):
    enrol(one, [Trainee("guest", "손님")])
    hand_in(one, "guest", *RIGHT, ADVICE)
    one.collect(MODULE)
    with one.gradebook() as gradebook:
        gradebook.remove_student("guest")
    results = {result.trainee: result for result in one.autograde(MODULE)}
    assert "명단에 없는" in results["guest"].problem
    assert results["hong"].score == 5
    assert [trainee.id for trainee in one.trainees()] == ["hong"]


def test_a_whole_notebook_of_another_kind_is_named(tmp_path):
    (tmp_path / "practicum.ipynb").write_text(json.dumps({"nbformat": 4}), encoding="utf-8")
    assert "practicum.ipynb: 주피터 노트북이 아닙니다" in damage(tmp_path, ["practicum.ipynb"])
