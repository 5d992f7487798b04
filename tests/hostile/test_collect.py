"""Whatever lies in the exchange's inbox: collecting takes in what was handed in, and nothing else, from everyone."""

import json
import os
import shutil
from types import SimpleNamespace

import nbformat
import pytest
from typer.testing import CliRunner

from dsi import app
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


def many(folder):
    for number in range(2000):
        (folder / f"{number}.txt").touch()


def deep(folder):
    folder.joinpath(*["d"] * 30).mkdir(parents=True)


def future(folder):
    folder.rename(folder.with_name(f"future+{MODULE}+9999-01-01 00:00:00 UTC"))


def stamp_folder(folder):
    (folder / "timestamp.txt").unlink()
    (folder / "timestamp.txt").mkdir()


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
    "many": many,
    "deep": deep,
    "whole-link": whole_link,
    "a-file": a_file,
    "no-time": no_time,
    "future": future,
    "no-parts": no_parts,
    "upwards": upwards,
    "stamp-folder": stamp_folder,
}
HONEST = ("aaa-honest", "zzz-honest")
# What the instructor is told about each.
REASON = {
    "link-to-source": f"'{FILE}'이(가) 파일이 아니라 링크",
    "link-to-outside": "'notes'이(가) 파일이 아니라 링크",
    "dangling-link": "'gone.txt'이(가) 파일이 아니라 링크",
    "endless-link": "'again'이(가) 파일이 아니라 링크",
    "pipe": "'pipe'이(가) 파일이 아니라 링크나 장치",
    "big": "너무 큽니다(100MB까지)",
    "many": "너무 많습니다(2,000개까지)",
    "deep": "너무 깊이",
    "whole-link": "링크나 파일",
    "a-file": "링크나 파일",
    "no-time": "제출 시각을 읽을 수 없습니다",
    "future": "아직 오지 않은 때",
    "no-parts": "제출 폴더의 이름이 아닙니다",
    "upwards": "명단에 없는",
    "stamp-folder": "복사할 수 없습니다",
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


def by_dsi(cohort):
    found = cohort.collect(MODULE)
    return found.new, [refused.reason for refused in found.refused]


def by_nbgrader(cohort):
    """As ``nbgrader collect`` and the formgrader's button do, by the cohort's settings alone."""
    result = cohort.api().collect(MODULE)
    assert result["success"], result
    new = [line.split()[-2] for line in result["log"].splitlines() if "걷음: " in line]
    return new, [line for line in result["log"].splitlines() if "걷지 않음: " in line]


@pytest.fixture(
    params=[(door, name) for door in (by_dsi, by_nbgrader) for name in INBOX],
    ids=lambda param: f"{param[0].__name__}-{param[1]}",
)
def run(request, template, tmp_path):
    """What collecting does when that lies in the inbox, too."""
    door, name = request.param
    root = tmp_path / "inbox"
    shutil.copytree(template, root)
    cohort = Cohort(root / "class")
    put(cohort, name, INBOX[name])
    before = everything(root)
    new, reasons = door(cohort)
    yield SimpleNamespace(
        cohort=cohort, name=name, before=before, after=everything(root), new=new, reasons=reasons
    )
    shutil.rmtree(root)


def test_collecting_takes_in_the_honest_and_nothing_else(run):
    inside = run.cohort.folder / "submitted"
    for name in HONEST:
        assert (inside / name / MODULE / FILE).is_file()
    changed = {
        path for path in run.before.keys() | run.after.keys() if run.before.get(path) != run.after.get(path)
    }
    assert {path for path in changed if inside not in path.parents} == set()
    assert {path.name for path in inside.iterdir()} == {*HONEST}
    assert run.new == [*HONEST]


def test_what_is_not_taken_in_is_named_with_the_reason(run):
    (reason,) = run.reasons
    assert REASON[run.name] in reason


@pytest.fixture
def cohort(template, tmp_path):
    shutil.copytree(template, tmp_path / "inbox")
    return Cohort(tmp_path / "inbox" / "class")


def inbound(cohort, trainee, stamp):
    return cohort.folder / "exchange" / "busan-hostile" / "inbound" / f"{trainee}+{MODULE}+{stamp}"


def test_an_older_whole_submission_stands_in_and_what_was_collected_stays(cohort):
    put(cohort, "pipe")
    inbound(cohort, "pipe", STAMP).rename(inbound(cohort, "pipe", "2026-11-19 09:00:00 UTC"))
    put(cohort, "pipe", fifo)
    found = cohort.collect(MODULE)
    assert "pipe" in found.new
    assert len(found.refused) == 1
    folder = cohort.folder / "submitted" / "pipe" / MODULE
    assert (folder / "timestamp.txt").read_text() == "2026-11-19 09:00:00.000000 UTC"
    before = everything(folder)
    again = cohort.collect(MODULE)
    assert (again.new, len(again.refused)) == ([], 1)
    assert everything(folder) == before


def test_the_time_is_the_one_in_the_folder_name(cohort):
    put(cohort, "big", lambda folder: (folder / "timestamp.txt").write_text("1999-01-01 00:00:00 UTC"))
    cohort.collect(MODULE)
    stamp = cohort.folder / "submitted" / "big" / MODULE / "timestamp.txt"
    assert stamp.read_text() == "2026-11-20 09:00:00.000000 UTC"


def test_a_strangers_file_under_a_second_name_is_refused(cohort):
    if os.getuid() != 0:
        pytest.skip("only root may give files away")
    put(cohort, "big")
    folder = inbound(cohort, "big", STAMP)
    for path in [folder, *folder.iterdir()]:
        os.chown(path, 12345, 12345)
    os.link(cohort.folder / "source" / MODULE / FILE, folder / "mine.ipynb")
    (refused,) = cohort.collect(MODULE).refused
    assert "제출한 사람의 파일이 아닙니다" in refused.reason


def test_names_are_shown_without_control_characters(cohort):
    inbound(cohort, "\x1b[2Jx", STAMP).mkdir()
    (refused,) = cohort.collect(MODULE).refused
    assert refused.name == f"?[2Jx+{MODULE}+{STAMP}"


def test_the_command_says_what_was_left_and_stock_collecting_finds_nothing_more(cohort):
    put(cohort, "pipe", fifo)
    done = CliRunner().invoke(app, ["collect", str(cohort.folder), MODULE], catch_exceptions=False)
    said = done.output
    assert done.exit_code == 0, said
    assert "새 제출 2건" in said
    assert "걷지 않은 것이 1건" in said
    assert f"- pipe+{MODULE}+{STAMP}: 'pipe'이(가) 파일이 아니라" in said
    shutil.rmtree(inbound(cohort, "pipe", STAMP))
    before = everything(cohort.folder / "submitted")
    assert cohort.api().collect(MODULE)["success"]
    assert everything(cohort.folder / "submitted") == before
