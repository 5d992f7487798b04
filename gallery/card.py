"""The project card: the structured description of a project, validated and explained in Korean."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from curriculum.errors import DsiError
from curriculum.regions import REGIONS, region
from curriculum.yaml_model import read_model
from gallery import card_template

FILE_NAME = "card.yaml"
MAX_BYTES = 200_000

ProblemField = Literal["건강복지", "평생교육", "환경", "이주", "지역격차"]
SolutionKind = Literal["자원연계", "기기개발", "원격서비스", "시스템구축", "통신망연계"]
Infrastructure = Literal["IoT센서", "AR/VR", "블록체인", "AI컴퓨팅", "5G단말"]
FactorArea = Literal["법제도", "기술", "소통", "행정", "자원"]
FactorEffect = Literal["성공", "실패"]
Status = Literal["기획", "개발", "시범 운영", "운영", "종료"]
Licence = Literal[
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "CC BY-NC 4.0",
    "공공누리 제1유형",
    "공공누리 제2유형",
    "공공누리 제3유형",
    "공공누리 제4유형",
]


def _loose(*allowed: str) -> BeforeValidator:
    """Let `건강·복지` or `AR·VR` stand for the word of the vocabulary: the programme prints both."""
    words = {re.sub(r"[\s·/]", "", word).casefold(): word for word in allowed}

    def settle(value: object) -> object:
        return words.get(re.sub(r"[\s·/]", "", value).casefold(), value) if isinstance(value, str) else value

    return BeforeValidator(settle)


def _region_name(value: object) -> object:
    """The full name of a region written in any way the kit understands."""
    try:
        return region(str(value)).name if value is not None else None
    except DsiError as error:
        raise ValueError(str(error)) from None


def _spread(value: object) -> object:
    """The two words that stand for a list of regions."""
    match value:
        case "전국":
            return [each.name for each in REGIONS]
        case None | "이 지역":
            return []
        case str():
            return [value]
    return value


Line = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\r\n]*$")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
RegionName = Annotated[str, BeforeValidator(_region_name)]


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        frozen=True,
    )


class Trainee(_Part):
    """A person who made the project."""

    name: Line = Field(title="이름", description="공개해도 되는 이름")
    role: Line = Field(title="역할", description="맡은 일")


class Mentor(_Part):
    """The person who guided the project."""

    name: Line = Field(title="이름")
    organization: Line = Field(title="소속")


class Dates(_Part):
    """When the project ran."""

    started: date = Field(title="시작일")
    ended: date | None = Field(None, title="종료일", description="진행 중이면 비워 둡니다")

    @model_validator(mode="after")
    def _in_order(self) -> Dates:
        if self.ended and self.ended < self.started:
            raise ValueError(f"종료일({self.ended})이 시작일({self.started})보다 빠릅니다")
        return self


class Dataset(_Part):
    """One source of data used by the project."""

    name: Line = Field(title="이름", description="키트의 데이터셋이면 그 이름(예: kr-population-dong)")
    source: Line = Field(
        title="출처 표시", description="기관과 자료 이름, 연도(예: 통계청 인구총조사, 2020년)"
    )
    licence: Line = Field(title="이용 조건", description="예: 공공누리 제1유형")


class Indicator(_Part):
    """A number the project wants to change."""

    name: Line = Field(title="지표 이름")
    unit: Line = Field(title="단위", description="예: %, 명, 곳")
    baseline: float = Field(title="기준값", description="시작할 때의 값, 숫자만")
    target: float = Field(title="목표값", description="이루려는 값, 숫자만")
    method: Line = Field(title="재는 방법", description="무엇을 언제 어떻게 재는지 한 줄로")


class Citizens(_Part):
    """참여시민: who takes part and how."""

    size: int = Field(ge=0, le=100_000_000, title="인원규모", description="함께한 시민 수(명)")
    competence: Line = Field(title="지식역량", description="시민이 지닌 지식과 경험")
    communication: Line = Field(title="소통방식", description="예: 월 1회 주민 모임과 단체 대화방")
    organization: Line = Field(title="조직구성", description="예: 주민자치회 3명, 대학생 4명")
    management: Line = Field(title="관리방식", description="예: 지원센터가 일정과 회의록 관리")


class Place(_Part):
    """지역특성: what the place is like."""

    population: Line = Field(title="인구", description="예: 주민 33만 명, 65세 이상 19%")
    geography: Line = Field(title="지리")
    resources: Line = Field(title="자원", description="쓸 수 있는 시설·단체·사람")
    administration: Line = Field(title="행정조직", description="함께하는 부서나 기관")
    economy_culture: Line = Field(title="경제·문화")


class Problem(_Part):
    """사회문제: what is to be solved."""

    fields: list[Annotated[ProblemField, _loose(*ProblemField.__args__)]] = Field(
        min_length=1, max_length=5, title="분야"
    )
    description: Text = Field(title="설명", description="누가 무엇 때문에 얼마나 어려운지")


class Solution(_Part):
    """솔루션: what the project does about it."""

    kinds: list[Annotated[SolutionKind, _loose(*SolutionKind.__args__)]] = Field(
        min_length=1, max_length=5, title="유형"
    )
    description: Text = Field(title="설명", description="무엇을 만들고 어떻게 쓰는지")


class Expert(_Part):
    """전문가: who was needed."""

    field: Line = Field(title="분야")
    career: Line = Field(title="경력")
    skills: Line = Field(title="지식·기술")
    region: Line = Field(title="지역", description="활동하는 지역")
    qualification: Line = Field(title="자격", description="없으면 '해당 없음'")


class Factor(_Part):
    """성공·실패 요인: what helped or hindered."""

    area: Annotated[FactorArea, _loose(*FactorArea.__args__)] = Field(title="영역")
    effect: FactorEffect = Field(title="구분", description="도움이 되었으면 성공, 걸림돌이었으면 실패")
    description: Line = Field(title="내용")


class Card(_Part):
    """A project card."""

    slug: str = Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        min_length=3,
        max_length=60,
        title="주소 이름",
        description="갤러리 주소에 쓸 이름, 영문 소문자·숫자·붙임표(-)만(예: busan-aged-neighbours)",
    )
    title: Line = Field(title="제목")
    summary: Annotated[str, Field(min_length=1, max_length=300)] = Field(
        title="요약", description="누구의 어떤 문제를 어떻게 풀었는지 두세 문장(300자 이내)"
    )
    region: RegionName = Field(title="지역", description="17개 시·도 가운데 하나(예: 부산광역시)")
    center: Line = Field(title="지원센터", description="예: 부산 디지털사회혁신 지원센터")
    trainees: list[Trainee] = Field(min_length=1, max_length=30, title="훈련생")
    mentor: Mentor = Field(title="멘토")
    status: Status = Field(title="진행 상태")
    dates: Dates = Field(title="날짜")
    licence: Annotated[Licence, _loose(*Licence.__args__)] = Field(
        title="라이선스", description="이 프로젝트의 글과 코드를 다른 사람이 쓰는 조건"
    )
    spread: Annotated[list[RegionName], BeforeValidator(_spread)] = Field(
        "이 지역",
        title="볼 수 있는 지역",
        description="REGION 값만 바꾸어 다른 지역 결과도 볼 수 있으면 '전국'이나 지역 이름 목록, 아니면 '이 지역'",
        validate_default=True,
    )
    citizens: Citizens = Field(title="참여시민")
    place: Place = Field(title="지역특성")
    problem: Problem = Field(title="사회문제")
    solution: Solution = Field(title="솔루션")
    infrastructure: list[Annotated[Infrastructure, _loose(*Infrastructure.__args__)]] = Field(
        [], max_length=5, title="인프라", description="쓰지 않았으면 [] 로 둡니다"
    )
    experts: list[Expert] = Field(max_length=30, title="전문가", description="없었으면 experts: [] 로 둡니다")
    factors: list[Factor] = Field(min_length=1, max_length=30, title="성공·실패 요인")
    datasets: list[Dataset] = Field(min_length=1, max_length=30, title="데이터")
    indicators: list[Indicator] = Field(min_length=1, max_length=30, title="지표")

    def regions(self) -> list[str]:
        """Names of the regions the project can be shown for, its own first."""
        return list(dict.fromkeys([self.region, *self.spread]))


def template() -> str:
    """An empty card as YAML with Korean comments, made from the schema."""
    return card_template.render(Card)


def read(path: str | Path) -> Card:
    """Read and validate a card.

    Raises
    ------
    DsiError
        In Korean: every wrong field with its line and what is allowed there.
    """
    path = Path(path)
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise DsiError(f"{path}: 카드가 너무 큽니다. {MAX_BYTES // 1000}kB 이내로 줄이세요.")
    try:
        return read_model(path, Card)
    except (ValueError, RecursionError):  # an impossible date or endless nesting stops the YAML reader itself
        raise DsiError(
            f"{path}: 카드를 읽을 수 없습니다. 날짜가 2024-06-28 꼴의 있는 날인지, 괄호가 지나치게 겹치지 않았는지 확인하세요."
        ) from None
