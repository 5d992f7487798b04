"""Ten indicators of a region that the leader track works with, as counts first and rates after.

A rate of a region is always made from sums: :func:`counts` holds what was counted in each of the 229 시군구 and
:func:`values` adds up before it divides. What each indicator is divided by, which side needs attention and which years
there are stands in :data:`INDICATORS`, one line an indicator, in the words the trainees read.
"""

from functools import cache

import numpy as np
import pandas as pd

from curriculum import datasets
from curriculum.errors import DsiError
from curriculum.regions import REGIONS, Region
from curriculum.regions import region as find_region

SIDO = {found.code: found.short for found in REGIONS}
"""Short name of each 시도 by its code."""

CITIES = ("서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종")
"""특별·광역시 and 세종; the other nine are 도."""

KINDS = {"자치구": "구", "군": "군", "시": "시", "특별자치시": "시", "행정시": "시"}
"""Kind of a 시군구, to compare like with like; 세종 and the two 시 of 제주 stand with the 시."""

INDICATORS = pd.DataFrame(
    [
        ["5년 인구 지수", "인구", "5년 전 인구", 100, "(5년 전 = 100)", "낮음", 2020, 2025, "kr-population-dong"],
        ["1인가구 비율", "1인가구", "일반가구", 100, "%", "높음", 2015, 2025, "kr-households-dong"],
        ["빈집 비율", "빈집", "주택", 100, "%", "높음", 2015, 2020, "kr-housing-vacancy"],
        ["기초연금 수급 비율", "기초연금 수급자", "인구", 100, "%", "높음", 2015, 2020, "kr-welfare-sgg"],
        ["기초생활 수급자", "기초생활 수급자", "인구", 1000, "명(천 명당)", "높음", 2015, 2020, "kr-welfare-sgg"],
        ["등록장애인", "등록장애인", "인구", 1000, "명(천 명당)", "높음", 2015, 2020, "kr-welfare-sgg"],
        ["외국인 주민 비율", "외국인", "인구", 100, "%", "높음", 2015, 2025, "kr-population-dong"],
        ["전문의", "전문의", "인구", 10000, "명(만 명당)", "낮음", 2015, 2020, "kr-health-sgg"],
        ["정신과 전문의", "정신과 전문의", "인구", 100000, "명(10만 명당)", "낮음", 2015, 2020, "kr-health-sgg"],
        ["복지 이용시설", "이용시설", "인구", 100000, "곳(10만 명당)", "낮음", 2015, 2020, "kr-welfare-sgg"],
    ],
    columns=["지표", "분자", "분모", "곱수", "단위", "살필 쪽", "처음", "최근", "자료"],
).set_index("지표")
"""The definition sheet. Read it; to change it, copy it first."""

FEATURES = (
    "인구(로그)", "인구밀도(로그)", "5년 인구 지수", "1인가구 비율", "빈집 비율",
    "기초연금 수급 비율", "외국인 주민 비율", "전문의", "복지 이용시설",
)  # fmt: skip
"""What 시군구 are compared by when look-alikes are sought: how big and dense, how it changes, who lives there, what is there."""


def counts() -> pd.DataFrame:
    """What was counted in each 기초 시군구 and year, with the names 전국, 시도, 시군구 and 종류 to group by.

    A suppressed cell (0 to 4 people) adds nothing, so a sum with such cells is a lower bound. The dong whose one-person
    households are unknown is left out of both sides of that rate.

    Returns
    -------
    DataFrame
        A copy of the caller's own; one line a 시군구 and year (2015, 2020, 2025), 2020 boundaries.
    """
    return _counts().copy()


@cache
def _counts() -> pd.DataFrame:
    late = (2015, 2020, 2025)
    table = pd.concat(
        [
            _add_up("kr-population-dong", None, {"population": "인구", "foreign": "외국인"}, late),
            _add_up("kr-households-dong", None, {"one": "1인가구", "general": "일반가구", "households": "총가구"}, late),
            _add_up("kr-housing-vacancy", "vacancy", {"vacant": "빈집", "dwellings": "주택"}),
            _add_up("kr-welfare-sgg", "pension", {"recipients": "기초연금 수급자"}),
            _add_up("kr-welfare-sgg", "livelihood", {"recipients": "기초생활 수급자"}),
            _add_up("kr-welfare-sgg", "disabled", {"persons": "등록장애인"}),
            _add_up("kr-welfare-sgg", "facilities", {"service": "이용시설"}),
            _add_up("kr-health-sgg", "specialists", {"specialists": "전문의", "psychiatry": "정신과 전문의"}),
        ],
        axis=1,
    )
    table = table.reset_index().sort_values(["adm2_basic", "year"])
    table["5년 전 인구"] = table.groupby("adm2_basic")["인구"].shift()
    basic = datasets.load("kr-regions", "basic").set_index("adm2_basic")
    codes = table["adm2_basic"]
    kinds = codes.map(basic["kind"]).map(KINDS)
    return table.assign(전국="전국", 시도=table["adm1"].map(SIDO), 시군구=codes.map(basic["name"]), 종류=kinds)


def _add_up(dataset: str, table: str | None, columns: dict[str, str], years: tuple[int, ...] = (2015, 2020)) -> pd.DataFrame:
    keys = ["adm1", "adm2_basic", "year"]
    rows = datasets.load(dataset, table, year=years, columns=keys + list(columns))
    rows = rows.dropna(subset=[name for name in columns if name == "one"])
    return rows.groupby(keys)[list(columns)].sum().rename(columns=columns)


def values(indicator: str, year: int | None = None, area: str = "시도") -> pd.Series:
    """An indicator by area: numerator and denominator are added up in each area, then divided.

    Parameters
    ----------
    indicator : str
        A line of :data:`INDICATORS`.
    year : int, optional
        Its last year ("최근") when left out.
    area : {"시도", "전국", "adm2_basic"}
        What to group by.

    Raises
    ------
    DsiError
        If there is no such indicator, or it has no figures for that year.
    """
    if indicator not in INDICATORS.index:
        raise DsiError(f"'{indicator}' 지표가 없습니다. {', '.join(INDICATORS.index)} 가운데서 고르세요.")
    rule = INDICATORS.loc[indicator]
    year = rule["최근"] if year is None else year
    if not rule["처음"] <= year <= rule["최근"]:
        raise DsiError(f"'{indicator}' 지표에는 {year}년 값이 없습니다. {rule['처음']}년부터 {rule['최근']}년 사이에서 고르세요.")
    table = _counts()
    sums = table[table["year"] == year].groupby(area)[[rule["분자"], rule["분모"]]].sum(min_count=1)
    return sums[rule["분자"]] / sums[rule["분모"]] * rule["곱수"]


def peers(region: str | Region) -> list[str]:
    """Short names of the 시도 of the same kind as `region`, itself included: 특별·광역시와 세종, or 도."""
    me = find_region(region).short
    return [name for name in SIDO.values() if (name in CITIES) == (me in CITIES)]


def profiles() -> pd.DataFrame:
    """Each 기초 시군구 of the country by :data:`FEATURES`, to look for look-alikes.

    Population and density stand as logarithms (base 10): ten times as many people is one step, in a 군 as in a 구.

    Returns
    -------
    DataFrame
        229 lines by ``adm2_basic``: ``이름`` ("부산 영도구"), ``시도``, ``시군구``, ``종류``, ``인구`` (2020) and the features.
    """
    table = _counts()
    table = table[table["year"] == 2020].set_index("adm2_basic")
    area = datasets.load("kr-regions", "basic").set_index("adm2_basic")["area_km2"]
    profile = table[["시도", "시군구", "종류", "인구"]].copy()
    profile.insert(0, "이름", table["시도"] + " " + table["시군구"])
    made = {"인구(로그)": np.log10(table["인구"]), "인구밀도(로그)": np.log10(table["인구"] / area)}
    for name in FEATURES:
        profile[name] = made[name] if name in made else values(name, area="adm2_basic")
    return profile
