"""A cohort: one class of one track at one center, kept as one nbgrader course directory."""

import json
import logging
import os
import re
import tempfile
import warnings
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from curriculum.errors import DsiError
from curriculum.yaml_model import read_model

if TYPE_CHECKING:
    from datetime import datetime

    from nbgrader.api import Gradebook
    from nbgrader.apps.api import NbGraderAPI

    from grader.autograde import GradeResult
    from grader.feedback import FeedbackResult
    from grader.inbox import Collected
    from grader.roster import Trainee

CARD = "cohort.yaml"
CONFIG = "nbgrader_config.py"
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_COURSE_ID = re.compile(r"[\w-][\w.-]{0,79}")
_CONFIG_TEXT = '''"""이 반의 nbgrader 설정입니다. 반을 만들 때 정해진 값이며, 바꿀 설정은 맨 아래에 적으세요."""

from pathlib import Path

from grader.course_config import configure

c = get_config()  # noqa: F821
here = Path(__file__).parent
configure(c, course_id={course_id!r}, exchange=here / {exchange!r}, folder=here)
'''

log = logging.getLogger("dsi.nbgrader")
log.setLevel(logging.INFO)
log.propagate = False
log.addHandler(logging.NullHandler())


class CohortCard(BaseModel):
    """What ``cohort.yaml`` says."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, title="반 이름")
    center: str = Field(pattern=_SLUG.pattern, title="센터")
    track: str = Field(min_length=1, title="과정")
    region: str = Field(min_length=1, title="지역")
    submissions: int | None = Field(default=None, ge=1, title="단원마다 제출할 수 있는 횟수")
    late_penalty: float | None = Field(default=None, ge=0, le=100, title="하루 늦을 때마다 깎을 점수(%)")
    begins: date | None = Field(default=None, title="교육을 시작한 날")
    ends: date | None = Field(default=None, title="교육을 마친 날")


def create(folder: Path, track: str, region: str, center: str, exchange: Path | None = None) -> "Cohort":
    """Make a cohort: build the track for the region and add the cohort's card and settings.

    Parameters
    ----------
    folder : Path
        The cohort's folder; its name becomes nbgrader's course id.
    track : str
        ``leader``, ``bigdata``, ``tech`` or ``starter``.
    region : str
        In any form :func:`curriculum.regions.region` understands.
    center : str
        Slug of the center, ``busan`` say.
    exchange : Path, optional
        The folder through which work is handed out and in; by default ``exchange`` in the cohort.

    Returns
    -------
    Cohort
        The new cohort, or the one already there if it is the same.

    Raises
    ------
    DsiError
        If a name is wrong or the folder holds something else; then nothing is written.
    """
    from curriculum import build, catalog, regions
    from grader import address

    folder = Path(folder).resolve()
    place, course = regions.region(region), catalog.track(track)
    name = place.name_current
    card = CohortCard(
        name=f"{name} {course.title} 과정", center=_center(center), track=course.id, region=name
    )
    if (folder / CARD).is_file():
        return _same_as(folder, card)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DsiError(f"{folder}: 비어 있지 않은 곳입니다. 새 폴더 이름을 정하거나 안을 비워 주세요.")
    if not _COURSE_ID.fullmatch(folder.name) or re.search(r"[*?\[\]]", str(folder)):
        raise DsiError(f"{folder}: 반 폴더의 이름과 경로에는 글자·숫자·-·_·.만 써 주세요.")
    exchange = Path(exchange).resolve() if exchange else folder / "exchange"
    if url := address.gradebook(folder):
        address.prepare(url)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".cohort-") as scratch:
        making = Path(scratch) / folder.name
        build.build(course, place, making)
        text = _CONFIG_TEXT.format(course_id=folder.name, exchange=os.path.relpath(exchange, folder))
        (making / CONFIG).write_text(text, encoding="utf-8", newline="\n")
        with (making / CARD).open("w", encoding="utf-8", newline="\n") as file:
            YAML().dump(card.model_dump(exclude_none=True), file)
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
    _open_exchange(exchange)
    return Cohort(folder)


@dataclass(frozen=True)
class Cohort:
    """One cohort's folder, and what can be done with it.

    Every method leaves the folder a plain nbgrader course: stock ``nbgrader`` and the formgrader may
    be used on it before and after.
    """

    folder: Path

    def __post_init__(self) -> None:
        folder = Path(self.folder).resolve()
        object.__setattr__(self, "folder", folder)
        if not (folder / CONFIG).is_file():
            raise DsiError(f"{folder}: 반 폴더가 아닙니다. `dsi cohort create`로 먼저 만드세요.")

    @cached_property
    def card(self) -> CohortCard:
        """What the cohort is: name, center, track, region."""
        return read_model(self.folder / CARD, CohortCard)

    def api(self, **sections: dict[str, Any]) -> "NbGraderAPI":
        """Give nbgrader's own API on this course, configured as the stock commands would be.

        Parameters
        ----------
        **sections
            Settings for this call alone, as ``Exchange={"assignment_dir": …}``.
        """
        from jupyter_core.paths import jupyter_config_path
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config, PyFileConfigLoader

        from grader.course_config import commands_on_path

        commands_on_path()
        config = Config()
        for place in [*reversed(jupyter_config_path()), str(self.folder)]:
            if (Path(place) / CONFIG).is_file():
                config.merge(PyFileConfigLoader(CONFIG, path=place).load_config())
        config.CourseDirectory.root = str(self.folder)
        _quiet()
        config.merge(Config(sections))
        return NbGraderAPI(config=config, log=log)

    def gradebook(self) -> "Gradebook":
        """Open nbgrader's gradebook of this cohort; use it in a ``with`` block."""
        return self.api().gradebook

    def modules(self) -> list[str]:
        """Ids of the modules the course holds, in order."""
        return sorted(path.name for path in (self.folder / "source").glob("*/") if any(path.glob("*.ipynb")))

    def module(self, name: str) -> str:
        """`name`, if it is one of the modules; ``bigdata/01-collect`` is understood too."""
        found = name.strip("/").rpartition("/")[2]
        if found not in self.modules():
            known = ", ".join(self.modules()) or "없음"
            raise DsiError(f"이 반에는 '{name}' 단원이 없습니다. 있는 단원: {known}")
        return found

    def trainees(self) -> "list[Trainee]":
        """Everyone enrolled, by name."""
        from grader import roster

        return roster.enrolled(self)

    def trainee(self, trainee_id: str) -> "Trainee":
        """The enrolled trainee of that id."""
        for trainee in self.trainees():
            if trainee.id == trainee_id:
                return trainee
        raise DsiError(f"명단에 없는 아이디입니다: {trainee_id}. `dsi roster add`로 먼저 등록하세요.")

    def submitted(self, module: str) -> list[str]:
        """Ids whose work on `module` has been collected."""
        return sorted(path.parent.name for path in self.folder.glob(f"submitted/*/{module}/"))

    def problems(self) -> dict[str, dict[str, dict[str, str]]]:
        """Submissions that could not be graded: module, trainee, then ``timestamp`` and ``reason``."""
        path = self.folder / "problems.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def release(self, module: str, due: str | None = None) -> None:
        """Hand out `module`; see :func:`grader.exchange.release`."""
        from grader import exchange

        exchange.release(self, module, due)

    def fetch(self, module: str, trainee: str, home: Path) -> Path:
        """Get the released `module` into a trainee's folder; see :func:`grader.exchange.fetch`."""
        from grader import exchange

        return exchange.fetch(self, module, trainee, home)

    def submit(self, module: str, trainee: str, home: Path) -> "datetime":
        """Hand in a trainee's work; see :func:`grader.exchange.submit`."""
        from grader import exchange

        return exchange.submit(self, module, trainee, home)

    def collect(self, module: str) -> "Collected":
        """Take in what was submitted; see :func:`grader.exchange.collect`."""
        from grader import exchange

        return exchange.collect(self, module)

    def autograde(self, module: str, again: bool = False) -> "list[GradeResult]":
        """Grade what was collected; see :func:`grader.autograde.grade`."""
        from grader import autograde

        return list(autograde.grade(self, module, again))

    def feedback(self, module: str) -> "list[FeedbackResult]":
        """Write and hand out feedback; see :func:`grader.feedback.give`."""
        from grader import feedback

        return list(feedback.give(self, module))

    def export(self, out: Path) -> None:
        """Write the grades for Excel; see :func:`grader.report.export`."""
        from grader import report

        report.export(self, out)

    def write(self, name: str, text: str) -> None:
        """Write a file of the cohort's folder, whole or not at all."""
        write_whole(self.folder / name, text)


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write `text` to `path`, whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    with partial.open("w", encoding=encoding, newline="") as file:
        file.write(text)
    partial.replace(path)


def succeed(result: dict[str, Any], what: str) -> str:
    """Return the log of an :class:`NbGraderAPI` call, or say in Korean that it failed.

    The API catches everything, Ctrl-C included, so that one is raised again here.
    """
    if result["success"]:
        return result.get("log", "")
    error = result["error"].strip().splitlines()[-1]
    if error.startswith("KeyboardInterrupt"):
        raise KeyboardInterrupt
    raise DsiError(f"{what}: nbgrader가 멈췄습니다. {error}")


def _quiet() -> None:
    """Keep warnings that only nbgrader's authors could act on off the instructor's screen."""
    from nbformat.warnings import DuplicateCellId
    from sqlalchemy.exc import SAWarning

    warnings.filterwarnings("ignore", category=DuplicateCellId)
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")


def _center(slug: str) -> str:
    if not _SLUG.fullmatch(slug):
        raise DsiError(f"센터 이름 '{slug}'은 쓸 수 없습니다. 영어 소문자·숫자·-로 써 주세요(예: busan).")
    return slug


def _same_as(folder: Path, card: CohortCard) -> Cohort:
    there = Cohort(folder).card
    if (there.center, there.track, there.region) != (card.center, card.track, card.region):
        is_there = f"{there.center} 센터의 {there.region} {there.track} 반"
        raise DsiError(f"{folder}: 이미 다른 반({is_there})의 폴더입니다. 다른 폴더를 정해 주세요.")
    return Cohort(folder)


def _open_exchange(exchange: Path) -> None:
    """Make the exchange as nbgrader wants it: everyone may hand work in."""
    if not exchange.is_dir():
        exchange.mkdir(parents=True)
        exchange.chmod(0o777)
    elif not os.access(exchange, os.W_OK | os.X_OK):
        raise DsiError(f"{exchange}: 교환 폴더에 쓸 수 없습니다. 권한을 확인하세요.")
