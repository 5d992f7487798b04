"""What ``dsi verify`` shows: progress while it runs, every failing case, and the counts as last line."""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from curriculum.regions import REGIONS, Region
from grader import verify as proof
from grader.plan import Plan

_LABELS = {"reference": "기준 정답", "blank": "빈 답", "right": "다른 정답", "wrong": "틀린 답"}


def summary(results: Sequence[proof.Result]) -> str:
    """The last line: passed/tried of each kind."""
    got, tried = _totals(results)
    counts = " ".join(f"{kind}={got[kind]}/{tried[kind]}" for kind in proof.KINDS)
    modules, regions = {r.module for r in results}, {r.region for r in results}
    return f"verify: modules={len(modules)} regions={len(regions)} {counts}"


def passed(plans: Sequence[Plan], results: Sequence[proof.Result]) -> bool:
    """Whether nothing failed; of the mutants :data:`grader.verify.MUTANTS_KILLED` is enough."""
    got, tried = _totals(results)
    equal = all(got[kind] == tried[kind] for kind in proof.KINDS if kind != "mutants")
    enough = got["mutants"] >= proof.MUTANTS_KILLED * tried["mutants"]
    return equal and enough and not any(made.problems for made in plans)


def _totals(results: Sequence[proof.Result]) -> tuple[Counter, Counter]:
    got, tried = Counter(), Counter()
    for result in results:
        got.update(result.passed)
        tried.update(result.tried)
    return got, tried


def watch(
    console: Console, plans: Sequence[Plan], regions: Sequence[Region], workers: int | None
) -> list[proof.Result]:
    """Prove everything under a progress bar; no thread draws it, so that forking stays safe."""
    pairs = proof.pairs(plans, regions)
    total = sum(len(made.trials_in(region)) + 2 for made, region in pairs)
    left = Counter(made.name for made, _ in pairs)
    results: list[proof.Result] = []
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("지난 시간"), TimeElapsedColumn(),
        TextColumn("남은 시간"), TimeRemainingColumn(), console=console, auto_refresh=False,
    )  # fmt: skip
    drawn = 0.0
    with bar:
        task = bar.add_task("증명하는 중", total=total)

        def tick(done: int) -> None:
            nonlocal drawn
            bar.advance(task, done)
            if console.is_terminal and time.monotonic() - drawn > 0.5:
                drawn = time.monotonic()
                bar.refresh()

        for result in proof.verify(plans, regions, workers, tick):
            results.append(result)
            left[result.module] -= 1
            if not left[result.module]:
                own = [r for r in results if r.module == result.module]
                seconds, runs = sum(r.seconds for r in own), sum(r.runs for r in own)
                console.print(f"{result.module}: 지역 {len(own)}곳, {runs:,}번 실행, 처리 시간 {seconds:.0f}초", markup=False)
        bar.refresh()
    return results


def report(console: Console, plans: Sequence[Plan], results: Sequence[proof.Result]) -> None:
    """Print what is to be mended, module by module."""
    for made in plans:
        own = [result for result in results if result.module == made.name]
        lines = [f"  고칠 것: {problem}" for problem in made.problems]
        lines += [f"  살펴볼 것: {warning}" for warning in [*made.warnings, *_stale(made, own)]]
        lines += _failures(made, own)
        if lines:
            console.print("\n".join([f"[{made.name}]", *lines]), markup=False)


def _failures(made: Plan, results: Sequence[proof.Result]) -> list[str]:
    """One line a failing trial, with the regions it fails in; mutants by question, then line."""
    groups: dict[tuple, list[tuple[str, proof.Failure]]] = defaultdict(list)
    for result in results:
        for failure in result.failures:
            if failure.message == proof.UNKNOWN:
                continue  # the reference's own failure is named
            groups[failure.kind, failure.question, failure.name, failure.trial].append((result.region, failure))
    lines = []
    for kind, asked, name, number in sorted(groups, key=lambda key: (proof.KINDS.index(key[0]), key[1], key[3] or 0)):
        found = groups[kind, asked, name, number]
        where = "모든 지역" if len(found) == len(results) > 1 else ", ".join(region for region, _ in found)
        if kind == "mutants":
            line = f"practicum.py {made.trials[number].line}번째 줄"
            lines.append(f"  살아남은 돌연변이 {asked} {line} ({where}): {name}")
        else:
            what = {"reference": name, "right": f"'{name}'", "wrong": f"'{name}'"}.get(kind, "")
            case = " ".join(filter(None, [_LABELS[kind], asked, what]))
            lines.append(f"  {case} ({where}): {found[0][1].message}")
    return lines


def _stale(made: Plan, results: Sequence[proof.Result]) -> list[str]:
    """Lines declared ``mutant-ok`` on which no declared mutant survived anywhere."""
    if len(results) < sum(made.module.supports(region.name) for region in REGIONS):
        return []  # a region that was not tried may need it
    needed = {made.trials[number].line for result in results for number in result.declared}
    declared = {t.line for t in made.trials if t.mutant and t.mutant.declared}
    return [
        f"practicum.py {line}번째 줄: 살아남은 돌연변이가 없으니 'mutant-ok' 설명을 지우세요."
        for line in sorted(declared - needed)
    ]
