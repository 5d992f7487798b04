"""kr-health-sgg: cities counted once, dummy rows gone, deaths that are counts and rates that are rates."""

import pytest

from curriculum import datasets

KEYS = ["adm1", "adm2", "adm2_basic", "code", "sido", "sigungu", "year"]


@pytest.fixture(scope="module")
def specialists():
    return datasets.load("kr-health-sgg", "specialists")


@pytest.fixture(scope="module")
def deaths():
    return datasets.load("kr-health-sgg", "deaths_dong")


def people(level="adm2_basic"):
    frame = datasets.load("kr-population-dong", year=2020, columns=[level, "population"])
    return frame.groupby(level)["population"].sum()


@pytest.fixture(scope="module")
def now(specialists):
    part = specialists[specialists["year"] == 2020].drop(columns=["adm1", "adm2", "code", "sido", "year"])
    return part.groupby("adm2_basic").sum(numeric_only=True)


def test_26_fields_add_up_to_all_specialists(specialists):
    fields = specialists.columns.difference([*KEYS, "specialists"])
    assert len(fields) == 26
    assert (specialists[fields].sum(axis=1) == specialists["specialists"]).all()
    totals = specialists.groupby("year")["specialists"].sum().to_dict()
    assert totals == {2010: 61_846, 2015: 75_551, 2020: 88_877}


def test_no_city_stands_beside_its_districts_and_no_dummy_row_is_left(specialists):
    assert specialists.groupby("year").size().to_dict() == {2010: 247, 2015: 252, 2020: 250}
    assert (specialists["specialists"] > 0).all()
    codes = specialists.groupby("year")["code"].agg(set)
    assert "31050" not in codes[2010] | codes[2015]  # 부천시, whose three districts are there
    assert "38110" not in codes[2015] | codes[2020]
    assert set(specialists.groupby("year")["adm2_basic"].nunique()) == {229}


def test_changwon_of_2010_is_the_three_old_cities(specialists):
    changwon = specialists[(specialists["adm2_basic"] == "38110") & (specialists["year"] == 2010)]
    assert changwon[["code", "sigungu", "specialists"]].values.tolist() == [["38110", "창원시", 1231]]
    assert changwon["adm2"].isna().all()


def test_codes_are_those_of_their_year(specialists):
    known = datasets.load("kr-regions", "sigungu_codes")
    pairs = set(zip(known["year"], known["code"], strict=True))
    assert set(zip(specialists["year"], specialists["code"], strict=True)) - pairs == {(2010, "38110")}


def test_specialists_per_thousand_are_the_known_ones(now):
    rate = now["specialists"] / people() * 1000
    assert rate.nlargest(2).round(1).to_dict() == {"22010": 10.8, "11010": 9.7}
    fewest = rate.nsmallest(4).round(2).to_dict()
    assert fewest == {"32410": 0.15, "32400": 0.23, "32390": 0.27, "37340": 0.32}


def test_places_without_a_children_s_doctor_are_the_known_eleven(now):
    names = datasets.load("kr-regions", "basic").set_index("adm2_basic")["name"]
    without = set(names[now.index[now["pediatrics"] == 0]])
    known = "양양군 괴산군 예산군 담양군 영암군 장성군 진도군 군위군 청도군 봉화군 의령군"
    assert " ".join(sorted(without)) == " ".join(sorted(known.split()))
    assert (now["obstetrics"] == 0).sum() == 10
    assert (now["emergency_medicine"] == 0).sum() == 74


def test_older_places_have_fewer_specialists(now):
    pension = datasets.load("kr-welfare-sgg", "pension", year=2020).set_index("adm2_basic")["recipients"]
    older = (pension / people()).rank()
    assert round((now["specialists"] / people()).rank().corr(older), 2) == -0.43


def test_dong_rows_are_deaths_not_rates(deaths):
    assert deaths["deaths"].sum() == 304_947
    assert abs(deaths["deaths"].sum() - 304_948) == 1  # published
    assert (deaths["deaths_male"] + deaths["deaths_female"] == deaths["deaths"]).all()
    assert len(deaths) == 3495
    rate = deaths["deaths"].sum() / people().sum() * 1e5
    assert 580 < rate < 600  # the crude rate per 100,000


def test_dong_of_the_new_coding_were_brought_to_seven_digits_once_each(deaths):
    assert set(deaths["adm3"].str.len()) == {7}
    assert not deaths["adm3"].duplicated().any()
    ganghwa = deaths[
        deaths["adm2"] == "23310"
    ]  # 510 in the new coding, beside 부평구 in the source's English names
    assert set(ganghwa["sigungu"]) == {"강화군"}
    assert len(ganghwa) == 13


@pytest.mark.parametrize(
    ("table", "key", "units"), [("mortality", "adm2", 250), ("mortality_basic", "adm2_basic", 229)]
)
def test_mortality_has_every_unit_and_the_known_ends(table, key, units):
    frame = datasets.load("kr-health-sgg", table)
    assert frame[key].nunique() == len(frame) == units
    lowest, highest = frame.loc[frame["mortality"].idxmin()], frame.loc[frame["mortality"].idxmax()]
    assert (lowest["sigungu"], round(lowest["mortality"])) == ("과천시", 193)
    assert (highest["sigungu"], highest["mortality"]) == ("진도군", 421.0)
    assert frame["mortality"].between(frame["mortality_female"], frame["mortality_male"]).all()


def test_a_city_s_rate_lies_between_those_of_its_districts():
    units = datasets.load("kr-health-sgg", "mortality").groupby("adm2_basic")["mortality"].agg(["min", "max"])
    cities = datasets.load("kr-health-sgg", "mortality_basic").set_index("adm2_basic")["mortality"]
    assert cities.between(units["min"], units["max"]).all()
