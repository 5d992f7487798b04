"""A live app starts for a person who asks for it, in a seat of its own, and for nobody else."""

import asyncio
import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest
from traitlets.config import Config

from gallery.seats import LiveKernels
from gallery.store import Store
from grader import kernels as warm
from tests import cells
from tests.gallery import projects
from tests.gallery.serving import kernels, no_kernels, serving

APP = "/live/busan-aged-neighbours/v1"
BROKEN = "/live/broken-app/v1"
SEATS = 8


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    store = Store(folder)
    slow = "import time; time.sleep(1); print('결과는', REGION)"
    store.add(projects.version(), projects.files(cells.notebook(cells.parameters(), cells.code(slow))))
    wrong = [
        cells.code("import sys; print('조심', file=sys.stderr)"),
        cells.code("raise ValueError('비밀번호')"),
    ]
    card = projects.card(slug="broken-app", spread=[])
    store.add(projects.version(card=card), projects.files(cells.notebook(cells.prose("# 앱"), *wrong)))
    with serving(folder) as (address, server):
        yield urlsplit(address).netloc, server


@pytest.fixture
def ask(gallery):
    def ask(method: str, path: str, **headers: str):
        connection = http.client.HTTPConnection(gallery[0], timeout=60)
        connection.request(
            method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")

    return ask


@pytest.fixture
def visit(ask):
    """Press the button and follow, as a browser does."""

    def visit(path: str = APP) -> str:
        status, headers, _ = ask("POST", path)
        assert status == 303
        status, _, page = ask("GET", headers["Location"])
        assert status == 200
        return page

    return visit


def leave(ask, page: str) -> None:
    kernel = re.search(r'"kernelId": ?"([^"]+)"', page)[1]
    assert ask("POST", f"/voila/api/shutdown/{kernel}", Origin="null")[0] == 204


def test_who_only_follows_the_address_gets_a_page_with_a_button(gallery, ask):
    for method in ("GET", "HEAD"):
        for extra in ({}, {"Sec_Purpose": "prefetch"}, {"User_Agent": "Googlebot/2.1"}):
            assert ask(method, APP, **extra)[0] == 200
    page = ask("GET", f"{APP}?{urlencode({'ticket': 'made-up'})}")[2]
    assert '<form id="start" method="post"' in page
    assert 'name="robots" content="noindex"' in page
    assert kernels(gallery[1]) == []


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}],
)
def test_another_site_cannot_press_the_button(gallery, ask, headers):
    assert ask("POST", APP, **headers)[0] == 403
    assert kernels(gallery[1]) == []


def test_a_ticket_opens_the_app_once(gallery, ask):
    place = ask("POST", f"{APP}?{urlencode({'region': '서울'})}")
    assert place[0] == 404  # regions are named in full
    _, headers, _ = ask("POST", f"{APP}?{urlencode({'region': '서울특별시'})}")
    page = ask("GET", headers["Location"])[2]
    assert "결과는 서울특별시" in page
    assert "앱 시작하기" in ask("GET", headers["Location"])[2]
    assert len(kernels(gallery[1])) == 1
    leave(ask, page)
    assert no_kernels(gallery[1])


def test_an_app_has_no_origin_and_may_load_nothing_from_elsewhere(ask, visit):
    _, headers, _ = ask("POST", APP)
    _, headers, page = ask("GET", headers["Location"])
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-same-origin" not in policy
    assert "default-src 'self'" in policy
    leave(ask, page)


def test_what_fails_is_said_in_korean_and_shows_nothing_of_the_inside(ask, visit):
    page = visit(BROKEN)
    assert "이 부분은 결과를 만들지 못했습니다" in page
    for part in ("There was an error", "ValueError", "비밀번호", "Traceback", "조심", "raise "):
        assert part not in page
    leave(ask, page)


def test_visitors_at_the_same_instant_never_exceed_the_seats(gallery, ask, visit):
    most, pages = 0, []
    with ThreadPoolExecutor(24) as crowd:
        visits = [crowd.submit(visit) for _ in range(24)]
        while not all(each.done() for each in visits):
            most = max(most, len(kernels(gallery[1])))
            time.sleep(0.05)
        pages = [each.result() for each in visits]
    inside = [page for page in pages if "결과는 부산광역시" in page]
    waiting = [page for page in pages if "자리가 모두 찼습니다" in page]
    assert (len(inside), len(waiting)) == (SEATS, 24 - SEATS)
    assert most <= SEATS
    assert '{"free": 0}' in ask("GET", "/live/seats")[2]
    leave(ask, inside[0])
    assert '{"free": 1}' in ask("GET", "/live/seats")[2]
    assert "결과는 부산광역시" in visit()
    assert "자리가 모두 찼습니다" in visit()


# A kernel by itself, with short times.


def alone(work):
    """Run a coroutine in a thread of its own: the browser of other tests leaves its loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def run(check, **limits):
    """Start one kernel for a ticket and let `check` look at it."""
    config = Config()
    warm.configure_server(config)

    async def go():
        manager = LiveKernels(config=config, allowed_message_types=[], **limits)
        ticket = manager.take_ticket()
        assert manager.come_in(ticket)
        assert not manager.come_in(ticket)
        kernel_id = await manager.start_kernel(kernel_name=warm.KERNEL_NAME)
        try:
            await check(manager, kernel_id, ticket)
        finally:
            await manager.shutdown_all(now=True)

    alone(go())


async def ended(manager, kernel_id, seconds=20) -> bool:
    limit = time.monotonic() + seconds
    while kernel_id in manager and time.monotonic() < limit:
        await manager.tidy()
        await asyncio.sleep(0.05)
    return kernel_id not in manager


def test_a_kernel_whose_page_was_never_seen_ends():
    async def check(manager, kernel_id, ticket):
        await manager.tidy()
        await asyncio.sleep(0.2)
        await manager.tidy()
        assert kernel_id in manager  # its page is still being made
        manager.page_ended(ticket)
        assert await ended(manager, kernel_id)
        assert manager.free_seats() == manager.seats

    run(check, alone_seconds=0.1)


def test_a_kernel_that_computes_without_end_is_ended():
    async def check(manager, kernel_id, ticket):
        client = manager.get_kernel(kernel_id).client()
        client.start_channels()
        await client.wait_for_ready()
        client.execute("while True: pass")
        assert await ended(manager, kernel_id)

    run(check, busy_seconds=0.3)


def test_a_kernel_that_died_gives_its_seat_back():
    async def check(manager, kernel_id, ticket):
        await manager.get_kernel(kernel_id).provisioner.kill()
        assert await ended(manager, kernel_id)

    run(check)


def test_a_visit_has_an_end_and_its_page_is_told():
    class Page:
        closed = 0

        def close(self, code):
            self.closed = code

    async def check(manager, kernel_id, ticket):
        page = Page()
        manager.viewer_came(kernel_id, page)
        assert await ended(manager, kernel_id)
        assert page.closed == 1001

    run(check, life_seconds=0.2)


def test_without_a_ticket_no_kernel_starts():
    async def go():
        manager = LiveKernels(config=Config(), allowed_message_types=[])
        with pytest.raises(RuntimeError, match="ticket"):
            await manager.start_kernel()

    alone(go())


def test_an_unused_ticket_lapses():
    async def go():
        manager = LiveKernels(seats=1, ticket_seconds=0.05, allowed_message_types=[])
        ticket = manager.take_ticket()
        assert manager.take_ticket() is None
        await asyncio.sleep(0.1)
        assert not manager.come_in(ticket)
        assert manager.take_ticket() is not None

    alone(go())
