"""A center's day in real pages, with separate accounts: sign-up approved, a module released, solved in the notebook, handed in,
collected, graded, one answer graded by hand, feedback read; the gallery shows an officer elsewhere what is public and no more."""

import re
import sqlite3
import subprocess

import nbformat
import pytest
from playwright.sync_api import expect

from gallery.store import Store
from tests.classroom import hubs
from tests.gallery import projects

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COHORT, MODULE = "bigdata-busan", "01-collect"
DESK = "/class/services/desk/"
PATIENCE = 120_000  # milliseconds; the machine may have other work
OWN_WORDS = "2020년에 조사한 주택 자료입니다. 소계를 떼고 X는 비워 두었으며, 유료 앱에 쓰려면 이용 조건을 먼저 확인해야 합니다."
REMARK = "출처의 주소도 함께 적어 주세요."


@pytest.fixture(scope="module")
def hub():
    with hubs.running() as hub:
        yield hub


@pytest.fixture(scope="module")
def people(hub, browser):
    """Everybody with a browser of their own."""
    found = {}
    for name in ("boss", "park", "hong", "kim", "lee", "dae"):
        context = browser.new_context(base_url=hub.address, locale="ko-KR", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        found[name] = context.new_page()
    yield found
    for page in found.values():
        page.context.close()


@pytest.fixture(autouse=True)
def pictures(request, hub, people, tmp_path):
    """What everybody sees when a test fails, and what the hub wrote."""
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed > failed:
        for name, page in people.items():
            page.screenshot(path=tmp_path / f"{name}.png")
        (tmp_path / "hub.log").write_text(hub.log(), encoding="utf-8")


def log_in(page, name: str) -> None:
    page.goto("/class/hub/login")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(hubs.password(name))
    page.locator("#login_submit").click()


def solved(hub, *left: str) -> dict:
    """The practicum with the reference answers, except to the questions that are left."""
    folder = hub.center.cohort_folder(COHORT)
    master = nbformat.read(folder / "source" / MODULE / "practicum.ipynb", as_version=4)
    nb = nbformat.read(folder / "release" / MODULE / "practicum.ipynb", as_version=4)
    answers = {
        mark["grade_id"]: cell.source for cell in master.cells if (mark := cell.metadata.get("nbgrader", {})).get("solution")
    }
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in answers and not name.startswith(left or ("-",)):
            cell.source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", answers[name])
    return nb


SAVE = """async ([address, content]) => {
  const token = document.cookie.split("; ").find((each) => each.startsWith("_xsrf=")).slice(6);
  const body = JSON.stringify({type: "notebook", format: "json", content});
  return (await fetch(address, {method: "PUT", body, headers: {"X-XSRFToken": token}})).status;
}"""


def test_an_administrator_approves_who_signed_up(hub, people):
    for name in ("park", "lee", "dae"):
        hub.dsi("hub", "password", hub.folder, name, stdin=hubs.password(name) + "\n")
    for name in ("hong", "kim"):
        page = people[name]
        page.goto("/class/hub/signup")
        page.locator("[name=username]").fill(name)
        for field in ("password", "again"):
            page.locator(f"[name={field}]").fill(hubs.password(name))
        page.get_by_role("button", name="신청").click()
        expect(page.get_by_role("status")).to_contain_text("신청을 보냈습니다")
        log_in(page, name)
        expect(page.locator("body")).to_contain_text("아직 승인되지 않은")
    boss = people["boss"]
    log_in(boss, "boss")
    boss.wait_for_url(re.compile("/class/hub/(?!login)"))
    boss.goto("/class/hub/authorize")
    for name in ("hong", "kim"):
        boss.locator(f"tr#{name}").get_by_role("button", name="승인", exact=True).click()
        expect(boss.locator(f"tr#{name}")).to_contain_text("승인됨")


def module_of(page):
    return page.locator(".module").filter(has_text=MODULE)


def job(page, words: str) -> None:
    """Press one of the module's buttons on the desk and wait until what it begins has gone well."""
    page.goto(f"{DESK}c/{COHORT}/")
    module_of(page).get_by_role("button", name=re.compile(f"^{words} ?:")).click()
    expect(page.locator("#job")).to_have_text(re.compile(f"^{words}:"), timeout=PATIENCE)
    expect(page.locator(".job .good-notice")).to_be_visible(timeout=PATIENCE)


def test_the_instructor_releases_a_module(people):
    park = people["park"]
    log_in(park, "park")
    park.wait_for_url(f"**{DESK}")
    park.goto(f"{DESK}c/{COHORT}/")
    park.locator(f"#due-{MODULE}").fill("2099-12-01T18:00")
    module_of(park).get_by_role("button", name=re.compile("^배포 ?:")).click()
    expect(park.locator(".job .good-notice")).to_be_visible(timeout=PATIENCE)
    expect(module_of(park).get_by_text("배포됨")).to_be_visible()


def test_two_trainees_solve_it_in_the_notebook_check_and_hand_it_in(hub, people):
    left = {"hong": ("q08",), "kim": ("q01", "q08")}
    for name in left:  # both servers start at once
        log_in(people[name], name)
    for name, questions in left.items():
        page = people[name]
        page.wait_for_url(f"**/class/user/{name}/dsi")
        page.get_by_role("button", name="학습 노트북 열기").first.click()
        page.wait_for_url("**/lesson.ipynb")
        page.locator(".jp-Notebook").wait_for()
        file = f"{COHORT}/{MODULE}/practicum.ipynb"
        assert page.evaluate(SAVE, [f"/class/user/{name}/api/contents/{file}", solved(hub, *questions)]) == 200
        page.goto(f"/class/user/{name}/dsi")
        page.get_by_role("button", name="실습 열기").first.click()
        page.wait_for_url("**/practicum.ipynb")
        write(page, "여기에 답을 작성하세요.", f"{name}: {OWN_WORDS}")
        path = hub.center.home(name) / file
        hubs.wait_for(lambda path=path: OWN_WORDS in path.read_text(encoding="utf-8"), "JupyterLab saved the answer")

    for name in left:  # both checks run at once
        people[name].goto(f"/class/user/{name}/dsi")
        people[name].get_by_role("button", name="검사하기").first.click()
    for name, failed in {"hong": 0, "kim": 1}.items():
        page = people[name]
        expect(page.locator(".checks li")).to_have_count(9, timeout=PATIENCE)
        assert page.locator(".k-empty").count() == failed
        assert page.locator(".k-passed").count() == 7 - failed
        page.get_by_role("button", name="제출").click()
        if failed:
            expect(page.locator(".adopt")).to_contain_text("문제 1.")
            page.get_by_role("button", name="그대로 제출").click()
        expect(page.get_by_role("status")).to_contain_text("영수증 번호")
        assert len(list((hub.center.home(name) / "receipts").glob("*.json"))) == 1


def write(page, old: str, new: str) -> None:
    """Write into a text cell of the open notebook by the keyboard, and save."""
    page.locator(".jp-Notebook").wait_for()
    cell = page.locator(".jp-MarkdownCell").filter(has_text=old)
    cell.last.scroll_into_view_if_needed()
    cell.last.locator(".jp-MarkdownOutput").dblclick()
    editor = cell.last.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(new)
    page.keyboard.press("Control+S")


def test_the_instructor_collects_grades_and_grades_one_answer_by_hand(hub, people):
    park = people["park"]
    job(park, "걷기")
    job(park, "채점")
    expect(module_of(park)).to_contain_text("직접 채점할 문항이 남은 제출 2건")
    park.goto(f"{DESK}c/{COHORT}/")
    module_of(park).get_by_role("link", name=re.compile("^직접 채점")).click(no_wait_after=True)
    park.wait_for_url(re.compile(r"/formgrader/gradebook/"), wait_until="domcontentloaded")
    park.goto(
        f"/class/services/formgrader-{COHORT}/formgrader/submissions/{submission(hub, 'hong')}/", wait_until="domcontentloaded"
    )
    expect(park.locator("body")).to_contain_text(OWN_WORDS)
    score = park.locator("input.score#q08-datasheet")
    with park.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT") as saved:
        score.fill("5")
        score.press("Tab")
    assert saved.value.status == 200
    remark = park.locator("#q08-datasheet-comment")
    with park.expect_response(lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT") as saved:
        remark.fill(REMARK)
        remark.press("Tab")
    assert saved.value.status == 200
    job(park, "피드백 돌려주기")


def submission(hub, trainee: str) -> str:
    """The formgrader's name of a trainee's practicum."""
    book = sqlite3.connect(f"file:{hub.center.cohort_folder(COHORT)}/gradebook.db?mode=ro", uri=True)
    try:
        ((found,),) = book.execute(
            "SELECT submitted_notebook.id FROM submitted_notebook"
            " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"
            " JOIN notebook ON notebook.id = submitted_notebook.notebook_id"
            " WHERE submitted_assignment.student_id = ? AND notebook.name = 'practicum'",
            (trainee,),
        ).fetchall()
    finally:
        book.close()
    return found


def test_each_trainee_reads_the_own_feedback(hub, people):
    points = {"hong": "33점 / 40점", "kim": "25점 / 40점"}
    for name in points:
        page = people[name]
        page.goto(f"/class/user/{name}/dsi")
        expect(page.locator(".module").first).to_contain_text("피드백 있음")
        page.get_by_role("link", name="피드백 보기").first.click()
        frame = page.frame_locator("iframe")
        frame.get_by_text(f"{name}: {OWN_WORDS}").first.wait_for()
        assert frame.get_by_text(REMARK).count() == (1 if name == "hong" else 0)


def test_an_officer_elsewhere_sees_what_is_public_and_nothing_of_the_centers_own(hub, people):
    store = Store(hub.center.gallery)
    own = projects.card(slug="busan-own-draft", title="센터 안에서만 보는 프로젝트")
    store.add(projects.version(center="busan"), projects.files())
    store.add(projects.version(center="busan", visibility="center", card=own), projects.files())
    subprocess.run(["chown", "-R", "dsi:dsi", str(hub.center.gallery)], check=True)
    seen = {"dae": (200, 404), "lee": (200, 200)}
    for name, (public, draft) in seen.items():
        page = people[name]
        log_in(page, name)
        page.wait_for_url(re.compile(r"/review|/class/hub/(?!login)"))
        page.goto("/login?next=/review")
        assert page.goto("/projects/busan-aged-neighbours").status == public
        assert page.goto("/projects/busan-own-draft").status == draft, name
        page.goto("/")
        expect(page.get_by_text(projects.card().title)).to_be_visible()
        assert page.get_by_text(own.title).count() == 0, "the front page is for everybody"
