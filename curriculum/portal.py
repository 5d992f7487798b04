"""Real numbers of the kit, in the untidy shape of a file downloaded from a public-data portal.

Portal files themselves are not in the kit. Modules about collecting need their shape, so it is made again here from
the kit's tables: CP949, a title and a unit row, a header of two rows with merged cells, subtotal rows between the data,
codes that lose their zeros when read as numbers, thousands separators, ``-`` and ``X``, footnotes.
Every number is real; only the shape is ours. The same region, year and table always give the same bytes.
"""

import csv
import io
from dataclasses import dataclass

import pandas as pd

from curriculum import datasets, regions
from curriculum.errors import DsiError
from curriculum.regions import Region
from curriculum.regions import region as find_region

KEYS = ("시도코드", "시군구코드", "읍면동코드", "시군구", "읍면동")
ENCODING = "cp949"


@dataclass(frozen=True)
class _Table:
    dataset: str
    resource: str
    years: tuple[int, ...]
    title: str
    unit: str
    source: str
    header: dict[str, dict[str, str]]  # upper cell -> lower cell -> column of the dataset
    sums: dict[str, tuple[str, ...]]  # column -> the columns that make it up
    published: str = ""  # table with the 시군구 totals, where they cannot be added up

    @property
    def columns(self) -> dict[str, str]:
        """Flat header (``총인구_남``) to column of the dataset."""
        return {f"{upper}_{lower}": name for upper, row in self.header.items() for lower, name in row.items()}


TABLES = {
    "population": _Table(
        dataset="kr-population-dong",
        resource="population",
        years=(2015, 2020),
        title="읍면동별 내국인·외국인 인구 현황",
        unit="명",
        source="통계청 「인구총조사」",
        header={
            "총인구": {"계": "population", "남": "male", "여": "female"},
            "내국인": {"계": "domestic", "남": "domestic_male", "여": "domestic_female"},
            "외국인": {"계": "foreign", "남": "foreign_male", "여": "foreign_female"},
        },
        sums={
            "population": ("domestic", "foreign"),
            "male": ("domestic_male", "foreign_male"),
            "female": ("domestic_female", "foreign_female"),
        },
    ),
    "housing": _Table(
        dataset="kr-housing-vacancy",
        resource="dwellings",
        years=(2020,),
        title="읍면동별 주택의 종류별 주택 현황",
        unit="호",
        source="통계청 「주택총조사」",
        header={
            "주택": {
                "계": "dwellings",
                "단독주택": "detached",
                "아파트": "apartment",
                "연립주택": "row_house",
                "다세대주택": "multiplex",
                "비거주용 건물 내 주택": "in_nonresidential",
            },
        },
        sums={"dwellings": ("detached", "apartment", "row_house", "multiplex", "in_nonresidential")},
        published="stock",
    ),
}


def portal_csv(region: str | Region, year: int = 2020, table: str = "housing") -> bytes:
    """One downloaded file, byte for byte: what stands in :func:`portal_text`, in CP949.

    Parameters
    ----------
    region : str or Region
        The 시도.
    year : int
        Census year: 2015 or 2020 for ``"population"``, 2020 for ``"housing"``.
    table : {"housing", "population"}
        Dwellings by type, or Korean and foreign residents by sex.

    Raises
    ------
    DsiError
        When there is no such table or year.
    """
    return portal_text(region, year, table).encode(ENCODING)


def portal_text(region: str | Region, year: int = 2020, table: str = "housing") -> str:
    """The file as text: title, unit, blank row, two header rows, data and footnotes."""
    about = _about(table, year)
    cells = portal_cells(region, year, table)
    upper = list(KEYS) + [cell for word, row in about.header.items() for cell in (word, *[""] * (len(row) - 1))]
    lower = [""] * len(KEYS) + [word for row in about.header.values() for word in row]
    above = [[about.title], [f"조사기준일: {year}-11-01", f"단위: {about.unit}"], []]
    below = [
        ["※ -: 해당 없음(0)"],
        ["※ X: 작은 수(0~4)를 비밀보호를 위해 가린 값. 소계와 합계에는 들어 있음"],
        [f"※ 출처: {about.source}({year})"],
    ]
    rows = [*above, upper, lower, *cells.to_numpy().tolist(), *below]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(row + [""] * (len(upper) - len(row)) for row in rows)
    return out.getvalue()


def portal_cells(region: str | Region, year: int = 2020, table: str = "housing") -> pd.DataFrame:
    """The table inside the file, every cell as the text that stands there, under flat column names.

    Returns
    -------
    DataFrame
        Columns :data:`KEYS`, then ``주택_계`` and so on. A 합계 row, then for each basic 시군구 a 소계 row and its 읍면동
        (whose code is that of the 일반구 where there is one); the name of a 시군구 stands in its 소계 row only, as a
        merged cell of a spreadsheet is saved.
    """
    about, found = _about(table, year), find_region(region)
    dong = _dong(about, found, year)
    known, marked = _hidden_cells(dong, about)
    subtotals = _subtotals(known, dong, about, found, year)
    names = regions.sigungu(found, basic=True).set_index("adm2_basic")["name"]
    rows = [_row(found.code, "", "", found.name, "합계", subtotals.sum())]
    for basic, part in dong.groupby("adm2_basic"):
        rows.append(_row(found.code, basic[2:], "", names[basic], "소계", subtotals.loc[basic]))
        rows += [
            _row(found.code, code[2:5], code[5:], "", f"  {name}", marked.loc[i])
            for i, code, name in zip(part.index, part["adm3"], part["dong"], strict=True)
        ]
    return pd.DataFrame(rows, columns=[*KEYS, *about.columns])


def portal_clean(region: str | Region, year: int = 2020, table: str = "housing") -> pd.DataFrame:
    """What a faultless cleaning of the file gives, made from the dataset and not by reading the file.

    Returns
    -------
    DataFrame
        One row a 읍면동 in the order of the file: ``adm3``, ``시군구``, ``읍면동``, then numbers under the flat names of
        :func:`portal_cells`, 0 for ``-`` and missing for ``X``.
    """
    about, found = _about(table, year), find_region(region)
    dong = _dong(about, found, year)
    _, marked = _hidden_cells(dong, about)
    names = dong["adm2_basic"].map(regions.sigungu(found, basic=True).set_index("adm2_basic")["name"])
    clean = pd.DataFrame({"adm3": dong["adm3"], "시군구": names, "읍면동": dong["dong"]})
    for header, column in about.columns.items():
        clean[header] = marked[column].replace({"-": 0, "X": float("nan")}).astype(float)
    return clean


def _about(table: str, year: int) -> _Table:
    if table not in TABLES:
        raise DsiError(f"'{table}' 포털 파일은 없습니다. {', '.join(TABLES)} 중에서 고르세요.")
    if year not in TABLES[table].years:
        years = ", ".join(map(str, TABLES[table].years))
        raise DsiError(f"{table} 포털 파일은 {years}년만 있습니다(받은 연도: {year}).")
    return TABLES[table]


def _dong(about: _Table, region: Region, year: int) -> pd.DataFrame:
    dong = datasets.load(about.dataset, about.resource, region=region, year=year)
    return dong.sort_values(["adm2_basic", "adm3"], ignore_index=True)


def _hidden_cells(dong: pd.DataFrame, about: _Table) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tell the zeros among the missing cells from the hidden ones.

    The source leaves out every 0 to 4. Where the parts that are known already make the whole, what is missing is
    truly 0: ``-``. Else it is hidden: ``X``.

    Returns
    -------
    known, marked : DataFrame
        The numbers, with each missing cell filled where arithmetic leaves one value; the same with the marks.
    """
    known, marked = dong[list(about.columns.values())].copy(), dong[list(about.columns.values())].astype(object)
    for whole, parts in about.sums.items():
        gap = known[whole] - known[list(parts)].sum(axis=1)
        missing = known[list(parts)].isna()
        settled = (gap == 0) | (missing.sum(axis=1) == 1)
        for part in parts:
            marked.loc[missing[part], part] = gap[missing[part]].map(lambda rest: "-" if rest == 0 else "X")
            known[part] = known[part].mask(missing[part] & settled, gap)
    return known, marked


def _subtotals(known: pd.DataFrame, dong: pd.DataFrame, about: _Table, region: Region, year: int) -> pd.DataFrame:
    """Totals of each 시군구, hidden values included: added up where that is sure, else as published."""
    totals = known.groupby(dong["adm2_basic"]).agg(lambda cells: cells.sum(skipna=False))
    if totals.isna().any(axis=None):
        published = datasets.load(about.dataset, about.published, region=region, year=year)
        totals = totals.fillna(published.set_index("adm2_basic")[totals.columns])
    return totals


def _row(sido: str, sigungu: str, code: str, name: str, dong: str, numbers: pd.Series) -> list[str]:
    cells = (cell if isinstance(cell, str) else f"{int(cell):,}" for cell in numbers)
    return [sido, sigungu, code, name, dong, *cells]
