"""How much quicker is a region's slice through ``datasets.load`` than the same rows from a CP949 CSV with pandas?

Run ``python benchmarks/datasets.py``. For each table the whole nation is written once as the CSV a portal would hand out;
then one region and year is read both ways, in turn, and the medians are compared. The last line is the geometric mean.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import pandas as pd

from curriculum import datasets

SLICES = [
    ("kr-population-dong", "population", "부산광역시", 2020),
    ("kr-housing-vacancy", "dwellings", "전라북도", 2025),
    ("kr-housing-vacancy", "vacancy", "경상남도", 2020),
    ("kr-regions", "dong_codes", "경기도", 2025),
    ("kr-weather", "daily", "경상남도", 2018),
    ("busan-stores-2023", "stores", "부산광역시", None),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=15)
    repeat = parser.parse_args().repeat
    ratios = []
    print(f"{'table':<34}{'rows':>6}{'load ms':>10}{'csv ms':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        for name, table, region, year in SLICES:
            csv = Path(scratch) / f"{name}-{table}.csv"
            datasets.load(name, table).to_csv(csv, index=False, encoding="cp949")
            quick, slow, rows = compare(name, table, region, year, csv, repeat)
            ratios.append(slow / quick)
            print(
                f"{name + ' ' + table:<34}{rows:>6}{quick * 1e3:>10.1f}{slow * 1e3:>10.1f}{slow / quick:>8.1f}"
            )
    print(f"DATASETS ratio={statistics.geometric_mean(ratios):.1f}")


def compare(
    name: str, table: str, region: str, year: int | None, csv: Path, repeat: int
) -> tuple[float, float, int]:
    kinds = datasets.load(name, table).dtypes
    text = {column: str for column, kind in kinds.items() if isinstance(kind, pd.StringDtype)}
    dates = [column for column, kind in kinds.items() if kind.kind == "M"]
    ours, theirs = [], []
    for _ in range(repeat):
        started = time.perf_counter()
        loaded = datasets.load(name, table, region=region, year=year)
        ours.append(time.perf_counter() - started)
        started = time.perf_counter()
        whole = pd.read_csv(
            csv, encoding="cp949", dtype=text, parse_dates=dates, keep_default_na=False, na_values=""
        )
        wanted = whole["sido"] == region
        if year is not None:
            wanted &= whole["year"] == year
        read = whole[wanted].reset_index(drop=True)
        theirs.append(time.perf_counter() - started)
        pd.testing.assert_frame_equal(loaded, read, check_dtype=False)
    return statistics.median(ours), statistics.median(theirs), len(loaded)


if __name__ == "__main__":
    main()
