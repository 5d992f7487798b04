"""A small cohort made by hand, and trainees who do all kinds of things with it."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests import cells

MODULE = "01-share"
HIDDEN = "share(0, 0) is None"
SECRET = "4242.5"

CONFIG = """
from pathlib import Path
from grader.course_config import configure
c = get_config()
configure(c, course_id="busan-test", exchange=Path(__file__).parent / "exchange")
c.Execute.timeout = 3
c.Execute.iopub_timeout = 2
"""

CARD = "name: 부산광역시 시험 과정\ncenter: busan\ntrack: bigdata\nregion: 부산광역시\n"


def practicum() -> NotebookNode:
    """Two autograded questions of 2 and 3 points, and a written one of 4."""
    return cells.notebook(
        cells.prose("# 고령 인구를 살펴봅니다"),
        cells.parameters(),
        cells.code("import math"),
        cells.prose("## 문제 1. 고령 인구 비율\n비율을 돌려주는 함수를 완성하세요."),
        cells.answer(
            "q01-share", "return round(aged / total * 100, 1) if total else None", "def share(aged, total):"
        ),
        cells.check(
            "q01-share-test",
            'assert share(25, 200) == 12.5, "100을 곱했는지 보세요."',
            f'assert {HIDDEN}, "전체 인구가 0일 때를 확인하세요."\n'
            f'assert share(8485, 200) == {SECRET}, f"{{share(8485, 200)}}이(가) 맞는지 보세요."',
        ),
        cells.prose("## 문제 2. 지역"),
        cells.answer("q02-place", "place = REGION"),
        cells.check(
            "q02-place-test", 'assert isinstance(place, str), "글자여야 합니다."', "assert place == REGION", 3
        ),
        cells.prose("## 문제 3. 제안\n센터에 제안할 것을 쓰세요."),
        cells.written("q03-advice"),
    )


def lesson() -> NotebookNode:
    """A lesson that would stop the grading if it were run."""
    return cells.notebook(cells.prose("# 배우기"), cells.code("import os\nos._exit(1)"))


def course(folder: Path, config: str = CONFIG) -> Cohort:
    """Write a cohort's folder as ``dsi cohort create`` does, with one small module."""
    source = folder / "source" / MODULE
    source.mkdir(parents=True)
    nbformat.write(practicum(), source / "practicum.ipynb")
    nbformat.write(lesson(), source / "lesson.ipynb")
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    (folder / "cohort.yaml").write_text(CARD, encoding="utf-8")
    (folder / "exchange").mkdir(mode=0o777)
    (folder / "exchange").chmod(0o777)
    return Cohort(folder)


def released(folder: Path, *trainees: str) -> Cohort:
    """A cohort with trainees and the module released: a copy of one that is made once."""
    shutil.copytree(_released_once(), folder)
    cohort = Cohort(folder)
    enrol(cohort, [Trainee(trainee, "홍길동") for trainee in trainees])
    return cohort


@cache
def _released_once() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="class-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    course(folder / "class").release(MODULE)
    return folder / "class"


Change = Callable[[NotebookNode], None]


def hand_in(cohort: Cohort, trainee: str, *changes: Change) -> Path:
    """Fetch, change and submit the practicum; returns the trainee's module folder."""
    home = homes(cohort) / trainee
    folder = cohort.fetch(MODULE, trainee, home)
    path = folder / "practicum.ipynb"
    nb = nbformat.read(path, as_version=4)
    for change in changes:
        change(nb)
    path.write_text(json.dumps(nb), encoding="utf-8")
    cohort.submit(MODULE, trainee, home)
    return folder


def collected(folder: Path, work: dict[str, Iterable[Change]], config: str = "") -> Cohort:
    """A cohort with everyone's changed practicum where ``dsi collect`` puts it."""
    cohort = released(folder, *work)
    if config:
        with (cohort.folder / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(config)
    for trainee, changes in work.items():
        put(cohort, trainee, *changes)
    return cohort


def put(cohort: Cohort, trainee: str, *changes: Change) -> Path:
    """Put a changed practicum where ``dsi collect`` puts it; returns its folder."""
    place = cohort.folder / "submitted" / trainee / MODULE
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(cohort.folder / "release" / MODULE, place)
    nb = nbformat.read(place / "practicum.ipynb", as_version=4)
    for change in changes:
        change(nb)
    (place / "practicum.ipynb").write_text(json.dumps(nb), encoding="utf-8")
    (place / "timestamp.txt").write_text("2026-11-20 09:00:00.000000 UTC", encoding="utf-8")
    return place


def homes(cohort: Cohort) -> Path:
    """Where the trainees work."""
    return cohort.folder.parent / "homes"


def write(name: str, source: str) -> Change:
    """The trainee writes `source` into the cell `name`."""

    def change(nb: NotebookNode) -> None:
        find(nb, name).source = source

    return change


def find(nb: NotebookNode, name: str) -> NotebookNode:
    """The first cell marked `name`."""
    return next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


RIGHT_SHARE = write(
    "q01-share", "def share(aged, total):\n    return round(aged / total * 100, 1) if total else None"
)
WRONG_SHARE = write(
    "q01-share", "def share(aged, total):\n    return round(aged / total * 100, 1) if total else 0"
)
RIGHT_PLACE = write("q02-place", "place = REGION")
ADVICE = write("q03-advice", "경로당을 늘리자고 제안합니다.")
RIGHT = (RIGHT_SHARE, RIGHT_PLACE, ADVICE)
