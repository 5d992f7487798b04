"""A published notebook as a still page: run from a clean start, shown without code, needing no kernel."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from markupsafe import Markup
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from curriculum.errors import DsiError
from curriculum.notebook import for_region
from curriculum.regions import region as find_region
from gallery import checks, pages, widgets
from gallery.card import Card
from grader import kernels
from grader.kernels.provisioner import REASONS

HIDE = "gallery-hide"
SKIP = "gallery-skip"
_CELL_SECONDS = 120
_AT_ONCE = 4
_NO_ZOOM = ", maximum-scale=1.0, user-scalable=no"
_HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.MULTILINE)


def publishable(nb: NotebookNode, card: Card) -> NotebookNode:
    """The part of a capstone that is published: no graded tests, no cell tagged ``gallery-skip``, no outputs."""
    nb = copy.deepcopy(nb)
    for number, cell in enumerate(nb.cells, 1):
        cell.metadata.number = number
    nb.cells = [cell for cell in nb.cells if not _is_test(cell) and SKIP not in tags(cell)]
    nb.cells = [cell for cell in nb.cells if cell.cell_type == "code" or HIDE not in tags(cell)]
    for cell in nb.cells:
        kept = {"tags": list(tags(cell))} if tags(cell) else {}
        cell.metadata = NotebookNode(kept | {"number": cell.metadata.number})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3 (ipykernel)"}
    nb.metadata = NotebookNode(title=card.title, kernelspec=kernel, language_info={"name": "python"})
    return nb


def tags(cell: NotebookNode) -> tuple[str, ...]:
    """Tags of a cell."""
    return tuple(cell.metadata.get("tags", ()))


def execute(nb: NotebookNode, region: str) -> NotebookNode:
    """Run a notebook for a region in a new sandboxed kernel and an empty folder.

    Raises
    ------
    DsiError
        Naming the cell that failed.
    """
    nb = for_region(nb, region)
    kernels.register()
    client = NotebookClient(nb, timeout=_CELL_SECONDS, kernel_name=kernels.KERNEL_NAME)
    manager = client.create_kernel_manager()  # kept: the client forgets a manager whose kernel died
    try:
        client.execute()
    except CellExecutionError as error:
        reason = f"{error.ename}: {error.evalue}".splitlines()[0][:200]
        raise DsiError(
            f"{_where(nb)}이 {region}에서 실행되지 않습니다({reason}). 고쳐서 다시 내게 하세요."
        ) from None
    except CellTimeoutError:
        raise DsiError(f"{_where(nb)}이 {region}에서 {_CELL_SECONDS}초 안에 끝나지 않습니다.") from None
    except DeadKernelError:
        reason = REASONS.get(getattr(manager.provisioner, "reason", ""), "메모리를 너무 많이 쓰는지 보세요.")
        raise DsiError(f"{_where(nb)}을 실행하다가 {region}에서 커널이 멈췄습니다. {reason}") from None
    return nb


def execute_all(nb: NotebookNode, regions: Sequence[str]) -> Iterator[tuple[str, NotebookNode]]:
    """Run a notebook for each region, several at a time; give the runs in the order of the regions.

    Raises
    ------
    DsiError
        At the first region it fails for; the others are not waited for.
    """
    workers = ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1, len(regions)))
    try:
        runs = [workers.submit(execute, nb, region) for region in regions]
        for region, run in zip(regions, runs, strict=True):
            yield region, run.result()
    finally:
        workers.shutdown(cancel_futures=True)


def _where(nb: NotebookNode) -> str:
    """The last cell that was started, by its number and first line."""
    started = [
        (place, cell)
        for place, cell in checks.numbered(nb)
        if cell.cell_type == "code" and "execution" in cell.metadata
    ]
    if not started:
        return "첫 셀"
    place, cell = started[-1]
    first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
    return f"{place}('{first[:40]}')"


def render(nb: NotebookNode, card: Card, region: str) -> str:
    """An executed notebook as one Korean HTML page without its code."""
    nb = widgets.flatten(nb)
    _quiet(nb)
    _describe_pictures(nb)
    exporter = HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        anchor_link_text="",
    )
    body, _ = exporter.from_notebook_node(nb)
    return pages.render("snapshot.html", card=card, region=find_region(region), body=Markup(body))


def accessible(output: NotebookNode) -> NotebookNode:
    """An output whose frames, such as folium's maps, tell their language and may be enlarged."""
    if "text/html" in output.get("data", {}):
        text = "".join(output["data"]["text/html"])
        text = text.replace("&lt;html&gt;", "&lt;html lang=&quot;ko&quot;&gt;").replace(_NO_ZOOM, "")
        output["data"]["text/html"] = text
    return output


def _quiet(nb: NotebookNode) -> None:
    """Drop what is no result: outputs of hidden cells and warnings."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            shown = () if HIDE in tags(cell) else cell.outputs
            cell.outputs = [each for each in shown if each.get("name") != "stderr"]
            cell.outputs = [accessible(each) for each in cell.outputs]


def _describe_pictures(nb: NotebookNode) -> None:
    """Give a picture that has no alternative text the heading it stands under."""
    heading = nb.metadata.get("title", "")
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            heading = (_HEADING.findall(cell.source) or [heading])[-1]
        for output in cell.get("outputs", ()):
            for kind in ("image/png", "image/jpeg", "image/svg+xml"):
                if kind in output.get("data", {}):
                    about = output.metadata.setdefault(kind, {})
                    about.setdefault("alt", f"{heading} 그림")


def _is_test(cell: NotebookNode) -> bool:
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("grade")) and not mark.get("solution")
