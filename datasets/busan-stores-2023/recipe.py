"""busan-stores-2023: every shop of 부산 in early 2023, by kind, dong and place."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from curriculum import recipes
from curriculum.errors import DsiError
from curriculum.recipes import census, field, region_fields, table

BUSANSTORE = {
    "title": "Busanstore 0.0.8 (PyPI) — 부산 상가업소를 담은 파이썬 패키지",
    "version": "0.0.8",
    "sha256": "8bfb430331e34db8b53993527f3f168e8c7225d71ad4ed546f3b4e00e255247b",
}

# column: name in the source, Korean title, description, never missing
TEXTS = {
    "dong": ("행정동명", "행정동", "2023년 행정동 이름. 2020년 읍면동 이름과 조금 다른 곳이 있음", True),
    "dong_code": ("행정동코드", "행정동 코드", "행정안전부 행정동 코드 8자리(SGIS 코드가 아님)", True),
    "name": ("상호명", "상호", "가게 이름", True),
    "branch": ("지점명", "지점", "지점이 아니면 빈칸", False),
    "category1": ("상권업종대분류명", "업종 대분류", "10가지(2022년 새 분류)", True),
    "category2": ("상권업종중분류명", "업종 중분류", "74가지", True),
    "category3": ("상권업종소분류명", "업종 소분류", "246가지. 코드는 categories 표에 있음", True),
    "ksic_code": (
        "표준산업분류코드",
        "표준산업분류 코드",
        "한국표준산업분류 10차. 이름은 industries 표에 있음",
        True,
    ),
    "floor": ("층정보", "층", "절반쯤만 적혀 있음", False),
}
CATEGORIES = ["category1", "category2", "category3"]
TEXT_FIELDS = [
    field(column, "string", title, description, required=required)
    for column, (_, title, description, required) in TEXTS.items()
]


def _code(name: str, title: str, description: str) -> dict:
    return field(name, "string", title, description, required=True)


PACKAGE = {
    "name": "busan-stores-2023",
    "title": "부산의 가게(상가업소, 2023년 초)",
    "description": "부산의 상가업소 149,567곳: 상호, 업종(세 단계와 표준산업분류), 행정동과 SGIS 읍면동 코드, 좌표.",
    "version": "1.0.0",
    "keywords": ["상가", "상권", "업종", "부산", "좌표"],
    "licenses": [
        {
            "name": "notspecified",
            "title": "패키지에 이용 조건이 없음(공공데이터포털 15083033은 이용허락범위 제한 없음으로 기억하나 확인하지 못함)",
            "path": "https://www.data.go.kr/data/15083033/fileData.do",
        }
    ],
    "sources": [
        BUSANSTORE,
        {
            "title": "상가(상권)정보 — 부산광역시, 2023년 1분기 — 공공데이터포털 15083033",
            "organization": "소상공인시장진흥공단",
            "path": "https://www.data.go.kr/data/15083033/fileData.do",
        },
    ],
    "attribution": "소상공인시장진흥공단 상가(상권)정보, 2023, Busanstore 0.0.8 재가공",
    "reference": "2023년 1분기(업소번호의 날짜는 2022년 7월~2023년 2월)",
    "cautions": [
        "부산만 있습니다. 다른 시도는 같은 모양의 파일을 공공데이터포털에서 받아 쓸 수 있습니다.",
        "한 시점의 명단입니다. 문 닫은 가게가 없어 폐업률이나 생존율을 낼 수 없습니다.",
        "은행, 관공서, 절과 교회, 대부분의 복지시설은 들어 있지 않습니다. '없다'가 아니라 '이 자료에 없다'입니다.",
        "adm3는 2020년 SGIS 읍면동 코드이고 dong_code는 행정안전부 행정동 코드입니다. 인구와 합칠 때는 adm3를 쓰세요.",
        "같은 이름과 같은 주소가 되풀이되는 가게가 1,018줄 있습니다. 한 건물에 두 곳일 수도, 겹쳐 적힌 것일 수도 있습니다.",
        "좌표는 건물의 위치라 같은 건물의 가게는 좌표가 같습니다. 240여 곳의 점은 행정동 경계 바로 밖에 찍힙니다.",
    ],
    "resources": [
        table(
            "stores",
            "상가업소",
            [
                field(
                    "number",
                    "integer",
                    "번호",
                    "이 표의 줄 번호(원자료의 업소번호가 아님)",
                    required=True,
                    minimum=1,
                ),
                *region_fields("adm1", "adm2", "adm3", "sido", "sigungu"),
                *TEXT_FIELDS,
                field(
                    "lon",
                    "number",
                    "경도",
                    "WGS 84, 소수 다섯째 자리",
                    unit="도",
                    required=True,
                    minimum=128.7,
                    maximum=129.4,
                ),
                field(
                    "lat",
                    "number",
                    "위도",
                    "WGS 84, 소수 다섯째 자리",
                    unit="도",
                    required=True,
                    minimum=34.9,
                    maximum=35.5,
                ),
            ],
            key=["number"],
        ),
        table(
            "categories",
            "업종 분류",
            [
                _code("category_code", "업종 소분류 코드", "앞 두 자리가 대분류, 네 자리가 중분류"),
                *TEXT_FIELDS[4:7],
            ],
            key=["category_code"],
        ),
        table(
            "industries",
            "표준산업분류",
            [
                _code("ksic_code", "표준산업분류 코드", "한국표준산업분류 10차"),
                _code("ksic", "표준산업분류 이름", "한국표준산업분류 10차의 이름"),
            ],
            key=["ksic_code"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the three tables."""
    source = pd.read_csv(
        recipes.source_file(BUSANSTORE, "Busanstore/data/busan.csv"), dtype=str, keep_default_na=False
    )
    made = source[[korean for korean, *_ in TEXTS.values()]].set_axis(list(TEXTS), axis=1)
    made = made.replace("", None)
    for column, korean in (("lon", "경도"), ("lat", "위도")):
        made[column] = source[korean].astype(float).round(5)
    made["adm3"] = made["dong_code"].map(_dong_of_2020(made))
    made["adm1"], made["adm2"] = made["adm3"].str[:2], made["adm3"].str[:5]
    made["sido"], made["sigungu"] = source["시도명"], source["시군구명"]
    made = made.sort_values(["adm3", *CATEGORIES, "name"], kind="stable")
    made["number"] = range(1, len(made) + 1)
    kinds = {"category_code": "상권업종소분류코드", **{name: TEXTS[name][0] for name in CATEGORIES}}
    industries = {"ksic_code": "표준산업분류코드", "ksic": "표준산업분류명"}
    frames = {
        "stores": made,
        "categories": _listing(source, kinds),
        "industries": _listing(source, industries),
    }
    recipes.write_all(out, PACKAGE, frames)


def _listing(source: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    return source[list(columns.values())].set_axis(list(columns), axis=1).drop_duplicates()


def _dong_of_2020(stores: pd.DataFrame) -> pd.Series:
    """SGIS dong of 2020 for each 행정동: the one that holds most of its shops."""
    dong = gpd.read_file(census.source("boundaries.gpkg"), layer="adm3_2020", where="adm3_code LIKE '21%'")
    points = gpd.GeoDataFrame(
        stores[["dong_code"]], geometry=gpd.points_from_xy(stores["lon"], stores["lat"]), crs=4326
    )
    inside = points.to_crs(dong.crs).sjoin(dong[["adm3_code", "geometry"]], predicate="within")
    counts = inside.groupby(["dong_code", "adm3_code"]).size().sort_values()
    found = counts.reset_index("adm3_code").groupby("dong_code")["adm3_code"].last()
    if len(found) != len(dong) or found.duplicated().any() or set(found.index) != set(stores["dong_code"]):
        raise DsiError(
            "부산의 행정동과 2020년 읍면동이 하나씩 이어지지 않습니다. 경계와 상가 자료를 확인하세요."
        )
    return found
