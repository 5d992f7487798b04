"""From a graded, approved capstone to a published version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from curriculum.errors import DsiError
from gallery import card as cards
from gallery import checks, snapshot, thumbnail
from gallery.card import Card
from gallery.store import NOTEBOOK, Store, Version, snapshot_name
from grader.cohort import Cohort
from grader.exchange import timestamp

PRACTICUM = "practicum.ipynb"


def publish(
    cohort: str | Path,
    module: str,
    trainee: str,
    gallery: str | Path,
    approved_by: str,
    all_regions: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Version:
    """Publish a trainee's capstone.

    Parameters
    ----------
    cohort
        The cohort's folder, an nbgrader course directory.
    module
        The capstone's module id, e.g. ``09-capstone``.
    trainee
        Id of the trainee.
    gallery
        The gallery's folder; it is made when missing.
    approved_by
        Name of the instructor who approved the project.
    all_regions
        Render a snapshot for every region of the card, not for the project's own alone.
    tell
        Called with a Korean line at each step.

    Raises
    ------
    DsiError
        When the capstone is not graded, its card is wrong, it does not run from a clean start, or it needs the internet.
        Nothing is published then.
    """
    if not approved_by.strip():
        raise DsiError("승인한 강사의 이름이 비어 있습니다. --approved-by 뒤에 이름을 적으세요.")
    cohort = Cohort(Path(cohort))
    module = cohort.module(module)
    folder = graded(cohort, module, trainee)
    card = cards.read(_needed(folder / cards.FILE_NAME))
    nb = snapshot.publishable(read_notebook(_needed(folder / PRACTICUM)), card)
    if not nb.cells:
        raise DsiError(f"{folder / PRACTICUM}: 게시할 내용이 없습니다. 노트북이 비어 있지 않은지 확인하세요.")
    regions = _regions(nb, card, all_regions)
    files = {
        cards.FILE_NAME: (folder / cards.FILE_NAME).read_bytes(),
        NOTEBOOK: nbformat.writes(nb).encode(),
    }
    for number, (region, run) in enumerate(snapshot.execute_all(nb, regions), 1):
        if problems := checks.external_requests(run):
            raise DsiError(
                f"{trainee}의 노트북을 게시할 수 없습니다.\n" + "\n".join(f"  - {each}" for each in problems)
            )
        files[snapshot_name(region)] = snapshot.render(run, card, region).encode()
        if number == 1 and (small := thumbnail.make(run)):
            files[thumbnail.NAME] = small
        tell(f"{region} 화면을 만들었습니다({number}/{len(regions)}).")
    gallery = Path(gallery)
    gallery.mkdir(parents=True, exist_ok=True)
    version = Version(
        number=0,
        course=cohort.folder.name,
        module=module,
        trainee=trainee,
        approved_by=approved_by.strip(),
        published=datetime.now(UTC),
        regions=tuple(regions),
        thumbnail=thumbnail.NAME in files,
        card=card,
    )
    return Store(gallery).add(version, files)


def graded(cohort: Cohort, module: str, trainee: str) -> Path:
    """The folder of a submission that is graded to the end, and has not been replaced since."""
    from nbgrader.api import MissingEntry
    from nbgrader.utils import parse_utc

    who = f"{cohort.trainee(trainee).name}({trainee}) 님의 {module}"
    folder = cohort.folder / "submitted" / trainee / module
    if not folder.is_dir():
        raise DsiError(f"{who} 제출물이 없습니다. `dsi collect`로 먼저 걷으세요.")
    with cohort.gradebook() as gradebook:
        try:
            found = gradebook.find_submission(module, trainee)
        except MissingEntry:
            found = None
        if (
            found is None
            or not found.notebooks
            or not (cohort.folder / "autograded" / trainee / module / PRACTICUM).is_file()
        ):
            raise DsiError(f"{who} 과제를 아직 채점하지 않았습니다. `dsi grade`로 먼저 채점하세요.")
        if found.needs_manual_grade:
            raise DsiError(
                f"{who} 과제에 강사가 직접 채점할 답이 남아 있습니다. 채점을 마친 뒤에 게시하세요."
            )
        handed_in = timestamp(cohort, module, trainee)
        if found.timestamp and handed_in and parse_utc(handed_in) != found.timestamp:
            raise DsiError(
                f"{who} 과제가 채점한 뒤에 다시 제출되었습니다. `dsi grade`로 다시 채점한 뒤에 게시하세요."
            )
    return folder


def read_notebook(path: Path) -> NotebookNode:
    """Read a submitted notebook, or say in Korean that it is damaged."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, LookupError, AttributeError, TypeError, nbformat.ValidationError):
        raise DsiError(f"{path}: 노트북 파일이 깨졌습니다. 훈련생에게 다시 제출하게 하세요.") from None


def _needed(path: Path) -> Path:
    if not path.is_file():
        raise DsiError(f"{path} 파일이 없습니다. {path.name}을(를) 넣어 다시 제출하게 하세요.")
    return path


def _regions(nb: NotebookNode, card: Card, all_regions: bool) -> list[str]:
    regions = card.regions()
    if len(regions) > 1 and not any("parameters" in snapshot.tags(cell) for cell in nb.cells):
        raise DsiError(
            "카드의 spread에 다른 지역이 있지만 노트북에 parameters 태그가 붙은 REGION 셀이 없습니다. "
            "셀에 태그를 붙이거나 spread를 '이 지역'으로 바꾸세요."
        )
    return regions if all_regions else regions[:1]
