"""``dsi hub``: a center is made, checked, opened, signed up to, closed and opened again, all of it real."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from traitlets.config import Config

from classroom import center as centers
from classroom.hub import accounts, limits, running
from classroom.hub.check import cautions, problems
from classroom.hub.config import configure
from classroom.hub.init import init
from classroom.hub.login import Members
from classroom.hub.services import ports
from curriculum.errors import DsiError
from grader import roster
from tests.classroom import hubs
from tests.classroom.test_isolation import run_in_notebook

pytestmark = pytest.mark.slow

COHORT = "bigdata-busan"


@pytest.fixture(scope="module")
def made():
    """A center that is made."""
    with hubs.running(started=False) as hub:
        yield hub


@pytest.fixture
def hub(made):
    """The center while it is not open; a test may open it."""
    if made.process and made.process.poll() is None:
        made.stop()
        hubs.wait_for(lambda: _ports_are_free(made), "what the hub had started has ended")
    return made


@pytest.fixture
def opened(made):
    """The center while people can come."""
    if made.process is None or made.process.poll() is not None:
        hubs.wait_for(lambda: _ports_are_free(made), "what the hub had started has ended")
        made.start()
    return made


def _ports_are_free(hub) -> bool:
    return not [each for each in problems(hub.folder) if "포트" in each]


@pytest.fixture
def kept(hub):
    """The center's own files as they are, whatever a test does to them."""
    yield from _kept(hub)


@pytest.fixture
def kept_while_open(opened):
    """The same, while people can come."""
    yield from _kept(opened)


def _kept(hub):
    files = [hub.folder / centers.FILE, hub.folder / "명단.csv", hub.center.cohort_folder(COHORT) / roster.FILE]
    before = {path: (path.read_bytes(), path.stat()) for path in files}
    yield hub
    for path, (data, about) in before.items():
        path.write_bytes(data)
        os.chown(path, about.st_uid, about.st_gid)
        path.chmod(about.st_mode & 0o777)


def change(hub, old: str, new: str) -> None:
    path = hub.folder / centers.FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_center_needs_a_name_and_a_region_and_an_empty_place(tmp_path):
    with pytest.raises(DsiError, match="--center busan --region 부산"):
        init(tmp_path / "center", None, None, None, print)
    (tmp_path / "letter.txt").touch()
    with pytest.raises(DsiError, match="비어 있지 않은 곳"):
        init(tmp_path, "busan", "부산", None, print)
    with pytest.raises(DsiError, match="이름 'Root'은"):
        init(tmp_path / "center", "busan", "부산", "Root", print)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


def test_a_center_as_it_is_made_can_be_opened_and_each_account_has_its_own_place(hub):
    checked = hub.dsi("hub", "check", hub.folder, check=False)
    assert (checked.returncode, checked.stdout) == (0, "켤 수 있습니다.\n")
    for name in ("boss", "hong", "kim"):
        entry = pwd.getpwnam(f"dsi-{name}")
        assert (entry.pw_shell, entry.pw_dir) == ("/usr/sbin/nologin", str(hub.center.home(name)))
        assert Path(entry.pw_dir).stat().st_mode & 0o777 == 0o700
        assert Path(entry.pw_dir).stat().st_uid == entry.pw_uid
    assert hub.center.cohort_folder(COHORT).owner() == "dsi"
    unit = (hub.folder / "hub" / "dsi-hub.service").read_text()
    assert f"ExecStart={hub.python} -m dsi hub start {hub.folder}\n" in unit


def test_making_a_center_again_makes_what_is_missing_and_leaves_what_is_there(kept):
    hub = kept
    course = hub.center.cohort_folder(COHORT)
    note = course / "source" / "01-collect" / "note.txt"
    note.write_text("강사의 메모")
    secret = (hub.folder / "hub" / "cookie_secret").read_bytes()
    grades = (course / "gradebook.db").read_bytes()
    change(hub, "cohorts:\n", "cohorts:\n  - id: starter-2\n    track: starter\n    instructors: [choi]\n")
    assert any("starter-2" in each and "dsi hub init" in each for each in problems(hub.folder))
    made = hub.dsi("hub", "init", hub.folder)
    assert "starter-2 반을 만들었습니다." in made.stdout
    assert (hub.center.cohort_folder("starter-2") / "cohort.yaml").owner() == "dsi"
    assert pwd.getpwnam("dsi-choi").pw_dir == str(hub.center.home("choi"))
    assert note.read_text() == "강사의 메모"
    assert (hub.folder / "hub" / "cookie_secret").read_bytes() == secret
    assert (course / "gradebook.db").read_bytes() == grades
    assert hub.center.trainees(COHORT) == {"hong", "kim"}


CHANGES = [
    (("administrators: [boss]", "administrators: [root]"), "7번째 줄 administrators.0(관리자): 이름 'root'은"),
    (("administrators: [boss]", "administrators: [lee]"), "비밀번호가 있는 관리자가 없습니다. `dsi hub password"),
    (("roster: 명단.csv", "roster: 없는.csv"), "명단 '없는.csv'이(가) 없습니다"),
    (("roster: 명단.csv", "roster: ../../etc/passwd"), "이(가) 없습니다. 파일을"),
    (("instructors: [park]", "instructors: [park, hong]"), "hong이(가) 강사이면서 훈련생입니다"),
    (("listen: 127.0.0.1:2", "listen: 127.0.0.1:7"), "포트는 쓸 수 없습니다"),
    (("administrators: [boss]", "db: postgresql://nobody@127.0.0.1:1/none\nadministrators: [boss]"), "PostgreSQL"),
    (("officers: [lee]", "officers: [lee"), "YAML로 읽을 수 없습니다"),
]


@pytest.mark.parametrize(("changed", "said"), CHANGES)
def test_a_wrong_line_of_the_center_s_file_is_found(kept, monkeypatch, changed, said):
    monkeypatch.setattr(sys, "executable", kept.python)
    change(kept, *changed)
    assert said in "\n".join(problems(kept.folder))


@pytest.mark.parametrize("ident", ["Hong", "hong_1", "root", "홍길동"])
def test_a_roster_with_an_id_that_cannot_log_in_is_found(kept, ident):
    (kept.folder / "명단.csv").write_text(f"아이디,이름\n{ident},홍길동\n", encoding="utf-8")
    assert "명단.csv" in "\n".join(problems(kept.folder))


@pytest.mark.parametrize(
    ("place", "mode"), [("hub/cookie_secret", 0o644), ("hub/jupyterhub.sqlite", 0o640), ("center.yaml", 0o644), ("", 0o755), ("homes/kim", 0o750),
                        ("cohorts", 0o711), ("gallery", 0o750)]
)  # fmt: skip
def test_what_is_open_to_others_is_found_and_the_remedy_helps(hub, place, mode):
    path = hub.folder / place
    before = path.stat().st_mode & 0o777
    path.chmod(mode)
    try:
        found = problems(hub.folder)
        assert len(found) == 1
        remedy = found[0].split("`")[1].split()
        assert (remedy[0], remedy[2]) == ("chmod", str(path))
        subprocess.run(remedy, check=True)
        assert not [each for each in problems(hub.folder) if str(path) in each]
    finally:
        path.chmod(before)


def test_a_folder_above_that_lets_nobody_through_or_everybody_in_is_found(hub):
    above = hub.folder.parent
    for mode, said in ((0o700, "지나갈 수 없습니다"), (0o733, "다른 계정도 고칠 수 있어서")):
        above.chmod(mode)
        try:
            assert said in "\n".join(problems(hub.folder))
        finally:
            above.chmod(0o711)


def test_a_taken_port_is_named_with_what_it_is_for(hub):
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports(hub.center).desk))
        found = problems(hub.folder)
    assert len(found) == 1
    assert f"{ports(hub.center).desk}번 포트(강사실)" in found[0]


def test_an_account_of_somebody_else_is_never_taken(kept):
    change(kept, "officers: [lee]", "officers: [lee, stranger]")
    subprocess.run(["useradd", "--no-create-home", "--home-dir", "/nonexistent", "dsi-stranger"], check=True)
    try:
        assert any("'dsi-stranger' 계정이 이미 있고" in each for each in problems(kept.folder))
        refused = kept.dsi("hub", "init", kept.folder, check=False)
        assert (refused.returncode, "dsi-stranger" in refused.stderr) == (2, True)
        assert pwd.getpwnam("dsi-stranger").pw_dir == "/nonexistent"
    finally:
        subprocess.run(["userdel", "dsi-stranger"], check=True)


def test_a_home_that_is_a_link_is_not_given_away(hub, tmp_path):
    target = tmp_path / "others"
    target.mkdir()
    link = tmp_path / "home"
    link.symlink_to(target)
    with pytest.raises(OSError, match="home"):
        accounts.own(link, "dsi-hong", 0o700)
    assert target.owner() == "root"


def test_a_python_that_other_accounts_cannot_run_is_found(hub, tmp_path, monkeypatch):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    shutil.copy(Path(hub.python).resolve(), private / "python")
    monkeypatch.setattr(sys, "executable", str(private / "python"))
    assert "실행할 수 없습니다" in problems(hub.folder)[0]


def test_missing_programs_and_missing_rights_are_said_first(hub, monkeypatch):
    refused = hub.as_account("dsi-hong", hub.python, "-m", "dsi", "hub", "check", hub.folder)
    assert refused.returncode == 1
    assert "관리자 권한이 아닙니다" in refused.stdout
    monkeypatch.setenv("PATH", "")
    assert [each.split()[0] for each in problems(hub.folder)] == ["useradd", "usermod", "setpriv"]


def test_a_password_that_crosses_the_net_in_the_open_is_warned_of(kept):
    assert cautions(kept.center) == []
    change(kept, "address: http://127.0.0.1", "address: http://192.168.0.5")
    assert "암호화되지 않은 채" in cautions(kept.center)[0]


def test_behind_https_cookies_never_leave_it(kept):
    for scheme, secure in (("http", False), ("https", True)):
        change(kept, "address: http://", f"address: {scheme}://") if scheme == "https" else None
        settings = Config()
        configure(settings, kept.folder)
        assert settings.JupyterHub.tornado_settings["cookie_options"] == {"secure": secure, "samesite": "Lax"}


def test_who_leaves_the_files_has_no_rights_left_and_a_broken_file_changes_nothing(kept):
    members = Members(kept.folder)
    assert members.rights("kim") == {"name": "kim", "admin": False, "groups": [f"trainee:{COHORT}"]}
    assert members.rights("boss")["admin"] is True
    assert members.rights("stranger") is None
    (kept.center.cohort_folder(COHORT) / roster.FILE).write_text("아이디,이름\nhong,홍길동\n", encoding="utf-8")
    assert members.rights("kim") is None
    (kept.folder / centers.FILE).write_text("center: [", encoding="utf-8")
    assert members.rights("hong") == {"name": "hong", "admin": False, "groups": [f"trainee:{COHORT}"]}


def test_signing_up_needs_a_place_in_the_center_a_good_password_and_an_approval(opened):
    boss = opened.visitor("boss")

    def ask(name: str, word: str):
        visitor = hubs.Visitor(opened, name)
        page = visitor.get("signup")
        xsrf = page.text.partition('name="_xsrf" value="')[2].partition('"')[0]
        return visitor.session.post(visitor.url("signup"), data={"username": name, "password": word, "again": word, "_xsrf": xsrf}).text

    def may_enter(name: str) -> bool:
        return hubs.Visitor(opened, name).log_in().status_code == 302

    assert "비밀번호가 약합니다" in ask("kim", "password123")
    assert "비밀번호가 약합니다" in ask("kim", "short")
    for name in ("kim", "stranger", "boss"):  # who is not told apart
        assert "신청을 보냈습니다" in ask(name, hubs.password(name) if name != "boss" else "another-long-word")
    assert not may_enter("kim")
    listed = boss.get("authorize").text
    assert "학교 LMS" not in hubs.Visitor(opened, "kim").get("login").text + listed  # this center has none
    assert "승인 기다림" in row(listed, "kim")
    assert "김하나" in row(listed, "kim")
    assert "stranger" not in listed
    assert boss.get("authorize/kim").status_code == 404  # following a link approves nobody
    assert not may_enter("kim")
    forged = boss.session.post(boss.url("authorize"), data={"name": "kim", "step": "approve"}, timeout=hubs.SECONDS)
    assert forged.status_code == 403
    assert "승인됨" in row(take(boss, "kim", "approve").text, "kim")
    assert may_enter("kim")
    assert not may_enter("stranger")
    assert may_enter("boss")  # with the password set on the machine, not the one asked for above
    assert "가입 전" in row(take(boss, "kim", "again").text, "kim")
    assert not may_enter("kim")
    assert take(boss, "kim", "approve").status_code == 409  # there is nothing to approve


def row(page: str, name: str) -> str:
    """Somebody's line in the list of people."""
    return page.partition(f'<tr id="{name}">')[2].partition("</tr>")[0]


def take(visitor, name: str, step: str):
    """Press a button of that list."""
    xsrf = visitor.get("change-password").text.partition('name="_xsrf" value="')[2].partition('"')[0]  # the list may have no button
    fields = {"name": name, "step": step, "_xsrf": xsrf}
    return visitor.session.post(visitor.url("authorize"), data=fields, timeout=hubs.SECONDS)


def test_an_administrator_sees_whose_server_is_up_and_stops_it(opened):
    boss = opened.visitor("boss")
    opened.server("lee")
    listed = boss.get("admin")  # where JupyterHub's own page would be
    assert listed.url == boss.url("authorize")
    assert {name for name in ("boss", "park", "lee", "dae", "hong", "kim") if row(listed.text, name)} == opened.center.people()
    assert "켜짐" in row(listed.text, "lee")
    assert 'value="stop"' not in row(listed.text, "park")
    assert opened.visitor("lee").get("authorize").status_code == 403
    stopped = take(boss, "lee", "stop").text
    assert "꺼짐" in row(stopped, "lee")
    assert server_pids("lee") == set()
    again = take(boss, "lee", "stop")
    assert (again.status_code, "그사이 바뀌어서" in again.text) == (409, True)


def test_people_s_servers_give_way_to_the_hub(opened):
    opened.server("lee")
    for pid in server_pids("lee"):
        assert os.getpriority(os.PRIO_PROCESS, int(pid)) > 0
        if (session := Path(f"/proc/{pid}/autogroup")).exists():
            assert not session.read_text().endswith("nice 0\n")


def test_guessing_a_password_is_stopped(opened):
    opened.visitor("dae")
    guess = hubs.Visitor(opened, "dae")
    assert [guess.log_in(f"guess number {number}").status_code for number in range(5)] == [403] * 5
    assert guess.log_in().status_code == 403  # the right one, too late
    assert guess.log_in("x" * 200).status_code == 403


def test_everybody_comes_to_the_page_that_is_theirs(opened):
    found = {name: opened.server(name).get("/class/").url for name in ("hong",)}
    found |= {name: opened.visitor(name).get("/class/").url for name in ("park", "lee", "boss")}
    for name, shown in {"hong": False, "park": True, "lee": False, "boss": True}.items():
        assert ("강사실" in opened.visitor(name).get("home").text) == shown, name
    assert '<a href="/class/">강의실</a>' in opened.visitor("hong").get("/").text, "the center's first page leads to it"
    assert found == {
        "hong": f"{opened.address}/class/user/hong/dsi",
        "park": f"{opened.address}/class/services/desk/",
        "lee": f"{opened.address}/review",
        "boss": f"{opened.address}/class/hub/home",
    }


def test_cookies_are_kept_from_scripts_and_from_people_s_servers(opened):
    visitor = opened.visitor("lee")
    visitor.get("/login")
    held = {(each.name, each.path) for each in visitor.session.cookies}
    assert ("dsi_gallery", "/review") in held
    assert not [name for name, path in held if path == "/" and not name.startswith("_xsrf")]
    for each in visitor.session.cookies:
        if not each.name.startswith("_xsrf"):
            assert each.has_nonstandard_attr("HttpOnly"), each.name


def test_a_killed_hub_comes_back_to_running_servers_and_their_files(opened):
    hong = opened.server("hong")
    model = {"type": "file", "format": "text", "content": "저장한 글"}
    assert hong.send("PUT", "/class/user/hong/api/contents/kept.txt", json=model).status_code == 201
    before = server_pids("hong")
    opened.stop(signal.SIGKILL)
    hubs.wait_for(lambda: _ports_are_free(opened), "what the hub had started is gone")
    assert server_pids("hong") == before
    opened.start()
    assert hong.get("/class/user/hong/api/contents/kept.txt").json()["content"] == "저장한 글"
    assert server_pids("hong") == before
    assert (opened.center.home("hong") / "kept.txt").read_text() == "저장한 글"


@pytest.mark.skipif(not limits.can_limit(), reason="이 컴퓨터에서는 메모리를 제한할 수 없습니다")
def test_too_much_memory_ends_the_program_that_takes_it_and_a_stopped_server_leaves_nothing_running(opened):
    hong = opened.server("hong")
    uid = pwd.getpwnam("dsi-hong").pw_uid
    too_much = f"x = bytearray({opened.center.memory_bytes} + 2**27)\nfor at in range(0, len(x), 4096): x[at] = 1"
    cells = [
        "import subprocess, sys",
        f"assert subprocess.run([sys.executable, '-c', {too_much!r}]).returncode == -9",
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'], start_new_session=True)",
    ]
    assert [each["status"] for each in run_in_notebook(hong, cells)] == ["ok"] * 3
    assert hubs._tasks(uid)
    assert hong.send("DELETE", "api/users/hong/server").status_code in (202, 204)
    hubs.wait_for(lambda: not hubs._tasks(uid), "nothing of hong's runs", opened.log)
    opened.server("hong")


def test_a_new_cohort_is_usable_after_a_reload_through_which_people_s_servers_go_on_and_a_wrong_file_changes_nothing(opened, kept_while_open):
    opened.server("hong")
    before, hub = server_pids("hong"), opened.process.pid
    change(opened, "cohorts:\n", "cohorts:\n  - id: starter-3\n    track: starter\n    instructors: [choi]\n")
    made = opened.dsi("hub", "init", opened.folder).stdout
    assert f"`dsi hub reload {opened.folder}`" in made
    choi = opened.visitor("choi")
    assert choi.get("/class/services/desk/").status_code == 403
    opened.dsi("hub", "reload", opened.folder)
    assert (server_pids("hong"), opened.process.pid, opened.process.poll()) == (before, hub, None)
    hubs.wait_for(lambda: choi.get("/class/services/desk/").status_code == 200, "the new cohort's instructor is let in", opened.log)
    assert "starter-3" in choi.get("/class/services/desk/").text
    assert opened.visitor("hong").get("/class/user/hong/api/status").status_code == 200
    assert running.find(opened.center).settings == running.settings(opened.center)
    change(opened, "officers: [lee]", "officers: [lee")
    refused = opened.dsi("hub", "reload", opened.folder, check=False)
    assert (refused.returncode, "전처럼 켜져 있습니다" in refused.stderr, opened.process.poll()) == (2, True, None)
    change(opened, "officers: [lee", "officers: [lee]")
    again = opened.dsi("hub", "start", opened.folder, check=False)
    assert (again.returncode, "이미 켜져 있습니다" in again.stderr) == (2, True)


def test_a_hub_that_does_not_run_is_not_reloaded(hub):
    refused = hub.dsi("hub", "reload", hub.folder, check=False)
    assert (refused.returncode, "꺼져 있습니다" in refused.stderr) == (2, True)


def test_ending_the_hub_ends_its_services_and_leaves_the_servers(opened, monkeypatch):
    opened.server("hong")
    before = server_pids("hong")
    opened.stop(signal.SIGTERM)
    assert "허브를 끕니다" in opened.process.stdout.read()
    service = pwd.getpwnam("dsi").pw_uid
    hubs.wait_for(lambda: not hubs._tasks(service), "the services have ended", lambda: str([Path(f"/proc/{pid}/cmdline").read_bytes() for pid in hubs._tasks(service)]))
    assert server_pids("hong") == before
    monkeypatch.setattr(sys, "executable", opened.python)
    assert problems(opened.folder) == []


def server_pids(name: str) -> set[str]:
    """Processes of somebody's own server."""
    uid = pwd.getpwnam(f"dsi-{name}").pw_uid
    return {pid for pid in hubs._tasks(uid) if b"jupyterhub.singleuser" in Path(f"/proc/{pid}/cmdline").read_bytes()}
