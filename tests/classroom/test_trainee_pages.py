"""The trainee's page in a real browser: modules, notebooks, check, submission, receipt and feedback; on a desk and a phone.

Everything a page asks for comes from the trainee's own server.
"""

import json
import re
from urllib.parse import urljoin, urlsplit

import nbformat
import pytest
import requests
import zmq
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from grader.by_hand import score_by_hand
from grader.cohort import Cohort
from tests.browser.axe import violations
from tests.classroom import desks, trainees
from tests.classroom.trainees import COHORT, MODULE
from tests.grader import classes

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("center")
    trainees.make_center(folder).release(MODULE, "2099-12-01 18:00")
    groups = {f"trainee:{COHORT}": ["kim", "lee"], f"instructor:{COHORT}": ["kim"]}
    with desks.running(folder, groups, {"boss"}) as desk:
        yield desk


@pytest.fixture(scope="module")
def cohort(desk):
    return Cohort(desk.folder / "cohorts" / COHORT)


@pytest.fixture(scope="module")
def settings(desk, tmp_path_factory):
    return trainees.settings_for(desk, tmp_path_factory.mktemp("user"))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("homes") / "kim"
    home.mkdir()
    return home


@pytest.fixture(scope="module")
def server(desk, settings, home):
    with trainees.serving(trainees.environment(desk, settings, home)) as address:
        yield address


@pytest.fixture(params=[1280, 360], ids=["desk", "phone"])
def page(server, browser, request):
    page = browser.new_page(viewport={"width": request.param, "height": 800}, locale="ko-KR")
    asked, broken = [], []
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{server}dsi?token={trainees.TOKEN}")
    yield page
    place = urlsplit(server).netloc
    page.close()
    assert not broken
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {place}


def fine(page) -> None:
    """Nothing stands in anybody's way, and nothing sticks out."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def go(page, server, *parts: str) -> None:
    page.goto("/".join([f"{server}dsi", *parts]))


def solve(home, *changes) -> None:
    """The trainee works in the notebook and saves it."""
    path = home / COHORT / MODULE / "practicum.ipynb"
    nb = nbformat.read(path, as_version=4)
    for change in changes:
        change(nb)
    path.write_text(json.dumps(nb), encoding="utf-8")


def test_the_way_of_a_module_from_opening_to_feedback(page, server, home, cohort):
    fine(page)
    first = page.locator(".module").first
    assert "12월 1일" in first.inner_text()
    if page.viewport_size["width"] > 1000:  # the second time it has all been gone through
        assert "시작 전" in first.inner_text()
        first.get_by_role("button", name="실습 열기").click()
        page.wait_for_selector(".jp-Notebook", timeout=90_000)
        assert page.url.endswith(f"/lab/tree/{COHORT}/{MODULE}/practicum.ipynb")
        page.get_by_role("menuitem", name="파일", exact=True).wait_for()  # JupyterLab speaks Korean
        assert page.get_by_text(re.compile("Nbgrader|Validate")).count() == 0, "what they do stands on the page, in Korean"
        solve(home, classes.write("q01-share", "def share(aged, total):\n    return aged"), classes.RIGHT_PLACE)
        go(page, server)
    assert page.locator(".module .state").first.inner_text() != "시작 전"

    page.get_by_role("button", name="검사하기").first.focus()
    page.keyboard.press("Enter")
    checks = page.locator(".checks li")
    checks.first.wait_for(timeout=90_000)
    assert [
        re.sub(r"^아직 ", "", each.split(" 문제")[0]) for each in checks.locator("xpath=.").all_inner_texts()
    ] == ["통과하지 못함", "통과", "답하지 않음"]
    assert "100을 곱했는지 보세요." in checks.first.inner_text()
    fine(page)

    page.get_by_role("button", name="제출").click()
    page.get_by_role("heading", name="이대로 제출할까요?").wait_for()
    assert "문제 3. 제안" in page.locator(".adopt").inner_text()
    fine(page)
    page.get_by_role("button", name="그대로 제출").click()
    said = page.get_by_role("status").inner_text()
    number = re.search(r"영수증 번호 ([0-9a-f]{12})", said)[1]
    assert page.locator("tbody code").first.inner_text() == number
    receipts = [json.loads(path.read_text(encoding="utf-8")) for path in (home / "receipts").glob("*.json")]
    assert number in {each["sha256"][:12] for each in receipts}
    fine(page)

    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    score_by_hand(cohort, MODULE, "kim", "q03-advice", 3, "수를 하나 더 적어 주세요.")
    cohort.feedback(MODULE)
    page.get_by_role("link", name="내 과정").first.click()
    assert "6점 / 9점" in page.locator(".module").first.inner_text()
    assert {"6점 / 9점 (67%)"} == {" ".join(each.split()) for each in page.locator(".bars .how").all_text_contents()}
    fine(page)
    page.get_by_role("link", name="피드백 보기").click()
    frame = page.frame_locator("iframe")
    frame.get_by_text("수를 하나 더 적어 주세요.").first.wait_for()
    assert page.evaluate("document.querySelector('iframe').contentDocument") is None, "it has no origin to reach us from"
    fine(page)


def test_a_lost_notebook_comes_back_and_the_work_stays(page, server, home):
    folder = home / COHORT / MODULE
    if not folder.is_dir():
        page.get_by_role("button", name="학습 노트북 열기").first.click()
        page.wait_for_selector(".jp-Notebook", timeout=90_000)
    own = (folder / "practicum.ipynb").read_bytes()
    (folder / "lesson.ipynb").unlink()
    go(page, server)
    page.get_by_role("button", name="학습 노트북 열기").first.click()
    page.wait_for_url("**/lesson.ipynb")
    go(page, server, COHORT, MODULE)
    assert "lesson.ipynb" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="처음 파일 다시 받기").click()
    assert f"{COHORT}/{MODULE}-처음파일" in page.get_by_role("status").inner_text()
    assert (folder / "practicum.ipynb").read_bytes() == own
    fine(page)


def test_an_instructor_who_also_learns_is_shown_to_the_desk(page):
    assert page.get_by_role("link", name="강사실 열기").get_attribute("href") == "/class/services/desk/"


def ask(server, path: str, method: str = "GET", **more):
    return requests.request(
        method, server + path, headers={"Authorization": f"token {trainees.TOKEN}"}, timeout=60, allow_redirects=False, **more
    )


def test_nobody_without_the_key_sees_a_page_and_none_may_be_framed_elsewhere(server):
    for path in ("dsi", f"dsi/{COHORT}/{MODULE}", f"dsi/{COHORT}/{MODULE}/feedback"):
        assert requests.get(server + path, timeout=60, allow_redirects=False).status_code in {302, 403}
        policy = ask(server, path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_form_from_elsewhere_does_nothing(server, home):
    session = requests.Session()
    session.get(f"{server}dsi?token={trainees.TOKEN}", timeout=60)
    for what in ("open", "check", "submit", "again"):
        answer = session.post(f"{server}dsi/{COHORT}/{MODULE}/{what}", data={"sure": "yes"}, timeout=60)
        assert answer.status_code == 403, what


@pytest.mark.parametrize("path", [f"{COHORT}/99-none", f"none/{MODULE}", f"{COHORT}/{MODULE}/feedback/x/..%2f..%2fa.html"])
def test_what_is_not_there_is_said_in_words(server, path):
    answer = ask(server, f"dsi/{path}")
    assert answer.status_code in {400, 404}
    assert "처리하지 못했습니다" in answer.text
    assert "Traceback" not in answer.text


def test_nbgraders_own_pages_work_without_a_shared_folder(server):
    assert ask(server, "courses").json() == {"success": True, "value": [COHORT]}
    found = ask(server, "assignments", params={"course_id": COHORT}).json()["value"]
    assert {each["assignment_id"] for each in found} == {MODULE}
    assert ask(server, "formgrader").status_code == 404, "the instructor's page is not here"


def test_only_the_ordinary_kernel_is_offered(server):
    assert set(ask(server, "api/kernelspecs").json()["kernelspecs"]) == {"python3"}


def heard(info: dict, client) -> int:
    """How many messages somebody without the kernel's key hears while it prints."""
    spy = zmq.Context.instance().socket(zmq.SUB)
    spy.subscribe(b"")
    spy.connect(f"tcp://{info['ip']}:{info['iopub_port']}")
    for _ in range(3):
        client.execute_interactive("print('내 답')", timeout=60, output_hook=lambda _: None)
    found = spy.poll(1000)
    spy.close(0)
    return found


def test_another_user_of_the_machine_cannot_listen_to_a_kernel(server, home):
    kernel = ask(server, "api/kernels", "POST", json={"name": "python3"}).json()["id"]
    (file,) = (home / ".local/share/jupyter/runtime").glob(f"kernel-{kernel}.json")
    client = BlockingKernelClient(connection_file=str(file))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    assert heard(client.get_connection_info(), client) == 0
    client.stop_channels()
    ask(server, f"api/kernels/{kernel}", "DELETE")

    manager, open_client = start_new_kernel()
    assert heard(open_client.get_connection_info(), open_client) > 0, "an ordinary kernel is heard by everybody"
    open_client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_desk_that_is_away_leaves_what_was_fetched_within_reach(settings, server, home):
    file = settings / "dsi-desk.json"
    kept = file.read_text()
    if not (home / COHORT / MODULE / "practicum.ipynb").is_file():
        (home / COHORT / MODULE).mkdir(parents=True, exist_ok=True)
        (home / COHORT / MODULE / "practicum.ipynb").write_text("{}")
    try:
        file.write_text('{"address": "http://127.0.0.1:1/class/services/desk/"}')
        text = ask(server, "dsi").text
        assert "센터 서버에 연결하지 못했습니다" in text
        assert f'/lab/tree/{COHORT}/{MODULE}/practicum.ipynb"' in text
        assert ask(server, f"dsi/{COHORT}/{MODULE}").status_code == 503
    finally:
        file.write_text(kept)


def test_a_certificate_is_offered_once_it_is_issued(page, server, cohort):
    assert "수료증" not in page.locator("main").inner_text()
    issued = cohort.folder / "certificates.json"
    issued.write_text('{"kim": {"number": "DSI-1111-2222-3333", "date": "2026-12-14"}}', encoding="utf-8")
    try:
        go(page, server)
        fine(page)
        link = page.get_by_role("link", name="수료증 받기")
        assert "DSI-1111-2222-3333" in page.locator("main").inner_text()
        answer = page.request.get(urljoin(server, link.get_attribute("href")))
        # The desk looks again: this one has not completed.
        assert (answer.status, "아직 수료하지 않았습니다" in answer.text()) == (400, True)
    finally:
        issued.unlink()
