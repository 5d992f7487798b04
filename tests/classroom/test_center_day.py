"""A center's day in real pages, with separate accounts: sign-up approved, a module and the capstone released, solved in the notebook,
handed in, collected, graded, also by hand, feedback read; the capstone reviewed and published, first for the center's own eyes and
then for everybody: an officer elsewhere sees what is public and no more. Each test goes on where the one before it ended."""

import re
import sqlite3

import nbformat
import pytest
from playwright.sync_api import expect

from tests.classroom import hubs

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COHORT, MODULE, CAPSTONE = "bigdata-busan", "01-collect", "09-capstone"
PROJECT, TITLE = "/projects/busan-vacant-homes", "빈집과 인구 변화를 함께 보고 재생을 시작할 곳을 찾습니다"
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
    expect.set_options(timeout=PATIENCE)
    found = {}
    for name in ("boss", "park", "hong", "kim", "lee", "dae"):
        context = browser.new_context(base_url=hub.address, locale="ko-KR", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        found[name] = context.new_page()
    yield found
    for page in found.values():
        page.context.close()
    expect.set_options(timeout=5_000)


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


def solved(hub, module: str, *left: str) -> dict:
    """A practicum with the reference answers, except to the questions that are left."""
    folder = hub.center.cohort_folder(COHORT)
    master = nbformat.read(folder / "source" / module / "practicum.ipynb", as_version=4)
    nb = nbformat.read(folder / "release" / module / "practicum.ipynb", as_version=4)
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
        boss.get_by_role("button", name=re.compile(f"^승인 ?: {name}$")).click()
        expect(boss.locator(f"tr#{name}")).to_contain_text("승인됨")


def module_of(page, module: str):
    return page.locator(".module").filter(has_text=module)


def job(page, words: str, module: str) -> None:
    """Press one of a module's buttons on the desk and wait until what it begins has gone well."""
    page.goto(f"{DESK}c/{COHORT}/")
    module_of(page, module).get_by_role("button", name=re.compile(f"^{words} ?:")).click()
    expect(page.locator("#job")).to_have_text(re.compile(f"^{words}:"), timeout=PATIENCE)
    expect(page.locator(".job .good-notice")).to_be_visible(timeout=PATIENCE)


def test_the_instructor_releases_a_module_and_the_capstone(people):
    park = people["park"]
    log_in(park, "park")
    park.wait_for_url(f"**{DESK}")
    park.goto(f"{DESK}c/{COHORT}/")
    for module in (MODULE, CAPSTONE):
        if not park.locator(f"#due-{module}").is_visible():  # only the first module's form is open
            module_of(park, module).locator("summary").filter(has_text="배포").click()
        park.locator(f"#due-{module}").fill("2099-12-01T18:00")
        module_of(park, module).get_by_role("button", name=re.compile("^배포 ?:")).click()
        expect(module_of(park, module).get_by_text("배포됨")).to_be_visible(timeout=PATIENCE)
        expect(park.locator(".job .good-notice")).to_be_visible(timeout=PATIENCE)


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
        assert page.evaluate(SAVE, [f"/class/user/{name}/api/contents/{file}", solved(hub, MODULE, *questions)]) == 200
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


def test_a_trainee_runs_the_capstone_in_the_notebook_and_hands_it_in(hub, people):
    page, home = people["hong"], hub.center.home("hong") / COHORT / CAPSTONE
    here = f"/class/user/hong/dsi/{COHORT}/{CAPSTONE}"
    page.goto(here)
    page.get_by_role("button", name="실습 열기").click()
    page.wait_for_url("**/practicum.ipynb")
    notebook = page.locator(".jp-NotebookPanel").filter(has_text="최종 과제: 센터의 과제를")  # others are open behind it
    notebook.locator(".jp-Notebook").wait_for()
    file = f"/class/user/hong/api/contents/{COHORT}/{CAPSTONE}/practicum.ipynb"
    page.goto(here)  # away from JupyterLab while the file changes below it
    assert page.evaluate(SAVE, [file, solved(hub, CAPSTONE)]) == 200
    page.get_by_role("button", name="실습 열기").click()
    page.wait_for_url("**/practicum.ipynb")
    # JupyterLab forgets the cells when a kernel that still starts is started again.
    notebook.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()
    notebook.locator('[data-command="notebook:restart-run-all"]').click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    hubs.wait_for(lambda: PROJECT.rpartition("/")[2] in (home / "card.yaml").read_text(encoding="utf-8"), "the last cells filled the card")
    expect(notebook).to_contain_text("자료: ")
    page.keyboard.press("Control+S")
    page.goto(here)
    page.get_by_role("button", name="제출", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("영수증 번호")
    expect(page.locator("main")).to_contain_text("제출함")


def test_the_instructor_collects_grades_and_grades_by_hand(hub, people):
    park = people["park"]
    for module, count in ((MODULE, 2), (CAPSTONE, 1)):
        job(park, "걷기", module)
        job(park, "채점", module)
        expect(module_of(park, module)).to_contain_text(f"직접 채점할 문항이 남은 제출 {count}건")
    park.goto(f"{DESK}c/{COHORT}/")
    module_of(park, MODULE).get_by_role("link", name=re.compile("^직접 채점")).click(no_wait_after=True)
    park.wait_for_url(re.compile(r"/formgrader/gradebook/"), wait_until="domcontentloaded")
    by_hand(hub, park, MODULE, {"q08-datasheet": 5})
    remark = park.locator("#q08-datasheet-comment[placeholder]")
    with park.expect_response(lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT") as saved:
        remark.fill(REMARK)
        remark.press("Tab")
    assert saved.value.status == 200
    by_hand(hub, park, CAPSTONE, {"q01-problem": 4, "q07-message": 4, "q08-method": 4, "q09-adopt": 4})
    for module in (MODULE, CAPSTONE):
        job(park, "피드백 돌려주기", module)


def by_hand(hub, page, module: str, points: dict[str, int]) -> None:
    """Give points for hong's written answers in the formgrader."""
    found = submission(hub, module, "hong")
    page.goto(f"/class/services/formgrader-{COHORT}/formgrader/submissions/{found}/", wait_until="domcontentloaded")
    expect(page.locator("body")).to_contain_text(OWN_WORDS if module == MODULE else TITLE)
    for question, number in points.items():
        page.locator(f"#{question}_extra_credit[placeholder]").wait_for()  # the page's script has filled in what is known
        score = page.locator(f"input.score#{question}")
        with page.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT") as saved:
            score.fill(str(number))
            score.press("Tab")
        assert saved.value.status == 200


def submission(hub, module: str, trainee: str) -> str:
    """The formgrader's name of a trainee's practicum."""
    book = sqlite3.connect(f"file:{hub.center.cohort_folder(COHORT)}/gradebook.db?mode=ro", uri=True)
    try:
        ((found,),) = book.execute(
            "SELECT submitted_notebook.id FROM submitted_notebook"
            " JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id"
            " JOIN notebook ON notebook.id = submitted_notebook.notebook_id"
            " JOIN assignment ON assignment.id = notebook.assignment_id"
            " WHERE submitted_assignment.student_id = ? AND assignment.name = ? AND notebook.name = 'practicum'",
            (trainee, module),
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


def capstone_is(page, state: str):
    """A trainee's page says how far the capstone is."""
    page.goto("/class/user/hong/dsi")
    expect(module_of(page, "센터의 과제를 앱으로")).to_contain_text(f"최종 과제: {state}")


def status(page, address: str) -> int:
    return page.goto(address).status


def test_the_capstone_is_reviewed_from_the_desk_and_published_for_the_center_s_own_eyes(people):
    park, lee, hong = people["park"], people["lee"], people["hong"]
    hong.goto("/class/user/hong/dsi")
    expect(module_of(hong, "센터의 과제를 앱으로")).to_contain_text("40점 / 40점")
    capstone_is(hong, "제출")
    park.goto(f"{DESK}c/{COHORT}/")
    module_of(park, CAPSTONE).get_by_role("link", name="게시").click()
    park.wait_for_url("**/review")
    park.get_by_role("link", name="홍길동").click()
    expect(park.locator(".findings")).to_contain_text("고칠 곳이 없습니다.", timeout=PATIENCE)
    park.get_by_role("button", name="검토 시작").click()
    expect(park.locator(".heading")).to_contain_text("검토 중")
    capstone_is(hong, "검토 중")

    log_in(lee, "lee")
    lee.wait_for_url("**/review")
    lee.get_by_role("link", name="홍길동").click()
    publish(lee, "승인하고 게시", "센터 안에서만")
    capstone_is(hong, "게시(센터 안에서만)")
    assert module_of(hong, "센터의 과제를 앱으로").get_by_role("link", name="갤러리에서 보기").count() == 0
    assert status(lee, PROJECT) == 200


def publish(page, words: str, whom: str) -> None:
    """Press a button of the review page and wait for the published version."""
    expect(page.locator(".findings")).to_contain_text("고칠 곳이 없습니다.", timeout=PATIENCE)
    page.get_by_label(whom).check()
    page.get_by_label(re.compile("지역의 화면을 모두")).uncheck()
    page.get_by_role("button", name=words).click()
    expect(page.locator(".good-notice")).to_contain_text("게시했습니다", timeout=PATIENCE)


def test_an_officer_elsewhere_sees_the_project_when_it_is_public_and_nothing_of_the_center_s_own(people):
    lee, hong, dae = people["lee"], people["hong"], people["dae"]
    review = f"/review/{COHORT}/{CAPSTONE}/hong"
    log_in(dae, "dae")
    dae.wait_for_url("**/review")
    expect(dae.locator("main")).to_contain_text("0건")
    for hidden in (PROJECT, f"{PROJECT}/v1", review):
        assert (status(dae, hidden), status(lee, hidden)) == (404, 200)
    dae.goto("/")
    assert dae.get_by_text(TITLE).count() == 0

    lee.goto(review)
    publish(lee, "다시 게시", "누구에게나")
    capstone_is(hong, "게시")
    module_of(hong, "센터의 과제를 앱으로").get_by_role("link", name="갤러리에서 보기").click()
    for page in (hong, dae):
        page.goto("/")
        page.get_by_role("link", name=TITLE).first.click()
        page.wait_for_url(f"**{PROJECT}")
        expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
        assert status(page, f"{PROJECT}/v2") == 200
        assert status(page, f"{PROJECT}/v1") == 404
        assert status(page, review) == 404
