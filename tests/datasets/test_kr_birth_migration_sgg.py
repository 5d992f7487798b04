"""kr-birth-migration-sgg: rates that are never added, simulated ages named so, missing units that stay missing."""

import pytest

from curriculum import datasets


def table(name):
    return datasets.load("kr-birth-migration-sgg", name)


@pytest.fixture(scope="module")
def basic():
    return table("fertility_basic")


def test_units_of_each_year(basic):
    assert basic.groupby("year").size().to_dict() == {2010: 227, 2015: 229, 2020: 229}
    past = set(basic.loc[basic["year"] == 2010, "adm2_basic"])
    assert {"33040", "29010"}.isdisjoint(past)  # 청주 before 청원 joined, 연기: a rate cannot be made up
    assert table("fertility").groupby("year").size().to_dict() == {2010: 251, 2015: 252, 2020: 250}


def test_the_highest_and_lowest_fertility_of_2020_are_the_known_ones(basic):
    now = basic[basic["year"] == 2020].set_index("sigungu")["tfr"]
    assert now.idxmax() == "영광군"
    assert round(now.max() + 1e-9, 2) == 2.46
    lowest = basic[basic["year"] == 2020].nsmallest(2, "tfr")
    assert lowest[["sido", "sigungu"]].values.tolist() == [["부산광역시", "중구"], ["서울특별시", "관악구"]]
    assert (lowest["tfr"] - [0.445, 0.474]).abs().max() < 0.001


def test_haenam_rose_and_fell_again(basic):
    haenam = basic[basic["sigungu"] == "해남군"].set_index("year")["tfr"].round(2)
    assert haenam.to_dict() == {2010: 1.66, 2015: 2.46, 2020: 1.67}


def test_total_is_children_per_woman_and_follows_the_age_bands(basic):
    assert basic["tfr"].between(0.3, 3).all()
    bands = basic.filter(like="rate_").sum(axis=1) * 5 / 1000
    assert (bands - basic["tfr"]).abs().max() < 0.1


def test_the_simulated_ages_say_so():
    fields = datasets.describe("kr-birth-migration-sgg").tables["fertility"]
    assert "rate_15_19_simulated" in fields
    assert any("추정값" in caution for caution in datasets.describe("kr-birth-migration-sgg").cautions)


def test_a_city_s_rate_lies_between_those_of_its_districts(basic):
    units = table("fertility")
    now = units[units["year"] == 2020].groupby("adm2_basic")["tfr"].agg(["min", "max"])
    cities = basic[basic["year"] == 2020].set_index("adm2_basic")["tfr"]
    assert cities.between(now["min"] - 1e-9, now["max"] + 1e-9).all()


def test_marriage_migrants_where_the_source_has_them():
    migrants = table("marriage_migrants")
    totals = migrants.groupby("year")["migrants"].agg(["size", "sum"])
    assert totals["sum"].to_dict() == {2010: 135_237, 2015: 145_491, 2020: 166_612}
    assert totals["size"].to_dict() == {2010: 243, 2015: 248, 2020: 250}
    assert (migrants["male"] + migrants["female"] == migrants["migrants"]).all()
    past = migrants[migrants["year"] == 2015]
    assert "31050" not in set(past["adm2_basic"])  # a dummy row of one person stood for 부천


def test_marriage_migrants_per_thousand_are_the_known_ones():
    migrants = table("marriage_migrants")
    now = migrants[migrants["year"] == 2020].groupby("adm2_basic")["migrants"].sum()
    people = datasets.load("kr-population-dong", year=2020).groupby("adm2_basic")["population"].sum()
    rate = (now / people * 1000).nlargest(3).round(1)
    assert rate.to_dict() == {"36410": 7.4, "31370": 7.1, "31150": 7.1}


@pytest.mark.parametrize("name", ["fertility", "marriage_migrants"])
def test_codes_are_those_of_their_year(name):
    frame = table(name)
    known = datasets.load("kr-regions", "sigungu_codes")
    pairs = set(zip(known["year"], known["code"], strict=True))
    assert set(zip(frame["year"], frame["code"], strict=True)) <= pairs
    assert set(frame.loc[frame["adm2"].isna(), "sigungu"]) == (
        {"청주시 상당구", "청주시 흥덕구"} | ({"청원군"} if name == "fertility" else set())
    )
