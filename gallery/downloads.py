"""What can be taken home from a project: its notebook, the data it used, its card and a citation."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode

from curriculum import datasets
from gallery.card import Card
from gallery.pages import KOREA
from gallery.store import Version

NOTEBOOK = "download.ipynb"
ANSWER = "# 채점하는 답이라 내려받는 노트북에서는 뺐습니다. 필요하면 지원센터에 문의해 주세요."
_LICENCE_NOTE = "이 묶음의 자료는 저마다 이용 조건이 다릅니다. 각 폴더의 datapackage.json과 README.md를 확인하세요.\n"
_DATE = (1980, 1, 1, 0, 0, 0)  # the same bytes every time


def shareable(nb: NotebookNode, published: NotebookNode) -> NotebookNode:
    """The notebook that anybody may take: what is published, less the code that answers a graded question.

    The next cohort is asked the same questions.

    Parameters
    ----------
    nb
        The capstone as it was handed in.
    published
        What :func:`gallery.snapshot.publishable` made of it.
    """
    answers = {
        number
        for number, cell in enumerate(nb.cells, 1)
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }
    result = copy.deepcopy(published)
    for cell in result.cells:
        if cell.metadata.pop("number") in answers:
            cell.source = ANSWER
    return result


def kit_datasets(card: Card) -> list[str]:
    """The datasets of a card that a data package may hold.

    Only what comes with the kit, never a center's own data; and nothing whose terms of use are not known.
    """
    named = {each.name for each in card.datasets}
    return [name for name in datasets.shipped() if name in named and _may_be_passed_on(name)]


def _may_be_passed_on(name: str) -> bool:
    licences = datasets.package(name).get("licenses", [])
    return bool(licences) and all(each.get("name") != "notspecified" for each in licences)


@lru_cache(maxsize=4)
def data_package(names: tuple[str, ...]) -> bytes:
    """Data packages of the kit's datasets in one zip: tables, descriptions and licences, as the kit holds them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(zipfile.ZipInfo("README.txt", _DATE), _LICENCE_NOTE)
        for name in names:
            folder = datasets.folder(name)
            tables = [Path(each["path"]).name for each in datasets.package(name)["resources"]]  # never a path outside
            for file in ("datapackage.json", "README.md", *tables):
                member = zipfile.ZipInfo(f"{name}/{file}", _DATE)
                bundle.writestr(member, (folder / file).read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def bibtex(version: Version, address: str) -> str:
    """A citation as BibTeX; names stay whole, since Korean ones have no first and last part."""
    card, when = version.card, version.published.astimezone(KOREA)
    fields = {
        "author": " and ".join(f"{{{_tex(each.name)}}}" for each in card.trainees),
        "title": f"{{{_tex(card.title)}}}",
        "publisher": _tex(card.center),
        "year": str(when.year),
        "month": str(when.month),
        "version": str(version.number),
        "url": address,
        "language": "korean",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{card.slug}-v{version.number},\n{lines}\n}}\n"


def citation(version: Version, address: str) -> str:
    """A citation in one line."""
    card = version.card
    people = ", ".join(each.name for each in card.trainees)
    year = version.published.astimezone(KOREA).year
    return f"{people}. 「{card.title}」. {card.center}, {year}. 버전 {version.number}. {address}"


def _tex(text: str) -> str:
    """A text that is no command to TeX and closes no brace of ours."""
    text = " ".join(text.split())
    text = re.sub(r"[\\{}]", lambda found: {"\\": "/", "{": "(", "}": ")"}[found[0]], text)
    return re.sub(r"([#$%&_^~])", r"\\\1", text)
