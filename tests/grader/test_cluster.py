"""A Dask cluster gives the same gradebook; a worker that dies costs nothing."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from curriculum.errors import DsiError
from grader import autograde
from grader.cohort import Cohort
from tests.grader.classes import MODULE, RIGHT, RIGHT_PLACE, WRONG_SHARE, collected, write
from tests.grader.test_crash import everything, submitted

distributed = pytest.importorskip("distributed")

WORK = {
    "a-right": RIGHT,
    "b-wrong": (WRONG_SHARE, RIGHT_PLACE),
    "c-blank": (),
    "d-dead": (write("q01-share", "import os\nos._exit(1)"), RIGHT_PLACE),
    "e-file": (write("q02-place", "place = open('mine.txt').read().strip()"),),
    "f-link": RIGHT,
    "g-broken": RIGHT,
}


@contextmanager
def cluster(workers):
    """A scheduler and workers as processes of their own, with nothing of this one's surroundings."""
    with ExitStack() as stack:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DSI_")}

        def start(*command):
            program = Path(sys.executable).with_name("dask")
            process = subprocess.Popen([program, *command], env=environment, stderr=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, cwd="/")  # fmt: skip
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return process

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        start("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard")
        for _ in range(workers):
            start("worker", address, "--nthreads", "1", "--no-dashboard")
        with distributed.Client(address, timeout=60) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address


@pytest.fixture(scope="module")
def address():
    with cluster(2) as found:
        yield found


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A class graded on this machine, and the same class ungraded."""
    cohort = collected(tmp_path_factory.mktemp("cluster") / "class", WORK)
    places = {trainee: cohort.folder / "submitted" / trainee / MODULE for trainee in WORK}
    (places["e-file"] / "mine.txt").write_text("부산광역시\n", encoding="utf-8")
    (places["f-link"] / "way-out").symlink_to("/etc/hostname")
    (places["g-broken"] / "practicum.ipynb").write_text("{", encoding="utf-8")
    fresh = Path(shutil.copytree(cohort.folder, cohort.folder.with_name("fresh"), symlinks=True))
    return fresh, graded(cohort), everything(cohort)


def graded(cohort, **options):
    found = autograde.grade(cohort, MODULE, **options)
    return {r.trainee: (r.score, r.problem, r.flags, r.waiting) for r in found}


def copy_of(fresh, place):
    return Cohort(Path(shutil.copytree(fresh, place / "class", symlinks=True)))


def test_a_cluster_gives_the_same_gradebook(here, address, tmp_path):
    fresh, results, expected = here
    cohort = copy_of(fresh, tmp_path)
    before = submitted(cohort)
    assert graded(cohort, scheduler=address) == results
    assert everything(cohort) == expected
    assert submitted(cohort) == before
    assert results["e-file"][0] == 3
    assert "링크" in results["f-link"][2][0]
    assert "깨져" in results["g-broken"][1] or "잘렸" in results["g-broken"][1]


def test_a_submission_whose_worker_dies_is_given_to_another(here, tmp_path):
    fresh, results, expected = here
    cohort = copy_of(fresh, tmp_path)
    with cluster(2) as address, distributed.Client(address) as client:
        victim, found = next(iter(client.run(os.getpid).values())), {}
        for r in autograde.grade(cohort, MODULE, scheduler=address):
            if len(found) == 1:
                os.kill(victim, signal.SIGKILL)
            found[r.trainee] = (r.score, r.problem, r.flags, r.waiting)
        assert found == results
    assert everything(cohort) == expected


def test_an_address_where_nobody_listens_is_named(here, tmp_path):
    cohort = copy_of(here[0], tmp_path)
    for address in ("tcp://127.0.0.1:1", "nonsense://"):
        with pytest.raises(DsiError, match="스케줄러에 닿지 못했습니다"):
            graded(cohort, scheduler=address)
    assert not (cohort.folder / "autograded").exists()


def test_without_the_package_the_message_says_what_to_install(here, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DsiError, match="pip install"):
        graded(copy_of(here[0], tmp_path), scheduler="tcp://127.0.0.1:1")
