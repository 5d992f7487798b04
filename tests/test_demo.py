"""The whole loop: text → course → trainee → score → published app, played by the commands an instructor types."""

import csv
import os
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.request import ProxyHandler, build_opener

import pytest

from curriculum import catalog, notebook
from gallery.store import Store

pytestmark = pytest.mark.slow

CLASS = "cohorts/bigdata-busan"
CAPSTONES = [module for track in catalog.tracks() for module in track.modules if module.capstone]


def dsi(*words, **options):
    command = [sys.executable, "-m", "dsi", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("center") / "demo"
    done = dsi("demo", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout, done.stderr


def row(table, name):
    return next(line for line in table.splitlines() if f" {name} " in line and "│" in line)


@pytest.mark.parametrize(
    ("name", "score", "rest"),
    [
        ("김하나", "40/40", "채점 완료"),
        ("이두리", "0/40", "채점 완료"),
        ("최나리", "40/40", "지각"),
        ("정다슬", "-", "채점 불가"),
    ],
)
def test_each_trainee_gets_what_the_work_deserves(demo, name, score, rest):
    line = row(demo[1], name)
    assert re.search(rf"\s{score}\s", line)
    assert rest in line
    assert "예상대로" in line


def test_some_wrong_is_between_nothing_and_all(demo):
    points = int(re.search(r"(\d+)/40", row(demo[1], "박세빈"))[1])
    assert 0 < points < 40


def test_the_damaged_work_is_named_with_its_reason_and_stops_nobody(demo):
    assert re.search(r"정다슬\(daseul\): practicum\.ipynb: .*잘렸습니다", demo[1])


def test_the_play_shows_no_warnings(demo):
    assert "WARNING" not in demo[2]


@pytest.mark.browser
def test_feedback_can_be_read_on_a_phone(demo, browser):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    for name in ("hana", "duri", "sebin"):
        page.goto((demo[0] / CLASS / "feedback" / name / "01-collect" / "practicum.html").as_uri())
        table, card = page.locator("table.dsi").bounding_box(), page.locator("header.dsi").bounding_box()
        assert table["x"] + table["width"] <= card["x"] + card["width"]
        cells = page.locator("table.dsi td:last-child").evaluate_all("all => Math.max(...all.map(c => c.getBoundingClientRect().right))")
        assert cells <= card["x"] + card["width"]
    page.close()


def test_nothing_hidden_is_in_any_feedback(demo):
    pages = list(demo[0].glob("cohorts/*/feedback/*/*/*.html"))
    own = {page.parent.parent.name for page in demo[0].glob(f"{CLASS}/feedback/*/*/*.html")}
    assert len(own) == 4, "채점된 네 사람이 모두 받아야 합니다."
    for module in (catalog.module("bigdata/01-collect"), *CAPSTONES):
        master = notebook.read(module.practicum)
        secrets = {line for cell in master.cells for line in notebook.hidden_lines(cell.source)}
        assert secrets
        for page in pages:
            text = page.read_text("utf-8")
            assert "BEGIN HIDDEN" not in text
            assert not [line for line in secrets if line in text]


@pytest.mark.parametrize("module", CAPSTONES, ids=lambda module: module.track)
def test_every_track_s_capstone_is_in_the_gallery(demo, module):
    """Full points, a card that names its regions, a page for each of them: all 17 of the track the class is in."""
    (version,) = [each for each in Store(demo[0] / "gallery").projects() if each.course.startswith(f"{module.track}-")]
    count = 17 if module.track == "bigdata" else 1
    assert len(version.regions) == count
    assert all(Store(demo[0] / "gallery").snapshot(version, region).is_file() for region in version.regions)
    line = next(line for line in demo[1].splitlines() if "│" in line and version.card.slug in line)
    assert f"{module.points}/{module.points}" in line
    assert f"{count}곳" in line


def test_the_grades_open_in_excel(demo):
    raw = (demo[0] / "grades.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert [r["이름"] for r in rows] == ["김하나", "박세빈", "이두리", "정다슬", "최나리"], "가나다순"


def test_stock_nbgrader_reads_the_gradebook(demo, tmp_path):
    cohort = demo[0] / CLASS
    command = [sys.executable, "-m", "nbgrader", "export", "--to", str(tmp_path / "stock.csv")]
    done = subprocess.run(command, cwd=cohort, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    scores = {(r["assignment"], r["student_id"]): r["score"] for r in csv.DictReader((tmp_path / "stock.csv").open())}
    assert float(scores["01-collect", "hana"]) == 40
    assert float(scores["09-capstone", "hana"]) == 40


def test_submissions_stay_as_they_were_handed_in(demo):
    handed_in = list(demo[0].glob("cohorts/*/submitted/*/*/practicum.ipynb"))
    assert len(handed_in) == 5 + len(CAPSTONES)
    for path in handed_in:
        trainee, module = path.parts[-3:-1]
        assert (demo[0] / "homes" / trainee / module / "practicum.ipynb").read_bytes() == path.read_bytes()


def test_a_folder_with_other_files_is_not_touched(tmp_path):
    (tmp_path / "보고서.hwp").write_text("중요", "utf-8")
    done = dsi("demo", tmp_path)
    assert done.returncode == 2
    assert "빈 폴더" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["보고서.hwp"]


def ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    numbers = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return numbers


@pytest.fixture(scope="module", params=[signal.SIGINT])
def served(demo, request):
    lab, gallery = ports(2)
    command = [sys.executable, "-m", "dsi", "start", str(demo[0]), "--lab-port", str(lab), "--gallery-port", str(gallery)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = []
    for line in server.stdout:
        lines.append(line)
        if "Ctrl+C" in line:
            break
    yield "".join(lines)
    server.send_signal(request.param)
    assert server.wait(timeout=60) == 0
    time.sleep(0.5)
    for port in (lab, gallery):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0, "끈 뒤에 서버가 남아 있습니다."


@pytest.mark.parametrize("served", [signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name, indirect=True)
def test_a_closed_window_and_a_shutdown_end_both_servers_too(served):
    assert "Ctrl+C" in served


def test_start_prints_three_addresses_that_answer(served):
    addresses = re.findall(r"http://\S+", served)
    assert len(addresses) == 3, served
    opener = build_opener(ProxyHandler({}))
    pages = [opener.open(address, timeout=60).read().decode() for address in addresses]
    assert "JupyterLab" in pages[0]
    assert "formgrader" in pages[1].lower()
    assert "빈집과 인구 변화" in pages[2]


@pytest.mark.browser
def test_the_published_project_is_seen_and_can_be_tried(served, browser):
    gallery = re.findall(r"http://\S+", served)[-1]
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="ko-KR")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(gallery)
    page.get_by_role("link", name=re.compile("빈집과 인구 변화")).first.click()
    assert "부산" in page.inner_text("main")
    page.get_by_text("직접 해 보기").first.click()
    page.wait_for_load_state()
    page.wait_for_selector("select", timeout=120_000)
    assert "def " not in page.inner_text("body"), "앱에는 코드가 보이지 않아야 합니다."
    outside = [url for url in asked if url.startswith("http") and not url.startswith(("http://127.0.0.1", "http://localhost"))]
    assert outside == []
    page.close()


def test_a_port_in_use_is_one_clear_message(demo):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = dsi("start", demo[0], "--lab-port", port, "--gallery-port", ports(1)[0])
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert "Traceback" not in done.stderr


def test_start_without_a_center_says_what_to_do(tmp_path):
    done = dsi("start", tmp_path, env=os.environ | {"COLUMNS": "200"})
    assert done.returncode == 2
    assert "dsi cohort create" in done.stderr


def test_several_cohorts_are_asked_about_not_guessed(tmp_path):
    for name in ("bigdata-1", "bigdata-2"):
        (tmp_path / "cohorts" / name).mkdir(parents=True)
        (tmp_path / "cohorts" / name / "nbgrader_config.py").touch()
    done = dsi("start", tmp_path)
    assert done.returncode == 2
    assert "bigdata-1, bigdata-2" in done.stderr
    done = dsi("start", tmp_path, "--cohort", "bigdata-3")
    assert done.returncode == 2
    assert "'bigdata-3' 반이 없습니다" in done.stderr


def test_a_demo_center_says_which_of_its_cohorts_is_opened(tmp_path):
    """Only the demo's own mark may choose; a cohort that is gone is named."""
    for name in ("leader-busan", "starter-busan"):
        (tmp_path / "cohorts" / name).mkdir(parents=True)
        (tmp_path / "cohorts" / name / "nbgrader_config.py").touch()
    (tmp_path / ".dsi-demo").write_text("…여는 반:\nbigdata-busan\n", "utf-8")
    done = dsi("start", tmp_path)
    assert done.returncode == 2
    assert "'bigdata-busan' 반이 없습니다" in done.stderr
