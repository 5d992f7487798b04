"""What an instructor teaches and grades by: a module's guide, and its notebooks with the model answers."""

from __future__ import annotations

import io
import zipfile
from http import HTTPStatus
from typing import Any

from classroom.desk.handlers import CohortPage
from classroom.desk.own import cards_of
from curriculum.errors import DsiError
from grader.cohort import Cohort


class Guide(CohortPage):
    """A module's guide: timing, misconceptions, and the rubric of each written answer."""

    async def get(self, cohort_id: str, module: str) -> None:  # noqa: ARG002
        """Show it."""
        title, text = await self.run(HTTPStatus.NOT_FOUND, of, self.work, module)
        self.tell("guide.html", module=module, title=title, text=text)


class Source(CohortPage):
    """The notebooks as the author has them."""

    async def get(self, cohort_id: str, module: str) -> None:  # noqa: ARG002
        """Send them as a zip archive."""
        data = await self.run(HTTPStatus.NOT_FOUND, _source, self.work, module)
        self.send(data, "application/zip", f"{module}-model-answers.zip")


def routes() -> list[tuple[str, Any]]:
    """The addresses, from the desk's own."""
    return [
        (r"c/([^/]+)/guide/([^/]+)/", Guide),
        (r"c/([^/]+)/guide/([^/]+)\.zip", Source),
    ]


def of(cohort: Cohort, module: str) -> tuple[str, str]:
    """A module's title, and its ``instructor.md`` as HTML: the kit's own text, trusted as its code is."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    card = cards_of(cohort).get(cohort.module(module))
    if card is None:
        raise DsiError(f"{module}: 키트에 없는 단원이라 강사 안내가 없습니다.")
    _, _, text = (card.folder / "instructor.md").read_text(encoding="utf-8").partition("\n")  # the page has a heading of its own
    return card.title, MarkdownWithMath(renderer=IPythonRenderer(exclude_anchor_links=True)).render(text)


def _source(cohort: Cohort, module: str) -> bytes:
    folder, out = cohort.folder / "source" / cohort.module(module), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return out.getvalue()
