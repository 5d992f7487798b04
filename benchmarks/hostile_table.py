"""Write docs/hostile.md: each hostile case, what stock nbgrader made of it, and what ``dsi grade`` made of it.

python benchmarks/hostile_stock.py --json FILE    # stock nbgrader, about twenty minutes
python benchmarks/hostile_table.py FILE...        # dsi grade on all cases at once, then the page
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from grader.autograde import GradeResult
from tests.hostile.case import Case
from tests.hostile.cases import CASES, GROUPS, HONEST
from tests.hostile.course import Door, course, hand_in, honest
from tests.hostile.practicum import ALL, MODULE

PAGE = Path(__file__).parents[1] / "docs" / "hostile.md"
MARK = "<!-- made by benchmarks/hostile_table.py -->\n"
TITLES = {
    "folder": "Damaged files",
    "cells": "Cells moved, doubled, renamed, rewritten",
    "limits": "Code that does not end, takes all there is, or dies",
    "reach": "Code that reaches for what is not its own",
    "lies": "Answers that lie when compared",
    "tools": "Answers that change the tools of the judge",
    "peek": "Answers that read the test",
    "tricks": "Answers by someone who has read the judge",
}


def main() -> None:
    """Run ``dsi grade`` and write the page."""
    stock = {}
    for name in sys.argv[1:]:
        stock |= json.loads(Path(name).read_text(encoding="utf-8"))
    results, seconds = kit()
    stock = {case.name: stock.get(case.name, {"not run": "not yet"}) for case in CASES}
    lines = [*summary(stock, results, seconds)]
    for group, cases in GROUPS.items():
        lines += [
            "",
            f"### {TITLES[group]}",
            "",
            "| case | claim | stock nbgrader 0.9.6 | `dsi grade` |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| `{case.name}` | {case.claim} | {said(stock[case.name], case)} | {ours(results[case.name], case)} |"
            for case in cases
        ]
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(head + MARK + "\n".join(lines) + "\n", encoding="utf-8")


def kit() -> tuple[dict[str, GradeResult], float]:
    """Grade the whole class by one command, as the tests do."""
    with tempfile.TemporaryDirectory(prefix="hostile-kit-", ignore_cleanup_errors=True) as place:
        cohort, door = course(Path(place) / "class"), Door()
        hand_in(cohort, [*honest(), *CASES], door.port)
        environment = {name: value for name, value in os.environ.items() if name != "DSI_NO_SANDBOX"}
        command, start = (
            [Path(sys.executable).with_name("dsi"), "grade", cohort.folder, MODULE],
            time.monotonic(),
        )
        subprocess.run(command, env=environment, capture_output=True, check=True)
        seconds = time.monotonic() - start
        return {result.trainee: result for result in cohort.autograde(MODULE)}, seconds


def findings(found: dict, case: Case) -> list[str]:
    """What stock nbgrader let happen."""
    if "not run" in found:
        return []
    earned, score, (before, after) = case.score or 0, found["score"], found["neighbours"]
    happened = []
    if not found["ended"]:
        happened.append("never ended")
    if after is None:
        happened.append("stopped the class")
    elif (before, after) != (ALL, ALL):
        happened.append("changed a neighbour's score")
    if score is not None and score > earned:
        happened.append("unearned points")
    elif score is not None and score < earned and not case.either:
        happened.append("took earned points")
    happened += [what for name, what in _TRACES.items() if found[name]]
    if not happened[:1] and case.says and not case.quiet and not found["named"]:
        happened.append("silent")
    return happened


_TRACES = {
    "files": "changed files outside",
    "gradebook": "changed the gradebook",
    "left": "left processes running",
    "visitors": "reached the network",
}


def said(found: dict, case: Case) -> str:
    """One cell of the table for stock nbgrader."""
    if "not run" in found:
        return f"not run: {found['not run']}"
    score = "no score" if found["score"] is None else f"{found['score']:g}"
    wanted = "none" if case.score is None else f"{case.score:g}"
    what = findings(found, case)
    return f"**{', '.join(what)}** ({score}, earned {wanted})" if what else f"held ({score})"


def ours(result: GradeResult, case: Case) -> str:
    """One cell of the table for the kit."""
    told = (
        "named"
        if result.problem or result.flags
        else "nothing to say"
        if case.quiet or not case.says
        else "**silent**"
    )
    if result.score is None:
        return "refused, named" if case.score is None or case.either else "**no score**, named"
    if case.score is None or result.score > case.score:
        return f"**unearned points** ({result.score:g}), {told}"
    return (
        f"{result.score:g}, {told}"
        if result.score == case.score or case.either
        else f"**took points** ({result.score:g}), {told}"
    )


def summary(stock: dict, results: dict[str, GradeResult], seconds: float) -> list[str]:
    """Count what happened."""
    run = [case for case in CASES if "not run" not in stock[case.name]]
    counts = Counter(what for case in run for what in findings(stock[case.name], case))
    unearned = [
        c.name for c in CASES if results[c.name].score is not None and results[c.name].score > (c.score or 0)
    ]
    silent = [c.name for c in CASES if "**silent**" in ours(results[c.name], c)]
    lost = [name for name in HONEST if results[name].score != ALL]
    rows = [f"| {what} | {count} |" for what, count in counts.most_common()]
    good = sum(not findings(stock[case.name], case) for case in run)
    stocks = (
        f"**Stock nbgrader 0.9.6** ran {len(run)} of them ({len(CASES) - len(run)} were not run: most "
        f"would harm the machine). In {good} nothing went wrong. In the others (a case may count more than once):"
    )
    kits = (
        f"**`dsi grade`** ran all {len(CASES)} and three honest neighbours in one class, in {seconds:.0f} s: "
        f"cases with unearned points: {_list(unearned)}; silent: {_list(silent)}; "
        f"neighbours who lost a point: {_list(lost)}."
    )
    title = f"{len(CASES)} cases; Python {platform.python_version()}, {os.cpu_count()} cores."
    return [title, "", stocks, "", "| what it let happen | cases |", "|---|---:|", *rows, "", kits]


def _list(names: list[str]) -> str:
    return f"{len(names)} ({', '.join(f'`{name}`' for name in names)})" if names else "none"


if __name__ == "__main__":
    main()
