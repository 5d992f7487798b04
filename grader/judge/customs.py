"""What may cross from an answer into a test: values whose comparisons and sums are not the trainee's own.

An object of a class of one's own could say that it equals whatever the test compares it with, only now, only once.
So while a test runs, values are looked at as they reach it; the classes that were there before the first cell are
in order, and those made since may not take part in operators.
"""

import types
from collections.abc import Callable, Iterator
from typing import Any

from grader.judge.classes import HEAP, agreeing, dict_of, flags_of, name_of, order_of, values
from grader.judge.known import Codes, from_package

_WORDS = "eq ne lt le gt ge contains add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift"
_OPERATORS = {f"__{word}__" for word in _WORDS.split()}
_OPERATORS |= {f"__{side}{word}__" for side in "ri" for word in _WORDS.split()[7:]}
_OPERATORS |= {"__class__", "__array_ufunc__", "__array_function__", "__instancecheck__", "__subclasscheck__"}
_OPERATORS |= {"__getattribute__", "__dataframe__", "__arrow_c_stream__"}
# What a class below one of Python's or pandas' own kinds of values may define anew.
_ALLOWED = {"__new__", "__init__", "__repr__", "__str__", "__doc__", "__module__", "__hash__", "__dict__", "__slots__"}
_ALLOWED |= {"__getnewargs__", "__reduce__", "__reduce_ex__", "__format__", "__weakref__", "__annotations__"}
_ALLOWED |= {"__class_getitem__", "__init_subclass__", "__static_attributes__", "__firstlineno__", "_metadata"}
_DEEP = 5


def customs(
    classes: dict[int, type], codes: Codes, own: Codes, asked: set[str]
) -> tuple[Callable[[Any], Any], Callable[[Any], Any], Callable[[], list[str]]]:
    """Return what lets values pass, what lets an iterable's values pass, and what says which were refused.

    Parameters
    ----------
    classes, codes : dict
        Those there were before any cell, by id.
    own : dict
        The code of the course's own cells, by id.
    asked : set of str
        Names the model answers define: a class the question asks for may do what it likes.
    """
    import unittest.mock

    import numpy
    import pandas

    kind_of, below, kinds, agrees = type, type.__subclasscheck__, values(), agreeing()
    own_way = {kind for kind in vars(unittest.mock).values() if isinstance(kind, type)}
    plain = {int, float, complex, str, bytes, bool, type(None), types.FunctionType, types.MethodType}
    plain |= {types.BuiltinFunctionType, types.ModuleType, range, slice, pandas.Timestamp}
    judged: dict[int, tuple[type, list, bool]] = {}
    refused: list[str] = []

    def in_order(kind: type) -> bool:
        if kind in own_way:
            return False
        if classes.get(id(kind)) is kind or not flags_of(kind) & HEAP:
            return True
        made = [each for each in order_of(kind) if classes.get(id(each)) is not each and flags_of(each) & HEAP]
        shot = [dict(dict_of(each)) for each in made]
        known = judged.get(id(kind))
        if known is None or known[1] != shot:
            judged[id(kind)] = known = (kind, shot, all(_innocent(each) for each in made))
        return known[2]

    def _innocent(kind: type) -> bool:
        if name_of(kind) in asked:
            return True
        names = dict_of(kind)
        bases = [base for base in kinds if below(base, kind)]
        taken = {n for n in names if callable(names[n]) and n not in _ALLOWED and any(hasattr(b, n) for b in bases)}
        return all(_of_package(names[name], name, names) for name in taken | (_OPERATORS & names.keys()))

    def _of_package(method: Any, name: str, names: Any) -> bool:
        """Whether a method was made by a package or by the course, or as dataclasses make them."""
        if kind_of(method) is types.WrapperDescriptorType:
            return method.__name__ == name and method.__objclass__ is not object
        if kind_of(method) is not types.FunctionType:
            return method is None
        code = method.__code__
        if any(known.get(id(code)) is code for known in (codes, own)) or from_package(code):
            return True
        fields = names.get("__dataclass_fields__")
        return (
            kind_of(fields) is dict
            and name in {"__eq__", "__lt__", "__le__", "__gt__", "__ge__"}
            and set(code.co_names) <= {"__class__", "NotImplemented", *fields}
        )

    def strange(value: Any, depth: int = 0) -> type | None:
        """Find the class that is not in order, of a value or of what it holds."""
        kind = kind_of(value)
        if kind in plain:
            return None
        if not in_order(kind) or (agrees(value) and name_of(kind) not in asked):
            return kind
        if depth < _DEEP:
            for parts in _parts(value):
                kinds = set(map(kind_of, parts)) - plain
                for each in kinds:
                    if not in_order(each):
                        return each
                if kinds:
                    for part in parts:
                        if kind_of(part) in kinds and (found := strange(part, depth + 1)) is not None:
                            return found
        return None

    def _parts(value: Any) -> Iterator[list]:
        if isinstance(value, list | tuple | set | frozenset):
            yield list(value)
        elif isinstance(value, dict):
            yield [*dict.keys(value), *dict.values(value)]
        elif isinstance(value, pandas.DataFrame):
            for place, kind in enumerate(value.dtypes):
                if kind == object:
                    yield list(value.iloc[:, place])
        elif isinstance(value, pandas.Series | pandas.Index):
            if value.dtype == object:
                yield list(value)
        elif isinstance(value, numpy.ndarray) and value.dtype == object:
            yield list(value.ravel())

    def checked(value: Any) -> Any:
        kind = strange(value)
        if kind is None:
            return value
        name = str(name_of(kind))
        refused.append(name)
        raise TypeError(f"{name}: 시험이 견줄 수 있는 값이 아닙니다.")

    def each(several: Any) -> Any:
        kind = kind_of(several)
        if kind in (list, tuple, dict, set, frozenset, range, str):
            return several
        return (checked(value) for value in several) if kind in lazy else checked(several)

    lazy = {types.GeneratorType, map, filter, zip, enumerate, reversed}

    def report() -> list[str]:
        found = list(dict.fromkeys(refused))
        refused.clear()
        return found

    return checked, each, report
