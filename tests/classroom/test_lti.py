"""Coming in from a university's LMS: a real JupyterHub with the center's authenticator, and an LMS that signs launches."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from classroom import center as centers
from classroom.hub import passwords
from classroom.lti import kept, keys
from curriculum.errors import DsiError
from tests.classroom import lms as platforms
from tests.classroom.hubs import wait_for
from tests.classroom.lms import ADMINISTRATOR, CLIENT, LTI
from tests.gallery.serving import free_port

ROSTER = "아이디,이름,이메일,소속\nhong,홍길동,hong@univ.example,\n20261234,김하나,kim@univ.example,\nboss,관리자,boss@univ.example,\n"
PASSWORD = "boss의 긴 비밀번호 하나"
CENTER = """\
center: {{id: busan, name: 부산 지원센터, region: 부산}}
address: {address}
administrators: [boss]
cohorts:
  - {{id: bigdata, track: bigdata, instructors: [park]}}
"""
CONFIG = """
import sys
from classroom.hub.config import _first_page, native_rules
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}/class/"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.JupyterHub.db_url = "sqlite:///{folder}/hub/jupyterhub.sqlite"
c.JupyterHub.cookie_secret = bytes(32)
c.JupyterHub.default_url = _first_page
c.JupyterHub.template_paths = ["{templates}"]
c.ConfigurableHTTPProxy.auth_token = "only-here"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = [sys.executable, "-c", "from configurable_http_proxy.cli import main; main()"]
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "classroom.hub.login.CenterAuthenticator"
c.Authenticator.manage_groups = True
c.Authenticator.auth_refresh_age = 1
c.MembersOnly.center = "{folder}"
native_rules(c)
"""


@dataclass
class Center:
    """A center's hub, and the LMS it belongs to."""

    address: str
    folder: Path
    lms: platforms.Lms

    @property
    def file(self) -> centers.Center:
        """What its file says."""
        return centers.read(self.folder)

    def begin(self, browser: requests.Session, **more: str) -> dict[str, str]:
        """Click the link in the LMS: what the hub then asks the LMS."""
        asked = {"iss": self.lms.address, "login_hint": "7", "target_link_uri": f"{self.address}/class/hub/", "client_id": CLIENT}
        sent = browser.post(f"{self.address}/class/hub/lti13/oauth_login", data=asked | more, allow_redirects=False, timeout=30)
        sent.encoding = "utf-8"
        if sent.status_code != 302:
            return {"status": str(sent.status_code), "page": sent.text}
        assert sent.headers["Location"].startswith(f"{self.lms.address}/auth?")
        return {name: values[0] for name, values in parse_qs(urlsplit(sent.headers["Location"]).query).items()}

    def post(self, browser: requests.Session, state: str, token: str) -> requests.Response:
        """The LMS's page posts its word to the hub."""
        data = {"state": state, "id_token": token}
        answer = browser.post(f"{self.address}/class/hub/lti13/oauth_callback", data=data, allow_redirects=False, timeout=30)
        answer.encoding = "utf-8"
        return answer

    def launch(self, browser: requests.Session | None = None, key: rsa.RSAPrivateKey | None = None, **claims) -> requests.Response:
        """The whole way from the LMS into the hub."""
        browser = browser or new_browser()
        asked = self.begin(browser)
        return self.post(browser, asked["state"], self.lms.signed(self.lms.claims(**{"nonce": asked["nonce"]} | claims), key))

    def who(self, browser: requests.Session) -> str | None:
        """As whom the hub knows a browser, by the page of one's own password."""
        page = browser.get(f"{self.address}/class/hub/home", allow_redirects=False, timeout=30)
        found = re.search(r'data-user="([^"]+)"|"user": "([^"]+)"|user: "([^"]+)"', page.text)
        return next(filter(None, found.groups())) if found and page.status_code == 200 else None


def new_browser() -> requests.Session:
    """A browser that has never been here."""
    browser = requests.Session()
    browser.trust_env = False
    return browser


def by_number(number: str) -> dict:
    """The claim by which Moodle names the ID number."""
    return {f"{LTI}/lis": {"person_sourcedid": number}}


@pytest.fixture(scope="module")
def center(tmp_path_factory):
    """A hub without accounts, and an LMS."""
    folder = tmp_path_factory.mktemp("lti") / "center"
    with platforms.running() as lms:
        ports = {name: free_port() for name in ("port", "hub", "proxy")}
        address = f"http://127.0.0.1:{ports['port']}"
        cohort = folder / "cohorts" / "bigdata"
        cohort.mkdir(parents=True)
        (folder / "hub" / "lti").mkdir(parents=True)
        (cohort / "roster.csv").write_text(ROSTER, encoding="utf-8")
        (folder / "center.yaml").write_text(CENTER.format(address=address) + lms.center_yaml(), encoding="utf-8")
        keys.make(centers.read(folder))
        templates = Path(centers.__file__).parent / "hub" / "templates"
        (folder / "config.py").write_text(CONFIG.format(folder=folder, templates=templates, **ports), encoding="utf-8")
        environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        with (folder / "hub.log").open("wb") as log:
            hub = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "-f", str(folder / "config.py")],
                cwd=folder, stdout=log, stderr=log, env=environment,
            )  # fmt: skip
        try:
            _wait(f"{address}/class/hub/lti13/jwks", hub, folder / "hub.log")
            yield Center(address, folder, lms)
        finally:
            hub.send_signal(signal.SIGTERM)
            hub.wait(timeout=60)


def _wait(page: str, hub: subprocess.Popen, log: Path) -> None:
    limit = time.monotonic() + 90
    while time.monotonic() < limit and hub.poll() is None:
        try:
            if requests.get(page, timeout=5).status_code == 200:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def test_a_trainee_comes_from_the_lms_to_the_own_server_s_page_and_what_grades_need_is_kept(center):
    browser = new_browser()
    done = center.launch(browser, sub="s-1", **by_number("20261234"))
    assert (done.status_code, done.headers["Location"]) == (302, "/class/hub/spawn"), done.text
    assert center.who(browser) == "20261234"
    found = kept.read(center.file)
    assert found.people["20261234"]["sub"] == "s-1"
    (course,) = (found.courses[each] for each in found.people["20261234"]["courses"])
    assert (course.title, course.lineitems) == ("데이터로 보는 지역", f"{center.lms.address}/42/lineitems?type_id=5")
    assert (kept.folder(center.file) / "launches.json").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("claims", "who"),
    [
        ({f"{LTI}/ext": {"user_username": "HONG"}}, "hong"),
        ({f"{LTI}/custom": {"username": "hong"}}, "hong"),
        ({"preferred_username": "hong"}, "hong"),
        ({"email": "Kim@univ.example"}, "20261234"),
        (by_number("99") | {"email": "hong@univ.example"}, "hong"),
    ],
)
def test_a_trainee_is_known_by_each_name_an_lms_may_send(center, claims, who):
    browser = new_browser()
    assert center.launch(browser, **claims).status_code == 302
    assert center.who(browser) == who


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (by_number("20269999") | {"email": "lee@univ.example"}, ["20269999", "lee@univ.example", "강사나 센터 관리자에게"]),
        ({}, ["명단에서 찾지 못했습니다"]),
        (by_number("20269999") | {f"{LTI}/custom": {"username": "hong"}}, ["20269999"]),
        (by_number("park"), ["명단에서 찾지 못했습니다"]),
        (by_number("boss") | {f"{LTI}/roles": [ADMINISTRATOR]}, ["명단에서 찾지 못했습니다"]),
    ],
    ids=["stranger", "nameless", "a teacher's own parameter", "an instructor's name", "an administrator"],
)
def test_who_is_no_trainee_of_the_rosters_does_not_come_in_and_reads_what_the_lms_sent(center, claims, said):
    browser = new_browser()
    done = center.launch(browser, **claims)
    assert done.status_code == 403
    assert all(each in done.text for each in said)
    assert center.who(browser) is None


def test_a_role_of_the_lms_gives_no_right(center):
    browser = new_browser()
    assert center.launch(browser, **by_number("hong"), **{f"{LTI}/roles": [ADMINISTRATOR]}).status_code == 302
    assert center.who(browser) == "hong"
    assert browser.get(f"{center.address}/class/hub/authorize", timeout=30).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another-tool"},
        {"aud": [CLIENT, "another-tool"]},
        {"azp": "another-tool"},
        {"iss": "https://other.example"},
        {"exp": 1_700_000_000},
        {"iat": 1_700_000_000},
        {"iat": None},
        {"sub": None},
        {f"{LTI}/version": "1.1"},
        {f"{LTI}/message_type": "LtiDeepLinkingRequest"},
        {f"{LTI}/deployment_id": ""},
        {"nonce": "made-up"},
    ],
    ids=lambda wrong: "-".join(f"{name.rpartition('/')[2]}={value}" for name, value in wrong.items()),
)
def test_a_launch_that_says_something_wrong_is_refused(center, wrong):
    browser = new_browser()
    done = center.launch(browser, **by_number("hong") | wrong)
    assert done.status_code in (400, 401), done.text
    assert "LMS" in done.text
    assert center.who(browser) is None


def test_a_launch_that_the_lms_has_not_signed_is_refused(center):
    assert center.launch(key=rsa.generate_private_key(65537, 2048), **by_number("hong")).status_code == 401
    for algorithm, key in (("none", None), ("HS256", "a secret that is as long as it must be")):
        browser = new_browser()
        asked = center.begin(browser)
        token = jwt.encode(center.lms.claims(asked["nonce"], **by_number("hong")), key, algorithm, headers={"kid": "lms"})
        assert center.post(browser, asked["state"], token).status_code == 401
        assert center.who(browser) is None


def test_a_launch_counts_once_and_only_in_the_browser_that_asked_for_it(center):
    browser, thief = new_browser(), new_browser()
    asked = center.begin(browser)
    cookies = browser.cookies.copy()
    token = center.lms.signed(center.lms.claims(asked["nonce"], **by_number("hong")))
    assert center.post(thief, asked["state"], token).status_code == 400
    center.begin(thief)
    assert center.post(thief, asked["state"], token).status_code == 400
    assert center.who(thief) is None
    assert center.post(browser, asked["state"], token).status_code == 302
    assert center.post(browser, asked["state"], token).status_code == 400
    again = new_browser()
    again.cookies = cookies
    assert center.post(again, asked["state"], token).status_code == 400
    assert center.who(again) is None


def test_in_a_frame_of_the_lms_the_page_says_to_open_a_new_window_and_may_be_shown_there(center):
    browser = new_browser()
    browser.headers["Sec-Fetch-Dest"] = "iframe"
    assert "새 창" in center.begin(browser)["page"]
    done = center.post(new_browser(), "none", "none")
    assert "새 창" in done.text
    assert done.headers["Content-Security-Policy"] == "frame-ancestors *"


def test_behind_https_the_browser_keeps_the_state_across_the_two_sites_and_the_lms_sends_to_the_center_s_own_address(center):
    path, browser = center.folder / "center.yaml", new_browser()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"address: {center.address}", "address: https://class.example.kr"), encoding="utf-8")
    try:
        asked = {"iss": center.lms.address, "login_hint": "7", "target_link_uri": "https://class.example.kr/"}
        sent = browser.get(f"{center.address}/class/hub/lti13/oauth_login", params=asked, allow_redirects=False, timeout=30)
    finally:
        path.write_text(text, encoding="utf-8")
    query = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert query["client_id"] == [CLIENT]
    assert query["redirect_uri"] == ["https://class.example.kr/class/hub/lti13/oauth_callback"]
    cookies = [each for each in sent.raw.headers.getlist("Set-Cookie") if each.startswith("lti13")]
    assert len(cookies) == 2
    assert all("SameSite=None" in each and "Secure" in each and "HttpOnly" in each for each in cookies)


def test_another_lms_is_refused_before_anybody_is_sent_there(center):
    assert center.begin(new_browser(), iss="https://other.example")["status"] == "400"
    assert center.begin(new_browser(), client_id="another-tool")["status"] == "400"


def test_who_is_taken_off_the_roster_is_out_although_the_lms_knows_him(center):
    path, browser = center.folder / "cohorts" / "bigdata" / "roster.csv", new_browser()
    assert center.launch(browser, **by_number("hong")).status_code == 302
    path.write_text(ROSTER.replace("hong,홍길동,hong@univ.example,\n", ""), encoding="utf-8")
    try:
        wait_for(lambda: center.who(browser) is None, "hong is out")
        assert center.launch(**by_number("hong")).status_code == 403
    finally:
        path.write_text(ROSTER, encoding="utf-8")


def test_the_login_page_sends_trainees_to_their_lms_and_the_administrator_sees_who_came_that_way(center):
    assert center.launch(**by_number("20261234")).status_code == 302
    passwords.set_password(center.file, "boss", PASSWORD)
    boss, hub = new_browser(), f"{center.address}/class/hub"
    assert "LMS의 강의에 있는 링크로" in boss.get(f"{hub}/login", timeout=30).content.decode()
    form = {"username": "boss", "password": PASSWORD, "_xsrf": boss.cookies.get("_xsrf", path="/class/hub/")}
    boss.post(f"{hub}/login", data=form, allow_redirects=False, timeout=30)
    page = boss.get(f"{hub}/authorize", timeout=30).content.decode()
    rows = dict(re.findall(r'<tr id="(.+?)">(.*?)</tr>', page, re.DOTALL))
    assert {name: "LMS로 들어옴" in rows[name] for name in ("20261234", "boss", "park")} == {"20261234": True, "boss": False, "park": False}
    assert "승인을 취소해도 LMS로는 들어옵니다" in page


def test_the_tool_s_key_is_shown_without_its_private_half(center):
    shown = requests.get(f"{center.address}/class/hub/lti13/jwks", timeout=30).json()
    assert shown == keys.public(center.file)
    assert shown["keys"][0].keys() == {"kty", "n", "e", "alg", "use", "kid"}


@pytest.mark.parametrize("wrong", ["authenticator: lti\n", "lti: {issuer: x}\n"])
def test_a_center_file_with_half_of_what_an_lms_needs_is_refused(tmp_path, wrong):
    (tmp_path / "center.yaml").write_text(CENTER.format(address="https://a.example") + wrong, encoding="utf-8")
    with pytest.raises(DsiError):
        centers.read(tmp_path)


def test_what_is_kept_of_a_person_can_be_thrown_away(tmp_path):
    folder = tmp_path / "center"
    (folder / "hub" / "lti").mkdir(parents=True)
    lms = platforms.Lms("https://lms.example")
    (folder / "center.yaml").write_text(CENTER.format(address="https://a.example") + lms.center_yaml(), encoding="utf-8")
    center = centers.read(folder)
    kept.note(center, "hong", lms.claims("once"))
    assert kept.forget(center, "hong")
    assert not kept.forget(center, "hong")
    assert "hong" not in json.dumps((kept.folder(center) / "launches.json").read_text(encoding="utf-8"))
