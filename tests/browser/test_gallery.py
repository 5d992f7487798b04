"""In a real browser: a published capstone is found, seen, switched to another region and tried out.

Everything a page asks for comes from the gallery itself.
"""

import os
import signal
import time
from urllib.parse import urlsplit

import pytest

from gallery.access import Accounts, Role
from gallery.publish import publish
from tests.browser.axe import violations
from tests.gallery import projects
from tests.gallery.serving import kernels, no_kernels, serving
from tests.grader.classes import MODULE

pytestmark = pytest.mark.browser

PROJECT = "/projects/busan-aged-neighbours"
LIVE = "/live/busan-aged-neighbours/v1"
REVIEW = f"/review/busan-test/{MODULE}/hong"
CENTER = "부산 디지털사회혁신 지원센터"
CENTERS = f"""\
centers:
- {{id: busan, name: {CENTER}, contact: 사업팀, phone: 051-000-0000, email: a@example.org, address: 부산시 중구,
   website: 'https://center.example.org', embed: ['https://www.example.org']}}
"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    root = tmp_path_factory.mktemp("center")
    cohort = projects.hand_in_and_grade(root / "cohorts" / "busan-test").folder
    (root / "gallery").mkdir()
    (root / "gallery" / "centers.yaml").write_text(CENTERS, encoding="utf-8")
    card = cohort / "submitted" / "hong" / MODULE / "card.yaml"
    card.write_text(
        card.read_text(encoding="utf-8").replace("spread: 전국", "spread: [서울]"), encoding="utf-8"
    )
    publish(cohort, MODULE, "hong", root / "gallery", "정강사", all_regions=True)
    token = Accounts(root / "gallery").add("박담당", Role.OFFICER, "busan")
    with serving(root / "gallery", opened=4) as (address, server):
        yield address, server, token


@pytest.fixture(params=[1280, 360], ids=["desk", "phone"])
def page(gallery, browser, request):
    context = browser.new_context(
        base_url=gallery[0], viewport={"width": request.param, "height": 800}, locale="ko-KR"
    )
    assert no_kernels(gallery[1], 60)  # of the test before
    page = context.new_page()
    asked, broken = [], []
    page.on("request", lambda each: asked.append(each.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console", lambda said: broken.append(said.text) if said.type == "error" and not lost(said) else None
    )
    yield page
    context.close()
    strangers = [url for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")]
    assert [url for url in strangers if urlsplit(url).netloc != urlsplit(gallery[0]).netloc] == []
    assert asked
    assert broken == []


def lost(said) -> bool:
    """Whether the browser only reports that a kernel's address is gone, or the page that is not there."""
    return any(part in said.text + said.location["url"] for part in ("/api/kernels/", "/nowhere"))


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def wait_until_tall(page) -> None:
    """Wait for the snapshot to tell its height; Playwright's own waiting for a condition is refused by the page's policy."""
    limit = time.monotonic() + 30
    while not page.evaluate("document.getElementById('snapshot').offsetHeight > 900"):
        assert time.monotonic() < limit
        page.wait_for_timeout(50)


def has_glyphs(page, text: str) -> bool:
    """Whether Hangul syllables are drawn differently from each other, so are no empty boxes."""
    return page.evaluate(
        """async (text) => {
            await document.fonts.ready;
            const family = getComputedStyle(document.body).fontFamily;
            await document.fonts.load("24px " + family, text);
            const drawn = [...text].map((letter) => {
                const canvas = document.createElement("canvas");
                const pen = canvas.getContext("2d");
                pen.font = "24px " + family;
                pen.fillText(letter, 4, 30);
                return canvas.toDataURL();
            });
            return new Set(drawn).size === text.length;
        }""",
        text,
    )


def test_the_index_leads_to_the_project(page):
    page.goto("/")
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert has_glyphs(page, "디지털사회혁신")
    assert fits(page)
    page.select_option("#field", "지역격차")
    page.get_by_role("button", name="찾기").click()
    page.get_by_role("link", name="어르신이 많이 사는 동네를").click()
    assert page.url.endswith(PROJECT)
    assert page.title().startswith("어르신이 많이 사는 동네를 찾아")
    assert fits(page)


def test_a_region_without_projects_is_led_to_those_that_can_be_seen_for_it(page):
    page.goto("/")
    page.get_by_label("지역", exact=True).select_option("서울특별시")
    page.get_by_role("button", name="찾기").click()
    page.get_by_role("heading", name="서울특별시 자료로 볼 수 있는 다른 지역 프로젝트").wait_for()
    assert page.get_by_text("조건에 맞는 프로젝트가 없습니다").count() == 0
    assert fits(page)
    page.get_by_role("link", name="어르신이 많이 사는 동네를").click()
    page.frame_locator("#snapshot").get_by_text("종로구의 주민은").wait_for()


def test_the_snapshot_shows_chart_map_and_words_without_code(page):
    page.goto(PROJECT)
    frame = page.frame_locator("#snapshot")
    frame.get_by_role("heading", name="이웃이 된 외국인 주민").wait_for()
    chart = frame.get_by_role("img", name="비율이 높은 곳 그림")
    page.locator("#snapshot").scroll_into_view_if_needed()  # a browser draws no frame that is out of sight
    assert chart.evaluate("img => img.naturalWidth") > 300
    areas = frame.frame_locator("iframe").locator("path.leaflet-interactive")
    areas.first.wait_for(state="attached")
    assert areas.count() == 16
    assert frame.get_by_text("중구의 주민은").is_visible()
    assert frame.get_by_text("한글 교실을 가까운 곳에").is_visible()
    assert frame.get_by_text("SECRET_SOURCE_LINE").count() == 0
    inner = next(each for each in page.frames if "/snapshot/" in each.url)
    assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert inner.evaluate("origin") == "null"
    wait_until_tall(page)


def test_another_region_is_shown_without_a_kernel(page, gallery):
    page.goto(PROJECT)
    page.get_by_label("우리 지역으로 보기").select_option("서울특별시")
    page.frame_locator("#snapshot").get_by_text("종로구의 주민은").wait_for()
    assert page.locator("#snapshot").get_attribute("title") == "서울특별시 분석 결과"
    page.reload()
    page.frame_locator("#snapshot").get_by_text("종로구의 주민은").wait_for()
    assert kernels(gallery[1]) == []
    page.get_by_role("button", name="직접 해 보기").click()
    page.get_by_text("종로구의 주민은").wait_for(timeout=90_000)
    page.get_by_role("link", name="프로젝트 화면으로 돌아가기").click()


def test_the_live_app_answers_and_its_kernel_ends_with_the_page(page, gallery):
    page.goto(PROJECT)
    page.get_by_role("button", name="직접 해 보기").click()
    page.get_by_text("중구의 주민은").wait_for(timeout=90_000)
    assert urlsplit(page.url).path == LIVE
    assert page.title() == "어르신이 많이 사는 동네를 찾아 안부 전화를 잇다 (부산광역시)"
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.evaluate("origin") == "null"
    assert has_glyphs(page, "어르신이많사는")
    assert fits(page)
    assert page.evaluate("document.documentElement.scrollHeight > innerHeight + 200")  # the page scrolls, no box in it
    page.get_by_label("시군구").select_option("해운대구")
    page.get_by_text("해운대구의 주민은").wait_for(timeout=30_000)
    for part in ("SECRET_SOURCE_LINE", "import ipywidgets", "assert share", "BEGIN SOLUTION"):
        assert part not in page.content()
    assert len(kernels(gallery[1])) == 1
    page.get_by_role("link", name="프로젝트 화면으로 돌아가기").click()
    page.get_by_role("heading", name="분석 결과").wait_for()
    assert no_kernels(gallery[1])


def test_the_live_app_opens_for_another_region(page):
    page.goto(f"{LIVE}?region=서울특별시")
    page.get_by_role("button", name="앱 시작하기").click()
    page.get_by_text("종로구의 주민은").wait_for(timeout=90_000)
    assert page.title().endswith("(서울특별시)")
    page.goto("/")


@pytest.mark.parametrize(("path", "name"), [(PROJECT, "직접 해 보기"), (LIVE, "앱 시작하기")])
def test_the_button_says_that_it_was_heard(page, path, name):
    page.goto(path)
    page.evaluate("document.querySelector('form[action^=\"/live/\"]').addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name=name).click()
    assert page.get_by_role("button", name="앱을 여는 중입니다…").is_disabled()
    page.evaluate("dispatchEvent(new Event('pageshow'))")  # as when a visitor comes back
    assert page.get_by_role("button", name=name).is_enabled()


def test_the_frame_of_a_live_app_speaks_the_visitor_s_language(page):
    page.goto(f"{PROJECT}?lang=en")
    page.get_by_role("button", name="Try it live").click()
    page.get_by_text("중구의 주민은").wait_for(timeout=90_000)
    back = page.get_by_role("link", name="Back to the project page")
    assert back.locator("span").get_attribute("lang") == "en"
    assert page.locator("[data-en]").count() == 0
    assert page.evaluate("document.documentElement.lang") == "ko"  # what the trainee wrote
    back.click()
    page.get_by_role("heading", name="Results", exact=True).wait_for()


def test_a_page_whose_kernel_is_gone_says_so_and_offers_to_start_again(page, gallery):
    page.goto(LIVE)
    page.get_by_role("button", name="앱 시작하기").click()
    page.get_by_text("중구의 주민은").wait_for(timeout=90_000)
    page.get_by_role("alert").wait_for(state="hidden")
    (kernel,) = kernels(gallery[1])
    os.kill(kernel, signal.SIGKILL)
    page.get_by_text("앱과 연결이 끊겼습니다").wait_for(timeout=30_000)
    page.get_by_role("link", name="앱 다시 열기").click()
    page.get_by_role("button", name="앱 시작하기").wait_for()


# Pages for everyone


@pytest.mark.parametrize(
    "path",
    ["/?lang=ko", "/?lang=en", f"/?q={'없는말'}", PROJECT, f"{PROJECT}?lang=en", f"{PROJECT}/embed", f"/centers/{CENTER}", "/login",
     LIVE, f"{LIVE}?wait=1", "/nowhere", f"{PROJECT}/v1/snapshot/21"],
)  # fmt: skip
def test_no_page_makes_anybody_stumble(page, path):
    page.goto(path)
    if (frame := page.locator("#snapshot")).count():
        frame.scroll_into_view_if_needed()
        page.frame_locator("#snapshot").get_by_text("중구의 주민은").wait_for()
    assert violations(page) == []
    assert fits(page)


def test_the_live_app_makes_nobody_stumble(page):
    page.goto(LIVE)
    page.get_by_role("button", name="앱 시작하기").click()
    page.get_by_text("중구의 주민은").wait_for(timeout=90_000)
    page.get_by_role("img", name="비율이 높은 곳 그림").wait_for()
    assert violations(page) == []
    page.goto("/")


def test_the_review_pages_make_nobody_stumble(page, gallery):
    page.goto("/login?next=/review")
    page.get_by_label("토큰").fill(gallery[2])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="과제 검토").wait_for()
    assert violations(page) == []
    assert fits(page)
    page.get_by_role("link", name="홍길동").click()
    page.get_by_text("고칠 곳이 없습니다.").wait_for(timeout=180_000)
    page.locator("#snapshot").scroll_into_view_if_needed()
    page.frame_locator("#snapshot").get_by_text("중구의 주민은").wait_for()
    assert violations(page) == []
    assert fits(page)
    page.get_by_role("button", name="로그아웃").click()
    page.get_by_role("link", name="담당자 로그인").wait_for()


def test_the_checker_of_pages_finds_what_is_wrong(page):
    page.goto("/")
    page.evaluate("document.querySelector('label[for=region]').remove(); document.documentElement.lang = ''")
    found = " ".join(violations(page))
    assert "html-has-lang" in found
    assert "select-name" in found


def test_a_page_is_used_by_keyboard_alone(page):
    page.goto(PROJECT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "본문으로 건너뛰기"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_label("우리 지역으로 보기").focus()
    page.keyboard.press("ArrowDown")
    page.frame_locator("#snapshot").get_by_text("종로구의 주민은").wait_for()
    page.get_by_text("우리 누리집에 끼워 보이기").focus()
    page.keyboard.press("Enter")
    page.get_by_label("끼워 넣을 HTML").wait_for(state="visible")
    assert f'src="{page.url.split("/projects")[0]}{PROJECT}/embed"' in page.get_by_label("끼워 넣을 HTML").input_value()


def test_the_page_prints_whole(page):
    page.goto(PROJECT)
    wait_until_tall(page)
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.locator("#snapshot").is_visible()
    assert page.pdf().startswith(b"%PDF")
