"""Weather stations as a network of sensors: one calendar, the stations that behave alike, and faults put in on purpose.

The station table has no coordinates, so neighbours are found in the data: two stations are alike when their day-to-day
changes agree. Faults are never hidden in the datasets; :func:`with_faults` puts them into a copy and says where they are,
so that a detector's hits and false alarms can be counted.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from curriculum import datasets
from curriculum.errors import DsiError
from curriculum.regions import region as find_region

if TYPE_CHECKING:
    from curriculum.regions import Region

FINE, SPIKE, STUCK, GAP = "정상", "튐", "멈춤", "결측"


@cache
def daily(column: str = "mean_temp") -> pd.DataFrame:
    """One column of the daily weather since 2012, a row a calendar day and a column a station.

    Parameters
    ----------
    column : str
        A measured column of ``kr-weather`` (``mean_temp``, ``humidity``, …).

    Returns
    -------
    DataFrame
        Days without a record are NaN. Shared between callers: copy it before changing it.
    """
    table = datasets.load("kr-weather", columns=["station", "date", column])
    return table.pivot(index="date", columns="station", values=column).asfreq("D")


@cache
def likeness() -> pd.DataFrame:
    """Correlation of the stations' day-to-day changes of the mean temperature.

    Changes are used, not values: any two places share the seasons, only near ones share the weather.
    """
    return daily().diff().corr(min_periods=365)


def similar(station: str, n: int = 5) -> pd.Series:
    """The `n` stations most like `station`, with their correlation, most alike first.

    Raises
    ------
    DsiError
        If there is no daily record of `station` since 2012.
    """
    table = likeness()
    if station not in table:
        raise DsiError(f"'{station}' 관측소의 2012년 이후 기록이 없습니다. {', '.join(table)} 중에서 고르세요.")
    return table[station].drop(station).nlargest(n)


def home_station(region: str | Region) -> str:
    """The station that stands for a 시도 in a lesson: a full daily record, and the best company.

    Among the stations with the most days since 2012 (a month less is as good) the one most like its five neighbours.
    """
    code = find_region(region).code
    stations = datasets.load("kr-weather", "stations", columns=["station", "adm1"])
    here = [name for name in stations.loc[stations["adm1"] == code, "station"] if name in daily()]
    days = daily()[here].notna().sum()
    return max(days.index[days >= days.max() - 30], key=lambda name: similar(name).mean())


def long_station(region: str | Region) -> str:
    """The home station if its record is long (:func:`long_difference` needs one), else the long one most like it."""
    home = home_station(region)
    stations = datasets.load("kr-weather", "stations", columns=["station", "long_record"])
    long = set(stations.loc[stations["long_record"], "station"])
    return home if home in long else next(name for name in similar(home, 94).index if name in long)


def long_difference(station: str) -> pd.Series:
    """Yearly mean temperature of `station` since 1973 less the mean of the five most similar long records.

    The weather of a year is common to all and falls out; what a station did by itself stays. Years in which any of
    the six is incomplete are left out.
    """
    years = datasets.load("kr-weather", "years", columns=["station", "year", "complete", "mean_temp"])
    table = years[years["complete"]].pivot(index="year", columns="station", values="mean_temp")
    stations = datasets.load("kr-weather", "stations", columns=["station", "long_record"])
    long = set(stations.loc[stations["long_record"], "station"])
    alike = [name for name in similar(station, 94).index if name in long][:5]
    six = table[[station, *alike]].dropna()
    return (six[station] - six[alike].mean(axis=1)).rename(station)


def with_faults(values: pd.Series, seed: int) -> tuple[pd.Series, pd.Series]:
    """A copy of a daily series with faults put in, and the truth about every day.

    A year gets ten spikes of 3 to 12 units, three runs of five to nine days that repeat one value, and
    gaps of one, two and ten days. The day whose value a stuck sensor repeats counts as stuck: nobody can tell it apart.

    Parameters
    ----------
    values : Series
        Daily values on a full calendar, at least 300 days long.
    seed : int
        The same seed makes the same faults.

    Returns
    -------
    tuple of Series
        The faulty series (one decimal), and per day :data:`FINE`, :data:`SPIKE`, :data:`STUCK` or :data:`GAP`.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    faulty = values.copy()
    truth = pd.Series(FINE, index=values.index).mask(values.isna(), GAP)
    blocks = len(values) // 20  # one fault a block of 20 days, so that faults do not touch
    year = np.array([SPIKE] * 10 + [STUCK] * 3 + [1, 2, 10] + [FINE] * 2, dtype=object)  # 18 blocks are about a year
    kinds = np.concatenate([rng.permutation(year) for _ in range(blocks // 18 + 1)])
    for block, kind in enumerate(kinds[:blocks]):
        first = block * 20 + int(rng.integers(2, 8))
        if kind == SPIKE:
            days = slice(first, first + 1)
            faulty.iloc[days] += rng.choice([-1, 1]) * rng.uniform(3, 12)
        elif kind == STUCK:
            days = slice(first, first + int(rng.integers(5, 10)))
            faulty.iloc[days] = faulty.iloc[first]
        elif kind != FINE:
            days = slice(first, first + int(kind))
            faulty.iloc[days] = np.nan
        if kind != FINE:
            truth.iloc[days] = kind if kind in (SPIKE, STUCK) else GAP
    return faulty.round(1), truth.mask(faulty.isna(), GAP)
