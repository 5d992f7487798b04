"""An open app is forked for each visitor with its `interact`, its figure and its map: each sees what he chose himself."""

import pytest

from gallery.store import Store
from tests import cells
from tests.gallery import projects
from tests.gallery.serving import kernels, serving
from tests.gallery.test_opened import open_apps

pytestmark = pytest.mark.browser

APP = "/live/busan-aged-neighbours/v1"
SOURCE = """\
import folium
import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import interact

from curriculum import maps

@interact(count=[1, 2, 3])
def draw(count):
    plt.figure(figsize=(4, 2))
    plt.bar(range(count), range(1, count + 1))
    plt.show()
    drawn = maps.OfflineMap("고른 곳", 200, location=[35.2, 129.0], zoom_start=9)
    for place in range(count):
        folium.CircleMarker([35.1 + place / 10, 129.0]).add_to(drawn)
    display(drawn)
    print("동그라미", count, "개")
"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    nb = cells.notebook(cells.parameters(), cells.prose("# 골라 보기"), cells.code(SOURCE))
    Store(folder).add(projects.version(card=projects.card(spread=[])), projects.files(nb))
    with serving(folder, opened=1) as (address, server):
        open_apps(server, 1)
        yield address, server


@pytest.fixture
def visitors(gallery, browser):
    contexts = [browser.new_context(base_url=gallery[0]) for _ in range(2)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def come_in(page):
    page.goto(APP)
    page.get_by_role("button", name="앱 시작하기").click()
    page.get_by_text("동그라미 1 개").wait_for(timeout=60_000)


def picture(page, count):
    """The figure's bytes, once the map has as many circles as were chosen."""
    circles = page.frame_locator("#rendered_cells iframe").locator("path.leaflet-interactive")
    circles.nth(count - 1).wait_for(state="attached")
    assert circles.count() == count
    return page.locator(".jp-RenderedImage img").get_attribute("src")


def choose(page, count):
    page.get_by_label("count").select_option(str(count))
    page.get_by_text(f"동그라미 {count} 개").wait_for()
    return picture(page, count)


def test_two_visitors_of_an_open_app_choose_for_themselves(gallery, visitors):
    first, second = visitors
    for page in visitors:
        come_in(page)
    assert len(kernels(gallery[1])) == 2
    begun = picture(first, 1)
    assert picture(second, 1) == begun
    three = choose(first, 3)
    assert picture(second, 1) == begun
    two = choose(second, 2)
    assert picture(first, 3) == three
    assert len({begun, two, three}) == 3
    first.get_by_role("link", name="프로젝트 화면으로 돌아가기").click()
    assert choose(second, 3) == three
