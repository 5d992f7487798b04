"""The answer of ``read_public``: the table, its report, and what was not recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True)
class Problem:
    """Something that was not recognised.

    Attributes
    ----------
    row : int or None
        Line (CSV), row (Excel) or item in the file; ``None`` for a whole column.
    column, text : str
        Where, and what stands there.
    reason, remedy : str
        Why it was not recognised and what to do, in Korean.
    """

    row: int | None
    column: str
    text: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.row}째 줄 {self.column}" if self.row is not None else f"{self.column} 열 전체"
        return f"{place} '{self.text}': {self.reason}. → {self.remedy}"


@dataclass
class PublicTable:
    """What came out of a file; prints its report.

    Attributes
    ----------
    table : DataFrame or GeoDataFrame
        Typed; ``row`` is the place in the file. Keys and degrees are there when places and points were recognised.
    totals : DataFrame
        합계 and 소계 rows, taken out of the table; text.
    units : dict
        Column -> unit, where the file says so.
    titles, footnotes : list of str
        Lines above and below the table.
    done : list of str
        What was recognised and done, in Korean.
    problems : list of Problem
        What was not recognised.
    source : str
        Name of the file.
    """

    table: pd.DataFrame | gpd.GeoDataFrame
    totals: pd.DataFrame
    units: dict[str, str]
    titles: list[str]
    footnotes: list[str]
    done: list[str]
    problems: list[Problem]
    source: str
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def report(self) -> list[str]:
        """Korean sentences: what was done, then what was not recognised, grouped, with lines and remedy."""
        lines = [
            f"{self.source}: {len(self.table):,}줄 {len(self.table.columns)}열을 읽었습니다.",
            *self.done,
        ]
        if not self.problems:
            return [*lines, "알아보지 못한 것: 없음"]
        lines.append(f"알아보지 못한 것 {len(self.problems):,}개(자세한 목록은 .problems):")
        groups: dict[tuple[str, ...], list[Problem]] = {}
        for one in self.problems:
            groups.setdefault((one.column, one.text, one.reason, one.remedy), []).append(one)
        for group in list(groups.values())[:50]:
            lines.append(f"  - {_gathered(group)}")
        if len(groups) > 50:
            lines.append(f"  - … 그 밖에 {len(groups) - 50:,}가지")
        return lines

    def __repr__(self) -> str:
        return "\n".join(self.report)


def _gathered(group: list[Problem]) -> str:
    first = group[0]
    if first.row is None or len(group) == 1:
        return str(first)
    rows = ", ".join(str(one.row) for one in group[:5]) + (" …" if len(group) > 5 else "")
    return f"{rows}째 줄({len(group):,}줄) {first.column} '{first.text}': {first.reason}. → {first.remedy}"
