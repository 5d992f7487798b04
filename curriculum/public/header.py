"""Where the table is inside a portal's grid: titles above, header rows (also merged ones), units, totals, footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

from curriculum.public.columns import region_level
from curriculum.public.text import Grid
from curriculum.public.values import is_missing, is_number

TOTAL_WORDS = {"합계", "소계", "총계", "누계", "계", "전체", "전국", "총합계", "총합", "total", "subtotal"}
_UNIT = (
    r"(?:(?:십|백|천|만|십만|백만|천만|억)?(?:원|명|개|호|가구|세대|건|대|톤|인|개소|㎡|m2)"
    r"|%|％|‰|m²|m3|㎥|m³|㎢|km2|km²|km|㎞|㎏|kg|g|t|톤/일|㎥/일|kg/일|ppm|㎍/㎥|μg/m3|µg/m³|세|동|점|년|개월|월|일|시간|분|℃|°C"
    r"|mm|㎜|m|㎝|cm|ha|면|곳|회|권|필지|병상|실|달러|GWh|MWh|kWh|toe|배|순위|위|명당|인당|천명당|명/㎢|개/천명)"
)
_ONLY_UNIT = re.compile(rf"[(\[<]?\s*(?:단위\s*[:：]\s*)?{_UNIT}(?:\s*[,/·]\s*{_UNIT})*\s*[)\]>]?")
_UNIT_AT_END = re.compile(rf"^(.*\S)\s*[(\[]\s*(?:단위\s*[:：]\s*)?({_UNIT})\s*[)\]]$")
_UNIT_IN_TITLE = re.compile(rf"단위\s*[:：]?\s*({_UNIT}(?:\s*[,·]\s*{_UNIT})*)\s*(?:[)\]>]|$)")
_TITLE = re.compile(
    r"^[(\[<]\s*단위|^단위\s*[:：]|(기준|작성|조사|출처|자료|담당|문의|수록|부서)[^,]*[:：]|^\d{4}\s?[-.년]\s?\d{1,2}\s?[-.월]\s?\d"
)
_FOOTNOTE = re.compile(
    r"^(※|\*|주\s*[):：]|주석|자료\s*[:：)]|출처|비고\s*[:：]|\d{1,2}\)|\[?참고|▷|☞|단위\s*[:：]|자료원)"
)


@dataclass
class Found:
    """The table inside a grid.

    Attributes
    ----------
    columns : list of str
        Flat, unique names ("총인구_남").
    rows : list of list of str
        Data rows.
    numbers : list of int
        Their place in the file.
    totals : list of tuple
        ``(number, row)`` of 합계 and 소계 rows, taken out of the data.
    units : dict
        Unit of each column that has one.
    above, below : list of str
        Title lines and footnotes.
    notes : list of str
        What was done, in Korean.
    """

    columns: list[str]
    rows: list[list[str]]
    numbers: list[int]
    totals: list[tuple[int, list[str]]] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_table(grid: Grid) -> Found:
    """Take titles, header, units, totals and footnotes apart."""
    rows, numbers = list(grid.rows), list(grid.numbers)
    below = _take_footnotes(rows, numbers)
    start = 0 if grid.named else _header_start(rows)
    end = 1 if grid.named else _header_end(rows, start)
    above = [_line(row) for row in rows[:start]]
    columns, units, doubled = _names(rows[start:end])
    found = Found(columns, rows[end:], numbers[end:], above=above, below=below, units=units)
    if above:
        found.notes.append(f"표 위의 안내 {len(above)}줄을 뗌: {' / '.join(above)}")
    if end - start > 1:
        found.notes.append(f"머리글 {end - start}줄을 한 줄로 합침({numbers[start]}~{numbers[end - 1]}째 줄)")
    if doubled:
        found.notes.append(f"이름이 같은 열에 번호를 붙임: {', '.join(doubled)}")
    if below:
        found.notes.append(f"표 아래의 각주 {len(below)}줄을 뗌: {' / '.join(below)}")
    _drop_repeated_headers(found, rows[start:end])
    _fill_down(found)
    _take_totals(found)
    _unit_of_all(found)
    return found


def _distinct(row: list[str]) -> int:
    """Filled cells; a merged cell, repeated over its columns, counts once."""
    return len({cell for cell in row if cell})


def _line(row: list[str]) -> str:
    return " ".join(dict.fromkeys(cell for cell in row if cell))


def _take_footnotes(rows: list[list[str]], numbers: list[int]) -> list[str]:
    below: list[str] = []
    while len(rows) > 2:
        row = rows[-1]
        first = next(cell for cell in row if cell)
        lonely = _distinct(row) == 1 and len(row) > 2 and not is_number(first)
        if not (_FOOTNOTE.match(first) and _distinct(row) <= max(2, len(row) * 0.4)) and not lonely:
            break
        below.insert(0, _line(row))
        rows.pop()
        numbers.pop()
    return below


def _header_start(rows: list[list[str]]) -> int:
    """First row that is as wide as the table, or the rows of merged cells right above it."""
    usual = median(sum(map(bool, row)) for row in rows[-max(1, len(rows) // 2) :])
    wide = max(2, usual * 0.5)
    start = next(
        (
            number
            for number, row in enumerate(rows)
            if sum(map(bool, row)) >= wide and _distinct(row) > 1 and not any(map(_TITLE.search, row))
        ),
        0,
    )
    while start and _merged_header(rows[start - 1]):
        start -= 1
    return start


def _merged_header(upper: list[str]) -> bool:
    """Whether a row with few cells is a header whose cells span columns (or rows) of the header below."""
    cells = [cell for cell in upper if cell]
    if len(set(cells)) < 2 or any(map(_TITLE.search, cells)):
        return False
    return not any(is_number(cell) and not _year(cell) for cell in cells)


def _year(cell: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d(\.\d{1,2})?", cell) is not None


def _header_end(rows: list[list[str]], start: int) -> int:
    """The header goes on while the columns that hold numbers below hold words (or units, or years) here."""
    body = rows[start + 1 :]
    if not body:
        return start + 1
    sample = body[-max(1, len(body) // 2) :][:200]
    numeric = [
        column
        for column in range(len(rows[0]))
        if (filled := [row[column] for row in sample if row[column]])
        and sum(is_number(cell) or is_missing(cell) for cell in filled) >= len(filled) * 0.7
        and any(is_number(cell) for cell in filled)
    ]
    years = [column for column in numeric if all(_year(row[column]) for row in sample if row[column])]
    numeric = [column for column in numeric if column not in years]
    end = start + 1
    while end < min(len(rows) - 1, start + 6) and (
        _is_unit_row(rows[end]) or (numeric and _is_header(rows[end], rows[start], numeric))
    ):
        end += 1
    return end


def _is_header(row: list[str], first: list[str], numeric: list[int]) -> bool:
    """Words where numbers will be, beside a first cell that is blank, repeated (merged) or says that these are units."""
    cells = [row[column] for column in numeric if row[column]]
    if row[0] and row[0] != first[0] and not _is_unit_label(row[0]):
        return False
    return bool(cells) and all(
        not is_missing(cell) and (_year(cell) or not is_number(cell)) for cell in cells
    )


def _is_unit_label(cell: str) -> bool:
    return cell.replace(" ", "").strip("()[]") == "단위"


def _names(header: list[list[str]]) -> tuple[list[str], dict[str, str], list[str]]:
    unit_rows = [row for row in header[1:] if _is_unit_row(row)]
    name_rows = [list(row) for row in header if row not in unit_rows]
    for level, row in enumerate(name_rows[:-1]):  # a merged cell saved as CSV: text once, then blanks
        for column in range(1, len(row)):
            below = any(lower[column] for lower in name_rows[level + 1 :])
            if (
                not row[column]
                and below
                and all(upper[column] == upper[column - 1] for upper in name_rows[:level])
            ):
                row[column] = row[column - 1]
    columns: list[str] = []
    units: dict[str, str] = {}
    doubled: list[str] = []
    for column in range(len(header[0])):
        parts = dict.fromkeys(row[column] for row in name_rows if row[column])
        name = "_".join(parts) or f"열{column + 1}"
        unit = next(
            (row[column].strip("()[]<> ") for row in unit_rows if _ONLY_UNIT.fullmatch(row[column])), ""
        )
        if ends := _UNIT_AT_END.match(name):
            name, unit = ends[1], unit or ends[2]
        if name in columns:
            name = next(f"{name}_{n}" for n in range(2, 9999) if f"{name}_{n}" not in columns)
            doubled.append(name)
        columns.append(name)
        if unit:
            units[name] = re.sub(r"단위\s*[:：]\s*", "", unit)
    return columns, units, doubled


def _is_unit_row(row: list[str]) -> bool:
    cells = [cell for cell in row if cell]
    marked = [cell for cell in cells if _ONLY_UNIT.fullmatch(cell)]
    labels = [cell for cell in cells if _is_unit_label(cell)]
    return bool(marked) and len(marked) + len(labels) == len(cells)


def _unit_of_all(found: Found) -> None:
    """A single unit in a title line ("단위: 명") holds for every column of numbers that has none of its own."""
    for line in found.above:
        if stated := _UNIT_IN_TITLE.search(line):
            if re.search(r"[,·]", stated[1]):
                found.notes.append(f"단위가 여럿이라 열에 붙이지 않음: {stated[1]}")
            else:
                found.units.setdefault("", stated[1])


def _drop_repeated_headers(found: Found, header: list[list[str]]) -> None:
    again = [number for number, row in enumerate(found.rows) if row in header]
    if again:
        lines = ", ".join(str(found.numbers[number]) for number in again[:5])
        found.notes.append(f"되풀이된 머리글 {len(again)}줄을 뺌: {lines}째 줄")
        found.rows = [row for number, row in enumerate(found.rows) if number not in again]
        found.numbers = [line for number, line in enumerate(found.numbers) if number not in again]


def _fill_down(found: Found) -> None:
    """A 시도 or 시군구 written once for the rows below it, where a finer name stands in the same row."""
    levels = {
        column: level
        for column, name in enumerate(found.columns)
        if (level := region_level(name)) is not None
    }
    for column, level in levels.items():
        finer = [other for other, own in levels.items() if own > level]
        filled = 0
        for above, row in zip(found.rows, found.rows[1:], strict=False):
            if not row[column] and above[column] and any(row[other] for other in finer):
                row[column] = above[column]
                filled += 1
        if filled:
            found.notes.append(f"{found.columns[column]} 열: 한 번만 적힌 이름을 아래 {filled:,}줄에 채움")


@lru_cache(maxsize=100_000)
def _is_total(label: str) -> bool:
    return re.sub(r"\(0+\)$|[\s()\[\]<>]", "", label).lower() in TOTAL_WORDS


def _take_totals(found: Found) -> None:
    """Rows whose label, in a column of words, is a total: added up with the rest they would count twice."""
    some = found.rows[:500]
    words = [
        column
        for column in range(len(found.columns))
        if sum(is_number(row[column]) for row in some) <= len(some) * 0.2
    ][:6]
    kept_rows, kept_numbers = [], []
    for number, row in zip(found.numbers, found.rows, strict=True):
        if any(_is_total(row[column]) for column in words):
            found.totals.append((number, row))
        else:
            kept_rows.append(row)
            kept_numbers.append(number)
    if kept_rows:
        found.rows, found.numbers = kept_rows, kept_numbers
    else:
        found.totals.clear()
    if found.totals:
        lines = ", ".join(str(number) for number, _ in found.totals[:8])
        more = " …" if len(found.totals) > 8 else ""
        found.notes.append(f"합계·소계 {len(found.totals)}줄을 따로 뗌(.totals): {lines}{more}째 줄")
