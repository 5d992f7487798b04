"""A cohort is one ordinary nbgrader course directory, made whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest

from curriculum import catalog
from curriculum.errors import DsiError
from grader import exchange
from grader.cohort import Cohort, create
from grader.inbox import Collected
from grader.roster import Trainee, enrol
from tests.grader.classes import (
    CONFIG,
    HIDDEN,
    MODULE,
    RIGHT,
    WRONG_SHARE,
    course,
    find,
    hand_in,
    homes,
    released,
)


@pytest.fixture
def cohort(tmp_path):
    return released(tmp_path / "class", "hong", "kim")


TRACK = {
    "track.yaml": """
        title: 시험
        audience: 시험하는 사람
        entry: [없음]
        hours: 1
        outcomes: [{title: 시험합니다., competencies: [try]}]
        competencies: [{id: try, title: 시험합니다.}]
    """,
    "01-tiny/module.yaml": """
        title: 작은 단원
        promise: 작습니다.
        minutes: {explain: 1, practise: 1}
        objectives: [하나를 합니다., 둘을 합니다.]
        datasets: [kr-regions]
        competencies: [try]
        points: 10
    """,
    "01-tiny/lesson.py": "# %% [markdown]\n# # 배우기\n",
    "01-tiny/practicum.py": """
        # %% tags=["parameters"]
        REGION = "부산광역시"

        # %% nbgrader={"grade_id": "q01", "solution": true}
        ### BEGIN SOLUTION
        place = REGION
        ### END SOLUTION

        # %% nbgrader={"grade_id": "q01-test", "grade": true, "locked": true, "points": 10}
        assert place == REGION, "지역을 보세요."
    """,
    "01-tiny/answers.py": "",
    "01-tiny/instructor.md": "",
}


@pytest.fixture
def tiny_track(tmp_path_factory, monkeypatch):
    """The track ``bigdata`` is one tiny module."""
    content = tmp_path_factory.mktemp("content")
    for name, text in TRACK.items():
        path = content / "bigdata" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")
    monkeypatch.setattr(catalog, "CONTENT", content)
    catalog.track.cache_clear()
    yield
    catalog.track.cache_clear()


def stock(cohort, *args):
    """Run a stock nbgrader command in the cohort's folder, without the environment on PATH."""
    env = {"PATH": "/usr/bin:/bin", "HOME": str(cohort.folder.parent), "LANG": "C.UTF-8"}
    command = [str(Path(sys.executable).with_name("nbgrader")), *args]
    return subprocess.run(command, cwd=cohort.folder, env=env, capture_output=True, text=True, check=False)


def test_a_cohort_is_built_for_its_region_with_its_own_exchange(tiny_track, tmp_path):
    made = create(tmp_path / "bigdata-2026", "bigdata", "전북", "jeonbuk", tmp_path / "exchange")
    assert (made.card.center, made.card.track, made.card.region) == ("jeonbuk", "bigdata", "전북특별자치도")
    assert made.modules()
    api = made.api()
    assert api.course_id == "bigdata-2026"
    assert api.exchange_root == str(tmp_path / "exchange")
    assert api.exchange_is_functional


def test_a_moved_center_keeps_working(tiny_track, tmp_path):
    create(tmp_path / "old" / "cohorts" / "one", "bigdata", "부산", "busan", tmp_path / "old" / "exchange")
    (tmp_path / "old").rename(tmp_path / "new")
    assert Cohort(tmp_path / "new" / "cohorts" / "one").api().exchange_root == str(
        tmp_path / "new" / "exchange"
    )


def test_creating_the_same_cohort_again_changes_nothing(tiny_track, tmp_path):
    made = create(tmp_path / "one", "bigdata", "부산", "busan")
    config = made.folder / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + "c.Execute.timeout = 7\n", encoding="utf-8")
    enrol(made, [Trainee("hong", "홍길동")])
    assert create(tmp_path / "one", "bigdata", "부산광역시", "busan").trainees() == [
        Trainee("hong", "홍길동")
    ]
    assert "timeout = 7" in config.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("track", "region", "center", "said"),
    [
        ("bigdata", "부산", "ulsan", "이미 다른 반"),
        ("bigdata", "대구", "busan", "이미 다른 반"),
        ("bigdata", "평양", "busan", "평양"),
        ("cooking", "부산", "busan", "cooking"),
        ("bigdata", "부산", "부산 센터", "영어 소문자"),
    ],
)
def test_what_does_not_fit_is_refused(tiny_track, tmp_path, track, region, center, said):
    create(tmp_path / "one", "bigdata", "부산", "busan")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    with pytest.raises(DsiError, match=said):
        create(tmp_path / "one", track, region, center)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("name", ["a+b", "class [1]", "-"])
def test_a_folder_nbgrader_could_not_use_is_refused(tiny_track, tmp_path, name):
    (tmp_path / "-").mkdir()
    (tmp_path / "-" / "mine.txt").touch()
    with pytest.raises(DsiError):
        create(tmp_path / name, "bigdata", "부산", "busan")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["-", "mine.txt"]


def test_a_folder_without_a_course_is_no_cohort(tmp_path):
    with pytest.raises(DsiError, match="반 폴더가 아닙니다"):
        Cohort(tmp_path)


def test_what_is_released_holds_no_answer_and_no_hidden_test(cohort):
    handed_out = cohort.folder / "exchange" / "busan-test" / "outbound" / MODULE / "practicum.ipynb"
    text = handed_out.read_text(encoding="utf-8")
    assert "여기에 코드를 작성하세요" in text
    assert "여기에 답을 작성하세요" in text
    assert not any(secret in text for secret in (HIDDEN, "BEGIN", "aged / total", "모범 답안"))


def test_a_release_that_leaks_is_refused(tmp_path):
    cohort = course(tmp_path / "class")
    path = cohort.folder / "source" / MODULE / "practicum.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells[2].source = f"assert {HIDDEN}, '전체 인구가 0일 때를 확인하세요.'".replace("'", '"')
    nbformat.write(nb, path)
    with pytest.raises(DsiError, match="새어"):
        cohort.release(MODULE)
    assert MODULE not in exchange.released(cohort)


def test_every_step_can_be_repeated(cohort):
    cohort.release(MODULE, "2099-12-01 18:00")
    folder = hand_in(cohort, "hong", *RIGHT)
    mine = (folder / "practicum.ipynb").read_bytes()
    (folder / "lesson.ipynb").unlink()
    cohort.fetch(MODULE, "hong", homes(cohort) / "hong")
    assert (folder / "practicum.ipynb").read_bytes() == mine
    assert (folder / "lesson.ipynb").is_file()
    assert cohort.collect(MODULE).new == ["hong"]
    assert cohort.collect(MODULE) == Collected()
    first = cohort.autograde(MODULE)
    assert cohort.autograde(MODULE) == first
    assert cohort.autograde(MODULE, again=True) == first
    assert [len(result.pages) for result in cohort.feedback(MODULE)] == [2]
    assert [len(result.pages) for result in cohort.feedback(MODULE)] == [2]
    cohort.release(MODULE)
    with cohort.gradebook() as gradebook:
        assert str(gradebook.find_assignment(MODULE).duedate) == "2099-12-01 09:00:00"


def test_a_newer_submission_takes_the_place_of_the_older(cohort):
    hand_in(cohort, "hong", WRONG_SHARE)
    cohort.collect(MODULE)
    assert [result.score for result in cohort.autograde(MODULE)] == [0]
    hand_in(cohort, "hong", *RIGHT)
    assert cohort.collect(MODULE).new == ["hong"]
    assert [result.score for result in cohort.autograde(MODULE)] == [5]


def test_work_after_the_due_date_is_late(cohort):
    cohort.release(MODULE, "2020-01-01 09:00")
    hand_in(cohort, "hong", *RIGHT)
    cohort.collect(MODULE)
    assert [(result.score, result.late) for result in cohort.autograde(MODULE)] == [(5, True)]


def test_feedback_reaches_the_trainee_it_is_for(cohort):
    hand_in(cohort, "hong", *RIGHT)
    hand_in(cohort, "kim")
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    cohort.feedback(MODULE)
    pages = exchange.fetch_feedback(cohort, MODULE, "hong", homes(cohort) / "hong")
    assert [page.name for page in pages] == ["lesson.html", "practicum.html"]
    said = pages[1].read_text(encoding="utf-8")
    assert "홍길동 님의 피드백" in said
    assert "<h1>고령 인구를 살펴봅니다</h1>" in said


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (lambda cohort, home: cohort.release("09-none"), "있는 단원: 01-share"),
        (lambda cohort, home: cohort.release(MODULE, "내일"), "2026-12-01 18:00"),
        (lambda cohort, home: cohort.fetch(MODULE, "nobody", home), "명단에 없는 아이디"),
        (lambda cohort, home: cohort.submit(MODULE, "nobody", home), "명단에 없는 아이디"),
        (lambda cohort, home: cohort.submit(MODULE, "hong", home), "dsi fetch"),
    ],
)
def test_a_step_that_cannot_be_taken_says_what_to_do(cohort, tmp_path, step, said):
    with pytest.raises(DsiError, match=said):
        step(cohort, tmp_path / "home")


@pytest.mark.parametrize("step", ["fetch", "collect", "autograde"])
def test_a_module_must_be_released_first(tmp_path, step):
    cohort = course(tmp_path / "class")
    enrol(cohort, [Trainee("hong", "홍길동")])
    arguments = ("hong", tmp_path) if step == "fetch" else ()
    with pytest.raises(DsiError, match="배포되지 않았습니다"):
        getattr(cohort, step)(MODULE, *arguments)


def test_a_missing_exchange_is_named(cohort):
    cohort.folder.joinpath("exchange").rename(cohort.folder / "elsewhere")
    with pytest.raises(DsiError, match="exchange"):
        cohort.collect(MODULE)


def test_stock_commands_do_the_same_in_the_same_folder(tmp_path):
    cohort = course(tmp_path / "class", CONFIG)
    done = stock(cohort, "generate_assignment", MODULE)
    assert done.returncode == 0, done.stderr
    assert stock(cohort, "release_assignment", MODULE).returncode == 0
    enrol(cohort, [Trainee("hong", "홍길동"), Trainee("kim", "김하나")])

    def duplicate(nb):
        nb.cells.append(find(nb, "q01-share-test").copy())

    hand_in(cohort, "hong", *RIGHT, duplicate)
    hand_in(cohort, "kim", WRONG_SHARE)
    for command in ("collect", "autograde", "generate_feedback", "release_feedback"):
        done = stock(cohort, command, MODULE)
        assert done.returncode == 0, done.stderr
    assert {result.trainee: result.score for result in cohort.autograde(MODULE)} == {"hong": 5, "kim": 0}
    page = (cohort.folder / "feedback" / "kim" / MODULE / "practicum.html").read_text(encoding="utf-8")
    assert "전체 인구가 0일 때를 확인하세요." in page
    assert HIDDEN not in page
    assert stock(cohort, "export", "--to", "stock.csv").returncode == 0
    assert "hong" in (cohort.folder / "stock.csv").read_text(encoding="utf-8")


def test_alembic_is_found_whatever_the_path(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    enrol(course(tmp_path / "class"), [Trainee("hong", "홍길동")])
    assert os.environ["PATH"].startswith(str(Path(sys.executable).parent))
