"""Classes whose objects lie when they are compared."""

import gc
import random
import sys
import types
import weakref
from collections.abc import Callable
from typing import Any

from grader.judge.known import from_package

_EQUAL, _ORDER = ("__eq__", "__contains__"), ("__lt__", "__le__", "__gt__", "__ge__")
_COMPARISONS = (*_EQUAL, "__ne__", *_ORDER)
HEAP = 1 << 9  # the flag of classes that were made while Python ran, as all of a trainee's are


order_of, dict_of, name_of, flags_of = (
    type.__dict__[part].__get__ for part in ("__mro__", "__dict__", "__qualname__", "__flags__")
)
"""What a class is, whatever its own class says."""


def values() -> tuple[type, ...]:
    """Kinds of values that answers are; a class below one of them may pretend to be such a value."""
    import numpy
    import pandas

    plain = (int, float, complex, str, bytes, list, tuple, dict, set, frozenset)
    return (*plain, numpy.ndarray, numpy.generic, pandas.DataFrame, pandas.Series, pandas.Index)


def watch_classes() -> Callable[[], list[str]]:
    """Return a function that names the lying classes made since the last time, and takes their lie away."""
    kinds = values()
    examined: weakref.WeakKeyDictionary[type, list] = weakref.WeakKeyDictionary()
    objects_of, parts_of, is_below = gc.get_objects, gc.get_referents, type.__subclasscheck__
    gc.freeze = lambda: None  # a way to hide from us

    def look(remove: bool = True) -> list[str]:
        found = []
        objects = objects_of()  # without the zygote's, which are frozen
        for each in [each for each in objects if issubclass(type(each), type)]:
            own = dict_of(each)
            lies = [(name, own[name]) for name in (*_COMPARISONS, "__class__") if name in own]
            if not lies or examined.get(each) == lies:
                continue
            examined[each] = lies
            is_value = any(is_below(kind, each) for kind in kinds) and own.get("__module__") == "__main__"
            for name, method in lies if remove else ():
                lies_here = name == "__class__" or (is_value and name not in _ORDER)
                if _of_package(own, method) or not (lies_here or _agrees_any(each, name, method, objects)):
                    continue
                take_away(each, name)
                found.append(str(own.get("__qualname__", type.__dict__["__name__"].__get__(each))))
        return list(dict.fromkeys(found))

    def take_away(kind: type, name: str) -> None:
        if name == "__class__":  # which ``type`` takes for one of its own, and does not let go
            (names, *_) = parts_of(dict_of(kind))
            del names[name]
            type.__setattr__(kind, "__doc__", names.get("__doc__"))  # has the class forget what it looked up before
        else:
            type.__delattr__(kind, name)

    look(remove=False)
    return look


def agreeing() -> Callable[[Any], bool]:
    """Return a function that says whether an object claims to equal, or to come before or after, just anything."""
    at_home = {each for kind in values() for each in order_of(kind)}  # compare as they should

    def agrees(value: Any) -> bool:
        kind = type(value)
        if not flags_of(kind) & HEAP:
            return False
        for name in ("__eq__", "__ne__", *_ORDER):
            owner = next(each for each in order_of(kind) if name in dict_of(each))
            if owner not in at_home and flags_of(owner) & HEAP and _agrees(value, kind, name, dict_of(owner)[name]):
                return True
        return False

    return agrees


def _of_package(own: Any, method: Any) -> bool:
    """Whether a method or property is as a package's own class says it: one that a cell imported, and did not make."""
    parts = [method.fget, method.fset, method.fdel] if type(method) is property else [method]
    return all(part is None or _is_written(own, part) for part in parts)


def _is_written(own: Any, function: Any) -> bool:
    """Whether a function stands in the file of the class's module, under the class's name."""
    if type(function) is not types.FunctionType:
        return False
    module, code = sys.modules.get(str(own.get("__module__"))), function.__code__
    named = code.co_qualname == f"{own.get('__qualname__', code.co_qualname.rpartition('.')[0])}.{code.co_name}"
    return named and getattr(module, "__file__", None) == code.co_filename and from_package(code)


def _agrees_any(kind: type, name: str, method: Any, objects: list) -> bool:
    """Whether an object of the class agrees; one is made, or found."""
    try:
        one = kind.__new__(kind)
    except Exception:  # noqa: BLE001 - cannot be made without its arguments
        one = next((each for each in objects if type(each) is kind), None)
    return _agrees(one, kind, name, method)


def _agrees(one: Any, kind: type, name: str, method: Any) -> bool:
    """Whether an object of the class claims to equal things nobody could know."""
    value = random.SystemRandom().random()
    probes = [object(), str(value), value, int(value * 1e12), [value]] if name in _EQUAL else [object()]
    for probe in probes:
        try:
            answer = (method.__get__(one, kind) if hasattr(method, "__get__") else method)(probe)
            if answer is not NotImplemented and bool(answer) is (name != "__ne__"):
                return True
        except Exception:  # noqa: BLE001, S112 - an honest comparison may fail on strange things
            continue
    return False
