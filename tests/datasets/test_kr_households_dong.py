"""kr-households-dong: published totals, one-person households, hidden cells and size classes that change."""

import pytest

from curriculum import datasets

SIZES = ["one", "two", "three", "four", "five"]


@pytest.fixture(scope="module")
def households():
    return datasets.load("kr-households-dong")


def test_national_totals_are_the_published_ones(households):
    totals = households.groupby("year")[["general", "one"]].sum()
    assert totals["general"].to_dict() == {2015: 19_111_030, 2020: 20_926_710, 2025: 22_495_096}
    assert totals["one"].to_dict() == {2015: 5_203_440, 2020: 6_640_096, 2025: 8_244_308}


def test_the_share_of_one_person_households_is_the_known_one(households):
    sums = households.groupby("year")[["one", "general"]].sum()
    assert (sums["one"] / sums["general"] * 100).round(1).to_dict() == {2015: 27.2, 2020: 31.7, 2025: 36.6}
    counted = households[households["one"].notna()].groupby("year")[["one", "general"]].sum()
    assert round(counted.loc[2020, "one"] / counted.loc[2020, "general"] * 100, 1) == 31.8


def test_the_one_dong_without_sizes_explains_the_gap_to_the_published_total(households):
    missing = households[households["one"].isna()]
    assert missing[["adm3", "dong", "year"]].values.tolist() == [["1117073", "오류2동", 2020]]
    assert missing[[*SIZES, "six", "seven_plus", "six_plus"]].isna().all(axis=None)
    assert 0 < 6_643_354 - 6_640_096 < missing["general"].item()


def test_one_person_households_concentrate_and_rise_where_known(households):
    sums = households.groupby(["adm2_basic", "year"])[["one", "general"]].sum()
    share = (sums["one"] / sums["general"] * 100).unstack()
    assert round(share.loc["11210", 2025], 1) == 59.2  # 관악구
    assert round(share.loc["21010", 2025], 1) == 57.5  # 부산 중구
    assert share[2025].idxmax() == "11210"
    rise = share[2025] - share[2015]
    assert rise.idxmax() == "21010"
    assert round(rise.max(), 1) == 16.8


def test_hidden_cells_stay_missing_and_are_0_to_4(households):
    shown = households[[*SIZES, "six", "seven_plus", "six_plus", "group", "foreign"]]
    assert shown.min().min() == 5
    classes = {year: [*SIZES, "six", "seven_plus"] for year in (2015, 2020)} | {2025: [*SIZES, "six_plus"]}
    for year, columns in classes.items():
        part = households[(households["year"] == year) & households["one"].notna()]
        gap = part["general"] - part[columns].sum(axis=1)
        assert (gap >= 0).all()
        assert (gap <= 4 * part[columns].isna().sum(axis=1)).all()


def test_kinds_of_households_add_up_but_for_hidden_cells(households):
    gap = households["households"] - households[["general", "group", "foreign"]].sum(axis=1)
    assert gap.between(0, 8).all()


def test_size_classes_of_2025_end_at_six_or_more(households):
    now, past = households[households["year"] == 2025], households[households["year"] < 2025]
    assert now[["six", "seven_plus"]].isna().all(axis=None)
    both = past[["six", "seven_plus"]].notna().all(axis=1)
    assert (past["six_plus"].notna() == both).all()
    assert (past.loc[both, "six_plus"] == past.loc[both, "six"] + past.loc[both, "seven_plus"]).all()


def test_members_give_a_sensible_size_of_household(households):
    sums = households.groupby("year")[["members", "general"]].sum()
    assert (sums["members"] / sums["general"]).round(2).to_dict() == {2015: 2.53, 2020: 2.34, 2025: 2.16}
    assert (households["members"] >= households["general"]).all()


def test_dong_keys_are_those_of_the_population_table(households):
    keys = ["adm1", "adm2", "adm2_basic", "adm3", "adm3_2020", "sido", "sigungu", "dong", "year"]
    assert households[keys].equals(datasets.load("kr-population-dong", columns=keys))
