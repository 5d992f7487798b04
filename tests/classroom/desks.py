"""A small real JupyterHub with the desk as its service, for tests of the desk alone: no accounts, no spawned servers."""

from __future__ import annotations

import io
import os
import re
import secrets
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from classroom.people import Role, group
from grader.cohort import Cohort
from tests.gallery.serving import free_port
from tests.grader import classes

PASSWORD = "시험용 비밀번호"
CENTER = """\
center: {id: busan, name: 부산 지원센터, region: 부산}
administrators: [kim]
cohorts:
"""
CONFIG = """
import sys
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}/class/"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cookie_secret = bytes.fromhex("{cookie}")
c.ConfigurableHTTPProxy.auth_token = "{cookie}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = [sys.executable, "-c", "from configurable_http_proxy.cli import main; main()"]
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "{password}"
c.Authenticator.allow_all = True
c.Authenticator.admin_users = {admins!r}
c.JupyterHub.load_groups = {groups!r}
c.JupyterHub.services = [
    {{"name": "desk", "url": "http://127.0.0.1:{desk}", "oauth_no_confirm": True,
     "command": [sys.executable, "-m", "classroom.desk", "{folder}"]}},
    {{"name": "test", "api_token": "{token}"}},
]
c.JupyterHub.load_roles = [
    {{"name": "user", "scopes": ["self", "access:services!service=desk"]}},
    {{"name": "test", "services": ["test"], "scopes": ["admin:users", "tokens"]}},
]
"""


@dataclass
class Desk:
    """A desk under a running hub."""

    address: str
    folder: Path
    token: str
    cohorts: dict[str, Cohort] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The desk's address."""
        return f"{self.address}/class/services/desk/"

    def token_of(self, name: str) -> str:
        """A token as the hub gives it to somebody's own server: it opens the desk in that name."""
        headers = {"Authorization": f"token {self.token}"}
        requests.post(f"{self.address}/class/hub/api/users/{name}", headers=headers, timeout=30)
        body = {"scopes": ["access:services!service=desk"]}
        answer = requests.post(f"{self.address}/class/hub/api/users/{name}/tokens", headers=headers, json=body, timeout=30)
        return answer.json()["token"]

    def program(self, name: str) -> Program:
        """Somebody's program, with a token of the hub."""
        return Program(self.home, self.token_of(name))

    def visitor(self, name: str) -> Visitor:
        """Somebody's browser, after logging in."""
        visitor = Visitor(self.home)
        page = visitor.get("")
        form = {"username": name, "password": PASSWORD, "_xsrf": re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]}
        done = visitor.session.post(page.url, data=form, timeout=30)
        assert "services/desk" in done.url or done.status_code == 403, (done.url, done.text[-2000:])
        return visitor


@dataclass
class Program:
    """Asks the desk with a token, as a trainee's server does."""

    home: str
    token: str

    def ask(self, method: str, path: str, data: bytes | None = None) -> requests.Response:
        """One request."""
        return requests.request(
            method, self.home + path, data=data, headers={"Authorization": f"token {self.token}"}, timeout=60
        )

    def get(self, path: str) -> requests.Response:
        """Ask for something."""
        return self.ask("GET", path)

    def post(self, path: str, data: bytes) -> requests.Response:
        """Send something."""
        return self.ask("POST", path, data)


class Visitor:
    """A browser without scripts: it keeps cookies and sends forms."""

    def __init__(self, home: str):
        self.home, self.session = home, requests.Session()
        self.session.trust_env = False

    def secret(self, page: str) -> str:
        """What the forms of a page carry."""
        return re.search(r'name="_xsrf" value="([^"]+)"', self.get(page).text)[1]

    def wait(self, cohort: str) -> str:
        """Wait until nothing runs for a cohort any more; the page then."""
        limit = time.monotonic() + 120
        while self.get(f"c/{cohort}/progress").json()["running"]:
            assert time.monotonic() < limit, "끝나지 않습니다."
            time.sleep(0.2)
        return self.get(f"c/{cohort}/").text

    def press(self, cohort: str, action: str, module: str = classes.MODULE, **fields: str) -> str:
        """Press a button of a cohort's page and wait for its end; the page then."""
        done = self.post(f"c/{cohort}/", action=action, module=module, **fields)
        assert done.status_code == 303, done.text
        return self.wait(cohort)

    def get(self, path: str) -> requests.Response:
        """Look at a page."""
        return self.session.get(self.home + path, timeout=60)

    def post(self, path: str, **fields: str) -> requests.Response:
        """Send a form of a page, with the page's own secret."""
        fields = {"_xsrf": self.secret(path)} | fields
        return self.session.post(self.home + path, data=fields, timeout=60, allow_redirects=False)


def center(folder: Path, **cohorts: list[str]) -> dict[str, Cohort]:
    """Write a center's folder with small cohorts, by id, and their trainees; ``park`` teaches all of them."""
    (folder / "gallery").mkdir(parents=True)
    entries = [f"  - {{id: {name}, track: bigdata, instructors: [park]}}\n" for name in cohorts]
    (folder / "center.yaml").write_text(CENTER + "".join(entries), encoding="utf-8")
    (folder / "cohorts").mkdir()
    return {name: classes.released(folder / "cohorts" / name, *trainees) for name, trainees in cohorts.items()}


def groups(**cohorts: list[str]) -> dict[str, list[str]]:
    """The hub's groups of such a center."""
    found = {group(Role.INSTRUCTOR, name): ["park"] for name in cohorts}
    return found | {group(Role.TRAINEE, name): trainees for name, trainees in cohorts.items()}


@contextmanager
def running(folder: Path, groups: dict[str, list[str]], admins: set[str]) -> Iterator[Desk]:
    """Run a hub with the desk of the center in `folder`."""
    ports = {name: free_port() for name in ("port", "hub", "proxy", "desk")}
    token = secrets.token_hex(16)
    config = CONFIG.format(
        **ports, folder=folder, cookie=secrets.token_hex(32), token=token, password=PASSWORD, admins=admins,
        groups={name: {"users": users} for name, users in groups.items()},
    )  # fmt: skip
    path = folder / "jupyterhub_config.py"
    path.write_text(config, encoding="utf-8")
    log = (folder / "hub.log").open("wb")
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    hub = subprocess.Popen(
        [sys.executable, "-m", "jupyterhub", "-f", str(path)],
        cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, env=environment,
    )  # fmt: skip
    desk = Desk(f"http://127.0.0.1:{ports['port']}", folder, token)
    try:
        _wait(desk, hub)
        yield desk
    finally:
        hub.send_signal(signal.SIGTERM)
        try:
            hub.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(hub.pid, signal.SIGKILL)
        log.close()


def _wait(desk: Desk, hub: subprocess.Popen) -> None:
    limit = time.monotonic() + 90
    while time.monotonic() < limit and hub.poll() is None:
        try:
            if requests.get(desk.home + "static/desk.css", timeout=5).status_code == 200:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError((desk.folder / "hub.log").read_text(encoding="utf-8"))


def packed(folder: Path) -> bytes:
    """A folder's files as a zip archive."""
    return archive({str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()})


def archive(files: dict[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    """A zip archive made by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


