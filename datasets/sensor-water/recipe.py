"""sensor-water: how much water ran through one pipe in Italy, every hour of eight weeks."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import field, table

RIVER = {
    "title": "river 0.26.1 (PyPI) — 온라인 학습 패키지에 든 예제 자료",
    "version": "0.26.1",
    "sha256": "6a11e1a9749beec3ea138efeb0205b2c5cea8d424e9deee306c8980faec01bef",
}

PACKAGE = {
    "name": "sensor-water",
    "title": "수도관 유량 센서(이탈리아, 2022년 봄)",
    "description": "이탈리아 수도관 한 갈래에 흐르는 물의 양을 한 시간마다 적은 센서 기록. 이상 구간이 넷 있음. 한국 자료가 아님.",
    "version": "1.0.0",
    "keywords": ["센서", "상수도", "누수", "이상 탐지", "이탈리아"],
    "licenses": [
        {
            "name": "BSD-3-Clause",
            "title": "BSD 3-Clause(패키지의 라이선스. 자료만의 이용 조건은 따로 적혀 있지 않음)",
            "path": "https://opensource.org/license/bsd-3-clause",
        }
    ],
    "sources": [
        RIVER,
        {"title": "WaterFlow — river 패키지에 기증한 자료", "organization": "Tecnojest s.r.l.(이탈리아)"},
    ],
    "attribution": "Tecnojest s.r.l.(이탈리아) 수도관 유량 2022, river 0.26.1 재가공",
    "reference": "2022-03-20 11시~2022-05-16 22시(이탈리아 시각)",
    "cautions": [
        "한국 자료가 아니라 이탈리아의 수도관 한 갈래입니다.",
        "이상 구간이 넷 있다고 알려져 있습니다: 물이 새거나 고치느라 흐름이 크게 준 때가 세 번, 그 가운데 처음 두 번 뒤에 물을 더 밀어 넣어 조금 솟은 때가 한 번입니다. 시각은 패키지에 적혀 있지 않습니다.",
        "기록이 빠진 시간이 있습니다(가장 길게는 다음 기록까지 32시간). 줄 번호가 아니라 time으로 이어 보세요.",
        "2022-03-27에 서머타임이 시작되어 현지 시각 02시가 없습니다. 간격을 잴 때는 time_utc를 쓰세요.",
    ],
    "resources": [
        table(
            "hourly",
            "한 시간마다의 유량",
            [
                field("time", "datetime", "시각", "이탈리아 현지 시각", required=True),
                field(
                    "time_utc",
                    "datetime",
                    "시각(UTC)",
                    "세계 표준시. 서머타임에 흔들리지 않음",
                    required=True,
                ),
                field(
                    "flow",
                    "number",
                    "유량",
                    "수도관에 흐른 물",
                    unit="L/s",
                    required=True,
                    minimum=0,
                ),
            ],
            key=["time"],
        )
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    source = pd.read_csv(recipes.source_file(RIVER, "river/datasets/water-flow.csv"))
    made = pd.DataFrame(
        {
            "time": pd.to_datetime(source["Time"].str[:19]),
            "time_utc": pd.to_datetime(source["Time"], utc=True).dt.tz_localize(None),
            "flow": source["Water flow [l/s]"],
        }
    )
    recipes.write_all(out, PACKAGE, {"hourly": made})
