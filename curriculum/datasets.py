"""The one door to the data: ``load(name, region=…, year=…)``, ``describe``, ``path``, ``attribution``.

Keys are text in the SGIS coding of 2020 (``adm1`` 2, ``adm2`` and ``adm2_basic`` 5, ``adm3`` 7 digits), ``year`` is an
integer and what is missing stays missing. Every file is checked against the SHA-256 in its ``datapackage.json`` the first
time a process touches it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.dataset_text import Description
from curriculum.errors import DsiError
from curriculum.paths import DATASETS, own_datasets
from curriculum.regions import Region
from curriculum.regions import region as find_region

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    import pyarrow as pa

    from curriculum.public.table import PublicTable


def names() -> list[str]:
    """Names of all datasets, the kit's and those a user added, sorted."""
    own = {found.parent.name for found in own_datasets().glob("*/datapackage.json")}
    return sorted({*shipped(), *(name for name in own if not name.startswith("."))})


def shipped() -> list[str]:
    """Names of the datasets that come with the kit, sorted."""
    return sorted(found.parent.name for found in DATASETS.glob("*/datapackage.json"))


def folder(name: str) -> Path:
    """Folder of a dataset: the kit's own first, then ``$DSI_DATASETS`` or ``datasets-own``."""
    kit = DATASETS / name
    added = own_datasets() / name
    return added if not kit.is_dir() and added.is_dir() else kit


def load(
    name: str,
    table: str | None = None,
    region: str | Region | None = None,
    year: int | Iterable[int] | None = None,
    columns: list[str] | None = None,
) -> pd.DataFrame | gpd.GeoDataFrame:
    """Read a table, or the slice of it that one region and year need.

    Parameters
    ----------
    name : str
        Dataset, e.g. ``"kr-population-dong"``.
    table : str, optional
        Table of the dataset; the first one when left out.
    region : str or Region, optional
        Keep only rows of this 시도; anything :func:`curriculum.regions.region` understands.
    year : int or iterable of int, optional
        Keep only these years.
    columns : list of str, optional
        Only these columns, in this order.

    Returns
    -------
    DataFrame or GeoDataFrame
        A GeoDataFrame (EPSG:4326) when the ``geometry`` column is among the columns. Codes are text; integers that are
        never missing are ``int64`` and others ``float64`` with NaN; columns with an order are ordered categoricals.

    Raises
    ------
    DsiError
        When the dataset, table, region, year or a column does not exist (the message lists those that do), or the file
        is not the published one.
    """
    import pyarrow.parquet as pq

    resource = _resource(name, table)
    file = path(name, resource["name"])
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    _check_columns(name, resource, fields, columns, region, year)
    filters: list[tuple[str, str, Any]] = []
    if region is not None:
        filters.append(("adm1", "==", find_region(region).code))
    if year is not None:
        filters.append(("year", "in", _wanted_years(name, resource, file, year)))
    read = pq.read_table(file, columns=columns, filters=filters or None, partitioning=None)
    return _typed(read, fields)


def path(name: str, table: str | None = None) -> Path:
    """Path of a table's file, after checking that it is the published one."""
    resource = _resource(name, table)
    file = folder(name) / resource["path"]
    if not file.is_file():
        raise DsiError(f"{name}/{resource['path']} 파일이 없습니다. {_again(name)}")
    _check_hash(name, file, resource["hash"].removeprefix("sha256:"))
    return file


def describe(name: str) -> Description:
    """Title, terms of use, source line, cautions and columns of a dataset, nicely printed in Korean."""
    return Description(package(name))


def attribution(name: str) -> str:
    """The source line to put under a chart."""
    return package(name)["attribution"]


def verify(name: str) -> list[str]:
    """Check a dataset's files, schema and constraints; return the problems found (empty when all is well)."""
    from curriculum import dataset_checks

    return dataset_checks.problems(folder(name), package(name))


def read_public(file: str | Path, **options: Any) -> PublicTable:
    """Read a file from a Korean public portal; see :func:`curriculum.public.file.read_public` for the options."""
    from curriculum.public.file import read_public as read

    return read(file, **options)


def years(name: str, table: str | None = None) -> list[int]:
    """Years a table covers; empty when it has no ``year`` column."""
    resource = _resource(name, table)
    if not any(field["name"] == "year" for field in resource["schema"]["fields"]):
        return []
    file = path(name, resource["name"])
    return list(_years(file, *_stamp(file)))


def package(name: str) -> dict[str, Any]:
    """The ``datapackage.json`` of a dataset."""
    file = folder(name) / "datapackage.json"
    if not name or not file.is_file():
        raise DsiError(f"'{name}' 데이터셋이 없습니다. 있는 데이터셋: {', '.join(names())}")
    try:
        return _parsed(file, *_stamp(file))
    except ValueError as error:
        raise DsiError(f"{name}/datapackage.json을 읽을 수 없습니다({error}). {_again(name)}") from None


def _stamp(file: Path) -> tuple[int, int]:
    """Change a cached answer when the file changes."""
    stat = file.stat()
    return stat.st_mtime_ns, stat.st_size


@cache
def _parsed(file: Path, *_stamp: int) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8"))


def _resource(name: str, table: str | None) -> dict[str, Any]:
    resources = package(name)["resources"]
    if table is None:
        return resources[0]
    found = next((resource for resource in resources if resource["name"] == table), None)
    if found is None:
        listed = ", ".join(resource["name"] for resource in resources)
        raise DsiError(f"{name}에 '{table}' 표가 없습니다. 있는 표: {listed}")
    return found


def _check_hash(name: str, file: Path, expected: str) -> None:
    found = _sha256(file, *_stamp(file))
    if found != expected:
        raise DsiError(
            f"{name}/{file.name}의 내용이 공개된 것과 다릅니다(있어야 할 sha256 {expected}, 실제 {found}). "
            f"{_again(name)}"
        )


def _again(name: str) -> str:
    """How to mend a damaged dataset."""
    if folder(name).parent == DATASETS:
        return f"'dsi data rebuild {name}'으로 다시 만드세요."
    return f"원본 파일로 'dsi data add 파일 --name {name} --replace'를 다시 하세요."


@cache
def _sha256(file: Path, *_stamp: int) -> str:
    import hashlib

    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_columns(name: str, resource: dict, fields: dict, columns: Any, region: Any, year: Any) -> None:
    label = f"{name}의 {resource['name']} 표"
    if unknown := [column for column in columns or () if column not in fields]:
        raise DsiError(
            f"{label}에 {', '.join(map(repr, unknown))} 열이 없습니다. 있는 열: {', '.join(fields)}"
        )
    for asked, key in ((region, "adm1"), (year, "year")):
        if asked is not None and key not in fields:
            what = "지역" if key == "adm1" else "연도"
            raise DsiError(f"{label}은(는) {what}별로 나뉘지 않습니다. {what} 조건을 빼고 부르세요.")


def _wanted_years(name: str, resource: dict, file: Path, year: int | Iterable[int]) -> list[int]:
    wanted = list(year) if isinstance(year, Iterable) and not isinstance(year, str) else [year]
    there = _years(file, *_stamp(file))
    if unknown := [one for one in wanted if one not in there]:
        listed = ", ".join(map(str, there))
        raise DsiError(
            f"{name}의 {resource['name']} 표에 {', '.join(map(repr, unknown))}년 자료가 없습니다. 있는 연도: {listed}"
        )
    return [int(one) for one in wanted]


@cache
def _years(file: Path, *_stamp: int) -> tuple[int, ...]:
    import pyarrow.parquet as pq

    return tuple(sorted(pq.read_table(file, columns=["year"])["year"].unique().to_pylist()))


def _typed(read: pa.Table, fields: dict[str, dict]) -> pd.DataFrame | gpd.GeoDataFrame:
    import pandas as pd

    shapes = read["geometry"] if "geometry" in read.column_names else None
    plain = read.drop_columns(["geometry"]) if shapes is not None else read
    frame = plain.cast(_wide_schema(plain.schema, fields)).to_pandas()
    for name in frame.columns:
        if categories := fields[name].get("categories"):
            ordered = fields[name].get("categoriesOrdered", False)
            frame[name] = pd.Categorical(frame[name], categories=categories, ordered=ordered)
    if shapes is None:
        return frame
    import geopandas as gpd

    geometry = gpd.GeoSeries.from_wkb(shapes.to_pandas().array, crs=4326)
    return gpd.GeoDataFrame(frame, geometry=geometry)[read.column_names]


def _wide_schema(stored: pa.Schema, fields: dict[str, dict]) -> pa.Schema:
    """Numbers are stored narrow; hand them out in pandas' usual types, the same for every slice of a column."""
    import pyarrow as pa

    wide = {"number": pa.float64(), "date": pa.timestamp("s"), "datetime": pa.timestamp("s")}
    types = []
    for column in stored:
        field = fields[column.name]
        if field["type"] == "integer":
            types.append(pa.int64() if field.get("constraints", {}).get("required") else pa.float64())
        else:
            types.append(wide.get(field["type"], column.type))
    return pa.schema(list(zip(stored.names, types, strict=True)))
