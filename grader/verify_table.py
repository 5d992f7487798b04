"""The proof's results as a table in a Markdown page, one row a module.

A module's row is replaced by its newest proof; the rows of modules that were not proved this time stay.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from grader import verify as proof
from grader.plan import Plan

_HEAD = """# 채점 증명 결과

`dsi verify`가 만든 표입니다. 단원마다 수업 노트북을 실행하고, 기준 정답(만점), 빈 답(0점), 다른 정답(만점), 틀린 답(그 문제의 점수를 잃음),
돌연변이(기준 정답을 한 곳씩 바꾼 것. 점수를 잃음)를 지역마다 채점해 봅니다. 칸의 수는 *뜻대로 된 것/해 본 것*입니다. '밝힌 것'은 뜻이 달라지지 않는 돌연변이로, 까닭은 표 아래에 있습니다.

"""
_COLUMNS = ("단원", "지역", "기준 정답", "빈 답", "다른 정답", "틀린 답", "돌연변이", "밝힌 것", "처리 시간(초)", "잰 날")
_ROW = re.compile(r"^\| `(?P<module>[\w/-]+)` \|.*$", re.MULTILINE)
_NOTE = re.compile(r"^- `(?P<module>[\w/-]+)`: .*$", re.MULTILINE)
_DECLARED = re.compile(r"#\s*mutant-ok[^:]*:\s*(?P<reason>.+?)\s*$")


def save(path: Path, plans: Sequence[Plan], results: Sequence[proof.Result]) -> None:
    """Write the rows of the modules just proved into the page at `path`, which is made if it is not there."""
    path = Path(path)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    rows = {found["module"]: found[0] for found in _ROW.finditer(before)}
    notes: dict[str, list[str]] = {}
    for found in _NOTE.finditer(before):
        notes.setdefault(found["module"], []).append(found[0])
    for made in plans:
        own = [result for result in results if result.module == made.name]
        rows[made.name] = _row(made, own)
        notes[made.name] = _notes(made, own)
    lines = ["| " + " | ".join(_COLUMNS) + " |", "|" + "---|" * len(_COLUMNS), *(rows[name] for name in sorted(rows))]
    explained = [line for name in sorted(rows) for line in notes.get(name, [])]
    text = _HEAD + "\n".join(lines) + "\n\n## 밝혀 둔 돌연변이\n\n" + "\n".join(explained or ["없습니다."]) + "\n"
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _row(made: Plan, results: Sequence[proof.Result]) -> str:
    got, tried = Counter(), Counter()
    for result in results:
        got.update(result.passed)
        tried.update(result.tried)
    counts = [f"{got[kind]:,}/{tried[kind]:,}" for kind in proof.KINDS]
    declared = {number for result in results for number in result.declared}
    seconds = sum(result.seconds for result in results)
    cells = [f"`{made.name}`", str(len(results)), *counts, str(len(declared)), f"{seconds:,.0f}", date.today().isoformat()]
    return "| " + " | ".join(cells) + " |"


def _notes(made: Plan, results: Sequence[proof.Result]) -> list[str]:
    """Each mutant that survived: declared with its reason, or not explained yet."""
    text = made.module.practicum.read_text(encoding="utf-8").splitlines()
    lines = {}
    for number in sorted({number for result in results for number in result.declared}):
        trial = made.trials[number]
        reason = _DECLARED.search(text[trial.line - 1])
        lines[f"- `{made.name}`: {trial.question} `{trial.name}`: {reason['reason'] if reason else ''}"] = None
    for failure in (failure for result in results for failure in result.failures if failure.kind == "mutants"):
        lines[f"- `{made.name}`: {failure.question} `{failure.name}`: **아직 설명하지 못했습니다.**"] = None
    return list(lines)
