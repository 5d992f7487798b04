"""An instructor finishes a cohort with the desk's page alone: period, attendance list, certificates; each trainee gets the own."""

import csv
import io
import json

import pytest

from classroom.desk import guide
from gallery.certificates import Register
from gallery.store import Store
from grader.by_hand import score_by_hand
from grader.cohort import create
from tests.classroom import desks
from tests.classroom.finished import WIDE
from tests.classroom.test_desk_pages import acts
from tests.gallery import projects
from tests.grader.classes import ADVICE, MODULE, RIGHT, put

PAGE = "c/done/completion"


@pytest.fixture(scope="module")
def done(desk):
    """hana has everything but attendance; duri has handed in nothing."""
    cohort = desk.cohorts["done"]
    put(cohort, "hana", *RIGHT, ADVICE)
    cohort.autograde(MODULE)
    score_by_hand(cohort, MODULE, "hana", "q03-advice", 4, "근거가 분명합니다.")
    about = projects.version(course="done", trainee="hana", module="09-capstone", center="busan")
    Store(desk.folder / "gallery").add(about, projects.files())
    return cohort


def send(visitor, text, name="출석부.csv"):
    fields = {"_xsrf": visitor.secret(PAGE), "action": "attendance"}
    return visitor.session.post(visitor.home + PAGE, data=fields, files={"list": (name, text.encode())}, timeout=60)


@pytest.mark.slow
def test_a_cohort_is_finished_with_the_page_alone(desk, done):
    park, hana, duri = desk.visitor("park"), desk.program("hana"), desk.program("duri")
    assert "출석 자료가 없습니다" in park.get(PAGE).text
    none = park.post(PAGE, action="certificates")
    assert (none.status_code, "새로 수료한 사람이 없습니다" in none.text) == (409, True)

    wrong = send(park, WIDE.replace("×", "모름"))
    assert (wrong.status_code, "출석부.csv 3행" in wrong.text) == (409, True)
    assert send(park, WIDE, "출석부.hwp").status_code == 409
    said = send(park, WIDE)
    assert (said.status_code, "2명의 출석을 읽었습니다" in said.text, "nari" in said.text) == (200, True, True)

    without = park.post(PAGE, action="certificates")
    assert (without.status_code, "교육 기간이 없습니다" in without.text) == (409, True)
    backwards = park.post(PAGE, action="period", begins="2026-11-13", ends="2026-09-01")
    assert (backwards.status_code, "빠릅니다" in backwards.text) == (409, True)
    assert 'value="2026-11-13"' in park.post(PAGE, action="period", begins="2026-09-01", ends="2026-11-13").text

    assert hana.get("api/cohorts/done/certificate.pdf").status_code == 404
    assert "1명의 수료증을 발급했습니다" in park.post(PAGE, action="certificates").text
    number = json.loads((done.folder / "certificates.json").read_text(encoding="utf-8"))["hana"]["number"]
    assert Register(desk.folder / "gallery").find(number)
    assert number in park.get(PAGE).text
    assert park.get("c/done/certificates/hana.pdf").content.startswith(b"%PDF-")
    rows = csv.DictReader(io.StringIO(park.get("c/done/completion.csv").content.decode("utf-8-sig")))
    assert {row["아이디"]: row["수료"] for row in rows} == {"hana": "수료", "duri": "미수료"}
    assert [act for act, by in acts(done) if by == "park"] == ["attendance", "period", "certificates"]

    own = [each for each in hana.get("api/me").json()["cohorts"] if each["id"] == "done"]
    assert own[0]["certificate"] == number
    assert hana.get("api/cohorts/done/certificate.pdf").content.startswith(b"%PDF-")
    refused = duri.get("api/cohorts/done/certificate.pdf")
    assert (refused.status_code, "아직 발급한 수료증이 없습니다" in refused.json()["message"]) == (404, True)


def test_an_instructor_reads_the_rubric_and_gets_the_model_answers(desk):
    park = desk.visitor("park")
    # The small cohort's module is none of the kit's: it has no guide, but the notebooks are there.
    assert park.get(f"c/done/guide/{MODULE}/").status_code == 404
    found = desks.opened(park.get(f"c/done/guide/{MODULE}.zip").content)
    assert "BEGIN SOLUTION" in found[f"{MODULE}/practicum.ipynb"].decode()
    for path in (f"c/done/guide/{MODULE}/", f"c/done/guide/{MODULE}.zip"):
        assert desk.visitor("hana").get(path).status_code == 403


def test_every_guide_of_the_kit_is_shown_as_a_page(tmp_path):
    cohort = create(tmp_path / "starter-2026", "starter", "세종", "sejong")
    for module in cohort.modules():
        title, page = guide.of(cohort, module)
        assert (title in page, "<table>" in page, "**" in page) == (False, True, False), module


def test_a_trainee_neither_sees_nor_fills_in_the_page(desk):
    hana = desk.visitor("hana")
    for path in (PAGE, f"{PAGE}.csv", "c/done/certificates/hana.pdf", "c/done/certificates/duri.pdf"):
        assert hana.get(path).status_code == 403, path
    fields = {"_xsrf": desk.visitor("park").secret(PAGE), "action": "certificates"}
    assert hana.session.post(desk.home + PAGE, data=fields, timeout=30).status_code == 403
    assert desk.program("duri").get("api/cohorts/look/certificate.pdf").status_code == 404
    assert desk.program("hana").get("api/cohorts/nowhere/certificate.pdf").status_code == 403
