"""A feedback page says what to look at and never shows a hidden test, its traceback or its values."""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output

from grader import exchange
from grader.by_hand import score_by_hand
from grader.conceal import _by_question
from tests.grader.classes import (
    HIDDEN,
    MODULE,
    RIGHT,
    RIGHT_PLACE,
    SECRET,
    WRONG_SHARE,
    find,
    hand_in,
    homes,
    released,
    write,
)


def answer(body):
    return write("q01-share", f"def share(aged, total):\n{body}")


def append(source):
    return lambda nb: nb.cells.append(new_code_cell(source))


def pasted(nb):
    """The trainee ran the notebook before handing it in."""
    cell = find(nb, "q02-place")
    cell.outputs = [new_output("stream", text="내가 실행한 결과\n")]
    find(nb, "q02-place-test").outputs = [new_output("stream", text="시험 셀에 남긴 출력\n")]


RIGHT_EXCEPT_ZERO = "    if total == 0:\n        {}\n    return round(aged / total * 100, 1)"
READ_NOTEBOOK = "from pathlib import Path\ntext = Path('practicum.ipynb').read_text()\n"
SPY = "    import sys, linecache\n    frame = sys._getframe(1)\n    source = ''.join(linecache.getlines(frame.f_code.co_filename))\n"

# Everything a trainee may try, or fall into, to see the tests.
ATTEMPTS = {
    "silent": answer(RIGHT_EXCEPT_ZERO.format("return 0")),
    "wrong-value": answer("    return 12.5 if total else None"),
    "other-error": answer(RIGHT_EXCEPT_ZERO.format("raise ValueError(f'aged {aged} of {total}')")),
    "zero-division": answer("    return round(aged / total * 100, 1)"),
    "raises-source": answer(SPY + "    raise AssertionError(source)"),
    "names-source": answer(SPY + "    raise type(source, (Exception,), {})(source)"),
    "prints-source": answer(SPY + "    print(source)\n    return 12.5"),
    "stderr-source": answer(SPY + "    sys.stderr.write(source)\n    return 12.5"),
    "displays-source": answer(SPY + "    display(source)\n    return 12.5"),
    "prints-history": append("print(In)"),
    "raises-history": append("raise AssertionError(str(In))"),
    "prints-file": append(READ_NOTEBOOK + "print(text)"),
    "shows-file-as-html": append(
        READ_NOTEBOOK + "from IPython.display import HTML\nHTML(f'<pre>{text}</pre>')"
    ),
    "encodes-file": append(READ_NOTEBOOK + "print(text.encode().hex())"),
    "widget-with-file": append(READ_NOTEBOOK + "import ipywidgets\nipywidgets.HTML(text)"),
    "language-with-file": append(READ_NOTEBOOK + "get_ipython().kernel.language_info['version'] = text"),
    "posts-page": append(READ_NOTEBOOK + "Path('lesson2.html').write_text(text)"),
    "posts-folder": append(READ_NOTEBOOK + "Path('more').mkdir()\nPath('more/page.html').write_text(text)"),
}


@pytest.fixture(scope="module")
def class_(tmp_path_factory):
    """Trainees who try to see the tests, graded and fed back."""
    cohort = released(tmp_path_factory.mktemp("cohorts") / "class", *ATTEMPTS, "right", "blank", "pasted")
    for trainee, change in ATTEMPTS.items():
        hand_in(cohort, trainee, RIGHT_PLACE, change)
    hand_in(cohort, "right", *RIGHT)
    hand_in(cohort, "blank")
    hand_in(cohort, "pasted", *RIGHT, pasted)
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    score_by_hand(cohort, MODULE, "right", "q03-advice", 3, "근거가 <분명>합니다.")
    cohort.feedback(MODULE)
    return cohort


def page(cohort, trainee):
    return (cohort.folder / "feedback" / trainee / MODULE / "practicum.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("trainee", ATTEMPTS)
def test_no_attempt_brings_a_hidden_test_into_what_is_handed_back(class_, trainee):
    folder = class_.folder / "feedback" / trainee / MODULE
    secrets = [HIDDEN, SECRET, "HIDDEN", "place == REGION", HIDDEN.encode().hex()]
    number = re.compile(r"(?<![\w-])8485(?![\w-])")  # as a word: a random id may hold the digits
    for path in folder.rglob("*"):
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not any(secret in text for secret in secrets), path
        assert not number.search(text), path
    assert {path.name for path in folder.iterdir()} == {
        "lesson.html", "practicum.html", "timestamp.txt", "submission_secret.txt",
    }  # fmt: skip


def test_the_secrets_are_there_to_be_seen(class_):
    """In the notebook the instructor sees; the submission's own code does not find them while it runs."""
    graded = class_.folder / "autograded" / "prints-history" / MODULE / "practicum.ipynb"
    nb = nbformat.read(graded, as_version=4)
    assert HIDDEN not in str(nb.cells[-1].outputs)
    assert HIDDEN in find(nb, "q01-share-test").source


def test_no_posted_page_reaches_the_exchange(class_):
    exchange.fetch_feedback(class_, MODULE, "posts-page", homes(class_) / "posts-page")
    pages = (homes(class_) / "posts-page" / MODULE / "feedback").rglob("*.html")
    assert {path.name for path in pages} == {"lesson.html", "practicum.html"}
    released_pages = list((class_.folder / "exchange" / "busan-test" / "feedback").glob("*.html"))
    assert len(released_pages) == 2 * len(class_.submitted(MODULE))


@pytest.mark.parametrize(
    ("trainee", "said"),
    [
        ("silent", "전체 인구가 0일 때를 확인하세요."),
        ("wrong-value", "…이(가) 맞는지 보세요."),
        ("other-error", "오류(ValueError)"),
        ("zero-division", "오류(ZeroDivisionError)"),
        ("raises-source", "채점하는 방법을 바꾸는 코드"),
        ("names-source", "채점하는 방법을 바꾸는 코드"),
        ("blank", "아직 작성하지 않은 답이 있습니다."),
        ("raises-history", "오류(AssertionError)"),
    ],
)
def test_a_failed_test_says_in_korean_what_to_look_at(class_, trainee, said):
    assert said in page(class_, trainee)


def test_visible_tests_are_shown_as_released(class_):
    assert "100을 곱했는지 보세요." in page(class_, "silent")


def test_scores_and_the_instructors_words_are_shown(class_):
    text = page(class_, "right")
    assert "8점" in text
    assert "근거가 &lt;분명&gt;합니다." in text
    assert "강사가 직접 채점할 문항이 남아" not in text
    assert "강사가 직접 채점할 문항이 남아" in page(class_, "pasted")


def test_a_question_with_two_tests_has_one_row_with_the_points_of_both():
    row = {"id": "q02-a-test", "title": "문제 2", "kind": "검사", "state": "통과", "score": 1.0, "points": 1.0}
    row |= {"verdict": "", "waiting": False}
    failed = row | {"id": "q02-a-test-2", "state": "다시 보기", "score": 0.0, "points": 2.0, "verdict": "합을 보세요."}
    other = row | {"id": "q03-b-test", "title": "문제 3"}
    first, second = _by_question([row, failed, other])
    assert first == failed | {"score": 1.0, "points": 3.0}
    assert second == other
    assert _by_question([failed, row])[0] == failed | {"score": 1.0, "points": 3.0}


def test_answers_are_shown_with_the_outputs_they_were_submitted_with(class_):
    text = page(class_, "pasted")
    assert "내가 실행한 결과" in text
    assert "시험 셀에 남긴 출력" not in text


def test_the_page_is_korean_and_asks_nothing_of_the_network(class_):
    text = page(class_, "right")
    assert '<html lang="ko">' in text
    assert not any(f'{kind}="{scheme}' in text for kind in ("src", "href") for scheme in ("http", "//"))
    assert "Score" not in text


def test_feedback_for_ungraded_work_says_so_and_the_others_get_theirs(tmp_path):
    cohort = released(tmp_path / "class", "hong", "kim")
    broken = hand_in(cohort, "hong") / "practicum.ipynb"
    broken.write_text(json.dumps({}), encoding="utf-8")
    cohort.submit(MODULE, "hong", homes(cohort) / "hong")
    hand_in(cohort, "kim", WRONG_SHARE)
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    (cohort.folder / "autograded" / "kim" / MODULE / "timestamp.txt").unlink()
    results = {result.trainee: result for result in cohort.feedback(MODULE)}
    assert "아직 채점되지 않았습니다" in results["hong"].problem
    assert "피드백 내보내기" in results["kim"].problem


def test_a_notebook_written_while_grading_gets_no_page(tmp_path):
    cohort = released(tmp_path / "class", "hong")
    hand_in(cohort, "hong", append(READ_NOTEBOOK + "Path('extra.ipynb').write_text(text)"))
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    assert [bool(result.problem) for result in cohort.feedback(MODULE)] == [False]
    graded = cohort.folder / "autograded" / "hong" / MODULE
    assert sorted(path.name for path in graded.glob("*.ipynb")) == ["lesson.ipynb", "practicum.ipynb"]
    assert len(list((cohort.folder / "exchange" / "busan-test").rglob("*.html"))) == 2
