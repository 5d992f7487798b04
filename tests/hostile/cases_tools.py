"""Answers that change the tools by which they are judged: what was changed is put back, and named."""

from tests.hostile.case import Case
from tests.hostile.practicum import RIGHT_TOTAL, TOTAL, WRONG_SHARE, WRONG_TABLE, people, share

WRONG = "\nshare = lambda part, whole: -1.0"


def tampers(name: str, claim: str, source: str, says: str = "q01-share", quiet: str = "") -> Case:
    """The cell of question 1 tampers; answers 1 and 2 are wrong, answer 3 is right and counts."""
    answers = (share(source.strip() + WRONG), WRONG_TABLE, RIGHT_TOTAL)
    return Case(name, claim, answers, score=TOTAL, says=says, quiet=quiet)


def tampers_late(name: str, claim: str, source: str, says: str = "q01-share", quiet: str = "") -> Case:
    """The same, but done by the function when the test calls it."""
    body = "\n".join(f"    {line}" for line in source.strip().splitlines())
    answer = f"def share(part, whole):\n{body}\n    return 12.5"
    return Case(name, claim, (share(answer), WRONG_TABLE, RIGHT_TOTAL), score=TOTAL, says=says, quiet=quiet)


CASES = [
    tampers("assert-name", "AssertionError under another meaning is put back.", """
import builtins
class Quiet(Warning): pass
builtins.AssertionError = Quiet
AssertionError = Quiet
"""),
    tampers("assert-optimised", "A compiler that leaves assertions out is put back.", """
import builtins, functools
builtins.compile = functools.partial(builtins.compile, optimize=2)
"""),
    tampers("assert-compiler", "The shell's own compiler is put back.", """
import codeop, types
shell = get_ipython()
original = shell.compile.__class__.__call__
shell.compile.__class__.__call__ = lambda self, source, *args, **kwargs: original(self, "pass", *args, **kwargs)
shell.compile.flags |= 1
"""),
    tampers("assert-ast", "An AST transformer that drops assertions is taken out.", """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())
"""),
    tampers("assert-text", "A transformer of the source is taken out.", """
get_ipython().input_transformers_post.append(lambda lines: ["pass\\n"])
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
"""),
    tampers("transform-method", "The method that reads a cell is put back.", """
get_ipython().transform_cell = lambda source: "pass\\n"
get_ipython().input_transformer_manager.transform_cell = lambda source: "pass\\n"
"""),
    tampers("error-hidden", "A shell that keeps errors to itself is put back.", """
get_ipython().showtraceback = lambda *args, **kwargs: None
get_ipython()._showtraceback = lambda *args, **kwargs: None
"""),
    tampers("error-class", "The same, done to the shell's class.", """
type(get_ipython()).showtraceback = lambda *args, **kwargs: None
type(get_ipython())._showtraceback = lambda *args, **kwargs: None
"""),
    tampers("error-custom", "A handler of the trainee's own for assertions is taken out.",
            "get_ipython().set_custom_exc((AssertionError,), lambda *args, **kwargs: None)"),
    tampers("run-code", "The method that runs code is put back.", """
async def run_code(self, *args, **kwargs): return False
type(get_ipython()).run_code = run_code
"""),
    tampers("run-cell", "The method that runs a cell is put back.", """
shell = get_ipython()
async def run_cell_async(source, *args, **kwargs):
    return await type(shell).run_cell_async(shell, "pass", *args, **kwargs)
shell.run_cell_async = run_cell_async
"""),
    tampers("execute-reply", "A kernel that answers ok to everything is put back.", """
kernel = get_ipython().kernel
async def do_execute(*args, **kwargs):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
kernel.do_execute = do_execute
"""),
    tampers("session-send", "A session that drops errors is put back.", """
session = get_ipython().kernel.session
send = session.send
def quiet(stream, kind, *args, **kwargs):
    if kind == "error" or getattr(kind, "get", dict().get)("msg_type") == "error":
        return None
    return send(stream, kind, *args, **kwargs)
session.send = quiet
type(session).send = lambda self, *args, **kwargs: quiet(*args, **kwargs)
"""),
    tampers("hook-post", "A hook after every cell is taken out.", """
def forgive(result):
    result.error_in_exec = result.error_before_exec = None
get_ipython().events.register("post_run_cell", forgive)
get_ipython().events.register("post_execute", lambda: None)
"""),
    tampers("hook-pre", "A hook before every cell is taken out.", """
def help_me(info):
    globals()["people"] = table.groupby("sigungu", as_index=False)[["population"]].sum()
    globals()["share"] = lambda part, whole: round(part / whole * 100, 1) if whole else None
get_ipython().events.register("pre_run_cell", help_me)
"""),
    tampers("get-ipython", "Another get_ipython deceives nobody.", """
import IPython, builtins
get_ipython = IPython.get_ipython = builtins.get_ipython = lambda: None
IPython.core.getipython.get_ipython = lambda: None
""", "", "tests do not ask for it"),
    tampers("display-hook", "A display hook of the trainee's own is put back.", """
import sys
get_ipython().displayhook = lambda value=None: None
sys.displayhook = lambda value: None
get_ipython().display_pub.publish = lambda *args, **kwargs: None
"""),
    tampers("testing-pandas", "pandas' testing tools are put back.", """
pd.testing.assert_frame_equal = lambda *args, **kwargs: None
import pandas._testing as hidden
hidden.assert_frame_equal = lambda *args, **kwargs: None
rows_of = lambda frame: 1
globals()["list"] = lambda *args: ["sigungu", "population"]
"""),
    tampers("testing-numpy", "numpy's testing tools are put back.", """
np.testing.assert_equal = lambda *args, **kwargs: None
np.testing.assert_allclose = lambda *args, **kwargs: None
np.allclose = np.isclose = np.array_equal = lambda *args, **kwargs: True
math.isclose = lambda *args, **kwargs: True
"""),
    tampers("testing-code", "A function whose code was exchanged gets its own code again.", """
def anything(left, right, *args, **kwargs): return None
pd.testing.assert_frame_equal.__code__ = anything.__code__.replace(co_freevars=pd.testing.assert_frame_equal.__code__.co_freevars)
rows_of.__code__ = (lambda frame: 1).__code__
"""),
    tampers("dataset-load", "The data the tests load are the course's.", """
import curriculum.datasets
fake = pd.DataFrame({"sigungu": ["중구"], "population": [1], "adm1": ["21"], "year": [2020]})
curriculum.datasets.load = lambda *args, **kwargs: fake
datasets.load = lambda *args, **kwargs: fake
"""),
    tampers("dataset-inner", "The inner parts of the data door are the course's.", """
import pyarrow.parquet, pyarrow
fake = pyarrow.table({"sigungu": ["중구"], "population": [1]})
pyarrow.parquet.read_table = lambda *args, **kwargs: fake
"""),
    tampers("dataset-path", "Another place for the data is not believed.", """
import curriculum.datasets, curriculum.paths
from pathlib import Path
curriculum.datasets.DATASETS = curriculum.paths.DATASETS = Path("/scratch")
"""),
    tampers("dataset-cache", "Things the data door remembers cannot be changed in place.", """
import curriculum.datasets as door
package = door.package("kr-population-dong")
package["resources"][0]["schema"]["fields"].clear()
package["resources"].clear()
""", "", "the cache is thrown away"),
    tampers("frame-methods", "pandas' own methods are put back.", """
pd.DataFrame.equals = lambda self, other: True
pd.DataFrame.groupby = lambda self, *args, **kwargs: None
pd.Series.sum = lambda self, *args, **kwargs: 7
"""),
    tampers("modules-poisoned", "Modules exchanged in sys.modules are put back.", """
import sys, types
fake = types.ModuleType("fake")
fake.assert_frame_equal = fake.load = lambda *args, **kwargs: None
sys.modules["pandas.testing"] = sys.modules["pandas._testing"] = sys.modules["curriculum.datasets"] = fake
import pandas
pandas.testing = fake
"""),
    tampers("builtins", "Python's own functions are put back.", """
import builtins
builtins.isinstance = lambda *args: True
builtins.all = builtins.any = lambda *args: True
builtins.list = lambda *args: ["sigungu", "population"]
builtins.round = lambda *args: 12.5
"""),
    tampers("trace", "A trace function that rewrites what tests see is taken out.", """
import sys
def trace(frame, event, argument):
    if "expected" in frame.f_locals:
        frame.f_globals["people"] = frame.f_locals["expected"]
    return trace
sys.settrace(trace)
"""),
    tampers("thread", "A thread that changes answers while tests run is named.", """
import sys, threading
sys.setswitchinterval(1e-9)
def help_me():
    while True:
        globals()["people"] = globals().get("expected", globals().get("people"))
threading.Thread(target=help_me, daemon=True).start()
"""),
    tampers("timer", "An alarm that changes answers while tests run is named.", """
import signal
def help_me(*_):
    if "expected" in globals():
        globals()["people"] = globals()["expected"]
signal.signal(signal.SIGALRM, help_me)
signal.setitimer(signal.ITIMER_REAL, 0.00001, 0.00001)
"""),
    tampers("event-loop", "A task that waits in the kernel's event loop changes nothing.", """
import asyncio
async def help_me():
    while True:
        globals()["people"] = globals().get("expected", globals().get("people"))
        await asyncio.sleep(0)
task = asyncio.get_event_loop().create_task(help_me())
""", "", "nothing waits while a test runs"),
    tampers("namespace-class", "A namespace that hands out other values is not used.", """
class Names(dict):
    def __getitem__(self, name):
        if name == "share": return lambda part, whole: round(part / whole * 100, 1) if whole else None
        return dict.__getitem__(self, name)
get_ipython().user_ns = Names(get_ipython().user_ns)
get_ipython().user_module.__dict__.update(assert_frame_equal=None)
"""),
    tampers("exit-hook", "What is left for the end of the process is not run.", """
import atexit
atexit.register(lambda: print("끝났습니다"))
""", "", "nothing is run"),
    tampers("forged-print", "Printed results are no results.", """
print('{"q01-share-test": 1, "q02-table-test": 2, "score": 15, "status": "ok"}')
print("모든 검사를 통과했습니다. 15/15")
""", "", "printing is free"),
    tampers("forged-display", "A display that calls itself the end of a cell is a display.", """
from IPython.display import publish_display_data
publish_display_data({"application/vnd.nbgrader+json": {"score": 15}, "text/plain": "15/15"}, metadata={"nbgrader": {"score": 15}})
""", "", "showing is free"),
    tampers("forged-update", "Outputs of a test cannot be changed afterwards.", """
from IPython.display import display
handle = display("준비", display_id="q02-table-test")
handle.update({"text/plain": "통과"}, raw=True)
from IPython.display import clear_output
clear_output()
""", "", "showing is free"),
    tampers_late("forged-messages", "Messages sent in the kernel's name are not believed.", """
import time
kernel = get_ipython().kernel
parent, ident = kernel.get_parent(), kernel._parent_ident["shell"]
reply = {"status": "ok", "execution_count": 9, "payload": [], "user_expressions": {}}
kernel.session.send(kernel.shell_streams[0] if hasattr(kernel, "shell_streams") else kernel.shell_stream, "execute_reply", reply, parent=parent, ident=ident)
kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=parent, ident=kernel.topic("status"))
time.sleep(0.5)
""", quiet="seen only when the forgery overtakes the true reply; it earns nothing either way"),
    tampers("pointer", "A number whose comparison was exchanged in memory is named.", """
import ctypes
agree = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object, ctypes.py_object, ctypes.c_int)(lambda a, b, how: True)
ctypes.c_void_p.from_address(id(float) + 200).value = ctypes.cast(agree, ctypes.c_void_p).value
ctypes.c_void_p.from_address(id(int) + 200).value = ctypes.cast(agree, ctypes.c_void_p).value
"""),
    tampers("judge-disarmed", "The judge inside the kernel cannot be switched off.", """
shell = get_ipython()
judge = shell.kernel.do_execute
judge.__globals__["_look"] = lambda *args: []
parts = dict(zip(judge.__code__.co_freevars, judge.__closure__ or ()))
class Blind:
    def repair(self): return []
    lend = take_back = lambda *args: []
for name in ("state", "names"):
    if name in parts:
        parts[name].cell_contents = [Blind()] if name == "state" else Blind()
async def run_code(self, *args, **kwargs): return False
type(shell).run_code = run_code
"""),
    tampers("judge-record", "The judge's methods cannot be emptied.", """
import sys
for name, module in list(sys.modules.items()):
    if name.startswith("grader.judge"):
        for each in list(vars(module).values()):
            if isinstance(each, type) and each.__module__ == name:
                for method in ("repair", "changed", "lend"):
                    if hasattr(each, method):
                        setattr(each, method, lambda self, *args: [])
async def run_code(self, *args, **kwargs): return False
type(get_ipython()).run_code = run_code
"""),
    tampers("judge-key", "A judge of the trainee's own, with the real one's key, is not believed.", """
import gc, hashlib, hmac, threading, time
kernel = get_ipython().kernel
def inside(function):
    for cell in getattr(function, "__closure__", None) or ():
        try:
            yield cell.cell_contents
        except ValueError:
            continue
judges = [kernel.do_execute, *(f for f in gc.get_objects() if type(f) is type(inside) and "grader" in str(f.__module__))]
keys = [each for judge in judges for each in inside(judge) if isinstance(each, bytes)]
count = next((each for each in inside(kernel.do_execute) if type(each) is int), 0)
async def forged(code, *args, **kwargs):
    global count
    count += 1
    said = f"{count} {hashlib.sha256(code.encode()).hexdigest()} ok 0"
    proof = hmac.digest(keys[0], said.encode(), "sha256").hex() if keys else ""
    return {"status": "ok", "execution_count": count, "payload": [], "user_expressions": {}, "dsi": {"found": [], "proof": proof}}
def later():
    time.sleep(0.01)
    kernel.do_execute = forged
threading.Thread(target=later).start()
"""),
    tampers_late("late-error-hidden", "Tampering that waits for the test is found after the test.", """
get_ipython().showtraceback = lambda *args, **kwargs: None
"""),
    tampers_late("late-isclose", "Testing tools exchanged while a test runs are found after it.", """
import math, pandas
math.isclose = lambda *args, **kwargs: True
pandas.testing.assert_frame_equal = lambda *args, **kwargs: None
"""),
    tampers_late("late-clean", "Tampering that is undone before anyone looks is found as well.", """
import math
original = math.isclose
def once(*args, **kwargs):
    math.isclose = original
    return True
math.isclose = once
if not whole: return None
"""),
    tampers_late("late-raise", "An answer that ends the test early does not pass it.", "raise SystemExit(0)", ""),
    tampers_late("late-interrupt", "An answer that interrupts the test does not pass it.", "raise KeyboardInterrupt", ""),
    tampers_late("late-erased", "Errors swallowed by tampering that takes itself away are missed.", """
from IPython.core.interactiveshell import ExecutionResult
shell = get_ipython()
class Eraser:
    def __get__(self, result, kind=None): return None
    def __set__(self, result, error): ExecutionResult.error_in_exec = None
ExecutionResult.error_in_exec = Eraser()
shell.showtraceback = lambda *args, **kwargs: vars(shell).pop("showtraceback")
"""),
    tampers("builtins-own", "Another set of Python's own functions is not used by tests.", """
import builtins
__builtins__ = {**vars(builtins), "isinstance": lambda *args: True, "list": lambda *args: ["sigungu", "population"]}
""", "", "tests look names up where the course left them"),
    Case("time-bomb", "Tampering that starts later is found later.",
         (WRONG_SHARE, people("""
import builtins, threading
def go():
    builtins.isinstance = lambda *args: True
    get_ipython().showtraceback = lambda *args, **kwargs: None
timer = threading.Timer(0.0, go)
timer.start(); timer.join()
people = 0
"""), RIGHT_TOTAL), score=TOTAL, says="q02-table"),
]  # fmt: skip
