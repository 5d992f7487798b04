"""A center's backup is whole, fits together whenever it is taken, and gives the same center on an empty machine."""

import gzip
import io
import json
import os
import pwd
import sqlite3
import stat
import subprocess
import sys
import tarfile
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from classroom import backup as backups
from classroom import center as centers
from classroom import databases
from classroom.backup import backup
from classroom.restore import restore
from curriculum.errors import DsiError
from gallery.store import Store
from grader import report
from grader.autograde import unchanged
from grader.cohort import Cohort
from grader.course import Course
from tests.classroom import class_at_work, postgres, small_center
from tests.gallery import projects
from tests.grader import classes


def dsi(*words: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "dsi", *map(str, words)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A center in which there is something of everything; tests only read it."""
    center = tmp_path_factory.mktemp("whole") / "center"
    cohort = small_center.make(center, "hana", "duri")
    classes.hand_in(cohort, "duri", *classes.RIGHT)
    classes.put(cohort, "hana", *classes.RIGHT)
    cohort.autograde(classes.MODULE)
    small_center.grade_by_hand(cohort, "hana")
    (center / "gallery").mkdir(mode=0o700)
    Store(center / "gallery").add(projects.version(), projects.files())
    home = center / "homes" / "hana"
    home.mkdir(parents=True, mode=0o700)
    (home / "메모.txt").write_text("내 글", encoding="utf-8")
    (home / "run.sh").write_text("echo", encoding="utf-8")
    (home / "run.sh").chmod(0o750)
    (home / "link").symlink_to("/etc/hostname")
    os.mkfifo(home / "pipe")
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for path in (home, *home.iterdir()):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    small_center.fill_hub(f"sqlite:///{center / 'hub' / 'jupyterhub.sqlite'}", "kim", "hana")
    (center / "hub" / "hub.log").write_text("지나간 일", encoding="utf-8")
    return center


@pytest.fixture(scope="module")
def saved(whole, tmp_path_factory):
    out = tmp_path_factory.mktemp("saved") / "busan.tar.gz"
    done = dsi("hub", "backup", whole, out, "--homes")
    assert done.returncode == 0, done.stderr
    assert "걷은 제출 1건, 채점한 제출 1건, 도착한 제출 1건, 게시한 판 1개" in done.stdout
    return out


def tree(center: Path) -> dict[str, tuple]:
    """Every file, folder and link with mode, owner and content; databases by their rows."""
    found = {}
    for path in sorted(center.rglob("*")):
        there = path.lstat()
        if path.suffix in (".db", ".sqlite"):
            content = small_center.raw(path)
        elif path.is_symlink():
            content = str(path.readlink())
        else:
            content = path.read_bytes() if path.is_file() else None
        if path.suffix != ".log" and not stat.S_ISFIFO(there.st_mode) and not path.name.endswith(".lock"):
            mode = 0 if path.is_symlink() else 0o600 if path.suffix in (".db", ".sqlite") else stat.S_IMODE(there.st_mode)
            found[str(path.relative_to(center))] = mode, there.st_uid, there.st_gid, content
    return found


def test_what_is_restored_is_what_was_there_with_owners_and_modes_and_can_be_gone_on_with(whole, saved, tmp_path):
    assert saved.stat().st_mode & 0o777 == 0o600
    again = tmp_path / "again"
    done = dsi("hub", "restore", saved, again)
    assert done.returncode == 0, done.stderr
    assert tree(again) == tree(whole)
    cohort = Cohort(again / "cohorts" / small_center.COHORT)
    assert {each.trainee.id: each.score for each in report.standings(cohort)}["hana"] == 8.3
    assert cohort.collect(classes.MODULE).new == ["duri"]
    assert {each.trainee: each.score for each in cohort.autograde(classes.MODULE)} == {"hana": 8.3, "duri": 5.0}
    assert Store(again / "gallery").check() == {}


def test_peoples_own_folders_are_left_out_unless_asked_for(whole, tmp_path):
    manifest = backup(whole, tmp_path / "without.tar.gz")
    names = {each.path for each in manifest.entries}
    assert "center/homes" in names
    assert not any(name.startswith("center/homes/") for name in names)
    assert "center/hub/cookie_secret" in names
    assert "center/hub/hub.log" not in names


def test_a_backup_is_not_written_over_something_or_into_the_center(whole, saved, tmp_path):
    before = saved.read_bytes()
    with pytest.raises(DsiError, match="이미 있는"):
        backup(whole, saved)
    assert saved.read_bytes() == before
    with pytest.raises(DsiError, match="센터 폴더 안"):
        backup(whole, whole / "hub" / "x.tar.gz")
    with pytest.raises(DsiError, match="센터 폴더가 아닙니다"):
        backup(tmp_path, tmp_path / "x.tar.gz")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_which_something_is_is_never_restored_into(saved, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "work.txt").write_text("내 것", encoding="utf-8")
    with pytest.raises(DsiError, match="비어 있지 않은"):
        restore(saved, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["work.txt"]


@pytest.mark.parametrize("part", [0.001, 0.3, 0.6, 0.999])
def test_a_backup_that_was_cut_or_changed_anywhere_is_refused_and_nothing_is_left(saved, tmp_path, part):
    data = saved.read_bytes()
    at = int(len(data) * part)
    flips = (data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :] for place in range(at, len(data)))
    for name, broken in (("cut", data[:at]), ("flipped", next(flip for flip in flips if not _means_the_same(flip, data)))):
        (tmp_path / name).write_bytes(broken)
        with pytest.raises(DsiError, match=r"깨졌|아닙니다"):
            restore(tmp_path / name, tmp_path / "center")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut", "flipped"]


def _means_the_same(flip: bytes, data: bytes) -> bool:
    """Whether the changed bit was only another way to write what was there, as where one zero follows another."""
    try:
        return gzip.decompress(flip) == gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return False


def rewritten(saved: Path, out: Path, change) -> Path:
    """A backup with `change` done to its members, a list of names and contents, and packed well."""
    with tarfile.open(saved) as tar:
        members = [(each.name, tar.extractfile(each).read()) for each in tar]
    change(members)
    with gzip.open(out, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return out


def listing(members, change) -> None:
    name, data = members.pop()
    told = json.loads(data)
    change(told["entries"])
    members.append((name, json.dumps(told).encode()))


def file_entry(path: str, data: bytes) -> dict:
    import hashlib

    return {"path": path, "kind": "file", "owner": "root", "group": "root", "mode": 0o644, "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(), "target": ""}  # fmt: skip


@pytest.mark.parametrize("name", ["center/../../evil", "/tmp/evil", "evil", "center/./evil", "databases/../../evil"])
def test_a_name_that_leads_out_of_the_folder_is_refused_before_it_is_written(saved, tmp_path, name):
    def change(members):
        members.insert(1, (name, b"x"))
        listing(members, lambda entries: entries.append(file_entry(name, b"x")))

    (tmp_path / "below").mkdir()
    with pytest.raises(DsiError, match="센터 폴더 밖"):
        restore(rewritten(saved, tmp_path / "bad.tar.gz", change), tmp_path / "below" / "center")
    assert list((tmp_path / "below").iterdir()) == []
    assert not list(tmp_path.rglob("evil"))


def test_links_that_other_entries_would_go_through_or_outside_of_homes_are_refused(saved, tmp_path):
    link = {"kind": "link", "owner": "root", "group": "root", "mode": 0o777, "target": "/tmp"}
    through = [link | {"path": "center/homes/hana/way"}, link | {"path": "center/homes/hana/way/evil"}]
    for number, more in enumerate((through, [link | {"path": "center/cohorts/way"}])):
        out = tmp_path / f"{number}.tar.gz"
        with pytest.raises(DsiError, match="링크"):
            restore(rewritten(saved, out, lambda members, more=more: listing(members, lambda e: e.extend(more))), tmp_path / "c")
    assert not (tmp_path / "c").exists()


def test_a_file_more_or_less_or_of_another_kind_is_refused(saved, tmp_path):
    changes = {
        "more": lambda members: members.insert(1, ("center/hub/extra.py", b"import os")),
        "less": lambda members: members.pop(2),
        "other": lambda members: members.__setitem__(2, (members[2][0], b"other")),
        "unlisted": lambda members: listing(members, lambda entries: entries.pop()),
        "no list": lambda members: members.pop(),
        "foreign": lambda members: members.pop(0),
    }
    for name, change in changes.items():
        with pytest.raises(DsiError, match=r"깨졌|아닙니다"):
            restore(rewritten(saved, tmp_path / name, change), tmp_path / "center")
    assert not (tmp_path / "center").exists()


def test_a_submission_graded_while_the_backup_is_taken_is_graded_again_after_restoring(tmp_path, monkeypatch):
    """The graded folder is newer than the gradebook that was read, or older: either would give a wrong score."""
    center = tmp_path / "center"
    cohort = small_center.make(center, "hana")
    classes.put(cohort, "hana", *classes.RIGHT)
    cohort.autograde(classes.MODULE)
    read = backups._from_sqlite

    def regrade() -> None:
        classes.put(cohort, "hana", classes.WRONG_SHARE, classes.RIGHT_PLACE)
        cohort.autograde(classes.MODULE, again=True)

    for name, around in (
        ("before", lambda path, copy: (regrade(), read(path, copy))),
        ("after", lambda path, copy: (read(path, copy), regrade())),
    ):
        classes.put(cohort, "hana", *classes.RIGHT)
        cohort.autograde(classes.MODULE, again=True)
        monkeypatch.setattr(backups, "_from_sqlite", around)
        backup(center, tmp_path / f"{name}.tar.gz")
        restore(tmp_path / f"{name}.tar.gz", tmp_path / name)
        again = Cohort(tmp_path / name / "cohorts" / small_center.COHORT)
        assert not (again.folder / "autograded" / "hana" / classes.MODULE).exists()
        assert [each.score for each in again.autograde(classes.MODULE)] == [3.0]


def test_every_backup_taken_while_the_class_works_fits_together_and_grading_goes_on(tmp_path):
    center, stop = tmp_path / "center", tmp_path / "stop"
    cohort = small_center.make(center, "hana", "duri")
    (center / "gallery").mkdir()
    command = [sys.executable, "-m", "tests.classroom.class_at_work", center, stop]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as working:
        working.stdout.readline()
        taken = []
        for number in range(6):
            taken.append(backup(center, tmp_path / f"{number}.tar.gz"))
            if number % 2:
                working.stdout.readline()
        stop.touch()
        working.communicate()
    assert working.returncode == 0
    assert len({each.counts["versions"] for each in taken}) > 1
    for number, manifest in enumerate(taken):
        again = tmp_path / f"again{number}"
        restore(tmp_path / f"{number}.tar.gz", again)
        assert Store(again / "gallery").check() == {}
        assert manifest.counts["submissions"] == 2
        _fits(Cohort(again / "cohorts" / cohort.folder.name))
    last = Cohort(again / "cohorts" / cohort.folder.name)
    last.collect(classes.MODULE)
    found = {each.trainee: each for each in last.autograde(classes.MODULE)}
    assert {each.problem for each in found.values()} == {""}
    for trainee in ("hana", "duri"):
        submitted = last.folder / "submitted" / trainee / classes.MODULE / "practicum.ipynb"
        assert found[trainee].score == class_at_work.score_of(submitted)


def _fits(cohort: Cohort) -> None:
    """Every graded submission is there, and what needs no grading has the score of what was handed in."""
    api = cohort.api()
    with api.gradebook as gradebook:
        submissions = gradebook.assignment_submissions(classes.MODULE)
        assert {each.student.id for each in submissions} == {"hana", "duri"}
        for each in submissions:
            submitted = cohort.folder / "submitted" / each.student.id / classes.MODULE
            assert (submitted / "timestamp.txt").is_file()
            if unchanged(Course(cohort, classes.MODULE, api), gradebook, each.student.id) is not None:
                assert each.score == class_at_work.score_of(submitted / "practicum.ipynb")


def test_a_center_in_postgresql_is_backed_up_and_restored_there_or_into_files(tmp_path):
    center = tmp_path / "center"
    cohort = small_center.make(center, "hana")
    classes.put(cohort, "hana", *classes.RIGHT)
    cohort.autograde(classes.MODULE)
    small_center.fill_hub(f"sqlite:///{center / 'hub' / 'jupyterhub.sqlite'}", "kim")
    rows = {each.name: small_center.raw(each.file) for each in databases.of(center)}
    out, again = tmp_path / "busan.tar.gz", tmp_path / "again"
    with postgres.server() as server:
        databases.move(center, server.database(center))
        backup(center, out)
        with pytest.raises(DsiError, match="비어 있지 않습니다"):
            restore(out, again)  # the old center's data are still there
        assert not again.exists()
        restore(out, again, server.database(center))
        assert {each.trainee.id: each.score for each in report.standings(Cohort(again / "cohorts" / cohort.folder.name))} == {"hana": 5.0}
        databases.move(again, "sqlite")
        assert {each.name: small_center.raw(each.file) for each in databases.of(again)} == rows
    with pytest.raises(DsiError, match="--db sqlite"):
        restore(out, tmp_path / "files")
    restore(out, tmp_path / "files", "sqlite")
    assert centers.read(tmp_path / "files").db == "sqlite"
    assert {each.name: small_center.raw(each.file) for each in databases.of(tmp_path / "files")} == rows


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files to others")
def test_files_of_an_account_that_this_machine_does_not_have_are_not_given_to_somebody_else(saved, tmp_path):
    def change(members):
        listing(members, lambda entries: entries[3].update(owner="nobody-we-know"))

    with pytest.raises(DsiError, match="nobody-we-know"):
        restore(rewritten(saved, tmp_path / "owner.tar.gz", change), tmp_path / "center")
    assert not (tmp_path / "center").exists()


def test_a_list_that_says_a_name_twice_is_refused(saved, tmp_path):
    def change(members):
        listing(members, lambda entries: entries.append(entries[0]))

    with pytest.raises(DsiError, match="두 번"):
        restore(rewritten(saved, tmp_path / "twice.tar.gz", change), tmp_path / "center")


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(tmp_path):
    center = tmp_path / "center"
    cohort = small_center.make(center, "hana")
    book = cohort.folder / "gradebook.db"
    with closing(sqlite3.connect(book)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with book.open("r+b") as file:
        file.truncate(size + 100)
    with pytest.raises(DsiError, match="백업을 쓰지 못했습니다"):
        backup(center, tmp_path / "x.tar.gz")
    assert [path.name for path in tmp_path.iterdir()] == ["center"]
