"""Attendance lists are read as offices keep them, and completion is what the track's rules say."""

import csv
import shutil

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from classroom import attendance, completion
from curriculum import catalog
from curriculum.errors import DsiError
from curriculum.yaml_model import parse_model
from dsi import app
from gallery.store import Store
from grader.cohort import Cohort
from grader.roster import Trainee
from tests.classroom import finished
from tests.classroom.finished import PEOPLE, WIDE


def read(tmp_path, text, encoding="utf-8-sig", people=PEOPLE):
    path = tmp_path / "출석부.csv"
    path.write_bytes(text.encode(encoding))
    return attendance.read(path, people)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp949"])
def test_a_column_for_each_session(tmp_path, encoding):
    assert read(tmp_path, WIDE, encoding).rates == {"hana": 100, "duri": 60, "nari": 100}


def test_a_row_for_each_trainee_and_session(tmp_path):
    rows = ["교육생번호,날짜,출결", "hana,2026-09-01,출석", "hana,2026-09-02,결석", "duri,2026-09-01,공결", "duri,2026-09-02,출석"]
    assert read(tmp_path, "\n".join(rows)).rates == {"hana": 50, "duri": 100}


@pytest.mark.parametrize(("cells", "rate"), [("92.5,87", 92.5), ("92.5%,87%", 92.5), ("0.925,0.87", 92.5)])
def test_the_share_itself(tmp_path, cells, rate):
    first, second = cells.split(",")
    found = read(tmp_path, f"출석 현황,,\n이름,소속,출석률(%)\n김하나,부산시청,{first}\n이두리,,{second}\n").rates
    assert found == {"hana": pytest.approx(rate), "duri": pytest.approx(87)}


def test_three_times_late_is_one_absence(tmp_path):
    text = "아이디,1차시,2차시,3차시,4차시\nhana,지각,조퇴,출석,출석\nduri,지각,조퇴,외출,출석\n"
    assert read(tmp_path, text).rates == {"hana": 100, "duri": 75}


def test_a_session_not_held_yet_does_not_count(tmp_path):
    assert read(tmp_path, "아이디,1차시,2차시,3차시\nhana,출석,,\nduri,결석,,\n").rates == {"hana": 100, "duri": 0}


def test_an_excel_file_with_dates_in_its_header(tmp_path):
    from datetime import datetime

    book = Workbook()
    book.active.append(["학번", "이름", datetime(2026, 9, 1), datetime(2026, 9, 2), "비고"])
    book.active.append(["hana", "김하나", "○", "×", "개인 사정"])
    book.save(tmp_path / "출석부.xlsx")
    assert attendance.read(tmp_path / "출석부.xlsx", PEOPLE).rates == {"hana": 50}


def test_who_is_not_in_the_cohort_is_named_and_left_out(tmp_path):
    found = read(tmp_path, WIDE + "jo,조그만,○,○,○,○,○\n")
    assert (found.strangers, len(found.rates)) == (("jo",), 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("아이디,9/1,9/2\nhana,○,○\nduri,○,휴가\n", r"3행 '9/2' 열: '휴가'을\(를\) 알 수 없습니다"),
        ("아이디,9/1,9/2\nhana,○,○\nduri,○,\n", "3행 '9/2' 열: 비어 있습니다"),
        ("아이디,9/1\nhana,○\nhana,×\n", "3행 '아이디' 열: 'hana'가 앞에도 있습니다"),
        ("아이디,날짜,출결\nhana,9/1,출석\nhana,9/1,결석\n", "3행 '날짜' 열: .*2행에도 있습니다"),
        ("아이디,날짜,출결\nhana,9/1,출석\nhana,,출석\n", "3행 '날짜' 열: 비어 있습니다"),
        ("아이디,날짜,출결\nhana,9/1,출석\nhana,9/2,출석\nduri,9/1,출석\n", r"이두리\(duri\)의 9/2 줄이 없습니다"),
        ("아이디,출석률\nhana,백\n", "2행 '출석률' 열: '백'"),
        ("아이디,출석률\nhana,120\n", "2행 '출석률' 열: 출석률은 0부터 100"),
        ("번호,비고\n1,\n", "아이디"),
        ("아이디,비고\nhana,\n", "출석을 적은 열을 찾지 못했습니다"),
        ("아이디,9/1\nzzz,○\n", "한 줄도 없습니다"),
    ],
)
def test_what_cannot_be_read_is_named_with_row_and_column(tmp_path, text, message):
    with pytest.raises(DsiError, match=message):
        read(tmp_path, text)


def test_namesakes_need_ids(tmp_path):
    people = [Trainee("hana", "김하나"), Trainee("hana2", "김하나")]
    with pytest.raises(DsiError, match=r"2행 '이름' 열: '김하나'.*2명"):
        read(tmp_path, "이름,9/1\n김하나,○\n", people=people)


def test_a_track_s_rules_are_checked():
    rule = "completion: {attendance: 120, modules: 0, capstone: 발표}"
    with pytest.raises(DsiError) as caught:
        parse_model(f"title: 시험\naudience: 시험\nentry: [시험]\nhours: 1\n{rule}\n", catalog.TrackCard, "track.yaml")
    for part in ("출석률(%)", "단원", "최종 과제"):
        assert part in str(caught.value)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return finished.center(tmp_path_factory.mktemp("center"))


@pytest.fixture
def cohort(made, tmp_path):
    """A copy of the finished center for each test."""
    shutil.copytree(made.folder.parent.parent, tmp_path / "center", symlinks=True)
    return Cohort(tmp_path / "center" / "cohorts" / made.folder.name)


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


def test_who_meets_every_rule_has_completed_and_the_others_learn_what_they_lack(cohort, tmp_path):
    (tmp_path / "출석부.csv").write_bytes(WIDE.encode("cp949"))
    answer = run("complete", cohort.folder, "--attendance", tmp_path / "출석부.csv")
    assert answer.exit_code == 0, answer.output
    assert "3명 가운데 1명이 수료했습니다" in answer.output
    found = {each.trainee.id: each for each in completion.results(cohort)}
    assert found["hana"].missing == ()
    taught = catalog.module(f"bigdata/{finished.MODULE}").competencies
    assert {each.id for each in found["hana"].competencies} == set(taught)
    assert found["duri"].missing == (
        "출석률이 60%입니다(기준 80%)",
        "점수가 0%입니다(기준 60%)",
        "최종 과제가 갤러리에 게시되지 않았습니다",
    )
    assert found["duri"].competencies == ()
    assert "단원을 0개 마쳤습니다(기준 1개). 남은 단원: 01-collect(미제출)" in found["nari"].missing


def test_the_list_of_completion_is_for_excel(cohort):
    run("complete", cohort.folder)
    data = (cohort.folder / completion.FILE).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = {row["아이디"]: row for row in csv.DictReader(data.decode("utf-8-sig").splitlines())}
    assert (rows["hana"]["수료"], rows["hana"]["점수"], rows["hana"]["최종 과제 게시"]) == ("미수료", "9", "게시")
    assert rows["hana"]["부족한 것"] == "출석 자료가 없습니다"


def test_attendance_once_read_stays_until_the_next_list(cohort, tmp_path):
    for text, rate in ((WIDE, 100), (WIDE.replace("hana,김하나,○", "hana,김하나,×"), 80)):
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        run("complete", cohort.folder, "--attendance", tmp_path / "a.csv")
        assert attendance.kept(cohort)["hana"] == rate
    (tmp_path / "a.csv").write_text("아이디,9/1\nhana,?\n", encoding="utf-8")
    assert isinstance(run("complete", cohort.folder, "--attendance", tmp_path / "a.csv").exception, DsiError)
    assert attendance.kept(cohort)["hana"] == 80


def test_a_share_just_below_the_bar_does_not_pass_and_is_not_shown_as_if(cohort):
    attendance.keep(cohort, attendance.Attendance({each.id: 79.99 for each in PEOPLE}))
    found = {each.trainee.id: each for each in completion.results(cohort)}
    assert found["hana"].missing == ("출석률이 79.9%입니다(기준 80%)",)


def test_a_withdrawn_capstone_counts_no_longer(cohort):
    attendance.keep(cohort, attendance.Attendance({each.id: 100.0 for each in PEOPLE}))
    store = Store(completion.gallery_of(cohort))
    assert not completion.results(cohort)[0].missing
    store.withdraw(store.projects()[0].card.slug, "오강사", "본인의 요청")
    assert completion.results(cohort)[0].missing == ("최종 과제가 갤러리에 게시되지 않았습니다",)


def test_the_period_is_kept_by_the_command_and_a_wrong_one_changes_nothing(cohort):
    assert run("complete", cohort.folder, "--begins", "2026-10-01", "--ends", "2026-10-31").exit_code == 0
    card = Cohort(cohort.folder).card
    assert (str(card.begins), str(card.ends), card.track) == ("2026-10-01", "2026-10-31", "bigdata")
    for begins, ends in (("2026-11-01", ""), ("내일", "2026-11-30"), ("2026-11-30", "2026-11-01")):
        with pytest.raises(DsiError, match="시작한 날"):
            completion.keep_period(cohort, begins, ends)
    assert Cohort(cohort.folder).card == card
