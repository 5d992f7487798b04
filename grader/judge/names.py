"""The names the course itself gave: what tests use must be what the course defined."""

import builtins
import copy
import types
from typing import Any

_GIVEN = (types.ModuleType, types.FunctionType, type)
_PLAIN = (list, dict, set)
_MISSING = object()


class GivenNames:
    """Remember what the course's own cells define, and lend it to them again where a trainee's code replaced it.

    Parameters
    ----------
    names : dict
        The namespace in which all cells run.
    answerable : set of str or None
        Names the model answers define or change; those belong to the trainee. None when no model answer is
        known: then only Python's own names are kept.
    values : bool
        Whether tables and other values the course defined are kept as well, not only functions and modules.
    """

    def __init__(self, names: dict, answerable: set[str] | None, values: bool) -> None:
        self._names, self._answerable, self._values = names, answerable, values
        self._given: dict[str, Any] = {}
        self._codes: dict[types.FunctionType, types.CodeType] = {}
        self._borrowed: dict[str, tuple[Any, Any]] = {}
        self._before: dict[str, Any] = {}

    def lend(self, code: types.CodeType | None) -> list[str]:
        """Before a cell of the course: its names in place of the trainee's. Returns functions that were altered."""
        altered = []
        for function, original in self._codes.items():
            if function.__code__ is not original:
                function.__code__ = original
                altered.append(function.__name__)
        self._borrowed = {}
        used = _used(code) | {name for function in self._codes for name in _used(function.__code__)}
        for name in used:
            if name in self._given:
                lent = _own_copy(self._given[name])
            elif name in vars(builtins) and name in self._names and self._is_ours(name):
                lent = vars(builtins)[name]
            else:
                continue
            there = self._names.get(name, _MISSING)
            if there is not lent:
                self._borrowed[name] = (there, lent)
                self._names[name] = lent
        self._before = dict(self._names)
        return altered

    def take_back(self) -> None:
        """After a cell of the course: keep what it defined; give the trainee back what was theirs."""
        for name, value in list(self._names.items()):
            if value is self._before.get(name, _MISSING) or name.startswith("_"):
                continue
            if self._answerable is not None and name not in self._answerable:
                self._keep(name, value)
        for name, (theirs, lent) in self._borrowed.items():
            if self._names.get(name, _MISSING) is not lent:
                continue
            if theirs is _MISSING:
                del self._names[name]
            else:
                self._names[name] = theirs

    def _keep(self, name: str, value: Any) -> None:
        if isinstance(value, _GIVEN):
            self._given[name] = value
            if isinstance(value, types.FunctionType) and value.__globals__ is self._names:
                self._codes[value] = value.__code__
        elif self._values:
            self._given[name] = _own_copy(value)

    def _is_ours(self, name: str) -> bool:
        return self._answerable is not None and name not in self._answerable and name != "_"


def _used(code: types.CodeType | None) -> set[str]:
    """Names a piece of code and the functions in it look up."""
    if code is None:
        return set()
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= _used(constant)
    return found


def _own_copy(value: Any) -> Any:
    """A copy that no change in place reaches; a table's is made only when one of the two is changed."""
    import numpy
    import pandas

    if isinstance(value, pandas.DataFrame | pandas.Series):
        return value.copy(deep=False)
    if isinstance(value, numpy.ndarray):
        return value.copy()
    if type(value) in _PLAIN:
        try:
            return copy.deepcopy(value)
        except Exception:  # noqa: BLE001 - what cannot be copied is shared
            return value
    return value
