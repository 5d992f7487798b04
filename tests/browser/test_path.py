"""In a real browser, the whole path: handed in, reviewed, returned, mended, approved, published, found, tried out."""

import time
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlsplit

import pytest

from gallery.access import Accounts, Role
from gallery.publish import work_of
from gallery.review import Reviews
from gallery.store import Store
from grader.cohort import Cohort
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import kernels, no_kernels, serving
from tests.grader import classes
from tests.grader.classes import MODULE

pytestmark = pytest.mark.browser

REVIEW = f"/review/busan-test/{MODULE}/hong"
PROJECT = "/projects/busan-aged-neighbours"


@pytest.fixture(scope="module")
def center(tmp_path_factory):
    root = tmp_path_factory.mktemp("center")
    card = root / "card.yaml"
    text = projects.CARD.read_text(encoding="utf-8")
    card.write_text(text.replace("spread: 전국", "spread: [서울]").replace("시범 운영", "개발"), encoding="utf-8")
    cohort = projects.hand_in_and_grade(root / "cohorts" / "busan-test", files=[card])
    (root / "gallery").mkdir()
    token = Accounts(root / "gallery").add("박담당", Role.OFFICER, "busan")
    with serving(root / "gallery", opened=1) as (address, server):
        yield root, cohort, address, server, token


@pytest.fixture
def pages(center, browser):
    """An officer's and a visitor's page; nothing that either asks for leaves the machine."""
    asked, broken, contexts = [], [], []

    def opened():
        context = browser.new_context(base_url=center[2], viewport={"width": 1280, "height": 800}, locale="ko-KR")
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda each: asked.append(each.url))
        page.on("websocket", lambda each: asked.append(each.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        return page

    yield opened(), opened()
    for context in contexts:
        context.close()
    reached = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    assert reached == {urlsplit(center[2]).netloc}
    assert broken == []


def hand_in_again(cohort):
    """The trainee mends the card and hands in anew; the instructor collects and grades."""
    time.sleep(1)  # nbgrader tells submissions apart by the second
    home = classes.homes(cohort) / "hong"
    card = cohort.fetch(MODULE, "hong", home) / "card.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("status: 개발", "status: 시범 운영"), encoding="utf-8")
    cohort.submit(MODULE, "hong", home)
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    with cohort.gradebook() as gradebook:
        grade = gradebook.find_grade("q02-advice", "practicum", MODULE, "hong")
        grade.manual_score, grade.needs_manual_grade = 4, False
        gradebook.db.commit()


def test_from_the_trainee_s_hand_to_a_visitor_s(center, pages):
    root, cohort, address, server, token = center
    officer, visitor = pages

    visitor.goto("/")
    visitor.get_by_text("아직 게시한 프로젝트가 없습니다").wait_for()

    officer.goto("/login")
    officer.get_by_label("토큰").fill(token)
    officer.get_by_role("button", name="로그인").click()
    officer.get_by_role("link", name="홍길동").click()
    officer.get_by_text("고칠 곳이 없습니다.").wait_for(timeout=180_000)
    officer.frame_locator("#snapshot").get_by_text("중구의 주민은").wait_for()
    assert officer.get_by_text("한글 교실").count() == 0  # what the trainee made stays in its frame
    officer.get_by_role("button", name="검토 시작").click()
    officer.get_by_role("button", name="보완 요청").wait_for()
    officer.get_by_label("무엇을 고쳐야 하나요").fill("진행 상태를 고쳐 주세요.")
    officer.get_by_role("button", name="보완 요청").click()
    officer.get_by_text("진행 상태를 고쳐 주세요.").wait_for()
    assert Client(address).get(PROJECT).status == 404

    hand_in_again(Cohort(cohort.folder))
    officer.goto("/review")
    assert officer.get_by_role("row", name="홍길동").get_by_text("제출", exact=True).count()
    officer.get_by_role("link", name="홍길동").click()
    officer.get_by_text("고칠 곳이 없습니다.").wait_for(timeout=180_000)
    officer.get_by_role("button", name="검토 시작").click()
    officer.get_by_role("button", name="승인하고 게시").click()
    officer.get_by_text("게시했습니다").wait_for(timeout=180_000)
    officer.get_by_role("link", name="버전 1").click()
    officer.get_by_role("heading", name="분석 결과").wait_for()

    visitor.goto(f"/?q={quote('안부')}")
    visitor.get_by_role("link", name="어르신이 많이 사는 동네").click()
    assert visitor.get_by_text("시범 운영").is_visible()
    frame = visitor.frame_locator("#snapshot")
    visitor.locator("#snapshot").scroll_into_view_if_needed()
    frame.get_by_text("중구의 주민은").wait_for()
    frame.frame_locator("iframe").locator("path.leaflet-interactive").first.wait_for(state="attached")
    visitor.get_by_label("우리 지역으로 보기").select_option("서울특별시")
    frame.get_by_text("종로구의 주민은").wait_for()
    assert kernels(server) == []
    visitor.get_by_role("button", name="직접 해 보기").click()
    visitor.get_by_text("종로구의 주민은").wait_for(timeout=90_000)
    visitor.get_by_label("시군구").select_option("강남구")
    visitor.get_by_text("강남구의 주민은").wait_for(timeout=30_000)
    visitor.frame_locator("iframe").locator("path.leaflet-interactive").first.wait_for(state="attached")
    visitor.get_by_role("link", name="프로젝트 화면으로 돌아가기").click()
    visitor.get_by_role("heading", name="분석 결과").wait_for()
    assert no_kernels(server)
    (app,) = kernels(server, "dsi-app")  # the person's coming had it opened; each visitor gets a fork of it
    visitor.get_by_role("button", name="직접 해 보기").click()
    visitor.get_by_text("종로구의 주민은").wait_for(timeout=90_000)
    visitor.get_by_label("시군구").select_option("마포구")
    visitor.get_by_text("마포구의 주민은").wait_for(timeout=30_000)
    visitor.get_by_role("link", name="프로젝트 화면으로 돌아가기").click()
    visitor.get_by_role("heading", name="분석 결과").wait_for()
    assert no_kernels(server)
    assert kernels(server, "dsi-app") == [app]

    feed = ET.fromstring(Client(address).get("/feed.atom").body)
    assert [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")][1:] == [projects.card().title]
    steps = Reviews(root / "gallery").steps(work_of(cohort.folder, MODULE, "hong"))
    assert [each.state.name for each in steps] == ["IN_REVIEW", "RETURNED", "IN_REVIEW", "APPROVED", "PUBLISHED"]
    assert {each.by for each in steps} == {"박담당"}
    assert Store(root / "gallery").check() == {}
