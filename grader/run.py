"""Run one notebook many times, a little different each time, without a Jupyter kernel.

:func:`run` executes a notebook's code cells in an IPython shell in a forked child. Just before the first cell a
*variant* changes, the child forks again: the variant starts from the very state (memory, random
numbers, files) the reference run had there, so only what differs is executed. Scores are
nbgrader's own (:func:`nbgrader.utils.determine_grade`) on what the cells gave.
"""

import gc
import os
import resource
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.children import Child, ChildDied, Tell
from grader.shell import Outcome, Scratch, cut_network, execute, make_shell, preload

_WALL = 180  # seconds on the clock after which a child that no longer obeys its CPU limit is killed
_MEMORY = 4 << 30  # bytes a variant may take beyond what it started with
_FILE = 1 << 28  # bytes of the largest file it may write


@dataclass(frozen=True)
class Variant:
    """The reference notebook with some cells replaced.

    Attributes
    ----------
    cells : dict of int to str
        New source by index of the cell.
    last : int or None
        Index of the last cell worth running; None runs to the end.
    stop : frozenset of int
        Graded cells of which the first to fail ends the run: the verdict is known.
    cpu : float
        Seconds of processor time a cell may take.
    """

    cells: dict[int, str]
    last: int | None = None
    stop: frozenset[int] = frozenset()
    cpu: float = 60


Outcomes = dict[int, Outcome]


def run(
    nb: NotebookNode, variants: Sequence[Variant] = (), files: Iterable[Path] = (), cpu: float = 60
) -> tuple[Outcomes, list[Outcomes]]:
    """Run `nb` and its variants in a forked child.

    Parameters
    ----------
    nb : NotebookNode
        The reference notebook.
    variants : sequence of Variant
        What else to run.
    files : iterable of Path
        Files laid into the scratch folder first.
    cpu : float
        Seconds of processor time a cell of the reference may take.

    Returns
    -------
    outcomes of the reference, list of outcomes of each variant
        By index of the code cell; cells that were not reached are absent.

    Raises
    ------
    ChildDied
        If the reference run itself ends its process.
    """
    with tempfile.TemporaryDirectory(prefix="dsi-run-") as folder:

        def work(_: Tell) -> tuple[Outcomes, list[Outcomes]]:
            tempfile.tempdir = folder  # removed by the parent, however the child ends
            return run_here(nb, variants, files, cpu)

        return Child(work, group=True).answer(_WALL * (2 + len(variants)))


def run_here(
    nb: NotebookNode,
    variants: Sequence[Variant] = (),
    files: Iterable[Path] = (),
    cpu: float = 60,
    done: Callable[[], None] = lambda: None,
) -> tuple[Outcomes, list[Outcomes]]:
    """As :func:`run`, in this very process, which is spoiled by it; `done` is called after each variant."""
    preload()
    with tempfile.TemporaryDirectory(prefix="dsi-verify-") as folder:
        scratch = Scratch(Path(folder), files)
        shell = make_shell()
        cut_network()
        results: list[Outcomes] = [{} for _ in variants]
        reference: Outcomes = {}
        for index, cell in _code_cells(nb):
            here = [n for n, variant in enumerate(variants) if min(variant.cells) == index]
            if here:
                gc.collect()
                gc.freeze()
                scratch.remember()
            for n in here:
                results[n] = reference | _fork(shell, nb, variants[n], index)
                scratch.restore()
                done()
            reference[index] = execute(shell, cell.source, cpu, careful=True)
        os.chdir("/")
    return reference, results


def scores(nb: NotebookNode, outcomes: Outcomes) -> dict[str, float]:
    """Points of each autograded cell by grade_id, as nbgrader's autograder gives them.

    A graded cell absent from `outcomes` gets no points.
    """
    from nbgrader.utils import determine_grade

    points = {}
    for index, cell in autograded(nb):
        judged = NotebookNode(cell | {"outputs": _outputs(outcomes[index])}) if index in outcomes else None
        try:
            points[cell.metadata.nbgrader.grade_id] = determine_grade(judged)[0] if judged else 0.0
        except ValueError:  # partial credit above the cell's points stops nbgrader: never right
            points[cell.metadata.nbgrader.grade_id] = 0.0
    return points


def autograded(nb: NotebookNode) -> list[tuple[int, NotebookNode]]:
    """The test cells of `nb`: code, graded, not an answer."""
    marks = ((index, cell, cell.metadata.get("nbgrader", {})) for index, cell in _code_cells(nb))
    return [(index, cell) for index, cell, mark in marks if mark.get("grade") and not mark.get("solution")]


def tests_of(nb: NotebookNode, question: str) -> list[int]:
    """Indices of the test cells of a question (``q02``)."""
    return [i for i, cell in autograded(nb) if cell.metadata.nbgrader.grade_id.partition("-")[0] == question]


def _code_cells(nb: NotebookNode) -> list[tuple[int, NotebookNode]]:
    return [(index, cell) for index, cell in enumerate(nb.cells) if cell.cell_type == "code"]


def _outputs(outcome: Outcome) -> list[NotebookNode]:
    outputs = []
    if outcome.stderr:
        outputs.append(new_output("stream", name="stderr", text=outcome.stderr))
    if outcome.error:
        outputs.append(new_output("error", ename=outcome.error, evalue="", traceback=[]))
    if outcome.value is not None:
        outputs.append(new_output("execute_result", data={"text/plain": outcome.value}))
    return outputs


def _fork(shell: Any, nb: NotebookNode, variant: Variant, start: int) -> Outcomes:
    """Run `variant` from cell `start` in a child; a child that dies leaves what it told so far."""
    end = len(nb.cells) if variant.last is None else variant.last + 1

    def work(tell: Tell) -> None:
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + _MEMORY, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE, resource.RLIM_INFINITY))
        for index, cell in _code_cells(nb):
            if start <= index < end:
                graded = cell.metadata.get("nbgrader", {}).get("grade", False)
                outcome = execute(shell, variant.cells.get(index, cell.source), variant.cpu, careful=graded)
                tell((index, outcome))
                if index in variant.stop and (outcome.error or outcome.stderr):
                    return

    child, outcomes, finished = Child(work), {}, False
    try:
        while not finished:
            if not child.inbox.poll(_WALL):
                break
            finished, told = child.receive()
            if not finished:
                outcomes[told[0]] = told[1]
    except ChildDied:
        pass
    finally:
        child.kill()
    return outcomes
