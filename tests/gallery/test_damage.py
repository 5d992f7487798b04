"""What somebody damages or plants in a gallery folder is reported, sent to nobody, and takes nothing else down."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curriculum.errors import DsiError
from gallery.cli import gallery_app
from gallery.store import MAX_FILE, Store
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import serving

SLUG = "busan-aged-neighbours"


def other(store, slug="other-project"):
    return store.add(projects.version(card=projects.card(slug=slug), trainee="kim"), projects.files())


def record(store):
    return store.root / "projects" / SLUG / "v1" / "version.json"


DAMAGES = {
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "no JSON": lambda _: "\x00\x01",
    "a list": lambda _: "[]",
    "too deep": lambda _: "[" * 100_000,
    "another's name": lambda text: json.dumps(json.loads(text) | {"card": json.loads(text)["card"] | {"slug": "other-project"}}),
    "a path": lambda text: json.dumps(json.loads(text) | {"card": json.loads(text)["card"] | {"slug": "../../../etc"}}),
    "another number": lambda text: json.dumps(json.loads(text) | {"number": 7}),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_is_reported_and_hides_its_version_alone(tmp_path, damage):
    store = Store(tmp_path)
    store.add(projects.version(), projects.files())
    other(store)
    record(store).write_text(DAMAGES[damage](record(store).read_text(encoding="utf-8")), encoding="utf-8")
    again = Store(tmp_path)
    assert [each.card.slug for each in again.projects()] == ["other-project"]
    assert list(again.check()) == [f"projects/{SLUG}/v1"]
    said = CliRunner().invoke(gallery_app, ["check", str(tmp_path)])
    assert said.exit_code == 1
    assert f"projects/{SLUG}/v1" in said.output
    with pytest.raises(DsiError, match="깨져"):  # whose address it is cannot be known
        again.add(projects.version(trainee="lee"), projects.files())


def test_a_damaged_version_keeps_its_number(tmp_path):
    store = Store(tmp_path)
    for _ in range(2):
        store.add(projects.version(), projects.files())
    (record(store).parents[1] / "v2" / "version.json").unlink()
    again = Store(tmp_path)
    assert [each.number for each in again.versions(SLUG)] == [1]
    assert again.add(projects.version(), projects.files()).number == 3


def test_a_damaged_withdrawal_hides_the_project(tmp_path):
    store = Store(tmp_path)
    store.add(projects.version(), projects.files())
    store.withdraw(SLUG, "정강사", "까닭")
    (tmp_path / "projects" / SLUG / "withdrawn.json").write_text("{", encoding="utf-8")
    assert Store(tmp_path).projects() == []


def test_a_whole_gallery_is_said_to_be_whole(tmp_path):
    other(Store(tmp_path))
    said = CliRunner().invoke(gallery_app, ["check", str(tmp_path)])
    assert (said.exit_code, said.output.strip()) == (0, "모든 버전이 게시한 그대로입니다.")


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    secret = folder / "secret.txt"
    secret.write_text("비밀", encoding="utf-8")
    store = Store(folder)
    store.add(projects.version(regions=("부산광역시", "서울특별시"), thumbnail=True, download=True),
              projects.files(regions=("부산광역시", "서울특별시")) | {"thumbnail.png": b"", "download.ipynb": b"{}"})  # fmt: skip
    other(store)
    other(store, "cut-project")
    version = store.folder(store.find(SLUG))
    with (version / "snapshots" / "21.html").open("wb") as file:
        file.truncate(1_000_000_000)  # a gigabyte, of which the disk holds nothing
    for name in ("snapshots/11.html", "thumbnail.png", "download.ipynb", "card.yaml"):
        (version / name).unlink()
        (version / name).symlink_to(secret)
    (folder / "projects" / "cut-project" / "v1" / "version.json").write_text("{", encoding="utf-8")
    (folder / "projects" / "..hidden").mkdir()
    (folder / "projects" / "Straße" / "v1").mkdir(parents=True)
    with serving(folder) as (address, server):
        yield Client(address), server, folder


def test_a_gigabyte_or_a_link_in_place_of_a_file_is_sent_to_nobody(planted):
    client, server, folder = planted
    for name in ("snapshot/21", "snapshot/11", "thumbnail.png", "notebook.ipynb", "card.yaml"):
        answer = client.get(f"/projects/{SLUG}/v1/{name}")
        assert answer.status == 404
        assert "비밀" not in answer.text
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    assert int(status.split("VmHWM:")[1].split()[0]) < 800_000  # kB: the gigabyte was not read
    log = (folder / "server.log").read_text(encoding="utf-8")
    assert "21.html" in log
    assert "gallery check" in log
    assert len(Store(folder).check()[f"projects/{SLUG}/v1"]) >= 4


def test_the_rest_of_the_gallery_does_not_notice(planted):
    client, _, _ = planted
    page = client.get("/")
    assert page.status == 200
    assert "other-project" in page.text
    assert client.get("/projects/other-project").status == 200
    assert client.get("/projects/other-project/v1/snapshot/21").status == 200
    assert client.get("/feed.atom").status == client.get("/api/catalogue").status == 200
    assert client.get("/projects/cut-project").status == client.get("/projects/cut-project/v1").status == 404


def test_nothing_can_be_published_under_a_name_that_leaves_its_folder(tmp_path):
    store = Store(tmp_path / "gallery")
    (tmp_path / "gallery").mkdir()
    with pytest.raises(DsiError, match="주소 이름"):
        store.add(projects.version(card=projects.card(slug="../escape")), projects.files())
    assert MAX_FILE > 10_000_000
    assert not list(tmp_path.rglob("version.json"))
