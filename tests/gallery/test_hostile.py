"""A card or a request that means harm stays text, or is refused."""

import http.client
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel

from curriculum.errors import DsiError
from gallery import findings, snapshot
from gallery.card import Card, read
from gallery.store import Store
from tests import cells
from tests.gallery import projects
from tests.gallery.serving import serving

HARM = """<script src=//evil.example></script>"><img src=x onerror="alert(1)">{{71839*71843}}"""
PATHS = [
    "/",
    "/projects/harm-in-all",
    "/projects/harm-in-all/v1",
    "/live/harm-in-all/v1",
    "/live/harm-in-all/v1?wait=1",
]


def harmed(value, name=""):
    """The same card with harm in every field that takes free text."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {key: harmed(getattr(value, key), key) for key in fields}
    if isinstance(value, list):
        return [harmed(each, name) for each in value]
    choices = {
        "slug",
        "region",
        "status",
        "licence",
        "fields",
        "kinds",
        "infrastructure",
        "area",
        "effect",
        "spread",
    }
    return HARM if isinstance(value, str) and name not in choices else value


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    plain = harmed(projects.card())
    # these two fields are choices by name but free text in their own parts
    plain["datasets"] = [{"name": HARM, "source": HARM, "licence": HARM}]
    plain["experts"] = [dict.fromkeys(("field", "career", "skills", "region", "qualification"), HARM)]
    card = Card.model_validate(plain | {"slug": "harm-in-all"})
    assert card.model_dump_json().count("onerror") > 30
    Store(folder).add(projects.version(card=card, approved_by=HARM), projects.files())
    with serving(folder) as (found, _):
        yield urlsplit(found).netloc


def get(address, path, method="GET", body=None):
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.request(method, path, body)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


@pytest.mark.parametrize("path", PATHS)
def test_script_in_every_field_of_a_card_stays_text(address, path):
    status, page = get(address, path)
    assert status == 200
    assert "onerror" in page
    tags = Tags()
    tags.feed(page)
    for tag, attributes in tags.found:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        if tag in ("script", "img", "iframe"):
            assert attributes["src"].startswith("/")
            assert not attributes["src"].startswith("//")
    assert "{{71839*71843}}" in page
    assert "5161129277" not in page


def test_a_request_with_a_great_body_is_refused(address):
    try:
        status, _ = get(address, "/live/harm-in-all/v1", "POST", b"x" * 10_000_000)
    except OSError:  # the server hung up on it
        status = 400
    assert status == 400
    assert get(address, "/")[0] == 200


@pytest.mark.parametrize(
    "text", ["*a", "!!python/object/apply:os.system ['id']", "&a [*a, *a]", "!!binary x"]
)
def test_a_card_cannot_make_its_reader_do_anything(tmp_path, text):
    path = tmp_path / "card.yaml"
    path.write_text(f"title: {text}\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"card\.yaml"):
        read(path)


def test_a_card_that_grows_when_read_is_refused(tmp_path):
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    path = tmp_path / "card.yaml"
    path.write_text(laughs, encoding="utf-8")
    with pytest.raises(Exception, match=r"card\.yaml"):
        read(path)


# Notebooks that mean harm are stopped when they are published, and it is said why.


def stopped(source, monkeypatch, seconds=4):
    monkeypatch.setattr(snapshot, "_CELL_SECONDS", seconds)
    card = projects.card(spread=[])
    nb = snapshot.publishable(cells.notebook(cells.parameters(), cells.code(source)), card)
    try:
        run = snapshot.execute(nb, card.region)
    except DsiError as error:
        return str(error)
    page = snapshot.render(run, card, card.region).encode()
    return "\n".join(findings.in_run(run, card.region) + findings.in_page(page, card.region))


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("while True: pass", "4초 안에 끝나지 않습니다"),
        ("import socket\nsocket.create_connection(('127.0.0.1', 22), 1)", "실행되지 않습니다"),
        ("import urllib.request\nurllib.request.urlopen('http://example.com', timeout=1)", "실행되지 않습니다"),
        ("from IPython.display import HTML\nHTML('x' * 10**9)", "MemoryError|멈췄습니다"),
        ("for _ in range(40): print('x' * 10**6)", "출처가 없습니다|MB"),
        ("import os\nos._exit(3)", "커널이 멈췄습니다"),
        ("open('../../../../etc/passwd', 'w')", "실행되지 않습니다"),
    ],
)
def test_a_notebook_that_means_harm_is_reported(monkeypatch, source, says):
    assert re.search(says, stopped(source, monkeypatch, 60 if "10**" in source else 4))


def test_what_is_shown_of_a_gigabyte_is_small(monkeypatch):
    card = projects.card(spread=[])
    source = "from IPython.display import HTML, display\nfor _ in range(20): display(HTML('가' * 10**7))"
    nb = snapshot.publishable(cells.notebook(cells.parameters(), cells.code(source)), card)
    page = snapshot.render(snapshot.execute(nb, card.region), card, card.region).encode()
    assert len(page) < 60_000_000
    assert findings.in_page(page, card.region) != [] or len(page) < findings.MAX_PAGE
