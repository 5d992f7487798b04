"""The center's proxy carries a whole class at once."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from tests.classroom import hubs
from tests.gallery.serving import free_port

pytest.importorskip("configurable_http_proxy")
PEOPLE = 40


@pytest.fixture
def target():
    """A server that answers nobody before everybody has come."""
    everybody = threading.Barrier(PEOPLE)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path != "/up":
                everybody.wait(timeout=60)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    everybody.abort()
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(target):
    """The proxy as the hub starts it, before that server."""
    port, api = free_port(), free_port()
    words = ["--ip=127.0.0.1", f"--port={port}", f"--api-port={api}", f"--default-target={target}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "classroom.hub.proxy", *words],
        env=os.environ | {"CONFIGPROXY_AUTH_TOKEN": "a" * 64}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        hubs.wait_for(lambda: answers(address), "the proxy is up")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def answers(address: str) -> bool:
    try:
        return get(f"{address}/up") == 200
    except requests.ConnectionError:
        return False


def get(address: str) -> int:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(address, timeout=90).status_code


def test_forty_requests_that_wait_for_each_other_are_all_answered(proxy):
    with ThreadPoolExecutor(PEOPLE) as pool:
        assert set(pool.map(get, [f"{proxy}/page"] * PEOPLE)) == {200}
