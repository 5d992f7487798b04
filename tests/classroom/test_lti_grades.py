"""Points that go back into a university's LMS: ``dsi lms send``, against an LMS that checks who asks."""

import re
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from classroom import center as centers
from classroom.lti import kept, keys
from classroom.people import Role, group
from curriculum.errors import DsiError
from dsi import app
from grader.by_hand import score_by_hand
from tests.classroom import desks, finished, lms
from tests.classroom.lms import AGS, LTI

MODULE = finished.MODULE
CENTER = """\
center: {id: busan, name: 부산 지원센터, region: 부산}
administrators: [boss]
cohorts:
  - {id: bigdata-busan, track: bigdata, instructors: [park]}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A center whose cohort is graded: hana all points, duri none, nari handed nothing in."""
    folder = tmp_path_factory.mktemp("grades") / "center"
    folder.mkdir()
    cohort = finished.center(folder)
    (folder / "hub" / "lti").mkdir(parents=True)
    return folder, cohort


@pytest.fixture
def course(made):
    """The LMS, its grade book empty, and the center; everybody has come from its course."""
    folder, _ = made
    with lms.running() as platform:
        (folder / centers.FILE).write_text(CENTER + platform.center_yaml(), encoding="utf-8")
        center = centers.read(folder)
        (kept.folder(center) / "launches.json").unlink(missing_ok=True)
        keys.make(center)
        platform.tool_keys = keys.public(center)
        for name in ("hana", "duri", "nari"):
            kept.note(center, name, platform.claims("once", sub=f"sub-{name}"))
        yield platform


@pytest.fixture(scope="module")
def returned(made):
    """The cohort, its feedback given back."""
    _, cohort = made
    cohort.feedback(MODULE)
    return cohort


def send(folder: Path) -> Result:
    """Type the command."""
    return CliRunner().invoke(app, ["lms", "send", str(folder / "cohorts" / "bigdata-busan"), MODULE])


def refused(folder: Path) -> str:
    """Type the command; why it stops."""
    error = send(folder).exception
    assert isinstance(error, DsiError), error
    return str(error)


def scores(platform: lms.Lms) -> dict[str, tuple[float, float]]:
    """What came last for each user."""
    return {each["userId"]: (each["scoreGiven"], each["scoreMaximum"]) for _, each in platform.scores}


def test_points_are_sent_once_the_feedback_is_back_and_who_has_none_is_named(made, course):
    folder, cohort = made
    before = send(folder)
    assert before.exit_code == 0, before.exception
    assert "0명의 점수를" in before.stdout
    assert before.stdout.count("피드백을 아직 돌려주지 않았습니다") == 2
    assert not course.scores

    cohort.feedback(MODULE)
    course.stumbles = 2
    done = send(folder)
    assert "2명의 점수를 LMS로 보냈습니다" in done.stdout, done.exception
    assert re.search(r"최나리\(nari\): 제출하지 않았습니다", done.stdout)
    assert scores(course) == {"sub-hana": (9, 9), "sub-duri": (0, 9)}
    (item,) = course.lineitems
    assert (item["resourceId"], item["scoreMaximum"]) == (f"busan/bigdata-busan/{MODULE}", 9)
    assert item["label"].startswith(MODULE)
    assert all(each["gradingProgress"] == "FullyGraded" and each["timestamp"].endswith("+00:00") for _, each in course.scores)


def test_a_column_that_is_there_is_found_on_a_later_page_and_sending_again_replaces_the_points(made, course, returned):
    folder, _ = made
    course.lineitems += [{"id": f"{course.address}/42/lineitems/{number}/lineitem", "resourceId": "other"} for number in range(2)]
    send(folder)
    assert send(folder).exit_code == 0
    assert len(course.lineitems) == 3
    assert {number for number, _ in course.scores} == {2}
    assert len(course.scores) == 4


def test_points_changed_by_hand_after_the_feedback_wait_until_it_is_given_back_again(made, course, returned):
    folder, cohort = made
    score_by_hand(cohort, MODULE, "hana", "q03-advice", 3, "고쳤습니다.")
    done = send(folder)
    assert re.search(r"김하나\(hana\): 피드백을 돌려준 뒤에 점수가 바뀌었습니다", done.stdout), done.stdout
    assert scores(course) == {"sub-duri": (0, 9)}
    cohort.feedback(MODULE)
    send(folder)
    assert scores(course)["sub-hana"] == (8, 9)
    score_by_hand(cohort, MODULE, "hana", "q03-advice", 4, "")
    cohort.feedback(MODULE)


@pytest.mark.parametrize(
    ("launch", "said"),
    [
        ({f"{LTI}/context": {"id": "43"}}, "어느 강의로 보낼지 알 수 없습니다"),
        ({f"{AGS}/claim/endpoint": None}, "성적을 받지 않습니다"),
        ({f"{AGS}/claim/endpoint": {"scope": [f"{AGS}/scope/lineitem"], "lineitems": "https://a.example/"}}, "성적을 받지 않습니다"),
    ],
    ids=["two courses", "no grade service", "no right to score"],
)
def test_whose_course_cannot_take_points_is_named_and_the_others_are_sent(made, course, returned, launch, said):
    folder, _ = made
    kept.note(centers.read(folder), "duri", course.claims("twice", sub="sub-duri", **{f"{LTI}/context": {"id": "44"}} | launch))
    center = centers.read(folder)
    if "endpoint" in str(launch):  # the one course that duri comes from
        kept.forget(center, "duri")
        kept.note(center, "duri", course.claims("new", sub="sub-duri", **{f"{LTI}/context": {"id": "44"}} | launch))
    done = send(folder)
    assert re.search(rf"이두리\(duri\): .*{said}", done.stdout), done.stdout
    assert scores(course) == {"sub-hana": (9, 9)}


def test_a_link_that_names_its_cohort_decides_between_two_courses(made, course, returned):
    folder, _ = made
    more = {f"{LTI}/context": {"id": "44"}, f"{LTI}/custom": {"cohort": "bigdata-busan"}}
    kept.note(centers.read(folder), "duri", course.claims("twice", sub="sub-duri", **more))
    assert "2명의 점수를" in send(folder).stdout


def test_who_has_never_come_from_the_lms_is_named(made, course, returned):
    folder, _ = made
    kept.forget(centers.read(folder), "hana")
    done = send(folder)
    assert re.search(r"김하나\(hana\): LMS의 강의에서 들어온 적이 없습니다", done.stdout), done.stdout
    assert scores(course) == {"sub-duri": (0, 9)}


def test_an_lms_that_does_not_know_the_key_or_cannot_be_reached_gets_nothing_and_the_command_says_so(made, course, returned):
    folder, _ = made
    course.tool_keys = {"keys": []}
    assert "센터를 확인해 주지 않았습니다" in refused(folder)
    path = folder / centers.FILE
    path.write_text(path.read_text(encoding="utf-8").replace(f"{course.address}/token", "http://127.0.0.1:1/token"), encoding="utf-8")
    assert "닿지 않습니다" in refused(folder)
    assert not course.scores


def test_a_center_without_an_lms_sends_nothing(made):
    folder, _ = made
    (folder / centers.FILE).write_text(CENTER, encoding="utf-8")
    assert "LMS(authenticator: lti)가 적혀 있지 않아" in refused(folder)


def test_at_the_desk_a_button_sends_the_points_and_the_page_names_who_is_left(made, course, returned):
    folder, _ = made
    groups = {group(Role.INSTRUCTOR, "bigdata-busan"): ["park"]}
    with desks.running(folder, groups, {"boss"}) as desk:
        park = desk.visitor("park")
        assert "LMS로 점수 보내기" in park.get("c/bigdata-busan/").text
        page = park.press("bigdata-busan", "send", MODULE)
        assert "2명의 점수를 LMS로 보냈습니다. 1명의 점수는 보내지 못했습니다." in page
        assert re.search(r"최나리\(nari\)</b> 제출하지 않았습니다", page)
        assert scores(course) == {"sub-hana": (9, 9), "sub-duri": (0, 9)}
