"""Which code and which classes were there before any code of a trainee, and which of it may look at frames.

Names can be borrowed: a cell's code can carry a package's file name and run among a package's names. So code is
known by identity, as objects that existed before the first cell.
"""

import gc
import sys
import types
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

# Functions that look at the frames of whoever calls them, and keep what they see to themselves.
_USES = {
    "collections": ("namedtuple",),
    "enum": ("EnumType._create_",),
    "inspect": ("getfile",),
    "IPython.core.interactiveshell": ("InteractiveShell.get_local_scope", "InteractiveShell.var_expand"),
    "IPython.core.magic": ("Magics.parse_options",),
    "logging": ("Logger.findCaller", "_is_internal_frame"),
    "matplotlib._api": ("warn_external",),
    "numpy.lib._index_tricks_impl": ("AxisConcatenator.__getitem__",),
    "numpy.matrixlib.defmatrix": ("bmat",),
    "pandas.core.common": ("is_local_in_caller_frame", "is_setitem_syntax_in_caller_frame"),
    "pandas.core.computation.scope": ("Scope.__init__",),
    "pandas.util._exceptions": ("find_stack_level",),
    "scipy._lib._bunch": ("_make_tuple_bunch",),
    "traceback": ("StackSummary._extract_from_extended_frame_gen", "StackSummary.extract", "clear_frames"),
    "traitlets.traitlets": ("TraitType.__init__",),
    "typing": ("_caller",),
    "typing_extensions": ("_caller", "_has_generic_or_protocol_as_origin"),
    "unittest.result": ("TestResult._is_relevant_tb_level",),
}
# Functions that give the frames to their caller, who must be one of those above.
_HANDS = {
    "inspect": ("currentframe",),
    "logging": ("currentframe", "<lambda>"),
    "traceback": ("walk_tb", "_walk_tb_with_full_positions"),
}
# Installed packages may look at frames, too, but for those that are made to hand them on.
_PACKAGES = "/site-packages/"
_HANDING = ("IPython", "stack_data", "executing", "pure_eval", "debugpy", "ipdb", "numpy/distutils", "_pytest")
_HANDING += ("greenlet", "tornado", "ipykernel", "jedi", "pyflyby", "psutil", "gevent", "pip", "setuptools")
_WORDS = {"_getframe", "currentframe", "f_code", "tb_frame"}

Codes = dict[int, types.CodeType]
Snapshot = list[tuple[dict, str, Any]]


def codes_under(codes: Iterable[types.CodeType]) -> Codes:
    """All pieces of code and those in them, by their ids; holding them keeps the ids their own."""
    found: Codes = {}
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if id(code) not in found:
            found[id(code)] = code
            waiting += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return found


def codes_of(functions: Iterable[types.FunctionType]) -> Codes:
    """All code of functions and of the functions in them."""
    return codes_under(function.__code__ for function in functions)


# Where packages and the kit lie: nothing a cell writes is there.
_PLACES = tuple({sys.prefix, sys.base_prefix, "/usr/lib/python3"})
_PLACES += tuple(str(Path(__file__).parents[2] / name) + "/" for name in ("curriculum", "grader", "gallery"))


def from_package(code: types.CodeType) -> bool:
    """Whether code that came later is an installed package's: its file, which nobody can change, holds the same."""
    return code.co_filename.startswith(_PLACES) and code in _codes_in(code.co_filename)


@cache
def _codes_in(file: str) -> frozenset[types.CodeType]:
    try:
        source = Path(file).read_bytes()
        return frozenset(codes_under([compile(source, file, "exec", dont_inherit=True)]).values())
    except (OSError, SyntaxError, ValueError):
        return frozenset()


def record() -> tuple[Codes, dict[int, type]]:
    """All code and all classes there are, without what was frozen before."""
    objects = gc.get_objects()
    functions = (each for each in objects if type(each) is types.FunctionType)
    return codes_of(functions), {id(each): each for each in objects if issubclass(type(each), type)}


def frame_users() -> Callable[[Any], bool]:
    """Return a function that says whether the code running in a frame may look at frames on a cell's behalf.

    It may if it is the very code of one of the functions named above, running among its own names, and none of the
    functions it calls is another by now; or if it is an installed package's own code that names what it looks at.
    """
    uses = {id(code): (code, names, shot) for code, names, shot in _recorded(_USES)}
    hands = {id(code): (code, names, shot) for code, names, shot in _recorded(_HANDS)}

    def sound(there: tuple | None, frame: Any) -> bool:
        return (
            there is not None
            and frame.f_globals is there[1]
            and all(names.get(name) is value for names, name, value in there[2])
        )

    def may(frame: Any) -> bool:
        while sound(hands.get(id(frame.f_code)), frame) and frame.f_back is not None:
            frame = frame.f_back
        return sound(uses.get(id(frame.f_code)), frame) or by_package(frame.f_code)

    def by_package(code: types.CodeType) -> bool:
        place = code.co_filename.rpartition(_PACKAGES)[2]
        return (
            _PACKAGES in code.co_filename
            and not place.startswith(_HANDING)
            and id(code) not in uses
            and not _WORDS.isdisjoint(code.co_names)
            and (CODES.get(id(code)) is code or from_package(code))
        )

    return may


def _recorded(wanted: dict[str, tuple[str, ...]]) -> Iterable[tuple[types.CodeType, dict, Snapshot]]:
    for module_name, names in wanted.items():
        module = sys.modules.get(module_name)
        for name in names if module else ():
            function = module
            for part in name.split("."):
                function = getattr(function, part, None)
            if name == "<lambda>":
                function = getattr(module, "currentframe", None)
            function = getattr(function, "__func__", function)
            if type(function) is types.FunctionType:
                for code in codes_of([function]).values():
                    yield code, function.__globals__, _snapshot(code, function.__globals__)


def _snapshot(code: types.CodeType, names: dict) -> Snapshot:
    """What a piece of code calls now: functions and modules among its globals, and those modules' functions."""
    found: Snapshot = []
    for name in code.co_names:
        value = names.get(name)
        if callable(value) or type(value) is types.ModuleType:
            found.append((names, name, value))
        if type(value) is types.ModuleType:
            there = vars(value)
            found += [(there, part, there[part]) for part in code.co_names if callable(there.get(part))]
    return found


CODES, CLASSES = record()
