"""Mutants of the reference solution: small wrong programs that good tests tell from the right one.

:func:`mutants` walks the syntax tree of the solution regions of an answer cell and makes every change of
:data:`grader.mutation.KINDS` that applies, always in the same order. A change is written into the source at its
place, so line numbers stay those of the author.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from curriculum.errors import DsiError
from grader.mutation import KINDS, Maker, Mutant, called, is_year

CAP = 25

_DECLARED = re.compile(r"#\s*mutant-ok(?P<kinds>[\s\w,]*):\s*(?P<why>\S.*)$")


def mutants(source: str, columns: Iterable[str] = (), years: Iterable[int] = (), cap: int = CAP) -> list[Mutant]:
    """Make the mutants of an answer cell.

    Parameters
    ----------
    source : str
        The answer cell of the master, solution markers included.
    columns, years : iterable
        Column names and years used anywhere in the notebook: what a slip would put instead.
    cap : int
        At most so many, taken in turn from every kind.

    Returns
    -------
    list of Mutant
        By line; the same for the same arguments.

    Raises
    ------
    DsiError
        If the cell is not Python.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise DsiError(f"답 셀이 파이썬 문법에 맞지 않습니다({error}). %로 시작하는 명령은 답 셀에 쓰지 마세요.") from error
    maker = Maker(source, list(dict.fromkeys(columns)), sorted(set(years)))
    maker.visit(tree)
    seen = {ast.dump(tree)}
    by_kind: dict[str, list[Mutant]] = {kind: [] for kind in KINDS}
    for mutant in maker.found:
        try:
            dump = ast.dump(ast.parse(mutant.source))
        except SyntaxError:  # a change that does not fit its place
            continue
        if dump not in seen:
            seen.add(dump)
            by_kind[mutant.kind].append(mutant)
    chosen = _in_turn([_spread(found, cap) for found in by_kind.values()], cap)
    declared = declarations(source)
    return sorted(
        (replace(m, declared=_covers(declared.get(m.line), m.kind)) for m in chosen),
        key=lambda m: (m.line, KINDS.index(m.kind), m.change),
    )


def declarations(source: str) -> dict[int, frozenset[str]]:
    """``# mutant-ok`` comments by line: the kinds they name, empty for all kinds.

    Raises
    ------
    DsiError
        If one names a kind that does not exist.
    """
    found = {}
    for number, line in enumerate(source.splitlines(), 1):
        if "mutant-ok" not in line:
            continue
        match = _DECLARED.search(line)
        kinds = frozenset(re.split(r"[\s,]+", match["kinds"].strip()) if match and match["kinds"].strip() else ())
        if match is None or kinds - set(KINDS):
            raise DsiError(
                f"'{line.strip()}': '# mutant-ok: 이유' 또는 '# mutant-ok 종류,종류: 이유'로 쓰세요. "
                f"종류는 {', '.join(KINDS)}입니다."
            )
        found[number] = kinds
    return found


def vocabulary(sources: Iterable[str]) -> tuple[list[str], list[int]]:
    """Column names and years that the cells of a notebook use, most used first."""
    columns: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:  # a cell with a magic command
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript):
                columns.update(_texts(node.slice))
            elif isinstance(node, ast.keyword) and node.arg in {"by", "on", "columns", "subset", "index", "values"}:
                columns.update(_texts(node.value))
            elif isinstance(node, ast.Call) and called(node.func) in {"groupby", "sort_values"} and node.args:
                columns.update(_texts(node.args[0]))
            elif is_year(node):
                years[node.value] += 1
    order = sorted(columns, key=lambda name: (-columns[name], name))
    return order, sorted(years, key=lambda year: (-years[year], year))


def _in_turn(groups: list[list[Mutant]], cap: int) -> list[Mutant]:
    """Take one of each group in turn until `cap` are taken."""
    turns: Iterator[Mutant] = (
        group[turn] for turn in range(max(map(len, groups), default=0)) for group in groups if turn < len(group)
    )
    return [mutant for mutant, _ in zip(turns, range(cap), strict=False)]


def _spread(found: list[Mutant], cap: int) -> list[Mutant]:
    """Order a kind's mutants so that any first few are spread over the lines of the solution."""
    found = sorted(found, key=lambda m: (m.line, m.change))
    step = max(1, len(found) // max(1, cap // len(KINDS) + 1))
    return [found[i] for offset in range(step) for i in range(offset, len(found), step)]


def _covers(kinds: frozenset[str] | None, kind: str) -> bool:
    return kinds is not None and (not kinds or kind in kinds)


def _texts(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.List | ast.Tuple):
        return [text for item in node.elts for text in _texts(item)]
    return []
