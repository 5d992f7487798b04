"""What a feedback page may show: nothing that the hidden tests, or code that saw them, could have put there.

While a submission runs, its own code can read the restored tests and print, draw or encode them. So the
page takes texts and outputs from the notebook as it was *submitted*, which was written without knowing
them, and lets through from the grading run only scores, the messages written in the tests, and the
names of Python's own exceptions.
"""

import ast
import builtins
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution, is_task
from traitlets import default, validate

from grader.course_config import TIMEOUT_ERROR
from grader.repair import hidden_regions, without
from grader.roster import name_of

TEMPLATES = Path(__file__).parent / "templates"

_NO_RESPONSE = "No response."  # what nbgrader itself remarks on an untouched answer
_TIMEOUT = "제한 시간 안에 끝나지 않았습니다. 끝나지 않는 반복이 있는지, 더 빠른 방법이 있는지 보세요."
UNSAID = "이 검사를 통과하지 못했습니다. 문제의 조건과 예시를 다시 읽고 답을 확인하세요."
_REASONS = {
    TIMEOUT_ERROR: _TIMEOUT,
    "KeyboardInterrupt": _TIMEOUT,
    "DeadKernelError": "코드를 실행하던 커널이 꺼졌습니다. 메모리를 너무 많이 쓰거나 커널을 끄는 코드가 있는지 보세요.",
    "TamperError": "채점하는 방법을 바꾸는 코드가 있어 점수를 받지 못했습니다. 그 코드를 지우고 다시 제출하세요.",
    "NotImplementedError": "아직 작성하지 않은 답이 있습니다.",
    "NameError": "답에서 만들어야 할 이름을 찾지 못했습니다. 앞의 답이 오류 없이 실행되는지, 이름의 철자가 맞는지 보세요.",
    "SyntaxError": "파이썬 문법에 맞지 않는 곳이 있습니다. 괄호와 들여쓰기를 확인하세요.",
}
_BROKE = "검사하는 중에 오류({name})가 났습니다. 답이 문제에서 말한 값과 형식을 다루는지 확인하세요."
_ANSWER_BROKE = (
    "채점할 때 이 셀에서 오류({name})가 났습니다. 커널을 다시 시작하고 처음부터 차례로 실행해 보세요.\n"
)
_ANSWER_BLANK = "아직 작성하지 않은 답입니다.\n"


class Conceal(NbGraderPreprocessor):
    """Show the tests as they were released, their verdicts in Korean, and answers as they were submitted."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Rewrite one autograded notebook, scores already filled in, for its feedback page."""
        submitted = self._submitted(resources["nbgrader"])
        regions = hidden_regions(self)
        name, waiting = _kept(resources["nbgrader"])
        outputs = _own_outputs(nb, submitted)
        rows, title = [], ""
        for cell, own in zip(nb.cells, outputs, strict=True):
            title = _heading(cell) or title
            cell.metadata.pop("dsi", None)
            mark = cell.metadata.get("nbgrader", {})
            verdict = _verdict(cell) if is_grade(cell) and not is_solution(cell) else ""
            if mark.get("locked") or is_task(cell):
                cell.source = without(regions, cell.source)
            if cell.cell_type == "code":
                cell.outputs = own if not is_grade(cell) or is_solution(cell) else []
                cell.execution_count = None
            if is_grade(cell) or is_task(cell):
                row = _row(mark, title, verdict, mark["grade_id"] in waiting)
                cell.metadata["dsi"] = row
                rows.append(row)
            if mark.get("comment") == _NO_RESPONSE:
                mark["comment"] = None
        nb.metadata = submitted.metadata if submitted else NotebookNode(language_info={"name": "python"})
        nb.metadata.pop("widgets", None)
        heading = _title(nb) or resources["nbgrader"]["notebook"]
        resources["dsi"] = {"title": heading, "name": name, "rows": _by_question(rows), "waiting": bool(waiting)}
        return nb, resources

    def _submitted(self, names: dict) -> NotebookNode | None:
        """The notebook as the trainee handed it in, if it is still there and readable."""
        courses = self.parent.parent.coursedir
        folder = courses.format_path(courses.submitted_directory, names["student"], names["assignment"])
        try:
            text = (Path(folder) / f"{names['notebook']}.ipynb").read_text(encoding="utf-8")
            return nbformat.reads(text, as_version=4)
        except (OSError, ValueError, nbformat.ValidationError):
            return None


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page in Korean, asking nothing of the network."""

    @default("extra_template_basedirs")
    def _templates(self) -> list[str]:
        return [str(TEMPLATES)]

    @validate("extra_template_basedirs")
    def _templates_first(self, proposal: dict) -> list[str]:
        return [str(TEMPLATES), *(path for path in proposal["value"] if path != str(TEMPLATES))]


def keep_pages_only(assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001
    """Take what a submission wrote while it ran out of its feedback folder (nbgrader copies it there).

    nbgrader releases every HTML file of that folder, so a trainee's program could post the tests to itself.
    """
    pages = {f"{Path(notebook).stem}.html" for notebook in notebooks}
    for autograded in {Path(notebook).parent for notebook in notebooks}:
        feedback = autograded.parents[2] / "feedback" / autograded.parent.name / autograded.name
        for path in feedback.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name not in {*pages, "timestamp.txt", "submission_secret.txt"}:
                path.unlink()


def _kept(names: dict) -> tuple[str, set[str]]:
    """The trainee's name, and the names of the cells a person still has to grade."""
    with Gradebook(names["db_url"]) as gradebook:
        try:
            name = name_of(gradebook.find_student(names["student"]))
            book = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
        except MissingEntry:
            return names["student"], set()
        return name, {grade.name for grade in book.grades if grade.needs_manual_grade}


def _row(mark: dict, title: str, verdict: str, waiting: bool) -> dict:
    score, points = float(mark.get("score") or 0), float(mark.get("points") or 0)
    kind = "글로 쓴 답" if mark.get("solution") or mark.get("task") else "검사"
    if waiting:
        state = "직접 채점 중"
    elif kind == "검사":
        state = "통과" if score >= points else "다시 보기"
    else:
        state = "답 없음" if mark.get("comment") == _NO_RESPONSE else "채점함"
    return {
        "id": mark["grade_id"],
        "title": title or mark["grade_id"],
        "kind": kind,
        "state": state,
        "score": score,
        "points": points,
        "verdict": verdict,
        "waiting": waiting,
    }


def _by_question(rows: list[dict]) -> list[dict]:
    """One row for all tests of a question, leading to the first that failed."""
    found: dict[tuple[str, str], dict] = {}
    for row in rows:
        there = found.setdefault((row["title"], row["kind"]), dict(row))
        if there["id"] == row["id"]:
            continue
        if there["state"] == "통과":
            there |= {"id": row["id"], "state": row["state"]}
        verdicts = dict.fromkeys(filter(None, (there["verdict"], row["verdict"])))
        there["verdict"] = " ".join(verdicts)
        there["score"] += row["score"]
        there["points"] += row["points"]
        there["waiting"] = there["waiting"] or row["waiting"]
    return list(found.values())


def _heading(cell: NotebookNode) -> str:
    """The last heading written in a markdown cell."""
    if cell.cell_type != "markdown":
        return ""
    found = re.findall(r"^#{1,4}\s+(.+?)\s*#*$", cell.source, re.MULTILINE)
    return found[-1] if found else ""


def _title(nb: NotebookNode) -> str:
    """The first heading of the notebook."""
    texts = (cell.source for cell in nb.cells if cell.cell_type == "markdown")
    found = (re.search(r"^#\s+(.+?)\s*#*$", text, re.MULTILINE) for text in texts)
    return next((match[1] for match in found if match), "")


def _own_outputs(nb: NotebookNode, submitted: NotebookNode | None) -> list[list[NotebookNode]]:
    """For each cell, the outputs it was submitted with, and a note if it failed when it was graded."""
    source_cells = list(submitted.cells) if submitted else []
    start, found = 0, []
    for cell in nb.cells:
        match = next(
            (i for i in range(start, len(source_cells)) if _same(source_cells[i], cell)),
            None,
        )
        own = []
        if match is not None:
            start = match + 1
            own = list(source_cells[match].get("outputs", []))
        if cell.cell_type == "code":
            note = _note(cell)
            own = [output for output in own if not note or output.output_type != "error"] + note
        found.append(own)
    return found


def _same(one: NotebookNode, other: NotebookNode) -> bool:
    return one.cell_type == other.cell_type and one.source == other.source


def _note(cell: NotebookNode) -> list[NotebookNode]:
    error = _error(cell)
    if error is None:
        return []
    text = (
        _ANSWER_BLANK
        if error.ename == "NotImplementedError"
        else _ANSWER_BROKE.format(name=_public(error.ename))
    )
    return [new_output("stream", name="stderr", text=text)]


def _error(cell: NotebookNode) -> NotebookNode | None:
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    return next((error for error in errors if error.ename == "TamperError"), errors[0] if errors else None)


def _public(name: str) -> str:
    """`name` if it is one of Python's own exceptions; a class can be given any text for a name."""
    if name in (TIMEOUT_ERROR, "KeyboardInterrupt"):
        return "시간 초과"
    if name in ("DeadKernelError", "TamperError"):
        return "커널 꺼짐" if name == "DeadKernelError" else "채점 방법을 바꿈"
    known = getattr(builtins, name, None)
    return name if isinstance(known, type) and issubclass(known, BaseException) else "Exception"


def _verdict(cell: NotebookNode) -> str:
    """Why a test failed, in the words of the test or of the kit; empty if it passed."""
    error = _error(cell)
    if error is None:
        return ""
    if error.ename == "AssertionError":
        return _message(cell.source, error.evalue)
    return _REASONS.get(error.ename) or _BROKE.format(name=_public(error.ename))


def _message(source: str, said: str) -> str:
    """The message among those written in `source` that was `said`, without the values put into it.

    What was said is never repeated as it is: an answer can raise an AssertionError of its own making,
    and pandas' assertions spell out the expected table.
    """
    for parts in _written_messages(source):
        if re.fullmatch(".*?".join(re.escape(part) for part in parts), said, re.DOTALL):
            text = "…".join(parts)
            if text.strip(" …:."):
                return text
    return UNSAID


def _written_messages(source: str) -> Iterator[list[str]]:
    """Messages of the assertions in `source`: the fixed texts between the values filled in."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        message = None
        if isinstance(node, ast.Assert):
            message = node.msg
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            message = node.exc.args[0]
        if isinstance(message, ast.Constant) and isinstance(message.value, str):
            yield [message.value]
        elif isinstance(message, ast.JoinedStr):
            yield _fixed_parts(message)


def _fixed_parts(text: ast.JoinedStr) -> list[str]:
    parts = [""]
    for value in text.values:
        if isinstance(value, ast.Constant):
            parts[-1] += str(value.value)
        else:
            parts.append("")
    return parts
