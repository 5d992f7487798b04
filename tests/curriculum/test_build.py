"""A built course is an ordinary nbgrader course: stock commands work on it, and nothing leaks."""

import filecmp
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from curriculum import catalog, notebook
from curriculum.build import build, masters
from curriculum.errors import DsiError
from curriculum.regions import region

MODULES = [m for track in catalog.tracks() for m in track.modules]


def run(course: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "nbgrader", *words]
    return subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    out = tmp_path_factory.mktemp("build") / "course"
    build(catalog.track("bigdata"), region("전북"), out)
    return out


def test_two_builds_are_byte_identical(course, tmp_path):
    build(catalog.track("bigdata"), region("전북특별자치도"), tmp_path / "again")
    files = sorted(p.relative_to(course) for p in course.rglob("*") if p.is_file() and "source" in p.parts)
    assert files
    _, mismatch, errors = filecmp.cmpfiles(course, tmp_path / "again", map(str, files), shallow=False)
    assert (mismatch, errors) == ([], [])
    assert (course / "nbgrader_config.py").read_bytes() == (tmp_path / "again" / "nbgrader_config.py").read_bytes()


def test_another_region_differs_only_in_its_name(tmp_path):
    module = catalog.module("bigdata/01-collect")
    for name in ("전북", "세종"):
        build(catalog.track("bigdata"), region(name), tmp_path / name, [module])
    ours, theirs = ((tmp_path / n / "source/01-collect/practicum.ipynb").read_text("utf-8") for n in ("전북", "세종"))
    assert ours != theirs
    assert ours.replace(region("전북").name_current, region("세종").name) == theirs


def test_stock_nbgrader_makes_releases_without_answers(course):
    done = run(course, "generate_assignment", "01-collect", "--create", "--force")
    assert done.returncode == 0, done.stderr
    release = course / "release" / "01-collect"
    assert {p.suffix for p in release.iterdir() if p.is_file()} == {".ipynb"}, "글 원본이 따라가면 안 됩니다."
    for name, master in masters(catalog.module("bigdata/01-collect")):
        assert notebook.leaks(nbformat.read(release / f"{name}.ipynb", 4), master) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda m: f"{m.track}/{m.id}")
def test_every_release_is_free_of_answers(module):
    for _, master in masters(module):
        assert notebook.leaks(notebook.released(master), master) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda m: f"{m.track}/{m.id}")
def test_the_points_of_a_module_are_those_of_its_notebooks(module):
    marks = [c.metadata.get("nbgrader", {}) for _, nb in masters(module) for c in nb.cells]
    assert sum(m["points"] for m in marks if m.get("grade")) == module.points


@pytest.mark.parametrize("module", MODULES, ids=lambda m: f"{m.track}/{m.id}")
def test_masters_keep_to_their_length(module):
    for path, most in ((module.lesson, 250), (module.practicum, 300)):
        assert len(path.read_text("utf-8").splitlines()) <= most, f"{path.name}이 깁니다."


def test_building_again_keeps_what_the_course_holds(course):
    (course / "gradebook.db").touch()
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + "\n# 강사가 적은 줄\n", "utf-8")
    build(catalog.track("bigdata"), region("전북"), course)
    assert (course / "gradebook.db").exists()
    assert "강사가 적은 줄" in config.read_text("utf-8")
    assert not list(course.parent.glob(".build-*"))


def test_a_folder_that_is_no_course_is_left_alone(tmp_path):
    (tmp_path / "report.hwp").write_text("중요", "utf-8")
    with pytest.raises(DsiError, match="비어 있지 않은 폴더"):
        build(catalog.track("bigdata"), region("부산"), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["report.hwp"]


def test_a_wrong_master_leaves_no_half_built_course(tmp_path, monkeypatch):
    broken = tmp_path / "practicum.py"
    broken.write_text("# %% nbgrader={\"grade_id\": \"문제\", \"solution\": true}\n1\n", "utf-8")
    monkeypatch.setattr(catalog.Module, "practicum", property(lambda _: broken))
    with pytest.raises(DsiError, match="grade_id"):
        build(catalog.track("bigdata"), region("부산"), tmp_path / "course")
    assert not (tmp_path / "course").exists()


def test_an_unknown_region_is_one_clear_message(tmp_path):
    command = [sys.executable, "-m", "dsi", "build", "bigdata", "--region", "부신", "--out", str(tmp_path / "c")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "부신" in done.stderr
    assert "부산광역시" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "c").exists()


def test_cells_of_a_built_notebook_have_no_outputs_and_stable_ids(course):
    nb = json.loads((course / "source/01-collect/practicum.ipynb").read_text("utf-8"))
    assert all(not cell.get("outputs") for cell in nb["cells"])
    assert len({cell["id"] for cell in nb["cells"]}) == len(nb["cells"])
