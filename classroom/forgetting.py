"""Delete what a center holds of one person; what must stay keeps a pseudonym.

A journal in the center's folder says what is being done. Every step may be repeated, so that after an interruption the same
command goes on where it stopped. A person is looked up once, before the first step: later steps need no roster.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from classroom import attendance, certificate, completion, personal
from classroom.desk import acts
from classroom.personal import Subject
from curriculum.errors import DsiError
from gallery.anonymous import take_off
from gallery.atomic import replace
from gallery.store import Store
from grader import audit, roster
from grader.book import workplace
from grader.cohort import Cohort
from grader.sheets import as_csv, read_sheets

JOURNAL = ".person-delete.json"
_LARGEST = 100_000_000  # bytes of a file that is looked through


@dataclass(frozen=True)
class Plan:
    """What is being deleted, as the journal keeps it."""

    subject: Subject
    pseudonym: str
    published: bool


def begun(center: Path) -> Plan | None:
    """The deletion that was interrupted, if one was."""
    path = center / JOURNAL
    if not path.is_file():
        return None
    said = json.loads(path.read_text(encoding="utf-8"))
    about = {key: tuple(value) if isinstance(value, list) else value for key, value in said["subject"].items()}
    return Plan(Subject(**about), said["pseudonym"], said["published"])


def begin(center: Path, subject: Subject, published: bool) -> Plan:
    """Write the journal: from here on the deletion is finished, now or by the next command."""
    plan = Plan(subject, f"deleted-{secrets.token_hex(4)}", published)
    replace(center / JOURNAL, json.dumps(asdict(plan), ensure_ascii=False).encode(), 0o600)
    return plan


def end(center: Path) -> None:
    """Throw the journal away."""
    (center / JOURNAL).unlink(missing_ok=True)


def records(center: Path, plan: Plan) -> list[str]:
    """Delete what cohorts and gallery hold; says in Korean what was done, a line for each."""
    person, told = plan.subject.id, []
    for cohort in personal.cohorts(center):
        if cohort.folder.name in plan.subject.cohorts:
            with workplace(cohort.folder):
                told += [f"{cohort.folder.name} 반: {line}" for line in _of_cohort(cohort, person, plan.pseudonym)]
    return told + list(_of_gallery(center / "gallery", plan))


def _of_cohort(cohort: Cohort, person: str, pseudonym: str) -> Iterator[str]:
    feedback = _released_feedback(cohort, person)
    inbound = personal.inbound(cohort, person)
    for path in feedback:
        path.unlink(missing_ok=True)
    own = [cohort.folder / name / person for name in personal.FOLDERS]
    there = [path for path in (*inbound, *own) if path.is_dir()]
    for path in there:
        shutil.rmtree(path)
    (cohort.folder / certificate.FOLDER / f"{person}.pdf").unlink(missing_ok=True)
    if there:
        yield f"제출물·채점한 노트북·피드백 폴더 {len(there)}개를 지웠습니다."
    if _from_gradebook(cohort, person):
        yield "성적부에서 점수와 의견, 사람을 지웠습니다."
    _from_lists(cohort, person)
    _from_json(cohort, "problems.json", lambda known: {module: _less(own, person) for module, own in known.items()})
    _from_json(cohort, certificate.ISSUED, lambda known: _less(known, person))
    yield "명단, 출석, 수료 자료에서 지웠습니다."
    count = audit.rename(cohort.folder, person, pseudonym) + _pseudonymise(cohort.folder / acts.FILE, person, pseudonym)
    shutil.rmtree(cohort.folder / ".desk" / "jobs", ignore_errors=True)
    if count:
        yield f"성적 기록 {count}줄은 남기고 아이디를 '{pseudonym}'(으)로 바꾸었습니다. 성적을 바꾼 일을 밝힐 책임이 남기 때문입니다."


def _released_feedback(cohort: Cohort, person: str) -> list[Path]:
    """Pages that were handed out to a person; the exchange names them by the submission's secret."""
    from nbgrader.utils import notebook_hash

    api = cohort.api()
    place = Path(api.exchange_root) / api.coursedir.course_id / "feedback"
    files = [path / "submission_secret.txt" for path in personal.inbound(cohort, person)]
    files += [path for name in personal.FOLDERS for path in cohort.folder.glob(f"{name}/{person}/*/submission_secret.txt")]
    notebooks = {path.stem for path in cohort.folder.glob("source/*/*.ipynb")}
    secrets_ = {path.read_text(encoding="utf-8") for path in files if path.is_file() and not path.is_symlink()}
    return [place / f"{notebook_hash(secret=secret, notebook_id=name)}.html" for secret in secrets_ for name in notebooks]


def _from_gradebook(cohort: Cohort, person: str) -> bool:
    from sqlalchemy import text

    with cohort.gradebook() as gradebook:
        there = person in {student.id for student in gradebook.students}
        if there:
            gradebook.remove_student(person)
        if gradebook.engine.dialect.name == "sqlite":  # or what was deleted stays readable in the file
            with gradebook.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
    return there


def _from_lists(cohort: Cohort, person: str) -> None:
    for name in (roster.FILE, attendance.FILE, completion.FILE):
        path = cohort.folder / name
        if path.is_file():
            rows = read_sheets(path, name)[""]
            left = [row for row in rows if row[:1] != [person]]
            if left != rows:
                cohort.write(name, as_csv(left))


def _from_json(cohort: Cohort, name: str, without: Callable[[dict], dict]) -> None:
    path = cohort.folder / name
    if path.is_file():
        known = json.loads(path.read_text(encoding="utf-8"))
        if (left := without(known)) != known:
            cohort.write(name, json.dumps(left, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _less(known: dict, person: str) -> dict:
    return {key: value for key, value in known.items() if key != person}


def _pseudonymise(log: Path, person: str, pseudonym: str) -> int:
    """Put the pseudonym into every line of a log in which the person stands."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    new = [line.replace(f'"{person}"', f'"{pseudonym}"') for line in lines]
    if new != lines:
        replace(log, "".join(f"{line}\n" for line in new).encode(), 0o600)
    return sum(each != was for each, was in zip(new, lines, strict=True))


def _of_gallery(gallery: Path, plan: Plan) -> Iterator[str]:
    if not gallery.is_dir():
        return
    store, subject = Store(gallery), plan.subject
    shown = [version for slug in sorted(path.name for path in gallery.glob("projects/*/")) for version in store.versions(slug)]
    mine = [each for each in shown if each.course in subject.cohorts and each.trainee in (subject.id, plan.pseudonym)]
    works = {(each.course, each.module) for each in mine}
    if plan.published:
        count = sum(take_off(store, each, [*subject.names, *subject.emails], plan.pseudonym) for each in mine)
        if mine:
            yield (
                f"게시한 프로젝트 {len(mine)}개 버전의 내용은 두고 이름 {count}곳을 '훈련생'으로 바꾸었습니다. 갤러리를 다시 켜야 보입니다. "
                "그림 속의 글자와 주소 이름은 바꾸지 못하니 화면을 확인해 주세요."
            )
    elif mine:
        yield f"게시한 프로젝트 {len(mine)}개 버전과 그 검토 기록은 그대로 두었습니다. 이름도 지우려면 --published를 붙이세요."
    for path in personal.reviews(gallery, subject):
        if (path.parent.parent.name, path.parent.name) not in works:
            path.unlink()
            yield "게시하지 않은 과제의 검토 기록을 지웠습니다."
        elif plan.published:
            path.rename(path.with_name(f"{plan.pseudonym}.json"))
            yield f"게시한 과제의 검토 기록은 남기고 아이디를 '{plan.pseudonym}'(으)로 바꾸었습니다. 누가 승인했는지 밝혀야 하기 때문입니다."


@contextmanager
def steady(center: Path) -> Iterator[None]:
    """Keep a second deletion of this center waiting outside."""
    handle = os.open(center, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise DsiError(f"{center}: 다른 명령이 이 센터의 자료를 지우는 중입니다. 끝난 뒤에 다시 실행하세요.") from error
    finally:
        os.close(handle)


def leftovers(center: Path, subject: Subject, published: bool) -> list[str]:
    """Files of a center that still name a person: lists and sheets that somebody put there, say.

    Homes of other people are not looked into, nor is what the person published unless that was to be changed too.
    """
    from classroom.center import FILE as CENTER

    kept = {center / "homes"}
    if not published:
        kept |= {path.parent for path in personal.versions(Store(center / "gallery"), subject)}
        kept |= {path.parent for path in personal.reviews(center / "gallery", subject)}
    words = [re.escape(word.encode()) for word in (*subject.names, *subject.emails)]
    wanted = re.compile(b"|".join([*words, rb"(?<![\w.-])" + re.escape(subject.id.encode()) + rb"(?![\w.-])"]))
    found = []
    for place, folders, files in os.walk(center):
        folders[:] = [name for name in sorted(folders) if Path(place, name) not in kept]
        for path in sorted(Path(place, name) for name in files):
            if path.name not in (JOURNAL, CENTER) and _holds(path, wanted, subject):
                found.append(str(path.relative_to(center)))
    return found


def _holds(path: Path, wanted: re.Pattern[bytes], subject: Subject) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
        return False
    if path.suffix == ".xlsx":
        try:
            return any(each.id == subject.id for each in roster.read(path))
        except DsiError:
            return False
    data = path.read_bytes()
    if path.suffix == ".csv" and not data.startswith(b"\xef\xbb\xbf"):
        data += data.decode("cp949", "ignore").encode()
    return bool(wanted.search(data))
