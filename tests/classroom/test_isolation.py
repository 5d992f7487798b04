"""One trainee tries to get at everybody else's things: by shell, from a notebook, over HTTP. Nothing gives.

Every attempt is also made by somebody who has the right to it, and must succeed there: an attempt that fails for everybody
would show nothing.
"""

import json
import os
import pwd
import shlex
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from tornado.websocket import websocket_connect

from classroom.hub.services import ports
from gallery.store import Store
from tests import loops
from tests.classroom import hubs
from tests.gallery import projects

pytestmark = pytest.mark.slow

COHORT, MODULE = "bigdata-busan", "01-collect"
DESK = "/class/services/desk/"
SECRET = "김하나만 아는 글"


@pytest.fixture(scope="module")
def hub():
    with hubs.running() as hub:
        prepare(hub)
        yield hub


def prepare(hub) -> None:
    """Kim has worked and handed in; a project is for the center's own eyes; both trainees' servers run."""
    course = hub.center.cohort_folder(COHORT)
    hub.as_account("dsi", hub.python, "-m", "dsi", "release", course, MODULE, check=True)
    hub.server("hong")
    hub.server("kim")
    hub.as_account("dsi-kim", "sh", "-c", f"mkdir -p mine && echo '{SECRET}' > mine/kept.txt && touch mine/spare.txt", check=True)
    hub.hand_in("kim", COHORT, MODULE)
    draft = projects.version(center="busan", visibility="center")
    Store(hub.center.gallery).add(draft, projects.files())
    service = pwd.getpwnam("dsi")
    for path in (hub.center.gallery, *hub.center.gallery.rglob("*")):
        os.chown(path, service.pw_uid, service.pw_gid)


def shell_attempts(hub) -> dict[str, tuple[str, str]]:
    """What is tried by shell: the command, and the account that may."""
    folder, home = hub.folder, hub.center.home("kim")
    course = hub.center.cohort_folder(COHORT)
    arrived = next(course.glob("exchange/**/inbound/kim+*/**/*.ipynb"), None)
    assert arrived, "kim's submission has arrived"
    work, inbound = (shlex.quote(str(each)) for each in (arrived, arrived.parents[1]))  # nbgrader's folder has a time in its name
    desk, hub_itself, kim = process(hub, "classroom.desk"), process(hub, "-m jupyterhub --config"), hubs.server_process("kim")
    return {
        "list another's home": (f"ls {home}", "dsi-kim"),
        "read another's file": (f"cat {home}/mine/kept.txt", "dsi-kim"),
        "write into another's file": (f"echo 덧붙임 >> {home}/mine/kept.txt", "dsi-kim"),
        "delete another's file": (f"rm {home}/mine/spare.txt", "dsi-kim"),
        "put a file into another's home": (f"touch {home}/planted.txt", "dsi-kim"),
        "list who has a home": (f"ls {home.parent}", "root"),
        "list the cohorts": (f"ls {course.parent}", "dsi"),
        "read a source notebook": (f"cat {course}/source/{MODULE}/practicum.ipynb", "dsi"),
        "read the gradebook": (f"cat {course}/gradebook.db", "dsi"),
        "write the gradebook": (f": >> {course}/gradebook.db", "dsi"),
        "change the cohort's settings": (f": >> {course}/nbgrader_config.py", "dsi"),
        "list what was handed in": (f"ls {inbound}", "dsi"),
        "read another's submission": (f"cat {work}", "dsi"),
        "overwrite another's submission": (f": >> {work}", "dsi"),
        "hand in past the desk": (f"mkdir {inbound}/hong+2026-01-01", "dsi"),
        "read the center's file": (f"cat {folder}/center.yaml", "dsi"),
        "read the roster": (f"cat {folder}/명단.csv", "dsi"),
        "list the center's folder": (f"ls {folder}", "root"),
        "read the hub's cookie secret": (f"cat {folder}/hub/cookie_secret", "root"),
        "read the hub's database": (f"cat {folder}/hub/jupyterhub.sqlite", "root"),
        "read the hub's configuration": (f"cat {folder}/hub/jupyterhub_config.py", "root"),
        "write the hub's configuration": (f": >> {folder}/hub/jupyterhub_config.py", "root"),
        "read the hub's log": (f"cat {folder}/hub/logs/hub.log", "root"),
        "read the log of another's server": (f"cat {folder}/hub/logs/kim.log", "root"),
        "write settings of everybody's servers": (f"touch {folder}/hub/user/jupyter_server_config.py", "root"),
        "read the services' home": (f"ls {folder}/hub/service", "dsi"),
        "list the gallery's folder": (f"ls {folder}/gallery", "dsi"),
        "read the environment of another's server": (f"cat /proc/{kim}/environ", "dsi-kim"),
        "read the environment of the desk": (f"cat /proc/{desk}/environ", "dsi"),
        "read the environment of the hub": (f"cat /proc/{hub_itself}/environ", "root"),
        "look at what another's server has open": (f"ls /proc/{kim}/fd", "dsi-kim"),
        "send a signal to another's server": (f"kill -0 {kim}", "dsi-kim"),
        "send a signal to the desk": (f"kill -0 {desk}", "dsi"),
    }


def test_a_trainee_s_shell_gets_at_nothing_of_others(hub):
    attempts = shell_attempts(hub)
    assert len(attempts) > 20
    for what, (command, _) in attempts.items():
        done = hub.as_account("dsi-hong", "sh", "-c", command)
        assert done.returncode, f"hong could {what}: {done.stdout[:200]}"
        assert SECRET not in done.stdout, what
    for what, (command, owner) in attempts.items():
        done = hub.as_account(owner, "sh", "-c", command)
        assert done.returncode == 0, f"{owner} could not {what}, so the attempt shows nothing: {done.stderr}"


def test_a_trainee_s_notebook_gets_at_nothing_of_others(hub):
    home, course = hub.center.home("kim"), hub.center.cohort_folder(COHORT)
    kim = hubs.server_process("kim")
    attempts = {
        "read another's file": f"print(open('{home}/mine/kept.txt').read())",
        "list another's home": f"import os; print(os.listdir('{home}'))",
        "reach another's file by a link": f"import os; os.path.lexists('l') or os.symlink('{home}/mine/kept.txt', 'l'); print(open('l').read())",
        "read the environment of another's server": f"print(open('/proc/{kim}/environ').read())",
    }
    more = {
        "become root": "import os; os.setuid(0)",
        "become another": f"import os; os.setuid({pwd.getpwnam('dsi-kim').pw_uid})",
        "read the gradebook": f"open('{course}/gradebook.db', 'rb').read()",
        "read a source notebook": f"open('{course}/source/{MODULE}/practicum.ipynb').read()",
        "run sudo": "import subprocess; subprocess.run(['su', 'dsi-kim', '-c', 'id'], stdin=-3, check=True)",
    }
    refused = run_in_notebook(hub.server("hong"), list((attempts | more).values()))
    for what, answer in zip(attempts | more, refused, strict=True):
        assert answer["status"] == "error", f"hong could {what}"
        assert answer["ename"] in ("PermissionError", "CalledProcessError"), answer
    for what, answer in zip(attempts, run_in_notebook(hub.server("kim"), list(attempts.values())), strict=True):
        assert answer["status"] == "ok", f"kim could not {what}, so the attempt shows nothing: {answer}"


def http_attempts(hub) -> dict[str, tuple[str, str, str, dict | None]]:
    """What is tried over HTTP with a cookie: method, address, who may, and what is sent."""
    return {
        "open another's server": ("GET", "/class/user/kim/lab", "kim", None),
        "list the files of another's server": ("GET", "/class/user/kim/api/contents", "kim", None),
        "read a file through another's server": ("GET", "/class/user/kim/files/mine/kept.txt", "kim", None),
        "list the kernels of another's server": ("GET", "/class/user/kim/api/kernels", "kim", None),
        "write a file through another's server": (
            "PUT", "/class/user/kim/api/contents/planted.txt", "kim", {"type": "file", "format": "text", "content": "x"}),
        "start a kernel in another's server": ("POST", "/class/user/kim/api/kernels", "kim", {}),
        "open a terminal in another's server": ("POST", "/class/user/kim/api/terminals", "kim", {}),
        "read another's page of the hub": ("GET", "api/users/kim", "kim", None),
        "make a token for another": ("POST", "api/users/kim/tokens", "kim", {"expires_in": 60}),
        "list everybody": ("GET", "api/users", "boss", None),
        "list the groups": ("GET", "api/groups", "boss", None),
        "become an instructor": ("POST", f"api/groups/instructor:{COHORT}/users", "boss", {"users": ["hong"]}),
        "become an administrator": ("PATCH", "api/users/hong", "boss", {"admin": True}),
        "read the routes of the proxy": ("GET", "api/proxy", "boss", None),
        "open the page of administrators": ("GET", "admin", "boss", None),
        "see who has signed up": ("GET", "authorize", "boss", None),
        "open the formgrader": ("GET", f"/class/services/formgrader-{COHORT}/formgrader", "park", None),
        "read the gradebook through the formgrader": ("GET", f"/class/services/formgrader-{COHORT}/files/gradebook.db", "park", None),
        "read the grades through the formgrader": ("GET", f"/class/services/formgrader-{COHORT}/formgrader/api/students", "park", None),
        "open the desk's page of the cohort": ("GET", f"{DESK}c/{COHORT}/", "park", None),
        "list the trainees of the cohort": ("GET", f"{DESK}c/{COHORT}/trainees", "park", None),
        "take the grades of the cohort": ("GET", f"{DESK}c/{COHORT}/grades.csv", "park", None),
        "see the center's own project": ("GET", f"/projects/{projects.card().slug}", "lee", None),
    }  # fmt: skip


def test_a_trainee_s_cookies_open_nothing_of_others(hub):
    attempts = http_attempts(hub)
    answers = {}
    for who in ("hong", *{right for _, _, right, _ in attempts.values()}):
        visitor = hub.server(who) if who in ("hong", "kim") else hub.visitor(who)
        visitor.get("/login")  # the gallery's session, for whom it gives one
        visitor.get(f"/class/services/formgrader-{COHORT}/")
        visitor.get(DESK)
    for what, (method, page, _, body) in attempts.items():
        answer = hub.visitor("hong").send(method, page, json=body)
        assert answer.status_code >= 400, f"hong could {what}"
        assert SECRET not in answer.text, what
    for what, (method, page, right, body) in attempts.items():
        answers[what] = hub.visitor(right).send(method, page, json=body)
        assert answers[what].status_code < 400, f"{right} could not {what}, so the attempt shows nothing: {answers[what].text[:300]}"
    # What the administrator has just done to show that it can be done.
    hub.visitor("boss").send("PATCH", "api/users/hong", json={"admin": False})
    hub.visitor("boss").send("DELETE", f"api/groups/instructor:{COHORT}/users", json={"users": ["hong"]})


def test_the_token_of_a_trainee_s_server_opens_the_desk_and_that_server_and_nothing_else(hub):
    """A notebook can read it, and so can whatever a trainee is talked into running."""
    server, own = hubs.server_token("hong"), hub.visitor("hong").token()
    attempts = {
        "start the server": ("POST", "server", 400),  # with the right to: it is running
        "make a token of more worth": ("POST", "tokens", 201),
        "read the owner's tokens": ("GET", "tokens", 200),
    }
    for what, (method, page, status) in attempts.items():
        place = f"{hub.address}/class/hub/api/users/hong/{page}"
        refused, allowed = (
            requests.request(method, place, json={}, headers=_by(token), timeout=hubs.SECONDS) for token in (server, own)
        )
        assert refused.status_code in (403, 404), f"the server's token could {what}: {refused.text}"
        assert allowed.status_code == status, f"the owner's token could not {what}, so the attempt shows nothing: {allowed.text}"
    for page, status in ((f"{DESK}api/me", 200), ("/class/user/hong/api/contents", 200), ("/class/user/kim/api/contents", 403)):
        answer = requests.get(hub.address + page, headers=_by(server), timeout=hubs.SECONDS)
        assert answer.status_code == status, (page, answer.text[:200])
    me = requests.get(f"{hub.address}{DESK}api/me", headers=_by(server), timeout=hubs.SECONDS).json()
    assert me["name"] == "hong"


def test_a_trainee_is_given_own_work_and_feedback_only(hub):
    """There is no address for another's: the desk goes by who asks."""
    mine = requests.get(f"{hub.address}{DESK}api/cohorts/{COHORT}/modules", headers=_by(hubs.server_token("hong")), timeout=hubs.SECONDS)
    kims = requests.get(f"{hub.address}{DESK}api/cohorts/{COHORT}/modules", headers=_by(hubs.server_token("kim")), timeout=hubs.SECONDS)
    assert not next(each for each in mine.json() if each["id"] == MODULE)["submissions"]
    assert next(each for each in kims.json() if each["id"] == MODULE)["submissions"]


def test_the_hub_and_the_proxy_do_not_listen_to_a_stranger_on_the_machine(hub):
    where = ports(hub.center)
    for port, page in ((where.proxy, "/api/routes"), (where.hub, "/class/hub/api/users"), (where.desk, f"{DESK}api/me")):
        done = hub.as_account("dsi-hong", "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", f"http://127.0.0.1:{port}{page}", check=True)
        assert done.stdout in ("401", "403"), (port, done.stdout)
    assert urlsplit(hub.address).port == where.public


@pytest.mark.parametrize("who", ["", "hong", "dae"])
def test_a_project_for_the_center_s_own_eyes_is_shown_to_its_officer_and_to_no_other_center_s(hub, who):
    slug = projects.card().slug
    stranger = hub.visitor(who) if who else hubs.Visitor(hub, "")
    stranger.get("/login")
    assert stranger.get(f"/projects/{slug}").status_code == 404
    assert slug not in stranger.get("/").text
    officer = hub.visitor("lee")
    officer.get("/login")
    assert officer.get(f"/projects/{slug}").status_code == 200


def test_an_instructor_cannot_change_the_settings_that_run_as_the_service(hub):
    """They are Python; whoever writes them is the account that owns every cohort."""
    park, page = hub.visitor("park"), f"/class/services/formgrader-{COHORT}/api/contents/"
    park.get(f"/class/services/formgrader-{COHORT}/")
    xsrf = next(each.value for each in park.session.cookies if each.name == "_xsrf" and COHORT in each.path)
    model = {"type": "file", "format": "text", "content": "안내"}
    for path, status in (("nbgrader_config.py", 403), ("planted.py", 403), (f"source/{MODULE}/note.txt", 201)):
        answer = park.session.put(park.url(page + path), json=model, headers={"X-XSRFToken": xsrf}, timeout=hubs.SECONDS)
        assert answer.status_code == status, (path, answer.text)
    assert park.get(f"/class/services/formgrader-{COHORT}/api/terminals").status_code == 404
    assert list(park.get(f"/class/services/formgrader-{COHORT}/api/kernelspecs").json()["kernelspecs"]) == ["dsi-sandbox"]


def run_in_notebook(visitor, cells: list[str]) -> list[dict]:
    """Run code in a kernel of somebody's server, as JupyterLab does; gives the kernel's replies."""
    made = visitor.send("POST", f"/class/user/{visitor.name}/api/kernels", json={})
    assert made.status_code == 201, made.text
    kernel = made.json()["id"]
    prepared = visitor.session.prepare_request(requests.Request("GET", visitor.url(f"/class/user/{visitor.name}/")))

    async def talk() -> list[dict]:
        from tornado.httpclient import HTTPRequest

        place = visitor.url(f"/class/user/{visitor.name}/api/kernels/{kernel}/channels").replace("http", "ws", 1)
        headers = {"Cookie": prepared.headers["Cookie"], "Origin": visitor.hub.address}
        socket = await websocket_connect(HTTPRequest(place, headers=headers, request_timeout=hubs.SECONDS))
        replies = []
        for cell in cells:
            number = uuid.uuid4().hex
            header = {"msg_id": number, "msg_type": "execute_request", "username": "", "session": number, "date": "", "version": "5.3"}
            content = {"code": cell, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
            message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}
            await socket.write_message(json.dumps(message))
            while True:
                said = json.loads(await socket.read_message())
                if said["msg_type"] == "execute_reply" and said["parent_header"].get("msg_id") == number:
                    replies.append(said["content"])
                    break
        socket.close()
        return replies

    return loops.run(talk(), hubs.SECONDS)


def process(hub, words: str) -> int:
    """Process of this center whose command holds some words."""
    return next(pid for pid, command in _processes() if words in command and str(hub.folder) in command)


def _processes(uid: int | None = None) -> list[tuple[int, str]]:
    found = []
    for task in Path("/proc").glob("[0-9]*"):
        try:
            if uid is None or task.stat().st_uid == uid:
                found.append((int(task.name), (task / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")))
        except OSError:
            continue
    return sorted(found)


def _by(token: str) -> dict[str, str]:
    return {"Authorization": f"token {token}"}
