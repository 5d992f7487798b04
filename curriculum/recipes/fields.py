"""How the columns and tables of a dataset are described: Table Schema terms with Korean titles and units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_REGION_FIELDS = {
    "adm1": ("시도 코드", "SGIS 2020 시도 코드 2자리", r"\d{2}"),
    "adm2": ("시군구 코드", "SGIS 2020 시군구 코드 5자리(일반구 단위, 전국 250개)", r"\d{5}"),
    "adm2_basic": (
        "기초 시군구 코드",
        "SGIS 2020 기초 시군구 코드 5자리(일반구를 합친 시 단위, 전국 229개)",
        r"\d{4}0",
    ),
    "adm3": ("읍면동 코드", "SGIS 읍면동 코드 7자리(2020 기준)", r"\d{7}"),
    "sido": ("시도", "시도 이름(2020년 당시)", None),
    "sigungu": ("시군구", "시군구 이름", None),
    "dong": ("읍면동", "읍면동 이름", None),
    "year": ("연도", "조사 연도", None),
}


def field(
    name: str,
    type: str,
    title: str,
    description: str = "",
    *,
    unit: str | None = None,
    required: bool = False,
    categories: list[str] | None = None,
    **constraints: Any,
) -> dict[str, Any]:
    """Describe one column in Table Schema terms.

    Parameters
    ----------
    name, type : str
        Column name and Table Schema type (``string``, ``integer``, ``number``, ``boolean``, ``date``, ``datetime``; ``any`` for
        the geometry column).
    title, description : str
        Korean label and explanation.
    unit : str, optional
        Korean unit, shown by ``describe`` ("명", "호", "km²").
    required : bool
        Whether the column never misses a value.
    categories : list of str, optional
        The values in their order; the column is read back as an ordered categorical.
    **constraints
        Further Table Schema constraints: ``minimum``, ``maximum``, ``enum``, ``pattern``.
    """
    described: dict[str, Any] = {"name": name, "type": type, "title": title}
    if description:
        described["description"] = description
    if unit:
        described["unit"] = unit
    if categories:
        described["categories"] = categories
        described["categoriesOrdered"] = True
        constraints["enum"] = categories
    if required:
        constraints = {"required": True, **constraints}
    if constraints:
        described["constraints"] = constraints
    return described


def count(
    name: str, title: str, description: str, *, unit: str = "명", required: bool = True, minimum: int = 0
) -> dict[str, Any]:
    """Describe a column of whole numbers that cannot be negative: people, households, places."""
    return field(name, "integer", title, description, unit=unit, required=required, minimum=minimum)


def region_fields(*names: str, optional: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Standard descriptions of the key columns (adm1, adm2, adm2_basic, adm3, sido, sigungu, dong, year)."""
    fields = []
    for name in names:
        title, description, pattern = _REGION_FIELDS[name]
        constraints = {"pattern": pattern} if pattern else {}
        type = "integer" if name == "year" else "string"
        fields.append(field(name, type, title, description, required=name not in optional, **constraints))
    return fields


def dong_fields() -> list[dict[str, Any]]:
    """Descriptions of the key columns of a table of dong by year, as ``census.dong_table`` makes them."""
    return [
        *region_fields("adm1", "adm2", "adm2_basic"),
        field(
            "adm3",
            "string",
            "읍면동 코드",
            "조사 연도의 SGIS 읍면동 코드(2015·2020년 7자리, 2025년 8자리)",
            required=True,
            pattern=r"\d{7,8}",
        ),
        field(
            "adm3_2020",
            "string",
            "2020년 읍면동 코드",
            "같은 읍면동의 2020년 코드. 나뉘거나 합쳐져 같은 곳이 없으면 빈칸",
            pattern=r"\d{7}",
        ),
        *region_fields("sido", "sigungu", "dong", optional=["dong"]),
        field(
            "dong_english",
            "string",
            "읍면동 영문 이름",
            "2025년에 새로 생긴 읍면동은 한글 이름이 원자료에 없음",
        ),
        *region_fields("year"),
    ]


def sigungu_fields() -> list[dict[str, Any]]:
    """Descriptions of the key columns of a table of 시군구 by year, as ``census.leaf_table`` makes them."""
    return [
        *region_fields("adm1"),
        field(
            "adm2",
            "string",
            "시군구 코드",
            "같은 곳의 SGIS 2020 시군구 코드 5자리(일반구 단위). 그 뒤 나뉘거나 다시 그어져 같은 곳이 없으면 빈칸",
            pattern=r"\d{5}",
        ),
        *region_fields("adm2_basic"),
        field(
            "code",
            "string",
            "그해 코드",
            "조사 연도의 SGIS 시군구 코드 5자리(일반구 단위)",
            required=True,
            pattern=r"\d{5}",
        ),
        *region_fields("sido"),
        field("sigungu", "string", "시군구", "조사 연도의 시군구 이름", required=True),
        *region_fields("year"),
    ]


def table(
    name: str,
    title: str,
    fields: list[dict[str, Any]],
    *,
    key: list[str],
    description: str = "",
    path: str = "",
) -> dict[str, Any]:
    """Describe one table (a data resource); the file is ``<name>.parquet`` unless *path* says otherwise."""
    described: dict[str, Any] = {
        "name": name,
        "type": "table",
        "path": path or f"{name}.parquet",
        "title": title,
    }
    if description:
        described["description"] = description
    described["schema"] = {"fields": fields, "missingValues": [""], "primaryKey": key}
    return described
