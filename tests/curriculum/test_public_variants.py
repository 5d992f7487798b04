"""The same known table in many shapes at once (encoding, titles, header rows, names or codes, marks), and damaged files."""

import csv
import io
import json
import random
import zipfile

import openpyxl
import pytest

from curriculum import datasets
from curriculum.datasets import read_public
from curriculum.errors import DsiError
from curriculum.regions import REGIONS

SHORT = {one.code: one.short for one in REGIONS}
SIGUNGU = datasets.load("kr-regions", "sigungu").query("adm1 != '29'")
FORMS = {
    "two columns": lambda part: {"시도명": part["sido"], "시군구명": part["name"]},
    "full name": lambda part: {"행정구역": part["name_full"]},
    "short name": lambda part: {"지역": part["adm1"].map(SHORT) + " " + part["name"]},
    "no spaces": lambda part: {"지역명": part["name_full"].str.replace(" ", "")},
    "name of today": lambda part: {"지자체명": part["name_current"]},
    "with code": lambda part: {"행정구역": part["name_full"] + "  (" + part["admin_current"] + "00000)"},
    "admin 5": lambda part: {"시군구코드": part["admin_current"]},
    "admin 10": lambda part: {"법정동코드": part["admin_2020"] + "00000"},
    "sgis 5": lambda part: {"행정구역코드": part["adm2"]},
    "code and name": lambda part: {"시군구코드": part["admin_2020"], "시군구명": part["name"]},
}


def shown(value, chance):
    if value is None:
        return chance.choice(["-", "X", "…", ""])
    return f"{value:,}" if isinstance(value, int) and chance.random() < 0.5 else str(value)


def made(form, seed):
    """A table, the text of its cells in a random shape, and how many columns name the place."""
    chance = random.Random(f"{form} {seed}")
    part = SIGUNGU.sample(chance.randint(3, 30), random_state=chance.randint(0, 9999)).reset_index(drop=True)
    keys = FORMS[form](part)
    values = {
        f"값{number}": [
            None
            if chance.random() < 0.08
            else chance.randint(0, 10**6)
            if number % 2
            else round(chance.random(), 3)
            for _ in range(len(part))
        ]
        for number in range(1, chance.randint(2, 5))
    }
    for column in values.values():
        column[-1] = 7
    stacked = chance.random() < 0.4
    width = len(keys) + len(values)
    rows = []
    if chance.random() < 0.5:
        rows.append(["2023년 지역별 현황"])
    if chance.random() < 0.4:
        rows.append(["기준일: 2023-12-31", *[""] * (width - 2), "(단위: 명)"])
    if chance.random() < 0.3:
        rows.append([])
    if stacked:
        rows += [[*keys, "현황"], [""] * len(keys) + list(values)]
    else:
        rows.append([*keys, *values])
    if chance.random() < 0.3:
        rows.append([""] * len(keys) + ["(명)"] * len(values))
    if chance.random() < 0.4 and "코드" not in next(iter(keys)):
        rows.append(["합계", *[""] * (len(keys) - 1), *["99"] * len(values)])
    for row in range(len(part)):
        cells = [column.iloc[row] for column in keys.values()]
        rows.append(cells + [shown(column[row], chance) for column in values.values()])
    if chance.random() < 0.4:
        rows.append(["※ 자료: 통계청"])
    rows = [row + [""] * (width - len(row)) for row in rows]
    return (
        part,
        {f"현황_{name}" if stacked else name: column for name, column in values.items()},
        rows,
        chance,
    )


def written(rows, chance, folder):
    if chance.random() < 0.3:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(folder / "표.xlsx")
        return folder / "표.xlsx"
    out = io.StringIO()
    csv.writer(
        out, delimiter=chance.choice(",,\t;"), quoting=chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    ).writerows(rows)
    codec = chance.choice(["cp949", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
    (folder / "표.csv").write_bytes(out.getvalue().encode(codec))
    return folder / "표.csv"


@pytest.mark.parametrize("form", FORMS)
def test_places_and_values_come_out_of_every_shape(form, tmp_path):
    for seed in range(8):
        part, values, rows, chance = made(form, seed)
        found = read_public(written(rows, chance, tmp_path))
        assert found.table["adm2"].tolist() == part["adm2"].tolist(), rows[:8]
        for name, column in values.items():
            assert found.table[name].astype(float).fillna(-1).tolist() == [
                -1 if one is None else one for one in column
            ], rows[:8]
        assert [one for one in found.problems if "코드 체계" not in one.remedy] == []


def damaged(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice([1, 3, 20])):
        place = chance.randrange(len(data))
        if chance.random() < 0.5:
            data[place] = chance.randrange(256)
        else:
            del data[place : place + chance.randrange(1, 40)]
        data = data or bytearray(b"x")
    return bytes(data)


@pytest.mark.parametrize("name", ["표.csv", "표.xlsx", "표.json", "표.geojson", "표.zip"])
def test_a_damaged_file_is_read_or_refused_but_never_breaks(name, tmp_path):
    _, _, rows, _ = made("two columns", 1)
    text = "\n".join(",".join(row) for row in rows).encode("cp949")
    book, archive = io.BytesIO(), io.BytesIO()
    page = openpyxl.Workbook()
    for row in rows:
        page.active.append(row)
    page.save(book)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("표.csv", text)
    point = {
        "type": "Feature",
        "properties": {"a": 1},
        "geometry": {"type": "Point", "coordinates": [129, 35]},
    }
    whole = {
        "표.csv": text,
        "표.xlsx": book.getvalue(),
        "표.json": json.dumps({"data": [{"시군구": "부산 중구", "수": 1}]}).encode(),
        "표.geojson": json.dumps({"type": "FeatureCollection", "features": [point]}).encode(),
        "표.zip": archive.getvalue(),
    }[name]
    chance, refusals = random.Random(name), []
    for _ in range(40):
        (tmp_path / name).write_bytes(damaged(whole, chance))
        try:
            read_public(tmp_path / name)
        except DsiError as refused:
            refusals.append(str(refused))
    assert all(any(word in one for word in (name, "표.csv", "도형")) for one in refusals)
