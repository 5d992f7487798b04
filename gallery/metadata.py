"""Published projects in the words of schema.org and of DCAT, which search engines and data portals read."""

from __future__ import annotations

from typing import Any

from curriculum.regions import region
from gallery import downloads
from gallery.card import Licence
from gallery.store import Version

_KOGL = "https://www.kogl.or.kr/info/licenseType{}.do"
_LICENCES: dict[Licence, str] = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/deed.ko",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/deed.ko",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/deed.ko",
    **{f"공공누리 제{number}유형": _KOGL.format(number) for number in range(1, 5)},
}


def described(version: Version, host: str) -> dict[str, Any]:
    """A version as a schema.org CreativeWork with the data it is based on."""
    card = version.card
    address = f"{host}/projects/{card.slug}/v{version.number}"
    return {
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "identifier": card.slug,
        "version": str(version.number),
        "name": card.title,
        "abstract": card.summary,
        "inLanguage": "ko",
        "license": _LICENCES[card.licence],
        "datePublished": version.published.isoformat(timespec="seconds"),
        "creator": [{"@type": "Person", "name": each.name} for each in card.trainees],
        "contributor": {"@type": "Person", "name": card.mentor.name, "affiliation": card.mentor.organization},
        "publisher": {"@type": "Organization", "name": card.center},
        "spatialCoverage": [
            {
                "@type": "AdministrativeArea",
                "name": region(name).name_current,
                "identifier": region(name).admin_code,
            }
            for name in version.regions
        ],
        "keywords": [*card.problem.fields, *card.solution.kinds, *card.infrastructure],
        "isBasedOn": [
            {"@type": "Dataset", "name": each.name, "creditText": each.source, "license": each.licence}
            for each in card.datasets
        ],
        **({"thumbnailUrl": f"{address}/thumbnail.png"} if version.thumbnail else {}),
    }


DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue(versions: list[Version], total: int, host: str, here: str) -> dict[str, Any]:
    """A page of projects as a DCAT catalogue, for data portals that harvest others."""
    return {
        "@context": DCAT_CONTEXT,
        "@id": here,
        "@type": "dcat:Catalog",
        "dct:title": {"@value": "디지털 사회혁신 갤러리", "@language": "ko"},
        "dct:language": "ko",
        "dct:extent": total,
        "foaf:homepage": {"@id": f"{host}/"},
        "dcat:dataset": [_dataset(version, host) for version in versions],
    }


def _dataset(version: Version, host: str) -> dict[str, Any]:
    """A version as a DCAT dataset, with what can be downloaded of it."""
    card = version.card
    address = f"{host}/projects/{card.slug}/v{version.number}"
    licence = {"@id": _LICENCES[card.licence]}
    files = [("카드", "card.yaml", "application/yaml")]
    if version.download:
        files.append(("노트북", "notebook.ipynb", "application/x-ipynb+json"))
    files += [("결과 화면", f"snapshot/{region(name).code}", "text/html") for name in version.regions]
    shared = [_file(address, *each) | {"dct:license": licence} for each in files]
    if downloads.kit_datasets(card):
        shared.append(_file(address, "데이터", "data.zip", "application/zip"))  # of many licences, each said inside
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": card.slug,
        "dct:title": {"@value": card.title, "@language": "ko"},
        "dct:description": {"@value": card.summary, "@language": "ko"},
        "dct:issued": {"@value": version.published.isoformat(timespec="seconds"), "@type": "xsd:dateTime"},
        "dcat:version": str(version.number),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": card.center},
        "dct:creator": [{"@type": "foaf:Person", "foaf:name": each.name} for each in card.trainees],
        "dct:license": licence,
        "dct:spatial": [{"@type": "dct:Location", "dct:title": region(name).name_current} for name in version.regions],
        "dct:source": [{"dct:title": each.source, "dct:rights": each.licence} for each in card.datasets],
        "dcat:keyword": [*card.problem.fields, *card.solution.kinds, *card.infrastructure],
        "dcat:landingPage": {"@id": address},
        "dcat:distribution": shared,
    }


def _file(address: str, title: str, name: str, kind: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": {"@value": title, "@language": "ko"},
        "dcat:accessURL": {"@id": f"{address}/{name}"},
        "dcat:mediaType": kind,
    }
