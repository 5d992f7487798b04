"""Mutants change the solution, and nothing but the solution, always in the same way."""

import ast

import pytest

from curriculum.errors import DsiError
from grader.mutants import declarations, mutants, vocabulary
from grader.mutation import KINDS

CELL = '''def top_areas(table, k=3):
    """인구가 많은 순서로 k개."""
    limit = 10
    ### BEGIN SOLUTION
    """풀이"""
    part = table[(table["year"] == 2020) & (table["pop"] > 0)]
    part = part.merge(names, on="adm2", how="left").drop_duplicates()
    part["share"] = (part["aged"] / part["pop"] * 100).round(1)
    if part.empty or k < 1:
        raise ValueError("빈 표")
    ax.set_title("제목")
    total = part.groupby("adm2")["pop"].sum()
    return total.sort_values(ascending=False).head(k).index.tolist()
    ### END SOLUTION
'''
COLUMNS, YEARS = ["pop", "adm2", "year", "aged", "share"], [2015, 2020]


def changes(source, **kwargs):
    return {(m.kind, m.change) for m in mutants(source, COLUMNS, YEARS, **kwargs)}


def test_every_kind_of_slip_the_proof_asks_for_is_made():
    found = changes(CELL, cap=1000)
    for expected in [
        ("column", "\"aged\" → 'pop'"),
        ("year", "2020 → 2015"),
        ("compare", 'k < 1 → (k <= 1)'),
        ("compare", "table[\"pop\"] > 0 → (table['pop'] >= 0)"),
        ("operator", "part[\"aged\"] / part[\"pop\"] → (part['aged'] * part['pop'])"),
        ("aggregate", "part.groupby(\"adm2\")[\"pop\"].sum() → (part.groupby('adm2')['pop'].mean())"),
        ("sort", "False → True"),
        ("sort", "total.sort_values(ascending=False) → (total)"),
        ("number", "1 → 2"),
        ("round", "1 → 2"),
        ("merge", "\"left\" → 'inner'"),
        ("filter", 'table[(table["year"] == 2020) & (table["pop"] > 0)] → table'),
        ("condition", "part.empty or k < 1 → True"),
        ("logic", "part.empty or k < 1 → (part.empty and k < 1)"),
    ]:
        assert expected in found
    assert {kind for kind, _ in found} == set(KINDS) - {"flag", "string"}


def test_nothing_outside_the_solution_is_touched():
    assert [m for m in mutants(CELL, COLUMNS, YEARS, cap=1000) if "limit = 10" not in m.source or "k=3" not in m.source] == []


def test_texts_no_test_can_see_are_left_alone():
    found = " ".join(change for _, change in changes(CELL, cap=1000))
    assert "제목" not in found
    assert "빈 표" not in found
    assert "풀이" not in found


def test_every_mutant_is_a_program_of_its_own():
    made = mutants(CELL, COLUMNS, YEARS, cap=1000)
    dumps = {ast.dump(ast.parse(m.source)) for m in made}
    assert len(dumps) == len(made)
    assert ast.dump(ast.parse(CELL)) not in dumps


def test_the_same_cell_gives_the_same_mutants():
    assert mutants(CELL, COLUMNS, YEARS) == mutants(CELL, COLUMNS, YEARS)


def test_the_cap_leaves_some_of_every_kind():
    made = mutants(CELL, COLUMNS, YEARS, cap=14)
    assert len(made) == 14
    assert len({m.kind for m in made}) == 14


def test_the_line_is_that_of_the_change():
    for mutant in mutants(CELL, COLUMNS, YEARS, cap=1000):
        before = mutant.change.split(" → ")[0].split("(")[0].split("\n")[0]
        assert before[:8] in CELL.splitlines()[mutant.line - 1]


def test_precedence_is_kept():
    cell = "def f(a, b):\n    ### BEGIN SOLUTION\n    return a * b / 2\n    ### END SOLUTION\n"
    made = {m.change: m.source for m in mutants(cell)}
    values = {change: _value(source, 6, 3) for change, source in made.items() if "a * b →" in change}
    assert values == {"a * b → (a / b)": 1.0}


def _value(source, *args):
    space = {}
    exec(source, space)  # noqa: S102
    return space["f"](*args)


def test_korean_before_a_change_does_not_shift_it():
    cell = '### BEGIN SOLUTION\nx = {"인구": 1}["인구"] + 2\n### END SOLUTION\n'
    assert 'x = ({"인구": 1}["인구"] - 2)' in {m.source.splitlines()[1].replace("'", '"') for m in mutants(cell)}


def test_a_cell_without_markers_is_solution_throughout():
    assert {m.line for m in mutants("x = 1\ny = x + 2\n")} == {1, 2}


def test_the_author_can_declare_a_line_equivalent_for_all_kinds_or_some():
    cell = (
        "### BEGIN SOLUTION\n"
        "a = t.sort_values('x')  # mutant-ok: 순서는 묻지 않는다\n"
        "b = round(a + 1, 1)  # mutant-ok round,number: 아래에서 다시 반올림\n"
        "### END SOLUTION\n"
    )
    made = mutants(cell, cap=1000)
    assert all(m.declared for m in made if m.line == 2)
    assert {m.kind for m in made if m.line == 3 and m.declared} == {"round", "number"}
    assert any(not m.declared for m in made if m.line == 3)


@pytest.mark.parametrize("comment", ["# mutant-ok", "# mutant-ok:", "# mutant-ok 색: 이유", "# mutant-ok sort 이유"])
def test_a_declaration_without_reason_or_with_an_unknown_kind_is_refused(comment):
    with pytest.raises(DsiError, match="mutant-ok"):
        declarations(f"x = 1  {comment}")


def test_a_cell_that_is_not_python_is_refused():
    with pytest.raises(DsiError, match="문법"):
        mutants("%matplotlib inline\nx = 1\n")


def test_columns_and_years_are_those_the_notebook_uses():
    columns, years = vocabulary(["a = t['pop'] + t['pop'] + t[['aged', 'adm2']]\n", "t.groupby('adm2'); y = 2015", "%magic"])
    assert columns == ["adm2", "pop", "aged"]
    assert years == [2015]
