"""Korean coordinate systems recognised by where the points fall, made from real places; what cannot be told apart."""

import io
import json
import zipfile

import geopandas as gpd
import numpy as np
import pytest
from pyproj import Transformer

from curriculum import datasets
from curriculum.datasets import read_public
from curriculum.errors import DsiError

COORDINATES = ("X좌표", "Y좌표")


def places(region, size=40):
    dong = datasets.load("kr-regions", "dong", region=region)
    return dong.sample(min(size, len(dong)), random_state=3).reset_index(drop=True)


def text(dong, epsg, header=COORDINATES, named=True):
    x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(
        dong["lon"].to_numpy(), dong["lat"].to_numpy()
    )
    lines = [",".join(["시설명", *(["시도", "시군구"] if named else []), *header])]
    for row, (one, other) in enumerate(zip(x, y, strict=True)):
        names = [dong["sido"][row], dong["sigungu"][row]] if named else []
        lines.append(",".join([f"시설{row}", *names, f"{one:.4f}", f"{other:.4f}"]))
    return "\n".join(lines)


@pytest.fixture
def read(tmp_path):
    def run(content, name="좌표.csv", **options):
        file = tmp_path / name
        file.write_bytes(content.encode("cp949") if isinstance(content, str) else content)
        return read_public(file, **options)

    return run


def near(found, dong):
    return np.allclose(found.table["lon"], dong["lon"], atol=2e-5) and np.allclose(
        found.table["lat"], dong["lat"], atol=2e-5
    )


@pytest.mark.parametrize("region", ["부산", "서울", "강원", "제주"])
@pytest.mark.parametrize("epsg", [5179, 5186, 5187])
def test_a_system_is_recognised_when_the_rows_name_their_district(read, region, epsg):
    dong = places(region)
    found = read(text(dong, epsg))
    assert near(found, dong)
    assert f"EPSG:{epsg}" in "\n".join(found.report)
    assert found.problems == []


@pytest.mark.parametrize("epsg", [5174, 5181])
def test_the_two_old_central_systems_300_m_apart_are_not_guessed(read, epsg):
    dong = places("부산", 12)
    found = read(text(dong, epsg))
    assert "lon" not in found.table
    (problem,) = found.problems
    assert problem.row is None
    assert "EPSG:5174" in problem.reason
    assert "EPSG:5181" in problem.reason
    assert "EPSG:5186" not in problem.reason
    assert near(read(text(dong, epsg), crs=epsg), dong)


@pytest.mark.parametrize("epsg", [5174, 5181])
def test_many_points_with_their_dong_tell_even_those_two_apart(read, epsg):
    dong = datasets.load("kr-regions", "dong", region="서울")
    lines = text(dong, epsg).splitlines()
    lines = [f"{line},{name}" for line, name in zip(lines, ["읍면동", *dong["dong"]], strict=True)]
    assert near(read("\n".join(lines)), dong)


def test_a_system_named_in_the_column_is_taken(read):
    dong = places("부산", 12)
    found = read(text(dong, 5174, ("좌표정보X(EPSG5174)", "좌표정보Y(EPSG5174)")))
    assert near(found, dong)
    assert "열 이름에 적힌" in "\n".join(found.report)


def test_a_system_named_in_the_column_but_impossible_is_not_taken(read):
    dong = places("부산", 12)
    found = read(text(dong, 5179, ("X(EPSG5174)", "Y(EPSG5174)")))
    assert near(found, dong)
    assert "값으로 보아 UTM-K" in "\n".join(found.report)


def test_without_district_names_what_fits_several_systems_is_reported(read):
    found = read(text(places("부산"), 5187, named=False))
    assert "lon" not in found.table
    assert "여러 좌표계" in found.problems[0].reason
    assert "crs=" in found.problems[0].remedy


def test_naming_the_region_is_enough_to_decide(read):
    dong = places("부산")
    assert near(read(text(dong, 5187, named=False), region="부산"), dong)


def test_an_explicit_system_overrides_the_values(read):
    dong = places("서울", 10)
    found = read(text(dong, 5186), crs="EPSG:5181")
    assert not near(found, dong)
    assert "지정한 EPSG:5181" in "\n".join(found.report)


def test_degrees_stay_and_swapped_degrees_are_put_right(read):
    dong = places("제주", 8)
    assert near(read(text(dong, 4326, ("경도", "위도"))), dong)
    swapped = read(text(dong, 4326, ("위도", "경도")))
    assert near(swapped, dong)
    assert "서로 바뀐" in "\n".join(swapped.report)


def test_swapped_metres_are_reported(read):
    found = read(text(places("부산"), 5187, ("Y좌표", "X좌표")))
    assert "lon" not in found.table
    assert "X와 Y가 서로 바뀐" in found.problems[0].reason


def test_numbers_of_no_known_system_are_reported(read):
    found = read("시설,X좌표,Y좌표\n가,14000000,4200000\n나,14000100,4200100\n")
    assert "lon" not in found.table
    assert "아는 좌표계" in found.problems[0].reason


def test_empty_zero_and_foreign_points_are_reported_one_by_one(read):
    dong = places("부산", 6)
    found = read(
        text(dong, 4326, ("경도", "위도"))
        + "\n빈곳,부산광역시,중구,,\n영,부산광역시,중구,0,0\n먼곳,부산광역시,중구,139.7,35.6\n"
    )
    assert found.table["lon"].notna().sum() == 6
    assert [one.row for one in found.problems] == [8, 9, 10]
    assert "우리나라 밖" in found.problems[2].reason


@pytest.mark.parametrize("crs", ["abc", 999999])
def test_an_unknown_system_is_refused(read, crs):
    with pytest.raises(DsiError, match="EPSG"):
        read(text(places("부산", 3), 5186), crs=crs)


def test_a_system_without_columns_is_refused(read):
    with pytest.raises(DsiError, match="좌표 열"):
        read("시군구,수\n부산 중구,1\n", crs=5186)


# Shapefiles and GeoJSON


def districts(region="부산", epsg=5186):
    shapes = datasets.load("kr-boundaries-2020", "adm2", region=region, columns=["adm2", "geometry"])
    names = datasets.load("kr-regions", "sigungu", region=region)
    shapes = shapes.merge(names[["adm2", "name", "admin_2020"]], on="adm2")
    return (
        shapes.rename(columns={"name": "SIG_KOR_NM", "admin_2020": "SIG_CD"})
        .drop(columns="adm2")
        .to_crs(epsg)
    )


def zipped(shapes, folder, encoding="cp949", drop=()):
    folder.mkdir()
    shapes.to_file(folder / "경계.shp", encoding=encoding)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in sorted(folder.iterdir()):
            if file.suffix not in drop:
                archive.write(file, f"자료/{file.name}")
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
@pytest.mark.parametrize("drop", [(), (".cpg",)])
def test_a_zipped_shapefile_is_read_in_either_encoding_with_or_without_cpg(read, tmp_path, encoding, drop):
    shapes = districts()
    found = read(zipped(shapes, tmp_path / "shp", encoding, drop), "경계.zip")
    assert isinstance(found.table, gpd.GeoDataFrame)
    assert found.table.crs.to_epsg() == 4326
    assert found.table["SIG_KOR_NM"].tolist() == shapes["SIG_KOR_NM"].tolist()
    assert found.table["adm2"].notna().all()
    assert found.table.total_bounds.round(1).tolist() == [128.8, 35.0, 129.3, 35.4]


def test_a_shapefile_without_prj_is_recognised_from_its_values(read, tmp_path):
    data = zipped(districts(epsg=5179), tmp_path / "shp", drop=(".prj",))
    found = read(data, "경계.zip")
    assert found.table.crs.to_epsg() == 4326
    assert "UTM-K" in "\n".join(found.report)


def test_a_shapefile_without_prj_that_fits_several_systems_waits_for_a_decision(read, tmp_path):
    data = zipped(districts(epsg=5186), tmp_path / "shp", drop=(".prj",))
    found = read(data, "경계.zip")
    assert found.table.crs is None
    assert "여러 좌표계" in found.problems[0].reason
    assert read(data, "경계.zip", crs=5186).table.crs.to_epsg() == 4326
    assert read(data, "경계.zip", region="부산").table.crs.to_epsg() == 4326


def test_a_shapefile_without_its_attribute_table_is_refused(read, tmp_path):
    with pytest.raises(DsiError, match=r"\.dbf"):
        read(zipped(districts(), tmp_path / "shp", drop=(".dbf",)), "경계.zip")


def test_geojson_is_read_and_metres_inside_it_are_recognised(read):
    shapes = districts(epsg=4326)
    found = read(shapes.to_json(), "경계.geojson")
    assert found.table.crs.to_epsg() == 4326
    assert len(found.table) == 16
    metres = json.loads(districts(epsg=5179).to_json())
    metres.pop("crs", None)
    again = read(json.dumps(metres), "경계.json")
    assert again.table.total_bounds.round(1).tolist() == found.table.total_bounds.round(1).tolist()


def test_features_without_a_shape_are_taken_out_and_named(read):
    features = json.loads(districts(epsg=4326).to_json())
    features["features"][2]["geometry"] = None
    found = read(json.dumps(features), "경계.geojson")
    assert len(found.table) == 15
    assert [one.row for one in found.problems] == [3]
    assert found.table["row"].tolist()[:3] == [1, 2, 4]
