"""A center's folder and its ``center.yaml``: which cohorts there are, who runs them, and where everything lies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from classroom.people import Role, checked_name, group
from curriculum import catalog
from curriculum.errors import DsiError
from curriculum.regions import region
from curriculum.yaml_model import parse_model, read_model
from grader import address, roster

FILE = "center.yaml"

_SLUG = r"^[a-z0-9][a-z0-9-]{0,39}$"
_LEAST_MEMORY = 512 * 1024**2  # at rest 126 MB, a kernel with a lesson's imports 185 MB more (docs/hosting.md)
_HOST = r"([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-f:]+\])"


def _region(text: str) -> str:
    try:
        return region(text).name_current if text else ""
    except DsiError as error:
        raise ValueError(str(error)) from None


def _track(text: str) -> str:
    if text not in catalog.TRACK_IDS:
        raise ValueError(f"'{text}' 과정이 없습니다. {', '.join(catalog.TRACK_IDS)} 가운데 하나를 적어 주세요")
    return text


def _shaped(pattern: str, example: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"'{text}'을(를) 읽을 수 없습니다. '{example}'처럼 적어 주세요")
        return text

    return AfterValidator(check)


def _database(text: str) -> str:
    try:
        return address.checked(text)
    except DsiError as error:
        raise ValueError(str(error).removesuffix(".")) from None


def _enough(text: str) -> str:
    if _bytes(text) < _LEAST_MEMORY:
        raise ValueError(f"'{text}'은(는) 너무 적습니다. 실습 서버 하나에 512M은 있어야 합니다(권장 1.5G)")
    return text


def _bytes(text: str) -> int:
    return int(float(text[:-1]) * 1024 ** (1 + "KMGT".index(text[-1])))


def _once(names: list[str]) -> list[str]:
    if twice := sorted({each for each in names if names.count(each) > 1}):
        raise ValueError(f"{', '.join(twice)}: 두 번 적혀 있습니다. 하나만 남겨 주세요")
    return names


RegionName = Annotated[str, AfterValidator(_region)]
Url = Annotated[str, _shaped(rf"https?://{_HOST}(:[0-9]{{1,5}})?/[!-~]*", "https://lms.example.ac.kr/mod/lti/token.php")]
Names = Annotated[list[Annotated[str, AfterValidator(checked_name)]], AfterValidator(_once)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class About(_Model):
    """Which center it is."""

    id: str = Field(pattern=_SLUG, title="센터의 영문 이름", description="예: busan")
    name: str = Field(min_length=1, max_length=200, title="센터 이름")
    region: RegionName = Field(min_length=1, title="지역")


class CohortEntry(_Model):
    """One cohort of the center.

    Attributes
    ----------
    region : str
        The center's, where the file says none.
    roster : str
        The list of trainees, from the center's folder; empty when people are enrolled otherwise.
    """

    id: str = Field(pattern=_SLUG, title="반의 영문 이름")
    track: Annotated[str, AfterValidator(_track)] = Field(title="과정")
    region: RegionName = Field("", title="지역")
    instructors: Names = Field(min_length=1, title="강사")
    roster: str = Field("", title="명단 파일")


class Platform(_Model):
    """A university's LMS, as its administrator's page of the tool names it (LTI 1.3)."""

    issuer: str = Field(min_length=1, title="LMS의 발급자(Platform ID, Issuer)")
    client_id: str = Field(min_length=1, title="LMS가 이 센터에 준 클라이언트 ID")
    authorize_url: Url = Field(title="로그인 요청 주소(Authentication request URL)")
    token_url: Url = Field(title="토큰 주소(Access token URL)")
    jwks_url: Url = Field(title="LMS의 공개 열쇠 주소(Public keyset URL)")


class Center(_Model):
    """What ``center.yaml`` says, and where the parts of the center's folder are."""

    center: About = Field(title="센터")
    address: Annotated[str, _shaped(rf"https?://{_HOST}(:[0-9]{{1,5}})?", "https://class.example.kr")] = Field(
        "http://127.0.0.1:8000", title="브라우저에 적을 주소"
    )
    listen: Annotated[str, _shaped(rf"{_HOST}:[0-9]{{1,5}}", "127.0.0.1:8000")] = Field(
        "127.0.0.1:8000", title="이 컴퓨터가 받을 주소"
    )
    administrators: Names = Field(min_length=1, title="관리자")
    officers: Names = Field([], title="센터 담당자")
    visiting_officers: dict[Annotated[str, Field(pattern=_SLUG)], Names] = Field(
        {}, title="다른 센터의 담당자", description="센터의 영문 이름마다 한 줄"
    )
    cohorts: list[CohortEntry] = Field([], title="반")
    spawner: Literal["local", "systemd", "docker", "kubernetes"] = Field("local", title="실습 서버를 여는 방식")
    memory: Annotated[str, _shaped(r"[0-9]{1,6}(\.[0-9]{1,3})?[MGT]", "1.5G"), AfterValidator(_enough)] = Field(
        "1.5G", title="한 사람의 실습 서버가 쓸 수 있는 메모리"
    )
    image: str = Field("", title="실습 서버의 이미지", description="spawner가 docker일 때")
    authenticator: Literal["native", "lti"] = Field("native", title="로그인 방식")
    lti: Platform | None = Field(None, title="학교 LMS", description="authenticator가 lti일 때")
    db: Annotated[str, AfterValidator(_database)] = Field("sqlite", title="데이터베이스")

    _folder: Path = PrivateAttr(default=Path())

    @model_validator(mode="after")
    def _together(self) -> Center:
        _once([each.id for each in self.cohorts])
        if self.spawner == "docker" and not self.image:
            raise ValueError("spawner가 docker이면 image에 실습 서버의 이미지를 적어 주세요(예: registry.example/dsi-user:1)")
        if (self.authenticator == "lti") != (self.lti is not None):
            raise ValueError("학교 LMS에서 들어오게 하려면 authenticator: lti와 lti 항목을 함께 적고, 아니면 둘 다 지워 주세요")
        return self

    @property
    def id(self) -> str:
        """The center's slug."""
        return self.center.id

    @property
    def folder(self) -> Path:
        """The center's folder."""
        return self._folder

    @property
    def gallery(self) -> Path:
        """The folder of the published projects."""
        return self.folder / "gallery"

    @property
    def hub(self) -> Path:
        """The folder of the hub's configuration, secrets and logs."""
        return self.folder / "hub"

    @property
    def memory_bytes(self) -> int:
        """The limit of one person's server."""
        return _bytes(self.memory)

    def cohort(self, cohort_id: str) -> CohortEntry:
        """The cohort of an id."""
        for each in self.cohorts:
            if each.id == cohort_id:
                return each
        known = ", ".join(each.id for each in self.cohorts) or "없음"
        raise DsiError(f"{self.folder / FILE}에 '{cohort_id}' 반이 없습니다. 있는 반: {known}")

    def cohort_folder(self, cohort_id: str) -> Path:
        """The cohort's nbgrader course folder."""
        return self.folder / "cohorts" / cohort_id

    def home(self, name: str) -> Path:
        """The folder of one user."""
        return self.folder / "homes" / name

    def trainees(self, cohort_id: str) -> frozenset[str]:
        """Ids of everybody enrolled in a cohort, by its ``roster.csv``."""
        return frozenset(each.id for each in self.enrolled(cohort_id))

    def names(self) -> dict[str, str]:
        """What trainees are called, by id."""
        return {each.id: each.name for cohort in self.cohorts for each in self.enrolled(cohort.id)}

    def enrolled(self, cohort_id: str) -> list[roster.Trainee]:
        """Everybody enrolled in a cohort."""
        path = self.cohort_folder(cohort_id) / roster.FILE
        return roster.read(path) if path.is_file() else []

    def groups(self) -> dict[str, frozenset[str]]:
        """Every hub group of the center and who is in it."""
        officers = self.visiting_officers | {self.id: self.officers}
        found = {group(Role.OFFICER, place): frozenset(names) for place, names in officers.items()}
        for each in self.cohorts:
            found[group(Role.INSTRUCTOR, each.id)] = frozenset(each.instructors)
            found[group(Role.TRAINEE, each.id)] = self.trainees(each.id)
        return found

    def people(self) -> frozenset[str]:
        """Everybody the center knows."""
        return frozenset(self.administrators).union(*self.groups().values())


def read(folder: str | Path) -> Center:
    """Read a center's ``center.yaml``.

    Raises
    ------
    DsiError
        Naming the line, the field and what is allowed.
    """
    folder = Path(folder).resolve()
    if not (folder / FILE).is_file():
        raise DsiError(f"{folder}: 센터 폴더가 아닙니다. `dsi hub init {folder} --center 센터이름 --region 지역`으로 먼저 만드세요.")
    return _placed(read_model(folder / FILE, Center), folder)


def parse(text: str, folder: Path) -> Center:
    """Read the text of a ``center.yaml`` that is to lie in `folder`; see :func:`read`."""
    return _placed(parse_model(text, Center, str(folder / FILE)), folder)


def _placed(found: Center, folder: Path) -> Center:
    here = {"region": found.center.region}
    center = found.model_copy(
        update={"cohorts": [each if each.region else each.model_copy(update=here) for each in found.cohorts]}
    )
    center._folder = folder
    return center
