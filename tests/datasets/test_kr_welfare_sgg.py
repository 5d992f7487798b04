"""kr-welfare-sgg: published totals, the aging proxy, ordered ages and cells the source leaves out."""

import pytest

from curriculum import datasets

AGES = ["0-19", "20-39", "40-64", "65-79", "80+"]


def table(name, **wanted):
    return datasets.load("kr-welfare-sgg", name, **wanted)


def people():
    frame = datasets.load("kr-population-dong", year=2020, columns=["adm2_basic", "population"])
    return frame.groupby("adm2_basic")["population"].sum()


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        ("livelihood", {2010: 1_553_071, 2015: 1_646_363, 2020: 2_134_186}),
        ("pension", {2015: 4_477_850, 2020: 5_625_657}),
    ],
)
def test_recipients_are_the_published_numbers(name, totals):
    frame = table(name)
    assert frame.groupby("year")["recipients"].sum().to_dict() == totals
    assert (frame["male"] + frame["female"] == frame["recipients"]).all()
    assert frame.groupby("year")["adm2_basic"].nunique().to_dict() == dict.fromkeys(totals, 229)
    assert len(frame) == 229 * len(totals)


def test_cities_that_stand_twice_in_2010_are_counted_once():
    past = table("livelihood", year=2010).set_index("sigungu")
    assert past.loc["창원시", ["female", "male"]].tolist() == [12_392, 9_622]
    assert past.loc["청주시", "female"] == 10_235 + 2_378  # with 청원군


def test_basic_pension_by_population_stands_in_for_aging():
    pension = table("pension", year=2020).set_index("adm2_basic")
    share = pension["recipients"] / people() * 100
    names = pension["sigungu"]
    top = share.nlargest(5).round(1).rename(names).to_dict()
    assert top == {"고흥군": 38.9, "의성군": 37.0, "신안군": 35.9, "합천군": 35.0, "보성군": 34.8}
    assert share.nsmallest(1).round(1).rename(names).to_dict() == {"서초구": 3.8}


def test_registered_disabled_people_by_sex_and_age():
    frame = table("disabled")
    assert frame.groupby("year")["persons"].sum().to_dict() == {2015: 2_490_406, 2020: 2_632_328}
    assert abs(2_632_328 - 2_633_026) / 2_633_026 < 0.0003  # published
    assert len(frame) == 229 * 2 * 2 * 5
    oldest = frame[frame["age"] == "80+"].groupby("year")["persons"].sum()
    assert round((oldest[2020] / oldest[2015] - 1) * 100) == 75


@pytest.mark.parametrize("name", ["disabled", "disabled_severity"])
def test_ages_are_ordered(name):
    age = table(name)["age"]
    assert age.cat.ordered
    assert list(age.cat.categories) == AGES
    assert set(age[age >= "65-79"]) == {"65-79", "80+"}


def test_severity_divides_the_same_people():
    severity = table("disabled_severity")
    assert set(severity["year"]) == {2020}
    missing = severity[severity["persons"].isna()]
    assert missing[["sigungu", "severity", "age"]].values.tolist() == [["울릉군", "심하지 않은 장애", "0-19"]]
    keys = ["adm2_basic", "age"]
    by_severity = severity.groupby(keys, observed=True)["persons"].sum()
    by_sex = table("disabled", year=2020).groupby(keys, observed=True)["persons"].sum()
    assert (by_sex - by_severity).drop(("37430", "0-19")).abs().max() <= 0
    assert by_severity.sum() == 2_632_328


def test_facilities_without_a_row_in_the_source_stay_missing():
    frame = table("facilities")
    missing = frame[frame["other"].isna()].groupby("year").size()
    assert missing.to_dict() == {2015: 229 - 202, 2020: 229 - 212}
    assert frame["other"].min() == 1
    assert frame.groupby("year")[["residential", "service"]].sum().loc[2020].tolist() == [9585, 15815]
