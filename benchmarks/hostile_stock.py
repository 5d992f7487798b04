"""What stock nbgrader lets through: every hostile case of the tests, run by stock nbgrader and by ``dsi grade``.

    python benchmarks/hostile_stock.py [--case NAME]... [--group NAME]... [--json FILE]

Each case is handed in to a class of its own beside two honest neighbours, one graded before and one to be graded
after it, with nbgrader's plain configuration and the ``python3`` kernel. Cases that would harm the machine are not run.
``--json`` keeps the findings; ``benchmarks/hostile_table.py FILE`` makes the table in docs/hostile.md of them.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from grader.cohort import Cohort
from grader.course_config import commands_on_path
from tests.hostile.case import Case
from tests.hostile.cases import CASES, GROUPS
from tests.hostile.course import Door, course, hand_in, honest
from tests.hostile.practicum import MODULE
from tests.hostile.traces import everything, gradebook_rows, survivors

CONFIG = """
from pathlib import Path
c = get_config()
c.CourseDirectory.course_id = "busan-hostile"
c.Exchange.root = str(Path(__file__).parent / "exchange")
c.Execute.timeout = 4
"""
SECONDS = 90


def main() -> None:
    """Run the cases and print what became of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", action="append", default=[])
    parser.add_argument("--group", action="append", default=[], help="all cases of a group, in one class")
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    commands_on_path()
    found = (
        json.loads(wanted.json.read_text(encoding="utf-8")) if wanted.json and wanted.json.exists() else {}
    )
    with tempfile.TemporaryDirectory(prefix="hostile-stock-") as place:
        template = Path(place) / "template"
        template.mkdir()
        before, after = honest()[0], honest()[-1]
        hand_in(course(template / "class", CONFIG), [before])
        autograde(template / "class", "DSI_STOCK_TEMPLATE")
        for name in wanted.group:
            found |= together([case for case in GROUPS[name] if not case.unsafe], template, Path(place))
            found |= {case.name: {"not run": case.unsafe} for case in GROUPS[name] if case.unsafe}
            keep(found, wanted.json)
        for case in CASES:
            if (wanted.case or wanted.group) and case.name not in wanted.case:
                continue
            found[case.name] = (
                {"not run": case.unsafe} if case.unsafe else stock(case, after, template, Path(place))
            )
            print(case.name, found[case.name], flush=True)
            keep(found, wanted.json)


def keep(found: dict, file: Path | None) -> None:
    """Write what was found so far."""
    if file:
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def together(cases: list[Case], template: Path, place: Path) -> dict[str, dict]:
    """Grade a group in one class: quicker, for cases that only reach for points."""
    root, mark = place / "group", f"DSI_STOCK_{os.getpid()}"
    shutil.copytree(template, root, symlinks=True)
    try:
        hand_in(Cohort(root / "class"), [*cases, honest()[-1]])
        files, rows = everything(root), gradebook_rows(root / "class")
        output, ended = autograde(root / "class", mark, SECONDS * len(cases))
        left = survivors(mark, 2)
        for process in left:
            process.kill()
        now = everything(root)
        changed = {path for path in files.keys() | now.keys() if files.get(path) != now.get(path)}
        scores = read_scores(root / "class")
        errors = [line for line in output.splitlines() if "ERROR" in line]
        of_all = {
            "neighbours": [scores.get(case.name) for case in (honest()[0], honest()[-1])],
            "files": sorted(str(path.relative_to(root)) for path in changed),
            "gradebook": altered(root / "class", rows),
            "left": len(left),
            "visitors": 0,
            "ended": ended,
        }
        return {
            case.name: {
                "score": scores.get(case.name),
                "named": any(case.name in line for line in errors),
                **of_all,
            }
            for case in cases
        }
    finally:
        shutil.rmtree(root, ignore_errors=True)


def stock(case: Case, neighbour: Case, template: Path, place: Path) -> dict:
    """Grade one case and its neighbour with stock nbgrader; tell what came of it."""
    root, door, mark = place / "run", Door(), f"DSI_STOCK_{os.getpid()}"
    shutil.copytree(template, root, symlinks=True)
    try:
        hand_in(Cohort(root / "class"), [case, neighbour], door.port)
        files, rows = everything(root), gradebook_rows(root / "class")
        output, ended = autograde(root / "class", mark)
        left = survivors(mark, 2)
        for process in left:
            process.kill()
        now = everything(root)
        changed = {path for path in files.keys() | now.keys() if files.get(path) != now.get(path)}
        scores = read_scores(root / "class")
        return {
            "score": scores.get(case.name),
            "neighbours": [scores.get(name) for name in (honest()[0].name, neighbour.name)],
            "files": sorted(str(path.relative_to(root)) for path in changed),
            "gradebook": altered(root / "class", rows),
            "left": len(left),
            "visitors": door.visitors(),
            "named": any(case.name in line for line in output.splitlines() if "ERROR" in line),
            "ended": ended,
        }
    finally:
        shutil.rmtree(root, ignore_errors=True)


def autograde(folder: Path, mark: str, seconds: float = SECONDS) -> tuple[str, bool]:
    """Run ``nbgrader autograde`` in the class's folder; its output, and whether it came to an end."""
    command = [sys.executable, "-m", "nbgrader", "autograde", MODULE]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {"PATH": path, "HOME": str(folder.parents[1] / "home"), "LANG": "C.UTF-8", mark: "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        return (error.stderr or b"").decode(errors="replace"), False
    return done.stderr.decode(errors="replace"), True


def read_scores(folder: Path) -> dict[str, float]:
    """The scores of everyone who was graded; None in place of a gradebook that cannot be read."""
    query = """
        select submitted_assignment.student_id, sum(coalesce(grade.manual_score, grade.auto_score, 0) + coalesce(grade.extra_credit, 0))
        from submitted_assignment join submitted_notebook on submitted_notebook.assignment_id = submitted_assignment.id
        join grade on grade.notebook_id = submitted_notebook.id group by 1
    """
    try:
        with sqlite3.connect(f"file:{folder / 'gradebook.db'}?mode=ro", uri=True) as gradebook:
            return dict(gradebook.execute(query).fetchall())
    except sqlite3.Error:
        return {}


def altered(folder: Path, rows: dict) -> list[str]:
    """Tables of the gradebook a submission should have no part in, but had."""
    try:
        return sorted(table for table, was in rows.items() if gradebook_rows(folder).get(table) != was)
    except sqlite3.Error:
        return ["gone"]


if __name__ == "__main__":
    main()
