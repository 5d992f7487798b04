"""Who has completed a track, by the rules of its ``track.yaml``, and what the others lack."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from classroom import attendance
from curriculum import catalog
from curriculum.catalog import Competency, Track
from curriculum.errors import DsiError
from gallery.store import Store
from grader.cohort import CARD, Cohort
from grader.report import GRADED, Standing, standings
from grader.roster import Trainee
from grader.sheets import write_csv

FILE = "completion.csv"


@dataclass(frozen=True)
class Result:
    """How far one trainee is.

    Attributes
    ----------
    attendance : float or None
        Percent; None without a list.
    done, modules : int
        Modules graded to the end, and all there are.
    score, max_score : float
        Of the modules handed out so far.
    published : bool
        Whether the capstone stands in the gallery.
    competencies : tuple of Competency
        Those reached: with the share of points that the track asks for, in the modules handed out that teach them.
    missing : tuple of str
        What is lacking, in Korean; empty for who has completed.
    """

    trainee: Trainee
    attendance: float | None
    done: int
    modules: int
    score: float
    max_score: float
    published: bool
    competencies: tuple[Competency, ...]
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """Percent of the points."""
        return _percent(self.score, self.max_score)


def gallery_of(cohort: Cohort) -> Path:
    """The gallery of the cohort's center: beside the folder of its cohorts."""
    return cohort.folder.parent.parent / "gallery"


def results(cohort: Cohort, gallery: Path | None = None) -> list[Result]:
    """How far everyone in a cohort is, by name."""
    track = catalog.track(cohort.card.track)
    rates, found = attendance.kept(cohort), standings(cohort)
    store, course = Store(gallery or gallery_of(cohort)), cohort.folder.name
    published = {version.trainee for version in store.shown() if version.course == course}
    return [
        _result(track, cohort.modules(), trainee, own, rates.get(trainee.id), trainee.id in published)
        for trainee in cohort.trainees()
        for own in [[each for each in found if each.trainee.id == trainee.id]]
    ]


def keep_period(cohort: Cohort, begins: str, ends: str) -> None:
    """Write into ``cohort.yaml`` when the course was: certificates say so.

    Raises
    ------
    DsiError
        If that is no period.
    """
    try:
        first, last = date.fromisoformat(begins.strip()), date.fromisoformat(ends.strip())
    except ValueError:
        raise DsiError("교육을 시작한 날과 마친 날을 모두 2026-09-01처럼 적어 주세요.") from None
    if last < first:
        raise DsiError(f"마친 날({last})이 시작한 날({first})보다 빠릅니다. 두 날짜를 확인해 주세요.")
    yaml, text = YAML(), io.StringIO()
    card = yaml.load(cohort.folder / CARD)
    card |= {"begins": first, "ends": last}
    yaml.dump(card, text)
    cohort.write(CARD, text.getvalue())


def write(found: list[Result], out: Path) -> None:
    """Write who has completed as CSV for Excel."""
    titles = ["아이디", "이름", "소속", "수료", "출석률(%)", "마친 단원", "단원 수", "점수", "만점", "점수 비율(%)", "최종 과제 게시", "부족한 것"]
    rows = [
        [
            each.trainee.id, each.trainee.name, each.trainee.affiliation, "미수료" if each.missing else "수료",
            "" if each.attendance is None else shown(each.attendance), str(each.done), str(each.modules),
            shown(each.score), shown(each.max_score), shown(each.share), "게시" if each.published else "", " / ".join(each.missing),
        ]
        for each in found
    ]  # fmt: skip
    write_csv(out, [titles, *rows])


def _result(
    track: Track, modules: list[str], trainee: Trainee, own: list[Standing], rate: float | None, published: bool
) -> Result:
    rule = track.completion
    done = {each.module for each in own if each.state == GRADED}
    score, most = sum(each.score or 0 for each in own), sum(each.max_score for each in own)
    states = {each.module: each.state for each in own}
    missing = []
    if rule.attendance and rate is None:
        missing.append("출석 자료가 없습니다")
    elif rule.attendance and rate < rule.attendance:
        missing.append(f"출석률이 {shown(rate)}%입니다(기준 {rule.attendance:g}%)")
    wanted = len(modules) if rule.modules == "all" else rule.modules
    if len(done) < wanted:
        left = [f"{module}({states.get(module, '배포 전')})" for module in modules if module not in done]
        missing.append(f"단원을 {len(done)}개 마쳤습니다(기준 {wanted}개). 남은 단원: {', '.join(left)}")
    if _percent(score, most) < rule.points:
        missing.append(f"점수가 {shown(_percent(score, most))}%입니다(기준 {rule.points:g}%)")
    if rule.capstone == "published" and not published:
        missing.append("최종 과제가 갤러리에 게시되지 않았습니다")
    reached = tuple(each for each in track.competencies if _reached(track, each.id, own))
    return Result(trainee, rate, len(done), len(modules), score, most, published, reached, tuple(missing))


def _reached(track: Track, competency: str, own: list[Standing]) -> bool:
    teaching = {module.id for module in track.modules if competency in module.competencies}
    counted = [each for each in own if each.module in teaching]
    share = _percent(sum(each.score or 0 for each in counted), sum(each.max_score for each in counted))
    return bool(counted) and share >= track.completion.points


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def shown(value: float) -> str:
    """One decimal, cut off: a share just below the bar must not look as if it had reached it."""
    return f"{int(value * 10 + 1e-6) / 10:g}"
