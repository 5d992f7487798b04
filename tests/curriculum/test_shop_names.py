"""Every region learns from 부산's shops, each from its own draw, and is told its own place names."""

import pytest

from curriculum import shop_names
from curriculum.regions import REGIONS


def test_a_region_draws_the_same_shops_each_time_and_another_region_others():
    first, again = shop_names.sample("세종", 500), shop_names.sample("세종특별자치시", 500)
    assert first.equals(again)
    assert set(first["number"]) != set(shop_names.sample("제주", 500)["number"])


def test_draws_of_one_region_share_no_shop():
    assert not set(shop_names.sample("경기", 3000)["number"]) & set(shop_names.sample("경기", 3000, draw=1)["number"])


def test_names_are_plain_letters_and_branches_share_a_brand():
    shops = shop_names.sample("부산", 20_000)
    assert shops["key"].str.fullmatch("[0-9a-z가-힣]+").all()
    coffee = shops[shops["key"].str.startswith("컴포즈커피")]
    assert len(coffee) > 3
    assert set(coffee["brand"]) == {"컴포즈"}


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.short)
def test_place_names_of_every_region_have_no_ending_and_at_least_two_letters(region):
    places = shop_names.places(region)
    assert region.short in places
    assert len(places) > 15
    assert all(len(place) > 1 and place.isalpha() for place in places)


def test_known_places_are_there():
    assert {"해운대", "광안", "기장", "부산"} <= set(shop_names.places("부산"))
    assert {"조치원", "도담", "세종"} <= set(shop_names.places("세종"))
    assert {"종로", "금호"} <= set(shop_names.places("서울"))
