"""A published project in the words of schema.org, which search engines and data portals read."""

from __future__ import annotations

from typing import Any

from curriculum.regions import region
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
