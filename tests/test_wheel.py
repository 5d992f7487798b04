"""The wheel carries the whole kit: code, tracks and datasets."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run(unpacked, code, folder):
    """Run Python in `folder` with the unpacked wheel before everything else."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={"PYTHONPATH": str(unpacked)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_a_sandboxed_kernel_sees_the_kit_wherever_it_lies(unpacked, tmp_path):
    """The wheel is unpacked below /tmp, which every kernel gets anew and empty."""
    code = """
import nbformat
from nbclient import NotebookClient
from grader import kernels
kernels.register()
cell = nbformat.v4.new_code_cell("import curriculum.recipes.rebuild, grader.roster; print(curriculum.recipes.rebuild.__file__)")
nb = NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name=kernels.KERNEL_NAME).execute()
print(nb.cells[0].outputs[0].text)
"""
    done = run(unpacked, code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().startswith(str(unpacked))


def test_a_course_can_be_built_from_the_wheel_alone(unpacked, tmp_path):
    code = (
        "import sys, dsi, curriculum.paths as p; assert p.CONTENT.name == '_content', p.CONTENT;"
        f"assert str(p.CONTENT).startswith({str(unpacked)!r}); sys.argv[1:] = "
        f"['build', 'bigdata', '--region', '제주', '--out', {str(tmp_path / 'course')!r}]; dsi.main()"
    )
    done = run(unpacked, code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "course/source/01-collect/practicum.ipynb").is_file()


def test_no_test_or_tool_is_shipped(unpacked):
    assert not any((unpacked / name).exists() for name in ("tests", "benchmarks", "tools"))
