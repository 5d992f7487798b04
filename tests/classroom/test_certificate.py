"""A certificate says what was reached, keeps its number, and can be checked without a list of names."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from classroom import attendance, certificate, completion
from curriculum import catalog
from dsi import app
from gallery.certificates import FILE_NAME, Register
from grader.cohort import Cohort
from grader.course_config import TIMEZONE
from grader.roster import Trainee, enrol
from tests.classroom import finished
from tests.gallery.client import Client
from tests.gallery.serving import serving

DAY = date(2026, 12, 14)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    cohort = finished.center(tmp_path_factory.mktemp("center"))
    attendance.keep(cohort, attendance.Attendance({each.id: 100.0 for each in finished.PEOPLE}))
    return cohort


@pytest.fixture
def cohort(made, tmp_path):
    """A copy of the finished center for each test."""
    shutil.copytree(made.folder.parent.parent, tmp_path / "center", symlinks=True)
    return Cohort(tmp_path / "center" / "cohorts" / made.folder.name)


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


def number(cohort):
    return json.loads((cohort.folder / certificate.ISSUED).read_text())["hana"]["number"]


def text(path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext가 없습니다: apt-get install poppler-utils")
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def test_only_who_has_completed_gets_one_and_it_says_everything(cohort):
    answer = run("certificate", cohort.folder, "--address", "https://dsi.busan.kr")
    assert answer.exit_code == 0, answer.output
    made = sorted((cohort.folder / certificate.FOLDER).iterdir())
    assert [path.name for path in made] == ["hana.pdf"]
    assert made[0].read_bytes().startswith(b"%PDF-")
    said = text(made[0])
    track = catalog.track("bigdata")
    expected = ["김하나", track.title, f"{track.hours}시간", "2026년 9월 1일부터 2026년 11월 13일까지", number(cohort)]
    expected += ["부산 디지털 사회혁신 지역 지원센터", "https://dsi.busan.kr/certificate"]
    expected += [each.title for each in completion.results(cohort)[0].competencies]
    for words in expected:
        assert words in said


def test_its_korean_type_is_inside_the_file():
    page = certificate.draw(drawn())
    assert page.count(b"/FontFile2") == 2
    assert b"NanumGothic" in page
    assert certificate.draw(drawn()) == page


def drawn(**changes):
    known = {
        "number": "DSI-7KQ4-M2XP-9RTC", "name": "김하나", "track": "빅데이터 전문가", "hours": 70, "begins": DAY, "ends": DAY,
        "competencies": ("찾습니다.",), "center": "부산 센터", "day": DAY, "address": "",
    }  # fmt: skip
    return certificate.Certificate(**(known | changes))


def test_a_second_run_gives_the_same_certificate(cohort):
    run("certificate", cohort.folder)
    path = cohort.folder / certificate.FOLDER / "hana.pdf"
    before = path.read_bytes(), number(cohort)
    run("certificate", cohort.folder, "--trainee", "hana")
    assert (path.read_bytes(), number(cohort)) == before
    assert len((cohort.folder.parent.parent / "gallery" / FILE_NAME).read_text().splitlines()) == 1


def test_a_corrected_name_gets_a_new_number_and_the_old_one_stays_true_of_the_old_name(cohort):
    run("certificate", cohort.folder)
    old, register = number(cohort), Register(completion.gallery_of(cohort))
    enrol(cohort, [Trainee("hana", "김한아")])
    run("certificate", cohort.folder)
    assert number(cohort) != old
    assert register.verify(number(cohort), "김한아")
    assert register.verify(old, "김하나")
    assert not register.verify(number(cohort), "김하나")


def test_what_stands_in_the_way_is_said_and_nothing_is_issued(cohort):
    gallery = cohort.folder.parent.parent / "gallery"
    about = cohort.folder / "cohort.yaml"
    whole = about.read_text(encoding="utf-8")
    about.write_text(whole.replace("ends:", "# ends:"), encoding="utf-8")
    assert "교육 기간을 알 수 없습니다" in str(run("certificate", cohort.folder).exception)
    tomorrow = datetime.now(ZoneInfo(TIMEZONE)).date() + timedelta(days=1)
    about.write_text(whole.replace("2026-11-13", str(tomorrow)), encoding="utf-8")
    assert f"마치는 날({tomorrow})부터 발급" in str(run("certificate", cohort.folder).exception)
    about.write_text(whole, encoding="utf-8")
    (gallery / "centers.yaml").rename(gallery / "no.yaml")
    assert "센터의 이름을 알 수 없습니다" in str(run("certificate", cohort.folder).exception)
    (gallery / "no.yaml").rename(gallery / "centers.yaml")
    assert "아직 수료하지 않았습니다" in str(run("certificate", cohort.folder, "--trainee", "duri").exception)
    enrol(cohort, [Trainee("hana", "김하나𓀀")])
    assert "'𓀀'" in str(run("certificate", cohort.folder).exception)
    assert not (gallery / FILE_NAME).exists()


def test_number_and_name_are_read_as_people_type_them(tmp_path):
    register = Register(tmp_path)
    entry = register.issue("김하나", "빅데이터 전문가", "부산 센터", DAY)
    bare = entry.number.replace("-", "")
    for typed in (f" {entry.number} ", bare.lower(), bare.removeprefix("DSI"), entry.number.replace("0", "O").replace("1", "l")):
        assert register.verify(typed, " 김 하나 ") == entry


def test_wrong_names_numbers_and_changed_entries_are_not_genuine(tmp_path):
    register = Register(tmp_path)
    entry = register.issue("김하나", "빅데이터 전문가", "부산 센터", DAY)
    other = register.issue("이두리", "빅데이터 전문가", "부산 센터", DAY)
    assert not register.verify(entry.number, "이두리")
    assert not register.verify(other.number, "김하나")
    assert not register.verify("", "김하나")
    assert not register.verify("DSI-0000-0000-0000", "김하나")
    path = tmp_path / FILE_NAME
    path.write_text(path.read_text(encoding="utf-8").replace("2026-12-14", "2025-12-14"), encoding="utf-8")
    assert not register.verify(entry.number, "김하나")


def test_the_register_holds_no_name_and_survives_a_line_cut_off(tmp_path):
    register = Register(tmp_path)
    entry = register.issue("김하나", "빅데이터 전문가", "부산 센터", DAY)
    path = tmp_path / FILE_NAME
    assert "김하나" not in path.read_text(encoding="utf-8")
    with path.open("a") as file:
        file.write('{"number": "DSI')
    again = register.issue("이두리", "빅데이터 전문가", "부산 센터", DAY)
    assert register.verify(entry.number, "김하나")
    assert register.verify(again.number, "이두리")


def test_many_issued_at_once_are_all_there(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        entries = list(pool.map(lambda at: Register(tmp_path).issue(f"사람{at}", "과정", "센터", DAY), range(24)))
    assert len({each.number for each in entries}) == 24
    assert all(Register(tmp_path).find(each.number) == each for each in entries)


def test_the_command_checks_one(cohort):
    run("certificate", cohort.folder)
    good = run("certificate", cohort.folder, "--verify", number(cohort), "--name", "김하나")
    assert (good.exit_code, "발급한 수료증이 맞습니다" in good.output) == (0, True)
    gallery = cohort.folder.parent.parent / "gallery"
    bad = run("certificate", "--gallery", gallery, "--verify", number(cohort), "--name", "이두리")
    assert (bad.exit_code, bad.output.strip()) == (1, "이 번호와 이름으로 발급한 수료증이 없습니다.")


def test_the_gallery_s_page_says_genuine_or_not_and_stops_who_guesses(tmp_path):
    entry = Register(tmp_path).issue("김하나", "빅데이터 전문가", "부산 센터", DAY)
    with serving(tmp_path) as (address, _):
        visitor = Client(address)
        secret = visitor.secret("/certificate")

        def ask(number, name):
            return visitor.post("/certificate", {"number": number, "name": name, "_xsrf": secret})

        good = ask(entry.number.lower(), "김하나")
        assert (good.status, "발급한 수료증이 맞습니다" in good.text, "2026년 12월 14일" in good.text) == (200, True, True)
        assert good.headers["Cache-Control"] == "no-store"
        wrong = [ask(entry.number, f"사람{at}") for at in range(5)]
        assert {each.status for each in wrong} == {404}
        assert all("빅데이터" not in each.text for each in wrong)
        assert ask(entry.number, "김하나").status == 429
        fields = urlencode({"number": entry.number, "name": "김하나", "_xsrf": secret})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        elsewhere = visitor.ask("POST", "/certificate", fields, **form, **{"X-Forwarded-For": "127.0.0.1, 203.0.113.7"})
        assert elsewhere.status == 200  # behind the hub's proxy nobody is stopped for another's guesses
        assert visitor.post("/certificate", {"number": entry.number, "name": "김하나"}).status == 403
        assert visitor.get("/certificate?lang=en").text.count("Check a certificate") >= 1
