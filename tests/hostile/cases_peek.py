"""Answers that read the test while it runs, and say what it wants to hear."""

from tests.hostile.case import Case
from tests.hostile.practicum import RIGHT_TOTAL, TOTAL, WRONG_TABLE, share


def peeks(
    name: str, claim: str, source: str, says: str = "q01-share", quiet: str = "", unsafe: str = ""
) -> Case:
    """The function of question 1 calculates nothing; it looks for the numbers the test expects."""
    answers = (share(source.strip()), WRONG_TABLE, RIGHT_TOTAL)
    return Case(name, claim, answers, score=TOTAL, says=says, quiet=quiet, unsafe=unsafe)


NOT_THERE = "the numbers are not there, and the answer is wrong"
PICK = """
import re
def pick(text, part, whole):
    if not whole: return None
    found = re.search(rf"share\\({part}, {whole}\\)(?: ==|,) ([0-9.]+)", text)
    return float(found[1]) if found else -1.0
"""

CASES = [
    peeks("peek-history", "The list of inputs does not show the test.", PICK + """
def share(part, whole):
    return pick(get_ipython().user_ns["In"][-1] + "".join(get_ipython().user_ns["_ih"]), part, whole)
""", quiet=NOT_THERE),
    peeks("peek-history-manager", "Nor does the history.", PICK + """
def share(part, whole):
    manager = get_ipython().history_manager
    return pick("\\n".join([*manager.input_hist_raw, *manager.input_hist_parsed]), part, whole)
""", quiet=NOT_THERE),
    peeks("peek-message", "Nor does the message that asked for the test.", PICK + """
def share(part, whole):
    return pick(get_ipython().kernel.get_parent()["content"]["code"], part, whole)
""", quiet=NOT_THERE),
    peeks("peek-parent", "Nor do the shell's and the kernel's other records of it.", PICK + """
def share(part, whole):
    shell = get_ipython()
    return pick(str(shell.parent_header) + str(shell.get_parent()) + str(vars(shell.kernel)), part, whole)
""", quiet=NOT_THERE),
    peeks("peek-frame", "The frame of the test is not read.", """
import sys
def share(part, whole):
    if not whole: return None
    numbers = [n for n in sys._getframe(1).f_code.co_consts if isinstance(n, float)]
    return numbers[0] if part == 25 else numbers[-1]
"""),
    peeks("peek-traceback", "Nor through the traceback of an exception.", """
def share(part, whole):
    if not whole: return None
    try:
        raise ValueError
    except ValueError as error:
        numbers = [n for n in error.__traceback__.tb_frame.f_back.f_code.co_consts if isinstance(n, float)]
    return numbers[0] if part == 25 else numbers[-1]
"""),
    peeks("peek-generator", "Nor through a generator's frame.", """
def walker():
    yield box[0].gi_frame.f_back.f_back.f_code.co_consts
box = []
def share(part, whole):
    if not whole: return None
    box[:] = [walker()]
    numbers = [n for n in next(box[0]) if isinstance(n, float)]
    return numbers[0] if part == 25 else numbers[-1]
"""),
    peeks("peek-inspect", "Nor through inspect.", PICK + """
import inspect
def share(part, whole):
    try:
        return pick("".join(inspect.findsource(inspect.stack()[1].frame)[0]), part, whole)
    except OSError:
        return -1.0
"""),
    peeks("peek-linecache", "The cache of source lines does not show the test.", PICK + """
import linecache
def share(part, whole):
    return pick("\\n".join("".join(entry[2]) for entry in linecache.cache.values() if len(entry) > 2), part, whole)
""", quiet=NOT_THERE),
    peeks("peek-objects", "Nor does a walk over all objects.", """
import gc
def share(part, whole):
    if not whole: return None
    for each in gc.get_objects():
        if type(each).__name__ == "coroutine" and each.cr_frame and "code_obj" in each.cr_frame.f_locals:
            numbers = [n for n in each.cr_frame.f_locals["code_obj"].co_consts if isinstance(n, float)]
            if numbers: return numbers[0] if part == 25 else numbers[-1]
    return -1.0
"""),
    peeks("peek-trace", "Nor does a trace function set inside the test.", """
import sys
def share(part, whole):
    if not whole: return None
    seen = []
    def look(frame, event, argument):
        caller = frame.f_back
        while caller and "share" not in caller.f_code.co_names:
            caller = caller.f_back
        seen.extend(n for n in (caller.f_code.co_consts if caller else ()) if isinstance(n, float))
    sys.setprofile(look)
    len(seen)
    sys.setprofile(None)
    return (seen[0] if part == 25 else seen[-1]) if seen else -1.0
"""),
    peeks("peek-compile", "A compiler that listens is put back.", """
import builtins
heard, original = [], builtins.compile
def compile(source, *args, **kwargs):
    heard.append(source if isinstance(source, str) else __import__("ast").unparse(source))
    return original(source, *args, **kwargs)
builtins.compile = compile
""" + PICK + """
def share(part, whole):
    return pick("".join(map(str, heard)), part, whole)
"""),
    peeks("peek-memory", "Nor does reading one's own memory.", PICK + """
def share(part, whole):
    if not whole: return None
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            if "[heap]" in line:
                low, high = (int(each, 16) for each in line.split()[0].split("-"))
                memory.seek(low)
                found = re.search(rf"share\\({part}, {whole}\\)(?: ==|,) ([0-9.]+)".encode(), memory.read(high - low))
                if found: return float(found[1])
    return -1.0
"""),
    peeks("peek-borrowed", "Code that borrows a package's name sees no more than a cell.", """
import textwrap
def share(part, whole):
    if not whole: return None
    names = vars(textwrap)
    exec('import sys\\nframe = sys._getframe(0)\\nwhile "share" not in frame.f_code.co_names: frame = frame.f_back', names)
    numbers = [n for n in names["frame"].f_code.co_consts if isinstance(n, float)]
    return numbers[0] if part == 25 else numbers[-1]
"""),
    peeks("peek-borrowed-file", "Nor when it borrows the package's file name as well.", """
import textwrap
source = 'import sys\\nframe = sys._getframe(0)\\nwhile "share" not in frame.f_code.co_names: frame = frame.f_back'
code = compile(source, textwrap.__file__, "exec")
def share(part, whole):
    if not whole: return None
    names = vars(textwrap)
    exec(code, names)
    numbers = [n for n in names["frame"].f_code.co_consts if isinstance(n, float)]
    return numbers[0] if part == 25 else numbers[-1]
"""),
    peeks("peek-logging", "Modules that look at frames for others do not hand them on.", """
import logging
def share(part, whole):
    if not whole: return None
    frame = logging.currentframe()
    while "share" not in frame.f_code.co_names: frame = frame.f_back
    numbers = [n for n in frame.f_code.co_consts if isinstance(n, float)]
    return numbers[0] if part == 25 else numbers[-1]
"""),
    peeks("peek-signal", "A signal handler, which is handed a frame, does not see the test's.", """
import signal
def share(part, whole):
    if not whole: return None
    frames = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: frames.append(frame))
    signal.raise_signal(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)
    frame = frames[0]
    while "share" not in frame.f_code.co_names: frame = frame.f_back
    numbers = [n for n in frame.f_code.co_consts if isinstance(n, float)]
    return numbers[0] if part == 25 else numbers[-1]
"""),
    peeks("peek-signal-text", "Nor the text of the test in the frames around it.", PICK + """
import signal
def share(part, whole):
    frames, texts = [], []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: frames.append(frame))
    signal.raise_signal(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)
    frame = frames[0].f_back
    while frame:
        texts += [value for value in dict(frame.f_locals).values() if isinstance(value, str) and "assert" in value]
        frame = frame.f_back
    return pick("".join(texts), part, whole)
"""),
]  # fmt: skip
