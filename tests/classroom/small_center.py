"""A center's folder with one small cohort and a hub's database as JupyterHub itself writes it; no hub runs."""

import sqlite3
from datetime import timedelta
from pathlib import Path

from grader.cohort import Cohort
from tests.grader import classes

COHORT = "busan-test"
TEXT = f"""\
center:  # 센터
  id: busan
  name: 부산 지원센터
  region: 부산
listen: 127.0.0.1:1
administrators: [kim]
officers: [lee]
cohorts:
  - id: {COHORT}
    track: bigdata
    instructors: [park]
db: sqlite  # sqlite 또는 postgresql://계정@주소/데이터베이스
"""


def make(folder: Path, *trainees: str) -> Cohort:
    """Write the center; returns its cohort, with the module released."""
    (folder / "hub").mkdir(parents=True)
    (folder / "center.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "cohorts").mkdir()
    cohort = classes.released(folder / "cohorts" / COHORT, *trainees)
    config = cohort.folder / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8").replace('"exchange")', '"exchange", folder=Path(__file__).parent)')
    config.write_text(text, encoding="utf-8")
    secret = folder / "hub" / "cookie_secret"
    secret.write_text("비밀", encoding="utf-8")
    secret.chmod(0o600)
    return cohort


def fill_hub(url: str, *names: str) -> None:
    """Add users with all that hangs on one to a hub's database."""
    from jupyterhub import orm
    from nativeauthenticator.orm import UserInfo

    session = orm.new_session_factory(url)()
    UserInfo.__table__.create(session.bind, checkfirst=True)
    if not session.query(orm.OAuthClient).count():
        session.add(orm.OAuthClient(identifier="jupyterhub", allowed_scopes=["inherit"]))
    for name in names:
        user = orm.User(name=name, admin=name == "kim", user_info={"이름": name})
        user.groups = [orm.Group(name=f"trainee:{COHORT}-{name}", properties={"순서": [2, 1]})]
        session.add_all([user, UserInfo(username=name, password=b"$2b$12$\x00\xff" + name.encode(), is_authorized=True)])
        session.flush()
        session.add(orm.Spawner(user=user, name="", state={"pid": 7}))
        user.new_api_token(note="시험", expires_in=3600)
        session.commit()
    session.close()
    session.bind.dispose()


def grade_by_hand(cohort: Cohort, trainee: str) -> None:
    """An instructor gives points, writes a comment and gives more time."""
    with cohort.gradebook() as gradebook:
        gradebook.update_or_create_assignment(classes.MODULE, duedate="2026-11-20 08:00:00 UTC")
        submission = gradebook.find_submission(classes.MODULE, trainee)
        submission.extension = timedelta(days=2, seconds=7, microseconds=11)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.needs_manual_grade:
                    grade.manual_score, grade.needs_manual_grade = 3.3, False
            for comment in notebook.comments:
                comment.manual_comment = "근거를 더 적어 주세요 — '왜'인지 🙂"
        gradebook.db.commit()


def raw(file: Path) -> dict[str, list[tuple]]:
    """Every row of an SQLite file as it is stored, by table."""
    connection = sqlite3.connect(file)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            for name in names
        }
    finally:
        connection.close()
