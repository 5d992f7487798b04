"""The cells before a notebook's first answer, run once for all submissions that begin the same way.

Imports, the region and the data are the course's, the same for everyone, and take most of the time. They are run
once, in a kernel of their own that is forked for each submission afterwards. That gives what running them again
would give, because

- the cells are those of the source notebook, letter for letter, and nothing of the trainee's ran before them;
- random numbers are seeded, and go on from where these cells left them;
- the files they could read are the same: the course's own (nbgrader's ``timestamp.txt`` is not looked at);
- no cell failed, and nothing was left behind that a fork would share or lose: no thread, process, open file, file
  in the scratch folder, timer or task (:mod:`grader.kernels.child` looks).

Where one of these does not hold, the submission is run in the ordinary way.
"""

import hashlib
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from nbformat import NotebookNode
from nbgrader.utils import is_solution

from curriculum.errors import DsiError
from grader.course_cells import ModelAnswers, is_course
from grader.engine import Settings, fresh_key, install, proven
from grader.kernel_run import KernelDeath, Ran, TrunkKernel
from grader.kernels.link import Trunk

_NOT_READ = {"timestamp.txt", "submission_secret.txt"}  # nbgrader's own
_MOST_FILES = 50  # more are not compared


@dataclass
class Opening:
    """A kernel behind the first cells.

    Attributes
    ----------
    trunk : Trunk
        To be forked.
    renewal : str
        With it each branch is given a key of its own: what one of them learns says nothing about another.
    words : dict
        As :func:`grader.engine.install` returns them.
    ran : list of Ran
        What became of the cells.
    """

    trunk: Trunk
    renewal: str
    words: dict[str, str]
    ran: list[Ran]

    @property
    def count(self) -> int:
        """How many cells have been run."""
        return len(self.ran)


class Openings:
    """All openings of a batch; use it in a ``with`` block."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kernels: list[TrunkKernel] = []
        self._found: dict[tuple, Opening | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for kernel in self._kernels:
            kernel.close()

    def of(
        self, cells: list[NotebookNode], answers: ModelAnswers, folder: str | None, settings: Settings
    ) -> Opening | None:
        """The opening of a submission's code cells, if it has one to share.

        Parameters
        ----------
        cells : list of NotebookNode
            The code cells of the mended notebook.
        answers : ModelAnswers
        folder : path or None
            Where the submission's extra files are.
        settings : Settings
        """
        first = next((index for index, cell in enumerate(cells) if is_solution(cell)), len(cells))
        begin = tuple((cell.source, is_course(cell)) for cell in cells[:first])
        files = _files(folder)
        if not first or begin != answers.begin or files is None or files != _files(answers.folder):
            return None
        course = tuple(dict.fromkeys(cell.source for cell in cells if is_course(cell)))
        key = (course, answers, files)
        with self._lock:
            if key not in self._found or _is_dead(self._found[key]):
                self._found[key] = self._run(cells, first, answers, folder, settings)
            return self._found[key]

    def _run(
        self,
        cells: list[NotebookNode],
        first: int,
        answers: ModelAnswers,
        folder: str | None,
        settings: Settings,
    ) -> Opening | None:
        try:
            kernel = TrunkKernel(folder, settings.config, settings.grace)
            self._kernels.append(kernel)
            key, renewal, ran = fresh_key(), f"# {secrets.token_hex(8)} ", []
            words = install(kernel, cells, answers, settings.values, key, renewal)
            for number, cell in enumerate(cells[:first], 2):
                ran.append(kernel.run(words.get(cell.source, cell.source), settings.timeout))
                report = ran[-1].reply.get("dsi")
                if (
                    ran[-1].failed
                    or ran[-1].idles > 1
                    or not proven(report, key, number, cell, ran[-1])
                    or report["found"]
                ):
                    return None
            return Opening(kernel.trunk, renewal, words, ran) if not kernel.rest() else None
        except (KernelDeath, DsiError, RuntimeError):
            return None


def _is_dead(opening: Opening | None) -> bool:
    return opening is not None and not opening.trunk.is_alive()


def _files(folder: str | Path | None) -> tuple | None:
    """What lies beside the notebooks, by name and content; None if it is too much to tell."""
    if folder is None:
        return ()
    found = []
    for path in sorted(Path(folder).rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir() or path.suffix == ".ipynb" or name in _NOT_READ:
            continue
        if len(found) >= _MOST_FILES or path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            found.append((name, hashlib.file_digest(file, "sha256").digest()))
    return tuple(found)
