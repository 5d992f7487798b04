"""Run a dataset's recipe again and compare what comes out with what is published."""

from __future__ import annotations

import json
import runpy
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from curriculum.errors import DsiError
from curriculum.paths import DATASETS
from curriculum.recipes.wheels import sha256


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild found.

    Attributes
    ----------
    files : int
        Files the recipe made.
    differing : list of str
        Files whose bytes are not the published ones, each with what differs.
    restored : list of str
        Damaged or missing files put back (or, with ``write``, replaced).
    seconds : float
        Time the recipe took.
    """

    files: int
    differing: list[str]
    restored: list[str]
    seconds: float


def rebuild(name: str, write: bool = False) -> Rebuilt:
    """Run the recipe of a dataset in a temporary folder and compare every file with the published one.

    When all agree with ``datapackage.json``, damaged or missing files in the dataset's folder are put back.

    Parameters
    ----------
    name : str
        Dataset.
    write : bool
        Replace the published files even when they differ (for the author of a recipe).

    Raises
    ------
    DsiError
        When there is no such recipe or it fails.
    """
    folder = DATASETS / name
    recipe = folder / "recipe.py"
    if not name or not recipe.is_file():
        listed = ", ".join(sorted(found.parent.name for found in DATASETS.glob("*/recipe.py")))
        raise DsiError(f"'{name}' 데이터셋의 recipe.py가 없습니다. 있는 데이터셋: {listed}")
    with tempfile.TemporaryDirectory(prefix=f"{name}-") as scratch:
        out = Path(scratch)
        started = time.monotonic()
        _run(recipe, out)
        seconds = time.monotonic() - started
        made = sorted(path.name for path in out.iterdir())
        published = _published(folder)
        differing = [note for file in made if (note := _difference(out / file, published, folder))]
        stale = [file for file in made if not _same(out / file, folder / file)]
        restored = stale if write or not differing else []
        for file in restored:
            _replace(out / file, folder / file)
    return Rebuilt(len(made), differing, restored, seconds)


def _run(recipe: Path, out: Path) -> None:
    build = runpy.run_path(str(recipe)).get("build")
    if build is None:
        raise DsiError(
            f"{recipe.parent.name}/recipe.py에 build(out) 함수가 없습니다. 만드는 법은 curriculum/recipes/에 있습니다."
        )
    build(out)


def _published(folder: Path) -> dict[str, str]:
    """SHA-256 of every published file, as ``datapackage.json`` says (not as a damaged folder has it)."""
    descriptor = folder / "datapackage.json"
    try:
        resources = json.loads(descriptor.read_text(encoding="utf-8"))["resources"]
    except (OSError, ValueError, KeyError):
        return {}
    hashes = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in resources}
    return {**hashes, descriptor.name: sha256(descriptor)}


def _difference(made: Path, published: dict[str, str], folder: Path) -> str | None:
    if made.name not in published:
        return f"{made.name}: 공개된 데이터셋에 없는 파일입니다"
    if sha256(made) == published[made.name]:
        return None
    if made.suffix == ".parquet" and _same_content(made, folder / made.name):
        return f"{made.name}: 바이트는 다르지만 내용은 같습니다(pyarrow 버전이 다른지 보세요)"
    return f"{made.name}: 내용이 다릅니다"


def _same_content(made: Path, published: Path) -> bool:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(made, partitioning=None).equals(pq.read_table(published, partitioning=None))
    except (OSError, pa.ArrowException):
        return False


def _same(made: Path, published: Path) -> bool:
    return published.is_file() and sha256(made) == sha256(published)


def _replace(made: Path, target: Path) -> None:
    aside = target.with_name(f".{target.name}.new")
    shutil.copyfile(made, aside)
    aside.replace(target)
