"""Who is not known sees what is public and learns nothing of the rest; tokens are kept so that no reader can use them."""

import re
import stat
from urllib.parse import quote, urlencode

import pytest
from typer.testing import CliRunner

from curriculum.errors import DsiError
from gallery.access import ANYBODY, FILE_NAME, Accounts, Role, Visitor
from gallery.catalogue import Catalogue, Query
from gallery.cli import gallery_app
from gallery.store import Store
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import serving

BUSAN, JEJU = Visitor("박담당", Role.OFFICER, "busan"), Visitor("한담당", Role.OFFICER, "jeju")
TEACHER = Visitor("정강사", Role.INSTRUCTOR)
SECRET = "비공개 제목"
SLUG = "closed-project"
PATHS = [
    f"/projects/{SLUG}",
    f"/projects/{SLUG}/v1",
    f"/projects/{SLUG}/v1/snapshot/21",
    f"/projects/{SLUG}/v1/thumbnail.png",
    f"/projects/{SLUG}/v1/notebook.ipynb",
    f"/projects/{SLUG}/v1/card.yaml",
    f"/projects/{SLUG}/v1/data.zip",
    f"/projects/{SLUG}/v1/citation.bib",
    f"/projects/{SLUG}/embed",
    f"/live/{SLUG}/v1",
]


def closed(**changes):
    card = projects.card(slug=SLUG, title=SECRET, spread=[])
    return projects.version(card=card, center="busan", visibility="center", thumbnail=True, download=True, **changes)


@pytest.mark.parametrize(
    ("visitor", "sees"), [(ANYBODY, False), (JEJU, False), (BUSAN, True), (TEACHER, True)]
)
def test_a_center_only_project_is_seen_by_instructors_and_its_own_officers(tmp_path, visitor, sees):
    store = Store(tmp_path)
    store.add(closed(), projects.files())
    store.add(projects.version(), projects.files())
    catalogue = Catalogue(store)
    found = {each.card.slug for each in catalogue.projects(visitor)}
    assert (SLUG in found) is sees
    assert "busan-aged-neighbours" in found
    assert bool(catalogue.find(Query(words=SECRET), visitor)) is sees
    assert catalogue.regions(visitor)["부산광역시"] == 1 + sees
    similar = catalogue.similar(store.find("busan-aged-neighbours"), visitor)
    assert [each.card.slug for each in similar] == ([SLUG] if sees else [])


def test_a_work_without_a_center_is_no_officer_s():
    assert not Visitor("가", Role.OFFICER, "").reviews("")
    assert not BUSAN.reviews("")
    assert not BUSAN.reviews("jeju")


def test_of_a_project_that_became_center_only_the_public_keeps_the_public_version(tmp_path):
    store = Store(tmp_path)
    store.add(projects.version(), projects.files())
    store.add(projects.version(center="busan", visibility="center"), projects.files())
    catalogue = Catalogue(store)
    assert [each.number for each in catalogue.projects(ANYBODY)] == [1]
    assert [each.number for each in catalogue.projects(TEACHER)] == [2]
    store.withdraw("busan-aged-neighbours", "정강사", "까닭")
    assert catalogue.projects(ANYBODY) == catalogue.projects(TEACHER) == []


# The account file


def test_a_token_is_shown_once_and_kept_only_as_a_digest(tmp_path):
    accounts = Accounts(tmp_path)
    token = accounts.add("정강사", Role.INSTRUCTOR)
    assert len(token) >= 40
    assert token not in accounts.path.read_text(encoding="utf-8")
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    assert Accounts(tmp_path).holder(token).visitor == TEACHER
    assert Accounts(tmp_path).holder(token[:-1]) is None
    assert Accounts(tmp_path).holder("") is None


def test_a_removed_account_is_nobody(tmp_path):
    accounts = Accounts(tmp_path)
    token, other = accounts.add("정강사", Role.INSTRUCTOR), accounts.add("박담당", Role.OFFICER, "busan")
    accounts.remove("정강사")
    assert accounts.holder(token) is None
    assert accounts.holder(other).visitor == BUSAN
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600


def test_a_file_that_others_can_read_or_that_is_damaged_is_refused(tmp_path):
    accounts = Accounts(tmp_path)
    accounts.add("정강사", Role.INSTRUCTOR)
    accounts.path.chmod(0o644)
    with pytest.raises(DsiError, match="chmod 600"):
        accounts.all()
    accounts.path.write_text("[{]", encoding="utf-8")
    accounts.path.chmod(0o600)
    with pytest.raises(DsiError, match="깨졌습니다"):
        accounts.all()


def test_tokens_are_managed_by_command(tmp_path):
    run = CliRunner()
    made = run.invoke(gallery_app, ["token", "add", str(tmp_path), "박담당", "--officer", "busan"])
    assert Accounts(tmp_path).holder(made.output.split()[-1]).visitor == BUSAN
    listed = run.invoke(gallery_app, ["token", "list", str(tmp_path)]).output
    assert "박담당\t센터 담당자\tbusan" in listed
    assert made.output.split()[-1] not in listed
    again = run.invoke(gallery_app, ["token", "add", str(tmp_path), "박담당"])
    assert isinstance(again.exception, DsiError)
    assert run.invoke(gallery_app, ["token", "remove", str(tmp_path), "박담당"]).exit_code == 0
    assert Accounts(tmp_path).all() == []
    (tmp_path / "centers.yaml").write_text("centers:\n- {id: jeju, name: 제주 센터}\n", encoding="utf-8")
    wrong = run.invoke(gallery_app, ["token", "add", str(tmp_path), "박담당", "--officer", "busan"])
    assert "jeju" in str(wrong.exception)


# The web


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("center") / "gallery"
    folder.mkdir()
    store = Store(folder)
    store.add(projects.version(), projects.files())
    extra = {"thumbnail.png": b"png", "download.ipynb": b"{}"}
    store.add(closed(), projects.files() | extra)
    accounts = Accounts(folder)
    tokens = {
        "": "",
        "busan": accounts.add("박담당", Role.OFFICER, "busan"),
        "jeju": accounts.add("한담당", Role.OFFICER, "jeju"),
        "teacher": accounts.add("정강사", Role.INSTRUCTOR),
        "leaver": accounts.add("오강사", Role.INSTRUCTOR),
    }
    with serving(folder) as (address, _):
        yield address, tokens, folder


@pytest.fixture
def client(gallery):
    return Client(gallery[0])


def without_secret(text):
    """The page without the form's secret, which differs from page to page."""
    return re.sub(r'name="_xsrf" value="[^"]*"', "", text)


@pytest.mark.parametrize("who", ["", "jeju"])
@pytest.mark.parametrize("path", [*PATHS, f"/api/projects/{SLUG}", f"/api/projects/{SLUG}/v1"])
def test_who_may_not_see_a_project_gets_the_answer_of_an_address_that_is_not_there(gallery, client, who, path):
    if who:
        client.login(gallery[1][who])
    there, nowhere = client.get(path), client.get(path.replace(SLUG, "no-such-project"))
    assert there.status == nowhere.status == 404
    assert without_secret(there.text) == without_secret(nowhere.text)
    assert there.headers.keys() == nowhere.headers.keys()


@pytest.mark.parametrize("who", ["busan", "teacher"])
@pytest.mark.parametrize("path", PATHS)
def test_who_may_see_a_project_sees_all_of_it_and_no_cache_keeps_it(gallery, client, who, path):
    client.login(gallery[1][who])
    answer = client.get(path)
    assert answer.status == 200
    assert "public" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("who", ["", "jeju"])
def test_lists_search_feeds_and_apis_do_not_tell_of_it(gallery, client, who):
    if who:
        client.login(gallery[1][who])
    center = quote(projects.card().center)
    for path in ("/", f"/?q={quote(SECRET)}", f"/centers/{center}", "/projects/busan-aged-neighbours"):
        answer = client.get(path)
        assert answer.status == 200
        assert SLUG not in answer.text
        assert path.startswith("/?q") or SECRET not in answer.text
    assert "프로젝트 1건" in client.get("/").text


def test_feeds_and_apis_are_for_everybody_and_hold_what_everybody_may_see(gallery, client):
    client.login(gallery[1]["teacher"])
    center = quote(projects.card().center)
    assert SECRET in client.get("/").text
    for path in ("/feed.atom", f"/centers/{center}/feed.atom", "/api/projects", "/api/catalogue"):
        answer = client.get(path)
        assert answer.status == 200
        assert "busan-aged-neighbours" in answer.text
        assert SLUG not in answer.text
        assert SECRET not in answer.text


def test_the_button_of_a_live_app_does_not_tell_either(gallery, client):
    assert client.post(f"/live/{SLUG}/v1", {}).status == 404


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(gallery, client):
    answer = client.login(gallery[1]["teacher"])
    cookie = next(each for each in answer.cookies if each.startswith("dsi_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    token = next(each for each in Client(gallery[0]).get("/login").cookies if each.startswith("_xsrf="))
    assert "HttpOnly" in token
    assert "SameSite=Strict" in token


def test_a_form_without_its_secret_does_nothing(gallery, client):
    answer = client.post("/login", {"token": gallery[1]["teacher"]})
    assert answer.status == 403
    assert answer.cookies == []
    client.login(gallery[1]["teacher"])
    assert client.post("/logout", {}).status == 403
    assert SECRET in client.get("/").text


def test_logging_out_ends_the_session_itself(gallery, client):
    client.login(gallery[1]["teacher"])
    kept = dict(client.jar)
    assert client.post("/logout", {"_xsrf": client.secret("/")}).status == 303
    assert SECRET not in client.get("/").text
    client.jar.update(kept)
    assert SECRET not in client.get("/").text


def test_who_loses_the_account_is_out_at_once(gallery, client):
    client.login(gallery[1]["leaver"])
    assert SECRET in client.get("/").text
    Accounts(gallery[2]).remove("오강사")
    assert SECRET not in client.get("/").text


@pytest.mark.parametrize("place", ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_login_leads_nowhere_else(gallery, client, place):
    secret = client.secret(f"/login?{urlencode({'next': place})}")
    answer = client.post("/login", {"token": gallery[1]["teacher"], "_xsrf": secret, "next": place})
    assert answer.headers["Location"] == "/review"


def test_too_many_wrong_tokens_are_stopped_for_a_while(gallery):
    with serving(gallery[2]) as (address, _):  # a server of its own: the others would have to wait
        client = Client(address)
        statuses = [client.login(f"wrong-{number}").status for number in range(7)]
        assert statuses == [401] * 5 + [429] * 2
        late = client.login(gallery[1]["teacher"])
        assert late.status == 429
        assert "잠시 막았습니다" in late.text


def test_the_language_of_the_frame_is_chosen_and_kept(client):
    page = client.get("/projects/busan-aged-neighbours?lang=en").text
    assert '<html lang="en">' in page
    assert "Try it live" in page
    assert re.search(r'<h1 lang="ko">어르신', page)
    assert "See it for your region" not in page  # one region only
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="en">' in client.get("/nowhere").text
    assert '<html lang="ko">' in client.get("/?lang=ko").text
    assert '<html lang="ko">' in client.get("/?lang=xx").text


def test_the_account_file_is_out_of_reach_of_apps(gallery):
    from gallery import snapshot
    from tests import cells

    path = gallery[2] / FILE_NAME
    nb = cells.notebook(cells.code(f"from pathlib import Path\nassert not Path({str(path)!r}).exists()"))
    snapshot.execute(nb, "부산광역시")
