"""The centers of a gallery: their names, how to reach them, and which sites may show their projects.

``centers.yaml`` lies beside the published projects and is written by whoever runs the gallery. Without it the gallery
works; its pages then name centers as the cards do, and no other site may embed a project.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from curriculum.errors import DsiError
from curriculum.yaml_model import read_model
from gallery.store import Version

FILE_NAME = "centers.yaml"
_SITE = r"^https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?$"

log = logging.getLogger("dsi.gallery")
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\r\n]*$")]


class Center(BaseModel):
    """One regional support center."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True, frozen=True)

    id: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", title="영문 이름", description="반의 center와 같은 이름(예: busan)"
    )
    name: Line = Field(min_length=1, title="이름")
    contact: Line = Field("", title="담당")
    phone: Line = Field("", title="전화")
    email: Line = Field("", title="전자우편")
    address: Line = Field("", title="주소")
    website: Annotated[str, Field(max_length=200, pattern=r"^(https?://[^\s\"'<>]+)?$")] = Field("", title="누리집")
    embed: list[Annotated[str, Field(pattern=_SITE)]] = Field(
        [], max_length=50, title="프로젝트를 끼워 보일 수 있는 사이트", description="예: https://www.busan.go.kr"
    )


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    centers: list[Center] = Field(title="센터")


class Centers:
    """What ``centers.yaml`` of a gallery folder says, read again when it changes."""

    def __init__(self, gallery: str | Path):
        self.path = Path(gallery).resolve() / FILE_NAME
        self._read: tuple[object, list[Center]] = (None, [])

    def all(self) -> list[Center]:
        """Every center.

        Raises
        ------
        DsiError
            When the file is wrong: which field, in which line.
        """
        try:
            mark = self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return []
        if mark != self._read[0]:
            found = read_model(self.path, _File).centers
            ids = [each.id for each in found]
            if twice := sorted({each for each in ids if ids.count(each) > 1}):
                raise DsiError(f"{self.path}: 같은 센터가 두 번 있습니다({', '.join(twice)}). 하나만 남기세요.")
            self._read = (mark, found)
        return self._read[1]

    def known(self) -> list[Center]:
        """Every center; while the file is wrong, those it named before."""
        try:
            return self.all()
        except (DsiError, OSError) as error:
            log.error("%s", error)
            return self._read[1]

    def of(self, version: Version) -> Center | None:
        """The center a version comes from."""
        centers = self.known()
        by_id = (each for each in centers if version.center and each.id == version.center)
        return next(by_id, None) or self.named(version.card.center)

    def named(self, name: str) -> Center | None:
        """The center of a name."""
        return next((each for each in self.known() if each.name == name), None)

    def ancestors(self, version: Version) -> str:
        """Who may show a version in a frame, as a Content-Security-Policy puts it."""
        center = self.of(version)
        sites = center.embed if center and version.visibility == "public" else []
        return " ".join(["'self'", *sites])
