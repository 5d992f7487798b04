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
    read_all = _reader([id(each) + _VERSION for each in dicts])
    return lambda: memoryview(read_all()).cast("Q").tolist()


def function_parts(functions: list[types.FunctionType], name: str) -> Callable[[], bytes | list[int]]:
    """Return a function that reads which object is the part `name` (``__code__`` say) of each function."""

    def trial(value: int = 4217) -> int:
        return value

    wanted = id(getattr(trial, name))
    for offset in range(16, 136, 8):
        if ctypes.c_void_p.from_address(id(trial) + offset).value == wanted:
            return _reader([id(each) + offset for each in functions])
    return lambda: [id(getattr(each, name)) for each in functions]


def _reader(places: list[int]) -> Callable[[], bytes]:
    """Return a function that reads the number at each of the places: all at once, a hundred times as fast as by name."""
    import numpy

    start, end = min(places), max(places)
    numbers = (ctypes.c_uint64 * ((end - start) // 8 + 1)).from_address(start)
    memory = numpy.frombuffer(numbers, dtype=numpy.uint64)
    memory.setflags(write=False)
    take, which = memory.take, numpy.array([(place - start) // 8 for place in places])
    return lambda: take(which).tobytes()


def forbid_reading() -> None:
    """Close ``/proc/self/mem`` and its like, for this process and those it starts."""
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
