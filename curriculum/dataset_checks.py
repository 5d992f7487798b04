"""Is a dataset what its ``datapackage.json`` says? Files, schema, constraints and region codes, every row of them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SAMPLE_ROWS = 500
"""Rows handed to frictionless itself; the same rules are checked on all rows with pandas, which is quick."""

_ARROW_TYPES = {
    "string": ("string",),
    "integer": ("int32", "int64"),
    "number": ("float", "double", "int32", "int64"),
    "boolean": ("bool",),
    "date": ("date32[day]",),
    "datetime": ("timestamp[ms]",),
    "any": ("binary",),
}


def problems(folder: Path, package: dict[str, Any]) -> list[str]:
    """Everything wrong with the dataset in *folder*, one Korean sentence each; empty when all is well."""
    needed = ["README.md"] if package.get("own") else ["README.md", "recipe.py"]
    found = [f"{one} 파일이 없습니다." for one in needed if not (folder / one).is_file()]
    found += _descriptor_problems(package)
    if found:
        return found
    own = package.get("own", False)  # a user's codes are those of 2020 whatever year the numbers are of
    for resource in package["resources"]:
        found += [f"{resource['path']}: {problem}" for problem in _table_problems(folder, resource, own)]
    return found


def _descriptor_problems(package: dict[str, Any]) -> list[str]:
    import frictionless

    missing = [key for key in ("title", "licenses", "sources", "attribution") if not package.get(key)]
    found = [f"datapackage.json에 {key} 항목이 없습니다." for key in missing]
    for resource in package["resources"]:
        bare = [
            one["name"]
            for one in resource["schema"]["fields"]
            if not (one.get("title") and one.get("description"))
        ]
        if bare:
            found.append(f"{resource['path']}: 제목이나 설명이 없는 열이 있습니다: {', '.join(bare)}")
    try:
        errors = list(frictionless.Package.metadata_validate(package))
    except frictionless.FrictionlessException as error:
        errors = [error.error]
    return found + [
        f"datapackage.json이 Data Package 규격에 맞지 않습니다: {error.message}" for error in errors
    ]


def _table_problems(folder: Path, resource: dict[str, Any], own: bool) -> list[str]:
    import pyarrow.parquet as pq

    file = folder / resource["path"]
    if not file.is_file():
        return ["파일이 없습니다."]
    if (size := file.stat().st_size) != resource["bytes"]:
        return [f"크기가 {size:,}바이트로, 적힌 {resource['bytes']:,}바이트와 다릅니다."]
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if f"sha256:{digest}" != resource["hash"]:
        return [f"sha256이 {digest}로, 적힌 {resource['hash'].removeprefix('sha256:')}과 다릅니다."]
    read = pq.read_table(file, partitioning=None)
    fields = resource["schema"]["fields"]
    described = [field["name"] for field in fields]
    if read.column_names != described:
        return [f"열이 설명과 다릅니다: 파일 {read.column_names}, 설명 {described}"]
    found = (
        []
        if read.num_rows == resource["rows"]
        else [f"{read.num_rows:,}줄로, 적힌 {resource['rows']:,}줄과 다릅니다."]
    )
    frame = read.to_pandas()
    for field in fields:
        found += [f"{field['name']} 열: {problem}" for problem in _field_problems(field, read, frame)]
    key = resource["schema"].get("primaryKey")
    if not key:
        return [*found, "기본키(primaryKey)가 적혀 있지 않습니다."]
    found += _key_problems(key, frame)
    found += _region_problems(frame.drop(columns="year", errors="ignore") if own else frame)
    return found + _frictionless_problems(resource["schema"], read)


def _field_problems(field: dict[str, Any], read: pa.Table, frame: pd.DataFrame) -> list[str]:
    import pandas as pd

    stored = str(read.schema.field(field["name"]).type)
    if stored not in _ARROW_TYPES.get(field["type"], ()):
        return [f"형식이 {stored}입니다. 설명은 {field['type']}입니다."]
    if field["name"] == "geometry":
        return _geometry_problems(frame["geometry"])
    column = frame[field["name"]]
    rules = field.get("constraints", {})
    present = column.dropna()
    found = []
    if rules.get("required") and column.isna().any():
        found.append(f"빈칸이 {int(column.isna().sum())}개 있습니다.")
    if rules.get("unique") and present.duplicated().any():
        found.append(f"겹치는 값이 있습니다. 예: {present[present.duplicated()].iloc[0]}")
    broken = pd.Series(False, index=present.index)
    if "enum" in rules:
        broken |= ~present.isin(rules["enum"])
    if "pattern" in rules:
        broken |= ~present.str.fullmatch(rules["pattern"])
    if "minimum" in rules:
        broken |= present < rules["minimum"]
    if "maximum" in rules:
        broken |= present > rules["maximum"]
    if broken.any():
        found.append(f"조건에 어긋난 값이 {int(broken.sum())}개 있습니다. 예: {present[broken].iloc[0]}")
    return found


def _geometry_problems(column: pd.Series) -> list[str]:
    import shapely

    shapes = shapely.from_wkb(column.to_numpy())
    wrong = ~shapely.is_valid(shapes) | shapely.is_empty(shapes)
    return [f"비었거나 잘못된 도형이 {int(wrong.sum())}개 있습니다."] if wrong.any() else []


def _key_problems(key: list[str], frame: pd.DataFrame) -> list[str]:
    twice = frame[frame.duplicated(key)]
    return [] if twice.empty else [f"키 {key}가 겹칩니다. 예: {twice[key].iloc[0].to_dict()}"]


def _region_problems(frame: pd.DataFrame) -> list[str]:
    """Codes that kr-regions does not know."""
    found = []
    for column in ("adm1", "adm2", "adm2_basic", "adm3_2020"):
        if column in frame and (unknown := set(frame[column].dropna()) - _known_codes(column)):
            found.append(f"{column} 열: kr-regions에 없는 코드가 있습니다: {', '.join(sorted(unknown)[:5])}")
    if "adm3" in frame:
        frame = frame.dropna(subset="adm3")
        years = frame.get("year", 2020)
        pairs = set(zip(frame.assign(year=years)["year"], frame["adm3"], strict=True))
        if unknown := pairs - _known_dong():
            found.append(f"adm3 열: 그해 읍면동이 아닌 코드가 있습니다: {sorted(unknown)[:5]}")
    return found


def _known_codes(column: str) -> set[str]:
    from curriculum import datasets

    table = {"adm1": "sido", "adm2": "sigungu", "adm2_basic": "basic", "adm3_2020": "dong"}[column]
    key = "adm3" if column == "adm3_2020" else column
    return set(datasets.load("kr-regions", table, columns=[key])[key])


def _known_dong() -> set[tuple[int, str]]:
    from curriculum import datasets

    codes = datasets.load("kr-regions", "dong_codes", columns=["year", "code"])
    return set(zip(codes["year"], codes["code"], strict=True))


def _frictionless_problems(schema: dict[str, Any], read: pa.Table) -> list[str]:
    import frictionless

    sample = read.take(list(range(0, read.num_rows, max(1, read.num_rows // SAMPLE_ROWS))))
    fields = [_plain(field) for field in schema["fields"] if field["name"] != "geometry"]
    checked = frictionless.Schema.from_descriptor({"fields": fields, "primaryKey": schema["primaryKey"]})
    rows = sample.select([field["name"] for field in fields]).to_pylist()
    report = frictionless.Resource(data=rows, schema=checked).validate()
    errors = report.flatten(["rowNumber", "fieldName", "note"])[:3]
    return [f"frictionless: 뽑아 본 {row}째 줄 {name or ''} {note}" for row, name, note in errors]


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key in ("name", "type", "constraints")}
