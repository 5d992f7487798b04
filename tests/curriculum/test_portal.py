"""A portal file has the shape of a download and holds exactly the numbers of the kit."""

import csv
import io

import pandas as pd
import pytest

from curriculum import datasets, portal, regions
from curriculum.errors import DsiError

EVERY_FILE = [(name, year) for name, about in portal.TABLES.items() for year in about.years]


def number(cell: str) -> float | None:
    return {"-": 0, "X": None}[cell] if cell in ("-", "X") else int(cell.replace(",", ""))


def test_the_same_file_is_the_same_bytes_every_time():
    assert portal.portal_csv("부산") == portal.portal_csv("부산광역시")


def test_a_file_is_cp949_and_not_utf8():
    raw = portal.portal_csv("전북", 2020, "population")
    assert raw.decode("cp949").startswith("읍면동별 내국인·외국인 인구 현황")
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


@pytest.mark.parametrize(("name", "columns"), [("housing", 11), ("population", 14)])
def test_the_table_stands_between_title_rows_and_footnotes(name, columns):
    rows = list(csv.reader(io.StringIO(portal.portal_text("세종", 2020, name))))
    assert {len(row) for row in rows} == {columns}
    assert rows[1][1].startswith("단위")
    assert rows[2] == [""] * columns
    assert rows[3][:5] == list(portal.KEYS)
    assert rows[4][:5] == [""] * 5
    assert [row[0][0] for row in rows[-3:]] == ["※"] * 3
    assert all(row[0] == "29" for row in rows[5:-3])
    assert sum(row[4] in ("합계", "소계") for row in rows[5:-3]) == 2


def test_a_sigungu_is_named_in_its_subtotal_row_only_and_its_code_starts_with_zero():
    cells = portal.portal_cells("부산")
    subtotals = cells["읍면동"].isin(["합계", "소계"])
    assert (cells.loc[~subtotals, "시군구"] == "").all()
    assert (cells.loc[subtotals, "시군구"] != "").all()
    assert (cells.loc[subtotals, "읍면동코드"] == "").all()
    assert "010" in set(cells["시군구코드"])


@pytest.mark.parametrize(("name", "year"), EVERY_FILE)
@pytest.mark.parametrize("region", ["부산", "경기", "세종", "전북", "제주"])
def test_every_number_is_the_number_of_the_dataset(region, name, year):
    about = portal.TABLES[name]
    source = datasets.load(about.dataset, about.resource, region=region, year=year).set_index("adm3")
    cells = portal.portal_cells(region, year, name)
    dong = cells[cells["읍면동코드"] != ""]
    dong = dong.set_index(dong["시도코드"] + dong["시군구코드"] + dong["읍면동코드"])
    assert sorted(dong.index) == sorted(source.index)
    for header, column in about.columns.items():
        for code, cell in dong[header].items():
            expected = source.at[code, column]
            if cell in ("-", "X"):
                assert pd.isna(expected), f"{code} {header}: a mark where the dataset has a number"
            else:
                assert number(cell) == expected


@pytest.mark.parametrize("region", regions.REGIONS, ids=str)
def test_a_dash_is_a_true_zero_and_an_x_is_not_provably_one(region):
    cells = portal.portal_cells(region)
    parts = [column for column in cells if column.startswith("주택_") and column != "주택_계"]
    for row in cells[cells["읍면동코드"] != ""].to_dict("records"):
        values = [number(row[part]) for part in parts]
        gap = number(row["주택_계"]) - sum(value or 0 for value in values)
        hidden = values.count(None)
        assert (gap == 0) if hidden == 0 else (0 < gap <= 4 * hidden)


@pytest.mark.parametrize("region", regions.REGIONS, ids=str)
def test_subtotals_hold_the_hidden_values_too(region):
    """The published 시군구 figure lies between the dong that are shown and four more for each X."""
    cells = portal.portal_cells(region)
    columns = [column for column in cells if column.startswith("주택_")]
    total, sums, current, hidden = {}, {}, "", {}
    for row in cells.to_dict("records"):
        if row["읍면동"] == "합계":
            continue
        current = row["시군구"] or current
        for column in columns:
            value = number(row[column])
            if row["읍면동"] == "소계":
                total[current, column] = value
            else:
                sums[current, column] = sums.get((current, column), 0) + (value or 0)
                hidden[current, column] = hidden.get((current, column), 0) + (value is None)
    for key, published in total.items():
        assert 0 <= published - sums[key] <= 4 * hidden[key], key


@pytest.mark.parametrize("region", ["경기", "세종", "전북"])
def test_the_clean_table_says_what_the_file_says(region):
    cells, clean = portal.portal_cells(region), portal.portal_clean(region)
    rows = cells[cells["읍면동코드"] != ""].reset_index(drop=True)
    assert (rows["시도코드"] + rows["시군구코드"] + rows["읍면동코드"]).tolist() == clean["adm3"].tolist()
    assert rows["읍면동"].str.strip().tolist() == clean["읍면동"].tolist()
    assert cells["시군구"].mask(cells["시군구"] == "").ffill()[cells["읍면동코드"] != ""].tolist() == clean["시군구"].tolist()
    for column in clean.columns[3:]:
        values = [None if pd.isna(value) else value for value in clean[column]]
        assert values == [number(cell) for cell in rows[column]]


def test_an_unknown_table_or_year_is_refused_in_korean():
    with pytest.raises(DsiError, match="population, housing 중에서"):
        portal.portal_csv("부산", table="parks")
    with pytest.raises(DsiError, match="2020년만"):
        portal.portal_csv("부산", 2015, "housing")
