"""The packages a test relies on, as they were before any code of a trainee ran."""

import gc
import sys
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

from grader.judge.memory import dict_versions, function_parts

# Packages and modules whose functions and classes tests call, or that run the cells …
_TRUSTED = {
    "builtins",
    "IPython",
    "ipykernel",
    "jupyter_client",
    "curriculum",
    "pandas",
    "numpy",
    "geopandas",
}
_TRUSTED |= {"pyarrow", "shapely", "math", "operator", "statistics", "unittest", "json", "re", "datetime"}
_TRUSTED |= {"collections", "itertools", "functools", "decimal", "fractions", "random", "inspect", "ast"}
_TRUSTED |= {"copy", "string", "gc"}
# … and those of their parts no cell depends on; leaving them out makes a look faster.
_UNUSED = ("numpy.f2py", "IPython.terminal", "IPython.core.magics", "IPython.extensions", "IPython.external")
_UNUSED += tuple(
    f"jupyter_client.{part}" for part in ("manager", "provisioning", "kernelspec", "asynchronous", "ioloop")
)
_PASSING = {"_", "input", "get_ipython", "exit", "quit"}  # what IPython itself sets while a cell runs
_OWN = "curriculum"  # here plain values count as well: no package of ours changes its own while it runs
_IMMUTABLE = (str, bytes, int, float, bool, tuple, frozenset)
_MISSING = object()

Names = list[Any]  # label, owner, its dict, and a copy of that as it was


def record() -> tuple[Callable[[], None], Callable[[], list[str]], Callable[[], None]]:
    """Take down all trusted modules and classes.

    Returns
    -------
    accept, repair, forget : callable
        Take all names as they are now; put back what was changed and name it; empty the caches of our own
        packages that hand out things a cell could change.
    """
    modules = [m for m in list(sys.modules.values()) if type(m) is types.ModuleType and _trusted(m.__name__)]
    classes = {
        id(value): value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and _trusted(value.__module__) and value.__flags__ & (1 << 9)
    }
    loaded = {module.__name__: module for module in modules}
    everything: list[Names] = [[m.__name__, m, vars(m), dict(vars(m))] for m in modules]
    everything += [[f"{c.__module__}.{c.__qualname__}", c, vars(c), dict(vars(c))] for c in classes.values()]
    functions = _functions(everything)
    parts = [
        (name, function_parts(functions, name), [getattr(f, name) for f in functions])
        for name in ("__code__", "__defaults__")
    ]
    was = [read() for _, read, _ in parts]
    versions = dict_versions([d if type(d) is dict else gc.get_referents(d)[0] for _, _, d, _ in everything])
    seen = versions() if versions else []
    forgetful = list(_forgetful(modules))

    def altered() -> list[Names]:
        if not versions:
            return [names for names in everything if _differ(names[2], names[3])]
        return [names for names, old, new in zip(everything, seen, versions(), strict=True) if old != new]

    def accept() -> None:
        for names in altered():
            names[3] = dict(names[2])
        seen[:] = versions() if versions else []

    def repair() -> list[str]:
        found = [name for names in altered() for name in _put_back(names)]
        for (part, read, values), then in zip(parts, was, strict=True):
            if read() != then:
                for function, value in zip(functions, values, strict=True):
                    if getattr(function, part) is not value:
                        setattr(function, part, value)
                        found.append(f"{function.__module__}.{function.__qualname__}")
        for name, module in loaded.items():
            if sys.modules.get(name) is not module:
                sys.modules[name] = module
                found.append(f"sys.modules.{name}")
        seen[:] = versions() if versions else []
        return found

    def forget() -> None:
        for clear in forgetful:
            clear()

    return accept, repair, forget


def _put_back(names: Names) -> Iterator[str]:
    """Put back every name that was rebound, and name it; what was added meanwhile is accepted."""
    label, owner, now, then = names
    strict, is_class, quiet = label.split(".")[0] == _OWN, isinstance(owner, type), len(now) == len(then)
    for name, value in then.items():
        there = now.get(name, _MISSING)
        if there is value or name in _PASSING:
            continue
        quiet = False
        if strict or callable(value):
            if is_class:
                type.__setattr__(owner, name, value)
            else:
                now[name] = value
            yield f"{label}.{name}"
    if is_class:
        for name in set(now) - set(then):
            if callable(now[name]) and any(name in vars(base) for base in owner.__mro__[1:]):
                type.__delattr__(owner, name)
                yield f"{label}.{name}"
    if quiet and label in _STILL:  # set, and set back
        yield label
    names[3] = dict(now)


# Modules of which nothing is ever set: a change that was undone shows in the version.
_STILL = {
    "math",
    "pandas.testing",
    "pandas._testing",
    "pandas._testing.asserters",
    "numpy.testing",
    "operator",
}
_STILL |= {"statistics", "curriculum.datasets", "curriculum.regions"}


def _functions(everything: list[Names]) -> list[types.FunctionType]:
    found = {}
    for value in (value for names in everything for value in names[3].values()):
        function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if type(function) is types.FunctionType:
            found[id(function)] = function
    return list(found.values())


def _trusted(name: str | None) -> bool:
    return isinstance(name, str) and name.split(".")[0] in _TRUSTED and not name.startswith(_UNUSED)


def _differ(now: Any, then: dict) -> bool:
    try:
        return now != then  # in C, and by identity first
    except Exception:  # noqa: BLE001 - values that cannot be compared are looked at one by one
        return True


def _forgetful(modules: list[types.ModuleType]) -> Iterator[Callable[[], None]]:
    for module in modules:
        for value in vars(module).values():
            if module.__name__.split(".")[0] == _OWN and hasattr(value, "cache_clear"):
                result = getattr(value.__wrapped__, "__annotations__", {}).get("return")
                if (typing.get_origin(result) or result) not in _IMMUTABLE:
                    yield value.cache_clear


PACKAGES = record()
