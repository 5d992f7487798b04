"""Whatever lies in the exchange's inbox: collecting takes in what was handed in, and nothing else, from everyone."""

import json
import os
import shutil
from types import SimpleNamespace

import nbformat
import pytest

from curriculum.errors import DsiError
from grader.cohort import Cohort
from grader.roster import Trainee, enrol
from tests.hostile.course import course
from tests.hostile.practicum import MODULE, NOTEBOOK, RIGHT
from tests.hostile.traces import everything

FILE = f"{NOTEBOOK}.ipynb"
STAMP = "2026-11-20 09:00:00 UTC"


def link_to_source(folder):
    (folder / FILE).unlink()
    (folder / FILE).symlink_to(folder.parents[3] / "source" / MODULE / FILE)


def link_to_outside(folder):
    (folder / "notes").symlink_to(folder.parents[4] / "outside", target_is_directory=True)


def dangling_link(folder):
    (folder / "gone.txt").symlink_to("/nowhere/at/all")


def endless_link(folder):
    (folder / "again").symlink_to(folder, target_is_directory=True)


def fifo(folder):
    os.mkfifo(folder / "pipe")


def big(folder):
    with (folder / "big.bin").open("wb") as file:
        file.truncate(101_000_000)


def whole_link(folder):
    shutil.rmtree(folder)
    folder.symlink_to(folder.parents[3] / "source" / MODULE, target_is_directory=True)


def a_file(folder):
    shutil.rmtree(folder)
    folder.write_text("폴더가 아닙니다")


def no_time(folder):
    folder.rename(folder.with_name(f"no-time+{MODULE}+어제+x"))


def no_parts(folder):
    folder.rename(folder.with_name("no-parts"))


def upwards(folder):
    folder.rename(folder.with_name(f"..+{MODULE}+{STAMP}"))


# What lies in the inbox under which trainee's name.
INBOX = {
    "link-to-source": link_to_source,
    "link-to-outside": link_to_outside,
    "dangling-link": dangling_link,
    "endless-link": endless_link,
    "pipe": fifo,
    "big": big,
    "whole-link": whole_link,
    "a-file": a_file,
    "no-time": no_time,
    "no-parts": no_parts,
    "upwards": upwards,
}
HONEST = ("aaa-honest", "zzz-honest")
FOLLOWED = "nbgrader's collecting copies what a link leads to, with the instructor's rights"
STOPPED = "nbgrader's collecting stops for everyone at what it cannot copy or read"
# Holes that are known and not closed yet.
OPEN = {
    "link-to-source": FOLLOWED,
    "link-to-outside": FOLLOWED,
    "whole-link": FOLLOWED,
    "pipe": STOPPED,
    "big": STOPPED,
    "a-file": STOPPED,
    "no-time": STOPPED,
}


def put(cohort, trainee, damage=None):
    inbox = cohort.folder / "exchange" / "busan-hostile" / "inbound"
    folder = inbox / f"{trainee}+{MODULE}+{STAMP}"
    shutil.copytree(cohort.folder / "release" / MODULE, folder)
    nb = nbformat.read(folder / FILE, as_version=4)
    for change in RIGHT:
        change(nb)
    (folder / FILE).write_text(json.dumps(nb), encoding="utf-8")
    (folder / "timestamp.txt").write_text(STAMP)
    if damage:
        damage(folder)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A class whose module is released, and two honest trainees' work in the inbox."""
    root = tmp_path_factory.mktemp("inbox")
    cohort = course(root / "class")
    enrol(cohort, [Trainee(name, "홍길동") for name in (*HONEST, *INBOX)])
    for name in HONEST:
        put(cohort, name)
    return root


@pytest.fixture(params=[*INBOX])
def run(request, template, tmp_path):
    """What collecting does when that lies in the inbox, too."""
    if request.param in OPEN:
        request.applymarker(pytest.mark.xfail(strict=True, reason=OPEN[request.param]))
    root = tmp_path / "inbox"
    shutil.copytree(template, root)
    cohort = Cohort(root / "class")
    put(cohort, request.param, INBOX[request.param])
    before, problem = everything(root), ""
    try:
        cohort.collect(MODULE)
    except DsiError as error:
        problem = str(error)
    yield SimpleNamespace(
        cohort=cohort, name=request.param, before=before, after=everything(root), problem=problem
    )
    shutil.rmtree(root)


def test_collecting_takes_in_the_honest_and_nothing_else(run):
    inside = run.cohort.folder / "submitted"
    for name in HONEST:
        assert (inside / name / MODULE / FILE).is_file(), run.problem
    changed = {
        path for path in run.before.keys() | run.after.keys() if run.before.get(path) != run.after.get(path)
    }
    assert {path for path in changed if inside not in path.parents} == set()
    assert {path.name for path in inside.iterdir()} <= {*HONEST, run.name}
    own = [path for path in (inside / run.name).rglob("*") if path.is_file() and not path.is_symlink()]
    texts = [path.read_bytes().decode(errors="replace") for path in own]
    assert not any("BEGIN HIDDEN TESTS" in text or "그대로 있어야 합니다" in text for text in texts)
