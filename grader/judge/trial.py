"""Run the course's own cells without IPython: nothing a cell could have changed lies between a test and its verdict."""

import ast
import builtins
import secrets
import types
from collections.abc import Callable, Iterator
from typing import Any


class Names(dict):
    """The names tests run among: their own, which no other code finds, before everyone's.

    Parameters
    ----------
    everyones : dict
        The namespace of the cells.
    shared : callable
        Whether a name a test sets is meant for everyone.
    besides : dict
        What tests need that is nobody's.
    checked : callable
        What everyone's values pass before a test sees them; it raises where one may not.
    """

    __slots__ = ("besides", "checked", "everyones", "own", "shared", "shown")

    def __init__(
        self,
        everyones: dict,
        shared: Callable[[str], bool],
        besides: dict[str, Any],
        checked: Callable[[Any], Any],
    ) -> None:
        super().__init__()
        self.everyones, self.own, self.shared, self.besides = everyones, {}, shared, besides
        self.checked = checked
        self.shown: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name in self.own:
            return self.own[name]
        return self.checked(self.everyones[name]) if name in self.everyones else self.besides[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if self.shared(name):
            self.everyones[name] = value
            self.own.pop(name, None)
        else:
            self.own[name] = value

    def __delitem__(self, name: str) -> None:
        del (self.own if name in self.own else self.everyones)[name]

    def __contains__(self, name: object) -> bool:
        return name in self.own or name in self.everyones

    def __iter__(self) -> Iterator[str]:
        return iter(self.copy())

    def __len__(self) -> int:
        return len(self.copy())

    def get(self, name: str, otherwise: Any = None) -> Any:  # noqa: D102
        return self[name] if name in self else otherwise  # noqa: SIM401

    def keys(self) -> Any:  # noqa: D102
        return self.copy().keys()

    def values(self) -> Any:  # noqa: D102
        return self.copy().values()

    def items(self) -> Any:  # noqa: D102
        return self.copy().items()

    def copy(self) -> dict:  # noqa: D102
        return {**self.everyones, **self.own}

    def begin(self, used: set[str]) -> None:
        """Show what C code looks up past the methods above: everyone's names, and Python's own functions.

        Parameters
        ----------
        used : set of str
            Names the cell and the functions in it look up.
        """
        shown = self.everyones.copy()
        for name in used & self.everyones.keys():
            try:
                self.checked(shown[name])
            except TypeError:
                del shown[name]
        dict.update(self, shown)
        dict.update(self, self.besides)

    def end(self, shown: frozenset[str] | None) -> None:
        """Take in what a cell defined past the methods above.

        Parameters
        ----------
        shown : frozenset of str or None
            For a test, the names it shows to everyone; None for a given cell, which defines names for everyone.
        """
        for name, value in dict.items(self):
            there = self.everyones.get(name, self)
            if shown is None:
                if there is not value:
                    self.own.pop(name, None)
            elif name not in self.besides and there is not value and name not in self.own:
                self[name] = value  # by a function with the word global
        dict.clear(self)
        self.shown = {name: self.own[name] for name in (shown or ()) if name in self.own}


class _Watched(ast.NodeTransformer):
    """Let what a test is given pass a check: results, parts of things, and what a loop goes through."""

    def __init__(self, value: str, each: str) -> None:
        self.value, self.each = value, each

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Attribute):  # the method itself need not pass, what it belongs to does
            node.func.value = self.visit(node.func.value)
        else:
            node.func = self.visit(node.func)
        node.args = [self.visit(each) for each in node.args]
        node.keywords = [self.visit(each) for each in node.keywords]
        return self._through(self.value, node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return self._through(self.value, node) if isinstance(node.ctx, ast.Load) else node

    visit_Subscript = visit_Attribute

    def visit_For(self, node: ast.For | ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.iter = self._through(self.each, node.iter)
        return node

    visit_comprehension = visit_For

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        node.guard = self.visit(node.guard) if node.guard else None
        node.body = [self.visit(each) for each in node.body]
        return node

    @staticmethod
    def _through(name: str, node: ast.expr) -> ast.expr:
        return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [node], []), node)


def compiler(
    shell: Any, checked: Callable[[Any], Any], each: Callable[[Any], Any]
) -> tuple[Callable[[str, bool], list[types.CodeType]], dict[str, Any]]:
    """Return what compiles a cell of the course, and the names its tests need besides everyone's.

    Parameters
    ----------
    shell : InteractiveShell
    checked, each : callable
        What tests let every value, and everything they go through one by one, pass.
    """
    make, parse = compile, ast.parse
    watch = _Watched(f"_{secrets.token_hex(8)}", f"_{secrets.token_hex(8)}")

    def pieces(code: str, of_test: bool) -> list[types.CodeType]:
        """Code of the cell; a last value, which is shown, is a piece of its own."""
        file = "<시험>" if of_test else "<과제>"
        try:
            tree = parse(shell.transform_cell(code))
            flags = shell.compile.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            if of_test:
                tree = ast.fix_missing_locations(watch.visit(tree))
            last = []
            if tree.body and isinstance(tree.body[-1], ast.Expr) and not code.rstrip().endswith(";"):
                last = [make(ast.Expression(tree.body.pop().value), file, "eval", flags, dont_inherit=True)]
            return [make(ast.Module(tree.body, []), file, "exec", flags, dont_inherit=True), *last]
        except (SyntaxError, ValueError, RecursionError) as error:
            return [make(f"raise SyntaxError({str(error)!r})", file, "exec", dont_inherit=True)]

    return pieces, {"__builtins__": dict(vars(builtins)), watch.value: checked, watch.each: each}


def failed(error: BaseException) -> dict:
    """Say how a cell ended, as a kernel does, without asking more of its error than there must be."""
    try:
        said = str(error)[:10_000]
    except BaseException:  # noqa: BLE001 - it may be of the trainee's making
        said = ""
    name = type.__dict__["__name__"].__get__(type(error))
    places, trace = [], error.__traceback__
    while trace is not None and len(places) < 30:
        code = trace.tb_frame.f_code
        places.append(f"  {code.co_filename}, {trace.tb_lineno}번째 줄, {code.co_name}")
        trace = trace.tb_next
    return {"status": "error", "ename": str(name), "evalue": said, "traceback": [*places[1:], f"{name}: {said}"]}
