"""Personal data in a table: resident numbers, mobile phones, e-mail and card numbers, told from look-alikes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

KINDS = ("주민등록번호", "휴대전화 번호", "이메일 주소", "카드 번호")

_RESIDENT = re.compile(r"(?<![\d-])(\d{2})(\d{2})(\d{2})\s?-?\s?([1-8])(\d{6})(?![\d-])")
_MOBILE = re.compile(r"(?<![\d-])(?:\+?82[-.\s]?)?\(?0?1[016789]\)?[-.\s]?\d{3,4}[-.\s]?\d{4}(?![\d-])")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_CARD = re.compile(
    r"(?<![\d-])(?:\d{4}[-\s]\d{4}[-\s]\d{4}[-\s]\d{4}|\d{4}[-\s]\d{6}[-\s]\d{5}|[34569]\d{14,15})(?![\d-])"
)
_NO_DIGIT = re.compile(r"\D")
_COMPANY = re.compile(r"법인|사업자")


@dataclass(frozen=True)
class Personal:
    """Personal data of one kind in one column; never the data itself.

    Attributes
    ----------
    column, kind : str
        Where and what.
    rows : list of int
        Positions of the rows, from 0.
    """

    column: str
    kind: str
    rows: list[int]


def find(table: dict[str, list[str]]) -> list[Personal]:
    """Personal data by column and kind. Numbers already masked ("010-****-1234") are none."""
    found = []
    for column, cells in table.items():
        suspects = {cell for cell in set(cells) if "@" in cell or len(_NO_DIGIT.sub("", cell)) >= 9}
        for kind in KINDS:
            caught = {cell for cell in suspects if any(_spans(kind, cell, column))}
            rows = [row for row, cell in enumerate(cells) if cell in caught] if caught else []
            if kind == "카드 번호" and rows and _by_chance(cells, rows):
                continue
            if rows:
                found.append(Personal(column, kind, rows))
    return found


def masked(cell: str, column: str, kinds: Iterable[str] = KINDS) -> str:
    """The cell with every digit and letter of personal data replaced by ``*``."""
    for kind in kinds:
        for start, end in reversed(list(_spans(kind, cell, column))):
            cell = cell[:start] + re.sub(r"[^-\s@.]", "*", cell[start:end]) + cell[end:]
    return cell


def _spans(kind: str, cell: str, column: str) -> Iterator[tuple[int, int]]:
    if kind == "이메일 주소":
        if "@" in cell:
            yield from (one.span() for one in _EMAIL.finditer(cell))
    elif kind == "휴대전화 번호":
        yield from (one.span() for one in _MOBILE.finditer(cell) if _phone_like(one[0], column))
    elif kind == "주민등록번호":
        if not _COMPANY.search(column):
            yield from (one.span() for one in _RESIDENT.finditer(cell) if is_resident_number(one[0]))
    else:
        yield from (one.span() for one in _CARD.finditer(cell) if luhn(one[0]))


def _phone_like(text: str, column: str) -> bool:
    """Digits alone are a phone number when they start with 01; a code column's "1012345678" is not."""
    digits = re.sub(r"\D", "", text)
    return digits.startswith(("010", "011", "016", "017", "018", "019", "821")) or bool(
        re.search(r"전화|연락처|휴대|핸드폰|phone|mobile|tel", column, re.IGNORECASE)
    )


def is_resident_number(text: str) -> bool:
    """Whether 13 digits can be a 주민등록번호: a real day of birth and the check digit.

    Numbers given since October 2020 have no check digit; for those born since then the date is enough.
    """
    digits = re.sub(r"\D", "", text)
    century = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}.get(
        digits[6]
    )
    if len(digits) != 13 or century is None:
        return False
    try:
        born = dt.date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    if born > dt.date.today():
        return False
    if born >= dt.date(2020, 10, 5):
        return True
    total = sum(
        int(digit) * weight
        for digit, weight in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=False)
    )
    check = (11 - total % 11) % 10
    foreign = (13 - total % 11) % 10
    return int(digits[12]) in ((foreign, check) if digits[6] in "5678" else (check,))


def luhn(text: str) -> bool:
    """Whether digits pass the check that every card number passes."""
    digits = [int(one) for one in re.sub(r"\D", "", text)][::-1]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return len(digits) >= 15 and len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _by_chance(cells: list[str], rows: list[int]) -> bool:
    """One in ten ordinary 16-digit numbers passes Luhn; in a column of cards, nearly all without separators do."""
    plain = [cell for cell in cells if re.search(r"(?<![\d-])[34569]\d{14,15}(?![\d-])", cell)]
    separated = any(re.search(r"\d{4}[-\s]\d", cells[row]) for row in rows)
    return not separated and len(rows) < len(plain) * 0.5
