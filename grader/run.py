"""Run one notebook many times, a little different each time, without a Jupyter kernel.

:func:`run` executes a notebook's code cells in an IPython shell in a forked child. Just before the first cell a
*variant* changes, the child forks again: the variant starts from the very state (memory, random
numbers, files) the reference run had there, so only what differs is executed. Scores are
nbgrader's own (:func:`nbgrader.utils.determine_grade`) on what the cells gave.
"""

import gc
import io
import os
import resource
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.children import Child, ChildDied

_WALL = 180  # seconds on the clock after which a child that no longer obeys its CPU limit is killed
_MEMORY = 4 << 30  # bytes a variant may take beyond what it started with
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


@dataclass(frozen=True)
class Outcome:
    """What one code cell did.

    Attributes
    ----------
    error : str or None
        ``"Name: message"`` of the exception, or None.
    stderr : str
        What it wrote to stderr (nbgrader gives 0 points for any).
    value : str or None
        ``repr`` of a bare last value (nbgrader may read it as partial credit).
    """

    error: str | None = None
    stderr: str = ""
    value: str | None = None

    @property
    def trouble(self) -> str:
        """One line saying why a test cell lost points; empty when it did not."""
        lines = (self.error or self.stderr).strip().splitlines()
        return lines[0] if lines else ""


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


class CellTimeout(BaseException):
    """A cell used up its processor time."""


def preload() -> None:
    """Import what notebooks import, once, in the parent: forked children share it."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    import folium  # noqa: F401
    import geopandas  # noqa: F401
    import mapclassify  # noqa: F401
    import matplotlib.pyplot
    import pyarrow.parquet
    from IPython.core.interactiveshell import InteractiveShell  # noqa: F401

    matplotlib.use("Agg")
    # A child forked while another thread holds a lock would wait for ever: keep arrow to one thread.
    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)


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
    child = Child(lambda _: run_here(nb, variants, files, cpu), group=True)
    return child.answer(_WALL * (2 + len(variants)))


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
        scratch = _Scratch(Path(folder), files)
        shell = _shell()
        _cut_network()
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
            reference[index] = _execute(shell, cell.source, cpu, careful=True)
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

    def work(tell: Callable[[Any], None]) -> None:
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + _MEMORY, resource.RLIM_INFINITY))
        for index, cell in _code_cells(nb):
            if start <= index < end:
                graded = cell.metadata.get("nbgrader", {}).get("grade", False)
                outcome = _execute(shell, variant.cells.get(index, cell.source), variant.cpu, careful=graded)
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


def _execute(shell: Any, source: str, cpu: float, careful: bool) -> Outcome:
    """Run one cell, then close the figures it left open as a kernel does.

    Without `careful` its last value and its figures are not shown: what that might print
    counts in graded cells only.
    """

    def out_of_time(*_: Any) -> NoReturn:
        raise CellTimeout(f"{cpu:.0f}초 안에 끝나지 않았습니다")

    shell.errors.clear()
    os.ftruncate(2, 0)
    os.lseek(2, 0, os.SEEK_SET)
    signal.signal(signal.SIGPROF, out_of_time)
    signal.setitimer(signal.ITIMER_PROF, cpu, 1)  # again each second, should the first be swallowed
    shell.display_formatter.active_types = shell.display_formatter.format_types if careful else []
    value = None
    try:
        result = shell.run_cell(source, store_history=False)  # history formats each traceback: slow
        if careful and result.result is not None and not source.rstrip().endswith(";"):
            value = repr(result.result)
        _close_figures(shell, careful)
    except (CellTimeout, Exception) as error:  # noqa: BLE001  # a repr or a late time-out
        shell.errors.append(_describe(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    sys.stdout.flush()
    sys.stderr.flush()
    size = os.lseek(2, 0, os.SEEK_END)
    stderr = os.pread(2, min(size, 4000), 0).decode("utf-8", "replace")
    return Outcome(shell.errors[0] if shell.errors else None, stderr, value)


def _close_figures(shell: Any, careful: bool) -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or not pyplot.get_fignums():
        return
    try:
        if careful:
            for number in pyplot.get_fignums():
                pyplot.figure(number).savefig(io.BytesIO(), format="png", bbox_inches="tight")
    except Exception as error:  # noqa: BLE001  # whatever drawing raises, a kernel would show
        shell.errors.append(_describe(error))
    pyplot.close("all")


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _shell() -> Any:
    """Make a shell whose errors are noted, not printed, and whose output goes nowhere."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Shell(InteractiveShell):
        errors: list[str]

        def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
            self.errors.append(_describe(self._get_exc_info(exc_tuple)[1]))

        def showsyntaxerror(self, *_: Any, **__: Any) -> None:
            self.errors.append(_describe(self._get_exc_info()[1]))

    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.dup2(os.memfd_create("stderr"), 2)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False))
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8", write_through=True)
    warnings.showwarning = _warn
    shell = Shell.instance(config=Config(HistoryManager={"enabled": False}))
    shell.errors = []
    return shell


def _warn(message: Any, category: type[Warning], filename: str, lineno: int, *_: Any) -> None:
    """Show a warning as a kernel does, whatever the parent (a test runner, say) does with its own."""
    sys.stderr.write(warnings.formatwarning(message, category, filename, lineno))


def _cut_network() -> None:
    """Refuse every connection that would leave the machine: lessons and tests must not need one."""
    import socket

    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            raise OSError("수업과 실습은 인터넷 없이 돌아야 합니다.")
        connect(self, address)

    socket.socket.connect = guarded


class _Scratch:
    """The folder the cells work in, put back after each variant as the reference run left it."""

    def __init__(self, root: Path, files: Iterable[Path]) -> None:
        self.live, self.copy = root / "live", root / "copy"
        (self.live / "work").mkdir(parents=True)
        (self.live / "tmp").mkdir()
        for file in files:
            shutil.copy2(file, self.live / "work")
        tempfile.tempdir = str(self.live / "tmp")
        os.chdir(self.live / "work")

    def remember(self) -> None:
        """Keep a copy of the folder as it is."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.live, self.copy, symlinks=True)
        self.before = self._state()

    def restore(self) -> None:
        """Undo what a variant did to the folder. Its two sub-folders stay: they are in use."""
        if self._state() == self.before:
            return
        for name in ("work", "tmp"):
            (self.live / name).mkdir(exist_ok=True)
            for path in (self.live / name).iterdir():
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        shutil.copytree(self.copy, self.live, symlinks=True, dirs_exist_ok=True)
        self.before = self._state()

    def _state(self) -> list[tuple[str, int, int]]:
        paths = sorted(path for name in ("work", "tmp") for path in (self.live / name).rglob("*"))
        return [(str(path), (info := path.lstat()).st_mtime_ns, info.st_size) for path in paths]
