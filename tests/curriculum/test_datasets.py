"""The door to the data: what load gives, how quickly it refuses, and what it says then."""

import json
import shutil
import subprocess
import sys

import geopandas as gpd
import pandas as pd
import pytest

from curriculum import datasets, regions
from curriculum.errors import DsiError


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A writable copy of two datasets in place of the published ones."""
    for name in ("kr-housing-vacancy", "kr-regions"):
        shutil.copytree(datasets.DATASETS / name, tmp_path / name)
    monkeypatch.setattr(datasets, "DATASETS", tmp_path)
    return tmp_path


def test_the_first_four_datasets_are_there():
    assert {"kr-regions", "kr-boundaries-2020", "kr-population-dong", "kr-housing-vacancy"} <= set(
        datasets.names()
    )


def test_a_region_and_year_give_just_those_rows():
    whole = datasets.load("kr-population-dong")
    part = datasets.load("kr-population-dong", region="전북", year=2020)
    wanted = whole[(whole["adm1"] == "35") & (whole["year"] == 2020)].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, wanted)


def test_several_years_may_be_asked_for():
    part = datasets.load("kr-population-dong", region="세종", year=[2015, 2025])
    assert sorted(part["year"].unique()) == [2015, 2025]


@pytest.mark.parametrize("text", ["부산", "부산광역시", "21", "26000"])
def test_every_form_of_a_region_gives_the_same_slice(text):
    part = datasets.load("kr-housing-vacancy", "vacancy", region=text)
    assert set(part["sido"]) == {"부산광역시"}
    assert len(part) == 2 * 16


def test_codes_are_text_years_integers_and_gaps_stay_gaps():
    frame = datasets.load("kr-population-dong", region="부산")
    for code in ("adm1", "adm2", "adm2_basic", "adm3", "adm3_2020"):
        assert pd.api.types.is_string_dtype(frame[code])
    assert frame["year"].dtype == frame["population"].dtype == "int64"
    assert frame["foreign_male"].dtype == "float64"
    assert frame["foreign_male"].isna().any()


def test_types_do_not_depend_on_the_slice():
    types = {
        name: tuple(datasets.load("kr-housing-vacancy", region=name).dtypes)
        for name in ("부산", "세종", "강원")
    }
    assert len(set(types.values())) == 1


def test_columns_come_as_asked():
    frame = datasets.load("kr-population-dong", region="부산", columns=["population", "dong"])
    assert list(frame.columns) == ["population", "dong"]


def test_geometry_makes_a_geodataframe_in_longitude_and_latitude():
    frame = datasets.load("kr-boundaries-2020", "adm2_basic", region="제주")
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs.to_epsg() == 4326
    assert isinstance(datasets.load("kr-boundaries-2020", "adm1", columns=["adm1", "sido"]), pd.DataFrame)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ({"name": "kr-nothing"}, "kr-population-dong"),
        ({"name": ""}, "kr-population-dong"),
        ({"name": "kr-housing-vacancy", "table": "homes"}, "dwellings, vacancy, stock"),
        ({"name": "kr-population-dong", "year": 2010}, "2015, 2020, 2025"),
        ({"name": "kr-population-dong", "year": [2020, 1999]}, "1999"),
        ({"name": "kr-population-dong", "year": "2020"}, "2015, 2020, 2025"),
        ({"name": "kr-population-dong", "columns": ["popluation"]}, "population"),
        ({"name": "kr-population-dong", "region": "평양"}, "부산광역시"),
        ({"name": "kr-boundaries-2020", "year": 2020}, "연도"),
    ],
)
def test_what_does_not_exist_is_named_with_what_does(asked, listed):
    with pytest.raises(DsiError, match=listed):
        datasets.load(**asked)


def test_a_changed_file_is_refused_with_both_hashes_and_the_remedy(copied):
    file = copied / "kr-housing-vacancy" / "vacancy.parquet"
    before = datasets.load("kr-housing-vacancy", "vacancy")
    data = bytearray(file.read_bytes())
    data[100] ^= 1
    file.write_bytes(data)
    expected = next(
        one["hash"] for one in datasets.package("kr-housing-vacancy")["resources"] if one["name"] == "vacancy"
    ).removeprefix("sha256:")
    with pytest.raises(DsiError) as caught:
        datasets.load("kr-housing-vacancy", "vacancy")
    assert "kr-housing-vacancy/vacancy.parquet" in str(caught.value)
    assert expected in str(caught.value)
    assert "dsi data rebuild kr-housing-vacancy" in str(caught.value)
    assert len(before) == 458
    assert len(datasets.load("kr-housing-vacancy", "stock")) == 687  # the other tables still open


def test_a_missing_file_or_broken_description_is_one_sentence(copied):
    (copied / "kr-housing-vacancy" / "stock.parquet").unlink()
    with pytest.raises(DsiError, match=r"stock\.parquet 파일이 없습니다"):
        datasets.load("kr-housing-vacancy", "stock")
    (copied / "kr-regions" / "datapackage.json").write_text('{"name": ', encoding="utf-8")
    with pytest.raises(DsiError, match=r"kr-regions/datapackage\.json"):
        datasets.load("kr-regions")


def test_an_ordered_category_is_read_in_its_order(copied):
    package = json.loads((copied / "kr-regions" / "datapackage.json").read_text(encoding="utf-8"))
    dong = next(one for one in package["resources"] if one["name"] == "dong")
    kind = next(field for field in dong["schema"]["fields"] if field["name"] == "kind")
    kind.update(categories=["동", "면", "읍"], categoriesOrdered=True)
    (copied / "kr-regions" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    frame = datasets.load("kr-regions", "dong", region="울산")
    assert frame["kind"].cat.ordered
    assert list(frame["kind"].cat.categories) == ["동", "면", "읍"]
    assert (frame["kind"] > "동").sum() == 12  # 6 읍 and 6 면 of 울주군


def test_the_description_tells_terms_source_and_cautions():
    about = datasets.describe("kr-housing-vacancy")
    for text in (repr(about), about._repr_html_()):
        assert "공공누리 제1유형" in text
        assert datasets.attribution("kr-housing-vacancy") in text
        assert all(caution in text for caution in about.cautions)
        assert "vacancy_rate" in text
    assert about.tables["vacancy"]["vacant"] == "빈집 (호)"


def test_years_of_a_table():
    assert datasets.years("kr-housing-vacancy", "vacancy") == [2015, 2020]
    assert datasets.years("kr-boundaries-2020") == []


def test_importing_the_door_is_light():
    heavy = "{'pandas', 'geopandas', 'pyarrow', 'frictionless', 'matplotlib'}"
    code = f"import sys, curriculum.datasets; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_dataset_can_be_sliced_by_every_region_it_has():
    for one in regions.REGIONS:
        assert set(datasets.load("kr-population-dong", region=one, columns=["adm1"])["adm1"]) == {one.code}
