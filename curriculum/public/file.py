"""Read a file from a Korean public portal: one call, a typed table, and a report of what was done and what was not.

    found = read_public("부산광역시_무더위쉼터.csv")
    found.table       # DataFrame or GeoDataFrame: row, adm1, adm2, adm2_basic, adm3, year, the file's columns, lon, lat
    found.report      # Korean sentences
    found.problems    # what was not recognised: line, column, text, reason, remedy

Nothing is guessed: a name that fits two places, an old name or a coordinate system that cannot be told from another
leaves the cell empty and says so, with the argument that settles it.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.errors import DsiError
from curriculum.public import coords, personal, regions
from curriculum.public.header import Found, find_table
from curriculum.public.shapes import inner_files, is_geojson, opened, read_shapes
from curriculum.public.table import Problem, PublicTable
from curriculum.public.text import clean, file_bytes, read_grid
from curriculum.public.values import Column, type_column
from curriculum.regions import Region
from curriculum.regions import region as find_region

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

KEYS = ("adm1", "adm2", "adm2_basic", "adm3")
_OWN = {"row", *KEYS, "year", "lon", "lat", "geometry"}


def read_public(
    file: str | Path,
    *,
    region: str | Region | None = None,
    sheet: str | None = None,
    codes: str | None = None,
    crs: int | str | None = None,
    names: dict[str, str] | None = None,
    mask: bool = False,
) -> PublicTable:
    """Read a CSV, Excel, JSON, GeoJSON or zipped shapefile as Korean public portals hand them out.

    Parameters
    ----------
    file : str or Path
        The downloaded file; a zip with one such file inside will do.
    region : str or Region, optional
        The 시도 of the whole table, for names like "중구" that stand in several.
    sheet : str, optional
        Excel sheet; the fullest one when left out.
    codes : {"sgis", "행정표준"}, optional
        System of the region codes, when they could be read in both.
    crs : int or str, optional
        EPSG code of the coordinates; overrides what the values and the file say.
    names : dict, optional
        Your decision about names that match nothing: ``{"인천 남구": "인천 미추홀구"}``.
    mask : bool
        Replace personal data by ``*`` instead of refusing the file.

    Raises
    ------
    DsiError
        When the file cannot be read as a table, or holds personal data and *mask* is not set.
    """
    file = Path(file)
    file_bytes(file)
    place = find_region(region) if region is not None else None
    inside = inner_files(file)
    if inside is not None and not any(name.lower().endswith(".shp") for name in inside):
        return _from_zip(
            file, inside, region=place, sheet=sheet, codes=codes, crs=crs, names=names, mask=mask
        )
    shapes = inside is not None or file.suffix.lower() == ".shp" or is_geojson(file.read_bytes())
    geometry, located = None, None
    if shapes:
        geometry, features, kept, located = read_shapes(file, crs, place.code if place else None)
        plain = geometry.drop(columns="geometry")
        rows = [[clean(cell) for cell in row] for row in plain.astype(object).to_numpy().tolist()]
        found = Found([str(name) for name in plain.columns], rows, [features[row] for row in kept])
    else:
        grid = read_grid(file, sheet)
        found = find_table(grid)
        found.notes[:0] = grid.notes
    if not found.rows or (len(found.columns) < 2 and not shapes):
        raise DsiError(f"{file.name}에서 자료 줄을 찾지 못했습니다. 표가 있는 시트나 파일인지 확인하세요.")
    table = {name: [row[number] for row in found.rows] for number, name in enumerate(found.columns)}
    _guard(file, table, found, mask)
    hints = [*found.above, regions.file_hint(file)]
    matched = regions.match(table, hints, place, codes, names)
    if located is None:
        own = [one.start if one else place and place.code for one in matched.places]
        located = coords.locate(table, own, crs)
    frame, kinds, said, wrong = _typed(table, matched.columns, found.units, found.below)
    frame = _assembled(frame, found.numbers, matched, located, geometry, kinds)
    problems = [_problem(found.numbers, *one) for one in [*matched.problems, *wrong]]
    problems += [_problem(features if shapes else found.numbers, *one) for one in located.problems]
    done = [*found.notes, *matched.notes, *located.notes, *said]
    return PublicTable(
        frame, _totals(found), found.units, found.above, found.below, done, problems, file.name, kinds
    )


def _problem(numbers: list[int], row: int, *rest: str) -> Problem:
    return Problem(None if row == coords.WHOLE else numbers[row], *rest)


def _from_zip(file: Path, inside: list[str], **options: Any) -> PublicTable:
    tables = [
        name for name in inside if Path(name).suffix.lower() in (".csv", ".txt", ".xlsx", ".json", ".geojson")
    ]
    if len(tables) != 1:
        listed = ", ".join(inside[:10]) or "없음"
        raise DsiError(
            f"{file.name} 안에서 읽을 표를 하나로 고를 수 없습니다(들어 있는 파일: {listed}). 풀어서 한 파일씩 읽으세요."
        )
    with tempfile.TemporaryDirectory(prefix="dsi-zip-") as scratch:
        with opened(file) as archive:
            inner = Path(archive.extract(tables[0], scratch))
        return read_public(inner, **options)


def _guard(file: Path, table: dict[str, list[str]], found: Found, mask: bool) -> None:
    """Refuse personal data, or mask it everywhere."""
    every = {
        name: cells + [row[number] for _, row in found.totals]
        for number, (name, cells) in enumerate(table.items())
    }
    every[""] = [*found.above, *found.below, *found.columns]
    sensitive = [one for one in personal.find(every) if one.column]
    if sensitive and not mask:
        listed = "; ".join(
            f"{one.column} 열에 {one.kind} {len(one.rows):,}개({', '.join(str(_line(found, row)) for row in one.rows[:3])}"
            f"{' …' if len(one.rows) > 3 else ''}째 줄)"
            for one in sensitive
        )
        raise DsiError(
            f"{file.name}에 개인정보가 있어 읽지 않았습니다: {listed}. 그 열을 지우거나 가린 파일을 쓰세요. "
            "가리고 읽으려면 mask=True(명령에서는 --mask)를 쓰세요."
        )
    for one in sensitive:
        for row in one.rows:
            if row < len(table[one.column]):
                table[one.column][row] = personal.masked(table[one.column][row], one.column, [one.kind])
        found.notes.append(f"{one.column} 열의 {one.kind} {len(one.rows):,}개를 *로 가림")
    if sensitive:
        found.totals = [
            (line, [personal.masked(cell, name) for name, cell in zip(found.columns, row, strict=True)])
            for line, row in found.totals
        ]
    found.above = [personal.masked(line, "") for line in found.above]
    found.below = [personal.masked(line, "") for line in found.below]
    found.notes = [personal.masked(line, "") for line in found.notes]


def _line(found: Found, row: int) -> int:
    return found.numbers[row] if row < len(found.numbers) else found.totals[row - len(found.numbers)][0]


def _typed(
    table: dict[str, list[str]], codes: set[str], units: dict[str, str], below: list[str]
) -> tuple[pd.DataFrame, dict[str, str], list[str], list[tuple]]:
    """Every column in its type; units for all columns of numbers where one unit holds for the table."""
    import pandas as pd

    columns: dict[str, Column] = {}
    said, wrong = [], []
    for name, cells in table.items():
        column = type_column(
            f"{name} 코드" if name in codes and all(c.isdigit() for c in cells if c) else name, cells
        )
        columns[name] = column
        if column.marks:
            marks = ", ".join(f"'{mark}' {count:,}칸" for mark, count in column.marks.items())
            said.append(f"{name} 열: {marks}을 빈칸으로 둠(0으로 채우지 않음){_meaning(column.marks, below)}")
        if column.negatives:
            said.append(f"{name} 열: △ {column.negatives:,}칸을 음수로 읽음")
        if column.unit:
            units.setdefault(name, column.unit)
        remedy = "원본 값을 고치거나 지우세요(표에는 빈칸으로 두었습니다)"
        wrong += [
            (row, name, text, "숫자 열인데 숫자로 읽을 수 없습니다", remedy) for row, text in column.wrong
        ]
    if shared := units.pop("", None):
        for name, column in columns.items():
            if column.kind == "number":
                units.setdefault(name, shared)
    if units:
        said.append("단위: " + ", ".join(f"{name}({unit})" for name, unit in units.items()))
    kinds = {name: column.kind for name, column in columns.items()}
    return pd.DataFrame({name: column.values for name, column in columns.items()}), kinds, said, wrong


def _meaning(marks: dict[str, int], below: list[str]) -> str:
    """The footnotes that explain a mark: "-" may mean zero in one table and unknown in another."""
    said = [
        line
        for line in below
        if re.search(rf"(^|[\s※*'\"‘“(])({'|'.join(map(re.escape, marks))})['\"’”)]?\s*[:：=]", line)
    ]
    return f". 각주를 확인하세요: {' / '.join(said)}" if said else ""


def _assembled(
    frame: pd.DataFrame, numbers: list[int], matched: Any, located: Any, geometry: Any, kinds: dict[str, str]
) -> pd.DataFrame | gpd.GeoDataFrame:
    import pandas as pd

    if located.lon is not None:
        frame = frame.drop(columns=[name for name in located.columns if name in ("lon", "lat")])
    original = frame
    frame = frame.rename(columns={name: f"{name}_원본" for name in frame.columns if name in _OWN})
    front = pd.DataFrame({"row": numbers})
    if any(matched.places):
        for key in KEYS:
            values = [one and getattr(one, key) for one in matched.places]
            if key != "adm3" or any(values):
                front[key] = pd.Series(values, dtype="str")
    if len(years := [name for name, kind in kinds.items() if kind == "year"]) == 1:
        front["year"] = original[years[0]]
        frame = frame.drop(columns="year_원본", errors="ignore")
    whole = pd.concat([front, frame], axis=1)
    if located.lon is not None:
        whole["lon"], whole["lat"] = located.lon, located.lat
    if geometry is None:
        return whole
    import geopandas as gpd

    return gpd.GeoDataFrame(whole, geometry=geometry.geometry.to_numpy(), crs=geometry.crs)


def _totals(found: Found) -> pd.DataFrame:
    import pandas as pd

    rows = [[line, *row] for line, row in found.totals]
    return pd.DataFrame(
        rows, columns=["row", *(f"{name}_원본" if name == "row" else name for name in found.columns)]
    )
