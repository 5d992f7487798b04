"""A map is seen where people meet it: in an exported page, below the fold, on a phone."""

import pytest

from curriculum import datasets, maps

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_with_map(tmp_path_factory):
    areas = datasets.load("kr-boundaries-2020", "adm2_basic", region="부산")
    drawn = maps.choropleth(areas, "area_km2", title="기장군이 가장 넓습니다", unit="㎢", name="sigungu")
    path = tmp_path_factory.mktemp("map") / "page.html"
    hidden = f'<div id="later" style="display:none">{drawn._repr_html_()}</div>'
    path.write_text(f'<meta charset="utf-8"><div style="height:1500px"></div>{hidden}', encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 360])
def test_a_map_shown_late_fills_its_frame(browser, page_with_map, width):
    page = browser.new_page(viewport={"width": width, "height": 700})
    asked, broken = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(page_with_map.as_uri())
    page.wait_for_timeout(500)
    page.evaluate("document.getElementById('later').style.display = 'block'; scrollTo(0, 9999)")
    frame = page.frames[1]
    frame.wait_for_selector("path.leaflet-interactive")
    page.wait_for_timeout(800)
    shapes = frame.locator("path.leaflet-interactive")
    boxes = [shapes.nth(i).bounding_box() for i in range(shapes.count())]
    assert len(boxes) == 16
    span = max(b["x"] + b["width"] for b in boxes) - min(b["x"] for b in boxes)
    assert span > 150, "지도가 점으로 줄어들면 안 됩니다."
    assert "기장군이 가장 넓습니다" in frame.inner_text("body")
    assert [url for url in asked if url.startswith("http")] == []
    assert broken == []
    page.close()


def test_the_wheel_over_a_map_moves_the_page_and_leaves_the_map_as_it_is(browser, page_with_map):
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.goto(page_with_map.as_uri())
    page.evaluate("document.getElementById('later').style.display = 'block'; scrollTo(0, 9999)")
    shape = page.frames[1].locator("path.leaflet-interactive").first
    page.frames[1].wait_for_selector("path.leaflet-interactive")
    page.wait_for_timeout(800)
    size, below = shape.bounding_box(), page.evaluate("scrollY")
    page.mouse.move(640, 500)
    page.mouse.wheel(0, -400)
    page.wait_for_function(f"scrollY < {below}")
    assert shape.bounding_box()["width"] == size["width"]
    page.close()
