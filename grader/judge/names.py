"""The names the course itself gave: what tests use must be what the course defined."""

import builtins
import copy
import types
from collections.abc import Callable
from typing import Any

_GIVEN = (types.ModuleType, types.FunctionType, type)
_PLAIN = (list, dict, set)
_MISSING = object()


def given_names(
    names: dict, answerable: set[str] | None, values: bool
) -> tuple[Callable[[types.CodeType | None], list[str]], Callable[[], None], Callable[[str], bool]]:
    """Remember what the course's own cells define, and lend it to them again where a trainee's code replaced it.

    Parameters
    ----------
    names : dict
        The namespace in which all cells run.
    answerable : set of str or None
        Names the model answers define or change; those belong to the trainee. None when no model answer is
        known: then nothing is kept.
    values : bool
        Whether tables and other values the course defined are kept as well, not only functions and modules.

    Returns
    -------
    lend, take_back, is_given : callable
        Before a cell of the course, put its names in place of the trainee's and return the functions that had
        been altered; after it, keep what it defined and give the trainee back what was theirs; whether the course defined a name.
    """
    given: dict[str, Any] = {}
    codes: dict[types.FunctionType, types.CodeType] = {}
    borrowed: dict[str, tuple[Any, Any]] = {}
    before: dict[str, Any] = {}

    def lend(code: types.CodeType | None) -> list[str]:
        altered = []
        for function, original in codes.items():
            if function.__code__ is not original:
                function.__code__ = original
                altered.append(function.__name__)
        borrowed.clear()
        for name in used(code).union(*(used(function.__code__) for function in codes)):
            there = names.get(name, _MISSING)
            if name in given:
                lent = _own_copy(given[name])
            elif there is not _MISSING and name in vars(builtins) and ours(name):
                lent = vars(builtins)[name]
            else:
                continue
            if there is not lent:
                borrowed[name] = (there, lent)
                names[name] = lent
        before.clear()
        before.update(names)
        return altered

    def take_back() -> None:
        for name, value in list(names.items()):
            if value is not before.get(name, _MISSING) and not name.startswith("_") and ours(name):
                keep(name, value)
        for name, (theirs, lent) in borrowed.items():
            if names.get(name, _MISSING) is not lent:
                continue
            if theirs is _MISSING:
                del names[name]
            else:
                names[name] = theirs

    def keep(name: str, value: Any) -> None:
        if isinstance(value, _GIVEN):
            given[name] = value
            if type(value) is types.FunctionType and value.__globals__ is names:
                codes[value] = value.__code__
        elif values:
            given[name] = _own_copy(value)

    def ours(name: str) -> bool:
        return answerable is not None and name not in answerable and name != "_"

    return lend, take_back, given.__contains__


def used(code: types.CodeType | None) -> set[str]:
    """Names a piece of code and the functions in it look up."""
    if code is None:
        return set()
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= used(constant)
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
