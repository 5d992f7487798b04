"""kr-industrial-wastewater-sgg: known sources, missing units, and no column whose meaning is unknown."""

import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def water():
    return datasets.load("kr-industrial-wastewater-sgg")


def test_the_largest_sources_are_the_known_ones(water):
    top = water[water["year"] == 2020].nlargest(4, "generated")
    assert top[["sido", "sigungu", "generated"]].values.tolist() == [
        ["울산광역시", "남구", 250_913],
        ["충청북도", "청주시 흥덕구", 232_717],
        ["경상북도", "포항시 남구", 222_682],
        ["경상북도", "구미시", 213_389],
    ]


def test_units_that_the_source_lacks_have_no_row(water):
    codes = datasets.load("kr-regions", "sigungu_codes")
    for year, missing in {
        2010: {"31320", "34390"},
        2015: {"31280", "33042", "33044", "35060"},
        2020: set(),
    }.items():
        listed = set(codes.loc[codes["year"] == year, "code"])
        assert listed - set(water.loc[water["year"] == year, "code"]) == missing
        assert set(water.loc[water["year"] == year, "code"]) <= listed


def test_discharged_organic_load_with_two_meanings_is_left_out(water):
    assert [name for name in water.columns if "organic" in name] == ["organic_generated"]
    assert any(
        "이름 없는 두 가지 값" in caution
        for caution in datasets.describe("kr-industrial-wastewater-sgg").cautions
    )


def test_totals_and_ranges(water):
    totals = water.groupby("year")["generated"].sum().to_dict()
    assert totals == {2010: 5_116_191, 2015: 5_031_044, 2020: 4_841_504}
    assert (water[["generated", "discharged"]] > 0).all(axis=None)
    assert (water["discharged"] > water["generated"]).sum() == 5
