"""The way of a capstone from submission to the gallery, each step kept with who, when and why.

    제출 → 검토 중 → 보완 요청 | 승인 → 게시 → 철회

The steps of a trainee's capstone lie in one file of the gallery folder, outside the published versions. A step
belongs to the submission it was taken for: work handed in again is new work, and nobody has approved it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from curriculum.errors import DsiError
from gallery.atomic import replace
from gallery.store import Store


class State(StrEnum):
    """Where a capstone stands."""

    SUBMITTED = "제출"
    IN_REVIEW = "검토 중"
    RETURNED = "보완 요청"
    APPROVED = "승인"
    PUBLISHED = "게시"
    WITHDRAWN = "철회"


_AFTER = {
    State.SUBMITTED: {State.IN_REVIEW},
    State.IN_REVIEW: {State.RETURNED, State.APPROVED},
    State.RETURNED: {State.IN_REVIEW},
    State.APPROVED: {State.RETURNED, State.PUBLISHED},
    State.PUBLISHED: {State.PUBLISHED, State.WITHDRAWN},
    State.WITHDRAWN: {State.IN_REVIEW},
}
_NEEDS_REASON = {State.RETURNED: "무엇을 고쳐야 하는지", State.WITHDRAWN: "거두는 까닭을"}
_HINTS = {
    State.SUBMITTED: "`dsi review start`로 검토를 시작하세요.",
    State.IN_REVIEW: "`dsi review approve`로 승인하거나 `dsi review return`으로 보완을 요청하세요.",
    State.RETURNED: "훈련생이 고쳐서 다시 제출하기를 기다리거나, `dsi review start`로 다시 검토하세요.",
    State.APPROVED: "`dsi publish`로 게시하세요.",
    State.PUBLISHED: "고친 것을 게시하려면 훈련생이 다시 제출해야 합니다.",
    State.WITHDRAWN: "다시 게시하려면 `dsi review start`로 처음부터 검토하세요.",
}


class Step(BaseModel):
    """One step: what became of the submission, by whom, when and why.

    Attributes
    ----------
    submission
        When the work was handed in, as nbgrader wrote it: which submission the step is about.
    version
        Number of the version that was published or withdrawn.
    """

    model_config = ConfigDict(frozen=True)

    state: State
    by: str
    when: datetime
    why: str = ""
    submission: str = ""
    slug: str = ""
    version: int | None = None


_STEPS = TypeAdapter(list[Step])


@dataclass(frozen=True)
class Work:
    """One trainee's capstone, and which submission of it is meant."""

    course: str
    module: str
    trainee: str
    submission: str


class Reviews:
    """The reviews of a gallery folder."""

    def __init__(self, gallery: str | Path):
        self.root = Path(gallery).resolve()

    def steps(self, work: Work) -> list[Step]:
        """Every step so far, oldest first."""
        path = self._path(work)
        return _STEPS.validate_json(path.read_bytes()) if path.is_file() else []

    def state(self, work: Work) -> State:
        """Where the submission stands; one that nobody looked at yet has only been handed in."""
        return _state(self.steps(work), work)

    def approver(self, work: Work) -> str:
        """Who approved the submission; empty when nobody has."""
        mine = [step for step in self.steps(work) if step.submission == work.submission]
        return next((step.by for step in reversed(mine) if step.state is State.APPROVED), "")

    def check(self, work: Work, to: State) -> None:
        """Refuse a step that does not follow from where the work stands."""
        _allowed(self.state(work), to)

    def take(
        self, work: Work, to: State, by: str, why: str = "", slug: str = "", version: int | None = None
    ) -> Step:
        """Record a step.

        Raises
        ------
        DsiError
            When the step does not follow, or a name or reason is missing. Nothing is written then.
        """
        by, why = by.strip(), why.strip()
        if not by:
            raise DsiError("이름이 비어 있습니다. --by 뒤에 검토하는 강사의 이름을 적으세요.")
        if to in _NEEDS_REASON and not why:
            raise DsiError(f"{_NEEDS_REASON[to]} 적지 않았습니다. --comment 뒤에 적어 주세요.")
        with self._lock():
            steps = self.steps(work)
            _allowed(_state(steps, work), to)
            step = Step(
                state=to,
                by=by,
                when=datetime.now(UTC),
                why=why,
                submission=work.submission,
                slug=slug,
                version=version,
            )
            replace(self._path(work), _STEPS.dump_json([*steps, step], indent=1))
        return step

    def _path(self, work: Work) -> Path:
        parts = (work.course, work.module, work.trainee)
        if any(not part or part in (".", "..") or "/" in part or "\0" in part for part in parts):
            raise DsiError(f"'{' '.join(parts)}'에 파일 이름으로 쓸 수 없는 글자가 있습니다.")
        return self.root / "reviews" / work.course / work.module / f"{work.trainee}.json"

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with Store(self.root).lock():
            yield


def _state(steps: list[Step], work: Work) -> State:
    last = steps[-1] if steps else None
    return last.state if last and last.submission == work.submission else State.SUBMITTED


def _allowed(now: State, to: State) -> None:
    if to not in _AFTER[now]:
        raise DsiError(f"지금은 '{now}' 상태라서 '{to}'(으)로 바꿀 수 없습니다. {_HINTS[now]}")
