"""Files as public portals hand them out, made byte by byte: what is read, and what is said not to be matched."""

import io
import json
import zipfile

import openpyxl
import pytest

from curriculum import datasets, portal
from curriculum.datasets import read_public
from curriculum.errors import DsiError

PLAIN = "시도,시군구,개소 수\r\n부산광역시,해운대구,12\r\n부산광역시,기장군,3\r\n"


@pytest.fixture
def read(tmp_path):
    """Write bytes (or text in an encoding) to a file and read it."""

    def run(content, name="자료.csv", encoding="utf-8", **options):
        file = tmp_path / name
        file.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return read_public(file, **options)

    return run


def said(found):
    return "\n".join(found.report)


# Encodings and separators


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8(BOM"),
        ("cp949", "CP949"),
        ("euc-kr", "CP949"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16(BOM 없음)"),
        ("utf-16-be", "UTF-16(BOM 없음)"),
    ],
)
def test_the_same_table_comes_out_of_every_encoding(read, encoding, label):
    found = read(PLAIN, encoding=encoding)
    assert found.table["개소 수"].tolist() == [12, 3]
    assert found.table["adm2"].tolist() == ["21090", "21310"]
    assert label in said(found)


def test_letters_that_only_cp949_has_are_read(read):
    found = read("시군구,상호\n해운대구,똠방각하 펲시\n", encoding="cp949")
    assert found.table["상호"][0] == "똠방각하 펲시"


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_other_separators_are_recognised(read, mark):
    found = read(PLAIN.replace(",", mark).replace("12", '"1,234"'))
    assert found.table["개소 수"].tolist() == [1234, 3]


def test_a_cut_off_file_names_the_line(read):
    with pytest.raises(DsiError, match="3째 줄"):
        read(PLAIN.encode("cp949")[:-8] + b"\xb0")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "빈 파일"),
        (b"\xef\xbb\xbf\r\n", "빈 파일"),
        ("<!DOCTYPE html><html>로그인</html>".encode(), "웹 문서"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx"),
        (b'{"items": []}', "목록"),
        (b'{"items": [', "JSON"),
        (b"PK\x03\x04 not a book", "엑셀"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(read, content, words):
    with pytest.raises(DsiError, match=words):
        read(content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DsiError, match="없습니다"):
        read_public(tmp_path / "없음.csv")


# Titles, headers, units, totals, footnotes


def test_titles_above_units_below_and_footnotes_are_taken_off(read):
    found = read(
        "2023년 무더위쉼터 현황,,\n기준일: 2023-07-01,,(단위: 개소)\n,,\n"
        '시군구명,쉼터 수,수용 인원\n,(개소),(명)\n부산광역시 중구,10,"1,200"\n부산광역시 서구,8,900\n'
        "※ 수용 인원은 추정치,,\n자료: 각 구청,,\n"
    )
    assert list(found.table.columns) == [
        "row",
        "adm1",
        "adm2",
        "adm2_basic",
        "시군구명",
        "쉼터 수",
        "수용 인원",
    ]
    assert found.table["수용 인원"].tolist() == [1200, 900]
    assert found.table["row"].tolist() == [6, 7]
    assert found.units == {"쉼터 수": "개소", "수용 인원": "명"}
    assert found.titles[0] == "2023년 무더위쉼터 현황"
    assert found.footnotes == ["※ 수용 인원은 추정치", "자료: 각 구청"]


def test_a_header_of_three_rows_with_merged_cells_saved_as_csv_becomes_one(read):
    found = read(
        "행정구역,인구,,,\n,2015,,2020,\n,남,여,남,여\n부산 중구,1,2,3,4\n부산 서구,5,6,7,8\n부산 동구,9,10,11,12\n"
    )
    assert list(found.table.columns[4:]) == [
        "행정구역",
        "인구_2015_남",
        "인구_2015_여",
        "인구_2020_남",
        "인구_2020_여",
    ]
    assert found.table["인구_2020_여"].tolist() == [4, 8, 12]


def test_a_kosis_table_with_years_in_the_header_keeps_them_apart(read):
    found = read(
        '"행정구역별(1)","행정구역별(2)","2020","2020","2021","2021"\n'
        '"행정구역별(1)","행정구역별(2)","인구 (명)","가구 (가구)","인구 (명)","가구 (가구)"\n'
        '"전국","소계","51829136","20926710","51738071","21448463"\n'
        '"부산광역시","소계","3349016","1405037","3324335","1431365"\n'
        '"부산광역시","중구","41910","22111","40634","22203"\n'
        '"부산광역시","영도구","111862","50000","108661","50100"\n'
    )
    assert found.table["2020_인구"].tolist() == [41910, 111862]
    assert found.table["adm2"].tolist() == ["21010", "21040"]
    assert found.units["2021_가구"] == "가구"
    assert found.totals["row"].tolist() == [3, 4]
    assert "합계·소계 2줄" in said(found)


def test_totals_between_the_rows_are_taken_out_and_named(read):
    found = read("구군,수\n합 계,30\n중구,10\n서구,20\n소계,30\n", region="부산")
    assert found.table["수"].sum() == 30
    assert found.totals["row"].tolist() == [2, 5]


def test_a_city_row_above_its_districts_is_kept_but_warned_about(read):
    found = read("시군구,수\n경기도 수원시,7\n경기도 수원시 장안구,3\n경기도 수원시 팔달구,4\n")
    assert found.table["adm2"].isna().tolist() == [True, False, False]
    assert "두 번 셉니다" in said(found)


def test_a_header_repeated_inside_is_dropped(read):
    found = read("시군구,수\n부산 중구,1\n시군구,수\n부산 서구,2\n")
    assert found.table["수"].tolist() == [1, 2]
    assert "되풀이된 머리글 1줄" in said(found)


def test_double_and_missing_column_names_are_told_apart(read):
    found = read("시군구,수,수,\n부산 중구,1,2,3\n부산 서구,4,5,6\n")
    assert list(found.table.columns[4:]) == ["시군구", "수", "수_2", "열4"]
    assert "수_2" in said(found)


def test_a_header_broken_over_lines_inside_quotes_keeps_line_numbers_right(read):
    found = read('시군구,"인구\n(명)"\n부산 중구,"1,000"\n부산 없는구,2\n')
    assert found.units == {"인구": "명"}
    assert [one.row for one in found.problems] == [4]


def test_the_kits_own_portal_files_come_out_as_their_clean_form(read):
    for region, table, year in (
        ("전북", "population", 2015),
        ("부산", "housing", 2020),
        ("세종", "housing", 2020),
    ):
        found = read(portal.portal_csv(region, year, table), f"{table}.csv").table
        clean = portal.portal_clean(region, year, table)
        assert found["읍면동"].tolist() == clean["읍면동"].tolist()
        for column in clean.columns[3:]:
            sure = found[column].notna()
            assert (found.loc[sure, column].to_numpy() == clean.loc[sure.to_numpy(), column].to_numpy()).all()
            assert (clean.loc[~sure.to_numpy(), column].fillna(0) == 0).all()


def test_names_only_files_without_any_number_are_read(read):
    found = read(
        "시설명,소재지도로명주소,비고\n가회관,서울특별시 중구 세종대로 110,\n나회관,경기도 성남시 분당구 판교로 1,X\n"
    )
    assert found.table["adm2"].tolist() == ["11020", "31023"]
    assert found.table["비고"].tolist()[1] == "X"


# Values


def test_missing_marks_become_missing_and_are_counted_by_column(read):
    found = read("시군구,가,나\n부산 중구,-,1\n부산 서구,X,…\n부산 동구,3,2\n부산 영도구,4,3\n")
    assert found.table["가"].isna().tolist() == [True, True, False, False]
    assert found.table["가"].sum() == 7
    report = said(found)
    assert "가 열: '-' 1칸, 'X' 1칸" in report
    assert "나 열: '…' 1칸" in report


def test_what_a_mark_means_is_quoted_from_the_footnote(read):
    found = read("시군구,가\n부산 중구,-\n부산 서구,1\n※ '-' : 해당 없음\n")
    assert "각주를 확인하세요: ※ '-' : 해당 없음" in said(found)


def test_an_x_among_answers_stays_an_answer(read):
    assert read("시설,운영\n가,O\n나,X\n다,O\n").table["운영"].tolist() == ["O", "X", "O"]


def test_a_cell_that_is_no_number_is_reported_with_its_line(read):
    rows = "".join(f"부산 중구,{number}\n" for number in range(9))
    found = read(f"시군구,가\n{rows}부산 서구,약 300\n")
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.text) == (11, "가", "약 300")
    assert found.table["가"].isna().sum() == 1


def test_signs_percent_and_dates_are_typed(read):
    found = read(
        "시군구,증감,비율,기준일,연도\n부산 중구,△1.5,12.5%,2023.07.01,2023\n부산 서구,2,3%,2023-7-2,2023\n"
    )
    row = found.table.iloc[0]
    assert (row["증감"], row["비율"], row["연도"]) == (-1.5, 12.5, 2023)
    assert str(found.table["기준일"].dtype).startswith("datetime64")
    assert found.units["비율"] == "%"
    assert "△ 1칸을 음수" in said(found)


def test_a_black_triangle_is_not_guessed(read):
    rows = "".join(f"부산 중구,{number}\n" for number in range(9))
    assert [one.text for one in read(f"시군구,증감\n{rows}부산 서구,▲3\n").problems] == ["▲3"]


def test_codes_and_numbers_with_zeros_in_front_stay_text(read):
    found = read("관리번호,우편,값\n0012,04524,1\n0013,04525,2\n").table
    assert found["관리번호"].tolist() == ["0012", "0013"]
    assert found["우편"].tolist() == ["04524", "04525"]


# Excel, JSON, zip


def book(fill):
    made = openpyxl.Workbook()
    fill(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_an_excel_sheet_with_merged_cells_and_a_notice_before_it_is_read(read):
    def fill(made):
        made.active.title = "안내"
        made.active["A1"] = "이 자료는 …"
        page = made.create_sheet("현황")
        for row in (
            ["구·군별 현황", None, None, None],
            ["시도", "시군구", "인구", None],
            [None, None, "남", "여"],
            ["부산광역시", "중구", 20_000, 21_000.0],
            [None, "서구", 50_000, 51_000],
            [None, "동구", 40_000, "-"],
        ):
            page.append(row)
        for span in ("A1:D1", "A2:A3", "B2:B3", "C2:D2", "A4:A6"):
            page.merge_cells(span)

    found = read(book(fill), "현황.xlsx")
    assert list(found.table.columns[4:]) == ["시도", "시군구", "인구_남", "인구_여"]
    assert found.table["adm2"].tolist() == ["21010", "21020", "21030"]
    assert found.table["인구_여"].sum() == 72_000
    assert found.titles == ["구·군별 현황"]
    assert "읽지 않은 시트: 안내" in said(found)


def test_another_sheet_can_be_chosen_and_an_unknown_one_is_named(read):
    def fill(made):
        made.active.title = "1월"
        for row in (["시군구", "수"], ["부산 중구", 1], ["부산 서구", 2]):
            made.active.append(row)
        made.create_sheet("2월").append(["시군구", "수"])
        made["2월"].append(["부산 동구", 3])

    data = book(fill)
    assert read(data, "월별.xlsx", sheet="2월").table["수"].tolist() == [3]
    with pytest.raises(DsiError, match="1월, 2월"):
        read(data, "월별.xlsx", sheet="3월")


def test_codes_that_excel_made_numbers_are_codes_again(read):
    def fill(made):
        for row in (["행정구역코드", "수"], [26110.0, 1], [26350.0, 2]):
            made.active.append(row)

    assert read(book(fill), "코드.xlsx").table["adm2"].tolist() == ["21010", "21090"]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows,
        lambda rows: {"currentCount": 2, "data": rows, "page": 1},
        lambda rows: {
            "response": {"header": {"resultCode": "00"}, "body": {"items": {"item": rows}, "totalCount": 2}}
        },
        lambda rows: {"fields": [{"id": "시군구명"}], "records": rows},
    ],
)
def test_json_is_found_under_every_usual_wrapping(read, wrap):
    rows = [{"시군구명": "부산광역시 중구", "수": "1,000"}, {"시군구명": "부산광역시 서구", "수": "2"}]
    found = read(json.dumps(wrap(rows), ensure_ascii=False), "자료.json")
    assert found.table["수"].tolist() == [1000, 2]
    assert found.table["adm2"].tolist() == ["21010", "21020"]


def test_a_zip_with_one_table_is_opened_and_one_with_two_is_not(read):
    def packed(*names):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, PLAIN.encode("cp949"))
        return out.getvalue()

    assert len(read(packed("a.csv"), "하나.zip").table) == 2
    with pytest.raises(DsiError, match="하나로 고를 수 없습니다"):
        read(packed("a.csv", "b.csv"), "둘.zip")


def test_the_one_door_to_the_data_offers_it():
    assert datasets.read_public.__doc__


def test_the_register_of_residents_with_codes_behind_the_names_is_read(read):
    found = read(
        '행정구역,2023년12월_총인구수,2023년12월_세대수\n"전국  (0000000000)","51,325,329","23,914,851"\n'
        '"부산광역시  (2600000000)","3,293,362","1,563,952"\n"부산광역시 중구 (2611000000)","38,661","21,820"\n'
    )
    assert found.table["adm1"].tolist() == ["21", "21"]
    assert found.table["adm2"].tolist()[1] == "21010"
    assert found.totals["row"].tolist() == [2]
    assert "두 번 셉니다" in said(found)


def test_a_standard_file_of_facilities_uses_either_address(read):
    found = read(
        "시설명,소재지도로명주소,소재지지번주소,전화번호,위도,경도,데이터기준일자,제공기관코드\n"
        "가,부산광역시 동구 중앙대로 1,부산광역시 동구 초량동 1-1,051-123-4567,35.1161,129.0416,2023-07-01,3270000\n"
        "나,,인천광역시 남구 주안동 1,032-111-2222,37.46,126.68,2023-07-01,3510500\n"
    )
    assert found.table["adm2"].tolist()[0] == "21030"
    assert [(one.row, "미추홀구" in one.reason) for one in found.problems] == [(3, True)]
    assert found.table["lon"].tolist() == [129.0416, 126.68]


def test_prose_is_no_table(read):
    with pytest.raises(DsiError, match="자료 줄"):
        read("안내문입니다.\n두 번째 줄입니다.\n", "안내.txt")


def test_a_unit_row_with_its_label_gives_units_only_to_numbers(read):
    found = read(
        "시도,시군구,면적,밀도\n단위,,㎢,명/㎢\n부산광역시,중구,2.83,14500\n부산광역시,서구,14.0,7500\n"
    )
    assert found.units == {"면적": "㎢", "밀도": "명/㎢"}


def test_a_column_called_unit_does_not_make_the_header_a_title(read):
    found = read("시점,지역,값,단위\n2020,부산 중구,5,명\n2021,부산 중구,6,명\n")
    assert found.table["값"].tolist() == [5, 6]
    assert found.titles == []
