"""kr-green-land-sgg: copies gone, cities that stand twice counted once, incomplete cities marked."""

import pytest

from curriculum import datasets


def table(name):
    return datasets.load("kr-green-land-sgg", name)


@pytest.fixture(scope="module")
def parks():
    return table("parks")


def test_urban_natural_parks_shrink_as_the_sunset_rule_approaches(parks):
    area = parks[parks["kind"] == "도시자연공원"].groupby("year")["area_m2"].sum() / 1e6
    assert area.round(1).to_dict() == {2010: 184.6, 2015: 50.9, 2020: 6.1}
    assert round(184.64 + 20.97, 1) == 205.6  # what the source adds up to, with 청주 twice


def test_only_basic_units_are_left(parks):
    assert parks.groupby("year")["adm2_basic"].nunique().to_dict() == {2010: 227, 2015: 228, 2020: 228}
    suwon = parks[(parks["adm2_basic"] == "31010") & (parks["year"] == 2020)]
    assert suwon["area_m2"].sum() == 16_827_335  # one city, not four copies and the city
    changwon = parks[(parks["adm2_basic"] == "38110") & (parks["year"] == 2010)]
    assert changwon["area_m2"].sum() == 23_878_270


def test_cheongju_of_2010_is_the_city_once_and_cheongwon(parks):
    cheongju = parks[(parks["adm2_basic"] == "33040") & (parks["year"] == 2010)]
    assert cheongju["area_m2"].sum() == 31_306_134 + 3_076_735


@pytest.mark.parametrize("name", ["parks", "greenspace", "roads"])
def test_no_kind_is_a_sum_of_others(name):
    frame = table(name)
    assert not frame["kind"].str.contains("합계|전체").any()
    assert set(frame.loc[~frame["comparable"], "adm1"]) <= {"21", "22", "23", "25", "26"}
    assert frame.loc[frame["adm1"].isin(["11", "24", "29", "31"]), "comparable"].all()
    known = set(datasets.load("kr-regions", "basic")["adm2_basic"])
    assert set(frame["adm2_basic"]) <= known


def test_the_parks_of_busan_cannot_be_trusted(parks):
    busan = parks[parks["adm1"] == "21"]
    assert not busan["comparable"].any()
    area = busan.groupby("year")["area_m2"].sum() / 1e6
    assert area.round(2).to_dict() == {2010: 2.96, 2015: 62.82, 2020: 1.44}


def test_roads_of_daegu_and_incheon_are_the_known_few():
    roads = table("roads")
    units = roads[roads["adm1"].isin(["22", "23"])].groupby("adm1")["adm2_basic"].nunique()
    assert units.to_dict() == {"22": 4, "23": 4}
    assert roads["length_m"].sum() > 0


def test_park_area_per_person_is_largest_where_known(parks):
    now = parks[(parks["year"] == 2020) & parks["comparable"]].groupby("adm2_basic")["area_m2"].sum()
    people = datasets.load("kr-population-dong", year=2020).groupby("adm2_basic")["population"].sum()
    top = (now / people).nlargest(3).round()
    assert top.to_dict() == {"31110": 131, "36480": 76, "38310": 68}


def test_kinds_that_the_law_did_not_know_have_no_row(parks):
    years = parks.groupby("kind")["year"].agg(set)
    assert years["도시농업공원"] == years["방재공원"] == {2020}
    assert years["근린공원"] == {2010, 2015, 2020}
    roads = table("roads").groupby("kind")["year"].agg(set)
    assert roads["보행자우선도로"] == {2015, 2020}
