"""Published projects on disk: one folder a version, written at once and never changed.

``<gallery>/projects/<slug>/v<number>/`` holds the card, the notebook, a snapshot for each region,
``version.json`` (who, when, for which regions) and ``checksums.json``. There is no other index: what the folders say is what is published.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from curriculum.errors import DsiError
from gallery.atomic import replace, sync, write
from gallery.card import Card

NOTEBOOK = "notebook.ipynb"
VERSION = "version.json"
CHECKSUMS = "checksums.json"
WITHDRAWN = "withdrawn.json"
_MARK = ".changed"

Visibility = Literal["public", "center"]
MAX_FILE = 50_000_000  # no file of a version is near this; a greater one was put there by somebody else

log = logging.getLogger("dsi.gallery")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBERED = re.compile(r"v([1-9][0-9]{0,5})")


class Version(BaseModel):
    """One published version of a project, as ``version.json`` keeps it.

    Attributes
    ----------
    course, module, trainee
        Where it comes from; the pair of course and trainee owns the slug.
    center
        Slug of the center whose cohort it comes from; its officers see it whatever its visibility.
    visibility
        ``public``, or ``center`` for instructors and the center's officers alone.
    approved_by
        The instructor who approved it.
    regions
        Names of the regions a snapshot is there for, the project's own first.
    thumbnail
        Whether there is a small picture for lists.
    download
        Whether there is a notebook that anybody may take.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    course: str
    module: str
    trainee: str
    center: str = ""
    visibility: Visibility = "public"
    approved_by: str
    published: datetime
    regions: tuple[str, ...]
    thumbnail: bool = False
    download: bool = False
    card: Card


class Withdrawal(BaseModel):
    """That a project's versions up to a number are no longer shown, by whom, when and why."""

    model_config = ConfigDict(frozen=True)

    up_to: int
    by: str
    when: datetime
    why: str


class Store:
    """The published projects of a gallery folder.

    Parameters
    ----------
    root
        The gallery folder.
    """

    def __init__(self, root: str | Path):
        self.root = Path(root).resolve()
        self._seen: dict[Path, Version | None] = {}

    def projects(self) -> list[Version]:
        """The newest version of every project that is not withdrawn, latest first."""
        return [version for version in self.shown() if version == self.find(version.card.slug)]

    def shown(self) -> list[Version]:
        """The newest version of every project and, where only its center may see that, the newest public one; latest first."""
        found = []
        for slug in self._slugs():
            versions = [each for each in self.versions(slug)[::-1] if self.withdrawal(each) is None]
            public = next((each for each in versions if each.visibility == "public"), None)
            found += {each.number: each for each in (*versions[:1], public) if each}.values()
        return sorted(found, key=lambda version: version.published, reverse=True)

    def mark(self) -> object:
        """Something that changes whenever a project is published or withdrawn."""
        try:
            return (self.root / _MARK).stat().st_mtime_ns
        except FileNotFoundError:
            return None

    def versions(self, slug: str) -> list[Version]:
        """All versions of a project in order; empty when there is no such project."""
        folder = self._project(slug)
        if folder is None or not folder.is_dir():
            return []
        read = (self._load(folder / f"v{number}") for number in _numbers(folder))
        return [version for version in read if version is not None]

    def find(self, slug: str, number: int | None = None) -> Version | None:
        """One version of a project (the newest without `number`), or None."""
        versions = self.versions(slug)
        if number is None:
            return versions[-1] if versions else None
        return next((version for version in versions if version.number == number), None)

    def folder(self, version: Version) -> Path:
        """Where the files of a version lie."""
        return self.root / "projects" / version.card.slug / f"v{version.number}"

    def snapshot(self, version: Version, region: str) -> Path | None:
        """The rendered page of a version for a region by name, or None."""
        return self.folder(version) / snapshot_name(region) if region in version.regions else None

    def read(self, version: Version, name: str) -> bytes | None:
        """A file of a version as it was published; None when there is none that may be sent.

        A link or a file that no publishing writes is not followed or read: somebody else put it there.
        """
        path = self.folder(version) / name
        try:
            with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123
                if (size := os.fstat(file.fileno()).st_size) <= MAX_FILE:
                    return file.read()
                log.error("%s: 크기가 %s바이트라 보내지 않습니다. `dsi gallery check`로 확인하세요.", path, size)
        except OSError as error:
            if error.errno != errno.ENOENT:
                log.error("%s: 읽을 수 없어 보내지 않습니다(%s).", path, error.strerror)
        return None

    def add(self, version: Version, files: Mapping[str, bytes]) -> Version:
        """Write a version; it gets the next number of its project.

        The folder appears whole or not at all, also when the machine stops half-way.
        """
        slug = version.card.slug
        project = self._project(slug)
        if project is None:
            raise DsiError(
                f"'{slug}'은(는) 주소 이름으로 쓸 수 없습니다. 영문 소문자, 숫자, 붙임표(-)만 쓰세요."
            )
        project.mkdir(parents=True, exist_ok=True)
        with self.lock():
            before, numbers = self.versions(slug), _numbers(project)
            if before and (before[-1].course, before[-1].trainee) != (version.course, version.trainee):
                raise DsiError(
                    f"주소 이름 '{slug}'은(는) 다른 프로젝트가 쓰고 있습니다. 카드의 slug를 바꾸세요."
                )
            if numbers and not before:
                raise DsiError(
                    f"{project}: 이 주소의 지난 기록이 깨져 누구의 것인지 알 수 없습니다. `dsi gallery check`로 확인하고 백업에서 되살리세요."
                )
            # A damaged version keeps its number: its address must not come to mean another work.
            version = version.model_copy(update={"number": numbers[-1] + 1 if numbers else 1})
            for left in project.glob(".draft-*"):  # of a publish that was killed
                shutil.rmtree(left)
            draft = project / f".draft-v{version.number}"
            files = {**files, VERSION: version.model_dump_json(indent=1).encode()}
            sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
            for name, data in {**files, CHECKSUMS: json.dumps(sums, indent=1).encode()}.items():
                write(draft / name, data)
            draft.rename(self.folder(version))
            sync(project)
            (self.root / _MARK).touch()
        return version

    def withdraw(self, slug: str, by: str, why: str) -> Version:
        """Show the versions of a project so far no longer; a later version is shown again."""
        with self.lock():
            version = self.find(slug)
            if version is None:
                raise DsiError(f"'{slug}' 프로젝트가 없습니다. 갤러리 주소의 이름을 확인하세요.")
            if self.withdrawal(version):
                raise DsiError(f"'{slug}' 프로젝트는 이미 거두었습니다.")
            note = Withdrawal(up_to=version.number, by=by, when=datetime.now(UTC), why=why)
            replace(self.folder(version).parent / WITHDRAWN, note.model_dump_json(indent=1).encode())
            (self.root / _MARK).touch()
        return version

    def withdrawal(self, version: Version) -> Withdrawal | None:
        """Why a version is no longer shown, or None when it is."""
        try:
            text = (self.folder(version).parent / WITHDRAWN).read_bytes()
        except FileNotFoundError:
            return None
        try:
            note = Withdrawal.model_validate_json(text)
        except ValueError:  # better hidden than shown against somebody's will
            log.error("%s: 거둔 기록이 깨져 이 프로젝트를 보이지 않습니다.", self.folder(version).parent)
            note = Withdrawal(up_to=10**6, by="", when=version.published, why="기록을 확인하고 있습니다.")
        return note if version.number <= note.up_to else None

    def verify(self, version: Version) -> list[str]:
        """Name the files of a version that are not what was published; empty when it is whole."""
        folder = self.folder(version)
        try:
            sums = dict(json.loads((folder / CHECKSUMS).read_bytes()))
        except (OSError, ValueError, TypeError):
            return [f"{CHECKSUMS}: 검증값 파일이 없거나 깨졌습니다."]
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {CHECKSUMS}
        problems = [f"{name}: 파일이 없습니다." for name in sorted(sums.keys() - there)]
        problems += [f"{name}: 게시할 때 없던 파일입니다." for name in sorted(there - sums.keys())]
        problems += [
            f"{name}: 게시한 뒤에 내용이 바뀌었습니다."
            for name in sorted(sums.keys() & there)
            if _digest(folder / name) != sums[name]
        ]
        return problems

    def check(self) -> dict[str, list[str]]:
        """What is wrong with each published version, by its place; a good gallery gives an empty answer."""
        found = {}
        for slug in sorted(self._slugs()):
            for number in _numbers(self.root / "projects" / slug):
                version = self._load(self.root / "projects" / slug / f"v{number}")
                problems = self.verify(version) if version else [f"{VERSION}: 없거나 깨졌습니다."]
                if problems:
                    found[f"projects/{slug}/v{number}"] = problems
        return found

    def _slugs(self) -> Iterator[str]:
        projects = self.root / "projects"
        if projects.is_dir():
            yield from (path.name for path in projects.iterdir() if self._project(path.name) and path.is_dir())

    def _project(self, slug: str) -> Path | None:
        return self.root / "projects" / slug if _SLUG.fullmatch(slug) else None

    def _load(self, folder: Path) -> Version | None:
        """A version, or None when its record is damaged: one bad folder must not take the gallery down."""
        if folder not in self._seen:
            try:
                version = Version.model_validate_json((folder / VERSION).read_bytes())
                if (version.card.slug, f"v{version.number}") != (folder.parent.name, folder.name):
                    raise ValueError("the record is another version's")
            except (OSError, ValueError, RecursionError) as error:
                log.error("%s: 기록을 읽을 수 없어 보이지 않습니다(%s).", folder / VERSION, type(error).__name__)
                version = None
            self._seen[folder] = version
        return self._seen[folder]

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other writers of this gallery waiting."""
        with (self.root / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def snapshot_name(region: str) -> str:
    """File of a region's snapshot inside a version."""
    from curriculum.regions import region as find

    return f"snapshots/{find(region).code}.html"


def _numbers(project: Path) -> list[int]:
    """Numbers of a project's versions, whole or not."""
    found = (_NUMBERED.fullmatch(path.name) for path in project.iterdir()) if project.is_dir() else ()
    return sorted(int(match[1]) for match in found if match)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
