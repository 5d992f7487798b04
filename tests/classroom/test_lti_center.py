"""A university's LMS at a real center: a trainee whose id is a number comes in and works, and the services know where points go."""

import json
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from classroom.hub import accounts
from classroom.lti import kept, keys
from tests.classroom import hubs, lms
from tests.classroom.lms import CLIENT, LTI

NUMBER, MODULE = "20261234", "01-collect"
WRITTEN = ("q08-datasheet", "q09-advice")


@pytest.fixture(scope="module")
def center():
    """A center with an LMS, and one more trainee than the other test centers have."""
    with lms.running() as platform, hubs.running(started=False, more=platform.center_yaml()) as hub:
        with (hub.folder / "명단.csv").open("a", encoding="utf-8") as roster:
            roster.write(f"{NUMBER},박수\n")
        hub.dsi("hub", "init", hub.folder)
        assert "켤 수 있습니다" in hub.dsi("hub", "check", hub.folder).stdout
        hub.start()
        platform.tool_keys = requests.get(f"{hub.address}/class/hub/lti13/jwks", timeout=60).json()
        yield hub, platform


@pytest.fixture(scope="module")
def trainee(center):
    """The trainee's browser, after the link in the LMS."""
    hub, platform = center
    visitor = hubs.Visitor(hub, NUMBER)
    asked = {"iss": platform.address, "login_hint": "7", "target_link_uri": hub.address, "client_id": CLIENT}
    sent = visitor.session.post(visitor.url("lti13/oauth_login"), data=asked, allow_redirects=False, timeout=60)
    query = {name: values[0] for name, values in parse_qs(urlsplit(sent.headers["Location"]).query).items()}
    claims = platform.claims(query["nonce"], sub="s-7", **{f"{LTI}/lis": {"person_sourcedid": NUMBER}})
    word = {"state": query["state"], "id_token": platform.signed(claims)}
    done = visitor.session.post(visitor.url("lti13/oauth_callback"), data=word, allow_redirects=False, timeout=60)
    assert (done.status_code, done.headers.get("Location")) == (302, "/class/hub/spawn"), done.text + hub.log()
    return visitor


def test_a_trainee_with_a_number_works_in_an_own_server_without_a_password(center, trainee):
    trainee.get("home")
    trainee.open_server()


def test_no_trainee_reads_the_key_and_what_is_kept_and_the_services_account_reads_but_cannot_change_it(center, trainee):
    hub, _ = center
    place = kept.folder(hub.center)
    for name in (keys.FILE, "launches.json"):
        own = hub.as_account(accounts.account_of(NUMBER), "cat", place / name)
        assert own.returncode != 0
        assert hub.as_account(accounts.SERVICE, "cat", place / name).stdout == (place / name).read_text(encoding="utf-8")
        assert hub.as_account(accounts.SERVICE, "touch", place / name).returncode != 0
    assert hub.as_account(accounts.SERVICE, "touch", place / "new").returncode != 0


def test_points_handed_in_and_graded_at_the_center_arrive_in_the_lms(center, trainee):
    hub, platform = center
    cohort = hub.center.cohort_folder("bigdata-busan")

    def dsi(*words):
        return hub.as_account(accounts.SERVICE, hub.python, "-m", "dsi", *words, check=True).stdout

    dsi("release", cohort, MODULE)
    trainee.open_server()
    hub.hand_in(NUMBER, "bigdata-busan", MODULE)
    for step in ("collect", "grade"):
        dsi(step, cohort, MODULE)
    assert f"박수({NUMBER}): 피드백을 아직 돌려주지 않았습니다" in dsi("lms", "send", cohort, MODULE)
    for question in WRITTEN:
        dsi("score", cohort, MODULE, "--trainee", NUMBER, "--question", question, "--points", "5")
    dsi("feedback", cohort, MODULE)
    said = dsi("lms", "send", cohort, MODULE)
    assert "1명의 점수를 LMS로 보냈습니다" in said
    assert "홍길동(hong): 제출하지 않았습니다" in said
    ((_, sent),) = platform.scores
    assert sent["userId"] == "s-7"
    assert 10 <= sent["scoreGiven"] < sent["scoreMaximum"]


def test_what_is_kept_is_handed_out_and_deleted_with_everything_else_of_the_person(center, trainee, tmp_path):
    hub, _ = center
    hub.dsi("person", "export", hub.folder, NUMBER, tmp_path / "own.zip")
    with zipfile.ZipFile(tmp_path / "own.zip") as archive:
        assert json.loads(archive.read("account.json"))["lms"]["sub"] == "s-7"
    hub.stop()
    said = hub.dsi("person", "delete", hub.folder, NUMBER, stdin="박수\n").stdout
    assert "LMS에서 들어온 기록을 지웠습니다" in said
    assert NUMBER not in (kept.folder(hub.center) / "launches.json").read_text(encoding="utf-8")
