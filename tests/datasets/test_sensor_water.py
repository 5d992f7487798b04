"""sensor-water: hours as they were, three times the flow falls, one clock that never jumps."""

import pandas as pd
import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def water():
    return datasets.load("sensor-water")


def test_every_reading_is_there_once(water):
    assert len(water) == 1268
    assert water["time"].is_unique
    assert water["time_utc"].is_monotonic_increasing
    assert water["flow"].between(24, 110).all()


def test_the_flow_falls_three_times(water):
    low = water["flow"] < 60
    starts = water[low & ~low.shift(fill_value=False)]
    assert low.sum() == 37
    assert starts["time"].dt.strftime("%m-%d").tolist() == ["03-24", "03-29", "04-27"]


def test_the_highest_flow_follows_the_second_fall(water):
    peak = water.loc[water["flow"].idxmax(), "time"]
    assert pd.Timestamp("2022-03-29 17:00") < peak < pd.Timestamp("2022-04-27")


def test_summer_time_moves_the_local_clock_only(water):
    offset = (water["time"] - water["time_utc"]).dt.total_seconds() / 3600
    assert set(offset) == {1.0, 2.0}
    assert water.loc[offset == 2, "time"].min() == pd.Timestamp("2022-03-27 03:00")


def test_missing_hours_are_not_filled(water):
    steps = water["time_utc"].diff().dropna()
    assert (steps > pd.Timedelta("1h")).sum() == 10
    assert steps.max() == pd.Timedelta("32h")


def test_it_says_that_it_is_not_korean():
    assert any("한국 자료가 아니라" in caution for caution in datasets.describe("sensor-water").cautions)
