"""Everything an officer would send back before publishing, each with its place and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode
from pydantic import BaseModel

from curriculum import datasets
from gallery import checks, privacy
from gallery.card import Card

MAX_PAGE = 10_000_000
MAX_NOTEBOOK = 2_000_000
_EMPTY = re.compile(
    r"\W*|(?:미정|추후|작성 ?중|작성 ?예정|내용|예시|test|todo|tbd|xxx+|[ㄱ-ㅎㅏ-ㅣ]+)\W*", re.IGNORECASE
)
_PERSONAL = "누구인지 알 수 있는 정보는 지우거나 가려 주세요."
_SECRET = "지우고, 이미 알려졌을 수 있으니 새로 발급받으세요."


def in_card(card: Card, nb: NotebookNode) -> list[str]:
    """What is wrong with a card beyond its form.

    Parameters
    ----------
    card
        A card that its schema accepts.
    nb
        The notebook it describes.
    """
    found = []
    for place, text in texts(card):
        if _EMPTY.fullmatch(text.strip()):
            found.append(f"카드의 {place}: 뜻이 없는 글('{text[:20]}')입니다. 실제 내용을 적으세요.")
        found += [f"카드의 {place}: {kind}가 있습니다. {_PERSONAL}" for kind in privacy.personal(text)]
        found += [f"카드의 {place}: {kind}가 들어 있습니다. {_SECRET}" for kind in privacy.secrets(text)]
    return found + _in_datasets(card, nb)


def _in_datasets(card: Card, nb: NotebookNode) -> list[str]:
    found, known = [], set(datasets.names())
    code = "\n".join(cell.source for cell in nb.cells if cell.cell_type == "code")
    listed = {each.name for each in card.datasets}
    for name in sorted(known & set(re.findall(r"[\"']([a-z0-9-]+)[\"']", code)) - listed):
        found.append(
            f"카드의 데이터: 노트북이 쓰는 {name}이(가) 빠졌습니다. 출처는 '{datasets.attribution(name)}'입니다."
        )
    for each in card.datasets:
        if each.name in known:
            licence = datasets.package(each.name)["licenses"][0]["title"]
            if _plain(licence) not in _plain(each.licence) and _plain(each.licence) not in _plain(licence):
                found.append(
                    f"카드의 데이터 {each.name}: 이용 조건이 '{each.licence}'(으)로 적혔습니다. '{licence}'(으)로 고치세요."
                )
    return found


def in_notebook(nb: NotebookNode) -> list[str]:
    """What is wrong with the text and code of a notebook, before it is run."""
    found = []
    size = sum(len(cell.source.encode()) for cell in nb.cells)
    if size > MAX_NOTEBOOK:
        found.append(
            f"노트북의 글과 코드가 {size / 1e6:.1f}MB입니다. {MAX_NOTEBOOK / 1e6:.0f}MB 이내로 줄이세요. 그림은 셀에 붙이지 말고 코드로 그리세요."
        )
        return found
    for place, cell in checks.numbered(nb):
        found += [f"{place}: {kind}가 있습니다. {_PERSONAL}" for kind in privacy.personal(cell.source)]
        found += [f"{place}: {kind}가 들어 있습니다. {_SECRET}" for kind in privacy.secrets(cell.source)]
        if cell.get("attachments"):
            found.append(f"{place}: 셀에 붙여 넣은 그림이 있습니다. 지우고 코드로 그리거나 파일로 내세요.")
    return found


def in_run(nb: NotebookNode, region: str) -> list[str]:
    """What is wrong with what an executed notebook shows."""
    found = checks.external_requests(nb) + checks.pictures_without_words(nb)
    shown = []
    for place, cell in checks.numbered(nb):
        text = checks.words(cell)
        shown.append(text)
        found += [
            f"{place}의 결과({region}): {kind}가 보입니다. {_PERSONAL}" for kind in privacy.personal(text)
        ]
        found += [f"{place}의 결과({region}): {kind}가 보입니다. {_SECRET}" for kind in privacy.secrets(text)]
    if not re.search(r"출처|자료\s*:", " ".join(shown)):
        found.append(
            "화면에 자료의 출처가 없습니다. 그림 아래나 화면 끝에 '자료: 기관, 자료 이름, 연도'를 적으세요(`datasets.attribution`이 알려 줍니다)."
        )
    return found


def in_page(page: bytes, region: str) -> list[str]:
    """What is wrong with a rendered page."""
    if len(page) <= MAX_PAGE:
        return []
    return [
        f"{region} 화면이 {len(page) / 1e6:.1f}MB입니다. {MAX_PAGE / 1e6:.0f}MB 이내로 줄이세요. 지도의 경계를 단순하게 하거나 큰 표를 줄이면 됩니다."
    ]


def texts(part: BaseModel, before: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a card with the Korean name of its place."""
    for name, field in type(part).model_fields.items():
        title = f"{before} {field.title}".strip()
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from texts(value, title)
        elif isinstance(value, list):
            for number, each in enumerate(value, 1):
                if isinstance(each, BaseModel):
                    yield from texts(each, f"{title} {number}번째")
        elif isinstance(value, str) and name != "unit":
            yield title, value


def _plain(text: str) -> str:
    return re.sub(r"[\s()·,.]|출처표시", "", text)
