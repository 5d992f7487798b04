"""kr-population-dong: the published totals to the person, and the traps of dong codes and hidden cells."""

import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def population():
    return datasets.load("kr-population-dong")


def test_national_totals_are_the_published_ones(population):
    totals = population.groupby("year")["population"].sum().to_dict()
    assert totals == {2015: 51_069_375, 2020: 51_829_136, 2025: 51_817_499}


def test_there_is_one_row_per_dong_and_year(population):
    assert population.groupby("year").size().to_dict() == {2015: 3492, 2020: 3490, 2025: 3557}
    assert not population.duplicated(["adm3", "year"]).any()


def test_men_and_women_add_up_everywhere(population):
    for part in ("", "domestic"):
        total, male, female = (f"{part}_{end}".strip("_") for end in ("", "male", "female"))
        assert (population[male] + population[female] == population[total or "population"]).all()


def test_hidden_cells_stay_missing_and_are_0_to_4(population):
    foreign = population[["foreign", "foreign_male", "foreign_female"]]
    assert foreign.isna().sum().sum() > 0
    assert foreign.min().min() == 5
    hidden = population[population["foreign"].isna()]
    assert (hidden["population"] - hidden["domestic"]).between(0, 4).all()


def test_counted_foreigners_are_a_lower_bound(population):
    gap = population["population"] - population["domestic"] - population["foreign"].fillna(0)
    assert (gap >= 0).all()
    assert 0 < gap.sum() < 5 * population["foreign"].isna().sum()


def test_dong_of_2025_keep_their_eight_digits_and_link_only_where_they_are_the_same(population):
    now = population[population["year"] == 2025]
    assert (now["adm3"].str.len() == 8).all()
    linked = now[now["adm3_2020"].notna()]
    assert len(linked) == 3381
    assert round(linked["population"].sum() / now["population"].sum(), 3) == 0.919
    assert linked["adm3"].str.endswith("0").all()
    assert (
        now["adm3"].str.startswith("2405051").sum() == 9
    )  # nine dong of 광산구 that seven digits would merge


def test_the_dong_of_2020_without_a_boundary_are_the_three_of_gwangju_si(population):
    past = population[population["year"] == 2020]
    assert past.loc[past["adm3_2020"].isna(), "dong"].tolist() == ["경안동", "송정동", "광남동"]
    on_map = set(datasets.load("kr-boundaries-2020", "adm3", columns=["adm3"])["adm3"])
    assert set(past["adm3_2020"].dropna()) <= on_map
    assert len(on_map - set(past["adm3"])) == 14  # six dong of 광주시 split later, eight 면 without residents


def test_every_year_covers_all_basic_units_of_2020(population):
    assert population.groupby("year")["adm2_basic"].nunique().to_dict() == {2015: 229, 2020: 229, 2025: 229}
    assert population.groupby("year")["adm2"].nunique().to_dict() == {2015: 250, 2020: 250, 2025: 250}


def test_units_that_moved_stay_in_their_place_of_2020(population):
    gunwi = population[(population["adm2"] == "37310") & (population["year"] == 2025)]
    assert len(gunwi) == 8
    assert gunwi["adm3"].str.startswith("22520").all()
    assert gunwi["adm3_2020"].isna().all()  # its codes of 2025 do not end in 0
    bucheon = population[population["adm2"] == "31050"].groupby("year").size()
    assert bucheon.to_dict() == {2015: 36, 2020: 10, 2025: 37}
    michuhol = population[(population["adm2"] == "23090") & (population["year"] == 2015)]
    assert michuhol["adm3_2020"].str.startswith("23090").all()


def change(population):
    by_unit = population.pivot_table("population", "adm2_basic", "year", "sum")
    return (by_unit[2025] / by_unit[2015] - 1) * 100


@pytest.mark.parametrize(
    ("unit", "percent"),
    [
        ("32050", -21.2),
        ("23020", -20.9),
        ("21040", -19.5),
        ("22030", -19.0),
        ("31180", 106.1),
        ("29010", 92.3),
    ],
)
def test_the_strongest_changes_are_the_known_ones(population, unit, percent):
    assert round(change(population)[unit], 1) == percent


def test_157_of_229_units_shrank(population):
    assert (change(population) < 0).sum() == 157


def test_foreign_residents_concentrate_where_known(population):
    now = population[population["year"] == 2025].groupby("adm2_basic")[["foreign", "population"]].sum()
    share = (now["foreign"] / now["population"] * 100).nlargest(4).round(1)
    assert share.to_dict() == {"36410": 19.8, "33370": 17.7, "31090": 13.4, "31270": 13.1}


def test_a_rebuilt_dong_empties_and_fills_again(population):
    dunchon = population[population["adm3_2020"] == "1125070"].set_index("year")["population"]
    assert dunchon.to_dict() == {2015: 18_103, 2020: 36, 2025: 31_371}
