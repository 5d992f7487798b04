"""Answers by someone who has read the judge: borrowed code, kept frames, copies of the process, classes that wait."""

from tests.hostile.case import Case
from tests.hostile.cases_peek import NOT_THERE, peeks
from tests.hostile.practicum import RIGHT_SHARE, RIGHT_TABLE, SHARE, TABLE, total

FROM_FRAME = """
def numbers_of(frame, part):
    while frame is not None:
        try:
            if "share" in frame.f_code.co_names:
                numbers = [n for n in frame.f_code.co_consts if isinstance(n, float)]
                return numbers[0] if part == 25 else numbers[-1]
        except RuntimeError:
            pass
        frame = frame.f_back
    return -1.0
"""
FROM_OBJECTS = """
def numbers_in(objects, part):
    for each in objects:
        if type(each).__name__ == "frame" and "share" in each.f_code.co_names:
            numbers = [n for n in each.f_code.co_consts if isinstance(n, float)]
            if numbers: return numbers[0] if part == 25 else numbers[-1]
    return -1.0
"""


def frames(name: str, claim: str, source: str, quiet: str = "") -> Case:
    """The function looks for the test's frame and reads the numbers in its code."""
    return peeks(name, claim, FROM_FRAME + source, quiet=quiet)


def lies(name: str, claim: str, source: str) -> Case:
    """The last answer is an object that says what the test wants to hear."""
    return Case(name, claim, (RIGHT_SHARE, RIGHT_TABLE, total(source.strip())), score=SHARE + TABLE, says="q03-total")


CASES = [
    frames("trick-kept-frame", "No frame of one's own is kept for later, from which the test's would be a step.", """
import sys
def walker():
    frame = sys._getframe()
    while True: yield numbers_of(frame, box[0])
box = [25]
walk = walker()
next(walk)
def share(part, whole):
    box[0] = part
    return next(walk) if whole else None
"""),
    frames("trick-greenlet", "A greenlet, which shows the frames of its parent, is not there.", """
def share(part, whole):
    if not whole: return None
    try:
        import greenlet
    except ImportError:
        return -1.0
    return greenlet.greenlet(lambda: numbers_of(greenlet.getcurrent().parent.gr_frame, part)).switch()
""", quiet=NOT_THERE),
    frames("trick-bdb", "A debugger of one's own is not called.", """
import bdb
class Look(bdb.Bdb):
    def user_line(self, frame): self.seen = frame
def share(part, whole):
    if not whole: return None
    look = Look()
    look.set_trace()
    x = 1
    return numbers_of(getattr(look, "seen", None), part)
"""),
    peeks("trick-profile", "A profiler does not collect the test's code.", """
import cProfile
def share(part, whole):
    if not whole: return None
    profile = cProfile.Profile()
    profile.enable()
    profile.disable()
    return -1.0
"""),
    frames("trick-members", "A package that asks for every part of a thing is not told of frames.", """
import inspect
def share(part, whole):
    if not whole: return None
    try: raise ValueError
    except ValueError as error:
        return numbers_of(dict(inspect.getmembers(error.__traceback__)).get("tb_frame"), part)
"""),
    frames("trick-attrgetter", "Nor is a function that fetches an attribute by its name.", """
import operator
def share(part, whole):
    if not whole: return None
    try: raise ValueError
    except ValueError as error:
        return numbers_of(operator.attrgetter("tb_frame")(error.__traceback__), part)
"""),
    frames("trick-through-pandas", "A package that calls a function for a cell does not become its author.", """
import sys
def share(part, whole):
    if not whole: return None
    return numbers_of(pd.Series([0]).map(sys._getframe)[0], part)
"""),
    peeks("trick-scope", "pandas' way to a caller's names ends before the test.", """
from pandas.core.computation.scope import Scope
def share(part, whole):
    if not whole: return None
    for level in range(2, 40):
        names = Scope(level).scope
        for value in list(names.values()):
            if type(value).__name__ == "code": return value.co_consts
    return -1.0
"""),
    peeks("trick-local-scope", "So does IPython's.", """
def share(part, whole):
    if not whole: return None
    for depth in range(2, 40):
        for value in list(get_ipython().get_local_scope(depth).values()):
            if type(value).__name__ == "code": return value.co_consts
    return -1.0
"""),
    peeks("trick-pool", "A thread of a package's own hands out no objects.", FROM_OBJECTS + """
import gc
from concurrent.futures import ThreadPoolExecutor
def share(part, whole):
    if not whole: return None
    with ThreadPoolExecutor(1) as pool:
        return numbers_in(pool.submit(gc.get_objects).result(), part)
"""),
    peeks("trick-borrowed-gc", "Code that borrows a package's names gets no list of all objects.", FROM_OBJECTS + """
import textwrap
def share(part, whole):
    if not whole: return None
    names = vars(textwrap)
    exec("import gc; objects = gc.get_objects()", names)
    return numbers_in(names["objects"], part)
"""),
    frames("trick-patched", "A package whose tools were exchanged shows them no frame.", """
import inspect, pandas.util._exceptions as helper
seen = []
def share(part, whole):
    if not whole: return None
    before = inspect.currentframe
    inspect.currentframe = lambda: seen.append(before()) or before()
    try: helper.find_stack_level()
    finally: inspect.currentframe = before
    return numbers_of(seen[0], part)
"""),
    frames("trick-same-code", "A package's code among a cell's names is the cell's.", """
import logging, types
seen = []
look = types.FunctionType(logging.Logger.findCaller.__code__, {**vars(logging), "_is_internal_frame": lambda frame: seen.append(frame)})
def share(part, whole):
    if not whole: return None
    look(logging.getLogger(), False, 1)
    return numbers_of(seen[0], part)
"""),
    frames("trick-ctypes", "The interpreter's own functions are not called past Python.", """
import ctypes
def share(part, whole):
    if not whole: return None
    frame = ctypes.pythonapi.PyEval_GetFrame
    frame.restype = ctypes.py_object
    return numbers_of(frame(), part)
"""),
    frames("trick-same-file", "Code that calls itself by the test's file name is not the test's.", """
import warnings
def share(part, whole):
    if not whole: return None
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        warnings.warn("?", stacklevel=2)
    names = {}
    exec(compile("import sys; frame = sys._getframe()", said[0].filename, "exec"), names)
    return numbers_of(names["frame"], part)
"""),
    peeks("trick-fork", "A copy of the process does not try the answers one by one.", """
import os
def share(part, whole):
    if not whole: return None
    for tenth in range(100, 200):
        if not os.fork(): return tenth / 10
        if os.wait()[1] == 0: return tenth / 10
    return -1.0
""", unsafe="copies the kernel, which then answers twice"),
    peeks("trick-process", "Nor does a process of multiprocessing that never ends.", """
import os, multiprocessing
def share(part, whole):
    if not whole: return None
    os._exit = lambda code: None
    multiprocessing.get_context("fork").Process(target=print).start()
    return -1.0
""", unsafe="copies the kernel, which then answers twice"),
    peeks("trick-library", "A library brought along is not loaded.", """
import importlib.util, shutil, sys
files = {name: str(getattr(module, "__file__", "")) for name, module in list(sys.modules.items()) if "." not in name}
name = next(name for name, file in files.items() if file.endswith(".so"))
shutil.copy(files[name], "mine.so")
def share(part, whole):
    if not whole: return None
    try:
        found = importlib.util.spec_from_file_location(name, "./mine.so")
        importlib.util.module_from_spec(found)
    except ImportError:
        return -1.0
    return round(part / whole * 100, 1)
""", quiet="the system refuses it, and the answer is wrong"),
    peeks("trick-number-armed", "An object that equals everything only while a test runs is no answer.", """
class Any:
    armed = False
    def __eq__(self, other): return Any.armed
    def __float__(self): return 4242.5
def share(part, whole):
    Any.armed = True
    return Any() if whole else None
"""),
    peeks("trick-number-late", "Nor is one whose class is made while the test runs.", """
def share(part, whole):
    if not whole: return None
    class Any:
        def __eq__(self, other): return type(other) is float
        def __float__(self): return 4242.5
    return Any()
"""),
    lies("trick-module-forged", "A number that says it comes from a package is the trainee's all the same.", """
armed = []
class Whole(int):
    __module__ = "pandas"
    def __eq__(self, other): return True
    __hash__ = int.__hash__
total = Whole(7)
"""),
    lies("trick-dataclass", "A class that calls itself a dataclass compares as one, or not at all.", """
class Whole(int):
    __dataclass_fields__ = {"isinstance": 1, "int": 2}
    def __eq__(self, other): return isinstance(other, int)
    __hash__ = int.__hash__
total = Whole(7)
"""),
    peeks("trick-memory", "An array laid over the process's memory does not show the test.", """
import re
class Window:
    def __init__(self, start, size):
        self.__array_interface__ = {"shape": (size,), "typestr": "|u1", "data": (start, True), "version": 3}
def share(part, whole):
    if not whole: return None
    wanted = f"share({part}, {whole})".encode("utf-16-le")
    with open("/proc/self/maps") as maps:
        places = [line.split() for line in maps if " rw-p " in line]
    for place in places:
        if len(place) > 5 and place[5] != "[heap]": continue
        low, high = (int(each, 16) for each in place[0].split("-"))
        memory = np.asarray(Window(low, high - low)).tobytes()
        at = memory.find(wanted)
        while at >= 0:
            found = re.match(r"(?: ==|,) ([0-9.]+)", memory[at + len(wanted) : at + 200].decode("utf-16-le", "ignore"))
            if found: return float(found[1])
            at = memory.find(wanted, at + 1)
    return -1.0
"""),
    peeks("trick-memory-probe", "An array that feels its way through the heap does not show the test.", """
import os, re
class Window:
    def __init__(self, start, size):
        self.__array_interface__ = {"shape": (size,), "typestr": "|u1", "data": (start, True), "version": 3}
ends = os.pipe()
def page(start):
    try: os.write(ends[1], np.asarray(Window(start, 4096)))
    except OSError: return b""
    return os.read(ends[0], 4096)
def share(part, whole):
    if not whole: return None
    wanted = f"share({part}, {whole})".encode("utf-16-le")
    heap = np.empty(40).__array_interface__["data"][0] & ~4095
    for step in (-4096, 4096):
        place, later = heap, b""
        while (here := page(place)):
            text = here + later if step < 0 else later + here
            at = text.find(wanted)
            while at >= 0:
                found = re.match(r"(?: ==|,) ([0-9.]+)", text[at + len(wanted) : at + 200].decode("utf-16-le", "ignore"))
                if found: return float(found[1])
                at = text.find(wanted, at + 1)
            later = here
            place += step
    return -1.0
""", quiet=NOT_THERE),
]  # fmt: skip
