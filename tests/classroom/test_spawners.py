"""Each ``spawner:`` is loaded into JupyterHub's real class, and what it would start is looked at; docker and systemd do not run here."""

import json
import os
import re
import socketserver
import subprocess
import sys
import threading
import warnings
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace

import pytest
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from classroom import center as centers
from classroom.hub import check_spawner, limits, spawning
from tests import loops
from tests.classroom import small_center

pytest.importorskip("jupyterhub")
pytest.importorskip("systemdspawner")
pytest.importorskip("dockerspawner")

GIGABYTE = 1024**3
USER = SimpleNamespace(name="kim", id=7, url="/class/user/kim/", escaped_name="kim", settings={})
PERSON = SimpleNamespace(pw_uid=4242, pw_gid=4243, pw_dir="/srv/center/homes/kim")


@pytest.fixture
def center(tmp_path):
    """Makes a center's folder whose file says some lines more."""

    def made(*lines: str):
        (tmp_path / "hub").mkdir(exist_ok=True)
        text = f"{small_center.TEXT}address: https://class.example\n" + "".join(f"{each}\n" for each in lines)
        (tmp_path / "center.yaml").write_text(text, encoding="utf-8")
        return centers.read(tmp_path)

    return made


def configured(center) -> Config:
    c = Config()
    spawning.configure(c, center)
    return c


def spawner(center, monkeypatch, **more):
    """A person's spawner as the hub makes it; the account is there already."""
    from jupyterhub import orm
    from jupyterhub.objects import Hub

    c = configured(center)
    for name, value in more.items():
        c[c.JupyterHub.spawner_class.rpartition(".")[2]][name] = value
    kind = import_item(c.JupyterHub.spawner_class)
    monkeypatch.setattr("classroom.hub.accounts.ensure_person", lambda *_: PERSON)
    hub = Hub(ip="127.0.0.1", port=8001, base_url="/class/hub/", public_host="")
    made = kind(config=c, user=USER, hub=hub, api_token="token", orm_spawner=orm.Spawner(name=""))
    made.public_url, made.public_hub_url = "https://class.example/class/user/kim/", "https://class.example/class/hub/"
    return made


def test_every_setting_of_every_spawner_is_one_its_class_has(center):
    for name in ("local", "systemd", "docker"):
        c = configured(center(f"spawner: {name}", "image: registry.example/dsi-user:1"))
        kind = import_item(c.JupyterHub.spawner_class)
        assert unknown(c, kind) == [], name
        c[kind.__name__].mem_limits = 1
        assert unknown(c, kind) == ["mem_limits"], name


def unknown(c: Config, kind: type) -> list[str]:
    """Settings for a class, or one it is made from, that are no traits of it; a value that is none is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = kind(config=c, user=USER)
    names = {each.__name__ for each in kind.mro()}
    assert made.mem_limit == int(1.5 * GIGABYTE)
    return sorted(name for section in names & set(c) for name in c[section] if name not in kind.class_trait_names(config=True))


def test_a_unit_of_systemd_is_the_person_s_own_limited_and_shut_off(center, monkeypatch, tmp_path):
    monkeypatch.setattr("pwd.getpwnam", {"dsi-kim": PERSON}.__getitem__)
    monkeypatch.setattr("systemdspawner.systemd.RUN_ROOT", str(tmp_path / "run"))
    said = tmp_path / "said"
    for name, code in (("systemd-run", 'for each in "$@"; do echo "$each"; done > $SAID'), ("systemctl", '[ "$1" = is-active ] && test -e $SAID')):
        (tmp_path / "bin" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{code}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SAID", str(said))
    there = center("spawner: systemd", "memory: 2G")
    made = spawner(there, monkeypatch)
    host, port = loops.run(made.start(), 30)
    words = said.read_text().splitlines()
    assert (host, port) == ("127.0.0.1", made.port)
    assert {"dsi-server-kim", "--uid=4242", "--gid=4243", PERSON.pw_dir, sys.executable} <= set(words)
    properties = dict(each.removeprefix("--property=").split("=", 1) for each in words if each.startswith("--property="))
    wanted = {
        "MemoryMax": str(2 * GIGABYTE), "MemorySwapMax": "0", "CPUQuota": "200%", "TasksMax": "1024", "UMask": "0077",
        "PrivateTmp": "yes", "PrivateDevices": "yes", "NoNewPrivileges": "yes", "OOMPolicy": "continue",
    }  # fmt: skip
    assert properties.items() >= wanted.items()
    environment = Path(properties["EnvironmentFile"]).read_text()
    assert f"JUPYTER_CONFIG_PATH={there.hub / 'user'}\n" in environment
    assert Path(properties["EnvironmentFile"]).stat().st_mode & 0o077 == 0  # the server's token is in it


class Daemon(BaseHTTPRequestHandler):
    """As much of docker's API as a container's start needs; keeps what it is asked to create."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        kind = re.sub(r"^/(v[0-9.]+/)?|\?.*", "", self.path)
        if kind == "version":
            self.say(200, {"ApiVersion": "1.44"})
        elif kind.startswith("images/registry.example/dsi-user:1/"):
            self.say(200, {"Id": "sha256:1", "RepoTags": ["registry.example/dsi-user:1"]})
        elif kind == "containers/made/json":
            self.say(200, {"Id": "made", "NetworkSettings": {"Ports": {"8888/tcp": [{"HostIp": "127.0.0.1", "HostPort": "32768"}]}}})
        else:
            self.say(404, {"message": "No such image" if kind.startswith("images/") else "No such container"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "/containers/create" in self.path:
            self.server.created.append((self.path, json.loads(body)))
            self.say(201, {"Id": "made", "Warnings": []})
        else:
            self.say(204)

    def say(self, status: int, body: dict | None = None):
        data = json.dumps(body).encode() if body is not None else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def address_string(self):
        return "unix"

    def log_message(self, *_):
        pass


@contextmanager
def daemon(place: Path):
    """Docker's socket, as far as the spawner and the check look; gives its address and what it was asked to create."""
    with socketserver.ThreadingUnixStreamServer(str(place / "docker.sock"), Daemon) as server:
        server.created, server.daemon_threads = [], True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"unix://{place / 'docker.sock'}", server.created
        server.shutdown()


def test_a_container_sees_the_person_s_folder_and_the_common_settings_and_is_limited(center, monkeypatch, tmp_path):
    there = center("spawner: docker", "image: registry.example/dsi-user:1", "memory: 2G")
    with daemon(tmp_path) as (address, created):
        monkeypatch.setenv("DOCKER_HOST", address)
        made = spawner(there, monkeypatch)
        assert loops.run(made.start(), 30) == ("127.0.0.1", 32768)
    [(path, asked)] = created
    host = asked["HostConfig"]
    assert "name=dsi-busan-kim" in path
    assert (asked["Image"], asked["User"], asked["Cmd"][0]) == ("registry.example/dsi-user:1", "4242:4243", "jupyterhub-singleuser")
    assert sorted(host["Binds"]) == sorted([f"{there.home('kim')}:/home/trainee:rw", f"{there.hub / 'user'}:/srv/dsi-user:ro"])
    assert (host["Memory"], host["MemorySwap"], host["CpuQuota"]) == (2 * GIGABYTE, 2 * GIGABYTE, 200_000)
    assert (host["CapDrop"], host["SecurityOpt"], host["PidsLimit"]) == (["ALL"], ["no-new-privileges"], 1024)
    assert host["PortBindings"] == {"8888/tcp": [{"HostIp": "127.0.0.1", "HostPort": ""}]}
    environment = dict(each.split("=", 1) for each in asked["Env"])
    assert environment["JUPYTERHUB_API_URL"] == "https://class.example/class/hub/api"  # 127.0.0.1 is the container itself
    assert (environment["HOME"], environment["JUPYTER_CONFIG_PATH"]) == ("/home/trainee", "/srv/dsi-user")
    assert "PATH" not in environment


def test_what_a_spawner_lacks_on_this_machine_is_said_with_the_remedy(center, monkeypatch, tmp_path):
    def found(*lines: str) -> str:
        return "\n".join(check_spawner.problems(center(*lines)))

    assert found() == ""
    assert "차트가 켭니다" in found("spawner: kubernetes")
    image = "image: registry.example/dsi-user:1"
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path / 'nobody.sock'}")
    assert "`systemctl start docker`" in found("spawner: docker", image)
    with daemon(tmp_path) as (address, _):
        monkeypatch.setenv("DOCKER_HOST", address)
        assert found("spawner: docker", image) == ""
        assert "docker build -f deploy/Dockerfile --target user -t registry.example/other ." in found("spawner: docker", "image: registry.example/other")
        near = center("spawner: docker", image).model_copy(update={"address": "http://127.0.0.1:8000"})
        assert "컨테이너 안에서 닿지 않습니다" in "\n".join(check_spawner.problems(near))
    booted = subprocess.run(["systemctl", "show", "--property=Version"], capture_output=True, check=False).returncode == 0
    assert ("systemd로 켜지지 않았습니다" in found("spawner: systemd")) is not booted
    monkeypatch.setattr(check_spawner, "find_spec", lambda _: None)
    for name in ("systemd", "docker"):
        assert "pip install 'dsi-kit[spawners]'" in found(f"spawner: {name}", image)


def test_a_machine_that_cannot_limit_memory_is_named(center, monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "_TREE", tmp_path / "none")
    assert not limits.can_limit()
    assert "memory: 1.5G" in "\n".join(check_spawner.cautions(center()))
    assert not list(check_spawner.cautions(center("spawner: systemd")))


def test_the_files_of_the_second_version_s_groups_get_the_limit(monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "_TREE", tmp_path)
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids\n")
    (tmp_path / "cgroup.subtree_control").write_text("cpu memory pids\n")
    (tmp_path / "dsi" / "dsi-kim").mkdir(parents=True)
    (tmp_path / "dsi" / "cgroup.subtree_control").write_text("\n")
    (tmp_path / "dsi" / "dsi-kim" / "memory.swap.max").write_text("max\n")
    assert limits.group("dsi-kim", GIGABYTE) == tmp_path / "dsi" / "dsi-kim" / "cgroup.procs"
    assert (tmp_path / "cgroup.subtree_control").read_text() == "cpu memory pids\n"  # what systemd has set stays
    assert (tmp_path / "dsi" / "cgroup.subtree_control").read_text() == "+memory"
    assert (tmp_path / "dsi" / "dsi-kim" / "memory.max").read_text() == str(GIGABYTE)
    assert (tmp_path / "dsi" / "dsi-kim" / "memory.swap.max").read_text() == "0"


@pytest.mark.skipif(bool(os.geteuid()) or not limits.can_limit(), reason="이 컴퓨터에서는 메모리를 제한할 수 없습니다")
def test_two_programs_of_one_account_together_do_not_get_more_than_the_limit():
    joins = limits.group("dsi-test-limit", 64 * 1024**2)
    hold = "x = bytearray(48 * 1024**2)\nfor at in range(0, len(x), 4096): x[at] = 1\nprint('held', flush=True); input()"
    programs, held = [], []
    try:
        for _ in range(2):
            programs.append(
                subprocess.Popen(
                    ["sh", "-c", f'echo 0 > {joins}; exec "$0" -c "$1"', sys.executable, hold],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                )
            )  # fmt: skip
            held.append(programs[-1].stdout.readline())
        assert held[0] == "held\n"
        assert programs[0 if held[1] else 1].wait(timeout=30) == -9
    finally:
        for each in programs:
            each.kill()
            each.communicate()
        limits.remove("dsi-test-limit")
    assert not joins.exists()
