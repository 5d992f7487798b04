"""Stock nbgrader commands in a trainee's terminal, over the center's desk: no shared folder, nobody else's work in reach."""

import os
import subprocess
import sys

import nbformat
import pytest

from classroom.trainee.desk_client import DeskClient
from classroom.trainee.home import Home
from classroom.trainee.work import Work
from curriculum.errors import DsiError
from grader import receipts
from grader.cohort import Cohort
from tests.classroom import desks, trainees
from tests.classroom.trainees import COHORT, MODULE
from tests.grader import classes

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("center")
    cohort = trainees.make_center(folder)
    cohort.release(MODULE, "2099-12-01 18:00")
    groups = {f"trainee:{COHORT}": ["kim", "lee"]}
    with desks.running(folder, groups, {"boss"}) as desk:
        yield desk


@pytest.fixture(scope="module")
def settings(desk, tmp_path_factory):
    return trainees.settings_for(desk, tmp_path_factory.mktemp("user"))


class Terminal:
    """A trainee's terminal."""

    def __init__(self, desk, settings, home, name):
        self.home, self.given = home, trainees.environment(desk, settings, home, name)

    def run(self, *command: str, code: int = 0) -> str:
        """Type a command; its output, after it ended as it should."""
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=self.home, env=self.given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout
        return done.stdout

    def nbgrader(self, *words: str, code: int = 0) -> str:
        return self.run("nbgrader", *words, code=code)

    def dsi(self, *words: str, code: int = 0) -> str:
        return self.run("dsi", "my", *words, code=code)

    def solve(self, *changes) -> None:
        path = self.home / COHORT / MODULE / "practicum.ipynb"
        nb = nbformat.read(path, as_version=4)
        for change in changes:
            change(nb)
        nbformat.write(nb, path)


@pytest.fixture
def terminal(desk, settings, tmp_path):
    def make(name: str) -> Terminal:
        home = tmp_path / name
        home.mkdir()
        return Terminal(desk, settings, home, name)

    return make


def test_stock_nbgrader_lists_fetches_submits_and_brings_feedback(desk, terminal):
    kim = terminal("kim")
    kim.nbgrader("fetch_assignment", MODULE)
    kim.solve(*classes.RIGHT)
    assert "Submitted as" in kim.nbgrader("submit", MODULE)
    cohort = Cohort(desk.folder / "cohorts" / COHORT)
    (receipt,) = (kim.home / "receipts").glob("*.json")
    assert receipts.check(cohort, receipt)[1] == "", "the receipt fits what arrived"

    command = [sys.executable, "-m", "nbgrader", "collect", MODULE]
    subprocess.run(command, cwd=cohort.folder, check=True, capture_output=True)
    assert cohort.submitted(MODULE) == ["kim"], "stock nbgrader collects it"
    cohort.autograde(MODULE)
    cohort.feedback(MODULE)
    kim.nbgrader("fetch_feedback", MODULE)
    (page,) = (kim.home / COHORT / MODULE / "feedback").glob("*/practicum.html")
    assert "문제 1. 고령 인구 비율" in page.read_text(encoding="utf-8")
    assert "feedback already fetched" in kim.nbgrader("list", "--cached")


def test_the_kits_commands_do_the_same_and_ask_before_an_empty_answer_goes(terminal):
    lee = terminal("lee")
    lee.dsi("fetch", MODULE)
    assert "아직 답하지 않은 문제가 3개" in lee.dsi("submit", MODULE, code=1)
    assert not (lee.home / "receipts").exists(), "nothing was handed in"
    lee.solve(classes.RIGHT_SHARE, classes.ADVICE)
    assert "영수증 번호" in lee.dsi("submit", MODULE, "--yes")
    said = lee.dsi("list")
    assert f"{MODULE}  공공데이터를 모아 누구나 다시 쓰게 정리합니다: 제출함" in said
    assert "피드백" not in said, "of another's feedback nothing is seen"


def test_what_a_trainee_may_not_do_is_refused_in_one_sentence(desk, terminal):
    lee = terminal("lee")
    assert "지울 수 없습니다" in lee.nbgrader("list", "--remove", code=1)
    work = Work(Home(lee.home), DeskClient(desk.home, lee.given["JUPYTERHUB_API_TOKEN"]))
    for words, refused in {
        "아직 배포되지 않았습니다": lambda: work.fetch(COHORT, "02-clean-join"),
        "등록되어 있지 않습니다": lambda: work.cohort("tech-busan"),
        "확인하지 못했습니다": lambda: work.modules("tech-busan"),
        "먼저 받아 주세요": lambda: work.submit(COHORT, MODULE),
        "이 반에는 '99-none' 단원이 없습니다": lambda: work.module(COHORT, "99-none"),
    }.items():
        with pytest.raises(DsiError, match=words):
            refused()


def test_a_token_that_is_none_is_told_to_log_in_again(desk):
    with pytest.raises(DsiError, match="다시 로그인"):
        DeskClient(desk.home, "0" * 32).me()


def test_a_desk_that_is_away_is_said_and_nothing_is_touched(terminal, tmp_path):
    kim = terminal("kim")
    away = tmp_path / "away"
    away.mkdir()
    (away / "dsi-desk.json").write_text('{"address": "http://127.0.0.1:1/class/services/desk/"}')
    kim.given["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(away), kim.given["JUPYTER_CONFIG_PATH"]])
    assert "센터 서버에 연결하지 못했습니다" in kim.nbgrader("fetch_assignment", MODULE, code=1)
    assert not (kim.home / COHORT / MODULE).exists()
