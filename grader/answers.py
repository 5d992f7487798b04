"""The author's other answers: ``answers.py`` of a module.

Each cell replaces one answer cell of the practicum, and says whether that is right or wrong and why::

    # %% right q02-aged-share 예외로 0을 처리
    # %% wrong q02-aged-share except=세종특별자치시 오름차순으로 정렬함

``only=`` and ``except=`` name the regions where the answer counts, or does not. Markdown cells are notes.

An answer that is the model answer but for a few words is written as these words, as in a diff; what is taken away must
stand in the model answer exactly once::

    # %% wrong q05-work 예산이 한도를 넘음
    # - 만원: 1200
    # + 만원: 1900
"""

import itertools
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from curriculum import notebook
from curriculum.errors import DsiError
from curriculum.regions import region

_MARKER = re.compile(
    r"# %% (?P<verdict>right|wrong) (?P<grade_id>[A-Za-z0-9_-]+)"
    r"(?: (?P<scope>only|except)=(?P<regions>\S+))? (?P<reason>\S.*)"
)


@dataclass(frozen=True)
class Answer:
    """Another answer to one question.

    Attributes
    ----------
    verdict : {"right", "wrong"}
        What the tests must find.
    grade_id : str
        The answer cell it replaces.
    reason : str
        What was done differently, in Korean.
    source : str
        The whole cell.
    only, without : frozenset of str
        Region names it is limited to (empty: all), and those it leaves out.
    """

    verdict: Literal["right", "wrong"]
    grade_id: str
    reason: str
    source: str
    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def counts_in(self, name: str) -> bool:
        """Whether the answer is tried in the region called `name`."""
        return name not in self.without and (not self.only or name in self.only)


def read(path: Path) -> list[Answer]:
    """Read an ``answers.py``.

    Raises
    ------
    DsiError
        Naming the file and the line of a marker that does not fit, or an answer given twice.
    """
    found: list[Answer] = []
    models: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("# %%")]
    for start, end in itertools.pairwise([*starts, len(lines)]):
        marker = lines[start]
        if marker.startswith("# %% [markdown]"):
            continue
        place = f"{path.parent.name}/{path.name} {start + 1}번째 줄"
        answer = _answer(marker, "\n".join(lines[start + 1 : end]).strip("\n") + "\n", place)
        if _is_change(answer.source):
            models = models or _models(path.with_name("practicum.py"))
            answer = replace(answer, source=_changed(models.get(answer.grade_id, ""), answer.source, place))
        if any((a.verdict, a.grade_id, a.reason) == (answer.verdict, answer.grade_id, answer.reason) for a in found):
            raise DsiError(f"{place}: 같은 이유를 단 답이 또 있습니다. 무엇이 다른지 이유에 적어 주세요.")
        found.append(answer)
    return found


def _answer(marker: str, source: str, place: str) -> Answer:
    match = _MARKER.fullmatch(marker.rstrip())
    if match is None:
        raise DsiError(
            f"{place}: '# %% right 또는 wrong, grade_id, 이유' 순서로 써야 합니다"
            f"(예: # %% wrong q02-aged-share 분모를 65세 미만으로 잡음): {marker}"
        )
    if not source.strip():
        raise DsiError(f"{place}: 답의 코드가 비어 있습니다. 답 셀 전체를 적어 주세요.")
    try:
        names = frozenset(region(name).name for name in (match["regions"] or "").split(",") if name)
    except DsiError as error:
        raise DsiError(f"{place}: {error}") from error
    return Answer(
        verdict=match["verdict"],
        grade_id=match["grade_id"],
        reason=match["reason"],
        source=source,
        only=names if match["scope"] == "only" else frozenset(),
        without=names if match["scope"] == "except" else frozenset(),
    )


def _is_change(source: str) -> bool:
    return all(line.startswith(("# - ", "# + ")) for line in source.splitlines() if line)


def _models(practicum: Path) -> dict[str, str]:
    """The model answers of a practicum by grade_id."""
    cells = notebook.read(practicum).cells
    return {mark["grade_id"]: cell.source for cell in cells if (mark := cell.metadata.get("nbgrader", {})).get("solution")}


def _changed(model: str, change: str, place: str) -> str:
    """The model answer with each run of ``# -`` lines replaced by the ``# +`` lines after it."""
    runs = itertools.groupby(filter(None, change.splitlines()), key=lambda line: line[:4])
    parts = [(sign, "\n".join(line[4:] for line in lines)) for sign, lines in runs]
    if [sign for sign, _ in parts] != ["# - ", "# + "] * (len(parts) // 2):
        raise DsiError(f"{place}: '# - 뺄 말' 다음에 '# + 넣을 말'을 적어 주세요.")
    for (_, before), (_, after) in zip(parts[::2], parts[1::2], strict=True):
        if model.count(before) != 1:
            raise DsiError(f"{place}: 기준 정답에 '{before}'이(가) {model.count(before)}번 나옵니다. 한 번만 나오는 말로 적어 주세요.")
        model = model.replace(before, after)
    return model
