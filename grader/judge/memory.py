"""See whether dictionaries and functions were changed by reading one number of each, without touching them.

Comparing everything would take five times as long and, by counting references, make a copy of every page that a
kernel shares with the zygote. Where the numbers cannot be read, everything is compared.
"""

import ctypes
import types
from collections.abc import Callable

_VERSION = 24  # bytes from the start of a dict to its version, in the Pythons that keep one


def dict_versions(dicts: list[dict]) -> Callable[[], list[int]] | None:
    """Return a function that reads the versions of `dicts`; None where Python keeps none."""
    trial: dict[str, int] = {"a": 1}
    read = ctypes.c_uint64.from_address(id(trial) + _VERSION)
    before = read.value
    quiet = read.value == before
    trial["a"] = 2
    after = read.value
    trial["b"] = 3
    if not (quiet and before < after < read.value < 1 << 60):
        return None
    places = [ctypes.c_uint64.from_address(id(each) + _VERSION) for each in dicts]
    return lambda: [place.value for place in places]


def function_parts(functions: list[types.FunctionType], name: str) -> Callable[[], list[int | None]]:
    """Return a function that reads which object is the part `name` (``__code__`` say) of each function."""

    def trial(value: int = 4217) -> int:
        return value

    wanted = id(getattr(trial, name))
    for offset in range(16, 136, 8):
        if ctypes.c_void_p.from_address(id(trial) + offset).value == wanted:
            places = [ctypes.c_void_p.from_address(id(each) + offset) for each in functions]
            return lambda: [place.value for place in places]
    return lambda: [id(getattr(each, name)) for each in functions]


def forbid_reading() -> None:
    """Close ``/proc/self/mem`` and its like, for this process and those it starts."""
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
