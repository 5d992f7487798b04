"""An app that is open has run once; each visitor gets a fork of it, quickly, and nobody else's."""

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import quote

import pytest

from gallery.opened import App, OpenedKernels
from gallery.store import Store
from tests import cells
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import kernels, no_kernels, serving

APP = "/live/busan-aged-neighbours/v1"
SEOUL = f"region={quote('서울특별시')}"
SEATS = 8
SOURCE = """\
import os, random, time
time.sleep(0.5)
print("결과는", REGION, "번호", random.getrandbits(64), "시각", time.time(), "물음", os.environ["QUERY_STRING"])
"""
THREAD = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\nprint('결과는', REGION)"


def publish(folder, *sources, slug="busan-aged-neighbours", **changes):
    notebook = cells.notebook(cells.parameters(), *map(cells.code, sources))
    version = projects.version(card=projects.card(slug=slug), **changes)
    Store(folder).add(version, projects.files(notebook, regions=version.regions))


@pytest.fixture
def gallery(tmp_path):
    publish(tmp_path, SOURCE)
    with serving(tmp_path, opened=2) as (address, server):
        yield Client(address), server, tmp_path


def visit(client, path=APP):
    place = client.post(path, {}).headers["Location"]
    return client.get(place).text


def leave(client, page):
    kernel = re.search(r'"kernelId": ?"([^"]+)"', page)[1]
    assert client.ask("POST", f"/voila/api/shutdown/{kernel}", Origin="null").status == 204


def open_apps(server, count, seconds=60):
    """Wait until so many apps are there and have run."""
    limit = time.monotonic() + seconds
    while len(kernels(server, "dsi-app-open")) != count and time.monotonic() < limit:
        time.sleep(0.05)
    assert len(kernels(server, "dsi-app-open")) == count
    return kernels(server, "dsi-app-open")


def number(page):
    return re.search(r"번호 (\d+)", page)[1]


def when(page):
    return float(re.search(r"시각 ([\d.]+)", page)[1])


def test_the_newest_app_is_opened_before_anybody_comes_and_forked_for_each_who_does(gallery):
    client, server, _ = gallery
    (app,) = open_apps(server, 1)
    asked = time.time()
    assert kernels(server) == []
    first, second = visit(client), visit(client)
    assert when(first) == when(second) < asked
    assert "결과는 부산광역시" in first
    assert re.search(r"kernelId[^,]*", first)[0] != re.search(r"kernelId[^,]*", second)[0]
    assert "ticket" not in re.search(r"물음 ([^\"\\]*)", second)[1]
    assert len(kernels(server)) == 2
    leave(client, first)
    leave(client, second)
    assert no_kernels(server)
    assert kernels(server, "dsi-app") == [app]


def test_a_crawler_opens_nothing_and_a_person_s_interest_opens_the_region_asked_for(gallery):
    client, server, _ = gallery
    open_apps(server, 1)
    for path in (APP, f"{APP}?{SEOUL}", f"{APP}/interest?{SEOUL}", "/projects/busan-aged-neighbours"):
        client.get(path)
    for headers in ({"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.ask("POST", f"{APP}/interest?{SEOUL}", **headers).status == 403
    assert client.post(f"{APP}/interest?region={quote('달나라')}", {}).status == 404
    assert len(kernels(server, "dsi-app")) == 1
    assert client.post(f"{APP}/interest", {"region": "서울특별시"}).status == 204
    asked = time.time()
    page = visit(client, f"{APP}?{SEOUL}")  # waits for the app that is being opened
    assert "결과는 서울특별시" in page
    assert when(page) >= asked - 5
    assert len(open_apps(server, 2)) == 2
    assert len(kernels(server)) == 1


def test_the_app_used_least_lately_goes_first_but_stays_while_somebody_looks_at_it(gallery):
    client, server, _ = gallery
    (busan,) = open_apps(server, 1)
    page = visit(client)
    for place in ("서울특별시", "대구광역시"):
        client.post(f"{APP}/interest", {"region": place})
        open_apps(server, 2 if place[0] == "서" else 3)
    assert busan in kernels(server, "dsi-app")
    leave(client, page)
    open_apps(server, 2)
    assert busan not in kernels(server, "dsi-app")


def test_visitors_never_exceed_the_seats_and_an_app_takes_none(gallery):
    client, server, _ = gallery
    open_apps(server, 1)
    assert '{"free": 8}' in client.get("/live/seats").text
    most = 0
    with ThreadPoolExecutor(24) as crowd:
        visits = [crowd.submit(visit, Client(f"http://{client.netloc}")) for _ in range(24)]
        while not all(each.done() for each in visits):
            most = max(most, len(kernels(server)))
            time.sleep(0.05)
        pages = [each.result() for each in visits]
    assert sum("결과는 부산광역시" in page for page in pages) == SEATS
    assert sum("자리가 모두 찼습니다" in page for page in pages) == 24 - SEATS
    assert most <= SEATS


def test_a_project_that_was_withdrawn_is_not_opened(gallery):
    client, server, folder = gallery
    open_apps(server, 1)
    Store(folder).withdraw("busan-aged-neighbours", "정강사", "까닭")
    assert client.post(APP, {}).status == 404
    assert client.post(f"{APP}/interest", {}).status == 404


def test_when_an_app_dies_its_viewers_end_and_the_next_visitor_gets_a_kernel_of_his_own(gallery):
    client, server, _ = gallery
    (app,) = open_apps(server, 1)
    visit(client)
    os.kill(app, signal.SIGKILL)
    assert no_kernels(server)
    assert "결과는 부산광역시" in visit(client)
    assert len(kernels(server)) == 1
    limit = time.monotonic() + 30
    while '{"free": 7}' not in client.get("/live/seats").text:  # the dead are tidied away every two seconds
        assert time.monotonic() < limit
        time.sleep(0.1)


def test_an_app_that_cannot_be_forked_is_left_to_a_kernel_for_each_visitor(tmp_path):
    publish(tmp_path, THREAD)
    with serving(tmp_path, opened=2) as (address, server):
        client = Client(address)
        for count in (1, 2):
            assert "결과는 부산광역시" in visit(client)
            assert len(kernels(server)) == count
        open_apps(server, 0)
        assert client.post(f"{APP}/interest", {}).status == 204  # it is known, and not tried again
        assert kernels(server, "dsi-app") == []


def test_an_app_is_of_its_day():
    today, tomorrow = App("a", 1, "부산광역시", date(2026, 5, 4)), App("a", 1, "부산광역시", date(2026, 5, 5))
    assert today != tomorrow


def test_wishes_are_few_and_the_last_one_counts():
    manager = OpenedKernels(opened=2)
    manager._worker = type("Busy", (), {"done": lambda self: False})()
    apps = [App(name, 1, "부산광역시", date(2026, 5, 4)) for name in "abca"]
    for app in apps:
        manager.wish(app)
    assert list(manager._wishes) == apps[2:]
