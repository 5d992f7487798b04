"""The questions of a practicum as the trainee knows them: by number and title, answered or still empty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode

from curriculum.notebook import CODE_STUB, TEXT_STUB

_NUMBER = re.compile(r"q0*(\d+)-")
_HEADING = re.compile(r"^#+ *문제 *(\d+)\. *(.+?)\s*(?:\([^()]*\))?\s*$")
_STOP = CODE_STUB.splitlines()[-1]


@dataclass(frozen=True)
class Question:
    """One question: its answer cells and the cells that carry its points."""

    number: int
    title: str
    empty: bool
    written: bool
    cells: tuple[str, ...]

    @property
    def label(self) -> str:
        """The question as the notebook's heading has it."""
        return f"문제 {self.number}. {self.title}" if self.title else f"문제 {self.number}"


def questions(nb: NotebookNode) -> list[Question]:
    """The questions of a trainee's practicum, in order."""
    titles = dict(_titles(nb))
    cells: dict[int, list[NotebookNode]] = {}
    for cell in nb.cells:
        if (number := question_of(_mark(cell).get("grade_id", ""))) is not None:
            cells.setdefault(number, []).append(cell)
    found = []
    for number, own in sorted(cells.items()):
        answers = [cell for cell in own if _mark(cell).get("solution")]
        found.append(
            Question(
                number,
                titles.get(number, ""),
                any(is_empty(cell) for cell in answers),
                any(_mark(cell).get("grade") for cell in answers),
                tuple(_mark(cell)["grade_id"] for cell in own),
            )
        )
    return found


def question_of(grade_id: str) -> int | None:
    """Number of the question a marked cell belongs to; None for the cells around them."""
    found = _NUMBER.match(str(grade_id))
    return int(found[1]) if found else None


def is_empty(cell: NotebookNode) -> bool:
    """Whether an answer cell is still as it was handed out, or blank."""
    if cell.cell_type == "code":
        lines = [line.strip() for line in cell.source.splitlines()]
        return _STOP in lines or all(not line or line.startswith("#") for line in lines)
    return not cell.source.strip() or TEXT_STUB in cell.source


def _titles(nb: NotebookNode) -> Iterator[tuple[int, str]]:
    for cell in nb.cells:
        if cell.cell_type == "markdown" and not _mark(cell):
            for line in cell.source.splitlines():
                if found := _HEADING.match(line):
                    yield int(found[1]), found[2]


def _mark(cell: NotebookNode) -> dict:
    mark = cell.metadata.get("nbgrader")
    return mark if isinstance(mark, dict) else {}
