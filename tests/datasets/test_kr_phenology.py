"""kr-phenology: dates out of a sheet with two header rows, each once, and the known shift of the cherry bloom."""

import numpy as np
import pandas as pd
import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def events():
    return datasets.load("kr-phenology")


@pytest.fixture(scope="module")
def bloom(events):
    return events[(events["species"] == "벚나무") & (events["event"] == "개화")]


def test_every_date_of_both_files_is_there_once(events):
    assert len(events) == 53_995 + 7_774 - 24  # two years of 성산 stand in the source twice
    assert events["station"].nunique() == 87
    assert not events.duplicated(["station", "year", "species", "event"]).any()
    spring = events[~events["species"].isin(["은행나무", "단풍나무"])]
    assert (spring["year"].min(), spring["year"].max()) == (1973, 2024)


def test_dates_lie_in_their_year_and_days_are_counted_from_one(events):
    assert (events["date"].dt.year == events["year"]).all()
    assert (
        events["day"] == (events["date"] - events["date"].dt.to_period("Y").dt.start_time).dt.days + 1
    ).all()


def test_events_belong_to_their_plants_and_are_ordered(events):
    autumn = events["species"].isin(["은행나무", "단풍나무"])
    assert set(events.loc[autumn, "event"]) == {"단풍시작", "단풍절정", "낙엽시작", "낙엽끝"}
    assert set(events.loc[~autumn, "event"]) == {"발아", "개화", "만발"}
    assert events["event"].cat.ordered
    assert not events["event"].astype(str).str.contains("낙옆").any()


def test_buds_come_before_bloom_but_for_a_few_kept_as_written(events):
    wide = events[events["event"].isin(["발아", "개화", "만발"])].pivot(
        index=["station", "year", "species"], columns="event", values="day"
    )
    assert (wide["발아"] > wide["개화"]).sum() == 3
    assert (wide["개화"] > wide["만발"]).sum() == 15


def test_the_bloom_of_seoul_in_2021_is_the_official_one(bloom):
    found = bloom[(bloom["station"] == "서울") & (bloom["year"] == 2021)]["date"]
    assert found.tolist() == [pd.Timestamp("2021-03-24")]


def test_cherries_bloom_twelve_days_earlier_at_the_long_stations(bloom):
    years = bloom.groupby("station")["year"].nunique()
    long = bloom[bloom["station"].isin(years.index[years >= 48])]
    assert long["station"].nunique() == 17
    decades = long.groupby(long["year"] // 10 * 10)["day"].mean().round(1)
    assert decades.loc[[1970, 2020]].tolist() == [97.6, 85.6]


def test_the_bloom_of_seoul_moves_two_days_a_decade(bloom):
    seoul = bloom[bloom["station"] == "서울"]
    assert round(np.polyfit(seoul["year"], seoul["day"], 1)[0] * 10, 1) == -2.2


def test_stations_stand_where_their_name_says(events):
    stations = events.drop_duplicates("station").set_index("station")
    places = {"성산포": "39020", "성산": "39020", "주암": "36030", "진도(첨찰산)": "36470", "북강릉": "32030"}
    assert stations.loc[list(places), "adm2_basic"].to_dict() == places
    assert stations.loc["대구(기)", "adm1"] == "22"
    assert stations.loc["광주", "sido"] == "광주광역시"
    known = datasets.load("kr-weather", "stations").set_index("station")["adm1"]
    both = stations.index.intersection(known.index)
    assert len(both) > 80
    assert (stations.loc[both, "adm1"] == known[both]).all()
