"""The catalogue: one Korean page of all datasets, with terms, coverage computed from the files, columns and previews."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum import datasets
from curriculum.dataset_text import Description
from curriculum.errors import DsiError
from curriculum.regions import REGIONS

if TYPE_CHECKING:
    import pandas as pd

PREVIEW_ROWS = 5


@dataclass(frozen=True)
class Coverage:
    """Regions that have the same years.

    Attributes
    ----------
    regions : str
        "17개 시도 모두", or the short names.
    years : str
        "2015, 2020" or "1973~2023"; empty for a table without years.
    rows : int
        Rows of these regions.
    """

    regions: str
    years: str
    rows: int


@dataclass(frozen=True)
class TableView:
    """One table as the page shows it."""

    name: str
    title: str
    rows: int
    fields: list[dict[str, Any]]
    coverage: list[Coverage]
    header: list[str]
    preview: list[list[tuple[str, bool]]]
    key: str


@dataclass(frozen=True)
class DatasetView:
    """One dataset as the page shows it."""

    about: Description
    description: str
    licence_path: str
    own: bool
    megabytes: float
    rows: int
    regions: dict[str, bool]
    tables: list[TableView]


def write(out: Path) -> int:
    """Write the page; return how many datasets it shows.

    Raises
    ------
    DsiError
        When the folder does not exist or a dataset is damaged.
    """
    if not out.parent.is_dir():
        raise DsiError(f"{out.parent} 폴더가 없습니다. 먼저 만드세요.")
    shown = [view(name) for name in datasets.names()]
    aside = out.with_name(f".{out.name}.new")
    aside.write_text(render(shown), encoding="utf-8")
    aside.replace(out)
    return len(shown)


def render(shown: list[DatasetView]) -> str:
    """The page as HTML: self-contained, the same bytes for the same datasets."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("catalogue.html").render(shown=shown, regions=REGIONS)


def view(name: str) -> DatasetView:
    """Everything the page says about a dataset, coverage and preview read from its files."""
    package = datasets.package(name)
    tables, present = [], set()
    for resource in package["resources"]:
        coverage, seen = _coverage(name, resource)
        present |= seen
        tables.append(_table(name, resource, coverage))
    size = sum(datasets.path(name, resource["name"]).stat().st_size for resource in package["resources"])
    return DatasetView(
        about=Description(package),
        description=package.get("description", ""),
        licence_path=package["licenses"][0].get("path", ""),
        own=bool(package.get("own")),
        megabytes=size / 1e6,
        rows=sum(resource["rows"] for resource in package["resources"]),
        regions={one.code: one.code in present for one in REGIONS},
        tables=tables,
    )


def _coverage(name: str, resource: dict[str, Any]) -> tuple[list[Coverage], set[str]]:
    """Years of every region, regions with the same years together."""
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    date = next((column for column, type in types.items() if type == "date"), None)
    when = "year" if "year" in types else date
    wanted = [column for column in ("adm1", when) if column and column in types]
    if not wanted:
        return [], set()
    frame = datasets.load(name, resource["name"], columns=wanted)
    if when and when != "year":
        frame["year"] = frame[when].dt.year
    if "adm1" not in frame:
        return [Coverage("지역 구분 없음", _years(frame), len(frame))], set()
    groups: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for code, part in frame.groupby("adm1"):
        years = _years(part)
        groups.setdefault(years, []).append(str(code))
        sizes[years] = sizes.get(years, 0) + len(part)
    known = {one.code: one.short for one in REGIONS}
    found = [
        Coverage(_named(codes, known), years, sizes[years])
        for years, codes in sorted(groups.items(), key=lambda pair: -len(pair[1]))
    ]
    return found, {code for codes in groups.values() for code in codes}


def _named(codes: list[str], known: dict[str, str]) -> str:
    missing = [short for code, short in known.items() if code not in codes]
    if not missing:
        return f"{len(known)}개 시도 모두"
    if len(missing) <= 5:
        return f"{len(codes)}개 시도({'·'.join(missing)} 제외)"
    return "·".join(known.get(code, code) for code in codes)


def _years(frame: pd.DataFrame) -> str:
    """Years as runs: "1973~2023", "2010, 2015, 2020"."""
    if "year" not in frame:
        return ""
    years = sorted({int(year) for year in frame["year"].dropna()})
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(
        f"{run[0]}~{run[-1]}" if len(run) > 2 else ", ".join(str(year) for year in run) for run in runs
    )


def _table(name: str, resource: dict[str, Any], coverage: list[Coverage]) -> TableView:
    fields = resource["schema"]["fields"]
    plain = [field["name"] for field in fields if field["name"] != "geometry"]
    units = {field["name"]: field.get("unit") for field in fields}
    head = _head(name, resource, plain)
    rows = [[_cell(head[column].iloc[row], column) for column in plain] for row in range(len(head))]
    return TableView(
        name=resource["name"],
        title=resource["title"],
        rows=resource["rows"],
        fields=fields,
        coverage=coverage,
        header=[f"{column} ({units[column]})" if units[column] else column for column in plain],
        preview=rows,
        key=", ".join(resource["schema"].get("primaryKey", [])),
    )


def _head(name: str, resource: dict[str, Any], columns: list[str]) -> pd.DataFrame:
    """The first rows, without reading the rest of a large file."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(datasets.path(name, resource["name"]))
    batch = next(file.iter_batches(batch_size=PREVIEW_ROWS, columns=columns), None)
    if batch is None:
        return file.schema_arrow.empty_table().select(columns).to_pandas()
    return batch.to_pandas()


def _cell(value: Any, column: str) -> tuple[str, bool]:
    """A cell as text, and whether it is a number (set to the right)."""
    import pandas as pd

    if pd.isna(value):
        return "빈칸", False
    if isinstance(value, str | bool) or column == "year":
        return {"True": "참", "False": "거짓"}.get(str(value), str(value)), False
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10], False
    number = float(value)
    return (f"{number:,.0f}" if number.is_integer() else f"{number:,.5f}".rstrip("0").rstrip(".")), True
