"""The review page does what the commands do, in the name of who is logged in, and only for who may."""

import shutil
import time

import pytest

from curriculum import catalog
from gallery.access import Accounts, Role, Visitor
from gallery.desk import Desk
from gallery.publish import work_of
from gallery.review import Reviews, State
from gallery.store import Store
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import serving
from tests.grader.classes import MODULE

ITEM = f"/review/busan-test/{MODULE}/hong"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    return projects.hand_in_and_grade(tmp_path_factory.mktemp("graded") / "busan-test").folder


@pytest.fixture(scope="module")
def center(graded, tmp_path_factory):
    root = tmp_path_factory.mktemp("center")
    shutil.copytree(graded.parent, root / "cohorts", symlinks=True)
    (root / "gallery").mkdir()
    accounts = Accounts(root / "gallery")
    tokens = {
        "busan": accounts.add("박담당", Role.OFFICER, "busan"),
        "jeju": accounts.add("한담당", Role.OFFICER, "jeju"),
        "teacher": accounts.add("정강사", Role.INSTRUCTOR),
    }
    with serving(root / "gallery") as (address, _):
        yield root, address, tokens


@pytest.fixture
def officer(center):
    client = Client(center[1])
    client.login(center[2]["busan"])
    return client


def decide(client, action, **more):
    page = client.get(ITEM).text
    mark = page.split('name="mark" value="')[1].split('"')[0]
    fields = {"_xsrf": client.secret(ITEM), "mark": mark, "action": action} | more
    return client.post(ITEM, fields)


def when_done(client):
    limit = time.monotonic() + 120
    while '"running": true' in client.get(f"{ITEM}/progress").text:
        assert time.monotonic() < limit
        time.sleep(0.2)
    return client.get(ITEM).text


def steps(root):
    return Reviews(root / "gallery").steps(work_of(root / "cohorts" / "busan-test", MODULE, "hong"))


def test_a_module_is_called_by_its_title_where_the_kit_knows_it(graded, tmp_path):
    cohort = shutil.copytree(graded, tmp_path / "cohorts" / "busan-test", symlinks=True)
    for folder in (cohort / "source", cohort / "submitted" / "hong"):
        shutil.copytree(folder / MODULE, folder / "09-capstone")
    items = Desk(tmp_path / "gallery", tmp_path / "cohorts").items(Visitor("정강사", Role.INSTRUCTOR))
    assert {item.work.module: item.title for item in items} == {MODULE: MODULE, "09-capstone": catalog.module("bigdata/09-capstone").title}


@pytest.mark.parametrize("path", ["/review", ITEM, f"{ITEM}/preview", f"{ITEM}/progress"])
def test_for_others_there_is_no_such_page(center, path):
    nobody = Client(center[1]).get(path)
    assert nobody.status == 404
    assert "로그인한 뒤에 다시 열어 주세요" in nobody.text  # as at any address that is not there
    stranger = Client(center[1])
    stranger.login(center[2]["jeju"])
    assert stranger.get(path).status == (200 if path == "/review" else 404)
    assert "홍길동" not in stranger.get("/review").text


@pytest.mark.parametrize(
    "path",
    ["/review/../../x", "/review/busan-test/../hong", "/review/.../x/y", f"/review/busan-test/{MODULE}/kim", "/review/x/y/z",
     f"/review/%2e%2e/{MODULE}/hong", f"/review/busan-test/{MODULE}/..%2fhong", f"/review/*/{MODULE}/*"],
)  # fmt: skip
def test_an_address_names_one_collected_capstone_or_nothing(officer, path):
    assert officer.get(path).status == 404


def test_the_queue_and_the_submission_are_shown_with_findings_preview_and_card(officer):
    queue = officer.get("/review").text
    assert "홍길동" in queue
    assert ITEM in queue
    page = when_done(officer)
    assert "고칠 곳이 없습니다." in page
    assert "어르신이 많이 사는 동네를" in page
    preview = officer.get(f"{ITEM}/preview")
    assert "한글 교실을 가까운 곳에" in preview.text
    assert preview.headers["Content-Security-Policy"].startswith("sandbox allow-scripts; default-src 'none'")
    assert "no-store" in preview.headers["Cache-Control"]


def test_the_whole_way_is_recorded_in_the_name_of_who_is_logged_in(center, officer):
    root = center[0]
    when_done(officer)
    assert "approve" not in officer.get(ITEM).text
    assert decide(officer, "return", why="고치세요").status == 409  # the review has not begun
    assert decide(officer, "start").status == 303
    refused = decide(officer, "return", why="  ")
    assert refused.status == 409
    assert "무엇을 고쳐야 하는지" in refused.text
    assert [each.state for each in steps(root)] == [State.IN_REVIEW]
    decide(officer, "return", why="표의 단위를 적어 주세요. <b>꼭</b>")
    assert "표의 단위를 적어 주세요. &lt;b&gt;꼭&lt;/b&gt;" in officer.get(ITEM).text
    decide(officer, "start")
    assert decide(officer, "publish", visibility="center", why="좋습니다").status == 303
    page = when_done(officer)
    assert "게시했습니다" in page
    assert '<a href="/projects/busan-aged-neighbours">게시한 화면 보기</a>' in page
    taken = [(each.state, each.by, each.why) for each in steps(root)]
    assert taken[1:] == [
        (State.RETURNED, "박담당", "표의 단위를 적어 주세요. <b>꼭</b>"),
        (State.IN_REVIEW, "박담당", ""),
        (State.APPROVED, "박담당", "좋습니다"),
        (State.PUBLISHED, "박담당", "좋습니다"),
    ]
    (version,) = Store(root / "gallery").projects()
    assert (version.approved_by, version.center, version.visibility) == ("박담당", "busan", "center")
    assert Client(center[1]).get("/projects/busan-aged-neighbours").status == 404
    assert officer.get("/projects/busan-aged-neighbours").status == 200
    decide(officer, "withdraw", why="자료가 바뀌었습니다.")
    assert steps(root)[-1].state is State.WITHDRAWN
    assert officer.get("/projects/busan-aged-neighbours").status == 410
    assert Client(center[1]).get("/projects/busan-aged-neighbours").status == 404


def test_a_decision_about_work_that_was_handed_in_again_is_not_taken(center, officer):
    root = center[0]
    page = officer.get(ITEM).text
    mark = page.split('name="mark" value="')[1].split('"')[0]
    card = root / "cohorts" / "busan-test" / "submitted" / "hong" / MODULE / "card.yaml"
    card.write_text(card.read_text(encoding="utf-8") + "\n# 고침\n", encoding="utf-8")
    before = steps(root)
    fields = {"_xsrf": officer.secret(ITEM), "mark": mark, "action": "start", "why": ""}
    answer = officer.post(ITEM, fields)
    assert answer.status == 409
    assert "다시 제출되었습니다" in answer.text
    assert steps(root) == before


def test_what_stops_publishing_is_said_without_the_inside(center, officer):
    root = center[0]
    card = root / "cohorts" / "busan-test" / "submitted" / "hong" / MODULE / "card.yaml"
    good = card.read_text(encoding="utf-8")
    card.write_text(good.replace("size: 24", "size: 많음"), encoding="utf-8")
    try:
        page = when_done(officer)
        assert "인원규모" in page
        for part in (str(root), "Traceback", "submitted/"):
            assert part not in page
        assert officer.get(f"{ITEM}/preview").status == 404
    finally:
        card.write_text(good, encoding="utf-8")
