"""Published projects on disk: one folder a version, written at once and never changed.

``<gallery>/projects/<slug>/v<number>/`` holds the card, the notebook, a snapshot for each region,
``version.json`` (who, when, for which regions) and ``checksums.json``. There is no other index: what the folders say is what is published.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from curriculum.errors import DsiError
from gallery.card import Card

NOTEBOOK = "notebook.ipynb"
VERSION = "version.json"
CHECKSUMS = "checksums.json"
WITHDRAWN = "withdrawn.json"
_MARK = ".changed"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBERED = re.compile(r"v([1-9][0-9]{0,5})")


class Version(BaseModel):
    """One published version of a project, as ``version.json`` keeps it.

    Attributes
    ----------
    course, module, trainee
        Where it comes from; the pair of course and trainee owns the slug.
    approved_by
        The instructor who approved it.
    regions
        Names of the regions a snapshot is there for, the project's own first.
    thumbnail
        Whether there is a small picture for lists.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    course: str
    module: str
    trainee: str
    approved_by: str
    published: datetime
    regions: tuple[str, ...]
    thumbnail: bool = False
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
        self._seen: dict[Path, Version] = {}

    def projects(self) -> list[Version]:
        """The newest version of every project that is not withdrawn, latest first."""
        latest = [versions[-1] for slug in self._slugs() if (versions := self.versions(slug))]
        latest = [version for version in latest if self.withdrawal(version) is None]
        return sorted(latest, key=lambda version: version.published, reverse=True)

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
        found = (_NUMBERED.fullmatch(path.name) for path in folder.iterdir())
        return [self._load(folder / f"v{n}") for n in sorted(int(match[1]) for match in found if match)]

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
            before = self.versions(slug)
            if before and (before[-1].course, before[-1].trainee) != (version.course, version.trainee):
                raise DsiError(
                    f"주소 이름 '{slug}'은(는) 다른 프로젝트가 쓰고 있습니다. 카드의 slug를 바꾸세요."
                )
            version = version.model_copy(update={"number": before[-1].number + 1 if before else 1})
            for left in project.glob(".draft-*"):  # of a publish that was killed
                shutil.rmtree(left)
            draft = project / f".draft-v{version.number}"
            files = {**files, VERSION: version.model_dump_json(indent=1).encode()}
            sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
            for name, data in {**files, CHECKSUMS: json.dumps(sums, indent=1).encode()}.items():
                _write(draft / name, data)
            draft.rename(self.folder(version))
            _sync(project)
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
        note = Withdrawal.model_validate_json(text)
        return note if version.number <= note.up_to else None

    def verify(self, version: Version) -> list[str]:
        """Name the files of a version that are not what was published; empty when it is whole."""
        folder = self.folder(version)
        sums = json.loads((folder / CHECKSUMS).read_bytes())
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {CHECKSUMS}
        problems = [f"{name}: 파일이 없습니다." for name in sorted(sums.keys() - there)]
        problems += [f"{name}: 게시할 때 없던 파일입니다." for name in sorted(there - sums.keys())]
        problems += [
            f"{name}: 게시한 뒤에 내용이 바뀌었습니다."
            for name in sorted(sums.keys() & there)
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sums[name]
        ]
        return problems

    def _slugs(self) -> Iterator[str]:
        projects = self.root / "projects"
        if projects.is_dir():
            yield from (path.name for path in projects.iterdir() if path.is_dir())

    def _project(self, slug: str) -> Path | None:
        return self.root / "projects" / slug if _SLUG.fullmatch(slug) else None

    def _load(self, folder: Path) -> Version:
        if folder not in self._seen:
            self._seen[folder] = Version.model_validate_json((folder / VERSION).read_bytes())
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


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, data: bytes) -> None:
    """Write a file that is there whole or as it was."""
    partial = path.with_name(f".{path.name}.part")
    _write(partial, data)
    partial.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
