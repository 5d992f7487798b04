"""An instructor types the commands one after another; each says in Korean what happened."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from dsi import app
from tests.grader.classes import MODULE, course

DSI = [sys.executable, "-m", "dsi"]


@pytest.fixture
def folder(tmp_path):
    return course(tmp_path / "class").folder


@pytest.fixture
def dsi(folder):
    """Run a ``dsi`` command that must succeed, and return what it printed."""

    def run(*words, code=0):
        done = CliRunner(env={"COLUMNS": "200"}).invoke(
            app, [str(word) for word in words], catch_exceptions=False
        )
        assert done.exit_code == code, done.output
        return done.output

    return run


def roster(folder):
    path = folder.parent / "명단.csv"
    path.write_bytes("성명,아이디\n홍길동,hong\n김하나,kim\n".encode("cp949"))
    return path


def test_a_class_runs_from_the_roster_to_the_grade_sheet(folder, dsi):
    home = folder.parent / "homes"
    assert "2명을 등록했습니다" in dsi("roster", "add", folder, roster(folder))
    assert "배포했습니다" in dsi("release", folder, MODULE, "--due", "2099-12-01 18:00")
    for trainee in ("hong", "kim"):
        assert "받았습니다" in dsi("fetch", folder, MODULE, "--trainee", trainee, "--home", home / trainee)
    (home / "kim" / MODULE / "practicum.ipynb").write_text('{"cells": [', encoding="utf-8")
    for trainee in ("hong", "kim"):
        assert "제출했습니다" in dsi("submit", folder, MODULE, "--trainee", trainee, "--home", home / trainee)
    assert "새 제출 2건" in dsi("collect", folder, MODULE)
    graded = dsi("grade", folder, MODULE)
    assert "0 / 9" in graded
    assert "김하나" in graded
    assert "중간에 잘렸습니다" in graded
    assert "1건을 채점했고, 1건은 채점하지 못했습니다" in graded
    assert "2점을 주었습니다" in dsi(
        "score", folder, MODULE, "--trainee", "hong", "--question", "q03-advice", "--points", 2, "--comment", "좋습니다."
    )  # fmt: skip
    assert "1명에게 피드백을" in dsi("feedback", folder, MODULE)
    assert "저장했습니다" in dsi("export", folder, "--out", folder.parent / "grades.csv")
    assert "hong,홍길동,,,2,9,,채점 완료,2,9" in (folder.parent / "grades.csv").read_text(
        encoding="utf-8-sig"
    )
    status = dsi("status", folder)
    assert "2/9 채점 완료" in status
    assert "김하나(kim) 01-share: practicum.ipynb" in status


def test_a_batch_in_which_nothing_could_be_graded_fails(folder, dsi):
    dsi("roster", "add", folder, roster(folder))
    dsi("release", folder, MODULE)
    assert "걷은 제출이 없습니다" in dsi("grade", folder, MODULE)
    home = folder.parent / "home"
    dsi("fetch", folder, MODULE, "--trainee", "hong", "--home", home)
    (home / MODULE / "practicum.ipynb").unlink()
    dsi("submit", folder, MODULE, "--trainee", "hong", "--home", home)
    dsi("collect", folder, MODULE)
    assert "0건을 채점했고, 1건은" in dsi("grade", folder, MODULE, code=1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("roster", "add", "{folder}", "{folder}/none.csv"), "none.csv"),
        (("grade", "{folder}", "09-none"), "01-share"),
        (("status", "{folder}/source"), "반 폴더가 아닙니다"),
        (
            ("cohort", "create", "{folder}/x", "--track", "bigdata", "--region", "평양", "--center", "b"),
            "평양",
        ),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(folder, words, said):
    before = sorted(folder.parent.rglob("*"))
    command = [*DSI, *(word.format(folder=folder) for word in words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("오류: ")
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert [path for path in sorted(folder.parent.rglob("*")) if path.name != "gradebook.db"] == before


def test_help_does_not_wait_for_nbgrader(folder):
    code = (
        "import sys, dsi; sys.exit(any(name in sys.modules for name in ('nbgrader', 'nbformat', 'pandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
