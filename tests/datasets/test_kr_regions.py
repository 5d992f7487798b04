"""kr-regions: counts, codes of both systems, and what became of every unit since 2010."""

import pytest

from curriculum import datasets


def table(name):
    return datasets.load("kr-regions", name)


def test_there_are_17_250_229_and_3501_units():
    counts = [len(table(name)) for name in ("sido", "sigungu", "basic", "dong")]
    assert counts == [17, 250, 229, 3501]
    sido = table("sido")
    assert [sido[column].sum() for column in ("sigungu_count", "basic_count", "dong_count")] == [
        250,
        229,
        3501,
    ]


def test_counts_of_units_in_each_region_are_the_known_ones():
    known = {
        "11": (25, 25, 425),
        "21": (16, 16, 205),
        "29": (1, 1, 20),
        "31": (31, 42, 551),
        "39": (2, 2, 43),
    }
    sido = table("sido").set_index("adm1")
    for code, counts in known.items():
        assert tuple(sido.loc[code, ["basic_count", "sigungu_count", "dong_count"]]) == counts


def test_levels_nest_by_code():
    sigungu, basic, dong = table("sigungu"), table("basic"), table("dong")
    assert (dong["adm3"].str[:5] == dong["adm2"]).all()
    assert (sigungu["adm2"].str[:4] + "0" == sigungu["adm2_basic"]).all()
    assert set(dong["adm2"]) == set(sigungu["adm2"])
    assert set(sigungu["adm2_basic"]) == set(basic["adm2_basic"])
    assert (basic["sigungu_count"] > 1).sum() == 11  # the cities that blind sums count twice


def test_names_are_unique_inside_a_sido_but_not_in_the_nation():
    sigungu = table("sigungu")
    assert not sigungu.duplicated("name_full").any()
    assert sigungu["name"].duplicated().any()
    assert sigungu.loc[sigungu["adm2"] == "31011", "name_full"].item() == "경기도 수원시 장안구"
    assert not sigungu["name"].str.contains(r"시\S+구$").any()


def test_administrative_codes_are_unique_and_begin_with_their_sido():
    for name in ("sigungu", "basic"):
        frame, sido = table(name), table("sido").set_index("adm1")
        for column in ("admin_2020", "admin_current"):
            assert not frame[column].duplicated().any()
        assert (frame["admin_2020"].str[:2] == frame["adm1"].map(sido["admin_2020"])).all()
        assert (frame["admin_current"].str[:2] == frame["adm1_current"].map(sido["admin_current"])).all()


@pytest.mark.parametrize(
    ("adm2", "admin_2020", "admin_current"),
    [
        ("11010", "11110", "11110"),
        ("21090", "26350", "26350"),
        ("23090", "28177", "28177"),
        ("29010", "36110", "36110"),
        ("31050", "41190", "41190"),
        ("32010", "42110", "51110"),
        ("33044", "43114", "43114"),
        ("35012", "45113", "52113"),
        ("37310", "47720", "27720"),
        ("39020", "50130", "50130"),
    ],
)
def test_known_administrative_codes(adm2, admin_2020, admin_current):
    row = table("sigungu").set_index("adm2").loc[adm2]
    assert (row["admin_2020"], row["admin_current"]) == (admin_2020, admin_current)


def test_current_names_follow_the_renamed_provinces_and_gunwi():
    sigungu = table("sigungu").set_index("adm2")
    assert sigungu.loc["32010", "name_current"] == "강원특별자치도 춘천시"
    assert sigungu.loc["35011", "name_current"] == "전북특별자치도 전주시 완산구"
    assert sigungu.loc["37310", "name_current"] == "대구광역시 군위군"
    assert sigungu.loc["37310", "adm1_current"] == "22"
    assert (sigungu["adm1_current"] != sigungu.index.str[:2]).sum() == 1


def test_kinds_are_the_known_numbers():
    kinds = table("basic")["kind"].value_counts()
    assert kinds.to_dict() == {"군": 82, "시": 75, "자치구": 69, "행정시": 2, "특별자치시": 1}
    assert (table("sigungu")["kind"] == "일반구").sum() == 32


def test_area_comes_to_the_size_of_the_country_and_adds_up():
    areas = {name: table(name)["area_km2"].sum() for name in ("sido", "sigungu", "basic", "dong")}
    assert 100_000 < areas["sido"] < 101_500
    assert all(abs(area - areas["sido"]) < 3 for area in areas.values())
    assert 0.13 < table("dong")["area_km2"].min() < 0.15


def test_the_point_of_each_unit_lies_inside_it():
    import geopandas as gpd

    for name, level, key in (("sigungu", "adm2", "adm2"), ("dong", "adm3", "adm3")):
        frame = table(name).set_index(key)
        shapes = datasets.load("kr-boundaries-2020", level).set_index(key).geometry
        points = gpd.GeoSeries(gpd.points_from_xy(frame["lon"], frame["lat"]), index=frame.index, crs=4326)
        # the shapes are simplified to 200 m, so a thin dong may lose its point
        assert shapes.reindex(points.index).contains(points).mean() > 0.99


def test_every_year_has_its_number_of_units_each_inside_a_basic_unit_of_2020():
    codes = table("sigungu_codes")
    assert codes.groupby("year").size().to_dict() == {2010: 251, 2015: 252, 2020: 250, 2025: 252}
    assert set(codes["adm2_basic"]) == set(table("basic")["adm2_basic"])
    assert (codes.loc[codes["year"] == 2020, "code"] == codes.loc[codes["year"] == 2020, "adm2"]).all()


@pytest.mark.parametrize(
    ("year", "code", "adm2", "basic", "same"),
    [
        (2010, "23030", "23090", "23090", True),  # 남구 → 미추홀구
        (2015, "31052", "31050", "31050", False),  # 부천시 소사구
        (2010, "31320", "31280", "31280", True),  # 여주군 → 여주시
        (2010, "33310", None, "33040", False),  # 청원군
        (2010, "34320", "29010", "29010", False),  # 연기군
        (2010, "34390", "34080", "34080", True),  # 당진군
        (2025, "22520", "37310", "37310", True),  # 군위군
        (2025, "31053", "31050", "31050", False),
        (2025, "32610", "32410", "32410", True),  # 양양군: new coding of 군
        (2025, "23510", "23310", "23310", True),  # 강화군
    ],
)
def test_units_that_changed_are_followed(year, code, adm2, basic, same):
    row = table("sigungu_codes").set_index(["year", "code"]).loc[(year, code)]
    assert (row["adm2"] if isinstance(row["adm2"], str) else None) == adm2
    assert (row["adm2_basic"], row["same"]) == (basic, same)


def test_the_map_of_2010_gets_its_missing_space():
    names = table("sigungu_codes").query("year == 2010")["name_full"]
    assert "경기도 수원시 장안구" in set(names)
    assert not names.str.contains(r"시\S+구$").any()


def test_3381_of_3557_dong_of_2025_are_dong_of_2020():
    now = table("dong_codes").query("year == 2025")
    assert len(now) == 3557
    assert now["adm3_2020"].notna().sum() == 3381
    assert not now["adm3_2020"].dropna().duplicated().any()
    assert (now["code"].str.len() == 8).all()


def test_the_eighth_digit_is_never_cut_off():
    now = table("dong_codes").query("year == 2025").set_index("code")
    gwangsan = now[now.index.str.startswith("2405051")]
    assert len(gwangsan) == 9  # 송정1동, 송정2동, 신흥동 and six more: one code when cut to seven digits
    assert gwangsan["adm3_2020"].isna().all()
    assert now.loc[~now.index.str.endswith("0"), "adm3_2020"].isna().all()


def test_linked_dong_keep_their_name_over_the_years():
    codes = table("dong_codes").dropna(subset=["adm3_2020", "dong"])
    names = codes.assign(dong=codes["dong"].str.replace(",", "·")).groupby("adm3_2020")["dong"].nunique()
    assert names[names > 1].index.tolist() == ["3806055"]  # 사천시 벌룡동, also written 벌용동


def test_twelve_dong_of_2025_have_no_name_at_all():
    codes = table("dong_codes")
    nameless = codes[codes["dong"].isna() & codes["dong_english"].isna()]
    assert len(nameless) == 12
    assert set(nameless["year"]) == {2025}
    assert {"11060920", "21120561", "35012722"} <= set(nameless["code"])
    assert codes.loc[codes["year"] < 2025, "dong"].notna().all()
