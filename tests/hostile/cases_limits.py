"""Code that does not end, takes all there is, or dies: it costs its own question and says why."""

from tests.hostile.case import Case
from tests.hostile.practicum import RIGHT_TABLE, RIGHT_TOTAL, TABLE, TOTAL, share


def costs_its_question(
    name: str, claim: str, source: str, says: str = "q01-share", unsafe: str = "", quiet: str = ""
) -> Case:
    """Question 1 misbehaves as soon as the cell runs; questions 2 and 3 are right and count."""
    answers = (share(source), RIGHT_TABLE, RIGHT_TOTAL)
    return Case(name, claim, answers, score=TABLE + TOTAL, says=says, quiet=quiet, unsafe=unsafe)


BOMB = "would harm the machine without a sandbox"

CASES = [
    costs_its_question("endless", "An endless loop costs its question.", "while True: pass"),
    costs_its_question("endless-in-test", "An endless loop the test falls into costs the test.",
                       "def share(part, whole):\n    while True: pass", "q01-share"),
    costs_its_question("endless-caught", "A loop that catches the interruption is ended all the same.",
                       "while True:\n    try:\n        while True: pass\n    except BaseException:\n        continue"),
    costs_its_question("endless-deaf", "A loop that ignores the signal is ended all the same.",
                       "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"),
    costs_its_question("endless-masked", "A loop that blocks every signal is ended all the same.",
                       "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))\nwhile True: pass"),
    costs_its_question("endless-in-c", "A calculation inside C, which hears no signal, is ended all the same.", "10 ** 10 ** 9"),
    costs_its_question("endless-regex", "A regular expression that never ends is ended all the same.", "import re\nre.match(r'(a+)+$', 'a' * 64 + 'b')"),
    costs_its_question("endless-sleep", "Sleeping is no way to stop the class.", "import time\ntime.sleep(10_000)"),
    costs_its_question("input", "A question to a keyboard that is not there fails at once.", "share = lambda part, whole: input('답?')\nshare(1, 2)", ""),
    costs_its_question("memory-bomb", "Memory without end costs its question.", "hoard = []\nwhile True: hoard.append(bytearray(10_000_000))", unsafe=BOMB),
    costs_its_question("memory-children", "Memory taken by child processes counts as well.",
                       "import subprocess, sys\nchildren = [subprocess.Popen([sys.executable, '-c', 'x = bytearray(10**9); import time; time.sleep(99)']) for _ in range(8)]\n"
                       "[child.wait() for child in children]", unsafe=BOMB, says=""),
    costs_its_question("fork-bomb", "A fork bomb costs its question.", "import os\nwhile True: os.fork()", unsafe=BOMB),
    costs_its_question("thread-bomb", "Threads without end cost their question.",
                       "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(9999,)).start()", unsafe=BOMB),
    costs_its_question("output-flood", "Printing without end costs its question.", "while True: print('가' * 10_000)", unsafe="fills the memory of nbgrader"),
    costs_its_question("display-flood", "Pictures without end cost their question.",
                       "from IPython.display import display, HTML\nwhile True: display(HTML('가' * 100_000))", unsafe="fills the memory of nbgrader"),
    costs_its_question("disk-flood", "A full disk is the submission's own.", "with open('big', 'wb') as file:\n    while True: file.write(bytes(1_000_000))",
                       "", unsafe=BOMB),
    costs_its_question("file-flood", "A million files are the submission's own.", "n = 0\nwhile True:\n    n += 1\n    open(f'f{n}', 'w').close()", "", unsafe=BOMB),
    costs_its_question("descriptor-flood", "Open files without end fail in the cell, and the kernel goes on.",
                       "hoard = []\ntry:\n    while True: hoard.append(open('/dev/null'))\nfinally:\n    hoard.clear()", ""),
    costs_its_question("recursion", "Recursion without end fails in the cell.", "def f(): return f()\nf()", ""),
    costs_its_question("crash", "A crash of the interpreter costs its question.", "import ctypes\nctypes.string_at(0)"),
    costs_its_question("exit", "sys.exit costs its question.", "import sys\nsys.exit(0)", ""),
    costs_its_question("exit-hard", "os._exit costs its question.", "import os\nos._exit(0)"),
    costs_its_question("exit-in-test", "An answer that ends the kernel inside the test costs the test.",
                       "def share(part, whole):\n    import os\n    os._exit(0)"),
    costs_its_question("kill-self", "kill -9 costs its question.", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", says="", quiet="the first process of a namespace does not hear its own signals"),
    costs_its_question("kill-all", "Killing everything in sight kills nothing but itself.",
                       "import os, signal\nos.kill(-1, signal.SIGKILL)\nos.killpg(0, signal.SIGKILL)", unsafe=BOMB, says="", quiet="the first process of a namespace does not hear its own signals"),
    costs_its_question("stop-self", "A kernel that stops itself is ended.", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", says="", quiet="the first process of a namespace does not hear its own signals"),
    costs_its_question("stop-parent", "A kernel cannot stop the process that made it.",
                       "import os, signal\nos.kill(os.getppid() or os.getpid(), signal.SIGSTOP)", "", unsafe=BOMB, quiet="the first process of a namespace does not hear its own signals"),
    costs_its_question("close-sockets", "A kernel that closes its own connections is ended.", "import os\nos.closerange(3, 256)"),
]  # fmt: skip
