"""Projects are found by any part of a word, by the card's variables and by likeness; lists are for people and programs."""

import json
import xml.etree.ElementTree as ET
from urllib.parse import quote

import pytest

from gallery.card import Card
from gallery.catalogue import Catalogue, Query, by_place
from gallery.store import Store
from tests.gallery import projects
from tests.gallery.serving import serving
from tests.gallery.test_server import fetcher

ATOM = "{http://www.w3.org/2005/Atom}"
CENTER = "부산 디지털사회혁신 지원센터"


def add(store, slug, **changes):
    plain = projects.card().model_dump(mode="json") | {"slug": slug, "spread": []}
    card = Card.model_validate(plain | changes)
    return store.add(
        projects.version(card=card, trainee=slug, regions=(card.region,)),
        projects.files(regions=(card.region,)),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("gallery"))
    add(store, "busan-phone")
    add(store, "jeonbuk-houses", title="빈집을 마을 공간으로", region="전북", center="전북 센터",
        problem={"fields": ["환경"], "description": "빈집이 늘어납니다."}, datasets=[{"name": "자체 조사", "source": "센터", "licence": "CC BY"}],
        solution={"kinds": ["시스템구축"], "description": "지도를 만들었습니다."}, infrastructure=[])  # fmt: skip
    add(
        store,
        "jeju-air",
        title="미세먼지 알림판",
        region="제주",
        center="제주 센터",
        infrastructure=["IoT센서"],
    )
    return store


def slugs(found):
    return {version.card.slug for version in found}


ALL = {"busan-phone", "jeonbuk-houses", "jeju-air"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), ALL),
        (Query(words="먼지"), {"jeju-air"}),
        (Query(words="세먼"), {"jeju-air"}),
        (Query(words="알림 판"), {"jeju-air"}),
        (Query(words="iot"), {"jeju-air"}),
        (Query(words="빈집 전북특별"), {"jeonbuk-houses"}),
        (Query(words="빈집 제주"), set()),
        (Query(words="없는말"), set()),
        (Query(region="전라북도"), {"jeonbuk-houses"}),
        (Query(field="환경"), {"jeonbuk-houses"}),
        (Query(kind="시스템구축"), {"jeonbuk-houses"}),
        (Query(center="제주 센터"), {"jeju-air"}),
        (
            Query(words="\u1107\u1175\u11ab\u110c\u1175\u11b8"),
            {"jeonbuk-houses"},
        ),  # typed on a machine that splits syllables
        (Query(words="(.*"), set()),
    ],
)
def test_a_project_is_found_by_words_and_variables(store, query, found):
    assert slugs(Catalogue(store).find(query)) == found


def test_a_region_is_offered_the_projects_of_others_that_can_be_seen_for_it(tmp_path):
    store = Store(tmp_path)
    add(store, "jeonbuk-houses", region="전북", center="전북 센터")
    card = Card.model_validate(projects.card().model_dump(mode="json") | {"slug": "busan-phone"})
    places = ("부산광역시", "전라북도")
    store.add(projects.version(card=card, regions=places), projects.files(regions=places))
    catalogue = Catalogue(store)
    assert slugs(catalogue.find(Query(region="전라북도"))) == {"jeonbuk-houses"}
    assert slugs(catalogue.elsewhere(Query(region="전라북도"))) == {"busan-phone"}
    for none in (Query(region="부산광역시"), Query(region="제주특별자치도"), Query(region="전라북도", words="없는말"), Query()):
        assert catalogue.elsewhere(none) == []


def test_what_is_published_or_withdrawn_later_is_noticed_at_once(tmp_path):
    store, other = Store(tmp_path), Store(tmp_path)
    catalogue = Catalogue(store)
    assert catalogue.projects() == []
    add(other, "busan-phone")
    assert slugs(catalogue.projects()) == {"busan-phone"}
    other.withdraw("busan-phone", "정강사", "까닭")
    assert catalogue.projects() == []


def test_similar_projects_share_problem_solution_or_data(store):
    catalogue = Catalogue(store)
    assert [each.card.slug for each in catalogue.similar(store.find("busan-phone"))] == ["jeju-air"]
    assert catalogue.similar(store.find("jeonbuk-houses")) == []


def test_places_come_in_the_usual_order(store):
    assert list(by_place(store.projects())) == ["부산광역시", "전라북도", "제주특별자치도"]


@pytest.fixture(scope="module")
def get(store):
    for number in range(25):
        add(store, f"many-{number}", title=f"많은 과제 {number}", region="세종", center="세종 <센터>")
    with serving(store.root) as (address, _):
        yield fetcher(address)


def test_the_index_searches_counts_and_turns_pages(get):
    page = get(f"/?q={quote('먼지')}")[2]
    assert "jeju-air" in page
    assert "busan-phone" not in page
    assert "프로젝트 28건, 1/2쪽" in get("/")[2]
    assert "프로젝트 28건, 2/2쪽" in get("/?page=999")[2]
    assert "프로젝트 28건, 1/2쪽" in get("/?page=-3")[2]
    assert f"/?q={quote('많은')}&amp;page=2" in get(f"/?q={quote('많은')}")[2]
    assert get(f"/?q={quote('가' * 500)}")[0] == 200


def test_a_project_page_leads_to_similar_ones(get):
    page = get("/projects/busan-phone")[2]
    assert "비슷한 프로젝트" in page
    assert "비슷한 프로젝트" not in get("/projects/jeonbuk-houses")[2]


def test_a_center_has_a_page_and_a_feed(get):
    status, _, page = get(f"/centers/{quote(CENTER)}")
    assert status == 200
    assert "busan-phone" in page
    assert "jeju-air" not in page
    status, headers, feed = get(f"/centers/{quote(CENTER)}/feed.atom")
    assert headers["Content-Type"].startswith("application/atom+xml")
    entries = ET.fromstring(feed).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == [projects.card().title]
    assert entries[0].find(f"{ATOM}id").text.endswith("/projects/busan-phone/v1")
    assert get("/centers/none")[0] == get("/centers/none/feed.atom")[0] == 404


def test_the_feed_of_all_is_well_formed_whatever_names_hold(get):
    assert len(ET.fromstring(get("/feed.atom")[2]).findall(f"{ATOM}entry")) == 28
    assert "&lt;센터&gt;" in get(f"/centers/{quote('세종 <센터>')}/feed.atom")[2]


def test_other_programs_read_the_projects_in_the_words_of_schema_org(get):
    _, headers, text = get("/api/projects?size=5")
    found = json.loads(text)
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert (found["@context"], found["numberOfItems"], len(found["itemListElement"])) == (
        "https://schema.org",
        28,
        5,
    )
    one = json.loads(get("/api/projects/jeju-air/v1")[2])
    assert (one["@type"], one["inLanguage"], one["publisher"]["name"]) == ("CreativeWork", "ko", "제주 센터")
    assert one["spatialCoverage"][0] == {
        "@type": "AdministrativeArea",
        "name": "제주특별자치도",
        "identifier": "50",
    }
    assert one["isBasedOn"][0]["name"] == "kr-population-dong"
    assert one["card"]["indicators"][0]["target"] == 120
    assert get("/api/projects/nothing")[0] == 404
