"""The tables made messy again: real values, the portal's codes and copies, and a way back to the clean table."""

import pytest

from curriculum import datasets, raw_tables
from curriculum.regions import REGIONS

OFFICIAL = {2015: 51_069_375, 2020: 51_829_136, 2025: 51_817_499}


@pytest.fixture(scope="module")
def population():
    return raw_tables.population()


@pytest.fixture(scope="module")
def crosswalk():
    return raw_tables.crosswalk()


def of(table, year, code):
    return table[(table["year"] == year) & (table["code"] == code)]


def test_the_nation_and_the_provinces_stand_above_their_parts(population):
    for year, people in OFFICIAL.items():
        assert of(population, year, "00")["population"].item() == people
        provinces = population[
            (population["year"] == year) & population["code"].isin([r.code for r in REGIONS])
        ]
        assert len(provinces) == 17
        assert provinces["population"].sum() == people


def test_codes_and_names_are_those_of_their_year(population):
    assert of(population, 2015, "23030")["name"].item() == "남구"
    assert of(population, 2015, "23090").empty
    assert of(population, 2020, "23030").empty
    assert of(population, 2025, "21510")["name"].item() == "기장군"
    assert of(population, 2025, "22520")["name"].item() == "군위군"


def test_bucheon_is_a_total_only_in_the_years_it_had_districts(population):
    for year in (2015, 2025):
        parts = population[
            (population["year"] == year) & population["code"].isin(["31051", "31052", "31053"])
        ]
        assert of(population, year, "31050")["population"].item() == parts["population"].sum()
    assert of(population, 2020, "31051").empty
    assert len(of(population, 2020, "31050")) == 2, "two copies of a unit, no total"


def test_2020_comes_in_two_codings(population):
    old, new = of(population, 2020, "21310"), of(population, 2020, "21510")
    assert old["population"].item() == new["population"].item()
    assert len(of(population, 2020, "21010")) == 2
    assert len(of(population, 2015, "21010")) == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [("21310", "21510"), ("36480", "36680"), ("21010", "21010"), ("31280", "31280"), ("22520", "22520")],
)
def test_only_a_county_of_the_old_coding_gets_a_new_code(code, expected):
    assert raw_tables.new_coding(code) == expected


def test_the_crosswalk_has_one_row_a_year_and_code_and_none_for_totals(population, crosswalk):
    assert not crosswalk.duplicated(["year", "code"]).any()
    pairs = dict(
        zip(zip(crosswalk["year"], crosswalk["code"], strict=True), crosswalk["adm2_basic"], strict=True)
    )
    assert pairs[2010, "33310"] == "33040"
    assert pairs[2010, "34320"] == "29010"
    assert pairs[2020, "21310"] == pairs[2020, "21510"] == "21310"
    assert pairs[2025, "22520"] == "37310"
    missing = population[
        [key not in pairs for key in zip(population["year"], population["code"], strict=True)]
    ]
    cities = set(missing.loc[missing["code"].str.len() == 5, "name"])
    assert len(missing) == 3 * 18 + 12 + 11 + 12
    assert {"수원시", "창원시", "부천시"} <= cities
    assert all(name.endswith("시") for name in cities)


@pytest.mark.parametrize(("table", "column"), [("population", "population"), ("dwellings", "dwellings")])
def test_crosswalk_copies_and_pieces_lead_back_to_the_tidy_table(crosswalk, table, column):
    units = getattr(raw_tables, table)().merge(crosswalk, on=["year", "code"], validate="many_to_one")
    units = units.drop_duplicates(["year", "adm2_basic", column])
    back = units.groupby(["adm2_basic", "year"])[column].sum()
    name = {"population": "kr-population-dong", "dwellings": "kr-housing-vacancy"}[table]
    assert back.equals(datasets.load(name, table).groupby(["adm2_basic", "year"])[column].sum())


def test_the_joined_table_keeps_every_year_and_means_the_same_by_occupied():
    joined = raw_tables.joined("부산").set_index(["adm2_basic", "year"])
    assert len(joined) == 16 * 4
    assert joined.index.is_unique
    assert joined["occupied"].notna().groupby("year").sum().to_dict() == {
        2010: 16,
        2015: 16,
        2020: 16,
        2025: 0,
    }
    row = joined.loc[("21010", 2020)]
    assert row["occupied"] == row["dwellings"] - row["vacant"]
    assert joined["population"].isna().groupby("year").all().to_dict() == {
        2010: True,
        2015: False,
        2020: False,
        2025: False,
    }
