"""Where a gradebook is kept: nbgrader's own SQLite file, or PostgreSQL where the cohort's center says so.

A center keeps everything in one database, each cohort in a schema of its own. ``db:`` in ``center.yaml`` names the database
and the account, never a password: that lies in ``hub/pgpass``, in the form of PostgreSQL's password file.
"""

from pathlib import Path
from urllib.parse import quote

from curriculum.errors import DsiError

CENTER = "center.yaml"
SQLITE = "sqlite"
_LONGEST = 63  # bytes of a name in PostgreSQL, which cuts longer ones


def checked(db: str) -> str:
    """`db`, if it may stand in ``center.yaml``: ``sqlite``, or ``postgresql://account@host/database``.

    Raises
    ------
    DsiError
        Also if there is a password in it.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    if db == SQLITE:
        return db
    try:
        url = make_url(db)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername != "postgresql" or not url.username or not url.database:
        raise DsiError(
            f"데이터베이스 '{_shown(db)}'을(를) 읽을 수 없습니다. sqlite 또는 postgresql://계정@주소/데이터베이스 꼴로 적어 주세요."
        )
    if url.password or "password" in url.query:
        raise DsiError(
            "데이터베이스 주소에 비밀번호를 적지 마세요. 센터 폴더의 hub/pgpass 파일에 "
            "'주소:포트:데이터베이스:계정:비밀번호' 한 줄로 적고 권한을 600으로 두세요."
        )
    return db


def postgresql(db: str, center: Path, schema: str) -> str:
    """URL for SQLAlchemy of one schema of a center's database.

    It is written without percent signs wherever that can be: nbgrader puts it as it is into a file in which they mean something.
    """
    if len(schema.encode()) > _LONGEST:
        raise DsiError(f"'{schema}': PostgreSQL에 두기에는 이름이 깁니다. {_LONGEST}바이트 안으로 줄여 주세요.")
    words = [f'options=-csearch_path="{schema}"']
    passwords = Path(center) / "hub" / "pgpass"
    if passwords.is_file():
        words.append(f"passfile={quote(str(passwords), safe='/')}")
    base, _, asked = checked(db).partition("?")
    return f"postgresql+psycopg{base.removeprefix('postgresql')}?{'&'.join([*filter(None, [asked]), *words])}"


def gradebook(folder: Path) -> str | None:
    """URL of the gradebook of the cohort in `folder`; None where nbgrader's own SQLite file is it."""
    folder = Path(folder).resolve()
    center = folder.parent.parent
    if folder.parent.name != "cohorts" or not (center / CENTER).is_file():
        return None
    db = database(center)
    return None if db == SQLITE else postgresql(db, center, schema(folder.name))


def schema(cohort: str) -> str:
    """The schema in which a cohort's gradebook lies."""
    return f"cohort-{cohort}"


def database(center: Path) -> str:
    """What a center's ``center.yaml`` says of the database."""
    from ruamel.yaml import YAML, YAMLError

    path = Path(center) / CENTER
    try:
        said = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, YAMLError) as error:
        raise DsiError(f"{path}: 읽을 수 없습니다. `dsi hub check`로 무엇이 틀렸는지 확인하세요.") from error
    return checked(str(said.get("db", SQLITE)) if isinstance(said, dict) else SQLITE)


def prepare(url: str) -> None:
    """Make the schema of a URL if it is not there yet."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    name = make_url(url).query["options"].partition("=")[2]
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))
    except SQLAlchemyError as error:
        raise DsiError(unreachable(error)) from error
    finally:
        engine.dispose()


def unreachable(error: Exception) -> str:
    """Say in Korean that the database does not do what it was asked."""
    last = str(getattr(error, "orig", None) or error).strip().splitlines()[0][:200]
    return (
        f"PostgreSQL을 쓸 수 없습니다({last}). 서버가 켜져 있는지, center.yaml의 db와 hub/pgpass가 맞는지, "
        "그 계정이 데이터베이스에 스키마를 만들 수 있는지 확인하세요."
    )


def _shown(db: str) -> str:
    """An address without what may be a password in it."""
    head, at, tail = db.rpartition("@")
    return f"{head.partition('://')[0]}://…@{tail}" if at else db
