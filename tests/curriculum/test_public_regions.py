"""Names and codes of places in every usual form, and what is reported because it must not be guessed."""

import pytest

from curriculum.datasets import read_public
from curriculum.errors import DsiError
from curriculum.public.places import NoPlace, Place, by_code, by_name


@pytest.fixture
def read(tmp_path):
    def run(text, name="자료.csv", **options):
        file = tmp_path / name
        file.write_text(text, encoding="cp949")
        return read_public(file, **options)

    return run


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("부산광역시", ("21", None, None, None)),
        ("부산", ("21", None, None, None)),
        ("강원특별자치도", ("32", None, None, None)),
        ("전라북도", ("35", None, None, None)),
        ("부산광역시 해운대구", ("21", "21090", "21090", None)),
        ("부산 해운대구", ("21", "21090", "21090", None)),
        ("부산해운대구", ("21", "21090", "21090", None)),
        (" 부산  해운대 ", ("21", "21090", "21090", None)),
        ("부산진구", ("21", "21050", "21050", None)),
        ("대구 중구", ("22", "22010", "22010", None)),
        ("경기도 광주시", ("31", "31250", "31250", None)),
        ("수원시", ("31", "31010", None, None)),
        ("경기도 수원시 장안구", ("31", "31010", "31011", None)),
        ("수원장안구", ("31", "31010", "31011", None)),
        ("강원도 고성군", ("32", "32400", "32400", None)),
        ("경남 고성군", ("38", "38340", "38340", None)),
        ("서울특별시 종로구 사직동", ("11", "11010", "11010", "1101053")),
        ("서울 종로구 종로1.2.3.4가동", ("11", "11010", "11010", "1101061")),
        ("부산 연제구 거제1동", ("21", "21130", "21130", "2113051")),
        ("세종특별자치시 조치원읍", ("29", "29010", "29010", "2901011")),
    ],
)
def test_a_name_in_any_usual_form_is_its_place(text, keys):
    assert by_name(text).keys == keys


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("인천 남구", "미추홀구의 옛 이름"),
        ("인천광역시 남구", "2018년 7월"),
        ("충청북도 청원군", "청주시와 합쳐"),
        ("청원군", "청주시와 합쳐"),
        ("경기도 부천시 원미구", "2024년에 다시"),
        ("여주군", "여주시의 옛 이름"),
        ("경남 마산시", "창원시와 합쳐"),
        ("충남 연기군", "세종"),
        ("북제주군", "제주시와 합쳐"),
        ("인천 검단구", "2026년"),
        ("중구", "여러 시도"),
        ("고성군", "여러 시도"),
        ("광주시", "여러 시도"),
        ("부산 없는구", "부산에 없는"),
        ("아무데나", "kr-regions에 없는"),
    ],
)
def test_old_split_merged_and_doubtful_names_are_explained_and_not_matched(text, words):
    found = by_name(text)
    assert isinstance(found, NoPlace)
    assert words in found.reason
    assert found.remedy


@pytest.mark.parametrize(
    ("code", "system", "keys"),
    [
        ("21", "sgis", ("21", None, None, None)),
        ("26", "행정표준", ("21", None, None, None)),
        ("26000", "행정표준", ("21", None, None, None)),
        ("2600000000", "행정표준", ("21", None, None, None)),
        ("21090", "sgis", ("21", "21090", "21090", None)),
        ("26350", "행정표준", ("21", "21090", "21090", None)),
        ("26350105", "행정표준", ("21", "21090", "21090", None)),
        ("2635010500", "행정표준", ("21", "21090", "21090", None)),
        ("42110", "행정표준", ("32", "32010", "32010", None)),
        ("51110", "행정표준", ("32", "32010", "32010", None)),
        ("41110", "행정표준", ("31", "31010", None, None)),
        ("1101053", "sgis", ("11", "11010", "11010", "1101053")),
        ("11010530", "sgis", ("11", "11010", "11010", "1101053")),
        ("21510", "sgis", ("21", "21310", "21310", None)),
        ("27720", "행정표준", ("37", "37310", "37310", None)),
    ],
)
def test_a_code_of_either_system_is_its_place(code, system, keys):
    assert by_code(code, system).keys == keys


@pytest.mark.parametrize(
    ("code", "system", "words"),
    [
        ("23030", "sgis", "미추홀구의 옛 이름"),
        ("28170", "행정표준", "미추홀구의 옛 이름"),
        ("33310", "sgis", "청주시와 합쳐"),
        ("31051", "sgis", "원미구"),
        ("41192", "행정표준", "원미구"),
        ("24050511", "sgis", "나뉘거나 합쳐진"),
        ("99999", "sgis", "목록에 없습니다"),
    ],
)
def test_a_code_of_another_time_is_explained_and_not_matched(code, system, words):
    found = by_code(code, system)
    assert isinstance(found, NoPlace)
    assert words in found.reason


def test_every_name_of_kr_regions_finds_itself():
    from curriculum import datasets

    for row in datasets.load("kr-regions", "sigungu").itertuples():
        assert by_name(row.name_full).adm2 == row.adm2
        assert by_name(row.name_current).adm2 == row.adm2
    for row in datasets.load("kr-regions", "dong").itertuples():
        assert by_name(f"{row.sido} {row.sigungu} {row.dong}").adm3 == row.adm3


def test_two_places_agree_when_one_can_lie_in_the_other():
    assert Place("31", "31011", "31010").agrees(Place("31", None, "31010"))
    assert not Place("31", "31011", "31010").agrees(Place("21"))


# Whole tables


def test_the_code_system_is_told_from_the_whole_column(read):
    assert read("시군구코드,수\n26110,1\n26350,2\n").table["adm2"].tolist() == ["21010", "21090"]
    assert read("시군구코드,수\n21010,1\n21090,2\n").table["adm2"].tolist() == ["21010", "21090"]


def test_codes_that_read_both_ways_are_not_guessed(read):
    found = read("시도코드,수\n11,1\n26,2\n")
    assert "adm1" not in found.table
    (problem,) = found.problems
    assert problem.row is None
    assert "SGIS 코드로도 행정표준 코드로도" in problem.reason
    assert read("시도코드,수\n11,1\n26,2\n", codes="행정표준").table["adm1"].tolist() == ["11", "21"]


def test_a_name_beside_a_code_settles_its_system(read):
    found = read("시도코드,시도명,수\n11,서울특별시,1\n26,부산광역시,2\n")
    assert found.table["adm1"].tolist() == ["11", "21"]
    assert found.problems == []


def test_a_code_that_contradicts_its_name_is_reported_and_left_empty(read):
    found = read("시군구코드,시군구명,수\n26110,부산 중구,1\n26350,부산 서구,2\n26170,부산 동구,3\n")
    assert found.table["adm2"].isna().tolist() == [False, True, False]
    assert "서로 다른 곳" in found.problems[0].reason
    assert found.problems[0].row == 3


def test_split_code_columns_are_put_together(read):
    found = read("시도코드,시군구코드,읍면동코드,수\n21,10,51,1\n21,020,52,2\n")
    assert found.table["adm2"].tolist() == ["21010", "21020"]
    assert found.table["adm3"].tolist() == ["2101051", "2102052"]


def test_mixed_forms_in_one_column_are_all_matched(read):
    found = read("지역,수\n부산광역시 해운대구,1\n부산 해운대,2\n부산해운대구,3\n경기 수원시 장안구,4\n")
    assert found.table["adm2"].tolist() == ["21090", "21090", "21090", "31011"]


def test_the_province_comes_from_the_names_when_only_one_has_them_all(read):
    found = read("구군,수\n중구,1\n영도구,2\n기장군,3\n")
    assert found.table["adm2"].tolist() == ["21010", "21040", "21310"]
    assert "하나뿐" in "\n".join(found.report)


def test_the_province_comes_from_the_file_name_and_is_said(read):
    found = read("시군구,수\n중구,1\n동구,2\n", name="대전광역시_쉼터.csv")
    assert found.table["adm2"].tolist() == ["25020", "25010"]
    assert "파일 이름" in "\n".join(found.report)


def test_names_that_fit_several_provinces_are_reported_with_line_and_remedy(read):
    found = read("시군구,수\n중구,1\n동구,2\n")
    assert "adm2" not in found.table
    assert [one.row for one in found.problems] == [2, 3]
    assert "region=" in found.problems[0].remedy
    assert read("시군구,수\n중구,1\n동구,2\n", region="울산").table["adm2"].tolist() == ["26010", "26030"]


def test_an_old_name_is_reported_until_the_reader_decides(read):
    text = "시도,시군구,수\n인천광역시,남구,5\n인천광역시,중구,6\n충청북도,청원군,7\n"
    found = read(text)
    assert found.table["adm2"].isna().tolist() == [True, False, True]
    assert [one.row for one in found.problems] == [2, 4]
    assert "names={'인천 남구': '인천 미추홀구'}" in found.problems[0].remedy
    decided = read(text, names={"인천 남구": "인천 미추홀구", "충북 청원군": "충북 청주시"})
    assert decided.table["adm2_basic"].tolist() == ["23090", "23010", "33040"]
    assert decided.problems == []


def test_gunwi_is_matched_from_both_its_provinces_and_said(read):
    found = read("시도,시군구,수\n대구광역시,군위군,1\n경상북도,군위군,2\n")
    assert found.table["adm2"].tolist() == ["37310", "37310"]
    assert "2020년 구역을 따라 경상북도" in "\n".join(found.report)


def test_a_dong_that_is_not_of_2020_keeps_its_district(read):
    found = read("시도,시군구,행정동,수\n부산광역시,해운대구,우1동,1\n부산광역시,해운대구,우동,2\n")
    assert found.table["adm2"].tolist() == ["21090", "21090"]
    assert found.table["adm3"].isna().tolist() == [False, True]
    assert "'우동'" in found.problems[0].reason


def test_sejong_is_its_own_only_district(read):
    found = read(
        "시도,시군구,수\n세종특별자치시,,1\n세종특별자치시,세종특별자치시,2\n세종특별자치시,세종시,3\n부산광역시,중구,4\n"
    )
    assert found.table["adm2"].tolist() == ["29010", "29010", "29010", "21010"]


def test_an_address_gives_the_district_and_a_strange_one_is_reported(read):
    found = read(
        "시설명,소재지주소\n가,경기도 성남시 분당구 판교로 1\n나,서울특별시 중구 세종대로 110\n다,경기도 부천시 원미구 길주로 1\n라,미상로 3\n"
    )
    assert found.table["adm2"].tolist()[:2] == ["31023", "11020"]
    assert [one.row for one in found.problems] == [4, 5]


def test_a_table_without_places_is_still_a_table(read):
    found = read("월,건수\n1월,10\n2월,20\n")
    assert list(found.table.columns) == ["row", "월", "건수"]


def test_an_unknown_code_system_is_refused(read):
    with pytest.raises(DsiError, match="행정표준"):
        read("시도코드,수\n11,1\n", codes="법정동")
