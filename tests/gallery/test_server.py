"""Visitors see what is published, find it by region and problem, and can reach nothing else."""

import http.client
import socket
import subprocess
import sys
from urllib.parse import quote, urlsplit

import pytest

from gallery.card import Card
from gallery.store import Store
from tests.gallery import projects
from tests.gallery.serving import kernels, serving

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    store = Store(folder)
    store.add(projects.version(), projects.files())
    store.add(projects.version(), projects.files(page="<p>고친 결과</p>"))
    plain = projects.card().model_dump(mode="json")
    other = plain | {
        "slug": "jeonbuk-empty-houses",
        "title": f"빈집을 마을 공간으로 {HOSTILE}",
        "summary": HOSTILE,
        "region": "전북",
        "center": "전북 센터",
        "problem": {"fields": ["환경"], "description": HOSTILE},
        "spread": [],
    }
    card = Card.model_validate(other)
    store.add(
        projects.version(card=card, regions=("전라북도",), trainee="kim"),
        projects.files(regions=("전라북도",)),
    )
    gone = Card.model_validate(plain | {"slug": "gone-project", "title": "거둔 과제"})
    store.add(projects.version(card=gone, trainee="lee"), projects.files())
    store.withdraw("gone-project", "정강사", "자료가 바뀌었습니다.")
    (folder / "private.txt").write_text("비밀", encoding="utf-8")
    with serving(folder) as (address, server):
        yield address, server


def fetcher(address: str):
    """A function that asks the server at `address`."""

    def get(path: str, method: str = "GET"):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request(method, path)  # sent as written: no client tidies the path
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")

    return get


@pytest.fixture
def get(gallery):
    return fetcher(gallery[0])


def test_the_index_lists_every_project_by_region_and_center(get):
    status, _, page = get("/")
    assert status == 200
    assert '<html lang="ko">' in page
    assert "프로젝트 2건" in page
    assert page.index("부산 디지털사회혁신 지원센터") < page.index("전북 센터")
    assert '<a href="/certificate">수료증 확인</a>' in page
    assert "전북특별자치도" in page


@pytest.mark.parametrize(
    ("query", "busan", "jeonbuk"),
    [
        (f"region={quote('부산광역시')}", True, False),
        (f"field={quote('환경')}", False, True),
        (f"region={quote('부산광역시')}&field={quote('환경')}", False, False),
        (f"region={quote('없는 곳')}", False, False),
        ("region=&field=", True, True),
    ],
)
def test_the_index_is_filtered_by_region_and_problem(get, query, busan, jeonbuk):
    _, _, page = get(f"/?{query}")
    assert ("busan-aged-neighbours" in page, "jeonbuk-empty-houses" in page) == (busan, jeonbuk)
    assert busan or jeonbuk or "조건에 맞는 프로젝트가 없습니다" in page


def test_a_project_page_shows_the_whole_card(get):
    _, _, page = get("/projects/busan-aged-neighbours")
    card = projects.card()
    for text in (
        card.title, card.summary, card.center, card.mentor.name, card.trainees[1].name, card.status, card.licence,
        card.citizens.management, card.place.economy_culture, card.solution.description, card.experts[0].qualification,
        card.factors[1].description, card.datasets[0].source, card.indicators[0].method, "35명", "120명", "AI컴퓨팅",
        "직접 해 보기", 'sandbox="allow-scripts"', "정강사",
    ):  # fmt: skip
        assert text in page


def test_an_old_version_keeps_its_address_and_points_to_the_new_one(get):
    assert "최신 버전(2) 보기" in get("/projects/busan-aged-neighbours/v1")[2]
    assert "최신 버전" not in get("/projects/busan-aged-neighbours/v2")[2]
    assert "고친" not in get("/projects/busan-aged-neighbours/v1/snapshot/21")[2]
    assert "고친" in get("/projects/busan-aged-neighbours/v2/snapshot/21")[2]


def test_a_withdrawn_project_says_so_at_its_address_and_is_nowhere_else(get):
    assert "거둔 과제" not in get("/")[2]
    for path in ("/projects/gone-project", "/projects/gone-project/v1"):
        status, _, page = get(path)
        assert status == 410
        assert "자료가 바뀌었습니다." in page
        assert "거둔 과제" not in page
    assert get("/projects/gone-project/v1/snapshot/21")[0] == 410
    assert get("/live/gone-project/v1")[0] == 404


def test_script_in_a_card_is_only_text(get):
    for path in ("/", "/projects/jeonbuk-empty-houses"):
        page = get(path)[2]
        assert HOSTILE not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_snapshot_has_no_origin_and_may_load_nothing(get):
    _, headers, _ = get("/projects/busan-aged-neighbours/v2/snapshot/21")
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'")
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy


@pytest.mark.parametrize("path", ["/", "/projects/busan-aged-neighbours", "/nowhere", "/static/style.css"])
def test_every_answer_has_the_security_headers(get, path):
    _, headers, _ = get(path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    if not path.startswith("/static"):
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/private.txt",
        "/projects/nothing",
        "/projects/..",
        "/projects/../private.txt",
        "/projects/busan-aged-neighbours/v9",
        "/projects/busan-aged-neighbours/v0",
        "/projects/busan-aged-neighbours/v99999999999999999999",
        "/projects/busan-aged-neighbours/v1/snapshot/11",
        "/projects/busan-aged-neighbours/v1/snapshot/..%2f..",
        "/projects/busan-aged-neighbours/v1/notebook.ipynb",
        "/static/../server.py",
        "/static/..%2fserver.py",
        "/static/%2e%2e/server.py",
        "/fonts/../../private.woff",
        "/voila/static/../../../../../../../../etc/passwd",
        "/voila/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/voila/templates/../static/x",
        "/voila/templates/lab/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/voila/labextensions/..%2f..%2f..%2fetc%2fpasswd",
        "/voila/api/themes/..%2f..%2f..%2fetc%2fpasswd",
        "/voila/tree",
        "/voila/render/projects/busan-aged-neighbours/v1/notebook.ipynb",
        "/voila/files/private.txt",
        "/voila/api/contents/",
        "/api/contents",
        "/api/kernels",
        "/api/terminals",
        "/api/sessions",
        "/tree",
        "/accounts.json",
        "/centers.yaml",
        "/reviews",
        "/projects/busan-aged-neighbours/v1/version.json",
        "/projects/busan-aged-neighbours/v1/download.ipynb",
        "/review",
        "/logout",
        "/live/nothing/v1",
        "/live/busan-aged-neighbours/v9",
        "/live/busan-aged-neighbours/v1/../v1",
        f"/live/jeonbuk-empty-houses/v1?region={quote('부산광역시')}",
    ],
)
def test_nothing_else_can_be_reached(gallery, get, path):
    status, _, page = get(path)
    assert status in (400, 403, 404)
    for part in ("비밀", "root:", "Traceback", "notebook.ipynb", str(projects.CARD.parent)):
        assert part not in page
    assert kernels(gallery[1]) == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_can_only_be_read(get, method):
    assert get("/", method)[0] in (403, 405)


def test_crawlers_are_kept_from_the_live_apps(get):
    assert "Disallow: /live/" in get("/robots.txt")[2]


def dsi(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "dsi", *words], capture_output=True, text=True, check=False, timeout=60
    )


def test_a_port_in_use_is_one_clear_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = dsi("gallery", "serve", str(tmp_path), "--port", str(port))
    assert done.returncode == 2
    assert f"{port}번 포트" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there_is_one_clear_sentence(tmp_path):
    done = dsi("gallery", "serve", str(tmp_path / "none"))
    assert done.returncode == 2
    assert "폴더가 없습니다" in done.stderr
