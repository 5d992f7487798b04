"""kr-housing-vacancy: published totals, hidden cells, and years of stock that do not count the same homes."""

import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def dwellings():
    return datasets.load("kr-housing-vacancy", "dwellings")


@pytest.fixture(scope="module")
def vacancy():
    return datasets.load("kr-housing-vacancy", "vacancy")


@pytest.fixture(scope="module")
def stock():
    return datasets.load("kr-housing-vacancy", "stock")


def test_national_totals_are_the_published_ones(dwellings, vacancy):
    assert dwellings.groupby("year")["dwellings"].sum().to_dict() == {
        2015: 16_367_006,
        2020: 18_525_844,
        2025: 20_181_352,
    }
    assert vacancy.groupby("year")["vacant"].sum().to_dict() == {2015: 1_068_919, 2020: 1_511_306}
    assert vacancy.groupby("year")["dwellings"].sum().to_dict() == {2015: 16_367_006, 2020: 18_525_844}


def test_the_three_tables_have_every_unit_of_their_years_once(dwellings, vacancy, stock):
    assert dwellings.groupby("year").size().to_dict() == {2015: 3492, 2020: 3490, 2025: 3557}
    assert vacancy.groupby("year")["adm2_basic"].nunique().to_dict() == {2015: 229, 2020: 229}
    assert stock.groupby("year")["adm2_basic"].nunique().to_dict() == {2010: 229, 2015: 229, 2020: 229}
    assert len(vacancy) == 2 * 229
    assert len(stock) == 3 * 229


def test_the_national_vacancy_rate_and_the_top_five_are_the_known_ones(vacancy):
    now = vacancy[vacancy["year"] == 2020]
    assert round(now["vacant"].sum() / now["dwellings"].sum() * 100, 1) == 8.2
    top = now.nlargest(5, "vacancy_rate").set_index("sigungu")["vacancy_rate"]
    assert top.to_dict() == {"평창군": 25.2, "양양군": 23.7, "영암군": 21.8, "남해군": 21.5, "나주시": 21.2}


def test_the_rate_is_the_published_rounding_of_the_counts(vacancy):
    assert (vacancy["vacant"] / vacancy["dwellings"] * 100 - vacancy["vacancy_rate"]).abs().max() < 0.0501


def test_hidden_cells_stay_missing_and_are_0_to_4(dwellings):
    kinds = ["detached", "apartment", "row_house", "multiplex", "in_nonresidential"]
    assert dwellings["dwellings"].notna().all()
    assert dwellings[[*kinds, "other_quarters"]].min().min() == 5
    hidden = dwellings[kinds].isna().sum(axis=1)
    gap = dwellings["dwellings"] - dwellings[kinds].sum(axis=1)
    assert (gap >= 0).all()
    assert (gap <= 4 * hidden).all()


def test_parts_of_detached_homes_never_exceed_the_whole(dwellings):
    parts = dwellings[["detached_single", "detached_multi", "detached_shop"]]
    hidden = parts.isna().sum(axis=1)
    gap = dwellings["detached"].fillna(0) - parts.sum(axis=1)
    known = dwellings["detached"].notna()
    assert (gap[known] >= 0).all()
    assert (gap[known] <= 4 * hidden[known]).all()


def test_dong_add_up_to_the_vacancy_table(dwellings, vacancy):
    summed = dwellings.groupby(["adm2_basic", "year"])["dwellings"].sum()
    published = vacancy.set_index(["adm2_basic", "year"])["dwellings"]
    assert (summed.reindex(published.index) == published).all()


def test_stock_of_2020_counts_empty_homes_and_earlier_years_do_not(stock, vacancy):
    assert stock.groupby("year")["vacant_included"].unique().map(list).to_dict() == {
        2010: [False],
        2015: [False],
        2020: [True],
    }
    totals = stock.groupby("year")["dwellings"].sum()
    # 14,677,419 homes and 793,848 empty ones were published for 2010
    assert totals.to_dict() == {2010: 14_677_419 - 793_848, 2015: 15_298_127, 2020: 18_525_844}
    joined = stock.merge(vacancy, on=["adm2_basic", "year"], suffixes=("", "_all"))
    now, past = joined[joined["year"] == 2020], joined[joined["year"] == 2015]
    assert (now["dwellings"] == now["dwellings_all"]).all()
    lived_in = past["dwellings_all"] - past["vacant"]
    assert ((past["dwellings"] - lived_in).abs() / lived_in).max() < 0.01
    assert abs(past["dwellings"].sum() - lived_in.sum()) == 40


def test_cities_are_counted_once_and_merged_ones_whole(stock):
    past = stock[stock["year"] == 2010].set_index("sigungu")["dwellings"]
    assert past["청주시"] == 226_937  # the city row of the source, 179,908, leaves out 청원군
    assert past["세종시"] > 0


def test_types_add_up_to_the_stock(stock):
    kinds = ["detached", "apartment", "row_house", "multiplex", "in_nonresidential"]
    gap = stock["dwellings"] - stock[kinds].sum(axis=1)
    assert (gap.abs() <= 4 * stock[kinds].isna().sum(axis=1) + stock["dwellings"] * 0.001).all()


def test_unknown_types_of_2015_stay_missing(stock):
    kinds = ["apartment", "row_house", "multiplex"]
    missing = stock[stock[kinds].isna().any(axis=1)]
    assert set(missing["year"]) == {2015}
    assert set(missing["sigungu"]) == {"강서구", "진안군", "화순군", "신안군"}


def test_dong_keys_are_those_of_the_population_table(dwellings):
    keys = ["adm1", "adm2", "adm2_basic", "adm3", "adm3_2020", "sido", "sigungu", "dong", "year"]
    population = datasets.load("kr-population-dong", columns=keys)
    assert dwellings[keys].equals(population)
