"""A small center whose cohort is through: graded, one capstone published, attendance kept by the office."""

import json
from pathlib import Path

import nbformat

from gallery.store import Store
from grader.by_hand import score_by_hand
from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests.gallery import projects
from tests.grader import classes

MODULE = "01-collect"
PEOPLE = [
    Trainee("hana", "김하나", "hana@a.kr", "부산시청"),
    Trainee("duri", "이두리", "duri@a.kr"),
    Trainee("nari", "최나리", "nari@a.kr"),
]
WIDE = "아이디,이름,9/1,9/2,9/3,9/4,9/5\nhana,김하나,○,○,○,○,△\nduri,이두리,○,○,×,×,○\nnari,최나리,○,○,○,○,○\n"
CENTERS = "centers:\n  - id: busan\n    name: 부산 디지털 사회혁신 지역 지원센터\n"


def center(folder: Path) -> Cohort:
    """The cohort of a new center: hana completed but for her attendance, duri's work is blank, nari never handed in."""
    cohort = classes.course(folder / "cohorts" / "bigdata-busan")
    source = cohort.folder / "source"
    (source / classes.MODULE).rename(source / MODULE)
    (cohort.folder / "cohort.yaml").write_text(classes.CARD + "begins: 2026-09-01\nends: 2026-11-13\n", encoding="utf-8")
    config = cohort.folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("busan-test", cohort.folder.name))
    cohort = Cohort(cohort.folder)
    enrol(cohort, PEOPLE)
    cohort.release(MODULE)
    hand_in(cohort, "hana", classes.RIGHT)
    hand_in(cohort, "duri", ())
    cohort.collect(MODULE)
    cohort.autograde(MODULE)
    for trainee, points in (("hana", 4), ("duri", 0)):
        score_by_hand(cohort, MODULE, trainee, "q03-advice", points, "근거가 분명합니다.")
    gallery = folder / "gallery"
    gallery.mkdir()
    (gallery / "centers.yaml").write_text(CENTERS, encoding="utf-8")
    about = projects.version(course=cohort.folder.name, trainee="hana", module="09-capstone", center="busan")
    Store(gallery).add(about, projects.files())
    return cohort


def hand_in(cohort: Cohort, trainee: str, changes: tuple) -> None:
    """Fetch, change and submit the module from the trainee's home in the center."""
    home = cohort.folder.parent.parent / "homes" / trainee
    path = cohort.fetch(MODULE, trainee, home) / "practicum.ipynb"
    nb = nbformat.read(path, as_version=4)
    for change in changes:
        change(nb)
    path.write_text(json.dumps(nb), encoding="utf-8")
    cohort.submit(MODULE, trainee, home)
