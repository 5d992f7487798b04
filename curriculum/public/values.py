"""What a cell of a portal's table means: number, missing, date, code or text; and whole columns made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MISSING_MARKS = {"-", "–", "—", "―", "−", "x", "X", "…", "...", "‥", "··", "…."}
MISSING_WORDS = {"na", "n/a", "#n/a", "nan", "null", "none", "결측", "미상", "자료없음", "해당없음"}
_NUMBER = re.compile(
    r"(?P<sign>[-+−△])?\s?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<part>\.\d+)?\s?(?P<percent>[%％])?"
)
_DATE = re.compile(r"(\d{4})\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})\s?[일.]?(?:\s+00:00(?::00)?)?")
_CODE_NAME = re.compile(r"코드|번호|_?cd$|code|_id$|^id$|일련|우편|fips|adm\d|전화|fax|팩스", re.IGNORECASE)
_DATE_NAME = re.compile(r"일자|날짜|기준일|일시|date|_ymd$|년월일", re.IGNORECASE)
_YEAR_NAME = re.compile(
    r"^(기준|조사|통계)?\s?(연도|년도|년)$|^year$|^(기준|조사|통계)_?(연도|년도)$|^시점$", re.IGNORECASE
)
NUMERIC_SHARE = 0.8
"""A column is one of numbers when at least this share of its filled cells are; the rest is reported, cell by cell."""


@dataclass(frozen=True)
class Column:
    """A typed column, and what had to be said about it.

    Attributes
    ----------
    values : Series
        Text, float64, int64 or datetime64.
    kind : str
        ``number``, ``year``, ``date``, ``code`` or ``text``.
    marks : dict
        Missing mark -> how often it was read as missing.
    wrong : list of tuple
        ``(position, text)`` of cells in a column of numbers that are not numbers.
    unit : str
        ``%`` when the cells say so.
    negatives : int
        Cells whose △ was read as minus.
    """

    values: pd.Series
    kind: str
    marks: dict[str, int]
    wrong: list[tuple[int, str]]
    unit: str = ""
    negatives: int = 0


@lru_cache(maxsize=100_000)
def is_missing(cell: str) -> bool:
    """Whether a cell is one of the marks for "no value"."""
    return cell in MISSING_MARKS or cell.replace(" ", "").lower() in MISSING_WORDS


def is_number(cell: str) -> bool:
    """Whether a cell is a number as Korean tables write it."""
    return to_number(cell) is not None


@lru_cache(maxsize=100_000)
def to_number(cell: str) -> float | None:
    """Read "1,234", "△1.5", "12.3%", ".5"; ``None`` for anything else ("▲3" may mean plus or minus)."""
    found = _NUMBER.fullmatch(cell)
    if not found or not (found["digits"] or found["part"]):
        return None
    value = float((found["digits"] or "0").replace(",", "") + (found["part"] or ""))
    return -value if found["sign"] in ("-", "−", "△") else value


def type_column(name: str, cells: list[str]) -> Column:
    """Decide what a column holds and convert it."""
    import pandas as pd

    filled = [cell for cell in cells if cell and not is_missing(cell)]
    if not filled or _CODE_NAME.search(name) or _has_leading_zero(filled):
        return _text(cells, "code" if filled and _all_digits(filled) else "text")
    if _YEAR_NAME.search(name) and all(re.fullmatch(r"(19|20)\d\d\s?년?", cell) for cell in filled):
        if len(filled) == len(cells):
            return Column(pd.Series([int(cell[:4]) for cell in cells]), "year", {}, [])
        return _text(cells, "text")
    dates = [_to_date(cell, compact=bool(_DATE_NAME.search(name))) for cell in filled]
    if all(date is not None for date in dates):
        values = iter(dates)
        whole = [next(values) if cell and not is_missing(cell) else None for cell in cells]
        return Column(pd.Series(pd.to_datetime(whole)).astype("datetime64[s]"), "date", _marks(cells), [])
    numbers = sum(is_number(cell) for cell in filled)
    if numbers >= len(filled) * NUMERIC_SHARE:
        return _numbers(cells)
    return _text(cells, "text")


def _numbers(cells: list[str]) -> Column:
    import pandas as pd

    values = pd.Series([to_number(cell) for cell in cells], dtype="float64")
    wrong = [
        (position, cell)
        for position, cell in enumerate(cells)
        if cell and not is_missing(cell) and to_number(cell) is None
    ]
    whole = values.notna().all() and (values % 1 == 0).all() and values.abs().max() < 2**53
    percent = [cell for cell in cells if cell.endswith(("%", "％"))]
    return Column(
        values.astype("int64") if whole else values,
        "number",
        _marks(cells),
        wrong,
        "%" if percent else "",
        sum(cell.startswith("△") and is_number(cell) for cell in cells),
    )


def _text(cells: list[str], kind: str) -> Column:
    """Text; a lone dash or dots say nothing and become missing, an "X" or "미상" may be an answer and stays."""
    import pandas as pd

    dropped = {mark: count for mark, count in _marks(cells).items() if mark in MISSING_MARKS - {"x", "X"}}
    values = pd.Series([None if not cell or cell in dropped else cell for cell in cells], dtype="str")
    return Column(values, kind, dropped, [])


def _marks(cells: list[str]) -> dict[str, int]:
    marks: dict[str, int] = {}
    for cell in cells:
        if cell and is_missing(cell):
            marks[cell] = marks.get(cell, 0) + 1
    return marks


def _has_leading_zero(cells: list[str]) -> bool:
    return any(len(cell) > 1 and cell[0] == "0" and cell.isdigit() for cell in cells)


def _all_digits(cells: list[str]) -> bool:
    return all(cell.isdigit() for cell in cells)


def _to_date(cell: str, *, compact: bool) -> str | None:
    import datetime as dt

    found = _DATE.fullmatch(cell) or (compact and re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", cell))
    if not found:
        return None
    try:
        return dt.date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None
