"""What can be taken along is what may be passed on; what can be embedded is embedded where its center says."""

import io
import json
import zipfile
from pathlib import PurePosixPath
from urllib.parse import quote

import nbformat
import pytest

from curriculum import datasets
from curriculum.errors import DsiError
from gallery import downloads, snapshot
from gallery.card import Dataset
from gallery.centers import Center, Centers
from gallery.store import Store
from tests.gallery import projects
from tests.gallery.client import Client
from tests.gallery.serving import serving

PROJECT = "/projects/busan-aged-neighbours"
NAME = projects.card().center
CENTERS = f"""\
centers:
- {{id: busan, name: {NAME}, contact: 사업팀, phone: 051-000-0000, email: a@example.org, embed: ['https://www.busan.example', 'https://*.kids.example:8443']}}
- {{id: jeju, name: 제주 센터}}
"""


def test_the_notebook_to_take_along_holds_no_answer_and_no_test():
    nb = projects.capstone()
    shared = downloads.shareable(nb, snapshot.publishable(nb, projects.card()))
    text = nbformat.writes(shared)
    for part in ("return part / whole", "def share", "assert share", "훈련생에게만", "BEGIN SOLUTION", "BEGIN HIDDEN"):
        assert part not in text
    assert "plt.show()" in text
    assert "외국인 주민" in text
    assert text.count(downloads.ANSWER) == 1
    nbformat.validate(shared)


def dataset(name):
    return Dataset(name=name, source="기관", licence="조건")


def test_a_data_package_holds_the_kit_s_tables_with_their_terms_and_stays_in_its_folder():
    names = downloads.kit_datasets(projects.card())
    assert names == ["kr-boundaries-2020", "kr-population-dong"]
    with zipfile.ZipFile(io.BytesIO(downloads.data_package(tuple(names)))) as bundle:
        for member in bundle.namelist():
            assert not PurePosixPath(member).is_absolute()
            assert ".." not in PurePosixPath(member).parts
        about = json.loads(bundle.read("kr-population-dong/datapackage.json"))
        assert about["licenses"]
        for table in about["resources"]:
            assert bundle.read(f"kr-population-dong/{table['path']}")
    assert downloads.data_package(tuple(names)) == downloads.data_package.__wrapped__(tuple(names))


@pytest.mark.parametrize("name", ["../../etc", "/etc", "kr-population-dong/../..", "자체 조사", "kr-weather", "kr-phenology"])
def test_what_is_not_the_kit_s_or_has_no_clear_terms_is_not_passed_on(name):
    assert downloads.kit_datasets(projects.card(datasets=[dataset(name)])) == []


def test_a_center_s_own_data_is_not_passed_on(tmp_path, monkeypatch):
    own = tmp_path / "own-survey"
    own.mkdir()
    (own / "datapackage.json").write_text('{"name": "own-survey", "licenses": [{"name": "CC-BY-4.0"}]}', encoding="utf-8")
    monkeypatch.setenv("DSI_DATASETS", str(tmp_path))
    assert "own-survey" in datasets.names()
    assert downloads.kit_datasets(projects.card(datasets=[dataset("own-survey")])) == []


def test_a_citation_is_whole_and_closes_no_brace_early():
    card = projects.card(title=r"}, note={\input{/etc/passwd} 100% & _x_", slug="harm")
    text = downloads.bibtex(projects.version(card=card, number=3), "http://g/projects/harm/v3")
    assert text.count("{") == text.count("}")
    assert "\\input" not in text
    assert text.startswith("@misc{harm-v3,\n  author = {{김하늘} and {이바다}}")
    assert r"100\% \& \_x\_" in text
    assert "버전 3" in downloads.citation(projects.version(number=3), "http://g")


# Centers


@pytest.mark.parametrize(
    "site", ["*", "https://*", "https://a.example/path", "javascript:alert(1)", "https://a.example; script-src *", "'none'", "data:", "a.example"]
)  # fmt: skip
def test_only_a_plain_site_can_stand_in_the_allow_list(tmp_path, site):
    (tmp_path / "centers.yaml").write_text(
        json.dumps({"centers": [{"id": "busan", "name": "부산", "embed": [site]}]}), encoding="utf-8"
    )
    with pytest.raises(DsiError, match=r"centers\.yaml"):
        Centers(tmp_path).all()


def test_a_wrong_file_keeps_what_it_said_before(tmp_path):
    (tmp_path / "centers.yaml").write_text(CENTERS, encoding="utf-8")
    centers = Centers(tmp_path)
    assert [each.id for each in centers.all()] == ["busan", "jeju"]
    (tmp_path / "centers.yaml").write_text("centers: 7\n\n", encoding="utf-8")
    assert [each.id for each in centers.known()] == ["busan", "jeju"]
    assert isinstance(centers.of(projects.version()), Center)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "centers.yaml").write_text(CENTERS, encoding="utf-8")
    store = Store(folder)
    extra = {"download.ipynb": b'{"cells": []}'}
    store.add(projects.version(center="busan", download=True), projects.files() | extra)
    store.add(projects.version(card=projects.card(slug="jeju-project"), center="jeju", trainee="kim"), projects.files())
    with serving(folder) as (address, _):
        yield Client(address)


def test_a_project_page_offers_what_there_is(client):
    page = client.get(PROJECT).text
    for part in ("/v1/notebook.ipynb", "/v1/data.zip", "/v1/card.yaml", "/v1/citation.bib", "051-000-0000", "@misc{", "https://www.busan.example"):
        assert part in page
    assert "/v1/notebook.ipynb" not in client.get("/projects/jeju-project").text
    assert "사업팀" in client.get(f"/centers/{quote(NAME)}").text


@pytest.mark.parametrize(
    ("name", "kind", "ending"),
    [("notebook.ipynb", "application/x-ipynb+json", ".ipynb"), ("data.zip", "application/zip", ".data.zip"),
     ("card.yaml", "application/yaml", ".card.yaml"), ("citation.bib", "application/x-bibtex", ".bib")],
)  # fmt: skip
def test_a_download_is_a_file_and_no_page(client, name, kind, ending):
    answer = client.get(f"{PROJECT}/v1/{name}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="busan-aged-neighbours-v1{ending}"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def ancestors(answer):
    return answer.headers["Content-Security-Policy"].split("frame-ancestors ")[1]


def test_a_project_is_embedded_only_where_its_center_allows(client):
    for path in (f"{PROJECT}/embed", f"{PROJECT}/v1/embed", f"{PROJECT}/v1/snapshot/21"):
        assert ancestors(client.get(path)) == "'self' https://www.busan.example https://*.kids.example:8443"
    for path in ("/projects/jeju-project/embed", "/projects/jeju-project/v1/snapshot/21", PROJECT, "/", "/login"):
        assert ancestors(client.get(path)) == "'self'"


def test_data_portals_harvest_a_dcat_catalogue(client):
    answer = client.get("/api/catalogue?size=1")
    found = json.loads(answer.text)
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    assert (found["@type"], found["dct:extent"], len(found["dcat:dataset"])) == ("dcat:Catalog", 2, 1)
    datasets_ = json.loads(client.get("/api/catalogue").text)["dcat:dataset"]
    mine = next(each for each in datasets_ if each["dct:identifier"] == "busan-aged-neighbours")
    shared = {each["dcat:mediaType"]: each["dcat:accessURL"]["@id"] for each in mine["dcat:distribution"]}
    assert set(shared) == {"application/yaml", "application/x-ipynb+json", "text/html", "application/zip"}
    for address in shared.values():
        assert client.get(address.partition(client.netloc)[2]).status == 200
    assert mine["dct:license"]["@id"].startswith("https://creativecommons.org/licenses/by/4.0/")
