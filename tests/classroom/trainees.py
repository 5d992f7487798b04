"""A trainee's own server as the hub starts one, without the hub's spawner: the real desk, the real settings, a real home."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import requests

from classroom import center
from classroom.trainee import settings
from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests.classroom.desks import Desk
from tests.gallery.serving import free_port
from tests.grader import classes

COHORT, MODULE, TRAINEE = "bigdata-busan", "01-collect", "kim"
TOKEN = "시험용토큰".encode().hex()


def make_center(folder: Path) -> Cohort:
    """A center with one cohort of three modules: one released, one not, and the capstone."""
    (folder / "center.yaml").write_text(
        "center: {id: busan, name: 부산센터, region: 부산}\nadministrators: [boss]\n"
        f"cohorts: [{{id: {COHORT}, track: bigdata, instructors: [teacher]}}]\n",
        encoding="utf-8",
    )
    place = folder / "cohorts" / COHORT
    for name in (MODULE, "02-clean-join", "09-capstone"):
        source = place / "source" / name
        source.mkdir(parents=True)
        nbformat.write(classes.practicum(), source / "practicum.ipynb")
        nbformat.write(classes.lesson(), source / "lesson.ipynb")
    (place / "nbgrader_config.py").write_text(classes.CONFIG.replace("busan-test", COHORT), encoding="utf-8")
    (place / "cohort.yaml").write_text(classes.CARD, encoding="utf-8")
    (place / "exchange").mkdir()
    (place / "exchange").chmod(0o777)
    cohort = Cohort(place)
    enrol(cohort, [Trainee(TRAINEE, "김하나"), Trainee("lee", "이두리")])
    return cohort


def settings_for(desk: Desk, folder: Path) -> Path:
    """The settings folder of users' servers, for a running desk."""
    there = center.read(desk.folder).model_copy(update={"listen": urlsplit(desk.address).netloc})
    settings.write(folder, there)
    return folder


def environment(desk: Desk, configured: Path, home: Path, name: str = TRAINEE) -> dict[str, str]:
    """What the hub gives a person's server by the environment."""
    kept = {key: value for key, value in os.environ.items() if "proxy" not in key.lower() and not key.startswith("JUPYTER")}
    own = {"HOME": str(home), "JUPYTER_CONFIG_PATH": str(configured), "JUPYTERHUB_API_TOKEN": desk.token_of(name)}
    return kept | own | {"JUPYTERHUB_USER": name}


@contextmanager
def serving(given: dict[str, str]) -> Iterator[str]:
    """Run a server in the home that `given` names; gives its address."""
    port, home = free_port(), Path(given["HOME"])
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
        f"--ServerApp.base_url=/class/user/{given['JUPYTERHUB_USER']}/", *(["--allow-root"] if os.getuid() == 0 else []),
    ]  # fmt: skip
    with (home.parent / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=home, env=given | {"JUPYTER_TOKEN": TOKEN}, stdout=log, stderr=log, start_new_session=True
        )
    address = f"http://127.0.0.1:{port}/class/user/{given['JUPYTERHUB_USER']}/"
    try:
        _wait(address, server, home.parent / "server.log")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    limit = time.monotonic() + 90
    while time.monotonic() < limit and server.poll() is None:
        try:
            if requests.get(f"{address}api", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))
