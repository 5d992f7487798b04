"""The demo center: a class of five invented trainees and a capstone of every track, by the commands an instructor types.

It is the first look at the kit and its end-to-end test. Nobody in it is real; the data they work on are.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import nbformat
from rich.console import Console
from rich.table import Table

from classroom import pretend
from classroom.start import DEMO as MARKER
from curriculum import catalog
from curriculum.build import course_id
from curriculum.catalog import Module
from curriculum.errors import DsiError
from curriculum.regions import Region, region
from gallery.store import Store
from grader.cohort import Cohort
from grader.course_config import TIMEZONE
from grader.report import BROKEN, Standing, standings

TRACK, MODULE = "bigdata", "01-collect"
INSTRUCTOR = "오강사"


@dataclass(frozen=True)
class Role:
    """One trainee of the play."""

    id: str
    name: str
    part: str


ROLES = (
    Role("hana", "김하나", "모두 맞음"),
    Role("duri", "이두리", "빈 답"),
    Role("sebin", "박세빈", "일부 틀림"),
    Role("nari", "최나리", "마감 뒤 제출"),
    Role("daseul", "정다슬", "손상된 파일"),
)
ALONE = {
    "leader": Role("garam", "한가람", "최종 과제"),
    "tech": Role("bora", "차보라", "최종 과제"),
    "starter": Role("sol", "윤솔", "최종 과제"),
}
"""Who does the capstone of the tracks in which no class is played."""


@dataclass(frozen=True)
class Project:
    """A capstone, who does it, and in which cohort."""

    module: Module
    role: Role
    cohort: Path


def play(folder: Path, region_name: str = "부산광역시") -> bool:
    """Play the demo class in `folder` and print what happened.

    Parameters
    ----------
    folder : Path
        The demo center's folder. If one is there it is played anew; any other folder must be empty.
    region_name : str
        The center's region.

    Returns
    -------
    bool
        Whether every trainee got what the play expects and every track's capstone was published.
    """
    folder, place = Path(folder).resolve(), region(region_name)
    _clear(folder, course_id(catalog.track(TRACK), place))
    stage = _Stage(folder, place)
    stage.open_cohort(TRACK, ROLES)
    stage.practicum()
    for project in stage.projects:
        stage.capstone(project)
    stage.dsi("export", stage.cohort, "--out", folder / "grades.csv")
    return stage.report()


def _clear(folder: Path, course: str) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).is_file():
            raise DsiError(f"{folder}: 시범 센터가 아닌 파일이 들어 있습니다. 빈 폴더를 정해 주세요.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    about = "이 폴더는 'dsi demo'가 만들었으며, 다시 돌리면 새로 만들어집니다.\n'dsi start'가 여는 반:"
    (folder / MARKER).write_text(f"{about}\n{course}\n", encoding="utf-8")


class _Stage:
    """The center's folder and the steps of the play."""

    def __init__(self, folder: Path, place: Region) -> None:
        self.folder = folder
        self.place = place
        self.cohort = self.folder_of(TRACK)
        self.gallery = folder / "gallery"
        self.projects = [
            Project(module, ROLES[0] if track.id == TRACK else ALONE[track.id], self.folder_of(track.id))
            for track in catalog.tracks()
            for module in track.modules
            if module.capstone and module.supports(place)
        ]
        self.console = Console(highlight=False, soft_wrap=True)
        self.steps = 0

    def dsi(self, *words: str | Path) -> str:
        """Type one ``dsi`` command; show it, and what it said if it fails."""
        shown = ["dsi", *(str(w).replace(f"{self.folder}/", "") for w in words)]
        self.steps += 1
        self.console.print(f"[dim]{self.steps:>3}[/] $ {' '.join(shown)}", markup=True)
        command = [sys.executable, "-m", "dsi", *map(str, words)]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise DsiError(f"시범 수업이 '{' '.join(shown)}'에서 멈추었습니다:\n{done.stdout}{done.stderr}")
        return done.stdout

    def folder_of(self, track: str) -> Path:
        """The cohort's folder."""
        return self.folder / "cohorts" / course_id(catalog.track(track), self.place)

    def home(self, role: Role) -> Path:
        """The folder on the trainee's own computer."""
        return self.folder / "homes" / role.id

    def open_cohort(self, track: str, roles: Sequence[Role]) -> None:
        """Create a cohort and enrol its class from a roster as an office keeps it: Korean headers, CP949."""
        cohort = self.folder_of(track)
        self.dsi(
            "cohort", "create", cohort, "--track", track, "--region", self.place.short,
            "--center", self.place.english.lower(), "--exchange", self.folder / "exchange",
        )  # fmt: skip
        rows = [f"{role.id},{role.name},{role.id}@example.org" for role in roles]
        roster = self.folder / f"roster-{track}.csv"
        head = f"2026년 {catalog.track(track).title} 과정 명단(시범),,\n아이디,이름,이메일\n"
        roster.write_bytes((head + "\n".join(rows) + "\n").encode("cp949"))
        self.dsi("roster", "add", cohort, roster)

    def practicum(self) -> None:
        """Release, fetch, work, submit, collect, grade, score by hand, give feedback."""
        self.dsi("release", self.cohort, MODULE, "--due", _clock(minutes=60))
        for role in ROLES:
            self.dsi("fetch", self.cohort, MODULE, "--trainee", role.id, "--home", self.home(role))
        work = {
            "hana": pretend.solve,
            "duri": pretend.leave_blank,
            "sebin": pretend.solve_with_mistakes,
            "nari": pretend.solve,
            "daseul": pretend.damage,
        }
        module = catalog.module(f"{TRACK}/{MODULE}")
        on_time, late = ROLES[:3] + ROLES[4:], ROLES[3]
        for role in on_time:
            work[role.id](self.notebook(role, MODULE), module)
            self.dsi("submit", self.cohort, MODULE, "--trainee", role.id, "--home", self.home(role))
        self.console.print("[dim]    강사가 마감 시각을 앞당깁니다. 최나리 훈련생은 그 뒤에 제출합니다.[/]")
        self.dsi("release", self.cohort, MODULE, "--due", _clock())
        time.sleep(1)
        work[late.id](self.notebook(late, MODULE), module)
        self.dsi("submit", self.cohort, MODULE, "--trainee", late.id, "--home", self.home(late))
        self.dsi("collect", self.cohort, MODULE)
        self.dsi("grade", self.cohort, MODULE)
        for role in (ROLES[0], ROLES[3]):
            self.score_by_hand(role, MODULE, "근거가 분명합니다.")
        self.score_by_hand(ROLES[2], MODULE, "수치를 다시 확인해 보세요.", share=0.5)
        self.dsi("feedback", self.cohort, MODULE)

    def capstone(self, project: Project) -> None:
        """One trainee's project from release to the gallery; the first track's for all regions, which takes a while."""
        cohort, role, module = project.cohort, project.role, project.module.id
        if not cohort.exists():
            self.open_cohort(project.module.track, [role])
        self.dsi("release", cohort, module)
        self.dsi("fetch", cohort, module, "--trainee", role.id, "--home", self.home(role))
        pretend.solve_and_run(self.notebook(role, module), project.module)
        self.dsi("submit", cohort, module, "--trainee", role.id, "--home", self.home(role))
        self.dsi("collect", cohort, module)
        self.dsi("grade", cohort, module)
        self.score_by_hand(role, module, "센터가 바로 쓸 수 있는 결과입니다.", cohort=cohort)
        self.dsi("feedback", cohort, module)
        everywhere = ["--all-regions"] if project.module.track == TRACK else []
        self.dsi(
            "publish", cohort, module, "--trainee", role.id, "--gallery", self.gallery,
            "--approved-by", INSTRUCTOR, *everywhere,
        )  # fmt: skip

    def notebook(self, role: Role, module: str) -> Path:
        """The practicum a trainee has fetched."""
        return next(self.home(role).rglob(f"{module}/practicum.ipynb"))

    def score_by_hand(self, role: Role, module: str, comment: str, share: float = 1.0, cohort: Path | None = None) -> None:
        """Give a share of the points of each written answer, as the instructor does."""
        cohort = cohort or self.cohort
        for grade_id, points in _manual(cohort, module):
            self.dsi(
                "score", cohort, module, "--trainee", role.id, "--question", grade_id,
                "--points", f"{points * share:g}", "--comment", comment,
            )  # fmt: skip

    def report(self) -> bool:
        """Print the tables of the class and of the capstones; True if all went as the play expects."""
        table = _table(f"시범 수업 결과: {self.place.name} · {TRACK}/{MODULE}", "훈련생", "맡은 역할", "점수", "지각", "상태", "확인")
        found = {s.trainee.id: s for s in standings(Cohort(self.cohort)) if s.module == MODULE}
        fine = True
        for role in ROLES:
            standing = found[role.id]
            expected = _as_expected(role, standing)
            fine &= expected
            late = "지각" if standing.late else ""
            table.add_row(role.name, role.part, _score(standing), late, standing.state, "예상대로" if expected else "다름")
        self.console.print(table)
        for standing in found.values():
            if standing.problem:
                self.console.print(f"{standing.trainee.name}({standing.trainee.id}): {standing.problem}")
        return self._projects() and fine

    def _projects(self) -> bool:
        """Print the capstones; True if each has full points and is in the gallery."""
        table = _table("갤러리에 게시한 최종 과제", "과정", "훈련생", "점수", "지역", "갤러리 주소")
        published = {version.course: version for version in Store(self.gallery).projects()} if self.gallery.exists() else {}
        fine = True
        for project in self.projects:
            standing = next(
                s for s in standings(Cohort(project.cohort))
                if (s.module, s.trainee.id) == (project.module.id, project.role.id)
            )  # fmt: skip
            version = published.get(project.cohort.name)
            fine &= version is not None and standing.score == standing.max_score
            where = f"{len(version.regions)}곳" if version else "-"
            address = f"projects/{version.card.slug}" if version else "게시하지 못했습니다"
            table.add_row(catalog.track(project.module.track).title, project.role.name, _score(standing), where, address)
        self.console.print(table)
        return fine


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left")
    for head in heads:
        table.add_column(head, justify="right" if head in ("점수", "지역") else "left", no_wrap=True)
    return table


def _score(standing: Standing) -> str:
    return "-" if standing.score is None else f"{standing.score:g}/{standing.max_score:g}"


def _as_expected(role: Role, standing: Standing) -> bool:
    """Whether a trainee got what the part deserves."""
    full = standing.max_score
    match role.id:
        case "hana":
            return (standing.score, standing.late) == (full, False)
        case "duri":
            return (standing.score, standing.late) == (0, False)
        case "sebin":
            return standing.score is not None and 0 < standing.score < full and not standing.late
        case "nari":
            return (standing.score, standing.late) == (full, True)
        case _:
            return standing.state == BROKEN and "practicum.ipynb" in standing.problem


def _manual(cohort: Path, module: str) -> list[tuple[str, float]]:
    """Hand-graded questions of a module's practicum, with their points."""
    nb = nbformat.read(cohort / "source" / module / "practicum.ipynb", as_version=4)
    marks = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
    return [(mark["grade_id"], mark["points"]) for mark in marks if mark.get("grade") and mark.get("solution")]


def _clock(minutes: int = 0) -> str:
    return (datetime.now(ZoneInfo(TIMEZONE)) + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S")
