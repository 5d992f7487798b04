"""An instructor runs a cohort with the desk's buttons; nobody else can, and nothing that stops half-way is lost."""

import csv
import fcntl
import io
import json
import os
import re
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from classroom.desk.overview import Overview, questions
from tests.browser import axe
from tests.classroom import desks
from tests.classroom.desks import archive
from tests.grader.classes import ADVICE, MODULE, RIGHT, RIGHT_PLACE, WRONG_SHARE, hand_in, put

PAGES = ("", "trainees", "questions", "late", "completion")


def counts(page, module=0):
    """제출, 채점, 피드백 of a module as a page shows them."""
    found = [int(number) for number in re.findall(r"<dd><b>(\d+)</b>/", page)]
    return found[3 * module : 3 * module + 3]


def acts(cohort):
    """What the desk's log says was done, and by whom."""
    lines = [json.loads(line) for line in (cohort.folder / "desk.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(line["act"], line["by"]) for line in lines]


@pytest.mark.slow
def test_a_cohort_is_run_with_buttons_alone(desk):
    cohort, park = desk.cohorts["round"], desk.visitor("park")
    page = park.press("round", "release", due="2099-12-01T18:00")
    assert "마감은 2099-12-01 18:00입니다" in page
    assert "이미 지난 때" not in page
    hand_in(cohort, "hana", *RIGHT)
    hand_in(cohort, "duri", WRONG_SHARE, RIGHT_PLACE, ADVICE)
    assert desk.program("sebin").post(
        f"api/cohorts/round/modules/{MODULE}/submissions", archive({"practicum.ipynb": "{"})
    ).status_code == 200  # fmt: skip
    page = park.get("c/round/").text
    assert (counts(page), "새 제출 3건" in page) == ([3, 0, 0], True)
    assert "새 제출 3건을 걷었습니다" in park.press("round", "collect")
    page = park.press("round", "grade")
    assert "2건을 채점했습니다. 채점하지 못한 제출이 1건 있습니다." in page
    assert re.search(r"홍길동\(sebin\)</b> practicum.ipynb: 파일이 중간에 잘렸습니다", page)
    assert "2건은 그대로입니다" in park.press("round", "grade"), "바뀐 것만 다시 채점합니다."
    page = park.press("round", "feedback")
    assert (counts(page), "2명에게 피드백을 돌려주었습니다" in page) == ([3, 2, 2], True)
    assert "LMS로 점수 보내기" not in page, "LMS와 이어지지 않은 센터입니다."
    done = [act for act, by in acts(cohort) if by == "park"]
    assert done == [
        word for act in ("release", "collect", "grade", "grade", "feedback") for word in (act, f"{act} end")
    ]
    changed = [json.loads(line) for line in (cohort.folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(each["trainee"], each["by"]) for each in changed if each["field"] == "auto_score"} >= {
        ("hana", "park"), ("duri", "park")
    }  # fmt: skip
    share, place = sorted(questions(cohort)[MODULE], key=lambda each: each.title)[:2]
    assert (share.count, share.full, share.average) == (2, 0.5, 0.5)
    assert (place.count, place.full) == (2, 1.0)
    assert "문제 1. 고령 인구 비율" in park.get("c/round/questions").text
    table = list(csv.DictReader(io.StringIO(park.get("c/round/grades.csv").content.decode("utf-8-sig"))))
    assert {row["아이디"]: row[f"{MODULE} 점수"] for row in table} == {"hana": "5", "duri": "3", "sebin": ""}
    assert park.get("c/round/grades.csv").content.startswith("\ufeff".encode()), "엑셀은 이것으로 한글을 알아봅니다."


@pytest.mark.parametrize("who", ["hana", "stranger"])
def test_only_its_instructors_and_administrators_see_a_cohort(desk, who):
    visitor = desk.visitor(who)
    for path in ("", *(f"c/look/{page}" for page in (*PAGES, "grades.csv", "progress"))):
        answer = visitor.get(path)
        assert (answer.status_code, "홍길동" in answer.text) == (403, False), path
    boss = desk.visitor("kim")
    assert {boss.get(f"c/look/{page}").status_code for page in (*PAGES, "grades.csv", "progress")} == {200}
    assert boss.get("c/nowhere/").status_code == 404


def test_a_trainee_changes_nothing_with_an_instructors_forms(desk):
    cohort = desk.cohorts["look"]
    hana, park = desk.visitor("hana"), desk.visitor("park")
    for path, fields in (("c/look/", {"action": "release", "module": MODULE}), ("c/look/late", {"trainee": "hana"})):
        assert hana.session.post(desk.home + path, data=fields | {"_xsrf": park.secret("c/look/")}).status_code == 403
    assert not (cohort.folder / "desk.jsonl").exists()


def test_a_form_of_another_site_does_nothing(desk):
    cohort, park = desk.cohorts["look"], desk.visitor("park")
    park.get("c/look/")
    for secret in ({}, {"_xsrf": "made-up"}):
        done = park.session.post(f"{desk.home}c/look/", data={"action": "release", "module": MODULE} | secret, timeout=30)
        assert done.status_code == 403
    assert not (cohort.folder / "desk.jsonl").exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"action": "release", "module": "01-nothing"}, "단원이 없습니다"),
        ({"action": "format", "module": MODULE}, "할 수 없는 일"),
        ({"action": "release", "module": f"../{MODULE}x"}, "단원이 없습니다"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_begun(desk, fields, said):
    answer = desk.visitor("park").post("c/look/", **fields)
    assert (answer.status_code, said in answer.text) == (409, True)


def test_a_job_that_cannot_do_its_work_says_why(desk):
    park = desk.visitor("park")
    assert "마감 &#39;내일&#39;을 읽을 수 없습니다" in park.press("look", "release", due="내일")


def test_one_thing_runs_for_a_cohort_at_a_time(desk):
    cohort, park = desk.cohorts["late"], desk.visitor("park")
    place = cohort.folder / ".desk/jobs"
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = park.post("c/late/", action="collect", module=MODULE)
    assert (answer.status_code, "하고 있는 일이 있습니다" in answer.text) == (409, True)
    assert not list(place.glob("*.jsonl"))


def begun(park, cohort):
    """Start a grading and give its process id once it works."""
    assert park.post("c/jobs/", action="grade", module=MODULE).status_code == 303
    path = max((cohort.folder / ".desk/jobs").glob("*.jsonl"))
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > 1:
            return json.loads(lines[1])["pid"]
        time.sleep(0.01)
    raise AssertionError(path.with_suffix(".log").read_text())


def desk_process():
    """The process that serves the desk."""
    for task in Path("/proc").glob("[0-9]*"):
        try:
            words = (task / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"classroom.desk" in words:
            yield int(task.name), words


@pytest.mark.slow
def test_a_job_outlives_the_desk_and_a_killed_job_goes_on_where_it_stopped(desk):
    cohort, park = desk.cohorts["jobs"], desk.visitor("park")
    put(cohort, "hana", *RIGHT)
    os.kill(begun(park, cohort), signal.SIGKILL)
    page = park.wait("jobs")
    assert "끝나기 전에 중단되었습니다" in page
    assert "이어서 하기" in page
    begun(park, cohort)
    [server] = [pid for pid, words in desk_process() if str(desk.folder).encode() in words]
    os.kill(server, signal.SIGKILL)
    park = _again(desk)
    assert "1건을 채점했습니다" in park.wait("jobs")


def _again(desk):
    """An instructor comes back as soon as the hub has started the desk anew."""
    limit = time.monotonic() + 60
    while True:
        try:
            return desk.visitor("park")
        except (AssertionError, TypeError):
            assert time.monotonic() < limit
            time.sleep(0.5)


@pytest.mark.slow
def test_a_job_is_stopped_and_says_so(desk):
    cohort, park = desk.cohorts["jobs"], desk.visitor("park")
    put(cohort, "hana", WRONG_SHARE)
    begun(park, cohort)
    assert park.post("c/jobs/", action="stop").status_code == 303
    assert "멈추었습니다. 이미 끝난 것은 그대로" in park.wait("jobs")


def test_more_time_is_given_with_a_form_and_what_is_wrong_is_said(desk):
    cohort, park = desk.cohorts["extend"], desk.visitor("park")
    assert "이미 지난 때이므로" in park.press("extend", "release", due="2026-01-01T18:00")
    assert "홍길동" in park.get("c/extend/late").text.split('id="missing"')[1].split("</section>")[0]
    assert '<span class="bad">미제출</span>' in park.get("c/extend/trainees").text
    fields = {"module": MODULE, "trainee": "hana"}
    early = park.post("c/extend/late", **(fields | {"trainee": "--help"}), until="2099-12-31T18:00")
    assert (early.status_code, "명단에 없는 아이디입니다: --help" in early.text) == (409, True)
    done = park.post("c/extend/late", **fields, until="2099-01-02T18:00")
    assert "마감을 늦췄습니다. 새 마감: 2099-01-02 18:00" in done.text
    assert "2099-01-02 18:00" in done.text.split('id="extended"')[1]
    open_again = park.get("c/extend/trainees").text
    assert ("미제출" in open_again, "제출 전" in open_again) == (False, True), "아직 낼 수 있는 것은 밀린 것이 아닙니다."
    assert ("extend", "park") in acts(cohort)
    log = (cohort.folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["by"] for line in log if json.loads(line)["field"] == "extension"][-1] == "park"


def test_who_is_silent_for_a_week_with_work_left_has_stopped(desk):
    cohort = desk.cohorts["limit"]
    soon = datetime.now().astimezone() + timedelta(days=6)
    assert [each.silent for each in Overview(cohort, soon).progress()] in ([None], [None])
    [progress] = Overview(desk.cohorts["look"], soon + timedelta(days=2)).progress()[:1]
    assert progress.silent == 8
    assert progress.missing(MODULE)


def test_every_page_keeps_the_strict_policy(desk):
    park = desk.visitor("park")
    for page in ("", *(f"c/look/{page}" for page in PAGES)):
        answer = park.get(page)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)", answer.text), page
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.browser
@pytest.mark.slow
def test_the_pages_work_by_keyboard_on_a_phone_and_for_everybody(desk, browser):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(desk.home)
    page.fill("[name=username]", "park")
    page.fill("[name=password]", desks.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.home}*")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        for path in ("", *(f"c/round/{each}" for each in PAGES)):
            page.goto(desk.home + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert axe.violations(page) == [], path
    page.goto(f"{desk.home}c/round/")
    page.get_by_role("button", name="걷기").focus()
    page.keyboard.press("Enter")
    page.get_by_text("새로 걷을 제출이 없습니다").wait_for(timeout=60_000)
    assert errors == []
    page.close()
