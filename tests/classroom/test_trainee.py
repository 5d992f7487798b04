"""What a trainee's page is made of: the home, the questions, the check, the settings. No hub runs here."""

import io
import json
import os
import subprocess
import sys
import zipfile

import nbformat
import pytest

from classroom import center
from classroom.trainee import settings, standing
from classroom.trainee.check import Check, check, validate
from classroom.trainee.home import Home
from classroom.trainee.questions import questions
from curriculum import catalog, notebook
from curriculum.errors import DsiError
from tests import cells, loops
from tests.grader import classes

COHORT, MODULE = "bigdata-busan", "01-collect"


def archive(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "/").replace("_ipynb", ".ipynb"), text)
    return out.getvalue()


RELEASED = archive(**{f"{MODULE}__lesson_ipynb": "배우기", f"{MODULE}__practicum_ipynb": "실습", f"{MODULE}__data__a": "1"})


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def test_a_module_is_fetched_whole(home):
    assert home.put(COHORT, MODULE, RELEASED) == ["data/a", "lesson.ipynb", "practicum.ipynb"]
    assert (home.folder(COHORT, MODULE) / "practicum.ipynb").read_text() == "실습"
    assert [path.name for path in (home.root / COHORT).iterdir()] == [MODULE], "nothing else is left behind"


def test_fetching_again_keeps_what_the_trainee_wrote_and_brings_back_what_was_lost(home):
    home.put(COHORT, MODULE, RELEASED)
    folder = home.folder(COHORT, MODULE)
    (folder / "practicum.ipynb").write_text("내가 푼 것")
    (folder / "lesson.ipynb").unlink()
    assert home.put(COHORT, MODULE, RELEASED) == ["lesson.ipynb"]
    assert (folder / "practicum.ipynb").read_text() == "내가 푼 것"


def test_a_link_the_trainee_made_is_not_written_through(home):
    home.put(COHORT, MODULE, RELEASED)
    path = home.folder(COHORT, MODULE) / "practicum.ipynb"
    path.unlink()
    path.symlink_to(home.root / "elsewhere")
    assert home.put(COHORT, MODULE, RELEASED) == []
    assert not (home.root / "elsewhere").exists()


def test_the_first_files_come_again_under_another_name(home):
    home.put(COHORT, MODULE, RELEASED)
    (home.folder(COHORT, MODULE) / "practicum.ipynb").write_text("내가 푼 것")
    names = [home.put_again(COHORT, MODULE, RELEASED).name for _ in range(2)]
    assert names == [f"{MODULE}-처음파일", f"{MODULE}-처음파일2"]
    assert (home.root / COHORT / names[0] / "practicum.ipynb").read_text() == "실습"
    assert (home.folder(COHORT, MODULE) / "practicum.ipynb").read_text() == "내가 푼 것"


@pytest.mark.parametrize("name", ["../../outside", "/tmp/outside", f"{MODULE}/../../../outside"])
def test_an_archive_that_leads_outside_is_refused(home, name):
    with pytest.raises(DsiError, match="이름"):
        home.put(COHORT, MODULE, archive(**{name: "x"}))
    assert not list(home.root.rglob("outside*"))


@pytest.mark.parametrize("data", [b"", b"no zip", RELEASED[:-30]], ids=["empty", "text", "cut"])
def test_a_damaged_archive_leaves_nothing(home, data):
    with pytest.raises(DsiError, match="깨져"):
        home.put(COHORT, MODULE, data)
    assert not home.folder(COHORT, MODULE).exists()


def test_what_is_handed_in_leaves_links_checkpoints_and_feedback_behind(home):
    home.put(COHORT, MODULE, RELEASED)
    folder = home.folder(COHORT, MODULE)
    for name in (".ipynb_checkpoints/practicum-checkpoint.ipynb", "feedback/2026/practicum.html", "__pycache__/a.pyc", "b.pyc"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    (folder / "passwd").symlink_to("/etc/passwd")
    with zipfile.ZipFile(io.BytesIO(home.packed(COHORT, MODULE))) as opened:
        assert opened.namelist() == ["data/a", "lesson.ipynb", "practicum.ipynb"]


def test_handing_in_without_the_practicum_says_what_to_do(home):
    with pytest.raises(DsiError, match="먼저 받아"):
        home.packed(COHORT, MODULE)
    home.put(COHORT, MODULE, RELEASED)
    (home.folder(COHORT, MODULE) / "practicum.ipynb").rename(home.folder(COHORT, MODULE) / "실습.ipynb")
    with pytest.raises(DsiError, match=r"practicum\.ipynb 파일이 없습니다"):
        home.packed(COHORT, MODULE)


def test_a_full_home_says_so_and_keeps_what_was_there(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    words = f"""
import sys
from pathlib import Path
from classroom.trainee.home import Home
from curriculum.errors import DsiError
home = Home(Path({str(place)!r}))
(home.root / "own").write_text("내 것")
try:
    home.put({COHORT!r}, {MODULE!r}, sys.stdin.buffer.read())
except DsiError as error:
    print(error, (home.root / "own").read_text(), home.folder({COHORT!r}, {MODULE!r}).exists())
"""
    mount = f'mount -t tmpfs -o size=64k none "{place}" && exec "{sys.executable}" -c "$0"'
    large = archive(**{f"{MODULE}__practicum_ipynb": "가" * 200_000})
    done = subprocess.run(["unshare", "--mount", "sh", "-c", mount, words], input=large, capture_output=True, check=False)
    if b"unshare" in done.stderr or b"mount" in done.stderr:
        pytest.skip("파일 시스템을 붙일 권한이 없습니다.")
    assert done.stdout.decode().strip() == "저장 공간이 가득 찼습니다. 쓰지 않는 파일을 지운 뒤 다시 해 주세요. 내 것 False", (
        done.stderr.decode()
    )


@pytest.mark.parametrize("module", [each for track in catalog.tracks() for each in track.modules], ids=lambda each: each.id)
def test_every_question_of_the_kit_is_empty_as_released_and_answered_in_the_master(module):
    master = notebook.read(module.practicum)
    released, solved = questions(notebook.released(master)), questions(master)
    assert released, "there are questions"
    assert all(each.empty for each in released), [each.label for each in released if not each.empty]
    assert not any(each.empty for each in solved), [each.label for each in solved if each.empty]
    assert [each.number for each in released] == list(range(1, len(released) + 1))


def practicum(folder, *changes) -> "os.PathLike":
    nb = notebook.released(classes.practicum())
    for cell in nb.cells:
        if mark := cell.metadata.get("nbgrader"):
            mark["cell_type"] = cell.cell_type
    for change in changes:
        change(nb)
    nbformat.write(nb, folder / "practicum.ipynb")
    return folder / "practicum.ipynb"


def checked(path) -> Check:
    return loops.run(check(path))


def states(path) -> dict[str, tuple[str, str]]:
    found = checked(path)
    assert not found.problem, found.problem
    return {each.label: (each.state, each.reason) for each in found.findings}


def test_a_check_tells_question_by_question_what_does_not_pass_yet(tmp_path):
    found = states(practicum(tmp_path, classes.write("q01-share", "def share(aged, total):\n    return aged"), classes.ADVICE))
    assert found == {
        "문제 1. 고령 인구 비율": ("failed", "100을 곱했는지 보세요."),
        "문제 2. 지역": ("empty", ""),
        "문제 3. 제안": ("written", ""),
    }


def test_a_check_knows_only_the_tests_the_trainee_sees_and_leaves_the_notebook_as_it_is(tmp_path):
    path = practicum(tmp_path, classes.WRONG_SHARE, classes.RIGHT_PLACE, classes.ADVICE)
    before = path.read_bytes()
    assert classes.SECRET.encode() not in before
    assert {state for state, _ in states(path).values()} == {"passed", "written"}, "the hidden test would fail"
    assert path.read_bytes() == before


def test_a_test_cell_that_was_changed_is_told(tmp_path):
    path = practicum(tmp_path, *classes.RIGHT, classes.write("q02-place-test", "pass"))
    nb = nbformat.read(path, as_version=4)
    classes.find(nb, "q02-place-test").metadata.nbgrader["checksum"] = "0" * 32
    nbformat.write(nb, path)
    assert states(path)["문제 2. 지역"][0] == "changed"


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "없습니다"), ("", "빈 파일"), ('{"cells": [', "잘렸습니다"), ("[]", "주피터 노트북이 아닙니다")],
    ids=["missing", "empty", "cut", "other"],
)
def test_a_notebook_that_cannot_be_checked_says_why(tmp_path, content, words):
    path = tmp_path / "practicum.ipynb"
    if content is None:
        assert words in checked(path).problem
        return
    path.write_text(content)
    with pytest.raises(DsiError, match=words):
        validate(path)


def test_a_copied_test_cell_is_told_in_words(tmp_path):
    path = practicum(tmp_path, lambda nb: nb.cells.append(classes.find(nb, "q01-share-test").copy()))
    with pytest.raises(DsiError, match="복사한 셀을 지우고"):
        validate(path)


def test_a_kernel_that_dies_is_told_in_words(tmp_path):
    path = practicum(tmp_path, classes.write("q01-share", "import os\nos.kill(os.getpid(), 9)"))
    assert "검사를 마치지 못했습니다" in checked(path).problem


ROW = {
    "id": MODULE, "title": "제목", "promise": "", "minutes": None, "released": True, "due": None, "state": "open", "problem": "",
    "submissions": [], "score": None, "max_score": 9, "competencies": {}, "feedback": False, "capstone": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "fetched", "words"),
    [("closed", False, "아직 열리지 않음"), ("open", False, "시작 전"), ("open", True, "하는 중"), ("submitted", True, "제출함"),
     ("broken", True, "다시 제출 필요"), ("returned", True, "채점됨")],
)  # fmt: skip
def test_a_module_says_where_it_stands(home, said, fetched, words):
    if fetched:
        home.put(COHORT, MODULE, RELEASED)
    assert standing.standing(home, COHORT, ROW | {"state": said}).state == words


@pytest.mark.parametrize(
    ("days", "hours", "words"), [(3, 0, "3일 남았습니다"), (0, 0, "오늘 마감입니다"), (-2, 0, "마감이 2일 지났습니다")]
)
def test_a_module_says_how_long_there_is(home, days, hours, words, monkeypatch):
    from datetime import datetime, timedelta

    noon = datetime(2026, 11, 23, 12, tzinfo=standing.KOREA)
    monkeypatch.setattr(standing, "now", lambda: noon)
    due = noon + timedelta(days=days, hours=6 if days >= 0 else 0)
    assert standing.standing(home, COHORT, ROW | {"due": due.isoformat()}).due_text.endswith(words)


def test_scores_of_a_competency_are_added_over_modules(home):
    def row(score, most):
        return ROW | {"competencies": {"clean": {"title": "정리", "score": score, "max": most}}}

    found = standing.together(standing.standing(home, COHORT, each) for each in (row(5, 9), row(None, 40), row(30, 40)))
    assert [(each.title, each.score, each.most, each.percent) for each in found] == [("정리", 35, 49, 71)]


def test_the_settings_can_be_read_by_everybody_and_hold_no_secret(tmp_path):
    (tmp_path / "center.yaml").write_text(
        "center: {id: busan, name: 부산센터, region: 부산}\nadministrators: [boss]\nlisten: 0.0.0.0:8123\n", encoding="utf-8"
    )
    before = os.umask(0o077)
    try:
        settings.write(tmp_path / "user", center.read(tmp_path))
    finally:
        os.umask(before)
    for path in [tmp_path / "user", *(tmp_path / "user").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
    desk = json.loads((tmp_path / "user" / "dsi-desk.json").read_text())
    assert desk == {"address": "http://127.0.0.1:8123/class/services/desk/"}


def test_outside_a_hub_the_commands_say_where_they_work(tmp_path):
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "dsi", "my", "list"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "실습 서버 안에서만" in done.stderr


def test_cells_named_otherwise_are_no_questions():
    nb = cells.notebook(cells.prose("## 문제 1. 제목 (글, 3점)"), cells.answer("warm-up", "x = 1"), cells.written("q01-why"))
    assert [each.label for each in questions(nb)] == ["문제 1. 제목"]
