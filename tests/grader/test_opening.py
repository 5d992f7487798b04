"""The cells before the first answer are run once for all who begin the same way, and nothing but time is saved."""

import re
import secrets
import shutil

import nbformat
import pytest

from grader import autograde
from grader.cohort import Cohort
from grader.kernels.link import Trunk
from grader.roster import Trainee, enrol
from tests import cells
from tests.grader.classes import MODULE, course, find, put, write

# What tells one run from another; drawn numbers go on behind it.
BEGIN = (
    "import random, time\nprint('drawn', random.random())\nprint('ran at', time.monotonic_ns())\ngiven = [1]"
)
ANSWER = write("q01", "given.append(random.random())\nprint('given', given)\nx = 1")


def notebook(begin):
    locked = cells._marked(cells.code(begin), "setup", locked=True)
    return cells.notebook(
        cells.parameters(), locked, cells.answer("q01", "x = 1"), cells.check("q01-test", "assert x == 1")
    )


def cohort_of(folder, work, begin=BEGIN, files=()):
    """A class whose practicum begins with a cell of its own."""
    cohort = course(folder)
    source = cohort.folder / "source" / MODULE
    (source / "lesson.ipynb").unlink()
    nbformat.write(notebook(begin), source / "practicum.ipynb")
    for name in files:
        (source / name).write_text("course's own", encoding="utf-8")
    cohort.release(MODULE)
    enrol(cohort, [Trainee(trainee, "홍길동") for trainee in work])
    for trainee, changes in work.items():
        put(cohort, trainee, *changes)
    return cohort


def graded(cohort, **options):
    return {result.trainee: result for result in autograde.grade(cohort, MODULE, **options)}


def shown(cohort, trainee, name):
    """What a cell of the graded notebook printed."""
    path = cohort.folder / "autograded" / trainee / MODULE / "practicum.ipynb"
    nb = nbformat.read(path, as_version=4)
    return "".join(output.get("text", "") for output in find(nb, name).outputs)


def ran_at(cohort, trainee):
    found = re.search(r"ran at (\d+)", shown(cohort, trainee, "setup"))
    return found and found[1]


def cell_before(nb):
    nb.cells.insert(0, nbformat.v4.new_code_cell("mine = 1"))


def changed_setup(nb):
    find(nb, "setup").source = "import random"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Two who begin alike, and one who put a cell before."""
    work = {
        "ahn": (ANSWER,),
        "bae": (ANSWER,),
        "own": (cell_before, ANSWER),
        "put-back": (changed_setup, ANSWER),
    }
    cohort = cohort_of(tmp_path_factory.mktemp("opening") / "class", work)
    return cohort, graded(cohort)


def test_those_who_begin_alike_share_the_run(mixed):
    cohort, results = mixed
    assert {trainee: (r.problem, r.score) for trainee, r in results.items()} == dict.fromkeys(
        results, ("", 2)
    )
    assert (
        ran_at(cohort, "ahn") == ran_at(cohort, "bae") == ran_at(cohort, "put-back") != ran_at(cohort, "own")
    )


def test_outputs_of_the_shared_cells_are_in_every_notebook(mixed):
    cohort, _ = mixed
    for trainee in ("ahn", "bae"):
        nb = nbformat.read(cohort.folder / "autograded" / trainee / MODULE / "practicum.ipynb", as_version=4)
        assert shown(cohort, trainee, "setup").startswith("drawn 0.8")
        counts = [cell.execution_count for cell in nb.cells if cell.cell_type == "code"]
        assert counts[1] is not None


def test_random_numbers_go_on_as_in_a_run_of_ones_own(mixed):
    cohort, _ = mixed
    given = shown(cohort, "own", "q01")
    assert given.startswith("given [1, 0.")
    assert shown(cohort, "ahn", "q01") == shown(cohort, "bae", "q01") == given


TRACES = """
import builtins, os, pathlib, pandas
print('found', len(given), hasattr(builtins, 'trace'), os.environ.get('TRACE'), os.listdir('.'), os.listdir('/tmp'),
      getattr(pandas, 'trace', None))
given.append(2)
builtins.trace = pandas.trace = 1
os.environ['TRACE'] = '1'
pathlib.Path('trace').write_text('1')
pathlib.Path('/tmp/trace').write_text('1')
pathlib.Path('/dev/shm/trace').write_text('1')
x = 1
"""


def test_nothing_of_one_submission_reaches_another(tmp_path):
    work = {trainee: (write("q01", TRACES),) for trainee in ("ahn", "bae", "cha")}
    cohort = cohort_of(tmp_path / "class", work)
    assert {result.score for result in graded(cohort, workers=1).values()} == {2}
    found = {shown(cohort, trainee, "q01") for trainee in work}
    assert len({ran_at(cohort, trainee) for trainee in work}) == 1
    assert len(found) == 1
    assert found.pop().startswith("found 1 False None ['timestamp.txt'] [")


# What a first cell may do that a fork would share or lose.
LEFT = {
    "thread": "import threading\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    "process": "import subprocess\nrunning = subprocess.Popen(['sleep', '60'])",
    "file": "open('made.txt', 'w').write('1')",
    "descriptor": "held = open('/dev/null')",
    "timer": "import signal\nsignal.setitimer(signal.ITIMER_REAL, 1000)",
    "folder": "import os\nos.makedirs('below')\nos.chdir('below')",
    "task": "import asyncio\nwaiting = asyncio.ensure_future(asyncio.sleep(60))",
    "failure": "raise ValueError('첫 셀이 멈춥니다')",
}


@pytest.mark.parametrize("what", LEFT)
def test_a_first_cell_that_leaves_something_behind_is_run_for_each(tmp_path, what):
    cohort = cohort_of(tmp_path / "class", {"ahn": (ANSWER,), "bae": (ANSWER,)}, f"{BEGIN}\n{LEFT[what]}")
    results = graded(cohort)
    assert {result.problem for result in results.values()} == {""}
    assert ran_at(cohort, "ahn") != ran_at(cohort, "bae")


def test_other_files_beside_the_notebook_mean_another_run(tmp_path):
    begin = BEGIN + "\nprint(open('data.txt').read())"
    cohort = cohort_of(tmp_path / "class", {"ahn": (), "bae": (), "own": ()}, begin, ["data.txt"])
    (cohort.folder / "submitted" / "own" / MODULE / "more.txt").write_text("mine")
    graded(cohort)
    assert ran_at(cohort, "ahn") == ran_at(cohort, "bae") != ran_at(cohort, "own")
    assert "course's own" in shown(cohort, "ahn", "setup")


def test_a_lost_opening_is_done_without(tmp_path, monkeypatch):
    """As when the process that is to be forked is killed."""

    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(Trunk, "connect", refuse)
    cohort = cohort_of(tmp_path / "class", {"ahn": (ANSWER,), "bae": (ANSWER,)})
    assert {result.score for result in graded(cohort).values()} == {2}
    assert ran_at(cohort, "ahn") != ran_at(cohort, "bae")


def test_a_death_after_the_opening_costs_only_its_cell(tmp_path):
    dead = write("q01", "import os\nos._exit(1)")
    cohort = cohort_of(tmp_path / "class", {"ahn": (dead,), "bae": (ANSWER,)})
    results = graded(cohort)
    assert (results["ahn"].score, results["bae"].score) == (0, 2)
    assert ran_at(cohort, "ahn") == ran_at(cohort, "bae")


# A judge of one's own, who knows the text of the test and a key; it takes the real one's place between two cells.
FORGED = """
import asyncio, hashlib, hmac
async def forged(code, *args, **kwargs):
    said = "6 " + hashlib.sha256(b"assert x == 1").hexdigest() + " ok 0"
    proof = hmac.digest(b"{key}", said.encode(), "sha256").hex()
    return dict(status="ok", execution_count=9, payload=[], user_expressions=dict(), dsi=dict(found=[], proof=proof))
exec(compile("async def later(): get_ipython().kernel.do_execute = forged", "mine", "exec"))
x = 2
waiting = asyncio.ensure_future(later())
"""


@pytest.mark.parametrize(("learned_in", "score", "said"), [("opening", 0, "채점 장치"), ("engine", 2, "")])
def test_what_one_branch_learned_of_the_judge_is_worth_nothing_in_another(
    tmp_path, monkeypatch, learned_in, score, said
):
    """Whoever signs with the key the trunk had is not believed; with the branch's own, the same forgery would be."""
    key = secrets.token_hex(16)
    monkeypatch.setattr(f"grader.{learned_in}.fresh_key", lambda: key)
    cohort = cohort_of(tmp_path / "class", {"ahn": (write("q01", FORGED.format(key=key)),), "bae": (ANSWER,)})
    results = graded(cohort)
    assert (results["ahn"].score, results["bae"].score) == (score, 2)
    assert any(said in flag for flag in results["ahn"].flags) or not said
    assert ran_at(cohort, "ahn") == ran_at(cohort, "bae")


def test_the_command_line_grades_the_same(mixed, tmp_path):
    cohort, results = mixed
    again = Cohort(shutil.copytree(cohort.folder, tmp_path / "class"))
    assert {t: r.score for t, r in graded(again, again=True).items()} == {
        t: r.score for t, r in results.items()
    }
