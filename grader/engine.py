"""Run a submission's notebook: every cell gets its chance, and only what it did itself counts against it."""

import contextlib
import copy
import hmac
import json
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_solution
from traitlets.config import Config

from curriculum.errors import DsiError
from grader.course_cells import ModelAnswers, imports, is_course, is_test
from grader.course_config import TIMEOUT_ERROR
from grader.judge.digest import digest
from grader.kernel_run import Kernel, KernelDeath, Ran
from grader.kernels.provisioner import REASONS

if TYPE_CHECKING:
    from grader.opening import Opening, Openings

DEAD_ERROR, TAMPER_ERROR = "DeadKernelError", "TamperError"
_DEATHS = 6  # of one submission; after that the rest of its cells is not tried any more
_WHOLE = 8  # times the limit of one cell: the limit of a submission

_SAID = {
    **REASONS,
    "exit": "커널을 끄는 코드가 있습니다. 이 셀을 빼고 나머지를 채점했습니다.",
    "deaf": "끝나지 않는 코드가 중단 신호에도 멈추지 않았습니다. 이 셀을 빼고 나머지를 채점했습니다.",
    "lost": "실행하던 커널이 거듭 사라졌습니다. 이 셀을 빼고 나머지를 채점했습니다.",
    "proof": "채점 장치를 건드리는 코드가 있습니다. 이 셀을 빼고 나머지를 채점했습니다.",
    "timeout": "제한 시간 안에 끝나지 않아 멈췄습니다.",
    "over": "커널이 여러 번 꺼졌거나 시간을 너무 많이 써서, 여기서부터는 실행하지 않았습니다.",
    "package": "채점에 쓰는 함수나 값을 바꾸었습니다({0}). 되돌리고 채점했습니다.",
    "shell": "다른 셀이 실행되는 방식을 바꾸었습니다({0}). 되돌리고 채점했습니다.",
    "name": "문제에서 준 함수를 바꾸었습니다({0}). 되돌리고 채점했습니다.",
    "equal": "무엇과 견주어도 맞다고 답하는 객체를 만들었습니다({0}). 그 기능을 없애고 채점했습니다.",
}


@dataclass(frozen=True)
class Settings:
    """How to run; the same for every submission of a course.

    Attributes
    ----------
    timeout : float
        Seconds for one cell.
    grace : float
        Seconds an interrupted cell has to stop.
    values : bool
        Whether tables the course defined are kept for its tests as they were.
    config : Config
        Holds the sandbox's limits.
    openings : Openings, optional
        Where the cells before the first answer have been run for all submissions.
    """

    timeout: float = 60
    grace: float = 5
    values: bool = False
    config: Config = field(default_factory=Config)
    openings: "Openings | None" = None


class Run:
    """One notebook's run; :meth:`go` fills in the outputs of its code cells.

    Parameters
    ----------
    nb : NotebookNode
        With the course's cells restored.
    folder : path or None
        Where the submission's extra files are.
    answers : ModelAnswers
    settings : Settings
    """

    def __init__(
        self, nb: NotebookNode, folder: str | None, answers: ModelAnswers, settings: Settings
    ) -> None:
        self.nb, self.folder, self.answers, self.settings = nb, folder, answers, settings
        self.flags: list[str] = []
        self._places = {id(cell): number for number, cell in enumerate(nb.cells, 1)}
        self._cells = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        self._skipped: set[int] = set()  # indices of cells that ended a kernel
        self._forgiven: set[int] = set()  # cells whose kernel was lost once
        self._left = 0.0  # seconds for the rest of the cells
        self._opening: Opening | None = None
        self._key = ""

    def go(self) -> list[str]:
        """Run all cells; returns what the instructor should know."""
        self._left = _WHOLE * self.settings.timeout
        done, deaths = 0, 0
        if self.settings.openings:
            self._opening = self.settings.openings.of(self._cells, self.answers, self.folder, self.settings)
        while done < len(self._cells):
            try:
                with self._kernel() as kernel:
                    done = self._through(kernel, done)
            except _Ended as end:
                done = end.index
                if end.reason == "lost" and done not in self._forgiven:
                    self._forgiven.add(done)
                    continue
                self._skip(done, end.reason)
                done, deaths = max(done, end.done) + (done >= end.done), deaths + 1
                if deaths >= _DEATHS or end.reason == "over":
                    self._give_up(done)
                    break
        return self.flags

    def _through(self, kernel: Kernel, done: int) -> int:
        """Run the cells from the first; those before `done` only for what they leave behind."""
        tainted, number = False, 1
        key = self._key
        if self._opening:
            words = self._opening.words
            done = max(done, self._open())
            number += self._opening.count + 1
        else:
            words = install(kernel, self._cells, self.answers, self.settings.values, key)
        for index, cell in enumerate(self._cells):
            if is_solution(cell):
                tainted = False
            if index in self._skipped or (self._opening and index < self._opening.count):
                continue
            number += 1
            if self._left <= 0:
                raise _Ended("over", index, done)
            try:
                asked = words.get(cell.source, cell.source) if is_course(cell) else cell.source
                ran = kernel.run(asked, min(self.settings.timeout, self._left))
                self._left -= ran.seconds
                if is_test(cell) or not is_course(cell):
                    kernel.look(ran)
            except KernelDeath as death:
                raise _Ended(death.reason, index, done) from death
            report = ran.reply.get("dsi")
            if not proven(report, key, number, cell, ran):
                raise _Ended("proof", index, done)
            if index >= done:
                tampered = self._note(cell, report["found"], ran)
                self._keep(cell, ran, tampered or (tainted and is_test(cell)))
            else:
                tampered = bool(report["found"])
            tainted = tainted or tampered
        return len(self._cells)

    def _kernel(self) -> Kernel:
        """A kernel in which the opening has been run, if there is one."""
        settings, self._key = self.settings, fresh_key()
        if self._opening:
            with contextlib.suppress(DsiError, KernelDeath), contextlib.ExitStack() as ending:
                kernel = Kernel(self.folder, settings.config, settings.grace, self._opening.trunk)
                ending.callback(kernel.close)
                if renewed(kernel, self._opening, self._key):
                    ending.pop_all()
                    return kernel
            # It is gone, as when the zygote was killed.
            self._opening = None
        return Kernel(self.folder, settings.config, settings.grace)

    def _open(self) -> int:
        """Take over what the opening showed; returns how many cells that were."""
        for cell, ran in zip(self._cells, self._opening.ran, strict=False):
            self._keep(cell, copy.deepcopy(ran), False)
            self._left -= ran.seconds
        return self._opening.count

    def _note(self, cell: NotebookNode, found: list[str], ran: Ran) -> bool:
        """Write down what a cell did wrong; whether it tampered."""
        if ran.timed_out:
            self._flag(cell, "timeout")
        if ran.idles > 1:
            found = [*found, "shell messages"]
        for kind in dict.fromkeys(str(each).partition(" ")[0] for each in found):
            what = [str(each).partition(" ")[2] for each in found if str(each).startswith(f"{kind} ")]
            self._flag(cell, kind, ", ".join(_plain(each) for each in what[:3]))
        return bool(found)

    def _keep(self, cell: NotebookNode, ran: Ran, tampered: bool) -> None:
        cell.outputs, cell.execution_count = ran.outputs, ran.count
        reply = ran.reply
        if ran.timed_out:
            cell.outputs.append(_error(TIMEOUT_ERROR, _SAID["timeout"]))
        elif reply.get("status") == "error" and not any(
            output.output_type == "error" and output.ename == reply.get("ename") for output in cell.outputs
        ):
            traceback = [str(line) for line in reply.get("traceback") or ["오류가 났습니다."]]
            cell.outputs.append(
                new_output(
                    "error",
                    ename=str(reply.get("ename")),
                    evalue=str(reply.get("evalue")),
                    traceback=traceback,
                )
            )
        if is_test(cell):
            if not ran.failed:
                cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
            if tampered:
                cell.outputs.append(
                    _error(TAMPER_ERROR, "채점 방법을 바꾸는 코드가 있어 점수를 주지 않았습니다.")
                )

    def _skip(self, index: int, reason: str) -> None:
        cell = self._cells[index]
        self._skipped.add(index)
        self._flag(cell, reason)
        name = TAMPER_ERROR if reason == "proof" else DEAD_ERROR
        cell.outputs, cell.execution_count = [_error(name, _SAID[reason])], None

    def _give_up(self, done: int) -> None:
        for cell in self._cells[done:]:
            cell.outputs, cell.execution_count = [_error(DEAD_ERROR, _SAID["over"])], None

    def _flag(self, cell: NotebookNode, kind: str, what: str = "") -> None:
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or f"{self._places[id(cell)]}번째 셀"
        said = _SAID.get(kind, _SAID["proof"]).format(what)
        if (flag := f"{name}: {said}") not in self.flags:
            self.flags.append(flag)


def fresh_key() -> str:
    """What one kernel's judge signs its reports with, and no other's."""
    return secrets.token_hex(16)


def install(
    kernel: Kernel, cells: list[NotebookNode], answers: ModelAnswers, values: bool, key: str, renewal: str = ""
) -> dict[str, str]:
    """Put the judge into a kernel; returns the words by which the course's cells are asked for."""
    words = {cell.source: f"# {secrets.token_hex(8)}" for cell in cells if is_course(cell)}
    names = None if answers.names is None else sorted(answers.names)
    course = {word: source for source, word in words.items()}
    tests = [words[cell.source] for cell in cells if is_test(cell)]
    given = json.dumps([key, course, tests, names, sorted(answers.shown), values, imports(list(words)), renewal])
    code = f"__import__('grader.judge.inside').judge.inside.install(*__import__('json').loads({given!r}))"
    ran = kernel.run(code, 60, silent=True)
    if ran.failed:
        raise RuntimeError(f"judge: {ran.reply.get('ename')}: {ran.reply.get('evalue')}")
    kernel.run("pass", 60, silent=True)  # what the kernel remembers of its last request is nothing secret now
    return words


def renewed(kernel: Kernel, opening: "Opening", key: str) -> bool:
    """Give the judge of a fork a key of its own, before any code of the trainee; whether it uses it."""
    ran = kernel.run(opening.renewal + key, 60, silent=True)
    asked = NotebookNode(source=opening.renewal + key)
    return proven(ran.reply.get("dsi"), key, opening.count + 2, asked, ran)


class _Ended(Exception):
    """A kernel's end at the cell `index`, when the cells before `done` had been judged already."""

    def __init__(self, reason: str, index: int, done: int) -> None:
        super().__init__(reason)
        self.reason, self.index, self.done = reason, index, done


def proven(report: object, key: str, number: int, cell: NotebookNode, ran: Ran) -> bool:
    """Whether the report is the judge's own about this very cell."""
    if not isinstance(report, dict) or not isinstance(report.get("found"), list):
        return False
    said = f"{number} {digest(cell.source)} {ran.reply.get('status')} {len(report['found'])}"
    return hmac.compare_digest(
        hmac.digest(key.encode(), said.encode(), "sha256").hex(), str(report.get("proof"))
    )


def _error(name: str, text: str) -> NotebookNode:
    return new_output("error", ename=name, evalue="", traceback=[text])


def _plain(name: str) -> str:
    """A name from inside the kernel, without anything that could be more than a name."""
    return re.sub(r"[^\w. ]", "", name)[:60]


def folder_of(resources: dict) -> str | None:
    """Folder of the notebook under grading, as nbconvert says it."""
    path = resources.get("metadata", {}).get("path")
    return str(Path(path).resolve()) if path else None
