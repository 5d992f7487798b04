"""On ordinary work of every module the kit's scores are stock nbgrader's, cell by cell.

Stock nbgrader is slow, so an ordinary run takes one module of each track, another one each day; with ``DSI_ALL_TESTS=1`` all.
"""

import shutil
import sqlite3
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from curriculum import build, catalog
from curriculum.regions import region
from grader import answers
from grader.cohort import create
from grader.kernels import zygote
from grader.roster import Trainee, enrol
from tests import today
from tests.grader.test_crash import SCORES

SMALL = ("세종특별자치시", "제주특별자치도", "울산광역시", "대전광역시", "부산광역시")
MODULES = [module for track in catalog.tracks() for module in today.part(track.modules, len(track.modules))]


def home(track):
    """The smallest region that all modules of a track know."""
    known = [set(module.regions) for module in track.modules if module.regions != "all"]
    return next(name for name in SMALL if all(name in regions for regions in known))


@pytest.fixture(scope="module", autouse=True)
def _packages_as_in_a_command_of_its_own():
    """Whatever tests before asked the zygote to leave out, it is as ``dsi grade`` starts it."""
    zygote.stop()
    zygote._modules = None


@pytest.fixture(scope="module")
def cohorts(tmp_path_factory):
    """One class for each track, made when the first of its modules is asked for."""
    made = {}

    def of(module):
        if module.track not in made:
            folder = tmp_path_factory.mktemp("stock") / module.track
            track = catalog.track(module.track)
            made[module.track] = create(folder, track.id, home(track), "test")
            enrol(made[module.track], [Trainee("mixed", "홍길동")])
        return made[module.track]

    return of


def hand_in(cohort, module, name):
    """Put a practicum whose answers are in turn right, another right or wrong one, and none, into ``submitted``."""
    others = [each for each in answers.read(module.answers) if each.counts_in(name)]
    right = {
        cell.metadata.nbgrader.grade_id: cell.source
        for book, nb in build.masters(module)
        if book == "practicum"
        for cell in nb.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    folder = cohort.folder / "submitted" / "mixed" / module.id
    shutil.copytree(cohort.folder / "release" / module.id, folder)
    path = folder / "practicum.ipynb"
    nb = nbformat.read(path, as_version=4)
    asked = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") in right]
    for number, cell in enumerate(asked):
        grade_id = cell.metadata.nbgrader.grade_id
        mine = [each.source for each in others if each.grade_id == grade_id]
        if number % 3 == 0 or (number % 3 == 1 and not mine):
            cell.source = right[grade_id]
        elif number % 3 == 1:
            cell.source = mine[number % len(mine)]
    nbformat.write(nb, path)
    return folder


def scores(folder):
    with sqlite3.connect(folder / "gradebook.db") as gradebook:
        return set(
            gradebook.execute(SCORES.replace("auto_score, manual_score, needs_manual_grade", "auto_score"))
        )


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES, ids=lambda module: f"{module.track}/{module.id}")
def test_scores_are_stock_nbgraders(cohorts, tmp_path, module):
    cohort = cohorts(module)
    cohort.release(module.id)
    hand_in(cohort, module, home(catalog.track(module.track)))
    stock = Path(shutil.copytree(cohort.folder, tmp_path / "stock"))
    (result,) = cohort.autograde(module.id)
    assert (result.problem, result.flags) == ("", ())
    config = Config()
    config.CourseDirectory.root, config.CourseDirectory.course_id = str(stock), "stock"
    config.Execute.timeout = 120
    done = NbGraderAPI(config=config).autograde(module.id, "mixed", create=False)
    assert done["success"], done["error"]
    here = {row for row in scores(cohort.folder) if row[0] == "mixed"}
    assert here == scores(stock)
    assert any(score for _, _, score in here)


def test_a_region_for_every_track():
    assert all(isinstance(region(home(track)).name, str) for track in catalog.tracks())


def test_an_honest_import_of_a_package_the_kernel_did_not_have_is_no_lie(cohorts):
    """A zygote of another course knows other packages; what a cell imports then is nobody's trick."""
    zygote.stop()
    zygote.warm_up(modules=["os"])
    try:
        module = catalog.module("tech/05-siting")
        cohort = cohorts(module)
        cohort.release(module.id)
        shutil.rmtree(cohort.folder / "submitted" / "mixed" / module.id, ignore_errors=True)
        hand_in(cohort, module, home(catalog.track("tech")))
        (result,) = cohort.autograde(module.id, again=True)
    finally:
        zygote.stop()
        zygote._modules = None
    assert (result.problem, result.flags) == ("", ())
