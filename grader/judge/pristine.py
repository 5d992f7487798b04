"""The packages a test relies on, as they were before any code of a trainee ran."""

import gc
import sys
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

from grader.judge.memory import dict_versions, function_parts

# Packages and modules whose functions and classes tests call, or that run the cells.
_TRUSTED = {"builtins", "IPython", "ipykernel", "jupyter_client", "curriculum", "grader", "pandas", "numpy"}
_TRUSTED |= {"geopandas", "shapely", "math", "operator", "statistics", "unittest", "json", "re", "datetime"}
_TRUSTED |= {"collections", "itertools", "functools", "decimal", "fractions", "random", "inspect", "ast"}
_TRUSTED |= {"copy", "string"}
# … and those of their parts no cell depends on; leaving them out makes a look faster.
_UNUSED = ("numpy.f2py", "IPython.terminal", "IPython.core.magics", "IPython.extensions", "IPython.external")
_UNUSED += tuple(
    f"jupyter_client.{part}" for part in ("manager", "provisioning", "kernelspec", "asynchronous", "ioloop")
)
_PASSING = {"_", "input", "get_ipython", "exit", "quit"}  # what IPython itself sets while a cell runs
_OWN = "curriculum"  # here plain values count as well: no package of ours changes its own while it runs
_IMMUTABLE = (str, bytes, int, float, bool, tuple, frozenset)
_MISSING = object()


class _Names:
    """The names of one module or class."""

    def __init__(self, label: str, owner: Any) -> None:
        self.label, self.owner, self.now = label, owner, vars(owner)
        self.then = dict(self.now)
        self.strict = label.split(".")[0] == _OWN

    def changed(self) -> Iterator[str]:
        """Put back every name that was rebound, and name it; what was added meanwhile is accepted."""
        for name, value in self.then.items():
            now = self.now.get(name, _MISSING)
            if now is not value and name not in _PASSING and (self.strict or callable(value)):
                if isinstance(self.owner, type):
                    type.__setattr__(self.owner, name, value)
                else:
                    self.now[name] = value
                yield f"{self.label}.{name}"
        if isinstance(self.owner, type):
            yield from self._covered()
        self.then = dict(self.now)

    def _covered(self) -> Iterator[str]:
        """Names added to a class in front of what it inherits."""
        for name in set(self.now) - set(self.then):
            if callable(self.now[name]) and any(name in vars(base) for base in self.owner.__mro__[1:]):
                type.__delattr__(self.owner, name)
                yield f"{self.label}.{name}"


class Packages:
    """A record of all trusted modules and their classes."""

    def __init__(self) -> None:
        modules = [
            m for m in list(sys.modules.values()) if type(m) is types.ModuleType and _trusted(m.__name__)
        ]
        classes = {
            id(value): value
            for module in modules
            for value in vars(module).values()
            if isinstance(value, type) and _trusted(value.__module__) and value.__flags__ & (1 << 9)
        }
        self._loaded = {module.__name__: module for module in modules}
        self._names = [_Names(module.__name__, module) for module in modules]
        self._names += [_Names(f"{c.__module__}.{c.__qualname__}", c) for c in classes.values()]
        functions = {}
        for value in (value for names in self._names for value in names.then.values()):
            value = (
                getattr(value, "__func__", value) if isinstance(value, classmethod | staticmethod) else value
            )
            if type(value) is types.FunctionType:
                functions[id(value)] = value
        self._functions = list(functions.values())
        self._parts = [
            (name, function_parts(self._functions, name), [getattr(f, name) for f in self._functions])
            for name in ("__code__", "__defaults__")
        ]
        self._then = [now() for _, now, _ in self._parts]
        dicts = [
            each.now if type(each.now) is dict else gc.get_referents(each.now)[0] for each in self._names
        ]
        self._versions = dict_versions(dicts)
        self._seen = self._versions() if self._versions else []
        self.forget = list(_forgetful(modules))

    def accept(self) -> None:
        """Take all names as they are now: what the kernel's own start has set."""
        for names in self._changed():
            names.then = dict(names.now)

    def repair(self) -> list[str]:
        """Put back what was changed; return the names of what had been."""
        found = [name for names in self._changed() for name in names.changed()]
        for (part, now, values), then in zip(self._parts, self._then, strict=True):
            if now() != then:
                for function, value in zip(self._functions, values, strict=True):
                    if getattr(function, part) is not value:
                        setattr(function, part, value)
                        found.append(f"{function.__module__}.{function.__qualname__}")
        for name, module in self._loaded.items():
            if sys.modules.get(name) is not module:
                sys.modules[name] = module
                found.append(f"sys.modules.{name}")
        for forget in self.forget:
            forget()
        if self._versions:
            self._seen = self._versions()
        return found

    def _changed(self) -> list[_Names]:
        if not self._versions:
            return [names for names in self._names if _differ(names.now, names.then)]
        now = self._versions()
        return [names for names, old, new in zip(self._names, self._seen, now, strict=True) if old != new]


def _trusted(name: str | None) -> bool:
    return isinstance(name, str) and name.split(".")[0] in _TRUSTED and not name.startswith(_UNUSED)


def _differ(now: Any, then: dict) -> bool:
    try:
        return now != then  # in C, and by identity first
    except Exception:  # noqa: BLE001 - values that cannot be compared are looked at one by one
        return True


def _forgetful(modules: list[types.ModuleType]) -> Iterator[Callable[[], None]]:
    """How to empty the caches of our own packages that hand out things a cell could change."""
    for module in modules:
        for value in vars(module).values():
            if module.__name__.split(".")[0] == _OWN and hasattr(value, "cache_clear"):
                result = getattr(value.__wrapped__, "__annotations__", {}).get("return")
                if (typing.get_origin(result) or result) not in _IMMUTABLE:
                    yield value.cache_clear


PACKAGES = Packages()
