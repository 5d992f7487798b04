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


def watch_classes() -> Callable[[], list[str]]:
    """Return a function that names the lying classes made since the last time, and takes their lie away."""
    import numpy
    import pandas

    values = (int, float, complex, str, bytes, list, tuple, dict, set, frozenset)
    values += (numpy.ndarray, numpy.generic, pandas.DataFrame, pandas.Series, pandas.Index)
    examined: weakref.WeakKeyDictionary[type, list] = weakref.WeakKeyDictionary()
    objects_of, dict_of, is_below = gc.get_objects, type.__dict__["__dict__"].__get__, type.__subclasscheck__
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
            is_value = any(is_below(value, each) for value in values) and own.get("__module__") == "__main__"
            for name, method in lies:
                if not remove or not (
                    name == "__class__"
                    or (is_value and name not in _ORDER)
                    or (not (name in _ORDER and _of_package(own, method)) and _agrees(each, name, method, objects))
                ):
                    continue
                type.__delattr__(each, name)
                found.append(str(own.get("__qualname__", type.__dict__["__name__"].__get__(each))))
        return list(dict.fromkeys(found))

    look(remove=False)
    return look


def _of_package(own: Any, method: Any) -> bool:
    """Whether an order is as a package's own class says it, as that of ``urllib``'s handlers, imported by a cell."""
    if type(method) is not types.FunctionType:
        return False
    module, code = sys.modules.get(str(own.get("__module__"))), method.__code__
    named = code.co_qualname == f"{own.get('__qualname__', code.co_qualname.rpartition('.')[0])}.{code.co_name}"
    return named and getattr(module, "__file__", None) == code.co_filename and from_package(code)


def _agrees(kind: type, name: str, method: Any, objects: list) -> bool:
    """Whether an object of the class claims to equal things nobody could know."""
    try:
        one = kind.__new__(kind)
    except Exception:  # noqa: BLE001 - cannot be made without its arguments
        one = next((each for each in objects if type(each) is kind), None)
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
