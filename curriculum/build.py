"""A track, or one module of it, for a region: an ordinary nbgrader course directory."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from curriculum import notebook
from curriculum.catalog import Module, Track
from curriculum.errors import DsiError
from curriculum.regions import Region

_CONFIG = '''"""이 과정의 nbgrader 설정입니다. 아래 두 줄은 과정을 만들 때 정해지며, 나머지는 키트의 설정을 따릅니다."""

from grader.course_config import configure

c = get_config()  # noqa: F821
configure(c, course_id={course_id!r})
'''


def course_id(track: Track, region: Region) -> str:
    """Course id of a track in a region (``bigdata-busan``): ASCII, as nbgrader's exchange wants it."""
    return f"{track.id}-{region.english.lower()}"


def build(track: Track, region: Region, out: Path, modules: list[Module] | None = None) -> list[Module]:
    """Write the nbgrader course of `track` for `region`.

    Parameters
    ----------
    track : Track
    region : Region
    out : Path
        The course directory. If it is one already, its ``source/`` is renewed module by module and
        everything else (gradebook, submissions, configuration) stays as it is.
    modules : list of Module, optional
        Only these modules; by default all that can be built for the region.

    Returns
    -------
    list of Module
        The modules built.

    Raises
    ------
    DsiError
        If `out` holds something that is not a course, or a master is wrong; then nothing is changed.
    """
    out = Path(out)
    config = out / "nbgrader_config.py"
    if out.is_dir() and any(out.iterdir()) and not config.is_file():
        raise DsiError(f"{out}: 비어 있지 않은 폴더입니다. 다른 폴더를 정하거나 안을 비워 주세요.")
    chosen = [m for m in (modules or track.modules) if m.supports(region)]
    if not chosen:
        raise DsiError(f"{track.id} 과정에는 {region.name}에서 만들 수 있는 단원이 없습니다.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".build-") as scratch:
        for module in chosen:
            _write(module, region, Path(scratch) / module.id)
        (out / "source").mkdir(parents=True, exist_ok=True)
        for module in chosen:
            _replace(Path(scratch) / module.id, out / "source" / module.id)
        if not config.is_file():
            _write_text(config, _CONFIG.format(course_id=course_id(track, region)))
    return chosen


def masters(module: Module) -> Iterator[tuple[str, notebook.NotebookNode]]:
    """The module's notebooks as (name, master): the lesson, then the practicum."""
    yield "lesson", notebook.read(module.lesson)
    yield "practicum", notebook.read(module.practicum)


def _write(module: Module, region: Region, folder: Path) -> None:
    """Write one module's source assignment into `folder`."""
    folder.mkdir()
    for name, master in masters(module):
        found = notebook.leaks(notebook.released(master), master)
        if found:
            raise DsiError(f"{module.folder / name}.py: 배포본에 답이 새어 나갑니다. {found[0]}")
        _write_text(folder / f"{name}.ipynb", notebook.dumps(notebook.for_region(master, region.name_current)))
    for path in module.files:
        shutil.copyfile(path, folder / path.name)


def _replace(new: Path, target: Path) -> None:
    """Put `new` in the place of `target` by renames."""
    old = new.with_suffix(".old")
    if target.exists():
        target.rename(old)
    new.rename(target)


def _write_text(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
