"""One class in which everyone but three is hostile, and what is around it."""

import json
import shutil
import socket
from collections.abc import Iterable
from pathlib import Path

import nbformat

from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests.hostile.case import Case
from tests.hostile.cases import HONEST
from tests.hostile.practicum import ALL, MODULE, NOTEBOOK, RIGHT, practicum

CONFIG = """
from pathlib import Path
from grader.course_config import configure
c = get_config()
configure(c, course_id="busan-hostile", exchange=Path(__file__).parent / "exchange")
c.Execute.timeout = 4
c.Execute.iopub_timeout = 1
c.SandboxProvisioner.memory_mb = 400
c.SandboxProvisioner.disk_mb = 64
c.SandboxProvisioner.output_mb = 4
"""
CARD = "name: 부산광역시 시험 과정\ncenter: busan\ntrack: bigdata\nregion: 부산광역시\n"
SECRET = "opensesame"


class Door:
    """A port that counts who comes in, to show that nobody does."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]

    def visitors(self) -> int:
        """How many connected since the last time."""
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1


def course(folder: Path, config: str = CONFIG) -> Cohort:
    """A cohort with one module, released, and beside it a folder nobody may touch."""
    source = folder / "source" / MODULE
    source.mkdir(parents=True)
    nbformat.write(practicum(), source / f"{NOTEBOOK}.ipynb")
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    (folder / "cohort.yaml").write_text(CARD, encoding="utf-8")
    (folder / "exchange").mkdir()
    (folder / "exchange").chmod(0o777)
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "canary.txt").write_text("그대로 있어야 합니다", encoding="utf-8")
    cohort = Cohort(folder)
    cohort.release(MODULE)
    return cohort


def honest() -> list[Case]:
    """The three who did their work."""
    return [Case(name, "The honest lose nothing.", RIGHT, score=ALL) for name in HONEST]


def hand_in(cohort: Cohort, cases: Iterable[Case], port: int = 9) -> None:
    """Put everyone's work where ``dsi collect`` puts it."""
    cases = list(cases)
    enrol(cohort, [Trainee(case.name, "홍길동") for case in cases])
    told = {"$COURSE": str(cohort.folder), "$PORT": str(port)}
    for case in sorted(
        cases, key=lambda case: case.name not in HONEST
    ):  # some link to the honest ones' files
        folder = cohort.folder / "submitted" / case.name / MODULE
        shutil.copytree(cohort.folder / "release" / MODULE, folder)
        path = folder / f"{NOTEBOOK}.ipynb"
        nb = nbformat.read(path, as_version=4)
        for change in case.changes:
            change(nb)
        for cell in nb.cells:
            for name, place in told.items():
                cell.source = cell.source.replace(name, place)
        path.write_text(json.dumps(nb), encoding="utf-8")
        (folder / "timestamp.txt").write_text("2026-11-20 09:00:00.000000 UTC", encoding="utf-8")
        if case.damage:
            case.damage(folder)
