"""Which columns of a table hold codes or names of places, judged by column names first and by their cells."""

from __future__ import annotations

import re

from curriculum.public.places import NoPlace, Place, by_name, sido_words, squeeze

_CODE = re.compile(r"(코드|code|cd)(\(.*\))?$|^adm[123]$|^adm2basic$", re.IGNORECASE)
_PLACE = r"행정구역|행정동|법정동|행정기관|지역|시도|시군구|읍면동|자치구|시군|구군|adm|sig|sgg|sigungu|ctprvn|ctp|sido|emd|bjd|bjdong|hjd|dong"
_NAMES = {
    "sido": r"(시도|광역시도|시·도|광역자치단체|광역)(명|명칭|이름)?|ctprvnnm|ctpkornm|sidonm|sido|행정구역(별)?\(1\)",
    "sigungu": r"(시군구|기초자치단체|구군|군구|자치구|시군|시·군·구|시군구별)(명|명칭|이름)?|signgunm|sggnm|sigkornm|sigungu(nm)?"
    r"|sgg|행정구역(별)?\(2\)",
    "dong": r"(읍면동|행정동|읍·면·동|동)(명|명칭|이름)?|emdnm|emdkornm|dong|행정구역(별)?\(3\)",
    "any": r"(행정구역|행정구역별|지역|지역별|지자체|자치단체|관할구역|관할지역|관할|권역|행정기관|시도별|자치구별|구군별)(명|명칭|이름)?|admnm|구분",
    "address": r".*(주소|소재지|address|addr).*",
}


def region_level(column: str) -> int | None:
    """0 for a column named like one of 시도, 1 for 시군구, 2 for 읍면동, else ``None``."""
    return {"sido": 0, "sigungu": 1, "dong": 2}.get(role_of(column) or "")


def role_of(column: str) -> str | None:
    """What a column is by its name: ``code``, ``sido``, ``sigungu``, ``dong``, ``any`` (level unknown), ``address``."""
    plain = squeeze(re.sub(r"^.*_(?=[가-힣])", "", column)).lower()
    whole = squeeze(column).lower()
    if _CODE.search(whole):
        return "code" if re.search(_PLACE, whole) else None
    for text in (whole, plain):
        for role, pattern in _NAMES.items():
            if re.fullmatch(pattern, text):
                return role
    return None


def code_columns(table: dict[str, list[str]], roles: dict[str, str]) -> tuple[list[str], list[str]] | None:
    """The finest column of codes, or the codes put together from 시도, 시군구 and 읍면동 parts: (columns, codes)."""
    columns = [column for column, role in roles.items() if role == "code"]
    cells = {column: [cell for cell in table[column] if cell] for column in columns}
    columns = [
        column
        for column in columns
        if cells[column] and all(re.fullmatch(r"\d{1,10}", cell) for cell in cells[column])
    ]
    width = {column: max(map(len, cells[column])) for column in columns}
    part = {
        level: next(
            (
                column
                for column in columns
                if re.search(words, squeeze(column).lower()) and width[column] <= size
            ),
            None,
        )
        for level, words, size in (
            ("sido", "시도|sido|ctp", 2),
            ("sigungu", "시군구|sgg|sig", 3),
            ("dong", "읍면동|동|emd", 3),
        )
    }
    if part["sido"] and part["sigungu"]:
        used = [part["sido"], part["sigungu"]] + ([part["dong"]] if part["dong"] else [])
        sizes = [2, 3, width[part["dong"]] if part["dong"] else 0]
        if part["dong"]:
            sizes[2] = max(2, sizes[2])
        rows = zip(*(table[column] for column in used), strict=True)
        return used, [
            "".join(cell.zfill(n) if cell else "" for cell, n in zip(row, sizes, strict=False))
            for row in rows
        ]
    best = max(
        (column for column in columns if width[column] in (2, 5, 7, 8, 10)),
        key=lambda column: width[column],
        default=None,
    )
    return ([best], table[best]) if best else None


def name_columns(
    table: dict[str, list[str]], roles: dict[str, str]
) -> tuple[list[str], list[list[str]], bool] | None:
    """Columns that together name a place, coarse to fine: (columns, cells, whether it is an address)."""
    levels = [
        next((c for c, role in roles.items() if role == level), None) for level in ("sido", "sigungu", "dong")
    ]
    if used := [column for column in levels if column]:
        return used, [table[column] for column in used], False
    for column in (column for column, role in roles.items() if role == "any"):
        if (filled := [cell for cell in table[column] if cell]) and (
            _known_share(filled) >= 0.3 or possible_sido(filled)
        ):
            return [column], [table[column]], False
    addresses = [column for column, role in roles.items() if role == "address"]
    cells = [
        next(filter(None, row), "") for row in zip(*(table[column] for column in addresses), strict=True)
    ]
    if any(cells) and _known_share([cell for cell in cells if cell]) >= 0.5:
        return addresses, [cells], True
    return None


def _known_share(cells: list[str]) -> float:
    some = cells[:200]
    return sum(isinstance(by_name(cell, address=True), Place) or _changed(cell) for cell in some) / len(some)


def _changed(cell: str) -> bool:
    found = by_name(cell)
    return isinstance(found, NoPlace) and not found.reason.startswith("kr-regions")


def columns_by_content(table: dict[str, list[str]]) -> tuple[list[str], list[list[str]], bool] | None:
    """A column under a name of its own whose cells are nearly all places."""
    for column, cells in table.items():
        filled = sorted({cell for cell in cells if cell})[:100]
        if len(filled) > 1 and sum(isinstance(by_name(cell), Place) for cell in filled) >= len(filled) * 0.8:
            return [column], [cells], False
    return None


def possible_sido(cells: list[str]) -> list[str]:
    """The 시도 that have every one of these names as 시군구."""
    wanted = {squeeze(cell) for cell in cells}
    return [
        code
        for code in dict.fromkeys(code for _, code in sido_words())
        if all(
            isinstance(one := by_name(cell, code, address=True), Place) and one.adm2_basic for cell in wanted
        )
    ]
