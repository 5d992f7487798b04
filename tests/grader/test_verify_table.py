"""The table of the proof keeps the newest row of every module and names every survivor."""

from collections import Counter

import pytest

from curriculum import catalog
from grader import verify_table
from grader.plan import Plan, plan
from grader.verify import Failure, Result


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [plan(catalog.module(name)) for name in ("bigdata/09-capstone", "starter/02-first-notebook")]


def proved(made: Plan) -> Result:
    tried = Counter(reference=1, blank=1, right=7, wrong=19, mutants=40)
    return Result(made.name, "부산광역시", Counter(tried), tried)


def test_a_module_has_one_row_and_the_newest_proof_is_in_it(plans, tmp_path):
    page = tmp_path / "verify.md"
    verify_table.save(page, plans, [proved(made) for made in plans])
    again = proved(plans[0])
    again.passed["mutants"] = 39
    verify_table.save(page, plans[:1], [again])
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == ["bigdata/09-capstone", "starter/02-first-notebook"]
    assert "39/40" in rows[0]
    assert "40/40" in rows[1]


def test_every_survivor_is_named_with_its_reason_or_as_unexplained(plans, tmp_path):
    page, made = tmp_path / "verify.md", plans[0]
    number = next(n for n, trial in enumerate(made.trials) if trial.mutant and trial.mutant.declared)
    result = proved(made)
    result.declared.append(number)
    result.failures.append(Failure("mutants", "q05", "1 → 2", "시험이 알아채지 못했습니다.", 0))
    verify_table.save(page, [made], [result])
    text = page.read_text(encoding="utf-8")
    reason = made.module.practicum.read_text(encoding="utf-8").splitlines()[made.trials[number].line - 1].rpartition(": ")[2]
    assert reason in text
    assert "q05 `1 → 2`: **아직 설명하지 못했습니다.**" in text
