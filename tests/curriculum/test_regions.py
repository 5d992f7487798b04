"""What a person means by a region's name or code."""

import pytest

from curriculum import datasets, regions
from curriculum.errors import DsiError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("부산광역시", "21"),
        ("부산", "21"),
        (" 부산 광역시 ", "21"),
        ("부산시", "21"),
        ("Busan", "21"),
        ("21", "21"),
        ("26000", "21"),
        ("2600000000", "21"),
        ("26", "26"),  # SGIS has 26 (울산), so the bare code is not 부산's 행정표준 code
        ("36", "36"),  # 전남 in SGIS, though 세종 in 행정표준
        ("36000", "29"),
        ("27", "22"),  # no such SGIS code: read as 행정표준
        ("48", "38"),
        ("51", "32"),
        ("42000", "32"),
        ("52", "35"),
        ("강원도", "32"),
        ("강원특별자치도", "32"),
        ("전북", "35"),
        ("전북특별자치도", "35"),
        ("제주도", "39"),
        ("세종시", "29"),
    ],
)
def test_names_and_codes_of_both_systems_find_the_region(text, code):
    assert regions.region(text).code == code


def test_a_region_is_its_own_name():
    busan = regions.region("부산")
    assert regions.region(busan) is busan
    assert str(busan) == "부산광역시"


@pytest.mark.parametrize("text", ["평양", "", "99", "2109", "21090", "부산 해운대구", "none"])
def test_an_unknown_region_lists_the_seventeen_names(text):
    with pytest.raises(DsiError) as caught:
        regions.region(text)
    assert all(one.name in str(caught.value) for one in regions.REGIONS)


def test_every_way_to_write_a_region_leads_back_to_it():
    for one in regions.REGIONS:
        written = [one.name, one.short, one.name_current, one.code, one.english]
        written += [code + "000" for code in (one.admin_code, one.admin_code_current)]
        assert {regions.region(text) for text in written} == {one}


def test_the_seventeen_regions_are_those_of_the_dataset():
    table = datasets.load("kr-regions", "sido").set_index("adm1")
    assert list(table.index) == [one.code for one in regions.REGIONS]
    for one in regions.REGIONS:
        row = table.loc[one.code]
        assert (row["name"], row["short"], row["name_current"]) == (one.name, one.short, one.name_current)
        assert (row["admin_2020"], row["admin_current"]) == (one.admin_code, one.admin_code_current)


def test_sigungu_come_in_both_units():
    assert len(regions.sigungu()) == 250
    assert len(regions.sigungu(basic=True)) == 229
    assert list(regions.sigungu("전북", basic=True)["adm2_basic"].str[:2].unique()) == ["35"]
    assert len(regions.sigungu("세종")) == 1
