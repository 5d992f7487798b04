"""A page per track for those who choose one: modules, hours, outcomes, data and a picture of each lesson.

The pages are Markdown made from ``track.yaml`` and ``module.yaml``. The picture of a module is drawn by the cell of its
lesson that is marked ``# %% sample="…"``, the text saying what the picture shows.
"""

from __future__ import annotations

import base64
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum import datasets, notebook
from curriculum.catalog import Module, Track
from curriculum.errors import DsiError

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from curriculum.regions import Region

_MARK = "sample"
_INLINE = re.compile(r"data:image/png;base64,([\w+/=]+)")
_WIDTH = 900  # pixels: wide enough for a page, small enough for the repository


def write(tracks: Iterable[Track], region: Region, out: Path, tell: Callable[[str], None] = lambda _: None) -> None:
    """Write the page of each track and the pictures of their lessons, made for `region`, into folder `out`.

    Raises
    ------
    DsiError
        If a lesson cannot be run or its marked cell draws nothing.
    """
    figures = Path(out) / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    for track in tracks:
        for module in track.modules:
            if caption(module):
                tell(f"{track.id}/{module.id}")
                (figures / f"{track.id}-{module.id}.png").write_bytes(_small(_picture(module, region)))
        (Path(out) / f"{track.id}.md").write_text(render(track, region), encoding="utf-8")


def render(track: Track, region: Region) -> str:
    """The page of `track` as Markdown; the same text for the same yaml files and lessons."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    used = sorted({name for module in track.modules for name in module.datasets})
    return environment.get_template("track.md").render(
        track=track,
        region=region,
        datasets=[(datasets.describe(name), [m.id[:2] for m in track.modules if name in m.datasets]) for name in used],
        figure=caption,
        hours=lambda modules: round(sum(m.minutes.explain + m.minutes.practise for m in modules) / 60),
        reaches=lambda module, competencies: bool(set(module.competencies) & set(competencies)),
        points=lambda competency: sum(m.points for m in track.modules if competency in m.competencies),
    )


def caption(module: Module) -> str:
    """What the sample picture of a module's lesson shows; empty if the lesson has none."""
    cell = _sample(notebook.read(module.lesson))
    return "" if cell is None else cell.metadata[_MARK]


def _sample(nb: NotebookNode) -> NotebookNode | None:
    return next((cell for cell in nb.cells if _MARK in cell.metadata), None)


def _picture(module: Module, region: Region) -> bytes:
    """Run the lesson up to its sample cell and return the picture it draws."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    nb = notebook.for_region(notebook.read(module.lesson), region.name_current)
    sample = _sample(nb)
    nb.cells = nb.cells[: nb.cells.index(sample) + 1]
    with tempfile.TemporaryDirectory(prefix="dsi-overview-") as folder:
        for path in module.files:
            shutil.copyfile(path, Path(folder) / path.name)
        client = NotebookClient(
            nb, kernel_name="python3", timeout=120, resources={"metadata": {"path": folder}},
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )  # fmt: skip
        try:
            client.execute()
        except CellExecutionError as error:
            raise DsiError(f"{module.lesson}: 수업 노트북을 실행하지 못했습니다. {error.ename}: {error.evalue}") from error
    shown = [output.data for output in sample.outputs if "data" in output]
    drawn = [data["image/png"] for data in shown if "image/png" in data]
    drawn += [picture for data in shown for picture in _INLINE.findall(data.get("text/html", ""))]
    if not drawn:
        raise DsiError(f"{module.lesson}: '{_MARK}'라고 표시한 셀이 그림을 그리지 않았습니다.")
    return base64.b64decode(drawn[-1])


def _small(png: bytes) -> bytes:
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.thumbnail((_WIDTH, 4 * _WIDTH))
    made = io.BytesIO()
    picture.quantize(128).save(made, "PNG", optimize=True)
    return made.getvalue()
