"""A real center for tests: OS accounts, ``dsi hub init``, ``dsi hub start``, and people who log in by HTTP.

A center's accounts are the machine's, so there is one such center at a time: whoever asks for a second one waits.
"""

import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from classroom import center as centers
from classroom.center import Center
from classroom.hub import accounts, limits

NAMES = {"hong": "홍길동", "kim": "김하나"}
COHORTS = {"bigdata-busan": "bigdata"}
SECONDS = 120
_PLACES = Path(tempfile.gettempdir()) / "dsi-center-"
_LOCK = Path(tempfile.gettempdir()) / "dsi-test-center.lock"


def password(name: str) -> str:
    """The password of a person of the test center."""
    return f"{name}-longer-than-ten"


@dataclass
class Hub:
    """A running center.

    People: administrator ``boss``, instructor ``park`` of every cohort, officers ``lee`` of this center and ``dae`` of another
    (``daegu``), trainees ``hong`` and ``kim`` of the first cohort.
    """

    folder: Path
    address: str
    python: str
    process: subprocess.Popen | None = None
    visitors: dict[str, "Visitor"] = field(default_factory=dict)

    @property
    def center(self) -> Center:
        """The center by its file."""
        return centers.read(self.folder)

    def dsi(self, *words: str | Path, stdin: str = "", check: bool = True) -> subprocess.CompletedProcess:
        """Type a ``dsi`` command as root."""
        return subprocess.run(
            [self.python, "-m", "dsi", *map(str, words)],
            input=stdin, capture_output=True, text=True, check=check, env=_environment(self.python),
        )  # fmt: skip

    def as_account(self, account: str, *words: str | Path, check: bool = False) -> subprocess.CompletedProcess:
        """Run a command as an OS account, with that account's home."""
        entry = pwd.getpwnam(account)
        return subprocess.run(
            list(map(str, words)), user=entry.pw_uid, group=entry.pw_gid, extra_groups=[], cwd=entry.pw_dir,
            env=_environment(self.python) | {"HOME": entry.pw_dir, "USER": account},
            capture_output=True, encoding="utf-8", errors="replace", check=check, timeout=SECONDS,
        )  # fmt: skip

    def start(self) -> None:
        """``dsi hub start``, until people can come."""
        self.process = subprocess.Popen(
            [self.python, "-m", "dsi", "hub", "start", str(self.folder)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_environment(self.python),
        )  # fmt: skip
        said = next(line for line in iter(self.process.stdout.readline, None) if not line.startswith("주의:"))
        assert "열었습니다" in said, said + self.process.stdout.read() + self.log()
        # The services come up beside the hub.
        for each in _with_pages(self.center):
            page = f"/class/services/{each['name']}/"
            wait_for(lambda page=page: Visitor(self, "").get(page).status_code < 400, f"{page} is up", self.log)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End the hub."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=SECONDS)

    def log(self) -> str:
        """What the hub has written."""
        path = self.folder / "hub" / "logs" / "hub.log"
        return path.read_text(errors="replace")[-8000:] if path.is_file() else ""

    def visitor(self, name: str) -> "Visitor":
        """Somebody who is logged in to the hub in one browser; the password is set on the machine at the first visit."""
        if name not in self.visitors:
            self.dsi("hub", "password", self.folder, name, stdin=password(name) + "\n")
            self.visitors[name] = Visitor(self, name)
            assert self.visitors[name].log_in().status_code == 302, self.log()
        return self.visitors[name]

    def server(self, name: str) -> "Visitor":
        """Somebody whose own server is up, and who has come to it."""
        visitor = self.visitor(name)
        visitor.open_server()
        return visitor

    def hand_in(self, name: str, cohort: str, module: str) -> None:
        """Fetch a module from the desk and hand it in as it is, as a trainee's running server does."""
        import requests

        place, token = f"{self.address}/class/services/desk/api/cohorts/{cohort}/modules/{module}", server_token(name)
        headers = {"Authorization": f"token {token}"}
        fetched = requests.get(f"{place}/files.zip", headers=headers, timeout=SECONDS)
        assert fetched.status_code == 200, fetched.text
        sent = requests.post(f"{place}/submissions", data=fetched.content, headers=headers, timeout=SECONDS)
        assert sent.status_code in (200, 201), sent.text

    def lose(self) -> None:
        """The machine is gone: what runs, the accounts, the center's folder."""
        self.stop()
        _clear_accounts(f"{self.folder}/")
        shutil.rmtree(self.folder)
        self.visitors.clear()


class Visitor:
    """A browser without JavaScript: keeps cookies, follows redirects, sends the hub's tokens against forgery."""

    def __init__(self, hub: Hub, name: str):
        import requests

        self.hub, self.name = hub, name
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.hooks["response"] = _as_utf8

    def url(self, page: str) -> str:
        """Address of a page: under the hub's own unless it begins with a slash."""
        return self.hub.address + (page if page.startswith("/") else f"/class/hub/{page}")

    def get(self, page: str, **more):
        """Ask for a page."""
        return self.session.get(self.url(page), timeout=SECONDS, **more)

    def send(self, method: str, page: str, **more):
        """Send something to the hub, or to a server, as its page's script does."""
        place = "/class/hub/" if not page.startswith("/class/user/") else "/".join(page.split("/")[:4]) + "/"
        found = [each.value for each in self.session.cookies if each.name == "_xsrf" and each.path == place]
        headers = {"X-XSRFToken": found[0]} if found else {}
        return self.session.request(method, self.url(page), timeout=SECONDS, headers=headers | more.pop("headers", {}), **more)

    def log_in(self, word: str | None = None):
        """Fill in the form of the hub."""
        self.get("login")
        xsrf = next(each.value for each in self.session.cookies if each.name == "_xsrf" and each.path == "/class/hub/")
        fields = {"username": self.name, "password": word or password(self.name), "_xsrf": xsrf}
        return self.session.post(self.url("login"), data=fields, timeout=SECONDS, allow_redirects=False)

    def open_server(self) -> None:
        """Start the own server, if it is not up, and come to it."""
        started = self.send("POST", f"api/users/{self.name}/server", json={})
        assert started.status_code in (201, 202, 400), started.text  # 400: it is running
        page = f"/class/user/{self.name}/lab"

        def up() -> bool:
            answer = self.get(page)
            return answer.status_code == 200 and answer.url.startswith(self.url(page))

        wait_for(up, f"{self.name}'s server is up", self.hub.log)

    def token(self) -> str:
        """A token for the API with everything its owner may do."""
        made = self.send("POST", f"api/users/{self.name}/tokens", json={"expires_in": 3600})
        assert made.status_code == 201, made.text
        return made.json()["token"]


@contextmanager
def running(started: bool = True, more: str = "") -> Iterator[Hub]:
    """A center, its hub up; accounts, processes and files are gone afterwards.

    Parameters
    ----------
    started : bool
        False leaves the hub to the test.
    more : str
        Lines to add to ``center.yaml``.
    """
    _skip_unless_possible()
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _clear_accounts(str(_PLACES))  # of a test that was killed
        if accounts.found(accounts.SERVICE):
            pytest.skip("이 컴퓨터에는 센터가 있습니다: dsi 계정이 이미 있습니다")
        place = Path(tempfile.mkdtemp(prefix=_PLACES.name, dir=_PLACES.parent))
        place.chmod(0o711)
        hub = Hub(place / "center", "", _python())
        try:
            _make(hub, more)
            if started:
                hub.start()
            yield hub
        finally:
            hub.stop()
            _clear_accounts(f"{hub.folder}/")
            shutil.rmtree(place, ignore_errors=True)


def server_process(name: str) -> int:
    """Process of somebody's own server."""
    uid = pwd.getpwnam(accounts.account_of(name)).pw_uid
    return next(int(task) for task in _tasks(uid) if b"jupyterhub.singleuser" in Path(f"/proc/{task}/cmdline").read_bytes())


def server_token(name: str) -> str:
    """The token of somebody's own server, as a notebook in it reads it."""
    environment = Path(f"/proc/{server_process(name)}/environ").read_bytes().split(b"\0")
    return next(each.partition(b"=")[2].decode() for each in environment if each.startswith(b"JUPYTERHUB_API_TOKEN="))


def wait_for(what, claim: str, log=lambda: "") -> None:
    """Wait until something is so."""
    until = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < until, f"not so: {claim}\n{log()}"
        time.sleep(0.25)


def _as_utf8(answer, **_) -> None:
    """What the hub writes, whether or not it says so."""
    answer.encoding = "utf-8"


def _make(hub: Hub, more: str) -> None:
    port = _free_ports()
    hub.address = f"http://127.0.0.1:{port}"
    cohorts = "".join(
        f"  - id: {name}\n    track: {track}\n    instructors: [park]\n" + ("    roster: 명단.csv\n" if not index else "")
        for index, (name, track) in enumerate(COHORTS.items())
    )
    hub.folder.mkdir()
    (hub.folder / centers.FILE).write_text(
        f"center:\n  id: busan\n  name: 부산 지원센터\n  region: 부산\naddress: {hub.address}\nlisten: 127.0.0.1:{port}\n"
        f"administrators: [boss]\nofficers: [lee]\nvisiting_officers:\n  daegu: [dae]\ncohorts:\n{cohorts}{more}",
        encoding="utf-8",
    )
    roster = "".join(f"{each},{name}\n" for each, name in NAMES.items())
    (hub.folder / "명단.csv").write_text(f"아이디,이름\n{roster}", encoding="utf-8")
    made = hub.dsi("hub", "init", hub.folder, check=False)
    assert made.returncode == 0, made.stderr
    hub.dsi("hub", "password", hub.folder, "boss", stdin=password("boss") + "\n")


def _clear_accounts(above: str) -> None:
    """End what runs under accounts that have their homes there, and remove those accounts, and only those."""
    ours = [each for each in pwd.getpwall() if each.pw_dir.startswith(above)]
    uids = {each.pw_uid for each in ours}
    for task in Path("/proc").glob("[0-9]*"):
        try:
            if task.stat().st_uid in uids:
                os.kill(int(task.name), signal.SIGKILL)
        except (OSError, ProcessLookupError):
            continue
    for each in ours:
        wait_for(lambda uid=each.pw_uid: not _tasks(uid), f"{each.pw_name} has no process")
        limits.remove(each.pw_name)
        subprocess.run(["userdel", each.pw_name], capture_output=True, check=False)


def _tasks(uid: int) -> list[str]:
    found = []
    for task in Path("/proc").glob("[0-9]*"):
        try:
            # A zombie waits for whoever started it, not for us.
            if task.stat().st_uid == uid and "Z" not in (task / "stat").read_text().rpartition(")")[2].split()[0]:
                found.append(task.name)
        except OSError:
            continue
    return found


def _with_pages(center: Center) -> list[dict]:
    from classroom.hub.services import services

    return [each for each in services(center) if "url" in each]


def _skip_unless_possible() -> None:
    if os.geteuid():
        pytest.skip("허브 시험은 계정을 만들므로 root로만 합니다")
    for tool in ("useradd", "userdel", "setpriv"):
        if not shutil.which(tool):
            pytest.skip(f"{tool}이 없습니다")
    pytest.importorskip("jupyterhub", reason="jupyterhub가 없습니다: pip install '.[hub]'")


def _free_ports(count: int = 12) -> int:
    """A port after which a row of others is free too, below those the system gives out by itself."""
    for port in range(21000 + os.getpid() % 500 * 16, 30000, 16):
        with _held(range(port, port + count)) as fine:
            if fine:
                return port
    pytest.skip("빈 포트가 없습니다")
    return 0


@contextmanager
def _held(ports: range) -> Iterator[bool]:
    probes = [socket.socket() for _ in ports]
    try:
        for probe, port in zip(probes, ports, strict=True):
            probe.bind(("127.0.0.1", port))
        yield True
    except OSError:
        yield False
    finally:
        for probe in probes:
            probe.close()


def _environment(python: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "DSI_", "VIRTUAL_ENV"))}
    return kept | {"PATH": f"{Path(python).parent}{os.pathsep}{kept.get('PATH', os.defpath)}"}


def _python() -> str:
    """A Python with the kit that every account can run: this one, or a copy of its environment and of the Python below it."""
    base = Path(sys.executable).resolve()
    if all(part.stat().st_mode & 0o001 for part in (base, *base.parents)):
        return sys.executable
    name = f"python3.{sys.version_info.minor}"
    packages = Path(sys.prefix) / "lib" / name / "site-packages"
    copy = Path(tempfile.gettempdir()) / f"dsi-test-python-{packages.stat().st_mtime_ns}"
    if not copy.is_dir():
        making = Path(tempfile.mkdtemp(prefix="dsi-test-python-"))
        making.chmod(0o755)
        for folder in ("bin", "lib"):
            _copy(Path(sys.base_prefix) / folder, making / "base" / folder)
        _find_library_beside(making / "base" / "bin" / name)
        (making / "bin").mkdir()
        (making / "bin" / "python").symlink_to(copy / "base" / "bin" / name)
        (making / "pyvenv.cfg").write_text(f"home = {copy}/base/bin\ninclude-system-site-packages = false\n")
        for folder in ("lib", "share", "etc"):
            _copy(Path(sys.prefix) / folder, making / folder)
        for script in (Path(sys.prefix) / "bin").iterdir():
            if script.is_file() and not script.is_symlink():
                head, _, body = script.read_bytes().partition(b"\n")
                if head.startswith(b"#!") and b"python" in head:
                    (making / "bin" / script.name).write_bytes(f"#!{copy}/bin/python\n".encode() + body)
                    (making / "bin" / script.name).chmod(0o755)
        making.rename(copy)
    return str(copy / "bin" / "python")


def _find_library_beside(program: Path) -> None:
    """Have a copied Python load its library from the copy: the place of the original stands in the program."""
    found = program.read_bytes()
    place = str(Path(sys.base_prefix) / "lib").encode()
    program.unlink()  # a link to the original until here
    program.write_bytes(found.replace(place + b"\0", b"$ORIGIN/../lib".ljust(len(place), b"\0") + b"\0"))
    program.chmod(0o755)


def _copy(folder: Path, to: Path) -> None:
    """Copy a folder, by links where the file system is the same."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)

    shutil.copytree(folder, to, copy_function=link, symlinks=True)
