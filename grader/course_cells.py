"""What the course's own cells and model answers say about a notebook, before anything of it runs."""

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

# Methods that change what they are called on.
_CHANGING = {
    "append",
    "extend",
    "insert",
    "remove",
    "pop",
    "clear",
    "sort",
    "reverse",
    "update",
    "setdefault",
}
# What the nbgrader settings call hidden tests unless they are changed; the text between is each second part.
_HIDDEN = re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS.*\n((?:.*\n)*?)[ \t]*### END HIDDEN TESTS.*$", re.MULTILINE)
_CHANGING |= {"popitem", "add", "discard", "fill", "put"}


@dataclass(frozen=True)
class ModelAnswers:
    """What the source notebook says; nothing when it is not there.

    Attributes
    ----------
    names : frozenset of str or None
        Names the answers define or change.
    shown : frozenset
        Names that tests define in the part trainees see, and nowhere else.
    begin : tuple
        The code cells before the first answer: text, and whether it is the course's own.
    folder : Path or None
        Where the notebook lies.
    """

    names: frozenset[str] | None = None
    shown: frozenset[str] = frozenset()
    begin: tuple[tuple[str, bool], ...] = ()
    folder: Path | None = None


def is_course(cell: NotebookNode) -> bool:
    """Whether a code cell is the course's own, given or test, and not the trainee's."""
    return cell.cell_type == "code" and bool(is_locked(cell)) and not is_solution(cell)


def is_test(cell: NotebookNode) -> bool:
    """Whether a code cell is a test that is scored by running it."""
    return cell.cell_type == "code" and bool(is_grade(cell)) and not is_solution(cell)


def model_answers(source: Path) -> ModelAnswers:
    """Read a notebook of the ``source`` folder."""
    try:
        stat = source.stat()
    except OSError:
        return ModelAnswers()
    return _model_answers(source, stat.st_mtime_ns, stat.st_size)


@cache
def _model_answers(source: Path, *_stamp: int) -> ModelAnswers:
    try:
        cells = nbformat.read(source, as_version=4).cells
    except (OSError, ValueError, nbformat.ValidationError):
        return ModelAnswers()
    found, shown, hidden = set[str](), set[str](), set[str]()
    for cell in (cell for cell in cells if cell.cell_type == "code"):
        tree = _parsed(cell.source)
        if not is_course(cell):
            found |= set(_bound(tree))
        found |= set(_changed(tree))
        if is_test(cell):
            parts = _HIDDEN.split(cell.source)
            shown |= set(_bound(_parsed(parts[0] + "".join(parts[2::2]))))
            hidden |= {name for part in parts[1::2] for name in _bound(_parsed(part))}
    code = [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()]
    begin = itertools.takewhile(lambda cell: not is_solution(cell), code)
    return ModelAnswers(
        frozenset(found),
        frozenset(shown - hidden),
        begin=tuple((cell.source, is_course(cell)) for cell in begin),
        folder=source.parent,
    )


def imports(sources: list[str]) -> dict[str, list[str]]:
    """Modules that cells import, and for each the names taken from it, which may be modules as well."""
    found: dict[str, dict[str, None]] = {}
    for source in sources:
        for node in ast.walk(_parsed(source)):
            if isinstance(node, ast.Import):
                found |= {alias.name: found.get(alias.name, {}) for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.setdefault(node.module, {}).update(dict.fromkeys(alias.name for alias in node.names))
    return {module: list(names) for module, names in found.items()}


def ends_in_value(source: str) -> bool:
    """Whether the last statement of a cell is an expression, which IPython shows."""
    body = _parsed(source).body
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")


def _parsed(source: str) -> ast.Module:
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module(body=[], type_ignores=[])


def _bound(tree: ast.Module) -> Iterator[str]:
    """Names a cell defines, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)


def _changed(tree: ast.Module) -> Iterator[str]:
    """Names of things a cell changes in place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            yield from _root(node)
        elif isinstance(node, ast.AugAssign):
            yield from _root(node.target)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            in_place = any(word.arg in {"inplace", "out"} for word in node.keywords)
            if in_place or node.func.attr in _CHANGING:
                yield from _root(node.func.value)


def _root(node: ast.AST) -> Iterator[str]:
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id
