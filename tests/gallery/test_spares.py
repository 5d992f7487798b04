"""An app that was opened once is ready for the next visitor, takes nobody's seat and is nobody else's."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from gallery.store import Store
from tests import cells
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import kernels, serving

APP = "/live/busan-aged-neighbours/v1"
SEATS = 8
SOURCE = """\
import os, random, time
time.sleep(0.5)
print("결과는", REGION, "번호", random.getrandbits(64), "시각", time.time(), "물음", os.environ["QUERY_STRING"])
"""


@pytest.fixture
def gallery(tmp_path):
    notebook = cells.notebook(cells.parameters(), cells.code(SOURCE))
    Store(tmp_path).add(projects.version(), projects.files(notebook))
    with serving(tmp_path, spares=2) as (address, server):
        yield Client(address), server, tmp_path


def visit(client, path=APP):
    place = client.post(path, {}).headers["Location"]
    return client.get(place).text


def leave(client, page):
    kernel = re.search(r'"kernelId": ?"([^"]+)"', page)[1]
    assert client.ask("POST", f"/voila/api/shutdown/{kernel}", Origin="null").status == 204


def settled(server, count, seconds=30):
    """Wait until so many kernels are there and have done their work."""
    limit = time.monotonic() + seconds
    while len(kernels(server)) != count and time.monotonic() < limit:
        time.sleep(0.1)
    time.sleep(2)
    assert len(kernels(server)) == count


def number(page):
    return re.search(r"번호 (\d+)", page)[1]


def test_the_next_visitor_gets_an_app_that_has_run_already_and_that_nobody_has_seen(gallery):
    client, server, _ = gallery
    assert kernels(server) == []  # nothing is ready before anybody asked for it
    first = visit(client)
    settled(server, 2)
    asked = time.time()
    second = visit(client)
    assert float(re.search(r"시각 ([\d.]+)", second)[1]) < asked
    assert "결과는 부산광역시" in second
    assert number(first) != number(second)
    assert "ticket" not in re.search(r"물음 ([^\"\\]*)", second)[1]
    settled(server, 3)
    third = visit(client)
    assert len({number(first), number(second), number(third)}) == 3
    assert "결과는 서울특별시" in visit(client, f"{APP}?region={quote('서울특별시')}")


def test_a_visitor_is_never_turned_away_for_a_spare(gallery):
    client, server, _ = gallery
    leave(client, visit(client))
    settled(server, 1)
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


def test_a_project_that_was_withdrawn_is_not_opened_from_a_spare(gallery):
    client, server, folder = gallery
    leave(client, visit(client))
    settled(server, 1)
    Store(folder).withdraw("busan-aged-neighbours", "정강사", "까닭")
    assert client.post(APP, {}).status == 404


def test_a_spare_that_died_is_replaced_by_a_new_kernel(gallery):
    import os
    import signal

    client, server, _ = gallery
    leave(client, visit(client))
    settled(server, 1)
    os.kill(kernels(server)[0], signal.SIGKILL)
    assert "결과는 부산광역시" in visit(client)
