"""An audit hook: it cannot be removed, and it refuses a cell's code the ways to the judge and to the tests."""

import os
import sys
from collections.abc import Callable
from typing import Any

# Never for a cell's code: other people's memory, all objects, other code for a function, the judge's frame.
_NEVER = {"gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.settrace", "sys.setprofile"}
_NEVER |= {"sys._current_frames", "sys.addaudithook", "ctypes.cdata", "ctypes.cdata/buffer", "ctypes.dlopen"}
_NEVER |= {
    "ctypes.dlsym",
    "ctypes.call_function",
    "ctypes.string_at",
    "ctypes.PyObj_FromPtr",
    "ctypes.addressof",
}
_FRAMES = {"gi_frame", "cr_frame", "ag_frame"}
# Only for the course's code while a test runs: the way to the test's own frame.
_TESTING = {"sys._getframe", "tb_frame"}
# Modules that look at frames for whoever calls them.
_ON_BEHALF = {"inspect", "traceback", "asyncio.base_tasks"}


def watch_events() -> tuple[Callable[[bool, str], None], Callable[[], list[str]]]:
    """Install the hook.

    Returns
    -------
    begin, refused : callable
        Begin a cell: is it a test, and which file name has its code; say what was refused since then.
    """
    trusted = {id(vars(module)) for module in list(sys.modules.values()) if hasattr(module, "__dict__")}
    keep = [vars(module) for module in list(sys.modules.values()) if hasattr(module, "__dict__")]
    main = sys.modules["__main__"].__dict__
    trusted.discard(id(main))
    prefixes = tuple({sys.prefix, sys.base_prefix, "/usr/lib/python3"})
    get_frame, modules = sys._getframe, sys.modules
    own_files: set[str] = set()
    found: list[str] = []
    testing, busy = [False], [False]

    def is_cells(frame: Any) -> bool:
        """Whether a frame belongs to a trainee's code."""
        names = frame.f_globals
        if id(names) in trusted or frame.f_code.co_filename in own_files:
            return False
        module = modules.get(names.get("__name__"))
        file = names.get("__file__")
        late = (
            module is not None
            and vars(module) is names
            and isinstance(file, str)
            and file.startswith(prefixes)
        )
        return not late

    def watched(event: str, arguments: tuple) -> str:
        if event in _NEVER or (event in _TESTING and testing[0]):
            return event
        if event == "object.__getattr__":
            name = arguments[1]
            return name if name in _FRAMES or (name in _TESTING and testing[0]) else ""
        if event == "object.__setattr__":
            return arguments[1] if arguments[1] == "__code__" else ""
        return "/proc/mem" if event == "open" and _is_memory(arguments[0]) else ""

    def hook(event: str, arguments: tuple) -> None:
        if busy[0] or event == "import" or not (what := watched(event, arguments)):
            return
        busy[0] = True
        try:
            caller = get_frame(1)
            if caller.f_globals.get("__name__") in _ON_BEHALF and caller.f_back is not None:
                caller = caller.f_back
            refuse = what == "/proc/mem" or is_cells(caller)
        finally:
            busy[0] = False
        if refuse:
            found.append(what)
            raise RuntimeError("채점하는 동안에는 쓸 수 없는 기능입니다.")

    def begin(of_test: bool, file: str = "") -> None:
        testing[0] = of_test
        if file:
            own_files.add(file)
        assert keep is not None

    def refused() -> list[str]:
        said = list(dict.fromkeys(found))
        found.clear()
        testing[0] = False
        return said

    sys.addaudithook(hook)
    return begin, refused


def _is_memory(path: Any) -> bool:
    """Whether a path leads to the memory of a process."""
    if not isinstance(path, str | bytes):
        return False
    place = os.path.realpath(os.fsdecode(path))
    return place.startswith("/proc/") and place.endswith("/mem")
