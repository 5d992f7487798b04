"""What would be loaded from another machine is found; what only links there is not."""

import html

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from curriculum import maps
from gallery.checks import external_requests
from tests import cells


def shown(text: str, kind: str = "text/html"):
    return cells.notebook(new_code_cell("", outputs=[new_output("display_data", data={kind: text})]))


FRAME = html.escape('<script src="https://cdn.example.com/leaflet.js"></script>', quote=True)


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://example.com/a.png">',
        "<img src=//example.com/a.png>",
        '<script src="http://example.com/a.js"></script>',
        '<link rel="stylesheet" href="https://example.com/a.css">',
        '<div style="background:url(https://example.com/a.png)">',
        "<style>@import 'https://example.com/a.css';</style>",
        "<style>@font-face{src:url( //example.com/a.woff )}</style>",
        '<script>L.tileLayer("https://{s}.tile.example.com/{z}/{x}/{y}.png")</script>',
        "<script>fetch('https://example.com/data')</script>",
        '<script>new WebSocket("wss://example.com")</script>',
        "<script>let i = new Image(); i.src = 'https://example.com/a.png'</script>",
        '<img src="a.png" onerror="fetch(\'https://example.com\')">',
        '<video poster="https://example.com/a.png">',
        f'<iframe srcdoc="{FRAME}"></iframe>',
    ],
)
def test_a_request_to_elsewhere_is_found_with_its_cell(text):
    (found,) = external_requests(shown(text))
    assert found.startswith("1번째 셀")
    assert "example.com" in found


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://kosis.kr">국가통계포털</a>',
        '<img src="data:image/png;base64,AAAA">',
        "<p>https://example.com 에서 볼 수 있습니다.</p>",
        "<script>const about = 'https://example.com';</script>",
    ],
)
def test_a_link_or_inlined_picture_is_fine(text):
    assert external_requests(shown(text)) == []


def test_pictures_in_prose_drawings_and_scripts_are_looked_at_too():
    nb = cells.notebook(
        new_markdown_cell("![그림](https://example.com/a.png)"),
        *shown('<svg><image href="https://example.com/b.png"/></svg>', "image/svg+xml").cells,
        *shown("fetch('https://example.com/c')", "application/javascript").cells,
    )
    assert [said[:5] for said in external_requests(nb)] == ["1번째 셀", "2번째 셀", "3번째 셀"]


def test_the_kit_s_own_maps_ask_for_nothing():
    assert external_requests(shown(maps.OfflineMap("지도")._repr_html_())) == []
