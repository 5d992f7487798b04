"""Forked runs score as nbgrader does, and no variant can change what another sees."""

import copy
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader import run
from grader.children import Child, ChildDied
from grader.run import Variant
from grader.shell import preload


@pytest.fixture(scope="module", autouse=True)
def _loaded_once():
    preload()


def answer(source, grade_id="q01-f"):
    mark = {"grade_id": grade_id, "solution": True, "grade": False, "locked": False, "schema_version": 3}
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": mark | {"task": False}})


def check(source, grade_id="q01-f-test", points=2):
    mark = {"grade_id": grade_id, "solution": False, "grade": True, "locked": True, "schema_version": 3}
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": mark | {"task": False, "points": points}})


def notebook(*cells):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=[c if not isinstance(c, str) else new_code_cell(c) for c in cells], metadata={"kernelspec": kernel})


def outcomes_of(nb, *variants):
    return run.run(nb, variants)


def test_a_cell_that_raises_is_named_and_the_next_ones_still_run():
    got, _ = outcomes_of(notebook("x = 1", "1 / 0", "x += 1", "assert x == 3, '셋이 아닙니다'"))
    assert got[1].error == "ZeroDivisionError: division by zero"
    assert got[3].error == "AssertionError: 셋이 아닙니다"
    assert got[0].error is got[2].error is None


def test_a_syntax_error_belongs_to_its_cell():
    got, _ = outcomes_of(notebook("def f(:", "y = 1"))
    assert got[0].error.startswith("SyntaxError")
    assert got[1].error is None


def test_a_variant_starts_from_the_state_before_its_cell():
    nb = notebook("import random; random.seed(1); log = ['a']", answer("log.append('b')"), "log.append('c'); draw = random.random()", "print(log)")
    reference, (first, second) = outcomes_of(nb, Variant({1: "log.append('X')"}), Variant({1: "assert log == ['a']"}))
    assert not any(outcome.error for cells in (reference, first, second) for outcome in cells.values())


def test_a_forked_variant_ends_as_the_whole_notebook_run_from_the_start():
    cells = [
        "import numpy as np\nrng = np.random.default_rng(3)\nvalues = rng.integers(0, 9, 5).tolist()\nseen = []",
        answer("def f(x):\n    seen.append(x)\n    return x + 1"),
        check("assert f(2) == 3"),
        "values.append(rng.integers(0, 9)); total = f(sum(values))",
        answer("def g(x):\n    return x * total", "q02-g"),
        check("assert g(2) == 2 * total and len(seen) == 2", "q02-g-test"),
        "open('out.txt', 'a').write(str(total)); assert open('out.txt').read() == str(total), total",
    ]
    changes = [(1, "def f(x):\n    return x + 1"), (1, "f = None"), (4, "def g(x):\n    return 2 * x"), (4, "rng = 1; seen.clear()"), (1, "raise KeyError('a')")]
    _, forked = outcomes_of(notebook(*cells), *[Variant({index: source}) for index, source in changes])
    for (index, source), got in zip(changes, forked, strict=True):
        whole = copy.deepcopy(notebook(*cells))
        whole.cells[index].source = source
        assert outcomes_of(whole)[0] == got


def test_variants_do_not_see_each_others_files():
    nb = notebook(
        "from pathlib import Path\nPath('kept.txt').write_text('원본')",
        answer("Path('new.txt').write_text('정답')"),
        "assert Path('kept.txt').read_text() == '원본'\nassert sorted(p.name for p in Path('.').iterdir()) == ['kept.txt', 'new.txt']",
    )
    spoil = Variant({1: "Path('kept.txt').write_text('망침'); Path('other').mkdir(); Path('other/x').touch()"})
    check = Variant({1: "assert [p.name for p in Path('.').iterdir()] == ['kept.txt']; Path('new.txt').touch()"})
    reference, (spoiled, checked) = outcomes_of(nb, spoil, check)
    assert spoiled[2].error
    assert not any(outcome.error for outcome in [*reference.values(), *checked.values()])


def test_an_endless_loop_costs_its_cell_only():
    nb = notebook(answer("x = 1"), "y = 2")
    _, (got,) = outcomes_of(nb, Variant({0: "while True:\n    try:\n        pass\n    except Exception:\n        pass"}, cpu=0.3))
    assert got[0].error.startswith("CellTimeout")
    assert got[1].error is None


def test_a_process_that_ends_itself_loses_its_points_and_stops_nothing():
    nb = notebook(answer("x = 1"), check("assert x == 1"))
    reference, (died, good) = outcomes_of(nb, Variant({0: "import os; os._exit(0)"}), Variant({0: "x = 2 - 1"}))
    assert run.scores(nb, died) == {"q01-f-test": 0}
    assert run.scores(nb, good) == run.scores(nb, reference) == {"q01-f-test": 2}


def test_a_reference_that_ends_its_process_is_an_error_with_the_reason():
    with pytest.raises(ChildDied, match="SIGKILL"):
        outcomes_of(notebook("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))


def test_a_run_ends_at_the_first_failed_test_it_is_told_to_stop_at():
    nb = notebook(answer("x = 1"), check("assert x == 1"), check("assert x", "q01-f-test-2"), "z = 1")
    _, (failed, passed) = outcomes_of(
        nb, Variant({0: "x = 5"}, last=2, stop=frozenset({1, 2})), Variant({0: "x = 1.0"}, last=2, stop=frozenset({1, 2}))
    )
    assert list(failed) == [0, 1]
    assert list(passed) == [0, 1, 2]


def test_parquet_is_read_in_children_after_the_parent_read_it():
    nb = notebook(
        "import pandas as pd\npd.DataFrame({'a': range(1000)}).to_parquet('t.parquet')\nn = len(pd.read_parquet('t.parquet'))",
        answer("total = pd.read_parquet('t.parquet')['a'].sum()"),
        check("assert total == 499500"),
    )
    _, variants = outcomes_of(nb, *[Variant({1: "total = int(pd.read_parquet('t.parquet')['a'].sum())"})] * 5)
    assert [run.scores(nb, got) for got in variants] == [{"q01-f-test": 2}] * 5


def test_there_is_no_network():
    got, _ = outcomes_of(notebook("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')"))
    assert "인터넷" in got[0].error


def test_a_figure_left_open_does_not_reach_the_next_cell():
    got, _ = outcomes_of(
        notebook("import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])", "assert plt.get_fignums() == []", "fig = plt.figure(); fig.text(0, 0, '$\\\\broken{$')")
    )
    assert got[1].error is None
    assert "ValueError" in got[2].error


def test_a_child_gives_its_answer_its_exception_or_nothing_in_time():
    assert Child(lambda tell: 6 * 7).answer(10) == 42
    with pytest.raises(ChildDied, match="ZeroDivisionError"):
        Child(lambda tell: 1 // 0).answer(10)
    with pytest.raises(ChildDied, match="안에 끝나지"):
        Child(lambda tell: __import__("time").sleep(60)).answer(0.2)


SUBMITTED = {  # test cells whose points nbgrader decides in different ways
    "passes": "assert f(2) == 4",
    "raises": "assert f(2) == 5",
    "warns": "import warnings\nwarnings.warn('조심', FutureWarning)",
    "stderr": "import sys\nprint('경고', file=sys.stderr)",
    "child-stderr": "import os\n_ = os.write(2, b'x')",
    "partial": "f(0.5)",
    "text-value": "str(f(2))",
    "quiet-value": "f(0.5);",
    "prints": "print(f(2))",
    "exits": "raise SystemExit(0)",
    "draws": "import matplotlib.pyplot as plt\nfig = plt.figure(); _ = fig.text(0, 0, '$\\\\broken{$')",
    "broken-repr": "class R:\n    def _repr_html_(self):\n        1 / 0\nR()",
}


@pytest.mark.slow
def test_scores_are_those_of_nbgraders_own_autograder(tmp_path, monkeypatch):
    """The same notebook graded by stock nbgrader in a Jupyter kernel and by the forked runner."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    cells = [check(source, f"q01-{name}", 3) for name, source in SUBMITTED.items()]
    nb = notebook(new_markdown_cell("# 과제"), answer("### BEGIN SOLUTION\ndef f(x):\n    return 2 * x\n### END SOLUTION"), *cells)
    source = tmp_path / "source" / "01-a" / "practicum.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(nb), encoding="utf-8")
    config = Config()
    config.CourseDirectory.root = str(tmp_path)
    config.CourseDirectory.db_url = f"sqlite:///{tmp_path}/gradebook.db"
    config.IncludeHeaderFooter.header = ""
    config.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")  # alembic
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # a kernel that sees it does not watch the file descriptors
    api = NbGraderAPI(config=config)
    assert api.generate_assignment("01-a")["success"]
    submitted = tmp_path / "submitted" / "kim" / "01-a" / "practicum.ipynb"
    submitted.parent.mkdir(parents=True)
    shutil.copy(source, submitted)
    graded = api.autograde("01-a", "kim")
    assert graded["success"], graded["log"]
    with api.gradebook as gradebook:
        book = gradebook.find_submission_notebook("practicum", "01-a", "kim")
        theirs = {grade.name: grade.auto_score for grade in book.grades}

    reference, _ = outcomes_of(nb)
    assert run.scores(nb, reference) == theirs
    assert theirs["q01-passes"] == 3
    assert theirs["q01-partial"] == 1
