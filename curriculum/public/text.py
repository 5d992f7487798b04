"""A file as a Korean public portal hands it out, as a grid of text: encoding, separator, sheet and merged cells."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curriculum.errors import DsiError

MAX_BYTES = 300_000_000
"""A larger file is not read whole into memory; portals offer such tables in parts by 시도."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8(BOM 있음)"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_SEPARATORS = {",": "쉼표", "\t": "탭", ";": "쌍반점", "|": "세로줄"}


@dataclass
class Grid:
    """Rows of text with their place in the file.

    Attributes
    ----------
    rows : list of list of str
        Cells, stripped; every row equally long.
    numbers : list of int
        Line (CSV), row (Excel) or item (JSON) number of each row, from 1.
    notes : list of str
        What was recognised, in Korean.
    named : bool
        The first row is known to be the header (JSON); else header and titles still have to be found.
    """

    rows: list[list[str]]
    numbers: list[int]
    notes: list[str] = field(default_factory=list)
    named: bool = False


def read_grid(file: Path, sheet: str | None = None) -> Grid:
    """Read a CSV, text, Excel or JSON file as a grid of text.

    Raises
    ------
    DsiError
        When the file is empty, too large, damaged or of a kind that is not understood.
    """
    data = file_bytes(file)
    if data[:4] == b"PK\x03\x04":
        return _excel(file, data, sheet)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise DsiError(
            f"{file.name}은(는) 옛 엑셀(.xls)이거나 암호가 걸린 파일입니다. 엑셀에서 열어 'Excel 통합 문서(.xlsx)'로 다시 저장하세요."
        )
    text, encoding = decode(data, file.name)
    head = text.lstrip()[:200].lower()
    if head.startswith(("{", "[")):
        grid = _json(file, text)
    elif head.startswith("<"):
        raise DsiError(
            f"{file.name}은(는) 표가 아니라 웹 문서입니다. 로그인·오류 화면이면 다시 내려받고, 표가 보이면 엑셀에서 열어 .xlsx로 다시 저장하세요."
        )
    else:
        grid = _separated(file, text)
    grid.notes.insert(0, f"글자 인코딩: {encoding}")
    return _squared(grid)


def file_bytes(file: Path) -> bytes:
    """Read a file whole, refusing one that is missing, empty or larger than :data:`MAX_BYTES`."""
    if not file.is_file():
        raise DsiError(f"{file} 파일이 없습니다. 경로와 파일 이름을 확인하세요.")
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise DsiError(
            f"{file.name}이(가) {size / 1e6:,.0f} MB로 너무 큽니다. 시도별로 나눈 파일({MAX_BYTES / 1e6:,.0f} MB까지)을 받으세요."
        )
    data = file.read_bytes()
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t\x00"):
        raise DsiError(f"{file.name}은(는) 빈 파일입니다. 다시 내려받으세요.")
    return data


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text of a file and the name of its encoding.

    UTF-8 and CP949 are tried strictly and in that order: Korean CP949 text is never valid UTF-8, while
    statistical guessing is unsure on short tables. charset-normalizer decides only about the rest.

    Raises
    ------
    DsiError
        When bytes do not fit any encoding; the message names the line.
    """
    for bom, codec, label in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(codec).lstrip("\ufeff"), label
            except UnicodeDecodeError as error:
                raise _broken(data, error, name, label) from None
    for codec in ("utf-16-le", "utf-16-be"):
        zeros = data[1 if codec.endswith("le") else 0 : 2000 : 2].count(0)
        if zeros > len(data[:2000:2]) * 0.2:
            return data.decode(codec, errors="replace"), "UTF-16(BOM 없음)"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        utf8 = error
    try:
        return data.decode("cp949"), "CP949(EUC-KR)"
    except UnicodeDecodeError as error:
        cp949 = error
    nearest = max((utf8, "UTF-8"), (cp949, "CP949"), key=lambda pair: pair[0].start)
    if nearest[0].start < len(data) * 0.5:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is not None and best.encoding not in ("utf_8", "cp949") and _korean(str(best)):
            return str(best), best.encoding
    raise _broken(data, nearest[0], name, nearest[1])


def _korean(text: str) -> bool:
    letters = [letter for letter in text[:20_000] if letter.isalpha()]
    return bool(letters) and sum("가" <= letter <= "힣" for letter in letters) > len(letters) * 0.3


def _broken(data: bytes, error: UnicodeDecodeError, name: str, label: str) -> DsiError:
    line = data[: error.start].count(b"\n") + 1
    return DsiError(
        f"{name}의 {line}째 줄에 {label}(으)로 읽을 수 없는 글자가 있습니다. 내려받다 끊겼을 수 있으니 다시 내려받거나, "
        "엑셀에서 'CSV UTF-8'로 다시 저장하세요."
    )


def _separated(file: Path, text: str) -> Grid:
    counts = {mark: _regularity(text, mark) for mark in _SEPARATORS}
    mark = max(counts, key=counts.get)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows, numbers, start = [], [], 1
    try:
        for row in reader:
            rows.append([clean(cell) for cell in row])
            numbers.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        raise DsiError(
            f"{file.name}의 {start}째 줄을 표로 나눌 수 없습니다({error}). 그 줄의 따옴표를 확인하세요."
        ) from None
    return Grid(rows, numbers, [f"칸 나눔: {_SEPARATORS[mark]}"])


def _regularity(text: str, mark: str) -> tuple[int, int]:
    """How many of the first lines share the same number of separators, and that number."""
    lines = [line for line in csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=mark) if any(line)]
    widths = [len(line) for line in lines if len(line) > 1]
    common = max(set(widths), key=widths.count) if widths else 0
    return widths.count(common), common


def _json(file: Path, text: str) -> Grid:
    import pandas as pd

    try:
        found = _records(json.loads(text))
    except ValueError as error:
        raise DsiError(f"{file.name}을(를) JSON으로 읽을 수 없습니다({error}). 다시 내려받으세요.") from None
    if not found:
        raise DsiError(
            f"{file.name}에 표가 될 목록(records, data, item 등)이 없습니다. 다른 형식으로 받으세요."
        )
    frame = pd.json_normalize(found, sep="_")
    rows = [[clean(name) for name in frame.columns]]
    rows += [[clean(cell) for cell in row] for row in frame.astype(object).to_numpy().tolist()]
    return Grid(rows, list(range(len(rows))), [f"JSON 목록 {len(found):,}개"], named=True)


def _records(node: Any) -> list[dict]:
    """The longest list of objects anywhere in a JSON document."""
    if isinstance(node, list):
        if node and all(isinstance(one, dict) for one in node):
            return node
        return max((_records(one) for one in node), key=len, default=[])
    if isinstance(node, dict):
        inner = max((_records(one) for one in node.values()), key=len, default=[])
        item = node.get("item")  # data.go.kr writes a page with one row as an object
        return inner or ([item] if isinstance(item, dict) else [])
    return []


def _excel(file: Path, data: bytes, sheet: str | None) -> Grid:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # noqa: BLE001 - a damaged book breaks openpyxl in whatever part of it reads the damage
        raise DsiError(
            f"{file.name}을(를) 엑셀 파일로 열 수 없습니다({type(error).__name__}). 다시 내려받거나, 엑셀에서 열어 .xlsx로 다시 저장하세요."
        ) from None
    visible = [
        one for one in book.worksheets if one.sheet_state == "visible" and one.max_row and any(_filled(one))
    ]
    if sheet is not None and sheet not in book.sheetnames:
        raise DsiError(f"{file.name}에 '{sheet}' 시트가 없습니다. 있는 시트: {', '.join(book.sheetnames)}")
    if not visible:
        raise DsiError(f"{file.name}에 내용이 있는 시트가 없습니다. 다시 내려받으세요.")
    # 안내문이 첫 시트인 파일이 많다: the sheet with most filled cells holds the table
    page = book[sheet] if sheet else max(visible, key=lambda one: sum(_filled(one)))
    cells = {(cell.row, cell.column): cell.value for row in page.iter_rows() for cell in row}
    for span in page.merged_cells.ranges:
        for row, column in [*span.cells]:
            cells[row, column] = cells.get((span.min_row, span.min_col))
    rows = [
        [clean(cells.get((row, column))) for column in range(1, page.max_column + 1)]
        for row in range(1, page.max_row + 1)
    ]
    notes = [f"엑셀 시트: {page.title}"]
    if others := [one.title for one in visible if one is not page]:
        notes.append(f"읽지 않은 시트: {', '.join(others)} (sheet=로 고를 수 있습니다)")
    if page.merged_cells.ranges:
        notes.append(f"합친 칸 {len(page.merged_cells.ranges)}곳을 풀어 같은 값으로 채움")
    return _squared(Grid(rows, list(range(1, len(rows) + 1)), notes))


def _filled(page: Any) -> list[int]:
    return [sum(cell is not None for cell in row) for row in page.iter_rows(values_only=True)]


def clean(value: Any) -> str:
    """A cell as text: numbers without a needless ".0", dates in ISO form, no stray spaces."""
    if isinstance(value, str):
        return " ".join(value.replace("\u3000", " ").replace("\u200b", "").split())
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _squared(grid: Grid) -> Grid:
    """Rows equally long, without the columns that are empty everywhere and the rows that are empty."""
    width = max((len(row) for row in grid.rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in grid.rows]
    kept = [column for column in range(width) if any(row[column] for row in rows)]
    filled = [number for number, row in enumerate(rows) if any(row)]
    grid.rows = [[rows[number][column] for column in kept] for number in filled]
    grid.numbers = [grid.numbers[number] for number in filled]
    return grid
