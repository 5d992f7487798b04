"""Cells that were moved, doubled, renamed or rewritten: the release decides what a cell is, and says so."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.hostile.case import Case, Change, find, write
from tests.hostile.practicum import (
    ALL,
    RIGHT,
    RIGHT_SHARE,
    RIGHT_TABLE,
    RIGHT_TOTAL,
    TABLE,
    TOTAL,
    WRONG_SHARE,
    WRONG_TABLE,
    WRONG_TOTAL,
)

ONE_WRONG = (WRONG_SHARE, RIGHT_TABLE, RIGHT_TOTAL)
TESTS = ("q01-share-test", "q02-table-test", "q03-total-test")


def delete(*names: str) -> Change:
    def change(nb: NotebookNode) -> None:
        nb.cells = [
            cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in names
        ]

    return change


def duplicate(name: str, source: str | None = None) -> Change:
    def change(nb: NotebookNode) -> None:
        copy = NotebookNode(find(nb, name), id="copy")
        copy.source = copy.source if source is None else source
        nb.cells.append(copy)

    return change


def mark(name: str, **marks: object) -> Change:
    return lambda nb: find(nb, name).metadata.nbgrader.update(marks)


def retype(name: str, kind: str = "markdown") -> Change:
    def change(nb: NotebookNode) -> None:
        cell = find(nb, name)
        cell.cell_type = kind
        cell.pop("outputs"), cell.pop("execution_count")

    return change


def swap_names(one: str, other: str) -> Change:
    def change(nb: NotebookNode) -> None:
        first, second = find(nb, one), find(nb, other)
        first.metadata, second.metadata = second.metadata, first.metadata

    return change


def tests_first(nb: NotebookNode) -> None:
    tests = [find(nb, name) for name in TESTS]
    nb.cells = [*tests, *(cell for cell in nb.cells if cell not in tests)]


def strip_marks(nb: NotebookNode) -> None:
    for cell in nb.cells:
        cell.metadata = NotebookNode()


def invent(nb: NotebookNode) -> None:
    marks = {"grade": True, "solution": False, "locked": False, "task": False, "points": 100}
    cell = new_code_cell("pass")
    cell.metadata["nbgrader"] = NotebookNode(marks, grade_id="q99-gift", schema_version=3, cell_type="code")
    nb.cells.append(cell)


def between(name: str, source: str) -> Change:
    """A cell of the trainee's own in front of a test."""

    def change(nb: NotebookNode) -> None:
        nb.cells.insert(nb.cells.index(find(nb, name)), new_code_cell(source))

    return change


CASES = [
    Case("test-edited", "An edited test is put back.", (*ONE_WRONG, write("q01-share-test", "pass")), score=TABLE + TOTAL, says="q01-share-test"),
    Case("test-weakened", "A test with one letter changed is put back.",
         (*ONE_WRONG, lambda nb: find(nb, "q01-share-test").update(source=find(nb, "q01-share-test").source.replace("12.5", "-1.0"))),
         score=TABLE + TOTAL, says="q01-share-test"),
    Case("test-deleted", "A deleted test is put back.", (*ONE_WRONG, delete("q01-share-test")), score=TABLE + TOTAL, says="q01-share-test"),
    Case("test-all-deleted", "Deleting every test costs and gains nothing.", (*RIGHT, delete(*TESTS)), score=ALL, says="q01-share-test"),
    Case("question-deleted", "A question deleted as a whole earns nothing.", (RIGHT_TABLE, RIGHT_TOTAL, delete("q01-share", "q01-share-test")),
         score=TABLE + TOTAL, says="q01-share"),
    Case("test-doubled", "A second copy of a test counts no second time.", (*ONE_WRONG, duplicate("q02-table-test")), score=TABLE + TOTAL, says="q02-table-test"),
    Case("test-doubled-easy", "A second, easier copy of a test counts for nothing.", (*ONE_WRONG, duplicate("q01-share-test", "pass")),
         score=TABLE + TOTAL, says="q01-share-test"),
    Case("answer-doubled", "A doubled answer is no more than one answer.", (*RIGHT, duplicate("q01-share")), score=ALL, says="q01-share"),
    Case("test-retyped", "A test turned into text is code again.", (*ONE_WRONG, retype("q01-share-test")), score=TABLE + TOTAL, says="q01-share-test"),
    Case("test-raw", "A test turned raw is code again.", (*ONE_WRONG, retype("q01-share-test", "raw")), score=TABLE + TOTAL, says="q01-share-test"),
    Case("answer-retyped", "An answer turned into text is judged as it is: nothing to run.", (RIGHT_TABLE, RIGHT_TOTAL, RIGHT_SHARE, retype("q01-share")),
         score=ALL, says="q01-share", either=False),
    Case("points-claimed", "Points a notebook claims are not the course's points.", (*ONE_WRONG, mark("q03-total-test", points=100)),
         score=TABLE + TOTAL, says="q03-total-test"),
    Case("points-on-answer", "An answer that says it is graded is only an answer.", (*ONE_WRONG, mark("q01-share", grade=True, points=50)),
         score=TABLE + TOTAL, says="q01-share"),
    Case("test-to-manual", "A test that calls itself an answer is a test.", (*ONE_WRONG, mark("q01-share-test", solution=True, locked=False)),
         score=TABLE + TOTAL, says="q01-share-test"),
    Case("question-invented", "A question that was never asked earns nothing.",
         (*ONE_WRONG, invent),
         score=TABLE + TOTAL, says="q99-gift"),
    Case("names-swapped", "A test under another test's name is not that test.",
         (WRONG_SHARE, RIGHT_TABLE, WRONG_TOTAL, swap_names("q02-table-test", "q03-total-test")), score=TABLE, says="q03-total-test"),
    Case("tests-first", "Tests moved in front of the answers are run where they belong, or fail.", (*ONE_WRONG, tests_first),
         score=TABLE + TOTAL, says="q01-share-test", either=False),
    Case("marks-stripped", "A notebook without any marks earns nothing, and the missing cells are named.", (*RIGHT, strip_marks), score=0, says="q01-share"),
    Case("region-changed", "The region is the course's.", (*ONE_WRONG, write("parameters", 'REGION = "세종특별자치시"')), score=TABLE + TOTAL, says="parameters"),
    Case("setup-changed", "Given code is the course's.",
         (WRONG_SHARE, WRONG_TABLE, RIGHT_TOTAL, write("setup", "import math\ntable = 0\nrows_of = lambda frame: 1")), score=TOTAL, says="setup"),
    Case("setup-deleted", "Given code that was deleted is put back.", (*RIGHT, delete("setup", "parameters")), score=ALL, says="setup"),
    Case("cell-between", "A cell slipped in before a test shadows no tool of the test.",
         (WRONG_SHARE, WRONG_TABLE, RIGHT_TOTAL, between("q02-table-test", "class pd:\n    class testing:\n        assert_frame_equal = print\nrows_of = lambda f: 1\nlist = lambda x: ['sigungu', 'population']")),
         score=TOTAL, says="", quiet="names of the trainee's own; the test is lent the course's"),
    Case("test-skipped-magic", "A cell magic that skips what follows skips no test.",
         (WRONG_SHARE, WRONG_TABLE, RIGHT_TOTAL, between("q01-share-test", "from IPython.core.magic import register_cell_magic\nraise KeyboardInterrupt")),
         score=TOTAL, quiet="an interrupted cell of one's own costs nothing and gains nothing"),
]  # fmt: skip
