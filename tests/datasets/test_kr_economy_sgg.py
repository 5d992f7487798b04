"""kr-economy-sgg: published totals, the shifted rows of 인천, the tax year and cities counted once."""

import numpy as np
import pytest

from curriculum import datasets

PARTS = {"adm1", "adm2_basic", "sido", "sigungu", "year", "grdp", "net_taxes", "value_added"}
INCHEON_MOVED = {"미추홀구", "연수구", "남동구", "부평구", "계양구", "서구"}


@pytest.fixture(scope="module")
def grdp():
    return datasets.load("kr-economy-sgg", "grdp")


@pytest.fixture(scope="module")
def tax():
    return datasets.load("kr-economy-sgg", "income_tax").set_index("adm2_basic")


@pytest.fixture(scope="module")
def establishments():
    return datasets.load("kr-economy-sgg", "establishments")


def people(year):
    frame = datasets.load("kr-population-dong", year=year, columns=["adm2_basic", "population"])
    return frame.groupby("adm2_basic")["population"].sum()


def industries(frame):
    return [name for name in frame.columns if name not in PARTS | {"corrected", "source_code"}]


def test_units_of_each_year(grdp, tax, establishments):
    assert grdp.groupby("year").size().to_dict() == {2010: 191, 2015: 229, 2020: 229}
    assert set(grdp.loc[grdp["year"] == 2010, "adm1"]).isdisjoint({"23", "25", "26", "38"})
    assert len(tax) == 229
    assert establishments.groupby("year").size().to_dict() == {2010: 251, 2015: 252, 2020: 250}


def test_national_totals_are_the_published_ones(grdp, establishments):
    assert round(grdp.loc[grdp["year"] == 2020, "grdp"].sum() / 1e6, 1) == 1945.9
    totals = establishments.groupby("year")["establishments"].sum().to_dict()
    assert totals == {2010: 3_355_470, 2015: 3_874_156, 2020: 6_032_022}


def test_sixteen_industries_add_up_to_value_added_and_product(grdp):
    names = industries(grdp)
    assert len(names) == 16
    cheongju = (grdp["sigungu"] == "청주시") & (grdp["year"] == 2010)
    assert grdp.loc[cheongju, "mining"].isna().all()  # known for 청원군 only, so the sum is not known
    grdp = grdp[~cheongju]
    added = grdp[names].sum(axis=1)
    assert (grdp["value_added"] - added).abs().max() <= 3
    assert (grdp["grdp"] - grdp["net_taxes"] - added).abs().max() <= 3


def test_what_the_source_leaves_empty_stays_missing(grdp):
    empty = grdp[["value_added", "mining", "electricity"]].isna().sum()
    assert empty.to_dict() == {"value_added": 23, "mining": 102, "electricity": 33}
    assert set(grdp.loc[grdp["value_added"].isna(), "sido"]) == {"경상북도"}
    assert grdp[industries(grdp)].drop(columns=["mining", "electricity"]).notna().all(axis=None)


def test_only_six_districts_of_incheon_in_two_years_were_moved(grdp):
    moved = grdp[grdp["corrected"]]
    assert set(moved["sido"]) == {"인천광역시"}
    assert moved.groupby("year")["sigungu"].agg(set).to_dict() == {2015: INCHEON_MOVED, 2020: INCHEON_MOVED}
    assert (grdp["corrected"] == (grdp["source_code"] != grdp["adm2_basic"])).all()
    by_year = moved.groupby("year")
    assert (by_year["source_code"].agg(set) == by_year["adm2_basic"].agg(set)).all()


@pytest.mark.parametrize(("year", "before", "after"), [(2015, 0.86, 0.97), (2020, 0.84, 0.98)])
def test_education_follows_people_only_after_the_rows_are_moved(grdp, year, before, after):
    incheon = grdp[(grdp["adm1"] == "23") & (grdp["year"] == year)]
    for code, expected in (("source_code", before), ("adm2_basic", after)):
        assert round(incheon.set_index(code)["education"].corr(people(year)), 2) == expected


def test_the_power_plants_of_incheon_stand_in_seo_gu(grdp):
    incheon = grdp[(grdp["adm1"] == "23") & (grdp["year"] == 2020)].set_index("sigungu")
    assert incheon["electricity"].idxmax() == "서구"
    assert round(incheon.loc["서구", "electricity"] / 1e6, 1) == 2.3
    assert incheon.loc["서구", "source_code"] == incheon.loc["미추홀구", "adm2_basic"]


@pytest.mark.parametrize("year", [2015, 2020])
def test_in_no_region_would_moving_the_rows_by_one_fit_better(grdp, year):
    for _, part in grdp[grdp["year"] == year].groupby("sido"):
        if len(part) < 5 or part["adm1"].iloc[0] == "11":
            continue  # the universities and 학원 of 서울 do not follow its residents
        residents = people(year).reindex(part["adm2_basic"]).to_numpy()
        education = part["education"].to_numpy()
        as_is, *moved = (np.corrcoef(np.roll(education, step), residents)[0, 1] for step in (0, -1, 1))
        assert as_is > max(moved)


def test_product_per_head_is_largest_where_known(grdp):
    now = grdp[grdp["year"] == 2020].set_index("adm2_basic")["grdp"]
    top = (now / people(2020)).nlargest(3).round()
    assert top.to_dict() == {"11020": 436, "11010": 224, "11230": 146}


def test_the_tax_is_that_of_2022(tax):
    assert set(tax["year"]) == {2022}
    assert round(tax["labor_income_tax"].sum() / 1e6, 1) == 59.1


def test_income_tax_per_head_differs_66_fold(tax):
    each = tax["global_income_tax"] / people(2020) * 100  # 만원
    assert each.nlargest(2).round().to_dict() == {"11030": 1042, "11230": 1025}
    assert each.nsmallest(1).round(1).to_dict() == {"35340": 15.8}
    assert round(each.max() / each.min()) == 66
    assert round(each.quantile(0.9) / each.quantile(0.1), 1) == 4.5


def test_labour_tax_is_counted_where_the_firm_is(tax):
    each = tax["labor_income_tax"] / people(2020) * 100
    assert each.idxmax() == "11020"
    assert round(each.max(), -1) == 2380


def test_no_city_stands_beside_its_districts(establishments):
    known = datasets.load("kr-regions", "sigungu_codes")
    pairs = set(zip(known["year"], known["code"], strict=True))
    assert set(zip(establishments["year"], establishments["code"], strict=True)) <= pairs
    assert "31010" not in set(establishments["code"])  # 수원시, whose four districts are there
    suwon = establishments[establishments["adm2_basic"] == "31010"].groupby("year").size()
    assert suwon.to_dict() == {2010: 4, 2015: 4, 2020: 4}


def test_every_unit_has_its_place_of_2020(establishments):
    assert establishments.groupby("year")["adm2_basic"].nunique().to_dict() == {
        2010: 229,
        2015: 229,
        2020: 229,
    }
    cut = establishments[establishments["adm2"].isna()]
    assert cut["sigungu"].tolist() == ["청주시 상당구", "청주시 흥덕구", "청원군"]
    now = establishments[establishments["year"] == 2020]
    assert (now["adm2"] == now["code"]).all()


def test_dong_add_up_to_their_sigungu(establishments):
    dong = datasets.load("kr-economy-sgg", "establishments_dong")
    assert len(dong) == 3495
    assert (dong["adm3"] == dong["adm3_2020"]).all()
    now = establishments[establishments["year"] == 2020].set_index("adm2")["establishments"]
    assert (dong.groupby("adm2")["establishments"].sum() == now).all()


def test_dong_of_gwangju_si_are_the_six_of_the_map():
    dong = set(datasets.load("kr-economy-sgg", "establishments_dong", columns=["adm3"])["adm3"])
    inhabited = set(datasets.load("kr-population-dong", year=2020)["adm3_2020"].dropna())
    assert inhabited <= dong
    without_people = dong - inhabited
    assert {code for code in without_people if code.startswith("31250")} == {
        f"312505{last}" for last in range(4, 10)
    }
    assert without_people - {f"312505{last}" for last in range(4, 10)} == {"3120021", "3120026"}  # 파주, DMZ
