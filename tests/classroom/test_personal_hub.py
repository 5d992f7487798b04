"""At a real center: a grade changed in the formgrader carries the instructor's name, and who is deleted has no account left."""

import zipfile

import pytest

from classroom.hub import accounts, leaving
from grader import audit
from grader.cohort import Cohort
from tests.classroom import hubs

COHORT, MODULE = "bigdata-busan", "01-collect"
FORMGRADER = f"/class/services/formgrader-{COHORT}/"


@pytest.fixture(scope="module")
def hub():
    with hubs.running() as center:
        yield center


def test_a_grade_changed_in_the_formgrader_carries_the_instructor_s_name(hub):
    folder = hub.center.cohort_folder(COHORT)
    hub.as_account("dsi", hub.python, "-m", "dsi", "release", folder, MODULE, check=True)
    enter = (
        "import sys; from pathlib import Path; from grader.cohort import Cohort\n"
        "with Cohort(Path(sys.argv[1])).gradebook() as book:\n"
        "    made = book.update_or_create_submission(sys.argv[2], 'hong')\n"
        "    print(next(each.id for part in made.notebooks for each in part.grades))\n"
    )
    grade = hub.as_account("dsi", hub.python, "-c", enter, folder, MODULE, check=True).stdout.split()[-1]
    park = hub.visitor("park")
    assert park.get(f"{FORMGRADER}formgrader").status_code == 200
    xsrf = next(each.value for each in park.session.cookies if each.name == "_xsrf" and each.path == FORMGRADER)
    address = park.url(f"{FORMGRADER}formgrader/api/grade/{grade}")
    answer = park.session.put(address, json={"manual_score": 1, "extra_credit": None}, headers={"X-XSRFToken": xsrf}, timeout=60)
    assert answer.status_code == 200, answer.text
    last = audit.changes(folder)[-1]
    assert (last.by, last.program, last.trainee, last.field, last.after) == ("park", "formgrader", "hong", "manual_score", 1)
    assert (folder / audit.FILE).owner() == "dsi"


def test_a_person_s_account_is_in_the_archive_and_gone_after_the_deletion(hub, tmp_path):
    hub.server("hong")
    assert accounts.found("dsi-hong")
    out = tmp_path / "hong.zip"
    hub.dsi("person", "export", hub.folder, "hong", out)
    with zipfile.ZipFile(out) as archive:
        assert b'"groups"' in archive.read("account.json")
    running = hub.dsi("person", "delete", hub.folder, "hong", stdin="홍길동\n", check=False)
    assert (running.returncode, "허브가 켜져 있습니다" in running.stderr) == (2, True)
    hub.stop()
    done = hub.dsi("person", "delete", hub.folder, "hong", stdin="홍길동\n", check=False)
    assert done.returncode == 0, done.stderr
    assert accounts.found("dsi-hong") is None
    assert not hub.center.home("hong").exists()
    assert leaving.account(hub.center, "hong") is None
    assert leaving.account(hub.center, "park")
    assert b"hong" not in (hub.folder / "hub" / "jupyterhub.sqlite").read_bytes()
    folder = hub.center.cohort_folder(COHORT)
    assert [each.id for each in Cohort(folder).trainees()] == ["kim"]
    assert {path.owner() for path in folder.rglob("*")} == {"dsi"}
    assert "명단.csv" in done.stdout
