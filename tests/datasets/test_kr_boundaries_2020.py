"""kr-boundaries-2020: valid, nested, without gaps; islands present; areas honest."""

import pytest
import shapely
from shapely.geometry import Point

from curriculum import datasets

LEVELS = {"adm1": 17, "adm2": 250, "adm2_basic": 229, "adm3": 3501}


@pytest.fixture(scope="module")
def maps():
    return {level: datasets.load("kr-boundaries-2020", level).set_index(level) for level in LEVELS}


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_is_complete_and_a_valid_coverage(maps, level):
    frame = maps[level]
    assert len(frame) == LEVELS[level]
    assert frame.is_valid.all()
    assert not frame.is_empty.any()
    assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())


@pytest.mark.parametrize(
    ("upper", "lower"), [("adm2", "adm3"), ("adm2_basic", "adm2"), ("adm1", "adm2_basic")]
)
def test_levels_nest_exactly(maps, upper, lower):
    dissolved = maps[lower].reset_index().dissolve(upper, method="coverage").geometry
    shapes = maps[upper].geometry
    assert shapely.equals(dissolved.reindex(shapes.index).normalize(), shapes.normalize()).all()


@pytest.mark.parametrize("level", LEVELS)
def test_codes_are_those_of_kr_regions(maps, level):
    table = {"adm1": "sido", "adm2": "sigungu", "adm2_basic": "basic", "adm3": "dong"}[level]
    regions = datasets.load("kr-regions", table).set_index(level)
    assert set(regions.index) == set(maps[level].index)
    assert (maps[level]["area_km2"] == regions["area_km2"].reindex(maps[level].index)).all()


@pytest.mark.parametrize(
    ("lon", "lat", "dong", "adm2"),
    [(131.8666, 37.2425, "울릉읍", "37430"), (126.2675, 33.1180, "대정읍", "39020")],
    ids=["독도", "마라도"],
)
def test_the_far_islands_are_there_at_every_level(maps, lon, lat, dong, adm2):
    around = Point(lon, lat).buffer(0.01)
    found = maps["adm3"][maps["adm3"].intersects(around)]
    assert found["dong"].tolist() == [dong]
    for level, code in (("adm2", adm2), ("adm2_basic", adm2), ("adm1", adm2[:2])):
        assert maps[level].loc[code, "geometry"].intersects(around)


def test_known_places_fall_into_their_dong(maps):
    for point, sigungu in [(Point(126.9780, 37.5665), "중구"), (Point(129.0756, 35.1798), "연제구")]:
        assert maps["adm2"][maps["adm2"].contains(point)]["sigungu"].tolist() == [sigungu]


def test_coordinates_are_longitude_latitude_with_five_decimals(maps):
    points = shapely.get_coordinates(maps["adm3"].geometry.to_numpy())
    assert abs(points * 1e5 - (points * 1e5).round()).max() < 1e-3
    west, south, east, north = maps["adm1"].total_bounds
    assert 124 < west < 125
    assert 33 < south < 33.2
    assert 131.8 < east < 132
    assert 38 < north < 39


def test_area_is_of_the_true_boundary_not_of_the_simplified_shape(maps):
    dong = maps["adm3"]
    drawn = dong.to_crs(5179).area / 1e6
    error = (drawn / dong["area_km2"] - 1).abs()
    assert error.median() < 0.006
    assert error.max() > 0.2  # why area must not be measured again
    assert 0.13 < dong["area_km2"].min() < 0.15
    assert (error[dong["area_km2"] > 5] < 0.1).all()


def test_the_whole_set_stays_small():
    folder = datasets.path("kr-boundaries-2020").parent
    assert sum(file.stat().st_size for file in folder.glob("*.parquet")) < 2_000_000
