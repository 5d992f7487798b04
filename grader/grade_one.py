"""Grade one submission, as far as that goes without touching the gradebook."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4.nbjson import writes
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearOutput, IgnorePattern, LimitOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from curriculum.errors import DsiError
from grader import submissions
from grader.cohort import log
from grader.course import Course, Original
from grader.course_cells import model_answers
from grader.exchange import timestamp
from grader.execute import ExecuteGraded
from grader.opening import Openings
from grader.repair import add_flags, restore

NO_RESPONSE = "No response."  # nbgrader's own remark, which its feedback looks for


@dataclass
class Marks:
    """What one notebook earned: automatic scores and remarks by the name of the cell."""

    scores: dict[str, float | None] = field(default_factory=dict)
    remarks: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Graded:
    """What became of one submission; `folder` holds the files for ``autograded``."""

    trainee: str
    folder: Path
    marks: dict[str, Marks] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    problem: str = ""
    detail: str = ""


class _MarksValidator(MetadataValidator):
    """nbgrader's check of its marks; each that was in order once is not checked again."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def validate_cell(self, cell: NotebookNode) -> None:
        marks = json.dumps(cell.metadata.get("nbgrader"), sort_keys=True)
        if marks not in self._known:
            super().validate_cell(cell)
            self._known.add(marks)


class Steps:
    """The steps of nbgrader's autograding that need no gradebook, made once and used for every submission.

    Parameters
    ----------
    course : Course
    openings : Openings, optional
        Where the cells all submissions share are run once.
    """

    def __init__(self, course: Course, openings: Openings | None = None) -> None:
        from nbconvert.preprocessors import ClearMetadataPreprocessor

        self._course, self._openings = course, openings
        self._marks = _MarksValidator()
        self._clear = ClearOutput(config=course.config)
        self._execute = ExecuteGraded(config=course.config)
        after = (IgnorePattern, ClearMetadataPreprocessor, LimitOutput)
        self._after = [step(config=course.config) for step in after]

    @property
    def module(self) -> str:
        """The module that is graded."""
        return self._course.module

    def grade(self, trainee: str, folder: Path) -> Graded:
        """Grade what `trainee` handed in, writing into the new `folder`."""
        graded = Graded(trainee, folder)
        source = self._course.submitted(trainee)
        try:
            there, graded.problem = submissions.read_all(source, [f"{n}.ipynb" for n in self._course.graded()])
            if not graded.problem:
                self._grade(graded, source, there)
        except DsiError as error:
            graded.problem = str(error)
        return graded

    def _grade(self, graded: Graded, source: Path, there: dict[str, NotebookNode]) -> None:
        links = submissions.copy_files(source, graded.folder, self._course.ignored)
        self._add_course_files(graded.folder)
        graded.flags += [f"{name}: 다른 곳을 가리키는 링크라서 빼고 채점했습니다." for name in links[:5]]
        graded.flags += [
            f"{name}: 이름이 같은 노트북이 둘 이상이라 하나만 채점했습니다."
            for name in submissions.doubled(source)
        ]
        if (source / "timestamp.txt").exists() and not timestamp(
            self._course.cohort, self._course.module, graded.trainee
        ):
            graded.flags.append("timestamp.txt: 제출 시각을 읽을 수 없어 제시간에 낸 것으로 채점했습니다.")
        mark = submissions.fingerprint(source)
        for name, original in self._course.notebooks.items():
            if f"{name}.ipynb" not in there:
                graded.missing.append(name)
                if original.max_score:
                    graded.flags.append(f"{name}: 노트북을 내지 않아 0점입니다.")
                continue
            nb = self._run(there[f"{name}.ipynb"], original, graded.folder)
            graded.marks[name] = _marks(nb)
            graded.flags += nb.metadata.get("dsi", {}).get("flags", [])
            nb.metadata.setdefault("dsi", NotebookNode())["submission"] = mark
            add_flags(nb, graded.flags)
            self._write(nb, graded.folder / f"{name}.ipynb")
        for path in graded.folder.rglob("*"):
            if path.is_file():
                path.chmod(self._course.permissions)

    def _run(self, nb: NotebookNode, original: Original, folder: Path) -> NotebookNode:
        resources: dict[str, Any] = {}
        nb, _ = self._clear(nb, resources)
        nb = restore(nb, original.cells, self._course.regions)
        if original.kernelspec:
            nb.metadata["kernelspec"] = original.kernelspec
        if any(is_grade(cell) or is_task(cell) for cell in nb.cells):
            self._execute.run(nb, str(folder), model_answers(original.source), self._openings)
        for step in self._after:
            nb, _ = step(nb, resources)
        for cell in nb.cells:
            self._marks.validate_cell(cell)
        return nb

    def _add_course_files(self, folder: Path) -> None:
        """Lay the course's own files over the trainee's, but for those the course lets them change."""
        source = self._course.source
        with_own = {Path(name) for name in self._course.kept_files}
        for path in sorted(source.rglob("*")):
            name = path.relative_to(source)
            if not path.is_file() or path.suffix == ".ipynb" or name in with_own:
                continue
            if any(submissions.is_ignored(part, self._course.ignored) for part in name.parts):
                continue
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copyfile(path, target)

    @staticmethod
    def _write(nb: NotebookNode, path: Path) -> None:
        path.write_bytes((writes(nb).rstrip("\n") + "\n").encode("utf-8", "replace"))


def _marks(nb: NotebookNode) -> Marks:
    """Score every cell as nbgrader does."""
    marks = Marks()
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if is_grade(cell):
            marks.scores[name] = determine_grade(cell, log)[0]
        if is_solution(cell) or is_task(cell):
            untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
            marks.remarks[name] = NO_RESPONSE if untouched and not is_task(cell) else None
    return marks
