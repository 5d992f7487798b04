"""The grade sheet opens in Excel as it is and says where everyone stands."""

import csv

import pytest

from curriculum.errors import DsiError
from grader import report
from grader.roster import Trainee, enrol
from tests.grader.classes import MODULE, RIGHT, course, hand_in, homes, released


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """One trainee in each state."""
    cohort = released(
        tmp_path_factory.mktemp("cohorts") / "class", "blank", "broken", "later", "never", "right"
    )
    enrol(cohort, [Trainee("right", "=홍길동", "hong@example.com", "부산시청")])
    cohort.release(MODULE, "2020-01-01 09:00")
    hand_in(cohort, "right", *RIGHT)
    hand_in(cohort, "blank")
    (hand_in(cohort, "broken") / "practicum.ipynb").write_text("", encoding="utf-8")
    cohort.submit(MODULE, "broken", homes(cohort) / "broken")
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    hand_in(cohort, "later")
    cohort.collect(MODULE)
    return cohort


def test_everyone_stands_where_they_are(cohort):
    found = {standing.trainee.id: standing for standing in report.standings(cohort)}
    assert {
        trainee: (standing.state, standing.score, standing.late) for trainee, standing in found.items()
    } == {
        "right": (report.WAITING, 5, True),
        "blank": (report.GRADED, 0, True),
        "broken": (report.BROKEN, None, True),
        "later": (report.NOT_GRADED, None, True),
        "never": (report.NOT_SUBMITTED, None, False),
    }
    assert "빈 파일" in found["broken"].problem


def test_what_is_graded_while_the_sheet_is_made_is_not_graded_yet(cohort, monkeypatch):
    monkeypatch.setattr(report, "_submissions", lambda _: [])  # the scores were read before the first was given
    found = {standing.trainee.id: standing for standing in report.standings(cohort)}
    assert (found["right"].state, found["right"].score) == (report.NOT_GRADED, None)


def test_the_sheet_is_for_excel(cohort, tmp_path):
    out = tmp_path / "성적.csv"
    report.export(cohort, out)
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    rows = {row["아이디"]: row for row in csv.DictReader(data.decode("utf-8-sig").splitlines())}
    assert list(rows["right"].values()) == [
        "right", "'=홍길동", "부산시청", "hong@example.com", "5", "9", "지각", "직접 채점 필요", "5", "9",
    ]  # fmt: skip
    assert list(rows["never"].values())[4:] == ["", "9", "", "미제출", "0", "9"]
    assert list(rows["right"])[4:8] == [f"{MODULE} {what}" for what in ("점수", "만점", "지각", "상태")]


def test_an_older_score_does_not_stand_for_a_newer_submission(tmp_path):
    cohort = released(tmp_path / "class", "hong")
    hand_in(cohort, "hong", *RIGHT)
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    hand_in(cohort, "hong")
    cohort.collect(MODULE)
    assert [(s.state, s.score) for s in report.standings(cohort)] == [(report.NOT_GRADED, None)]


def test_a_sheet_is_not_dressed_up_as_an_excel_file(cohort, tmp_path):
    with pytest.raises(DsiError, match=r"성적\.csv"):
        report.export(cohort, tmp_path / "성적.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_cannot_be_written_is_refused(cohort, tmp_path):
    with pytest.raises(DsiError, match="폴더가 없습니다"):
        report.export(cohort, tmp_path / "none" / "grades.csv")


def test_a_new_cohort_has_no_standings(tmp_path):
    assert report.standings(course(tmp_path / "class")) == []
