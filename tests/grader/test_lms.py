"""Lists that a university's LMS wrote are read, and grades go back so that the LMS finds its people again."""

import csv
import io

import pytest
from typer.testing import CliRunner

from curriculum.errors import DsiError
from dsi import app
from grader import roster
from grader.lms import EXPECTED, Form, export, form
from grader.report import standings
from grader.roster import Trainee, enrol
from tests.grader.classes import ADVICE, MODULE, RIGHT, collected, course

MOODLE_EN = '"First name","Last name","ID number","Email address",Groups\r\nGildong,Hong,b2023001,hong@univ.ac.kr,\r\n'
MOODLE_KO = "성,이름,id 번호,이메일 주소,역할\n홍,길동,b2023001,hong@univ.ac.kr,학생\n오,강사,staff1,oh@univ.ac.kr,교수자\n"
MOODLE_EN_KOREAN_NAMES = "First name,Last name,Username\n홍,길동,gildong\n준,김,jun\n솔,남궁,sol\n"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,과제 1 (4711),Final Score\n"
    ",,,,,Manual Posting,\n"
    "    Points Possible,,,,,10,(read only)\n"
    '"Hong, Gildong",501,b2023001,hong@univ.ac.kr,1분반,9,90\n'
    "김하나,502,b2023002,hana,1분반,8,80\n"
    '"Student, Test",503,,c86d6f6dd7e9a1f5b3f1c8f2a4d5e6f7a8b9c0d1,1분반,,\n'
)


def read(tmp_path, text, encoding="utf-8-sig"):
    path = tmp_path / "명단.csv"
    path.write_bytes(text.encode(encoding))
    return roster.read(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_a_moodle_list_in_english(tmp_path, encoding):
    assert read(tmp_path, MOODLE_EN, encoding) == [Trainee("b2023001", "Gildong Hong", "hong@univ.ac.kr")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
def test_a_moodle_list_in_korean_without_its_teachers(tmp_path, encoding):
    assert read(tmp_path, MOODLE_KO, encoding) == [Trainee("b2023001", "홍길동", "hong@univ.ac.kr")]


def test_korean_names_are_whole_whichever_way_round_moodle_keeps_them(tmp_path):
    found = read(tmp_path, MOODLE_EN_KOREAN_NAMES)
    assert [(each.id, each.name) for each in found] == [("gildong", "홍길동"), ("jun", "김준"), ("sol", "남궁솔")]


def test_a_canvas_gradebook_without_the_rows_that_are_nobody(tmp_path):
    assert read(tmp_path, CANVAS) == [
        Trainee("b2023001", "Gildong Hong", "hong@univ.ac.kr"),
        Trainee("b2023002", "김하나"),
    ]


def test_an_office_s_list_is_no_lms_list():
    assert form(["아이디", "이름", "이메일", "소속"]) is None
    assert form(["Student", "ID", "Section"]) is None
    assert form(["First name", "Last name", "City"]) is None


def test_a_header_nobody_knows_says_what_was_expected(tmp_path):
    with pytest.raises(DsiError, match="아이디") as caught:
        read(tmp_path, "Vorname,Nachname,Matrikel\nA,B,1\n")
    assert EXPECTED in str(caught.value)


def test_a_person_without_any_id_is_named_with_the_row(tmp_path):
    with pytest.raises(DsiError, match=r"명단\.csv 3행: '이두리'의 아이디가 비어"):
        read(tmp_path, "성,이름,이메일 주소\n김,하나,hana@a.kr\n이,두리,\n")


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """One whole submission, one that waits for its written answer, and one that never came."""
    cohort = collected(tmp_path_factory.mktemp("cohorts") / "class", {"hana": RIGHT, "duri": (ADVICE,)})
    people = [Trainee("hana", "김하나", "hana@a.kr"), Trainee("duri", "=이두리", "duri@a.kr"), Trainee("zoe", "Zoe Kim", "z@a.kr")]
    enrol(cohort, people)
    cohort.autograde(MODULE)
    return cohort


def exported(cohort, tmp_path, kind):
    out = tmp_path / "grades.csv"
    answer = CliRunner().invoke(app, ["export", str(cohort.folder), "--out", str(out), "--form", kind])
    assert answer.exit_code == 0, answer.output
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    return out, list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_moodle_takes_the_grades_by_id_number_and_by_email(cohort, tmp_path):
    out, rows = exported(cohort, tmp_path, "moodle")
    assert rows[0] == ["First name", "Last name", "ID number", "Email address", MODULE, "Course total"]
    by_id = {row[2]: row for row in rows[1:]}
    assert by_id["hana"] == ["하나", "김", "hana", "hana@a.kr", "5", "5"]
    assert by_id["zoe"] == ["Zoe", "Kim", "zoe", "z@a.kr", "", "0"]
    assert by_id["duri"][1] == "'=이두리"
    assert {each.id: each.email for each in roster.read(out)} == {each.id: each.email for each in cohort.trainees()}


def test_canvas_takes_the_grades_as_its_importer_reads_a_file(cohort, tmp_path):
    out, rows = exported(cohort, tmp_path, "canvas")
    assert rows[0][:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert "Points Possible" in rows[1][0]
    read_only = [title for title, cell in zip(rows[0], rows[1], strict=True) if cell == "(read only)"]
    assert read_only == ["Final Points"]
    column = rows[0].index(MODULE)
    assert rows[1][column] == "9"
    assert {row[2]: row[column] for row in rows[2:]} == {
        each.trainee.id: "" if each.score is None else f"{each.score:g}" for each in standings(cohort)
    }
    assert {each.id for each in roster.read(out)} == {each.id for each in cohort.trainees()}


def test_a_cohort_without_grades_has_nothing_to_export(tmp_path):
    with pytest.raises(DsiError, match="내보낼 성적이 없습니다"):
        export(course(tmp_path / "class"), tmp_path / "grades.csv", Form.CANVAS)
    assert not (tmp_path / "grades.csv").exists()
