"""An IPython shell in this process that runs a cell as a Jupyter kernel would, but says only how it ended."""

import io
import os
import shutil
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

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


class CellTimeout(BaseException):
    """A cell used up its processor time."""


def preload() -> None:
    """Import what notebooks import, once, in the parent: forked children share it."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    import folium  # noqa: F401
    import geopandas  # noqa: F401
    import ipywidgets  # noqa: F401
    import mapclassify  # noqa: F401
    import matplotlib.pyplot
    import pyarrow.parquet
    from IPython.core.interactiveshell import InteractiveShell  # noqa: F401

    matplotlib.use("Agg")
    # A child forked while another thread holds a lock would wait for ever: keep arrow to one thread.
    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)


def execute(shell: Any, source: str, cpu: float, careful: bool) -> Outcome:
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


def make_shell() -> Any:
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


def cut_network() -> None:
    """Refuse every connection that would leave the machine: lessons and tests must not need one."""
    import socket

    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            raise OSError("수업과 실습은 인터넷 없이 돌아야 합니다.")
        connect(self, address)

    socket.socket.connect = guarded


class Scratch:
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
