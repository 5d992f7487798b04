"""The catalogue page: Korean, whole in one file, and its coverage is that of the files."""

import re
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from curriculum import cli_data, dataset_catalogue, datasets, own_dataset
from curriculum.errors import DsiError

HOSTILE = '<script>alert(1)</script> "따옴표" & 자료'


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("DSI_DATASETS", str(tmp_path / "own"))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    out = tmp_path_factory.mktemp("page") / "catalogue.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DSI_DATASETS", str(out.parent / "none"))
        done = CliRunner().invoke(cli_data.app, ["catalogue", "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out


class Outline(HTMLParser):
    """Tags, ids, headings and addresses of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.headings, self.loads, self.links = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in ("script", "img", "iframe", "link", "source", "object", "embed"):
            self.loads.append(given.get("src") or given.get("href") or given.get("data") or tag)
        if tag == "a":
            self.links.append(given.get("href"))


def test_it_names_every_dataset_with_terms_source_and_cautions(page):
    text = page.read_text(encoding="utf-8")
    for name in datasets.shipped():
        about = datasets.describe(name)
        assert f'id="{name}"' in text
        for said in (about.title, about.licence, about.attribution):
            assert said.replace("'", "&#39;") in text.replace("&amp;", "&")
    assert "2020년 경계를 따르므로 군위군" in text


def test_it_is_one_korean_file_that_loads_nothing(page):
    text = page.read_text(encoding="utf-8")
    outline = Outline(text)
    assert outline.loads == ["data:,"]
    assert "@import" not in text
    assert "url(" not in text
    assert outline.tags[0] == ("html", {"lang": "ko"})
    assert "default-src 'none'" in text


def test_its_headings_ids_and_inner_links_are_sound(page):
    outline = Outline(page.read_text(encoding="utf-8"))
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.headings[0] == 1
    assert all(
        after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False)
    )
    inner = [link[1:] for link in outline.links if link.startswith("#")]
    assert len(inner) == len(datasets.shipped()) + 1
    assert set(inner) <= set(outline.ids)
    scrolled = [given for tag, given in outline.tags if given.get("class") == "scroll"]
    assert all(
        given["tabindex"] == "0" and ("aria-label" in given or "aria-labelledby" in given)
        for given in scrolled
    )


@pytest.mark.parametrize(
    ("name", "table"),
    [("kr-population-dong", "population"), ("kr-economy-sgg", "grdp"), ("kr-weather", "stations")],
)
def test_coverage_adds_up_to_the_rows_and_years_of_the_file(name, table):
    (found,) = (one for one in dataset_catalogue.view(name).tables if one.name == table)
    frame = datasets.load(name, table)
    assert sum(one.rows for one in found.coverage) == len(frame) == found.rows
    if "year" in frame:
        stated = {int(year) for one in found.coverage for year in one.years.split(", ")}
        assert stated == set(frame["year"])


def test_regions_that_lack_a_year_stand_apart():
    (grdp,) = (one for one in dataset_catalogue.view("kr-economy-sgg").tables if one.name == "grdp")
    early = set(datasets.load("kr-economy-sgg", "grdp", year=2010)["adm1"])
    assert 0 < len(early) < 17
    with_2010 = next(one for one in grdp.coverage if "2010" in one.years)
    assert "제외" in with_2010.regions
    assert "대전" in with_2010.regions
    assert any("2010" not in one.years for one in grdp.coverage)


def test_years_are_written_as_runs():
    (years,) = (one for one in dataset_catalogue.view("kr-weather").tables if one.name == "years")
    assert any(re.search(r"\d{4}~\d{4}", one.years) for one in years.coverage)


def test_columns_have_their_units_and_the_preview_its_first_rows(page):
    view = dataset_catalogue.view("kr-population-dong")
    table = view.tables[0]
    first = datasets.load("kr-population-dong").iloc[0]
    assert "population (명)" in table.header
    assert (f"{first['population']:,}", True) in table.preview[0]
    assert (str(first["year"]), False) in table.preview[0]
    assert len(table.preview) == dataset_catalogue.PREVIEW_ROWS


def test_an_own_dataset_is_shown_apart_and_its_text_is_only_text(tmp_path):
    file = tmp_path / "자료.csv"
    file.write_text(
        f'시군구,이름\n부산 중구,"{HOSTILE.replace(chr(34), chr(34) * 2)}"\n부산 서구,나\n', encoding="utf-8"
    )
    own_dataset.add(file, "mine", title=HOSTILE)
    out = tmp_path / "catalogue.html"
    dataset_catalogue.write(out)
    text = out.read_text(encoding="utf-8")
    assert "내가 넣은 데이터셋 1개" in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_same_datasets_give_the_same_bytes_and_a_missing_folder_is_named(page, tmp_path):
    out = tmp_path / "again.html"
    dataset_catalogue.write(out)
    assert out.read_bytes() == page.read_bytes()
    with pytest.raises(DsiError, match="폴더가 없습니다"):
        dataset_catalogue.write(tmp_path / "none" / "x.html")


@pytest.mark.browser
def test_a_phone_of_360_pixels_needs_no_sideways_scrolling_and_asks_nothing(page, browser):
    view = browser.new_page(viewport={"width": 360, "height": 780})
    asked = []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(page.as_uri())
    view.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert view.evaluate("document.documentElement.scrollWidth") == 360
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    view.close()
