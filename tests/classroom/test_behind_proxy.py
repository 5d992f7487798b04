"""Behind the hub's real proxy the gallery knows each visitor's own address and protocol, whatever a visitor claims."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from traitlets.config import Config

from classroom.hub.config import configure
from classroom.servers import wait_until_open
from gallery.access import Accounts, Role
from tests.classroom import small_center
from tests.gallery.client import Client
from tests.gallery.serving import free_port, serving

pytest.importorskip("configurable_http_proxy")

HERE, THERE = "127.0.0.2", "127.0.0.3"  # of the machine too, but not where a proxy is believed


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    token = Accounts(folder).add("박담당", Role.OFFICER, "busan")
    with serving(folder) as (address, _):
        yield address, token


@contextmanager
def proxied(gallery: str, folder, address: str) -> Iterator[str]:
    """The proxy as a center's hub starts it, but by this account; gives where it listens."""
    (folder / "hub").mkdir(parents=True)
    (folder / "center.yaml").write_text(f"{small_center.TEXT}address: {address}\n", encoding="utf-8")
    c = Config()
    configure(c, folder)
    command = c.ConfigurableHTTPProxy.command
    port, log = free_port(), folder / "proxy.log"
    with log.open("w") as sink:
        proxy = subprocess.Popen(
            [*command[command.index(sys.executable):], f"--default-target={gallery}", f"--port={port}", "--ip=127.0.0.1",
             f"--api-port={free_port()}", "--api-ip=127.0.0.1"],
            stdout=sink, stderr=sink, env=os.environ | {"CONFIGPROXY_AUTH_TOKEN": "secret"},
        )  # fmt: skip
    try:
        wait_until_open(f"http://127.0.0.1:{port}/robots.txt", proxy, log, 60)
        yield f"http://127.0.0.1:{port}"
    finally:
        proxy.terminate()
        proxy.wait()


def guess(visitor: Client, **headers: str) -> int:
    fields = {"token": "wrong", "_xsrf": visitor.secret("/login")}
    return visitor.post("/login", fields, **headers).status


def test_who_guesses_waits_under_any_name_and_nobody_waits_for_another(gallery, tmp_path):
    with proxied(gallery[0], tmp_path / "center", "https://class.example") as address:
        guesser = Client(address, HERE)
        claims = [{name: f"203.0.113.{each}"} for each in range(3) for name in ("X-Forwarded-For", "X-Real-Ip")]
        assert [guess(guesser, **each) for each in claims] == [401] * 5 + [429]
        assert guess(Client(address, THERE)) == 401
        assert Client(address, THERE).login(gallery[1]).status == 303


def test_a_web_server_on_this_machine_before_the_proxy_is_believed_about_addresses(gallery, tmp_path):
    with proxied(gallery[0], tmp_path / "center", "https://class.example") as address:
        web_server = Client(address)
        assert [guess(web_server, **{"X-Real-Ip": "203.0.113.77"}) for _ in range(6)] == [401] * 5 + [429]
        assert guess(web_server, **{"X-Real-Ip": "203.0.113.78"}) == 401
        # Of a proxy that keeps what it was told, what it has added counts, not what came before.
        near = Client(gallery[0])
        assert [guess(near, **{"X-Forwarded-For": f"203.0.113.{each}, 203.0.113.90, 127.0.0.1"}) for each in range(6)] == [401] * 5 + [429]
        # Who comes to the gallery from elsewhere has no proxy.
        far = Client(gallery[0], "127.0.0.4")
        assert [guess(far, **{"X-Forwarded-For": f"203.0.113.{each}"}) for each in range(6)] == [401] * 5 + [429]


@pytest.mark.parametrize(("address", "secure"), [("https://class.example", True), ("http://class.example", False)])
def test_the_session_s_cookie_is_for_https_alone_where_the_center_is(gallery, tmp_path, address, secure):
    with proxied(gallery[0], tmp_path / "center", address) as place:
        visitor = Client(place, THERE)
        fields = {"token": gallery[1], "_xsrf": visitor.secret("/login")}
        answer = visitor.post("/login", fields, **{"X-Scheme": "http" if secure else "https", "X-Forwarded-Proto": "gopher"})
        [session] = [each for each in answer.cookies if each.startswith("dsi_session=")]
        assert ("Secure" in session) is secure
