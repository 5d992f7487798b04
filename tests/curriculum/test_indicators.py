"""The leader track's ten indicators: sums first, the years that exist, nobody's table changed by another."""

import pytest

from curriculum import datasets, indicators
from curriculum.errors import DsiError


def test_a_rate_of_a_region_is_made_from_sums():
    """Not the mean of its 시군구: 부산's vacancy rate is all its vacant homes by all its homes."""
    rows = datasets.load("kr-housing-vacancy", "vacancy", region="부산", year=2020)
    assert indicators.values("빈집 비율")["부산"] == pytest.approx(rows["vacant"].sum() / rows["dwellings"].sum() * 100)


def test_the_nation_is_what_was_published():
    """Known national figures: vacancy 8.2 % in 2020, one-person households 27.2 % in 2015."""
    assert indicators.values("빈집 비율", 2020, "전국")["전국"] == pytest.approx(8.2, abs=0.05)
    assert indicators.values("1인가구 비율", 2015, "전국")["전국"] == pytest.approx(27.2, abs=0.05)


@pytest.mark.parametrize("name", list(indicators.INDICATORS.index))
def test_every_indicator_has_a_value_everywhere(name):
    """17 시도 and 229 시군구, first year and last."""
    for year in (None, int(indicators.INDICATORS.loc[name, "처음"])):
        assert indicators.values(name, year).notna().sum() == 17
        assert indicators.values(name, year, "adm2_basic").notna().sum() == 229


def test_a_year_without_figures_is_refused():
    """A sum of nothing is not zero per cent."""
    with pytest.raises(DsiError, match="2025"):
        indicators.values("빈집 비율", 2025)
    with pytest.raises(DsiError, match="빈집 비율"):
        indicators.values("빈집")


def test_changing_the_counts_of_one_notebook_changes_no_other():
    """The table is read once and copied."""
    mine = indicators.counts()
    mine["인구"] = 0
    assert indicators.counts()["인구"].sum() > 0


def test_peers_are_cities_or_provinces():
    """세종 stands among the cities, 제주 among the 도; a region is its own peer."""
    assert len(indicators.peers("세종")) == 8
    assert len(indicators.peers("제주")) == 9
    assert "전북" in indicators.peers("전북특별자치도")


def test_profiles_cover_the_country_without_a_hole():
    """229 시군구 with every feature; names tell 중구 of one city from 중구 of another."""
    table = indicators.profiles()
    assert len(table) == 229
    assert table[list(indicators.FEATURES)].notna().all(axis=None)
    assert table["이름"].is_unique
    assert set(table["종류"]) == {"구", "시", "군"}
    assert table.loc["29010", "종류"] == "시"


def test_a_profile_counts_people_per_square_kilometre():
    """서울 is denser than anywhere else; ten times the people is one step."""
    table = indicators.profiles()
    assert table["인구밀도(로그)"].idxmax().startswith("11")
    assert 10 ** table.loc["29010", "인구(로그)"] == pytest.approx(table.loc["29010", "인구"])
