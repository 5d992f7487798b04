"""An audit hook: it cannot be removed, and it refuses a cell's code the ways to the judge and to the tests."""

import os
import sys
import types
from _thread import get_ident
from collections.abc import Callable
from typing import Any

from grader.judge.known import Codes, frame_users, from_package

# Other people's memory and all objects; what runs at every step of other code; another hook.
_NEVER = {"gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.settrace", "sys.setprofile"}
_NEVER |= {"sys._current_frames", "sys._current_exceptions", "sys.addaudithook"}
_NEVER |= {"sys.monitoring.register_callback"}
_FRAME_PARTS = {"gi_frame", "cr_frame", "ag_frame", "tb_frame", "f_code"}
# A copy of the process, which could try an answer and tell the original whether the test went on.
_FORKS = {"os.fork", "os.forkpty"}
# Where in the process's memory something lies.
_MAPS = {"maps", "smaps", "smaps_rollup", "numa_maps", "map_files"}


def watch_events(
    codes: Codes, own: Codes, bottom: types.CodeType
) -> tuple[Callable[[bool], None], Callable[[], list[str]], Callable[[], bool]]:
    """Install the hook.

    Parameters
    ----------
    codes : dict
        All code there was before any cell, by its id.
    own : dict
        The code of the tests, by its id; it grows.
    bottom : code
        Of the function that runs the cells: below its frame nobody need look.

    Returns
    -------
    begin, refused, is_led : callable
        Begin a cell: is it a test; say what was refused since then; whether a cell's code led to the caller.
    """
    users_of_ctypes = {id(vars(m)) for m in list(sys.modules.values()) if "ctypes" in getattr(m, "__dict__", ())}
    get_frame, may_see = sys._getframe, frame_users()
    main_thread, found = get_ident(), list[str]()
    testing, busy = [False], set()

    def foreign(frame: Any) -> bool:
        """Whether a cell's code is among those that led here."""
        while frame is not None and frame.f_code is not bottom:
            code = frame.f_code
            if all(known.get(id(code)) is not code for known in (codes, own)) and not from_package(code):
                return True
            frame = frame.f_back
        return False

    def inside(frame: Any, target: Any) -> bool:
        """Whether `target` was called by the cell's code, and not the cell by it."""
        while frame is not None and frame.f_code is not bottom and own.get(id(frame.f_code)) is not frame.f_code:
            if frame is target:
                return True
            frame = frame.f_back
        return False

    def by_package(frame: Any) -> bool:
        """Whether memory is reached by a package that always did so itself."""
        while "ctypes" in frame.f_code.co_filename and codes.get(id(frame.f_code)) is frame.f_code:
            frame = frame.f_back
        return codes.get(id(frame.f_code)) is frame.f_code and id(frame.f_globals) in users_of_ctypes

    def refuse(event: str, arguments: tuple, caller: Any) -> str:
        """What is refused, or nothing."""
        if event == "object.__getattr__":
            what, frame_wanted = arguments[1], None
            if what not in _FRAME_PARTS:
                return ""
        elif event == "sys._getframe":
            what, frame_wanted = event, arguments[0]
        elif event in _NEVER or (event in _FORKS and testing[0]):
            # In a package's thread, the cell it works for is not to be seen.
            return event if foreign(caller) or get_ident() != main_thread else ""
        elif event.startswith("ctypes."):
            return event if foreign(caller) and not by_package(caller) else ""
        elif event == "object.__setattr__":
            return arguments[1] if arguments[1] == "__code__" and foreign(caller) else ""
        elif event == "open":
            part = _part_of_proc(arguments[0])
            return f"/proc/{part}" if part == "mem" or (part in _MAPS and foreign(caller)) else ""
        elif event == "import":
            return "greenlet" if "greenlet" in f"{arguments[0]} {arguments[1]}" else ""
        else:
            return ""
        if not foreign(caller):
            return ""
        return "" if may_see(caller) and (frame_wanted is None or inside(caller, frame_wanted)) else what

    def hook(event: str, arguments: tuple) -> None:
        if (event not in watched and not event.startswith("ctypes.")) or (me := get_ident()) in busy:
            return
        busy.add(me)
        try:
            what = refuse(event, arguments, get_frame(1))
        finally:
            busy.discard(me)
        if what == "greenlet":  # packages that would like to have it do without
            raise ImportError(what)
        if what:
            found.append(what)
            raise RuntimeError("채점하는 동안에는 쓸 수 없는 기능입니다.")

    def begin(of_test: bool) -> None:
        testing[0] = of_test

    def refused() -> list[str]:
        said = list(dict.fromkeys(found))
        found.clear()
        testing[0] = False
        return said

    def is_led() -> bool:
        busy.add(me := get_ident())
        try:
            return foreign(get_frame(1))
        finally:
            busy.discard(me)

    watched = _NEVER | _FORKS | {"object.__getattr__", "object.__setattr__", "sys._getframe", "open", "import"}
    sys.addaudithook(hook)
    return begin, refused, is_led


def _part_of_proc(path: Any) -> str:
    """The last part of a path that leads into ``/proc``, or nothing."""
    if not isinstance(path, str | bytes):
        return ""
    place = os.path.realpath(os.fsdecode(path))
    return place.rpartition("/")[2] if place.startswith("/proc/") else ""
