"""sensor-home-energy: ten minutes after ten minutes, without the random columns of the source."""

import pandas as pd
import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def home():
    return datasets.load("sensor-home-energy")


def test_every_ten_minutes_is_there_once(home):
    assert len(home) == 19_735
    assert (home["time"] == pd.date_range("2016-01-11 17:00", periods=19_735, freq="10min")).all()
    assert home.notna().all(axis=None)


def test_nine_sensors_without_the_random_columns(home):
    assert not {"rv1", "rv2"} & set(home.columns)
    assert sum(name.startswith("temp") for name in home) == 10
    assert sum(name.startswith("humidity") for name in home) == 10
    assert len(home.columns) == 27


def test_the_sixth_sensor_is_outside(home):
    assert home["temp6"].corr(home["temp_out"]) > 0.95
    assert home[[f"temp{number}" for number in (1, 2, 3, 4, 5, 7, 8, 9)]].min().min() > 14
    assert home["temp6"].min() < 0


def test_electricity_is_in_steps_of_ten_watt_hours(home):
    assert (home["appliances"] % 10 == 0).all()
    assert home["appliances"].between(10, 1080).all()
    assert home["lights"].between(0, 70).all()


def test_privacy_and_country_are_said():
    cautions = " ".join(datasets.describe("sensor-home-energy").cautions)
    assert "개인정보" in cautions
    assert "한국 자료가 아니라" in cautions
