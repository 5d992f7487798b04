"""Maps ask nothing of the network and say what they show."""

import re

import folium
import geopandas as gpd
import pytest
from shapely.geometry import box

from curriculum import maps


@pytest.fixture
def areas():
    shapes = [box(i, 0, i + 1, 1) for i in range(4)]
    return gpd.GeoDataFrame({"name": list("가나다라"), "rate": [1.5, 2, None, 9]}, geometry=shapes, crs=4326)


def loads(page: str) -> list[str]:
    """Addresses a browser would fetch for `page`."""
    return re.findall(r"""(?:src|href)=["']?(https?:[^"'\s>]+)|url\(["']?(https?:[^"')]+)|@import[^;]*(http[^;]+)""", page)


def test_a_map_fetches_nothing(areas):
    page = maps.choropleth(areas, "rate", title="라 지역이 가장 높습니다", unit="%").get_root().render()
    fetched = [address for found in loads(page) for address in found if address]
    assert [a for a in fetched if not a.startswith("https://leafletjs.com")] == []
    assert "L.map" in page


def test_the_check_for_fetches_sees_a_stock_folium_map():
    assert len(loads(folium.Map().get_root().render())) > 3


def test_missing_values_are_grey_and_named_not_zero(areas):
    page = maps.choropleth(areas, "rate", title="지도", unit="%").get_root().render()
    assert "자료 없음" in page
    assert "#d9d9d9" in page


@pytest.mark.parametrize("values", [[3.0] * 4, [None] * 4, [1, 1, 2, 2]])
def test_one_value_or_none_at_all_still_makes_a_map(areas, values):
    areas["rate"] = [float("nan") if v is None else v for v in values]
    assert "<iframe" in maps.choropleth(areas, "rate", title="지도")._repr_html_()


def test_a_map_of_one_area_works_for_sejong(areas):
    assert "<iframe" in maps.choropleth(areas.head(1), "rate", title="지도")._repr_html_()


def test_text_in_title_and_names_cannot_become_script(areas):
    areas["name"] = "<script>alert(1)</script>"
    page = maps.choropleth(areas, "rate", title="<script>alert(2)</script>").get_root().render()
    assert "<script>alert" not in page
