"""kr-weather: known records, gaps that stay gaps, stations in their 시군구."""

import pandas as pd
import pytest

from curriculum import datasets

VALUES = ["mean_temp", "min_temp", "max_temp", "rain", "wind", "humidity", "sunshine"]


@pytest.fixture(scope="module")
def daily():
    return pd.concat([datasets.load("kr-weather", name) for name in ("daily_2000_2011", "daily")])


@pytest.fixture(scope="module")
def years():
    return datasets.load("kr-weather", "years")


@pytest.fixture(scope="module")
def stations():
    return datasets.load("kr-weather", "stations").set_index("station")


def test_the_two_daily_tables_join_without_gap_or_overlap(daily):
    assert len(daily) == 727_438
    assert not daily.duplicated(["station", "date"]).any()
    assert datasets.years("kr-weather", "daily_2000_2011") == list(range(2000, 2012))
    assert datasets.years("kr-weather", "daily") == list(range(2012, 2025))
    assert str(daily["date"].min())[:10] == "2000-01-01"
    assert str(daily["date"].max())[:10] == "2024-06-30"
    assert (daily["date"].dt.year == daily["year"]).all()


def test_no_torn_line_became_a_station(stations):
    assert len(stations) == 95
    assert stations.index.str.fullmatch("[가-힣]+").all()


def test_the_known_records_are_there(daily, years):
    hottest = daily.iloc[daily["max_temp"].argmax()]
    assert (hottest["station"], str(hottest["date"])[:10], hottest["max_temp"]) == (
        "홍천",
        "2018-08-01",
        41.0,
    )
    wettest = daily.iloc[daily["rain"].argmax()]
    assert (wettest["station"], str(wettest["date"])[:10], wettest["rain"]) == ("강릉", "2002-08-31", 870.5)
    assert years["hottest"].max() == 41.0
    assert years["wettest_day"].max() == 870.5


def test_values_are_in_natural_units_and_possible(daily):
    known = daily[daily[["min_temp", "mean_temp", "max_temp"]].notna().all(axis=1)]
    assert known["mean_temp"].between(known["min_temp"], known["max_temp"]).all()
    assert (daily[VALUES] > -100).sum().sum() == daily[VALUES].notna().sum().sum()  # no -999 for missing
    assert daily["sunshine"].max() < 15  # 26.5 hours of 광양시 is not kept
    tenths = daily[VALUES] * 10
    assert (tenths - tenths.round()).abs().max().max() < 1e-6


def test_days_without_rain_are_zero_but_days_without_any_observation_stay_missing(daily):
    dry = (daily["rain"] == 0).mean()
    assert 0.62 < dry < 0.80
    others = [name for name in VALUES if name != "rain"]
    silent = daily[others].isna().all(axis=1)
    assert daily.loc[daily["rain"].isna()].index.isin(daily.index[silent]).all()
    assert daily.loc[~silent, "rain"].notna().all()
    assert daily["rain"].isna().sum() > 100


@pytest.mark.parametrize("year", [2001, 2005, 2009, 2013, 2017, 2021])
def test_the_last_day_after_a_leap_year_is_missing_in_the_source(daily, year):
    stations_there = daily[daily["date"] == f"{year}-12-30"]["station"].nunique()
    assert stations_there > 65
    assert daily[daily["date"] == f"{year}-12-31"]["station"].nunique() <= 4


def test_heat_days_of_seoul_are_the_official_ones(years):
    seoul = years[years["station"] == "서울"].set_index("year")
    assert seoul.loc[[1994, 2018], "heat_days"].tolist() == [29, 35]
    assert seoul.loc[2018, "tropical_nights"] == 28  # 29 by 기상청's night


def test_years_are_counted_from_the_days(daily, years):
    joined = daily[daily["max_temp"].notna()].groupby(["station", "year"])
    counted = joined.agg(days=("date", "size"), heat=("max_temp", lambda hot: (hot >= 33).sum()))
    recent = years[years["year"] >= 2000].set_index(["station", "year"])
    counted = counted.reindex(recent.index)
    assert (counted["days"] == recent["days"]).all()
    assert (counted["heat"] == recent["heat_days"]).all()
    assert set(years["year"]) == set(range(1973, 2024))  # half of 2024 is no year


def test_the_hottest_places_of_ten_years_are_the_known_ones(years):
    recent = years[years["year"].between(2014, 2023) & years["complete"]].groupby("station")
    means = recent[["heat_days", "tropical_nights"]].mean()[recent.size() == 10].round(1)
    assert means["heat_days"].nlargest(2).to_dict() == {"밀양": 29.7, "의성": 28.7}
    assert means.loc["합천", "heat_days"] == 26.1
    assert means["tropical_nights"].nlargest(3).to_dict() == {"제주": 36.3, "고산": 25.5, "여수": 22.8}


def test_the_summers_of_1994_and_2018_over_the_long_stations(years, stations):
    long = stations.index[stations["long_record"]]
    assert len(long) == 54
    national = years[years["station"].isin(long)].groupby("year")["heat_days"].mean().round(1)
    assert national.loc[[1994, 2018]].tolist() == [29.0, 30.0]
    assert national.nlargest(2).index.tolist() == [2018, 1994]


def test_short_years_are_marked(years):
    assert (~years["complete"]).sum() == 27
    assert (years["complete"] == (years["days"] >= 360)).all()
    assert not years[(years["station"] == "세종") & (years["year"] == 2019)]["complete"].item()
    assert not {2014, 2015} & set(years.loc[years["station"] == "대구", "year"])


def test_stations_stand_where_their_name_says(stations):
    basic = datasets.load("kr-regions", "basic").set_index("adm2_basic")
    known = stations[stations["adm2_basic"].notna()]
    assert (basic.loc[known["adm2_basic"], "name"].to_numpy() == known["sigungu"]).all()
    assert (basic.loc[known["adm2_basic"], "sido"].to_numpy() == known["sido"]).all()
    assert (known["adm2_basic"].str[:2] == known["adm1"]).all()
    places = {
        "추풍령": "영동군",
        "대관령": "평창군",
        "북강릉": "강릉시",
        "북춘천": "춘천시",
        "북창원": "창원시",
        "고산": "제주시",
        "성산": "서귀포시",
        "흑산도": "신안군",
        "백령도": "옹진군",
        "고창군": "고창군",
        "강릉": "강릉시",
    }
    assert stations.loc[list(places), "sigungu"].to_dict() == places


def test_stations_of_whole_cities_are_known_by_their_region_only(stations):
    cities = stations[stations["adm2_basic"].isna()]
    assert set(cities.index) == {"서울", "부산", "대구", "인천", "광주", "대전", "울산"}
    assert stations.loc["광주", "sido"] == "광주광역시"


def test_every_region_has_the_known_number_of_stations(years):
    now = years[years["year"] == 2023].groupby("adm1").size()
    assert now.sum() == 90
    assert now.loc[["11", "21", "23", "31", "32", "38", "39"]].tolist() == [1, 1, 3, 5, 12, 13, 4]
