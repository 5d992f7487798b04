"""A trainee's own check: nbgrader's validation of the practicum, told question by question in Korean.

Run as a program of its own, ``python -m classroom.trainee.check NOTEBOOK``: nbgrader changes the working folder and the
environment of its process while it runs a notebook.
"""

import asyncio
import json
import os
import re
import signal
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from classroom.trainee.questions import Question, question_of, questions
from classroom.trainee.standing import now
from curriculum.errors import DsiError
from grader.course_config import CELL_TIMEOUT, TIMEOUT_ERROR
from grader.submissions import read_notebook

LONGEST = 600
"""Seconds after which a check is given up."""


@dataclass(frozen=True)
class Finding:
    """How one question stands: ``passed``, ``failed``, ``empty``, ``written`` (a person reads it) or ``changed``."""

    label: str
    state: str
    reason: str = ""


@dataclass(frozen=True)
class Check:
    """What a check of the notebook as it was at `time` found; ``problem`` says why it could not be made."""

    findings: tuple[Finding, ...] = ()
    problem: str = ""
    time: datetime = field(default_factory=now)

    @property
    def clean(self) -> bool:
        """Whether nothing is left that the trainee could mend now."""
        return not self.problem and all(each.state in {"passed", "written"} for each in self.findings)


async def check(notebook: Path) -> Check:
    """Check a practicum in a process of its own; a notebook that does not end is stopped."""
    if not notebook.is_file():
        return Check(problem=f"{notebook.name} 파일이 없습니다. 「실습 열기」를 누르면 처음 파일을 다시 받습니다.")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "classroom.trainee.check", str(notebook),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=notebook.parent, start_new_session=True,
    )  # fmt: skip
    begun = now()
    try:
        async with asyncio.timeout(LONGEST):
            out, said = await process.communicate()
    except TimeoutError:
        return Check(problem=f"노트북이 {LONGEST // 60}분 안에 끝나지 않아 검사를 멈추었습니다. 끝나지 않는 반복이 있는지 보세요.")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    try:
        found = json.loads(out.splitlines()[-1])
    except (IndexError, ValueError):
        last = said.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
        return Check(problem=f"검사를 마치지 못했습니다. 메모리가 모자라면 다른 노트북의 커널을 끄고 다시 해 보세요. ({last})")
    return Check(tuple(Finding(**each) for each in found["findings"]), found["problem"], begun)


def validate(notebook: Path) -> Check:
    """Run a practicum from its first cell to its last and say which questions do not pass yet.

    Only the tests the trainee sees are there to run; the hidden ones are not in the released notebook.
    """
    from nbgrader.nbgraderformat import ValidationError
    from nbgrader.validator import Validator
    from traitlets.config import Config

    nb, reason = read_notebook(notebook)
    if reason:
        raise DsiError(f"{notebook.name}: {reason} 「처음 파일 다시 받기」로 새 파일을 받아 답을 옮겨 적으세요.")
    timeout = {"ename": TIMEOUT_ERROR, "evalue": "", "traceback": ["제한 시간 안에 끝나지 않았습니다."]}
    execute = {"timeout": CELL_TIMEOUT, "startup_timeout": 120, "error_on_timeout": timeout}
    validator = Validator(config=Config(Execute=execute, KernelManager={"transport_encryption": "required"}))
    try:
        result = validator.validate(str(notebook))
    except ValidationError as error:
        raise DsiError(
            "답이나 시험 셀의 표시가 처음과 다릅니다. 셀을 복사해 붙였다면 복사한 셀을 지우고, 그래도 안 되면 "
            "「처음 파일 다시 받기」로 받은 새 파일에 답을 옮겨 적으세요."
        ) from error
    by_source = {cell.source.strip(): cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in nb.cells}
    changed = {by_source.get(each["source"], "") for kind in ("changed", "type_changed") for each in result.get(kind, [])}
    failed = {by_source.get(each["source"], ""): each["raw_error"] for each in result.get("failed", [])}
    findings = [_finding(each, changed, failed) for each in questions(nb)]
    if around := sorted(name for name in changed if question_of(name) is None):
        findings.append(Finding("고치지 않는 셀", "changed", f"내용이 바뀌었습니다: {', '.join(around)}"))
    return Check(tuple(findings))


def _finding(question: Question, changed: set[str], failed: dict[str, str]) -> Finding:
    if changed.intersection(question.cells):
        return Finding(question.label, "changed", "시험 셀의 내용이 바뀌었습니다. 채점할 때는 처음 내용으로 되돌려 실행합니다.")
    if question.empty:
        return Finding(question.label, "empty")
    if question.written:
        return Finding(question.label, "written")
    if changed:  # nbgrader judges no answer then
        return Finding(question.label, "unknown")
    reasons = [_reason(failed[cell]) for cell in question.cells if cell in failed]
    return Finding(question.label, "failed" if reasons else "passed", reasons[0] if reasons else "")


def _reason(error: str) -> str:
    """The last words of a traceback: what a test says to the trainee, or Python's own message."""
    lines = [line for line in re.sub(r"\x1b\[[0-9;]*m", "", error).strip().splitlines() if line.strip()]
    last = lines[-1].strip() if lines else ""
    return last.removeprefix("AssertionError:").strip()[:500] or "이 문제의 시험을 통과하지 못했습니다."


def main(path: str) -> None:
    """Write what a check of the notebook at `path` found as one line of JSON."""
    try:
        found = validate(Path(path))
    except DsiError as error:
        found = Check(problem=str(error))
    print("\n" + json.dumps({"findings": [asdict(each) for each in found.findings], "problem": found.problem}))


if __name__ == "__main__":
    main(sys.argv[1])
