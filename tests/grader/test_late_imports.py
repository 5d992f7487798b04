"""Honest work is nobody's trick, whatever the kernel had imported before its cells ran.

An ordinary run takes one module of each track, another one each day; with ``DSI_ALL_TESTS=1`` all.
"""

import shutil

import nbformat
import pytest

from curriculum import build, catalog
from grader.cohort import create
from grader.kernels import zygote
from grader.roster import Trainee, enrol
from tests.grader.classes import MODULE, RIGHT, collected, write
from tests.grader.test_opening import cohort_of
from tests.grader.test_stock import MODULES, home

# What a trainee may have found elsewhere: some define classes that compare or present themselves in odd ways.
PACKAGES = """
import folium, geopandas, ipywidgets, mapclassify, networkx, pytest, scipy.stats
import sklearn.cluster, sqlalchemy, unittest.mock, urllib.request
from curriculum import maps, plan, plan_views, project, views
from gallery import card
"""


@pytest.fixture(scope="module", autouse=True)
def _kernels_that_know_little():
    """As when the zygote was warmed for another course."""
    zygote.stop()
    zygote.warm_up(modules=["os", "math"])
    yield
    zygote.stop()
    zygote._modules = None


def answer_all(cohort, module):
    """Hand in the model answers; returns the points of the tests."""
    masters = dict(build.masters(module))["practicum"].cells
    marks = {cell.metadata.nbgrader.grade_id: cell for cell in masters if "nbgrader" in cell.metadata}
    folder = cohort.folder / "submitted" / "model" / module.id
    shutil.copytree(cohort.folder / "release" / module.id, folder)
    nb = nbformat.read(folder / "practicum.ipynb", as_version=4)
    points = 0
    for cell in nb.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution"):
            cell.source = marks[mark["grade_id"]].source
        elif mark.get("grade"):
            points += mark["points"]
    nbformat.write(nb, folder / "practicum.ipynb")
    return points


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES, ids=lambda module: f"{module.track}/{module.id}")
def test_model_answers_earn_everything_where_packages_are_imported_late(tmp_path, module):
    cohort = create(tmp_path / "class", module.track, home(catalog.track(module.track)), "test")
    enrol(cohort, [Trainee("model", "홍길동")])
    cohort.release(module.id)
    points = answer_all(cohort, module)
    (result,) = cohort.autograde(module.id)
    assert (result.problem, result.flags, result.score) == ("", (), points)


def test_packages_an_answer_imports_are_no_lies(tmp_path):
    share = PACKAGES + "def share(aged, total):\n    return round(aged / total * 100, 1) if total else None"
    cohort = collected(tmp_path / "class", {"reader": (*RIGHT, write("q01-share", share))}, "c.Execute.timeout = 60\n")
    (result,) = cohort.autograde(MODULE)
    assert (result.problem, result.flags, result.score) == ("", (), 5)


def test_a_package_only_the_course_knew_is_put_back_as_well(tmp_path):
    begin = "import geopandas\nprint(geopandas.__version__)"
    change = write("q01", "import geopandas\ngeopandas.read_file = lambda *args: None\nx = 1")
    cohort = cohort_of(tmp_path / "class", {"ahn": (change,)}, begin)
    (result,) = cohort.autograde(MODULE)
    assert result.score == 0
    assert any("geopandas.read_file" in flag for flag in result.flags)
