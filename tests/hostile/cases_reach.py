"""Code that reaches for what is not its own: it finds nothing, changes nothing, and what it finds out does not count.

``$COURSE`` stands for the class's folder: whoever attacks is told where it is.
"""

from tests.hostile.case import Case
from tests.hostile.practicum import RIGHT_TOTAL, TOTAL, WRONG_SHARE, WRONG_TABLE, people, share

GAVE_UP = "the place is not there, and the answer is wrong"


def reaches(name: str, claim: str, source: str, unsafe: str = "", says: str = "") -> Case:
    """The cell of question 1 reaches out, and its answer is wrong."""
    answer = f"{source.strip()}\nshare = lambda part, whole: -1.0"
    return Case(
        name,
        claim,
        (share(answer), WRONG_TABLE, RIGHT_TOTAL),
        score=TOTAL,
        says=says,
        quiet="" if says else GAVE_UP,
        unsafe=unsafe,
    )


def copies(name: str, claim: str, source: str) -> Case:
    """The cell of question 2 looks for somebody's right answer and runs it."""
    return Case(name, claim, (WRONG_SHARE, people(source), RIGHT_TOTAL), score=TOTAL, quiet=GAVE_UP)


RUN_ANSWERS = """
import json, re
from pathlib import Path
people = 0
for place in (Path("$COURSE"), Path("../../..")):
    for path in sorted(place.glob("{pattern}")):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["metadata"].get("nbgrader", {{}}).get("grade_id") == "q02-table" and "groupby" in "".join(cell["source"]):
                exec("".join(cell["source"]))
"""

CASES = [
    reaches("gradebook-write", "The gradebook cannot be written.", """
import sqlite3
for place in ("$COURSE/gradebook.db", "../../../gradebook.db"):
    try:
        with sqlite3.connect(place, timeout=1) as gradebook:
            gradebook.execute("update grade set manual_score = 100")
            gradebook.execute("update assignment set duedate = '2001-01-01'")
    except sqlite3.Error as error:
        print(error)
"""),
    reaches("gradebook-delete", "The gradebook cannot be deleted.", """
import os
for place in ("$COURSE/gradebook.db", "../../../gradebook.db"):
    try:
        os.unlink(place)
    except OSError as error:
        print(error)
"""),
    reaches("neighbour-write", "Nobody else's submission can be written.", """
from pathlib import Path
for place in (Path("$COURSE"), Path("../../..")):
    for path in place.glob("*/zzz-honest/*/*.ipynb"):
        path.write_text("{}")
"""),
    reaches("source-write", "The course's own notebooks cannot be written.", """
from pathlib import Path
for place in (Path("$COURSE"), Path("../../..")):
    for path in [*place.glob("source/*/*.ipynb"), *place.glob("release/*/*.ipynb")]:
        path.write_text("{}")
"""),
    reaches("exchange-write", "The exchange cannot be written.", """
from pathlib import Path
for place in (Path("$COURSE"), Path("../../..")):
    if (place / "exchange").is_dir():
        (place / "exchange" / "gift.ipynb").write_text("{}")
"""),
    reaches("outside-write", "No file appears outside.", """
from pathlib import Path
for place in (Path("$COURSE").parent / "outside", Path("../../../../outside")):
    try:
        (place / "hello.txt").write_text("안녕")
    except OSError as error:
        print(error)
"""),
    reaches("config-write", "The class's settings cannot be replaced.", """
from pathlib import Path
for place in (Path("$COURSE"), Path("../../..")):
    if (place / "nbgrader_config.py").exists():
        (place / "nbgrader_config.py").write_text("raise SystemExit")
"""),
    reaches("packages-write", "No package on the disk can be changed.", """
import curriculum.datasets, pandas
for module in (curriculum.datasets, pandas):
    try:
        open(module.__file__, "a").write("# 고침")
        print("썼습니다")
    except OSError as error:
        print(error)
""", unsafe="writes into the installation"),
    copies("source-read", "The model answers cannot be read.", RUN_ANSWERS.format(pattern="source/*/*.ipynb")),
    copies("neighbour-read", "Nobody else's answers can be read.", RUN_ANSWERS.format(pattern="submitted/*/*/*.ipynb")),
    copies("autograded-read", "Answers graded before cannot be read.", RUN_ANSWERS.format(pattern="autograded/*/*/*.ipynb")),
    reaches("network", "No host answers.", """
import socket
for host, port in (("127.0.0.1", $PORT), ("10.0.0.1", 80), ("::1", $PORT)):
    try:
        socket.create_connection((host, port), timeout=1).sendall(b"found")
    except OSError as error:
        print(error)
"""),
    reaches("environment", "No secret of the instructor's environment is there.", """
import os
from pathlib import Path
found = [os.environ.get("DSI_SECRET", "")]
for path in Path("/proc").glob("[0-9]*/environ"):
    try:
        found.append(path.read_bytes().decode(errors="replace"))
    except OSError:
        continue
print("찾은 것:", [text for text in found if "opensesame" in text])
raise RuntimeError("비밀" if any("opensesame" in text for text in found) else "비밀 없음")
""", unsafe="reads the settings of every program on this machine"),
    reaches("leave-child", "No process outlives the submission.", """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(7777)"], start_new_session=True)
"""),
    reaches("ipc-socket", "The sockets of the grader and of other kernels are out of reach.", """
import glob, os, socket
for path in glob.glob("/tmp/**", recursive=True) + glob.glob("/run/**", recursive=True):
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.connect(path)
            print("연결:", path)
    except OSError:
        continue
""", unsafe="talks to other programs of this machine"),
    reaches("namespace", "No way leads out of the sandbox.", """
import ctypes, os
libc = ctypes.CDLL(None)
print(libc.unshare(0x10000000), libc.mount(b"none", b"/scratch", b"tmpfs", 0, b""), libc.chroot(b"/proc/1/root"), libc.ptrace(16, os.getppid(), 0, 0))
for place in ("/proc/1/root$COURSE", "/proc/self/root$COURSE"):
    try:
        open(place + "/gradebook.db", "r+b").write(b"x")
    except OSError as error:
        print(error)
""", unsafe="tries to become root of a namespace"),
    reaches("link-in-scratch", "A link the code leaves in its folder leads the grader nowhere.", """
import os
os.symlink("$COURSE/gradebook.db", "extra.txt")
os.rename("과제.ipynb", "old.ipynb") if os.path.exists("과제.ipynb") else None
os.symlink("$COURSE/gradebook.db", "과제.ipynb")
"""),
]  # fmt: skip
