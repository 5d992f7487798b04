"""In a real browser: a site of the center's list may show a project in a frame, any other may not."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gallery.store import Store
from tests.browser.axe import violations
from tests.gallery import projects
from tests.gallery.serving import serving

pytestmark = pytest.mark.browser

PAGE = '<!DOCTYPE html><html lang="ko"><title>센터</title><body><main><h1>센터</h1>{}</main></body></html>'
REGIONS = ("부산광역시", "서울특별시")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Another site on this machine: two ports are two sites."""
    folder = tmp_path_factory.mktemp("site")
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def gallery(tmp_path_factory, site):
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "centers.yaml").write_text(
        f"centers:\n- {{id: busan, name: 부산, embed: ['{site[1]}']}}\n- {{id: jeju, name: 제주}}\n", encoding="utf-8"
    )
    store, page = Store(folder), "<!DOCTYPE html><html lang=ko><title>결과</title><body><main aria-label=결과><h1>보이는 결과</h1></main>"
    for slug, center, seen in (("busan-one", "busan", "public"), ("jeju-one", "jeju", "public"), ("shut-one", "busan", "center")):
        version = projects.version(card=projects.card(slug=slug), center=center, visibility=seen, regions=REGIONS, trainee=slug)
        store.add(version, projects.files(page=page, regions=REGIONS))
    with serving(folder) as (address, _):
        yield address


def embedded(browser, gallery, site, slug):
    """What a page of the other site shows of a project."""
    frame = f'<iframe src="{gallery}/projects/{slug}/embed" title="프로젝트" width="600" height="500"></iframe>'
    (site[0] / f"{slug}.html").write_text(PAGE.format(frame), encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{site[1]}/{slug}.html")
    return page


def test_a_site_of_the_list_shows_the_project_and_its_regions(browser, gallery, site):
    page = embedded(browser, gallery, site, "busan-one")
    outer = page.frame_locator("iframe")
    outer.frame_locator("#snapshot").get_by_text("보이는 결과").wait_for()
    outer.get_by_label("우리 지역으로 보기").select_option("서울특별시")
    outer.frame_locator("#snapshot").get_by_text("보이는 결과").wait_for()
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("slug", ["jeju-one", "shut-one"])
def test_another_center_s_or_a_closed_project_is_not_shown(browser, gallery, site, slug):
    page = embedded(browser, gallery, site, slug)
    page.wait_for_load_state("networkidle")
    assert all("보이는 결과" not in frame.content() for frame in page.frames)
    assert not any("/snapshot/" in frame.url for frame in page.frames)
    page.close()
