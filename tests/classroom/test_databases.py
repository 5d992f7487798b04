"""A center's data in PostgreSQL: everything works there, and moving there and back loses nothing."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import create_engine

from classroom import center as centers
from classroom import databases, tables
from classroom.hub.services import ends_with_parent
from curriculum.errors import DsiError
from grader import address
from grader.book import workplace
from grader.cohort import Cohort, create
from grader.report import GRADED, WAITING, standings
from grader.roster import Trainee, enrol
from tests.classroom import postgres, small_center
from tests.gallery.serving import free_port
from tests.grader import classes


@pytest.fixture(scope="module")
def server():
    with postgres.server() as running:
        yield running


def dsi(*words: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "dsi", *map(str, words)], capture_output=True, text=True, check=False)


def stock(cohort: Cohort, *words: str) -> str:
    """Run a stock nbgrader command in the cohort's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words], cwd=cohort.folder, capture_output=True, text=True, check=False,
        env=os.environ | {"HOME": str(cohort.folder)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def formgrader(cohort: Cohort) -> list:
    """What the formgrader's pages show."""
    api = cohort.api()
    submissions = api.get_submissions(classes.MODULE)
    return [
        api.get_assignments(), api.get_students(), submissions, api.get_notebooks(classes.MODULE),
        api.get_notebook_submissions(classes.MODULE, "practicum"), api.get_student_submissions("hana"),
        api.get_student_notebook_submissions("hana", classes.MODULE),
    ]  # fmt: skip


def files(center: Path) -> dict[str, dict]:
    return {each.name: small_center.raw(each.file) for each in databases.of(center)}


def test_a_class_moves_to_postgresql_works_there_and_comes_back_with_every_row(tmp_path, server):
    center = tmp_path / "center"
    cohort = small_center.make(center, "hana", "duri")
    classes.put(cohort, "hana", *classes.RIGHT)
    cohort.autograde(classes.MODULE)
    small_center.grade_by_hand(cohort, "hana")
    small_center.fill_hub(f"sqlite:///{center / 'hub' / 'jupyterhub.sqlite'}", "kim", "hana")
    before, shown, db = files(center), formgrader(cohort), server.database(center)
    assert before["허브"]["users_info"]
    assert before["busan-test 반"]["grade"]

    moved = dsi("hub", "move", center, "--to", db)
    assert moved.returncode == 0, moved.stderr
    card = (center / "center.yaml").read_text(encoding="utf-8")
    assert card == small_center.TEXT.replace("db: sqlite", f"db: {db}")
    assert not any(each.file.exists() for each in databases.of(center))
    url = databases.hub_url(centers.read(center))
    assert postgres.PASSWORD not in card + url
    # Back at once: byte for byte what was there.
    _leave(center)
    databases.move(center, "sqlite")
    assert files(center) == before
    for each in databases.of(center):
        assert each.file.stat().st_mode & 0o777 == 0o600
    _leave(center)
    _drop(databases.of(center), db, center)

    databases.move(center, db)
    assert "hana" in stock(cohort, "db", "student", "list")
    assert formgrader(cohort) == shown
    assert {each.trainee.id: each.state for each in standings(cohort)}["hana"] == GRADED
    classes.put(cohort, "duri", *classes.RIGHT)
    graded = dsi("grade", cohort.folder, classes.MODULE)
    assert graded.returncode == 0, graded.stdout + graded.stderr
    assert not (cohort.folder / "gradebook.db").exists()
    found = {each.trainee.id: each for each in standings(cohort)}
    assert (found["hana"].score, found["duri"].score, found["duri"].state) == (8.3, 5.0, WAITING)
    stock(cohort, "generate_feedback", classes.MODULE, "--student", "hana")
    small_center.fill_hub(url, "duri")  # the numbers of new rows follow those that came along

    databases.move(center, "sqlite")
    after = files(center)
    assert {name: set(rows) for name, rows in after.items()} == {name: set(rows) for name, rows in before.items()}
    for name, held in before.items():
        for table, rows in held.items():
            assert set(map(repr, rows)) <= set(map(repr, after[name][table])), (name, table)
    assert {each.trainee.id: each.score for each in standings(cohort)} == {"hana": 8.3, "duri": 5.0}
    small_center.fill_hub(f"sqlite:///{center / 'hub' / 'jupyterhub.sqlite'}", "sebin")
    cohort.autograde(classes.MODULE)


def test_a_cohort_of_a_center_in_postgresql_is_made_taught_and_graded_there(tmp_path, server):
    center = tmp_path / "center"
    first = small_center.make(center, "hana")
    db = server.database(center)
    databases.move(center, db)
    second = create(center / "cohorts" / "starter-busan", "starter", "부산", "busan")
    module = second.modules()[0]
    enrol(second, [Trainee("duri", "이두리")])
    second.release(module, "2026-12-01 18:00")
    second.fetch(module, "duri", tmp_path / "home")
    second.submit(module, "duri", tmp_path / "home")
    assert second.collect(module).new == ["duri"]
    assert [each.problem for each in second.autograde(module)] == [""]
    assert "duri" in stock(second, "db", "student", "list")
    assert "duri" not in stock(first, "db", "student", "list")
    assert not (second.folder / "gradebook.db").exists()


def test_a_real_hub_starts_on_postgresql_and_keeps_its_users_there(center, server, tmp_path):
    (center / "center.yaml").write_text(small_center.TEXT.replace("db: sqlite", f"db: {server.database(center)}"), encoding="utf-8")
    place = centers.read(center)
    databases.prepare(place)
    public, proxy, inside = free_port(), free_port(), free_port()
    config = tmp_path / "config.py"
    config.write_text(
        f"""
c = get_config()
c.JupyterHub.db_url = {databases.hub_url(place)!r}
c.JupyterHub.bind_url, c.JupyterHub.hub_bind_url = "http://127.0.0.1:{public}", "http://127.0.0.1:{inside}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = {ends_with_parent(str(Path(sys.executable).with_name("configurable-http-proxy")))!r}
c.JupyterHub.authenticator_class, c.JupyterHub.spawner_class = "dummy", "simple"
c.Authenticator.allowed_users = {{"hana"}}
""",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "jupyterhub", f"--config={config}"]
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log) as running:
        try:
            for _ in range(600):
                with suppress(OSError):
                    answer = urlopen(f"http://127.0.0.1:{public}/hub/health", timeout=2)
                    break
                time.sleep(0.1)
                assert running.poll() is None, (tmp_path / "log").read_text()
            assert answer.status == 200
        finally:
            running.kill()  # the proxy ends with it
    engine = create_engine(databases.hub_url(place))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM users").scalars().all() == ["hana"]
    engine.dispose()
    assert not list(tmp_path.rglob("*.sqlite"))


@pytest.fixture
def center(tmp_path):
    small_center.make(tmp_path / "center", "hana")
    return tmp_path / "center"


def refused(center: Path, to: str, *words: str) -> None:
    """A move is refused in these words and changes nothing."""
    before = {path: path.read_bytes() for path in center.rglob("*") if path.is_file()}
    with pytest.raises(DsiError, match=".*".join(words)):
        databases.move(center, to)
    assert {path: path.read_bytes() for path in center.rglob("*") if path.is_file()} == before


def test_an_address_with_a_password_or_of_another_kind_is_refused_and_the_password_not_repeated(center):
    for wrong in ("postgresql://dsi:x7-secret@127.0.0.1/dsi", "mysql://dsi:x7-secret@127.0.0.1/dsi", "postgresql://h"):
        with pytest.raises(DsiError) as caught:
            databases.move(center, wrong)
        assert "x7-secret" not in str(caught.value)
    refused(center, "sqlite", "이미")


def test_a_move_is_refused_when_the_password_is_wrong_or_something_is_there(center, server):
    db = server.database(center)
    passwords = center / "hub" / "pgpass"
    right = passwords.read_text(encoding="utf-8")
    passwords.write_text(right.replace(postgres.PASSWORD, "다른것"), encoding="utf-8")
    refused(center, db, "PostgreSQL을 쓸 수 없습니다", "hub/pgpass")
    passwords.write_text(right, encoding="utf-8")
    url = address.postgresql(db, center, address.schema(small_center.COHORT))
    address.prepare(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE mine (id integer)")
    refused(center, db, "비어 있지 않습니다")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE mine")
    engine.dispose()
    passwords.chmod(0o644)
    with pytest.raises(DsiError, match="chmod 600"):
        databases.prepare(centers.read(center).model_copy(update={"db": db}))


def test_a_move_is_refused_while_the_hub_runs_or_a_batch_is_graded(center, server):
    db = server.database(center)
    with pytest.raises(DsiError, match="채점하는 중"), workplace(center / "cohorts" / small_center.COHORT):
        databases.move(center, db)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        card = (center / "center.yaml").read_text(encoding="utf-8")
        (center / "center.yaml").write_text(card.replace("127.0.0.1:1", f"127.0.0.1:{port}"), encoding="utf-8")
        refused(center, db, "허브가 켜져 있습니다")


def test_a_database_with_something_unknown_in_it_or_that_cannot_be_copied_stays_where_it_is(center, server):
    db = server.database(center)
    book = center / "cohorts" / small_center.COHORT / "gradebook.db"
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER)")
        connection.commit()
        refused(center, db, "알지 못하는 표", "notes")
        connection.execute("DROP TABLE notes")
        # A row whose assignment does not exist: SQLite lets it in, PostgreSQL does not.
        connection.execute("INSERT INTO submitted_assignment (id, assignment_id, student_id) VALUES ('x', 'gone', 'hana')")
        connection.commit()
    refused(center, db, "바뀐 것은 없습니다")


def test_a_copy_that_differs_in_one_value_is_found_out(center, tmp_path):
    book = center / "cohorts" / small_center.COHORT / "gradebook.db"
    shutil.copy(book, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        connection.execute("UPDATE student SET email = 'a' WHERE id = 'hana'")
        connection.commit()
    found = tables.gradebook()
    sides = [create_engine(f"sqlite:///{path}") for path in (book, tmp_path / "copy.db")]
    with sides[0].connect() as one, sides[1].connect() as other:
        assert [name for name, table in found.tables.items() if tables.rows_of(one, table) != tables.rows_of(other, table)] == ["student"]


def _leave(center: Path) -> None:
    """Throw away what a move left behind."""
    for path in [*center.glob("hub/*.moved-*"), *center.glob("cohorts/*/*.moved-*")]:
        path.unlink()


def _drop(parts, db, center):
    engine = create_engine(address.postgresql(db, center, "public"))
    with engine.begin() as connection:
        for part in parts:
            connection.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{part.schema}" CASCADE')
    engine.dispose()
