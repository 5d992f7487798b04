"""A person gets everything a center holds of them, and can have it deleted: wholly, and also after an interruption."""

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from classroom import attendance, completion, databases, forgetting, owner, personal
from classroom import center as centers
from classroom.hub import leaving
from curriculum.errors import DsiError
from dsi import app
from gallery.anonymous import take_off
from gallery.card import Trainee as CardTrainee
from gallery.certificates import Register
from gallery.review import Reviews, State, Work
from gallery.store import Store
from grader import audit, late
from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests.classroom import finished
from tests.classroom.finished import MODULE
from tests.gallery import projects


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A finished center: certificate, feedback, reviews, an extension, and a second cohort with the same person."""
    cohort = finished.center(tmp_path_factory.mktemp("center"))
    center = cohort.folder.parent.parent
    attendance.keep(cohort, attendance.Attendance({each.id: 100.0 for each in finished.PEOPLE}))
    list(cohort.feedback(MODULE))
    cohort.release(MODULE, "2030-01-01 09:00")
    late.extend(cohort, MODULE, "hana", "2030-01-02 09:00")
    assert run("complete", cohort.folder).exit_code == 0
    assert run("certificate", cohort.folder).exit_code == 0
    gallery = center / "gallery"
    page = "<p>김하나의 결과. 김하나님이 만들었습니다(hana@a.kr).</p>"
    about = projects.version(
        course=cohort.folder.name, trainee="hana", module="09-capstone", center="busan",
        card=projects.card(slug="named", trainees=[CardTrainee(name="김하나", role="분석")]),
    )  # fmt: skip
    Store(gallery).add(about, projects.files(page=page))
    for trainee, module in (("hana", "09-capstone"), ("hana", MODULE), ("duri", MODULE)):
        Reviews(gallery).take(Work(cohort.folder.name, module, trainee, "x"), State.IN_REVIEW, "오강사")
    shutil.copytree(cohort.folder, center / "cohorts" / "second", ignore=shutil.ignore_patterns("submitted", "autograded", "feedback"))
    enrol(Cohort(center / "cohorts" / "second"), [Trainee("hana", "김하나", "hana@b.kr")])
    return center


@pytest.fixture
def center(made, tmp_path):
    """A copy of it for each test."""
    return Path(shutil.copytree(made, tmp_path / "center", symlinks=True))


def run(*words, typed=""):
    return CliRunner().invoke(app, list(map(str, words)), input=typed)


def cohort_of(center):
    return Cohort(center / "cohorts" / "bigdata-busan")


def mentions(center, *words):
    """Files under a center in whose bytes or name one of the words stands."""
    found = []
    for place, _, files in os.walk(center):
        for path in (Path(place, name) for name in files):
            data = path.read_bytes() + str(path.relative_to(center)).encode()
            if any(word.encode() in data for word in words):
                found.append(str(path.relative_to(center)))
    return sorted(found)


def others(center):
    """What the center holds of the other people."""
    cohort = cohort_of(center)
    with cohort.gradebook() as gradebook:
        scores = {each["student"]: each["score"] for each in gradebook.submission_dicts(MODULE)}
    return {
        "scores": {student: score for student, score in scores.items() if student != "hana"},
        "people": [each for each in cohort.trainees() if each.id != "hana"],
        "files": mentions(center, "duri"),
    }


def test_the_archive_holds_everything_and_nothing_of_anybody_else(center, tmp_path):
    out = tmp_path / "hana.zip"
    answer = run("person", "export", center, "김하나", out)
    assert answer.exit_code == 0, answer.output
    assert out.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    top = "cohorts/bigdata-busan"
    assert b"hana@a.kr" in files[f"{top}/roster.csv"]
    assert b"hana@b.kr" in files["cohorts/second/roster.csv"]
    assert "근거가 분명합니다." in files[f"{top}/grades.csv"].decode()
    assert "24시간" in files[f"{top}/submissions.csv"].decode()
    assert "직접 준 점수" in files[f"{top}/history.csv"].decode()
    other = json.loads(files[f"{top}/other.json"])
    assert other["출석률"] == 100
    assert other["수료증"]["number"].startswith("DSI-")
    wanted = ("submitted", "autograded", "feedback", "inbound", "certificates/hana.pdf")
    assert all(any(name.startswith(f"{top}/{part}") for name in files) for part in wanted)
    assert f"home/{MODULE}/practicum.ipynb" in files
    assert any(name.startswith("home/receipts/") for name in files)
    assert "gallery/projects/named/v1/version.json" in files
    assert f"gallery/reviews/bigdata-busan/{MODULE}/hana.json" in files
    kept = {name: data for name, data in files.items() if not name.startswith("gallery/")}
    assert not [name for name, data in kept.items() if b"duri" in data or "이두리".encode() in data or b"duri" in name.encode()]


def test_a_name_of_two_people_needs_an_id_and_a_stranger_is_said(center, tmp_path):
    enrol(cohort_of(center), [Trainee("hana2", "김하나")])
    assert "hana, hana2" in str(run("person", "export", center, "김하나", tmp_path / "a.zip").exception)
    assert "자료가 없습니다" in str(run("person", "export", center, "없는사람", tmp_path / "a.zip").exception)
    assert "cohorts" in str(run("person", "export", tmp_path, "hana", tmp_path / "a.zip").exception)
    assert not list(tmp_path.glob("*.zip"))


def test_nothing_is_deleted_without_the_name_typed(center):
    before = mentions(center, "hana", "김하나")
    answer = run("person", "delete", center, "hana", typed="김하니\n")
    assert (answer.exit_code, "아무것도 지우지 않았습니다" in answer.output) == (1, True)
    assert mentions(center, "hana", "김하나") == before


def test_what_is_deleted_is_gone_what_stays_has_a_pseudonym_and_the_others_keep_theirs(center):
    number = json.loads((cohort_of(center).folder / "certificates.json").read_text())["hana"]["number"]
    before, lines = others(center), len(audit.changes(cohort_of(center).folder))
    answer = run("person", "delete", center, "김하나", "--published", typed="김하나\n")
    assert answer.exit_code == 0, answer.output
    assert mentions(center, "김하나", "hana@", '"hana"', "/hana") == []
    assert not (center / forgetting.JOURNAL).exists()
    assert others(center) == before
    log = audit.changes(cohort_of(center).folder)
    assert len(log) > lines  # that the grades were deleted is in it, too
    assert "hana" not in {each.trainee for each in log}
    assert not any("근거" in str(each.after) for each in log if each.trainee.startswith("deleted-"))
    assert not [each for each in audit.look(cohort_of(center)) if each.trainee == "hana"]
    assert Register(center / "gallery").verify(number, "김하나")
    assert Store(center / "gallery").check() == {}
    page = Store(center / "gallery").find("named")
    assert page.card.trainees[0].name == "훈련생"
    shown = Store(center / "gallery").snapshot(page, "부산광역시").read_text(encoding="utf-8")
    assert shown == "<p>훈련생의 결과. 훈련생님이 만들었습니다(훈련생).</p>"


@pytest.mark.parametrize(
    ("name", "text", "without"),
    [
        ("이수", "이수님은 이수율을 재었고, 이수가 이수(28)로서 이 수를 냈다.", "훈련생님은 이수율을 재었고, 훈련생가 훈련생(28)로서 이 수를 냈다."),
        ("김하나", "김하나로부터, 우리김하나", "훈련생로부터, 우리훈련생"),
        ("Ann Lee", "Ann Lee's, Joann Lee, Ann Leeds", "훈련생's, Joann Lee, Ann Leeds"),
        ("a@b.kr", "a@b.kr, aa@b.kr, a@b.kr.", "훈련생, aa@b.kr, 훈련생."),
    ],
)
def test_a_name_is_taken_off_where_it_is_one(tmp_path, name, text, without):
    store = Store(tmp_path)
    version = store.add(projects.version(), projects.files(page=text))
    take_off(store, version, [name], "deleted-1")
    assert Store(tmp_path).snapshot(version, "부산광역시").read_text(encoding="utf-8") == without
    assert Store(tmp_path).check() == {}


def test_what_was_published_stays_as_it_was_unless_asked(center):
    before = {name: (center / name).read_bytes() for name in mentions(center / "gallery", "") for name in [f"gallery/{name}"]}
    answer = run("person", "delete", center, "hana", typed="김하나\n")
    assert "--published" in answer.output
    after = {name: (center / name).read_bytes() for name in mentions(center / "gallery", "") for name in [f"gallery/{name}"]}
    gone = set(before) - set(after)
    assert gone == {f"gallery/reviews/bigdata-busan/{MODULE}/hana.json"}
    assert all(after[name] == before[name] for name in after)
    left = mentions(center, "김하나")
    assert left
    assert all(name.startswith("gallery/projects/") for name in left)


class Stopped(BaseException):
    """The machine stops here."""


@pytest.mark.parametrize(
    ("place", "name", "call"),
    [
        (shutil, "rmtree", 1),
        (shutil, "rmtree", 3),
        (Gradebook, "remove_student", 1),
        (Gradebook, "remove_student", 2),
        (Cohort, "write", 1),
        (Cohort, "write", 3),
        (audit, "rename", 1),
        (forgetting, "_pseudonymise", 1),
        (forgetting, "take_off", 1),
        (forgetting, "take_off", 2),
        (forgetting, "leftovers", 1),
    ],
)
def test_an_interrupted_deletion_is_finished_by_the_same_command(center, monkeypatch, place, name, call):
    whole, calls = getattr(place, name), []

    def stop(*words, **named):
        calls.append(name)
        if len(calls) >= call:
            raise Stopped
        return whole(*words, **named)

    with monkeypatch.context() as patch:
        patch.setattr(place, name, stop)
        with pytest.raises(Stopped):
            run("person", "delete", center, "hana", "--published", typed="김하나\n")
    assert (center / forgetting.JOURNAL).stat().st_mode & 0o077 == 0
    assert "먼저 마치세요" in str(run("person", "delete", center, "duri").exception)
    answer = run("person", "delete", center, "hana")
    assert answer.exit_code == 0, answer.output
    assert "이어서 지웁니다" in answer.output
    assert mentions(center, "김하나", "hana@", '"hana"', "/hana") == []
    assert Store(center / "gallery").check() == {}


def test_files_somebody_put_there_are_named(center):
    (center / "roster-2026.csv").write_bytes("아이디,이름\nhana,김하나\n".encode("cp949"))
    (center / "grades.csv").write_text("hana,9\n", encoding="utf-8")
    (center / "other.csv").write_text("hana2,9\nhanabi,9\n", encoding="utf-8")
    answer = run("person", "delete", center, "hana", typed="김하나\n")
    assert "roster-2026.csv" in answer.output
    assert "grades.csv" in answer.output
    assert "other.csv" not in answer.output


def test_a_class_being_graded_is_waited_for(center):
    from grader.book import workplace

    with workplace(cohort_of(center).folder):
        assert "채점하는 중" in str(run("person", "delete", center, "hana", typed="김하나\n").exception)
    assert run("person", "delete", center, "hana").exit_code == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="다른 계정이 되려면 root여야 합니다")
def test_root_works_on_records_as_their_owner(center, tmp_path):
    subprocess.run(["chown", "-R", "nobody", center / "cohorts", center / "gallery"], check=True)
    for path in (center, *center.parents):
        if not path.stat().st_mode & 0o001:
            path.chmod(0o755)
    assert owner.as_owner(center / "cohorts", os.geteuid) != 0
    with pytest.raises(DsiError, match="자료가 없습니다"):
        owner.as_owner(center / "cohorts", lambda: personal.find(center, "jo"))
    out = tmp_path / "hana.zip"
    assert run("person", "export", center, "hana", out).exit_code == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert f"home/{MODULE}/practicum.ipynb" in archive.namelist()
    assert run("person", "delete", center, "hana", "--published", typed="김하나\n").exit_code == 0
    kept = [path for name in ("cohorts", "gallery") for path in (center / name).rglob("*")]
    assert {path.owner() for path in kept} == {"nobody"}
    assert completion.results(cohort_of(center))


def test_the_hub_s_record_of_a_person_goes_and_that_of_others_stays(center):
    from jupyterhub.orm import Server, Spawner, User, new_session_factory
    from nativeauthenticator.orm import UserInfo

    (center / "center.yaml").write_text(
        "center:\n  id: busan\n  name: 부산 지원센터\n  region: 부산\nlisten: 127.0.0.1:1\nadministrators: [boss]\ncohorts:\n"
        "  - id: bigdata-busan\n    track: bigdata\n    instructors: [park]\n",
        encoding="utf-8",
    )
    (center / "hub" / "logs").mkdir(parents=True)
    (center / "hub" / "logs" / "hana.log").write_text("hana")
    about = centers.read(center)
    with new_session_factory(databases.hub_url(about))() as session:
        UserInfo.__table__.create(session.get_bind(), checkfirst=True)
        for name in ("hana", "duri"):
            session.add(Spawner(name="", user=User(name=name), server=Server(base_url=f"/user/{name}/")))
            session.add(UserInfo(username=name, password=b"x", email=f"{name}@a.kr", is_authorized=True))
        session.commit()
    assert leaving.account(about, "hana")["email"] == "hana@a.kr"
    answer = run("person", "delete", center, "hana", "--published", typed="김하나\n")
    assert "로그인 계정을 지웠습니다" in answer.output
    assert leaving.account(about, "hana") is None
    assert leaving.account(about, "duri")["approved"] is True
    assert mentions(center / "hub", "hana") == []
