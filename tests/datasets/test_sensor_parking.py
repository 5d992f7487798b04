"""sensor-parking: every reading once, faults of the counters kept for the lesson."""

import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def parking():
    return datasets.load("sensor-parking")


def test_30_car_parks_without_repeated_rows(parking):
    assert len(parking) == 35_501
    assert parking["car_park"].nunique() == 30
    assert not parking.duplicated(["car_park", "time"]).any()


def test_readings_are_by_day_in_the_autumn_of_2016(parking):
    assert str(parking["time"].min())[:10] == "2016-10-04"
    assert str(parking["time"].max())[:10] == "2016-12-19"
    assert parking["time"].dt.hour.between(7, 16).all()


def test_faulty_counts_are_kept_as_they_were(parking):
    negative = parking[parking["occupancy"] < 0]
    assert len(negative) == 12
    assert set(negative["car_park"]) == {"NIA North"}
    over = parking["occupancy"] > parking["capacity"]
    assert round(over.mean() * 100, 1) == 1.1
    assert over.sum() == 373


def test_a_car_park_has_one_capacity(parking):
    assert set(parking.groupby("car_park")["capacity"].nunique()) == {1}


def test_it_says_that_it_is_not_korean():
    assert any("한국 자료가 아니라" in caution for caution in datasets.describe("sensor-parking").cautions)
