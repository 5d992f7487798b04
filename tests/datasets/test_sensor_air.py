"""sensor-air: every hour of five years, gaps that stay gaps."""

import pandas as pd
import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def air():
    return datasets.load("sensor-air")


def test_every_hour_of_five_years_is_there_once(air):
    hours = pd.date_range("2010-01-01", "2014-12-31 23:00", freq="h")
    assert (air["time"] == hours).all()
    assert len(air) == 43_824
    assert (air["time"].dt.year == air["year"]).all()


def test_gaps_in_the_dust_stay_missing(air):
    gap = air["pm25"].isna()
    assert gap.sum() == 2067
    assert round(gap.mean() * 100, 1) == 4.7
    runs = gap.groupby((gap != gap.shift()).cumsum()).sum()
    assert runs.max() == 155
    assert air.drop(columns="pm25").notna().all(axis=None)


def test_values_are_possible(air):
    assert air["pm25"].dropna().between(0, 994).all()
    assert set(air["wind_direction"]) == {"NW", "NE", "SE", "cv"}
    assert (air["temp"] >= air["dew_point"] - 1).mean() > 0.99


def test_a_year_can_be_read_alone():
    assert len(datasets.load("sensor-air", year=2012)) == 366 * 24


def test_it_says_that_it_is_not_korean():
    assert any("한국 자료가 아니라" in caution for caution in datasets.describe("sensor-air").cautions)
