"""Tracks and modules, read and validated from ``track.yaml`` and ``module.yaml``."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from curriculum.errors import DsiError
from curriculum.paths import CONTENT
from curriculum.regions import Region
from curriculum.regions import region as find_region
from curriculum.yaml_model import read_model

TRACK_IDS = ("leader", "bigdata", "tech", "starter")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Minutes(_Model):
    """Teaching time of a module, in minutes."""

    explain: int = Field(gt=0, title="설명 시간(분)")
    practise: int = Field(gt=0, title="실습 시간(분)")


class Competency(_Model):
    """Something a trainee of the track can do at its end."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")] = Field(title="역량 기호")
    title: Text = Field(title="역량")


class Outcome(_Model):
    """What a trainee can do after the track, and the competencies it is made of."""

    title: Text = Field(title="마치면 할 수 있는 일")
    competencies: list[Text] = Field(min_length=1, title="역량 기호")


class ModuleCard(_Model):
    """What ``module.yaml`` says."""

    title: Text = Field(title="제목")
    promise: Text = Field(title="한 줄 약속")
    minutes: Minutes = Field(title="시간")
    objectives: list[Text] = Field(min_length=2, max_length=6, title="학습 목표")
    prerequisites: list[Text] = Field(default=[], title="먼저 할 것")
    datasets: list[Text] = Field(min_length=1, title="데이터셋")
    competencies: list[Text] = Field(min_length=1, title="역량 기호")
    regions: Literal["all"] | list[Text] = Field(default="all", title="지역")
    points: int = Field(ge=10, title="배점")
    capstone: bool = Field(default=False, title="최종 과제")


class Completion(_Model):
    """What somebody must have done to complete a track."""

    attendance: float = Field(default=0, ge=0, le=100, title="출석률(%)")
    modules: Literal["all"] | Annotated[int, Field(ge=1)] = Field(default="all", title="채점을 마친 단원 수")
    points: float = Field(default=0, ge=0, le=100, title="배점 가운데 얻은 점수(%)")
    capstone: Literal["published"] | None = Field(default=None, title="최종 과제")


class TrackCard(_Model):
    """What ``track.yaml`` says; the modules are its folders."""

    title: Text = Field(title="과정 이름")
    audience: Text = Field(title="대상")
    entry: list[Text] = Field(min_length=1, title="들어오기 전에 갖출 것")
    hours: int = Field(gt=0, title="시간")
    outcomes: list[Outcome] = Field(min_length=1, title="마치면 할 수 있는 일")
    competencies: list[Competency] = Field(min_length=1, title="역량")
    completion: Completion = Field(default=Completion(), title="수료 기준")


class Module(ModuleCard):
    """One folder of a track: a lesson and a practicum."""

    track: str
    id: str
    folder: Path

    @property
    def lesson(self) -> Path:
        """The lesson's text master."""
        return self.folder / "lesson.py"

    @property
    def practicum(self) -> Path:
        """The practicum's text master, with solutions and tests."""
        return self.folder / "practicum.py"

    @property
    def answers(self) -> Path:
        """Right and wrong answers for the proof; never shipped."""
        return self.folder / "answers.py"

    @property
    def files(self) -> list[Path]:
        """Files handed to the trainee beside the notebooks (the project card of a capstone, say)."""
        return sorted(path for path in (self.folder / "files").glob("*") if path.is_file())

    def supports(self, region: str | Region) -> bool:
        """Whether the module can be built for `region`."""
        return self.regions == "all" or find_region(region) in map(find_region, self.regions)


class Track(TrackCard):
    """An ordered list of modules with an audience and outcomes."""

    id: str
    modules: list[Module]


@cache
def track(track_id: str) -> Track:
    """Read one track with all its modules.

    Raises
    ------
    DsiError
        If there is no such track, or a yaml file of it is wrong.
    """
    folder = CONTENT / track_id
    if track_id not in TRACK_IDS or not (folder / "track.yaml").is_file():
        raise DsiError(f"'{track_id}' 과정이 없습니다. {', '.join(t.id for t in tracks())} 중에서 고르세요.")
    card = read_model(folder / "track.yaml", TrackCard)
    modules = [_module(track_id, path.parent) for path in sorted(folder.glob("[0-9][0-9]-*/module.yaml"))]
    known = {competency.id for competency in card.competencies}
    used = {module.folder / "module.yaml": module.competencies for module in modules}
    used[folder / "track.yaml"] = [each for outcome in card.outcomes for each in outcome.competencies]
    for path, named in used.items():
        unknown = set(named) - known
        if unknown:
            raise DsiError(f"{path}: 역량 {', '.join(sorted(unknown))}이(가) track.yaml의 competencies에 없습니다.")
    wanted = card.completion.modules
    if wanted != "all" and wanted > len(modules):
        raise DsiError(f"{folder / 'track.yaml'}: completion의 modules({wanted})가 단원 수({len(modules)})보다 많습니다.")
    return Track(id=track_id, modules=modules, **dict(card))


def tracks() -> list[Track]:
    """All tracks that have a ``track.yaml``, in the programme's order."""
    return [track(track_id) for track_id in TRACK_IDS if (CONTENT / track_id / "track.yaml").is_file()]


def module(name: str) -> Module:
    """The module called ``track/NN-slug`` (``bigdata/02-clean-join``).

    Raises
    ------
    DsiError
        If there is no such module.
    """
    track_id, _, module_id = name.partition("/")
    modules = track(track_id).modules
    for candidate in modules:
        if candidate.id == module_id:
            return candidate
    known = ", ".join(m.id for m in modules)
    raise DsiError(f"'{name}' 단원이 없습니다. {track_id} 과정에는 {known}이(가) 있습니다.")


def _module(track_id: str, folder: Path) -> Module:
    card = read_model(folder / "module.yaml", ModuleCard)
    for needed in ("lesson.py", "practicum.py", "answers.py", "instructor.md"):
        if not (folder / needed).is_file():
            raise DsiError(f"{folder}: {needed} 파일이 없습니다. 단원 폴더에 넣어 주세요.")
    return Module(track=track_id, id=folder.name, folder=folder, **dict(card))
