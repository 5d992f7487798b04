"""busan-stores-2023: every shop once, every 행정동 tied to one dong of 2020, no more than the file knows."""

import geopandas as gpd
import pytest

from curriculum import datasets


@pytest.fixture(scope="module")
def stores():
    return datasets.load("busan-stores-2023")


@pytest.fixture(scope="module")
def dong():
    return datasets.load("kr-regions", "dong", region="부산").set_index("adm3")


def test_every_shop_of_the_source_is_there(stores):
    assert len(stores) == 149_567
    assert stores["number"].tolist() == list(range(1, 149_568))
    assert set(stores["adm1"]) == {"21"}
    assert stores["adm2"].nunique() == 16


def test_205_administrative_dong_are_the_205_dong_of_2020_one_to_one(stores, dong):
    pairs = stores[["dong_code", "adm3"]].drop_duplicates()
    assert len(pairs) == pairs["dong_code"].nunique() == pairs["adm3"].nunique() == 205
    assert set(pairs["adm3"]) == set(dong.index)


def test_names_of_dong_agree_but_for_the_one_that_became_a_town(stores, dong):
    named = stores[["adm3", "dong", "sigungu"]].drop_duplicates("adm3").set_index("adm3")
    other = named[named["dong"] != dong["dong"].reindex(named.index)]
    assert other["dong"].tolist() == ["일광읍"]
    assert dong.loc[other.index, "dong"].tolist() == ["일광면"]
    assert (named["sigungu"] == dong["sigungu"].reindex(named.index)).all()


def test_points_lie_in_busan_and_near_their_dong(stores):
    maps = datasets.load("kr-boundaries-2020", "adm3", region="부산").to_crs(5179).set_index("adm3")
    sample = stores.iloc[::200].reset_index(drop=True)
    points = gpd.GeoSeries.from_xy(sample["lon"], sample["lat"], crs=4326).to_crs(5179)
    own = gpd.GeoSeries(maps.geometry.loc[sample["adm3"]].to_numpy(), crs=5179)
    away = points.distance(own)
    assert (away == 0).mean() > 0.95
    assert away.median() == 0
    assert points.distance(maps.union_all()).max() < 1000
    assert abs(stores["lon"] * 1e5 - (stores["lon"] * 1e5).round()).max() < 1e-4


def test_kinds_have_their_three_levels_and_codes(stores):
    assert [stores[f"category{level}"].nunique() for level in (1, 2, 3)] == [10, 74, 246]
    categories = datasets.load("busan-stores-2023", "categories")
    assert len(categories) == categories["category_code"].nunique() == 246
    levels = ["category1", "category2", "category3"]
    known = set(categories[levels].itertuples(index=False, name=None))
    assert set(stores[levels].drop_duplicates().itertuples(index=False, name=None)) == known
    industries = datasets.load("busan-stores-2023", "industries")
    assert set(stores["ksic_code"]) == set(industries["ksic_code"])


def test_headline_counts_are_the_known_ones(stores):
    kinds = stores["category3"].value_counts()
    assert kinds[["약국", "편의점", "요양병원"]].tolist() == [1583, 2856, 15]
    with_kind = stores.groupby("category3")["adm3"].nunique()
    assert 205 - with_kind["약국"] == 7
    assert 205 - with_kind["편의점"] == 2
    assert 205 - stores[stores["category2"] == "의원"]["adm3"].nunique() == 47


def test_only_branch_and_floor_may_be_empty(stores):
    empty = stores.isna().sum()
    assert set(empty[empty > 0].index) == {"branch", "floor"}
    assert round(stores["floor"].notna().mean(), 2) == 0.52


def test_shops_join_the_residents_of_yeongdo(stores):
    people = datasets.load("kr-population-dong", region="부산", year=2020).set_index("adm3")
    yeongdo = stores[stores["sigungu"] == "영도구"].groupby("adm3").size()
    joined = people[people["adm2"] == "21040"].join(yeongdo.rename("shops"))
    assert joined["shops"].notna().all()
    assert round(joined["shops"].sum() / joined["population"].sum() * 1000, 1) == 34.6


def test_the_file_is_small_enough(stores):
    folder = datasets.path("busan-stores-2023").parent
    assert sum(file.stat().st_size for file in folder.glob("*.parquet")) < 3_000_000
