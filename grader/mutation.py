"""Where a small change of a solution can be made, and what it is: the tables and the walk."""

import ast
import itertools
from dataclasses import dataclass

KINDS = (
    "column", "year", "compare", "operator", "aggregate", "sort", "number", "step", "filter",
    "drop", "condition", "logic", "merge", "flag", "string", "round",
)  # fmt: skip

_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_COMPARE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_REVERSE = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_OPERATOR = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
}  # fmt: skip
_LOGIC = {ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And}
_PAIRS = [
    ("sum", "mean"), ("max", "min"), ("idxmax", "idxmin"), ("argmax", "argmin"), ("nlargest", "nsmallest"),
    ("first", "last"), ("head", "tail"), ("any", "all"), ("cummax", "cummin"), ("union", "intersection"),
]  # fmt: skip
_AGGREGATE = dict(_PAIRS) | {b: a for a, b in _PAIRS} | {
    "median": "mean", "nunique": "count", "count": "nunique", "size": "nunique", "std": "var", "var": "std",
    "cumsum": "cumprod", "quantile": "mean", "prod": "sum",
}  # fmt: skip
_BUILTIN = {"max": "min", "min": "max", "any": "all", "all": "any", "sum": "max"}
_MERGE = {"left": "inner", "inner": "left", "outer": "inner", "right": "left"}
_STEPS = {
    "dropna", "fillna", "drop_duplicates", "astype", "strip", "lstrip", "rstrip", "zfill", "abs", "replace", "lower",
    "upper", "clip", "shift", "diff", "cumsum", "query", "dissolve", "to_crs", "explode", "rename", "removeprefix",
    "removesuffix", "ffill", "bfill", "mask", "where",
}  # fmt: skip
_ACCESSORS = {"str", "dt"}
_SORTS = {"sort_values", "sort_index", "sorted", "nlargest", "nsmallest", "rank", "sort"}
_NO_TEXT = {  # functions whose arguments only dress a result: nothing for a test to see
    "print", "display", "title", "suptitle", "set_title", "set_xlabel", "set_ylabel", "xlabel", "ylabel", "legend", "grid",
    "source_line", "use_korean", "tight_layout", "figure", "subplots", "tick_params", "annotate", "text", "savefig",
}  # fmt: skip
_NO_KEYWORD = {
    "title", "label", "labels", "color", "colors", "cmap", "figsize", "fontsize", "rotation", "alpha", "linewidth", "marker",
    "edgecolor", "legend", "legend_name", "tooltip", "popup", "style", "size", "ha", "va", "zorder", "dpi", "unit",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One changed solution.

    Attributes
    ----------
    source : str
        The whole answer cell with the change in it.
    line : int
        Line of the change within the cell, from 1.
    kind : str
        One of :data:`KINDS`.
    change : str
        ``"before → after"`` on one line.
    declared : bool
        Whether the author declared survivors of this kind on this line equivalent.
    """

    source: str
    line: int
    kind: str
    change: str
    declared: bool = False


class Maker(ast.NodeVisitor):
    """Collects mutants of the nodes that lie in a solution region."""

    def __init__(self, source: str, columns: list[str], years: list[int]) -> None:
        self.raw = source.encode()
        lengths = [len(line) + 1 for line in self.raw.split(b"\n")]
        self.starts = [0, *itertools.accumulate(lengths)]
        self.regions = _regions(source)
        self.columns, self.years = columns, years
        self.found: list[Mutant] = []

    def visit(self, node: ast.AST) -> None:
        """Make the mutants of `node` and of what is in it, but not of texts that only people read."""
        skipped = (
            isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.Assert | ast.JoinedStr)
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            or (isinstance(node, ast.keyword) and node.arg in _NO_KEYWORD)
        )
        if skipped:
            return
        if isinstance(node, ast.Call) and called(node.func) in _NO_TEXT:
            self.visit(node.func)
            return
        if isinstance(node, ast.stmt):
            self._statement(node)
        else:
            self._expression(node)
        self.generic_visit(node)

    # statements

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.If | ast.While):
            for constant in ("True", "False") if isinstance(node, ast.If) else ("False",):
                self._add(node.test, "condition", constant)
        elif isinstance(node, ast.Expr):
            if not (isinstance(node.value, ast.Call) and called(node.value.func) in _NO_TEXT):
                self._add(node, "drop", "pass")
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return | ast.Continue | ast.Break):
            self._add(node, "drop", "pass")

    # expressions

    def _expression(self, node: ast.AST) -> None:
        match node:
            case ast.Compare(ops=[op]):
                for table in (_COMPARE, _REVERSE):
                    if type(op) in table:
                        self._add(node, "compare", self._with(node, ops=[table[type(op)]()]))
            case ast.BinOp(op=op):
                for kind, table in (("operator", _OPERATOR), ("logic", _LOGIC)):
                    if type(op) in table:
                        self._add(node, kind, self._with(node, op=table[type(op)]()))
            case ast.BoolOp(op=op):
                self._add(node, "logic", self._with(node, op=_LOGIC[type(op)]()))
            case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
                self._add(node, "logic", f"({ast.unparse(operand)})")
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                self._add(node, "operator", f"({ast.unparse(operand)})")
            case ast.IfExp(body=body, orelse=orelse):
                self._add(node, "condition", f"({ast.unparse(body)})")
                self._add(node, "condition", f"({ast.unparse(orelse)})")
            case ast.Subscript(value=value, slice=ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Invert())):
                self._add(node, "filter", ast.unparse(value))
            case ast.Subscript(value=value, slice=ast.BinOp(op=ast.BitAnd() | ast.BitOr())):
                self._add(node, "filter", ast.unparse(value))
            case ast.comprehension(ifs=ifs):
                for test in ifs:
                    self._add(test, "filter", "True")
            case ast.Call():
                self._call(node)
            case ast.Constant():
                self._constant(node)

    def _call(self, node: ast.Call) -> None:
        name, owner = called(node.func), node.func.value if isinstance(node.func, ast.Attribute) else None
        swapped = (_AGGREGATE if owner else _BUILTIN).get(name)
        if swapped:
            func = ast.Attribute(owner, swapped) if owner else ast.Name(swapped)
            self._add(node, "aggregate", self._with(node, func=func))
        if name == "round":
            target = owner if owner and not _is_module(owner) else (node.args[0] if node.args else None)
            if target is not None:
                self._add(node, "round", f"({ast.unparse(target)})")
            for digits in node.args[0 if target is owner else 1 :]:
                if isinstance(digits, ast.Constant) and isinstance(digits.value, int):
                    self._add(digits, "round", repr(digits.value + 1))
        if name in {"sort_values", "sort_index"} and owner:
            self._add(node, "sort", f"({ast.unparse(owner)})")
        elif name == "sorted" and node.args:
            self._add(node, "sort", f"list({ast.unparse(node.args[0])})")
        if name in _SORTS - {"nlargest", "nsmallest"} and not {k.arg for k in node.keywords} & {"ascending", "reverse"}:
            flipped = "reverse=True" if name in {"sorted", "sort"} else "ascending=False"
            self._add(node, "sort", self._with(node, keywords=[*node.keywords, *_keywords(flipped)]))
        if name == "merge" and owner and not any(k.arg == "how" for k in node.keywords):
            self._add(node, "merge", self._with(node, keywords=[*node.keywords, *_keywords("how='left'")]))
        if name in _STEPS and owner and not _is_module(owner):
            kept = owner.value if isinstance(owner, ast.Attribute) and owner.attr in _ACCESSORS else owner
            self._add(node, "step", f"({ast.unparse(kept)})")
        for keyword in node.keywords:
            self._keyword(keyword)

    def _keyword(self, keyword: ast.keyword) -> None:
        value = keyword.value
        if isinstance(value, ast.Constant) and isinstance(value.value, bool):
            self._add(value, "sort" if keyword.arg in {"ascending", "reverse"} else "flag", str(not value.value))
        elif keyword.arg == "how" and isinstance(value, ast.Constant) and value.value in _MERGE:
            self._add(value, "merge", repr(_MERGE[value.value]))
        elif keyword.arg in {"decimals", "ndigits"} and isinstance(value, ast.Constant):
            self._add(value, "round", repr(value.value + 1))

    def _constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool) or value is None or value is Ellipsis:
            return
        if is_year(node):
            others = [year for year in self.years if year != value]
            near = min(others, key=lambda year: (abs(year - value), year), default=value - 1)
            for other in dict.fromkeys((near, value + 1)):
                self._add(node, "year", repr(other))
        elif isinstance(value, int):
            self._add(node, "number", repr(value + 1))
            if value > 0:
                self._add(node, "number", repr(value - 1))
        elif isinstance(value, float):
            self._add(node, "number", repr(value * 1.1 if value else 1.0))
        elif isinstance(value, str):
            self._text(node)

    def _text(self, node: ast.Constant) -> None:
        value = node.value
        if value in _AGGREGATE:
            self._add(node, "aggregate", repr(_AGGREGATE[value]))
        elif value in self.columns:
            others = [column for column in self.columns if column != value]
            here = [column for column in others if repr(column)[1:-1].encode() in self.raw]
            for other in dict.fromkeys([*here[:1], *others[:1]]):
                self._add(node, "column", repr(other))
        elif value not in _MERGE:
            self._add(node, "string", repr(value + "x"))  # not "_": codec names ignore it

    # writing

    def _with(self, node: ast.AST, **fields: object) -> str:
        """Source of `node` with some of its fields changed."""
        changed = type(node)(**{name: getattr(node, name) for name in node._fields} | fields)
        return f"({ast.unparse(ast.fix_missing_locations(changed))})"

    def _add(self, node: ast.expr | ast.stmt, kind: str, text: str) -> None:
        """Note the mutant in which `text` stands where `node` was."""
        if not any(start < node.lineno and node.end_lineno < end for start, end in self.regions):
            return
        begin = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[node.end_lineno - 1] + node.end_col_offset
        source = (self.raw[:begin] + text.encode() + self.raw[end:]).decode()
        change = f"{_short(self.raw[begin:end].decode())} → {_short(text)}"
        self.found.append(Mutant(source, node.lineno, kind, change))


def _regions(source: str) -> list[tuple[int, int]]:
    """Lines (first, last) of the solution markers; the whole cell when there are none."""
    lines = source.splitlines()
    begins = [number for number, line in enumerate(lines, 1) if _BEGIN in line]
    ends = [number for number, line in enumerate(lines, 1) if _END in line]
    return list(zip(begins, ends, strict=False)) or [(0, len(lines) + 1)]


def is_year(node: ast.AST) -> bool:
    """Whether `node` is a number that reads as a year."""
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool)
        and 1900 <= node.value <= 2100
    )  # fmt: skip


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in {"np", "pd", "gpd", "math", "re", "plt"}


def _keywords(text: str) -> list[ast.keyword]:
    return ast.parse(f"f({text})", mode="eval").body.keywords


def called(func: ast.AST) -> str:
    """Name of a called function or method, without what it belongs to."""
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 70 else text[:67] + "…"
