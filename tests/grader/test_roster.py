"""Lists as offices keep them are read, and a wrong one enrols nobody."""

import unicodedata

import pytest
from openpyxl import Workbook

from curriculum.errors import DsiError
from grader.roster import FILE, Trainee, enrol, enrolled, join_name, read, split_name
from tests.grader.classes import course

PEOPLE = [Trainee("hong", "홍길동", "hong@example.com", "부산대학교"), Trainee("kim01", "김하나")]
ROWS = [
    ["2026년 디지털 사회혁신 교육생 명단"],
    [],
    ["번호", "성명", "아이디", "소속", "이메일"],
    ["1", "홍길동", "hong", "부산대학교", "hong@example.com"],
    [],
    ["2", " 김하나 ", "kim01", "-", "없음"],
]


def as_csv(rows, delimiter=","):
    return "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"


def excel(path, rows, title="명단", formats=()):
    book = Workbook()
    book.active.title = "안내"
    book.active.append(["이 파일은 교육생 명단입니다."])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    for cell, number_format in formats:
        sheet[cell].number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv_is_read_in_every_encoding_offices_use(tmp_path, encoding):
    path = tmp_path / "명단.csv"
    path.write_bytes(as_csv(ROWS).encode(encoding))
    assert read(path) == PEOPLE


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_with_every_delimiter_excel_writes(tmp_path, delimiter):
    path = tmp_path / "명단.txt"
    path.write_text(as_csv(ROWS, delimiter), encoding="utf-8")
    assert read(path) == PEOPLE


def test_excel_is_read_from_the_sheet_that_holds_the_list(tmp_path):
    assert read(excel(tmp_path / "명단.xlsx", ROWS)) == PEOPLE


def test_excel_numbers_become_the_ids_excel_shows(tmp_path):
    rows = [["학번", "이름"], [20261234.0, "홍길동"], [7, "김하나"]]
    path = excel(tmp_path / "명단.xlsx", rows, formats=[("A3", "00000")])
    assert [trainee.id for trainee in read(path)] == ["20261234", "00007"]


@pytest.mark.parametrize(
    "header", ["아이디, 이름", "* 아이디 ,성명(한글)", "학번,교육생명", "ID,NAME", "사용자 ID,이 름"]
)
def test_headers_are_known_in_the_words_offices_use(tmp_path, header):
    path = tmp_path / "list.csv"
    path.write_text(f"{header}\nhong,홍길동\n", encoding="utf-8")
    assert read(path) == [Trainee("hong", "홍길동")]


def test_names_typed_on_a_mac_are_composed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(unicodedata.normalize("NFD", "아이디,이름\nhong,홍길동\n"), encoding="utf-8")
    assert read(path) == [Trainee("hong", "홍길동")]


WRONG = {
    "a missing column": ("이름,이메일\n홍길동,a@b.kr\n", ["1행", "아이디"]),
    "no header": ("홍길동,hong\n", ["머리글"]),
    "a repeated id": ("아이디,이름\nhong,홍길동\nkim,김하나\nHong,홍길순\n", ["4행", "Hong", "2행"]),
    "an empty id": ("아이디,이름\nhong,홍길동\n,김하나\n", ["3행", "김하나"]),
    "an empty name": ("아이디,이름\nhong,\n", ["2행", "hong"]),
    "an id in Korean": ("아이디,이름\n홍길동1,홍길동\n", ["2행", "홍길동1", "영문자"]),
    "an id that leaves its folder": ("아이디,이름\n../hong,홍길동\n", ["2행", "../hong"]),
    "an id nbgrader cannot file": ("아이디,이름\na+b,홍길동\n", ["2행", "a+b"]),
    "an id with a blank in it": ("아이디,이름\nhong gil,홍길동\n", ["2행", "hong gil"]),
    "a wrong address": ("아이디,이름,이메일\nhong,홍길동,hong.example\n", ["2행", "hong.example"]),
    "nobody": ("아이디,이름\n", ["등록할 사람이 없습니다"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_list_is_refused_with_file_row_and_remedy(tmp_path, case):
    text, said = WRONG[case]
    path = tmp_path / "명단.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DsiError) as error:
        read(path)
    assert all(part in str(error.value) for part in ["명단.csv", *said])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0 old", ".xlsx로 다시 저장"),
        (b"PK\x03\x04 torn", ".xlsx로 다시 저장"),
        (b"\xff\xff\xff\x80\x80", "다시 저장"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path, data, said):
    path = tmp_path / "명단.xls"
    path.write_bytes(data)
    with pytest.raises(DsiError, match=said):
        read(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DsiError, match="없는\\.csv"):
        read(tmp_path / "없는.csv")


def test_enrolling_twice_brings_people_up_to_date_and_keeps_the_others(tmp_path):
    cohort = course(tmp_path / "class")
    assert enrol(cohort, PEOPLE) == (2, 0)
    moved = Trainee("kim01", "김하나", "kim@example.com", "부산시청")
    assert enrol(cohort, [moved, Trainee("lee", "이두리")]) == (1, 1)
    assert enrolled(cohort) == [moved, Trainee("lee", "이두리"), PEOPLE[0]]


def test_a_list_that_fails_half_way_enrols_nobody(tmp_path):
    cohort = course(tmp_path / "class")
    enrol(cohort, PEOPLE[:1])
    (cohort.folder / ".roster.csv.part").mkdir()
    with pytest.raises(OSError):  # noqa: PT011
        enrol(cohort, PEOPLE)
    assert enrolled(cohort) == PEOPLE[:1]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("홍길동", ("홍", "길동")),
        ("남궁민수", ("남궁", "민수")),
        ("남궁", ("남", "궁")),
        ("강산", ("강", "산")),
        ("John Smith", ("Smith", "John")),
        ("응우옌 티", ("응우옌 티", "")),
        ("Madonna", ("Madonna", "")),
    ],
)
def test_a_name_is_split_for_nbgrader_and_comes_back_as_written(name, parts):
    assert split_name(name) == parts
    assert join_name(*parts) == name


def test_what_looks_like_a_formula_survives_the_kit_s_own_roster(tmp_path):
    cohort = course(tmp_path / "class")
    people = [Trainee("kim", "=김하나", "", "+82 센터"), Trainee("lee", "이두리", "", "-")]
    enrol(cohort, people[:1])
    enrol(cohort, people[1:])
    assert "'=김하나" in (cohort.folder / FILE).read_text(encoding="utf-8-sig")
    assert enrolled(cohort)[0] == people[0]
