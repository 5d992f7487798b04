"""A center that works is backed up; its machine is lost; on an empty one it comes back from the backup, and the class goes on."""

import json
import pwd
import sqlite3
import subprocess

import pytest

from gallery.store import Store
from grader import report
from grader.cohort import Cohort
from tests.classroom import hubs
from tests.gallery import projects

pytestmark = pytest.mark.slow

COHORT, MODULE = "bigdata-busan", "01-collect"
PEOPLE = ("boss", "park", "hong", "kim", "lee")


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A center whose hub is up after it was restored: Hong's work had been graded, Kim's was on its way, both were in their servers.

    With it a process that has the number of Hong's server on the lost machine.
    """
    out = tmp_path_factory.mktemp("backup") / "busan.tar.gz"
    with hubs.running() as hub:
        work(hub)
        hub.dsi("hub", "backup", hub.folder, out, "--homes")
        before = pwd.getpwnam("dsi")
        hub.lose()
        hub.folder = hub.folder.with_name("again")
        # Somebody else has the number that was the service account's, and one the number of Hong's server.
        add = ["useradd", "--system", "--no-create-home", "--uid", str(before.pw_uid), "--home-dir", f"{hub.folder}/none", "dsi-stranger"]
        subprocess.run(add, check=True)
        with subprocess.Popen(["sleep", "infinity"], start_new_session=True) as other:
            try:
                restored = hub.dsi("hub", "restore", out, hub.folder)
                assert "걷은 제출 1건, 채점한 제출 1건, 도착한 제출 2건, 게시한 판 1개, 개인 폴더 6개" in restored.stdout
                give_number(hub.folder / "hub" / "jupyterhub.sqlite", "hong", other.pid)
                hub.dsi("hub", "init", hub.folder)
                assert hub.dsi("hub", "check", hub.folder).stdout == "켤 수 있습니다.\n"
                hub.start()
                for name in PEOPLE:
                    hub.visitors[name] = hubs.Visitor(hub, name)
                    hub.visitors[name].log_in()
                yield hub, other
            finally:
                other.kill()


@pytest.fixture
def hub(machine):
    return machine[0]


def work(hub) -> None:
    """What there is to lose."""
    course = hub.center.cohort_folder(COHORT)
    as_service(hub, "release", course, MODULE)
    for name in ("hong", "kim"):
        hub.server(name)
        hub.as_account(f"dsi-{name}", "sh", "-c", f"mkdir -p mine && echo '{name}의 글' > mine/kept.txt", check=True)
    hub.hand_in("hong", COHORT, MODULE)
    as_service(hub, "collect", course, MODULE)
    as_service(hub, "grade", course, MODULE)
    as_service(hub, "score", course, MODULE, "--trainee", "hong", "--question", "q08-datasheet", "--points", "4")
    hub.hand_in("kim", COHORT, MODULE)
    for name in PEOPLE:
        hub.visitor(name)  # who gets a password
    Store(hub.center.gallery).add(projects.version(center="busan"), projects.files())
    subprocess.run(["chown", "-R", "dsi:dsi", str(hub.center.gallery)], check=True)


def as_service(hub, *words) -> str:
    return hub.as_account("dsi", hub.python, "-m", "dsi", *words, check=True).stdout


def give_number(database, name: str, pid: int) -> None:
    """Let the hub remember a process as somebody's server."""
    with sqlite3.connect(database) as book:
        changed = book.execute(
            "UPDATE spawners SET state = ? WHERE server_id IS NOT NULL AND user_id = (SELECT id FROM users WHERE name = ?)",
            (json.dumps({"pid": pid}), name),
        )
    book.close()
    assert changed.rowcount == 1, "the backup was taken while the server was up"


def test_people_log_in_with_the_passwords_they_had(hub):
    for name in PEOPLE:
        assert hub.visitors[name].get("home").url == hub.visitors[name].url("home"), name
        assert hubs.Visitor(hub, name).log_in("not this one").status_code == 403
    assert hubs.Visitor(hub, "dae").log_in().status_code == 403  # who never had one


def test_a_process_that_has_the_number_of_a_server_of_the_lost_machine_is_left_alone(machine):
    _, other = machine
    assert other.poll() is None


@pytest.mark.parametrize("name", ["hong", "kim"])
def test_everybody_finds_the_own_files_under_the_account_of_this_machine(hub, name):
    account, home = pwd.getpwnam(f"dsi-{name}"), hub.center.home(name)
    assert account.pw_dir == str(home)
    assert {path.lstat().st_uid for path in (home, *home.rglob("*"))} == {account.pw_uid}
    assert home.stat().st_mode & 0o777 == 0o700
    answer = hub.server(name).get(f"/class/user/{name}/api/contents/mine/kept.txt")
    assert answer.json()["content"] == f"{name}의 글\n"
    assert hub.as_account("dsi-lee", "cat", home / "mine" / "kept.txt").returncode != 0


def test_grades_are_there_and_grading_goes_on_with_the_submission_that_was_on_its_way(hub):
    course = hub.center.cohort_folder(COHORT)
    assert {path.owner() for path in (course, *course.rglob("*"))} == {"dsi"}
    assert scores(course) == {"hong": 4.0}
    as_service(hub, "collect", course, MODULE)
    as_service(hub, "grade", course, MODULE)
    assert scores(course) == {"hong": 4.0, "kim": 0.0}
    hub.server("hong")
    hub.hand_in("hong", COHORT, MODULE)
    assert "아직 걷지 않은 새 제출 1건" in hub.visitor("park").get(f"/class/services/desk/c/{COHORT}/").text


def scores(course) -> dict[str, float]:
    """Points of those who have some for the module."""
    found = report.standings(Cohort(course))
    return {each.trainee.id: each.score for each in found if each.module == MODULE and each.score is not None}


def test_what_was_published_is_whole_and_shown(hub):
    assert Store(hub.center.gallery).check() == {}
    assert hubs.Visitor(hub, "").get(f"/projects/{projects.card().slug}").status_code == 200
