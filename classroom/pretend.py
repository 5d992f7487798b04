"""Trainees' work for the demo class, made from the notebook they really fetched."""

import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

from curriculum import notebook
from curriculum.catalog import Module
from grader import answers

_QUIET = Config({"KernelManager": {"transport_encryption": "required"}})  # a kernel without it warns on the screen
_MARKS = re.compile(r"^\s*### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)
_HIDDEN = re.compile(r"^\s*### BEGIN (HIDDEN TESTS|MARK SCHEME)\n.*?^\s*### END \1\n?", re.MULTILINE | re.DOTALL)


def solve(path: Path, module: Module) -> None:
    """Answer every question of the fetched notebook as the master does."""
    _fill(path, _reference(module))


def solve_with_mistakes(path: Path, module: Module, mistakes: int = 2) -> None:
    """Answer as :func:`solve`, but the first `mistakes` questions as the author's wrong answers do."""
    cells = _reference(module)
    wrong: dict[str, str] = {}
    for answer in answers.read(module.answers):
        if answer.verdict == "wrong" and not answer.without and not answer.only:
            wrong.setdefault(answer.grade_id, answer.source)
    _fill(path, cells | dict(list(wrong.items())[:mistakes]))


def solve_and_run(path: Path, module: Module) -> None:
    """Answer as :func:`solve`, then run the notebook as "run all cells" does.

    Running a capstone fills in the project card beside it.
    """
    solve(path, module)
    nb = nbformat.read(path, as_version=4)
    NotebookClient(nb, timeout=300, resources={"metadata": {"path": str(path.parent)}}, config=_QUIET).execute()
    nbformat.write(nb, path)


def leave_blank(path: Path, module: Module) -> None:
    """Hand in the notebook as it was fetched."""


def damage(path: Path, module: Module) -> None:  # noqa: ARG001
    """Cut the file off in the middle, as a full disk or a broken download does."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2], encoding="utf-8")


def _reference(module: Module) -> dict[str, str]:
    master = notebook.read(module.practicum)
    marks = ((cell, cell.metadata.get("nbgrader", {})) for cell in master.cells)
    return {mark["grade_id"]: _MARKS.sub("", _HIDDEN.sub("", cell.source)) for cell, mark in marks if mark.get("solution")}


def _fill(path: Path, cells: dict[str, str]) -> None:
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        cell.source = cells.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    nbformat.write(nb, path)
