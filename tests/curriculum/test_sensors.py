"""Stations are compared with those that share their weather, and faults put in are all told."""

import pandas as pd
import pytest

from curriculum import sensors
from curriculum.errors import DsiError
from curriculum.regions import REGIONS


def test_the_calendar_shows_days_that_have_no_row():
    days = sensors.daily().index
    assert (days == pd.date_range(days[0], days[-1])).all()
    assert sensors.daily().loc["2021-12-31"].notna().sum() < 10


def test_neighbours_found_in_the_data_are_neighbours_on_the_map():
    assert set(sensors.similar("세종", 3).index) == {"대전", "청주", "천안"}
    assert "세종" not in sensors.similar("세종", 94)


def test_an_unknown_station_is_named():
    with pytest.raises(DsiError, match="평양"):
        sensors.similar("평양")


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.short)
def test_every_region_has_a_station_with_a_full_record_and_a_long_one_to_stand_in(region):
    record = sensors.daily().loc["2019-06":"2023", sensors.home_station(region)]
    assert record.notna().mean() > 0.98
    assert len(sensors.long_difference(sensors.long_station(region))) >= 40


def test_a_short_record_is_replaced_by_the_long_one_most_like_it():
    assert sensors.home_station("세종") == "세종"
    assert sensors.long_station("세종") == "대전"


def test_every_changed_day_is_told_and_no_other_day_is_touched():
    before = sensors.daily().loc["2022", "부산"]
    faulty, truth = sensors.with_faults(before, seed=3)
    fine = truth == sensors.FINE
    assert (faulty[fine] == before[fine]).all()
    assert faulty.isna().equals(truth == sensors.GAP)
    assert ((faulty - before).abs()[truth == sensors.SPIKE] >= 2.9).all()
    assert (truth == sensors.SPIKE).sum() == 10


def test_the_same_seed_makes_the_same_faults():
    values = sensors.daily().loc["2022", "부산"]
    first, second = sensors.with_faults(values, 1), sensors.with_faults(values, 1)
    assert first[0].equals(second[0])
    assert not first[0].equals(sensors.with_faults(values, 2)[0])
