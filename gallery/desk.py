"""The review desk: every capstone that was handed in, where it stands, and what runs for it now.

Running a stranger's notebook and rendering 17 regions takes long; both are the ``dsi`` commands themselves, in a
process of their own, one at a time, so that visitors of the gallery notice nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import signal
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from curriculum import catalog
from curriculum.errors import DsiError
from gallery.access import Visitor
from gallery.card import FILE_NAME
from gallery.publish import PRACTICUM, work_of
from gallery.review import Reviews, State, Work
from grader.cohort import CARD as COHORT_CARD
from grader.cohort import Cohort

_KEPT = 8
_LIMIT_SECONDS = 3600


@dataclass(frozen=True)
class Item:
    """One capstone on the desk.

    Attributes
    ----------
    mark
        Changes when anything of the submission changes: a decision is about what was seen.
    """

    cohort: Path
    class_name: str
    title: str
    center: str
    name: str
    work: Work
    state: State
    mark: str

    @property
    def address(self) -> str:
        """The parts of the item's address, in order."""
        return f"{self.work.course}/{self.work.module}/{self.work.trainee}"

    @property
    def folder(self) -> Path:
        """The submission as it was collected."""
        return self.cohort / "submitted" / self.work.trainee / self.work.module


@dataclass
class Job:
    """A command that runs, or ran, for an item."""

    lines: list[str] = field(default_factory=list)
    running: bool = True
    failed: bool = False
    page: bytes | None = None


class Desk:
    """What officers and instructors work on.

    Parameters
    ----------
    gallery
        The gallery's folder.
    cohorts
        The folder that holds the cohorts.
    """

    def __init__(self, gallery: Path, cohorts: Path):
        self.gallery, self.cohorts, self.reviews = gallery, cohorts, Reviews(gallery)
        self._jobs: OrderedDict[tuple[str, ...], Job] = OrderedDict()
        self._turn = asyncio.Semaphore(1)
        self._tasks: set[asyncio.Task] = set()

    def items(self, visitor: Visitor) -> list[Item]:
        """Every capstone that a visitor may review, those that wait first."""
        order = {State.SUBMITTED: 0, State.IN_REVIEW: 1, State.APPROVED: 2, State.RETURNED: 3}
        found = [item for cohort in self._cohorts(visitor) for item in self._of(cohort)]
        return sorted(found, key=lambda item: (order.get(item.state, 9), item.work.submission))

    def find(self, visitor: Visitor, course: str, module: str, trainee: str) -> Item | None:
        """One capstone, if there is one that a visitor may review."""
        asked = Path(course, module, trainee).parts
        if not visitor.known or len(asked) != 3 or any(part.startswith(".") for part in asked):
            return None
        for cohort in self._cohorts(visitor):
            if cohort.folder.name == course:
                return next((each for each in self._of(cohort, module, trainee)), None)
        return None

    def _cohorts(self, visitor: Visitor) -> Iterator[Cohort]:
        for path in sorted(self.cohorts.glob(f"*/{COHORT_CARD}")):
            with contextlib.suppress(DsiError):
                cohort = Cohort(path.parent)
                if visitor.reviews(cohort.card.center):
                    yield cohort

    def _of(self, cohort: Cohort, module: str = "*", trainee: str = "*") -> Iterator[Item]:
        names = {each.id: each.name for each in cohort.trainees()}
        for folder in sorted(cohort.folder.glob("submitted/*/*/")):
            found = folder.parent.name, folder.name
            fits = trainee in ("*", found[0]) and module in ("*", found[1])
            if fits and found[0] in names and _is_capstone(cohort, folder):
                with contextlib.suppress(DsiError):
                    work = work_of(cohort.folder, found[1], found[0])
                    state = self.reviews.state(work)
                    about = cohort.card.name, _title(cohort, work.module), cohort.card.center, names[found[0]]
                    yield Item(cohort.folder, *about, work, state, _mark(folder))

    def looking(self, item: Item) -> Job:
        """The checks of publishing and the preview, begun when nobody has looked at this submission yet."""
        words = ["review", "check", str(item.cohort), item.work.module, f"--trainee={item.work.trainee}"]
        return self._job(("look", item.address, item.mark), [*words, f"--gallery={self.gallery}"], preview=True)

    def look_again(self, item: Item) -> None:
        """Forget what the checks said: the work may have been graded since."""
        job = self._jobs.get(("look", item.address, item.mark))
        if job and not job.running:
            del self._jobs["look", item.address, item.mark]

    def publishing(self, item: Item) -> Job | None:
        """The publishing of an item, if it was asked for."""
        return self._jobs.get(("publish", item.address, item.mark))

    def publish(self, item: Item, by: str, why: str, all_regions: bool, center_only: bool) -> Job:
        """Approve and publish, as ``dsi publish`` does."""
        key = ("publish", item.address, item.mark)
        if (job := self._jobs.get(key)) and not job.running:
            del self._jobs[key]
        words = ["publish", str(item.cohort), item.work.module, f"--trainee={item.work.trainee}"]
        words += [f"--gallery={self.gallery}", f"--approved-by={by}", f"--comment={why}"]
        words += ["--all-regions"] * all_regions + ["--center-only"] * center_only
        return self._job(key, words, preview=False)

    def _job(self, key: tuple[str, ...], words: list[str], preview: bool) -> Job:
        if key in self._jobs:
            self._jobs.move_to_end(key)
            return self._jobs[key]
        job = self._jobs[key] = Job()
        for old in [each for each, known in self._jobs.items() if not known.running][: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[old]
        task = asyncio.get_running_loop().create_task(self._run(job, words, preview))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def _run(self, job: Job, words: list[str], preview: bool) -> None:
        try:
            async with self._turn:
                with tempfile.TemporaryDirectory(prefix="dsi-desk-") as place:
                    page = Path(place) / "page.html"
                    await self._command(job, [*words, *([f"--page={page}"] if preview else [])])
                    job.page = page.read_bytes() if page.is_file() else None
        finally:
            job.running = False

    @staticmethod
    async def _command(job: Job, words: list[str]) -> None:
        """Run a ``dsi`` command and keep what it says, line by line."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "dsi", *words, stdin=asyncio.subprocess.DEVNULL, start_new_session=True,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        try:
            async with asyncio.timeout(_LIMIT_SECONDS):
                async for line in process.stdout:
                    job.lines.append(line.decode("utf-8", "replace").rstrip())
                job.failed = await process.wait() != 0
        except TimeoutError:
            job.failed = True
            job.lines.append("너무 오래 걸려 멈추었습니다.")
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End what runs; a publish that is cut off leaves nothing behind."""
        for task in self._tasks:
            task.cancel()


def _is_capstone(cohort: Cohort, folder: Path) -> bool:
    return (folder / FILE_NAME).is_file() or (cohort.folder / "source" / folder.name / FILE_NAME).is_file()


def _title(cohort: Cohort, module: str) -> str:
    """What people call a module; one that the kit does not know goes by its folder."""
    try:
        return catalog.module(f"{cohort.card.track}/{module}").title
    except DsiError:
        return module


def _mark(folder: Path) -> str:
    """What the submission is made of, as one word."""
    digest = hashlib.sha256()
    for name in (FILE_NAME, PRACTICUM, "timestamp.txt"):
        with contextlib.suppress(OSError):
            digest.update(name.encode() + (folder / name).read_bytes())
    return digest.hexdigest()[:24]


def tidy(line: str) -> str:
    """A line of a command as a page shows it: no list mark, no path of this machine."""
    line = re.sub(r"^\s*(?:- |오류: )", "", line)
    return re.sub(r"(?<![\w.])/(?:[\w.@ -]+/)+(?=[\w.-]+)", "", line)
