"""A snapshot shows what the notebook found, in Korean and without its code."""

import pytest
from nbformat.v4 import new_code_cell, new_output

from curriculum.errors import DsiError
from gallery import snapshot
from gallery.checks import external_requests
from tests import cells
from tests.gallery import projects


@pytest.fixture(scope="module")
def page():
    card = projects.card()
    run = snapshot.execute(snapshot.publishable(projects.capstone(), card), "서울특별시")
    return snapshot.render(run, card, "서울특별시")


def test_the_results_are_those_of_the_region_asked_for(page):
    assert "종로구의 주민은" in page
    assert "부산" not in page


def test_no_code_test_or_hidden_output_is_in_the_page(page):
    for part in (
        "SECRET_SOURCE_LINE",
        "import ipywidgets",
        "assert share",
        "BEGIN SOLUTION",
        "훈련생에게만 보이는",
    ):
        assert part not in page


def test_a_widget_is_shown_with_its_label_its_value_and_what_it_drew(page):
    assert "<span>시군구</span> <b>종로구</b>" in page
    assert "widget-view+json" not in page


def test_the_page_is_korean_and_names_the_project_and_the_region(page):
    assert '<html lang="ko">' in page
    assert "<title>어르신이 많이 사는 동네를 찾아 안부 전화를 잇다 (서울특별시)</title>" in page


def test_a_picture_without_words_gets_those_of_its_heading(page):
    assert 'alt="비율이 높은 곳 그림"' in page
    assert "No description has been provided" not in page


def test_the_page_loads_nothing_from_elsewhere(page):
    whole = new_output("display_data", data={"text/html": page})
    assert external_requests(cells.notebook(new_code_cell("", outputs=[whole]))) == []


def test_a_cell_that_fails_is_named(tmp_path):
    nb = cells.notebook(
        cells.parameters(), cells.prose("# 결과"), cells.code("print(REGION)\nprint(nothing)")
    )
    with pytest.raises(DsiError, match=r"3번째 셀\('print\(REGION\)'\).*제주특별자치도.*NameError"):
        snapshot.execute(nb, "제주특별자치도")


def test_a_notebook_runs_in_an_empty_folder():
    nb = cells.notebook(cells.code("import os\nassert os.listdir() == []\nopen('a', 'w').close()"))
    snapshot.execute(nb, "부산광역시")
    snapshot.execute(nb, "부산광역시")


def test_warnings_are_left_out():
    cell = new_code_cell("", outputs=[new_output("stream", name="stderr", text="FutureWarning")])
    assert "FutureWarning" not in snapshot.render(cells.notebook(cell), projects.card(), "부산광역시")
