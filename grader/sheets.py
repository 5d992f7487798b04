"""Tables as offices keep them: Excel or CSV in, and CSV that Excel opens as it is out."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from curriculum.errors import DsiError
from grader.cohort import write_whole


def read_sheets(path: Path, what: str) -> dict[str, list[list[str]]]:
    """Read the rows of a file's sheets by sheet name; a CSV file has one sheet without a name.

    Excel (``.xlsx``) or CSV in UTF-8, UTF-16 or CP949, with commas, tabs or semicolons.

    Parameters
    ----------
    path : Path
    what : str
        What messages call the file, in Korean.

    Raises
    ------
    DsiError
        If the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DsiError(f"{path}: {what} 파일을 열 수 없습니다. 경로를 확인하세요.") from error
    if data.startswith(b"PK"):
        return _excel(path, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DsiError(
            f"{path.name}: 옛 엑셀(.xls)이거나 암호가 걸린 파일입니다. 암호 없이 .xlsx로 다시 저장해 주세요."
        )
    return {"": _csv(path, data)}


def write_csv(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write a CSV file that Excel opens as it is, whole or not at all; no cell of it is a formula.

    Raises
    ------
    DsiError
        If the name does not end in ``.csv`` or the folder is not there. `rows` are not asked for then.
    """
    if path.suffix.lower() != ".csv":
        raise DsiError(f"{path}: CSV로 저장합니다. 이름을 '{path.stem}.csv'로 적어 주세요. 엑셀에서 바로 열립니다.")
    if not path.parent.is_dir():
        raise DsiError(f"{path.parent} 폴더가 없습니다. 폴더를 먼저 만들거나 다른 곳을 정하세요.")
    write_whole(path, as_csv(rows))


def as_csv(rows: Iterable[Iterable[str]]) -> str:
    """The text of a CSV file that Excel opens as it is: with a byte order mark, and no cell a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _guarded(cell: str) -> str:
    formula = cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
    return f"'{cell}" if formula else cell


def _excel(path: Path, data: bytes) -> dict[str, list[list[str]]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise DsiError(
            f"{path.name}: 엑셀 파일을 읽을 수 없습니다. 엑셀에서 열어 .xlsx로 다시 저장해 주세요."
        ) from error
    return {
        sheet.title: [[_shown(cell) for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def _shown(cell: Any) -> str:
    """A cell as Excel shows it: no ``.0`` on a number, the zeros in front that its format adds."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value)
    if isinstance(value, int) and re.fullmatch("0+", cell.number_format or ""):
        text = text.zfill(len(cell.number_format))
    return text


def _csv(path: Path, data: bytes) -> list[list[str]]:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = max(",\t;", key=text.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[cell[1:] if cell[:1] == "'" and _guarded(cell[1:]) == cell else cell for cell in row] for row in rows]
    raise DsiError(
        f"{path.name}: 글자를 읽을 수 없습니다. 엑셀에서 'CSV UTF-8'이나 .xlsx로 다시 저장해 주세요."
    )


def plain(text: str) -> str:
    """One line of NFC text without the blanks around it."""
    return " ".join(unicodedata.normalize("NFC", text.replace("﻿", "")).split())
