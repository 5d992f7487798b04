"""From a graded, approved capstone to a published version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from curriculum.errors import DsiError
from curriculum.notebook import leaks
from gallery import card as cards
from gallery import downloads, findings, snapshot, thumbnail
from gallery.card import Card
from gallery.centers import Centers
from gallery.review import Reviews, State, Work
from gallery.store import NOTEBOOK, Store, Version, Visibility, snapshot_name
from grader.cohort import Cohort
from grader.exchange import timestamp

PRACTICUM = "practicum.ipynb"


def publish(
    cohort: str | Path,
    module: str,
    trainee: str,
    gallery: str | Path,
    approved_by: str = "",
    all_regions: bool = False,
    visibility: Visibility = "public",
    why: str = "",
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
        Name of the instructor who reviews and approves it with this very call; not needed after
        ``dsi review approve``.
    all_regions
        Render a snapshot for every region of the card, not for the project's own alone.
    visibility
        ``center`` shows the project to instructors and the center's officers alone.
    why
        A comment for the record.
    tell
        Called with a Korean line at each step.

    Raises
    ------
    DsiError
        When the capstone is not graded or approved, its card is wrong, it does not run from a clean start, or
        an officer would send it back. Nothing is published then.
    """
    reviews, work, by = Reviews(gallery), work_of(cohort, module, trainee), approved_by.strip()
    state, approver = reviews.state(work), reviews.approver(work)
    if state not in (State.APPROVED, State.PUBLISHED):
        approver = by
        if not by:
            raise DsiError(
                f"{trainee}의 {module}은(는) 아직 승인되지 않았습니다(지금 '{state}'). `dsi review approve`로 승인하거나 "
                "--approved-by 뒤에 승인하는 강사의 이름을 적으세요."
            )
        if state is not State.SUBMITTED:
            reviews.check(work, State.APPROVED)
    folder, card, nb, share = _prepare(cohort, module, trainee)
    regions = _regions(nb, card, all_regions)
    center = _center(cohort)
    files = {
        cards.FILE_NAME: (folder / cards.FILE_NAME).read_bytes(),
        NOTEBOOK: nbformat.writes(nb).encode(),
        downloads.NOTEBOOK: nbformat.writes(share).encode(),
    }
    _refuse(trainee, _before_running(card, nb, share, Centers(gallery), center))
    for number, (region, run) in enumerate(snapshot.execute_all(nb, regions), 1):
        page = snapshot.render(run, card, region).encode()
        _refuse(trainee, findings.in_run(run, region) + findings.in_page(page, region))
        files[snapshot_name(region)] = page
        if number == 1 and (small := thumbnail.make(run)):
            files[thumbnail.NAME] = small
        tell(f"{region} 화면을 만들었습니다({number}/{len(regions)}).")
    version = Version(
        number=0,
        course=work.course,
        module=work.module,
        trainee=trainee,
        center=center,
        visibility=visibility,
        approved_by=approver,
        published=datetime.now(UTC),
        regions=tuple(regions),
        thumbnail=thumbnail.NAME in files,
        download=True,
        card=card,
    )
    Path(gallery).mkdir(parents=True, exist_ok=True)
    if state is State.SUBMITTED:
        reviews.take(work, State.IN_REVIEW, by)
    if state in (State.SUBMITTED, State.IN_REVIEW):
        reviews.take(work, State.APPROVED, by, why)
    reviews.check(work, State.PUBLISHED)  # somebody may have sent it back meanwhile
    version = Store(gallery).add(version, files)
    reviews.take(work, State.PUBLISHED, by or approver, why, slug=card.slug, version=version.number)
    return version


@dataclass(frozen=True)
class Inspection:
    """What an officer looks at before deciding: the findings, and the page as it would be published."""

    problems: list[str]
    page: bytes | None = None


def inspect(cohort: str | Path, module: str, trainee: str, gallery: str | Path | None = None) -> Inspection:
    """Look for everything that would stop publishing, in the project's own region; publish nothing."""
    _, card, nb, share = _prepare(cohort, module, trainee)
    problems = _before_running(card, nb, share, Centers(gallery) if gallery else None, _center(cohort))
    try:
        run = snapshot.execute(nb, card.region)
    except DsiError as error:
        return Inspection([*problems, str(error)])
    page = snapshot.render(run, card, card.region).encode()
    problems += findings.in_run(run, card.region) + (large := findings.in_page(page, card.region))
    return Inspection(problems, None if large else page)


def _before_running(
    card: Card, nb: NotebookNode, share: NotebookNode, centers: Centers | None, center: str
) -> list[str]:
    """What is wrong with the card and the text of a notebook."""
    problems = findings.in_card(card, nb) + findings.in_notebook(nb)
    problems += [f"내려받는 노트북의 {leak}" for leak in leaks(share)]
    known = next((each for each in centers.all() if each.id == center), None) if centers else None
    if known and known.name != card.center:
        problems.append(f"카드의 지원센터: '{card.center}'(으)로 적혔습니다. '{known.name}'(으)로 고치세요.")
    return problems


def withdraw(gallery: str | Path, slug: str, by: str, why: str) -> Version:
    """Take a project off the gallery; its address says so from then on."""
    store, reviews = Store(gallery), Reviews(gallery)
    version = store.find(slug)
    if version is None:
        raise DsiError(f"'{slug}' 프로젝트가 없습니다. 갤러리 주소의 이름을 확인하세요.")
    work = Work(version.course, version.module, version.trainee, "")
    steps = reviews.steps(work)
    work = replace(work, submission=steps[-1].submission if steps else "")
    if not by.strip() or not why.strip():
        raise DsiError("거두는 사람의 이름(--by)과 까닭(--comment)을 모두 적으세요.")
    store.withdraw(slug, by.strip(), why.strip())
    if reviews.state(work) is State.PUBLISHED:
        reviews.take(work, State.WITHDRAWN, by, why, slug=slug, version=version.number)
    return version


def work_of(cohort: str | Path, module: str, trainee: str) -> Work:
    """Which submission is meant: the one that is collected now."""
    cohort = Cohort(Path(cohort))
    module = cohort.module(module)
    who = cohort.trainee(trainee)
    if not (cohort.folder / "submitted" / trainee / module).is_dir():
        raise DsiError(
            f"{who.name}({trainee}) 님의 {module} 제출물이 없습니다. `dsi collect`로 먼저 걷으세요."
        )
    return Work(cohort.folder.name, module, trainee, timestamp(cohort, module, trainee))


def _prepare(cohort: str | Path, module: str, trainee: str) -> tuple[Path, Card, NotebookNode, NotebookNode]:
    cohort = Cohort(Path(cohort))
    folder = graded(cohort, cohort.module(module), trainee)
    card = cards.read(_needed(folder / cards.FILE_NAME))
    whole = read_notebook(_needed(folder / PRACTICUM))
    nb = snapshot.publishable(whole, card)
    if not nb.cells:
        raise DsiError(f"{folder / PRACTICUM}: 게시할 내용이 없습니다. 노트북이 비어 있지 않은지 확인하세요.")
    return folder, card, nb, downloads.shareable(whole, nb)


def _center(cohort: str | Path) -> str:
    """Slug of a cohort's center; a course that the kit did not make has none."""
    try:
        return Cohort(Path(cohort)).card.center
    except DsiError:
        return ""


def _refuse(trainee: str, problems: list[str]) -> None:
    if problems:
        raise DsiError(
            f"{trainee}의 과제를 게시할 수 없습니다. 고칠 곳이 {len(problems)}가지 있습니다.\n"
            + "\n".join(f"  - {each}" for each in problems)
        )


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
