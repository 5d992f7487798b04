"""The frame of a capstone: definitions, places, what is shown, and the card that the notebook fills."""

import copy
import re
from pathlib import Path

import geopandas as gpd
import ipywidgets as widgets
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from nbclient import NotebookClient
from shapely.geometry import box

from classroom import pretend
from curriculum import catalog, notebook, plots, project, regions, views
from curriculum.errors import DsiError
from curriculum.project import DONG, SIGUNGU
from gallery import card as cards
from gallery import snapshot

MODULE = catalog.module("bigdata/09-capstone")
CAPSTONES = [module for track in catalog.tracks() for module in track.modules if module.capstone]
PEOPLE = {"dataset": "kr-population-dong", "table": "population", "column": "population", "year": 2020}
HOMES = {"dataset": "kr-housing-vacancy", "table": "dwellings", "column": "dwellings", "year": 2020}
DENSITY = {"name": "주택 한 호당 인구", "unit": "명", "per": 1, "focus": "low", "top": PEOPLE, "bottom": HOMES}
FOREIGN = {"name": "외국인 비율", "unit": "%", "per": 100, "focus": "high", "top": PEOPLE | {"column": "foreign"}, "bottom": PEOPLE}


def test_definitions_that_fit_have_no_problems():
    """Two indicators on two datasets, both down to the dong, are enough."""
    assert project.problems([DENSITY, FOREIGN]) == []


@pytest.mark.parametrize(
    ("definitions", "word"),
    [
        ([DENSITY], "둘 이상"),
        ([DENSITY, DENSITY], "이름이 서로 다른"),
        ([FOREIGN, FOREIGN | {"name": "다시"}], "데이터셋을 둘 이상"),
        ([{k: v for k, v in DENSITY.items() if k != "focus"}, FOREIGN], "focus"),
        ([DENSITY | {"focus": "big"}, FOREIGN], "high 또는 low"),
        ([DENSITY | {"per": 99}, FOREIGN], "per"),
        ([DENSITY | {"unit": ""}, FOREIGN], "단위"),
        ([DENSITY, FOREIGN | {"per": 1000}], "per"),
        ([DENSITY | {"top": PEOPLE | {"year": 2025}}, FOREIGN], "해가 다릅니다"),
        ([DENSITY | {"top": PEOPLE | {"year": 1999}}, FOREIGN], "1999"),
        ([DENSITY | {"top": PEOPLE | {"column": "people"}}, FOREIGN], "people"),
        ([DENSITY | {"top": PEOPLE, "bottom": PEOPLE}, FOREIGN], "모든 시도의 값이 같습니다"),
        ([DENSITY, FOREIGN | {"top": PEOPLE, "bottom": PEOPLE | {"column": "foreign"}}], "뒤바뀌지"),
        ([DENSITY | {"top": {"dataset": "kr-population-dong"}}, FOREIGN], "항목이 없습니다"),
    ],
)
def test_a_definition_that_cannot_be_used_is_named(definitions, word):
    """Each fault gives one Korean sentence that says where to look."""
    assert word in " ".join(project.problems(definitions))


def test_a_region_value_is_a_ratio_of_sums():
    """The value of a region is not the mean of its dong."""
    rows = project.rows("세종", PEOPLE)
    assert project.overall("세종", FOREIGN) == pytest.approx(rows["foreign"].sum() / rows["population"].sum() * 100)


@pytest.mark.parametrize("region", regions.REGIONS, ids=lambda region: region.english)
def test_every_region_has_places_and_a_menu(region):
    """Codes are unique on both levels, and each entry of the menu leads to places."""
    sigungu, dong = (project.places(region, level) for level in (SIGUNGU, DONG))
    assert sigungu["code"].is_unique
    assert dong["code"].is_unique
    menu = project.menu(region)
    assert len(menu) == len(sigungu) + 1
    for level, start in menu.values():
        assert (sigungu if level == SIGUNGU else dong)["code"].str.startswith(start).any()


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("빈집 비율", "은/는", "빈집 비율은"),
        ("주택 한 호당 인구", "이/가", "주택 한 호당 인구가"),
        ("인구 지수(2020=100)", "을/를", "인구 지수(2020=100)를"),
    ],
)
def test_particles_follow_the_last_sound(word, pair, said):
    """Brackets at the end are not read aloud."""
    assert project.josa(word, pair) == said


@pytest.mark.parametrize("module", CAPSTONES, ids=lambda module: module.track)
def test_the_card_handed_out_is_the_schema_s_own_template(module):
    """A field that the schema gains or loses must reach the trainee's file; it is not valid until it is filled."""
    path = module.folder / "files" / "card.yaml"
    assert path.read_text(encoding="utf-8") == cards.template()
    with pytest.raises(DsiError, match="title"):
        cards.read(path)


@pytest.mark.parametrize("name", project.CATALOGUE)
def test_the_ready_made_definitions_can_be_used(name):
    """Beside one on another dataset, each is without problems; each has a value in every region."""
    beside = [FOREIGN | {"name": "외국인"}, DENSITY | {"name": "호당"}]
    assert project.problems([project.CATALOGUE[name] | ({} if project.CATALOGUE[name]["unit"] else {"unit": "명"}), *beside]) == []
    values = project.by_region(project.CATALOGUE[name])
    assert len(values) == 17
    assert values["29"] == pytest.approx(project.overall("세종", project.CATALOGUE[name]))


def test_a_table_of_dong_keeps_every_place_and_what_is_not_known():
    """경기 has dong without figures; names carry their 시군구 because some occur twice."""
    table = project.dong_table("경기", [DENSITY], {"people": PEOPLE})
    assert len(table) == len(project.places("경기", DONG))
    assert table["name"].is_unique
    assert table["area_km2"].gt(0).all()
    assert table["people"].isna().any()
    assert table[DENSITY["name"]].isna().eq(table["people"].isna()).all()
    assert project.dong_table("세종", [], {})["name"].str.contains(" ").sum() == 0


def test_filling_the_card_keeps_what_people_wrote(tmp_path):
    """Only the given fields change; comments stay."""
    path = tmp_path / "card.yaml"
    path.write_text("# 제목\ntitle: 사람이 적음\ncitizens:\n  # 몇 명\n  size: 3\nregion:\n", encoding="utf-8")
    project.fill_card({"region": "부산광역시", "citizens": {"size": 4}}, path)
    assert path.read_text(encoding="utf-8") == "# 제목\ntitle: 사람이 적음\ncitizens:\n  # 몇 명\n  size: 4\nregion: 부산광역시\n"


@pytest.mark.parametrize("text", [None, "title: [", "그냥 글"])
def test_a_card_that_is_missing_or_broken_is_said_so(tmp_path, text):
    """The message names the file."""
    path = tmp_path / "card.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DsiError, match=r"card\.yaml"):
        project.fill_card({"region": "부산광역시"}, path)


def test_a_table_is_escaped_and_says_what_is_missing():
    """Names come from data: they must not become markup."""
    shown = views.table(pd.DataFrame({"곳": ["<b>가</b>"], "값": [float("nan")]}), "표 & 제목")
    assert "<b>" not in shown
    assert "자료 없음" in shown
    assert "<caption" in shown


def test_a_picture_has_its_description_and_leaves_no_open_figure():
    """A screen reader reads the alternative text."""
    figure, _ = plt.subplots()
    shown = views.picture(figure, '막대 "가"')
    assert 'alt="막대 &quot;가&quot;"' in shown
    assert not plt.get_fignums()


def test_bars_cope_with_a_place_without_any_data():
    """No chart is drawn of nothing."""
    values = pd.DataFrame({"name": ["가"], "value": [float("nan")]})
    assert "자료가 없습니다" in views.bars(values, FOREIGN, "제목")


def test_what_a_widget_shows_is_found_at_any_depth():
    """The tests of every capstone look into nested boxes."""
    picker = widgets.Dropdown(options=["가", "나"], description="곳")
    box = widgets.VBox([widgets.HBox([picker]), widgets.Tab([widgets.HTML("<i>그림</i>")])])
    assert views.pickers(box) == {"곳": picker}
    assert views.shown(box) == "<i>그림</i>"


def test_reaching_everybody_takes_all_places():
    """The share is of the whole region, also of those who live where one would not begin."""
    plots.use_korean()
    ranked = pd.DataFrame({"people": [10, 30, 40]})
    shown = views.reach(ranked, "people", 100, 1, "제목")
    assert "정한 차례 1곳에서 10.0%, 3곳에서 80.0%" in shown
    assert "많은 곳부터 1곳에서 40.0%, 3곳에서 80.0%" in shown


def test_spots_are_numbered_on_the_map_and_names_are_escaped():
    """The first to begin with bears the 1."""
    places = project.places("세종", DONG).assign(value=1.0)
    places.loc[places.index[0], "name"] = "<i>가</i>"
    shown = views.spots_map(places, list(places["code"].head(2)), "제목")
    assert "2. " in shown
    assert "<i>" not in shown


def test_marks_of_neighbours_do_not_cover_each_other():
    """The three densest dong of 경기 lie side by side; far places keep their mark where they are."""
    shapes = project.places("경기", DONG).set_index("code").to_crs(4326)
    near = shapes[shapes["name"].isin(["광명1동", "광명2동", "광명3동"])].geometry.representative_point()
    assert len(near) == 3
    assert len(set(views._apart(shapes, near))) == 3
    ends = shapes.geometry.representative_point()
    far = ends.loc[[ends.x.idxmin(), ends.x.idxmax()]]
    assert views._apart(shapes, far) == [(0, 0), (0, 0)]


def test_a_mark_that_stepped_aside_is_tied_to_its_place():
    """Without the line, 인천's 송월동 would seem to lie on an island out at sea."""
    corners = [(126.64, 37.47), (126.645, 37.47), (124.6, 37.9)]
    shapes = [box(x, y, x + 0.005, y + 0.005) for x, y in corners]
    places = gpd.GeoDataFrame({"code": list("abc"), "name": ["송림1동", "송림2동", "먼 섬"], "value": [1.0, 2.0, 3.0]}, geometry=shapes, crs=4326)
    assert views.spots_map(places, ["a", "b", "c"], "제목").count("line x1") == 1
    assert "line x1" not in views.spots_map(places, ["a", "c"], "제목")


@pytest.mark.slow
@pytest.mark.parametrize("module", [each for each in CAPSTONES if each.track != "bigdata"], ids=lambda module: module.track)
def test_every_capstone_s_reference_page_runs_in_the_smallest_region(module, tmp_path):
    """In 세종: the card is valid for all 17 regions, no instruction and no region is in the text, pictures are described."""
    place = regions.region("세종")
    nb = _solved(place, module)
    _run(nb, tmp_path / "home", card=True)
    card = cards.read(tmp_path / "home" / "card.yaml")
    assert card.region == place.name
    assert len(card.regions()) == 17
    page = snapshot.publishable(nb, card)
    visible = "".join(cell.source for cell in page.cells if cell.cell_type == "markdown")
    assert not re.search(r"문제 \d", visible)
    assert not any(each.name in visible or each.short in visible for each in regions.REGIONS)
    run = _run(page, tmp_path / "gallery")
    assert not [each for cell in run.cells for each in cell.get("outputs", ()) if each.output_type == "stream"]
    html = snapshot.render(run, card, place.name)
    assert place.name in html
    pictures = re.findall(r"<img[^>]*>", html)
    assert len(pictures) >= 2
    assert all(re.search(r'alt="[^"]{20,}"', each) for each in pictures)


@pytest.mark.slow
def test_the_reference_page_runs_anywhere_and_leaves_a_valid_card(tmp_path):
    """In 세종, with a single 시군구: card and page agree, the page shows no instruction, all pictures are described."""
    place = regions.region("세종")
    nb = _solved(place)
    _run(nb, tmp_path / "home", card=True)
    card = cards.read(tmp_path / "home" / "card.yaml")
    assert card.region == place.name
    assert len(card.regions()) == 17
    assert card.indicators[0].baseline == pytest.approx(project.overall(place, _vacancy()), abs=0.05)
    page = snapshot.publishable(nb, card)
    visible = "".join(cell.source for cell in page.cells if cell.cell_type == "markdown")
    assert "문제 " not in visible.replace("어떤 문제", "")
    assert not any(each.name in visible or each.short in visible for each in regions.REGIONS)
    run = _run(page, tmp_path / "gallery")
    assert not [each for cell in run.cells for each in cell.get("outputs", ()) if each.output_type == "stream"]
    html = snapshot.render(run, card, place.name)
    assert place.name in html
    assert "세종시 읍면동의 주택 한 호당 인구" in html  # the widget's first picture
    pictures = re.findall(r"<img[^>]*>", html)
    assert len(pictures) == 2
    assert all(re.search(r'alt="[^"]{20,}"', each) for each in pictures)


def _solved(place: regions.Region, module: catalog.Module = MODULE):
    nb = notebook.for_region(notebook.read(module.practicum), place.name)
    answers = pretend._reference(module)
    for cell in nb.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    return nb


def _run(nb, folder: Path, card: bool = False):
    folder.mkdir()
    if card:
        (folder / "card.yaml").write_text(cards.template(), encoding="utf-8")
    nb = copy.deepcopy(nb)
    NotebookClient(nb, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return nb


def _vacancy():
    part = {"dataset": "kr-housing-vacancy", "table": "vacancy", "column": "vacant", "year": 2020}
    return {"name": "빈집 비율", "unit": "%", "per": 100, "focus": "high", "top": part, "bottom": part | {"column": "dwellings"}}
