"""The practicum everyone hands in: a function, a table and a number, worth 1, 2 and 4 points, and a text worth 8.

The sum of the points tells which questions counted.
"""

from nbformat import NotebookNode

from tests import cells
from tests.hostile.case import Change, write

MODULE = "01-aged"
NOTEBOOK = "과제"
SHARE, TABLE, TOTAL, ADVICE = 1, 2, 4, 8
ALL = SHARE + TABLE + TOTAL

SETUP = """\
import math
import numpy as np
import pandas as pd
from curriculum import datasets

table = datasets.load("kr-population-dong", region=REGION, year=2020)

def rows_of(frame):
    return frame.sort_values("sigungu").reset_index(drop=True).values.tolist()
"""


def practicum() -> NotebookNode:
    """The source notebook, solutions and hidden tests in it."""
    setup = cells.code(SETUP)
    setup.metadata["nbgrader"] = NotebookNode(
        grade_id="setup", grade=False, locked=True, solution=False, task=False, schema_version=3
    )
    return cells.notebook(
        cells.prose("# 인구를 살펴봅니다"),
        cells.parameters(),
        setup,
        cells.prose("## 문제 1. 비율 (1점)"),
        cells.answer(
            "q01-share", "return round(part / whole * 100, 1) if whole else None", "def share(part, whole):"
        ),
        cells.check(
            "q01-share-test",
            'assert share(25, 200) == 12.5, "100을 곱했는지 보세요."',
            'assert share(0, 0) is None, "전체가 0일 때를 보세요."\n'
            'assert math.isclose(share(8485, 200), 4242.5), "큰 값을 확인하세요."',
            SHARE,
        ),
        cells.prose("## 문제 2. 시군구마다 더하기 (2점)"),
        cells.answer("q02-table", 'people = table.groupby("sigungu", as_index=False)[["population"]].sum()'),
        cells.check(
            "q02-table-test",
            'assert list(people.columns) == ["sigungu", "population"], "열 이름을 보세요."',
            'expected = datasets.load("kr-population-dong", region=REGION, year=2020)\n'
            'expected = expected.groupby("sigungu", as_index=False)[["population"]].sum()\n'
            "pd.testing.assert_frame_equal(people, expected)\n"
            'assert rows_of(people) == rows_of(expected), "합을 확인하세요."',
            TABLE,
        ),
        cells.prose("## 문제 3. 모두 더하기 (4점)"),
        cells.answer("q03-total", 'total = int(table["population"].sum())'),
        cells.check(
            "q03-total-test",
            'assert isinstance(total, int), "정수로 답하세요."',
            'found = datasets.load("kr-population-dong", region=REGION, year=2020)["population"].sum()\n'
            'assert total == found, "모두 더했는지 보세요."\n'
            "np.testing.assert_equal(total, int(found))",
            TOTAL,
        ),
        cells.prose("## 문제 4. 제안 (8점, 직접 채점)"),
        cells.written("q04-advice", points=ADVICE),
    )


def share(source: str) -> Change:
    """Answer question 1."""
    return write("q01-share", source)


def people(source: str) -> Change:
    """Answer question 2."""
    return write("q02-table", source)


def total(source: str) -> Change:
    """Answer question 3."""
    return write("q03-total", source)


RIGHT_SHARE = share("def share(part, whole):\n    return round(part / whole * 100, 1) if whole else None")
WRONG_SHARE = share("def share(part, whole):\n    return -1.0")
RIGHT_TABLE = people('people = table.groupby("sigungu", as_index=False)[["population"]].sum()')
WRONG_TABLE = people('people = pd.DataFrame({"sigungu": ["중구"], "population": [1]})')
RIGHT_TOTAL = total('total = int(table["population"].sum())')
WRONG_TOTAL = total("total = 7")
ADVICE_TEXT = write("q04-advice", "경로당을 늘리자고 제안합니다.")
RIGHT = (RIGHT_SHARE, RIGHT_TABLE, RIGHT_TOTAL, ADVICE_TEXT)
