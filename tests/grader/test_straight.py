"""A kernel for the grader alone does what an ordinary one does, on one socket and without a thread."""

import json

import pytest
from traitlets.config import Config

from curriculum.errors import DsiError
from grader.kernel_run import Kernel, KernelDeath
from grader.kernels import sandbox, wanted, zygote


@pytest.fixture(scope="module")
def kernel():
    with Kernel(None, Config(), 2) as found:
        yield found


def text(ran):
    return "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in ran.outputs
    )


def test_it_computes_prints_and_shows(kernel):
    ran = kernel.run("print('안녕')\n1 + 1", 20)
    assert (text(ran), ran.idles, ran.failed) == ("안녕\n2", 1, False)
    assert [output.output_type for output in ran.outputs] == ["stream", "execute_result"]


def test_an_error_is_told_with_its_name(kernel):
    ran = kernel.run("print('before')\n1 / 0", 20)
    assert (ran.failed, ran.reply["ename"]) == (True, "ZeroDivisionError")
    assert [output.output_type for output in ran.outputs] == ["stream", "error"]


def test_charts_and_awaited_values_appear(kernel):
    shown = kernel.run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", 20)
    assert "image/png" in shown.outputs[-1].data
    assert text(kernel.run("import asyncio\nawait asyncio.sleep(0.01, 'done')", 20)) == "'done'"


def test_output_of_other_programs_and_processes_is_seen(kernel):
    assert "하나" in text(kernel.run("!echo 하나", 20))
    ran = kernel.run("import subprocess\nsubprocess.run(['sh', '-c', 'echo 둘; echo 셋 >&2']);", 20)
    assert [(output.name, output.text) for output in ran.outputs] == [("stdout", "둘\n"), ("stderr", "셋\n")]
    code = "import multiprocessing as m\np = m.get_context('fork').Process(target=print, args=('넷',))\np.start()\np.join()"
    assert "넷" in text(kernel.run(code, 20))
    assert text(kernel.run("print('다섯')", 20)) == "다섯\n"


def test_threads_print_into_their_own_cell(kernel):
    code = (
        "import threading\ndone = [threading.Thread(target=print, args=('x' * 50_000,)) for _ in range(8)]\n"
    )
    code += "[each.start() for each in done]\n[each.join() for each in done];"
    assert len(text(kernel.run(code, 20))) == 8 * 50_001


@pytest.mark.parametrize(
    "code", ["while True: pass", "import asyncio\nawait asyncio.sleep(100)", "import time\ntime.sleep(100)"]
)
def test_a_cell_that_does_not_end_is_stopped_and_the_next_one_runs(kernel, code):
    ran = kernel.run(code, 1)
    assert ran.timed_out
    assert ran.seconds < 20
    assert text(kernel.run("'next'", 20)) == "'next'"


def test_a_flood_is_cut_and_the_next_cell_is_heard():
    with Kernel(None, Config({"SandboxProvisioner": {"output_mb": 1}}), 5) as kernel:
        ran = kernel.run(
            "for _ in range(100_000): print('x' * 100)\nimport sys; sys.__stdout__.write('y' * 9_000_000);",
            60,
        )
        assert 500_000 < len(text(ran)) < 1_200_000
        assert not ran.failed
        assert text(kernel.run("1", 20)) == "1"


def test_there_is_no_thread():
    with Kernel(None, Config(), 2) as kernel:
        assert text(kernel.run("import os\nlen(os.listdir('/proc/self/task'))", 20)) == "1"


@pytest.mark.parametrize(
    ("code", "reason"), [("import os\nos._exit(0)", "exit"), ("import os\nos.abort()", "exit")]
)
def test_a_kernel_that_ends_is_noticed(code, reason):
    with Kernel(None, Config(), 2) as kernel, pytest.raises(KernelDeath) as death:
        kernel.run(code, 20)
    assert death.value.reason == reason


def test_rubbish_on_the_line_ends_the_kernel_and_not_the_grader():
    code = "import os, socket\nfor number in range(3, 60):\n    try:\n        os.write(number, b'\\xff' * 3_000_000)\n    except OSError:\n        pass"
    with Kernel(None, Config(), 2) as kernel, pytest.raises(KernelDeath):
        [kernel.run(each, 10) for each in (code, "1")]


def test_files_that_do_not_fit_are_refused(tmp_path):
    (tmp_path / "large.bin").write_bytes(b"\0" * 3_000_000)
    with pytest.raises(DsiError, match="옮기지 못했습니다"):
        Kernel(str(tmp_path), Config({"SandboxProvisioner": {"disk_mb": 1}}), 2)


def test_the_course_says_what_is_imported_beforehand(tmp_path):
    cells = [
        "import pandas as pd\n%matplotlib inline\nfrom sklearn.cluster import KMeans",
        "!ls\nfrom curriculum import maps",
        "def (",
    ]
    book = {
        "cells": [{"cell_type": "code", "metadata": {}, "source": each.splitlines(True)} for each in cells]
    }
    lesson = json.dumps(book).replace("pandas", "folium")
    book["cells"][-1]["metadata"] = {"nbgrader": {"grade": True}}
    (tmp_path / "a.ipynb").write_text(json.dumps(book), encoding="utf-8")
    (tmp_path / "lesson.ipynb").write_text(lesson, encoding="utf-8")
    (tmp_path / "b.ipynb").write_text("{", encoding="utf-8")
    assert wanted.imported(tmp_path) == ["pandas", "sklearn.cluster", "curriculum", "curriculum.maps"]


def test_a_package_that_starts_a_thread_is_left_to_the_kernels(tmp_path, monkeypatch):
    (tmp_path / "restless.py").write_text(
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    found = sandbox.environment()
    found["PYTHONPATH"] += f":{tmp_path}"
    monkeypatch.setattr(sandbox, "environment", lambda: found)
    monkeypatch.setattr(zygote, "_modules", ["openpyxl", "restless", "no_such_package", "mapclassify"])
    zygote._end(False)
    try:
        with Kernel(None, Config({"SandboxProvisioner": {"sandboxed": False}}), 2) as kernel:
            asked = "import sys\n[name in sys.modules for name in ('openpyxl', 'restless', 'mapclassify', 'esda')]"
            assert text(kernel.run(asked, 20)) == "[True, False, True, False]"
    finally:
        zygote._end(False)


HEAVY = """
import numpy as np, os
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
words = np.array(["빈집", "정비", "고령", "청년", "버스", "공원", "시장", "도로"])
texts = [" ".join(each) for each in np.random.default_rng(0).choice(words, (100_000, 5))]
wanted = np.array(["빈집" in each for each in texts])
table = TfidfVectorizer().fit_transform(texts)
LogisticRegression().fit(table, wanted).score(table, wanted), len(os.listdir("/proc/self/task"))
"""
SOLVER = """
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
near = (np.random.default_rng(1).random((40, 40)) < 0.1) + np.eye(40)
milp(np.ones(40), constraints=LinearConstraint(near, 1, np.inf), integrality=np.ones(40), bounds=Bounds(0, 1)).status
"""
SPATIAL = """
import esda, libpysal, numpy as np
esda.Moran_Local(np.arange(400.0), libpysal.weights.lat2W(20, 20), permutations=99).p_sim.shape
"""


@pytest.mark.parametrize(("code", "shown"), [(HEAVY, "(1.0, 1)"), (SOLVER, "0"), (SPATIAL, "(400,)")])
def test_learning_solving_and_spatial_statistics_run_within_the_limits(code, shown):
    with Kernel(None, Config(), 5) as kernel:
        ran = kernel.run(code, 120)
        assert (text(ran), ran.reply.get("ename")) == (shown, None)
