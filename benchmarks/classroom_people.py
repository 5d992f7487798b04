"""The people of `classroom.py`: trainees and an instructor who do by HTTP and websocket what their browsers would."""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
import websocket
from playwright.sync_api import sync_playwright

from tests.classroom import hubs
from tests.conftest import CHROMIUM, QUIET

COHORT, MODULE, GRADED = "bigdata-busan", "01-collect", "02-clean-join"
FILE = f"{COHORT}/{MODULE}/practicum.ipynb"
DESK = "/class/services/desk/"
PATIENCE = 300  # seconds
POLL = 1.5  # seconds, as the pages' scripts have it
GLANCE = 5  # seconds between two looks of the instructor at a page
SECRET = re.compile(r'name="_xsrf" value="([^"]+)"')


class Clock:
    """How long everything took: what a page is, what a wait is, and when."""

    def __init__(self) -> None:
        self.pages: dict[str, list[float]] = defaultdict(list)
        self.waits: dict[str, list[float]] = defaultdict(list)
        self.failures: list[str] = []
        self._lock = threading.Lock()

    @contextmanager
    def _time(self, found: dict[str, list[float]], kind: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        with self._lock:
            found[kind].append(time.perf_counter() - began)

    def page(self, kind: str):
        """Time one answer that somebody looks at a white page for."""
        return self._time(self.pages, kind)

    def wait(self, kind: str):
        """Time what a page shows to be going on."""
        return self._time(self.waits, kind)

    def fail(self, who: str, why: str) -> None:
        """Note a failure."""
        with self._lock:
            self.failures.append(f"{who}: {why}")


class Person(hubs.Visitor):
    """Somebody whose pages are timed; an answer that is no success is a failure."""

    def __init__(self, hub: hubs.Hub, name: str, clock: Clock):
        super().__init__(hub, name)
        self.clock = clock
        self.session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=4))

    def ask(self, kind: str, method: str, page: str, **more) -> requests.Response:
        """Ask for a page as a browser does, redirects followed."""
        with self.clock.page(kind):
            answer = self.session.request(method, self.url(page), timeout=PATIENCE, **more)
        return _good(answer)

    def press(self, kind: str, page: str, there: requests.Response, **fields: str) -> requests.Response:
        """Press a button of the page `there`."""
        return self.ask(kind, "POST", page, data={"_xsrf": SECRET.search(there.text)[1], **fields})

    def enter(self) -> requests.Response:
        """Open the hub and log in."""
        there = self.ask("login page", "GET", "/class/hub/login")
        word = {"username": self.name, "password": hubs.password(self.name)}
        answer = self.press("logging in", "/class/hub/login", there, **word)
        assert "/hub/login" not in answer.url, "not logged in"
        return answer


class Trainee(Person):
    """A trainee: from the login page to the receipt."""

    def __init__(self, hub: hubs.Hub, name: str, clock: Clock, opened: dict[str, list[str]], answers: dict):
        super().__init__(hub, name, clock)
        self.home, self.opened, self.answers = f"/class/user/{name}/", opened, answers
        self.module = f"{self.home}dsi/{COHORT}/{MODULE}"

    def learn(self) -> None:
        """Come, work and hand in."""
        with self.clock.wait("server starts, from the login on"):
            self.progress(self.enter())
        there = self.ask("my course", "GET", f"{self.home}dsi")
        for kind in ("lesson", "practicum"):
            there = self.open(kind, there)
        with self.clock.wait("practicum: kernel and first cells"):
            kernel = self.kernel(f"{COHORT}/{MODULE}/practicum.ipynb")
            self.run(kernel, [cell.source for cell in self.answers["cells"] if cell.cell_type == "code"][:2])
        self.save()
        with self.clock.wait("check"):
            self.check(there)
        there = self.ask("module", "GET", self.module)
        assert "k-passed" in there.text, "the check found nothing"
        there = self.press("submit", f"{self.module}/submit", there)
        if "그대로 제출" in there.text:
            there = self.press("submit", f"{self.module}/submit", there, sure="yes")
        assert "영수증 번호" in there.text, "no receipt"

    def progress(self, there: requests.Response) -> None:
        """Watch the own server start, as the page of the hub does."""
        while f"{self.home}dsi" not in there.url:
            address = re.search(r'EventSource\("([^"]+)"', there.text)
            assert address, f"neither server nor progress at {there.url}"
            address = address[1].encode().decode("unicode_escape").replace("&amp;", "&")
            with self.session.get(self.hub.address + address, stream=True, timeout=PATIENCE) as events:
                for line in _good(events).iter_lines():
                    if line.startswith(b"data:") and {"ready", "failed"} & (event := json.loads(line[5:])).keys():
                        assert event.get("ready"), event
                        break
            there = self.ask("my course, first", "GET", there.url.removeprefix(self.hub.address))

    def open(self, kind: str, there: requests.Response) -> requests.Response:
        """Open a notebook: its page, then everything that JupyterLab asks for, then its kernel; then back to the module."""
        with self.clock.wait(f"{kind}: JupyterLab and its files"):
            self.press(f"JupyterLab ({kind})", f"{self.module}/open", there, what=kind)
            headers = {"X-XSRFToken": self.secret()}
            for page in self.opened[kind]:
                _good(self.session.get(self.url(page.format(name=self.name)), timeout=PATIENCE, headers=headers))
        if kind == "lesson":  # JupyterLab starts the kernel of whatever it opens
            self.kernel(f"{COHORT}/{MODULE}/lesson.ipynb")
        return self.ask("module", "GET", self.module)

    def secret(self) -> str:
        """What a script of the own server's pages sends against forgery."""
        return next(each.value for each in self.session.cookies if each.name == "_xsrf" and each.path == self.home)

    def kernel(self, path: str) -> str:
        """Start a notebook's session; returns its kernel."""
        asked = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        return _good(self.send("POST", f"{self.home}api/sessions", json=asked)).json()["kernel"]["id"]

    def run(self, kernel: str, cells: list[str]) -> None:
        """Run cells as the notebook page does."""
        address, session = urlsplit(self.hub.address), uuid.uuid4().hex
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.session.cookies if self.home.startswith(each.path))
        place = f"ws://{address.netloc}{self.home}api/kernels/{kernel}/channels?session_id={session}"
        line = websocket.create_connection(place, cookie=cookies, origin=self.hub.address, timeout=PATIENCE)
        try:
            for source in cells:
                header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": session, "username": self.name}
                asked = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
                message = {"channel": "shell", "header": header | {"version": "5.3", "date": ""}, "content": asked}
                line.send(json.dumps(message | {"parent_header": {}, "metadata": {}}))
                while (heard := json.loads(line.recv())).get("parent_header", {}).get("msg_id") != header["msg_id"] or (
                    heard["msg_type"] != "execute_reply"
                ):
                    pass
                assert heard["content"]["status"] == "ok", heard["content"]
        finally:
            line.close()

    def save(self) -> None:
        """Save the notebook as JupyterLab does, twice."""
        body = {"type": "notebook", "format": "json", "content": self.answers}
        for _ in range(2):
            with self.clock.page("save"):
                answer = self.send("PUT", f"{self.home}api/contents/{FILE}", json=body)
            _good(answer)

    def check(self, there: requests.Response) -> None:
        """Press the button and ask until the check is done."""
        self.press("check begins", f"{self.module}/check", there)
        while _good(self.send("GET", f"{self.module}/check")).json()["running"]:
            time.sleep(POLL)


class Instructor(Person):
    """The instructor: collects and grades one module while the class works at another, and looks at pages meanwhile."""

    def teach(self, over: threading.Event) -> None:
        """Collect, grade, and go on looking until the class is over."""
        self.enter()
        self.ask("desk", "GET", DESK)
        for action in ("collect", "grade"):
            there = self.ask("desk: modules", "GET", f"{DESK}c/{COHORT}/")
            self.press("desk: modules", f"{DESK}c/{COHORT}/", there, action=action, module=GRADED)
            with self.clock.wait(f"desk: {action}"):
                self.watch()
        while not over.wait(GLANCE):
            self.look()

    def watch(self) -> None:
        """Wait for a job's end, as the page's script does, and look at other pages."""
        looked = time.monotonic()
        headers = {"X-Xsrftoken": next(each.value for each in self.session.cookies if each.name == "_xsrf" and each.path == DESK)}
        while self.ask("desk: progress", "GET", f"{DESK}c/{COHORT}/progress", headers=headers).json()["running"]:
            time.sleep(POLL)
            if time.monotonic() - looked > GLANCE:
                self.look()
                looked = time.monotonic()

    def look(self) -> None:
        """Look at what an instructor looks at during a class."""
        for page in ("", "trainees", "questions"):
            self.ask(f"desk: {page or 'modules'}", "GET", f"{DESK}c/{COHORT}/{page}")


def record(hub: hubs.Hub, name: str) -> dict[str, list[str]]:
    """What a real browser asks a server for when a notebook is opened: the first one, and one more with JupyterLab in its cache."""
    found: dict[str, list[str]] = {}
    home = f"{hub.address}/class/user/{name}/"
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET).new_page(base_url=hub.address, locale="ko-KR")
        page.set_default_timeout(1000 * PATIENCE)
        page.goto("/class/hub/login")
        for field, word in (("username", name), ("password", hubs.password(name))):
            page.locator(f"[name={field}]").fill(word)
        page.locator("#login_submit").click()
        page.wait_for_url(f"{home}dsi")
        for kind, words in (("lesson", "학습 노트북 열기"), ("practicum", "실습 열기")):
            asked: list[str] = []
            page.goto(f"{home}dsi")
            page.on("request", lambda request, asked=asked: asked.append(request.url) if request.method == "GET" else None)
            page.get_by_role("button", name=words).first.click()
            page.wait_for_url(f"**/{kind}.ipynb")
            page.locator(".jp-Notebook .jp-Cell").first.wait_for()
            page.wait_for_load_state("networkidle")
            pages = [each.replace(f"/user/{name}/", "/user/{name}/").removeprefix(hub.address) for each in asked if each.startswith(home)]
            found[kind] = [
                each for each in dict.fromkeys(pages)
                if not re.search(r"/lab/tree/|/api/(sessions|kernels|terminals)/|/api/events|/dsi", each)
                and (kind == "lesson" or "/static/" not in each)
            ]  # fmt: skip
    return found


def _good(answer: requests.Response) -> requests.Response:
    if not answer.ok:
        words = re.sub(r"<[^>]+>|\s+", " ", answer.text)[:300]
        raise AssertionError(f"{answer.request.method} {answer.url}: {answer.status_code} {words}")
    return answer
