"""Everything a center holds of one person, for that person to have."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from classroom import attendance, certificate, completion
from classroom.desk import acts
from curriculum.errors import DsiError
from gallery.store import Store
from grader import audit
from grader.cohort import Cohort
from grader.course_config import TIMEZONE
from grader.sheets import as_csv

FOLDERS = ("submitted", "autograded", "feedback")
_README = """{name}({id}) 님에 대해 {center} 센터가 갖고 있는 자료입니다. {time}에 모았습니다.

cohorts/반이름/roster.csv       명단에 적힌 것
cohorts/반이름/submissions.csv  제출한 때, 연장, 지각 감점
cohorts/반이름/grades.csv       문항마다의 점수와 의견
cohorts/반이름/history.csv      성적이 바뀐 기록
cohorts/반이름/desk.csv         강사가 이 사람에 대해 한 일(마감 연장 등)
cohorts/반이름/other.json       출석률, 수료증 번호, 채점하지 못한 까닭
cohorts/반이름/submitted/ 등    제출물, 채점한 노트북, 피드백, 수료증
gallery/                        게시한 프로젝트와 검토 기록
home/                           실습 폴더(영수증이 여기에 있습니다)
account.json                    로그인 계정
없는 것은 들어 있지 않습니다.
"""


@dataclass(frozen=True)
class Subject:
    """The person it is about.

    Attributes
    ----------
    names, emails
        As the rosters have them.
    cohorts
        Names of the cohorts that hold something of the person.
    """

    id: str
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()


def cohorts(center: Path) -> Iterator[Cohort]:
    """Every cohort of a center's folder."""
    for path in sorted(center.glob("cohorts/*/nbgrader_config.py")):
        yield Cohort(path.parent)


def find(center: Path, who: str) -> Subject:
    """The person of an id, or of a name that only one person has.

    Raises
    ------
    DsiError
        If there is nobody, or there are several.
    """
    enrolled = {cohort.folder.name: cohort.trainees() for cohort in cohorts(center)}
    if not enrolled:
        raise DsiError(f"{center}: cohorts 폴더에 반이 없습니다. 센터 폴더의 경로를 확인하세요.")
    everyone = [each for trainees in enrolled.values() for each in trainees]
    ids = {each.id for each in everyone if each.id == who} or {each.id for each in everyone if each.name == who}
    if len(ids) > 1:
        raise DsiError(f"'{who}'이(가) 여러 명입니다. 이름 대신 아이디를 적어 주세요: {', '.join(sorted(ids))}")
    person = next(iter(ids), who)
    holding = [
        cohort.folder.name
        for cohort in cohorts(center)
        if any(each.id == person for each in enrolled[cohort.folder.name]) or any(_folders(cohort, person))
    ]
    if not holding:
        raise DsiError(f"{center}: '{who}'에 대한 자료가 없습니다. 아이디나 이름을 확인하세요.")
    mine = [each for each in everyone if each.id == person]
    return Subject(
        person,
        tuple(dict.fromkeys(each.name for each in mine if each.name != person)),
        tuple(dict.fromkeys(each.email for each in mine if each.email)),
        tuple(holding),
    )


def collect(center: Path, subject: Subject, target: zipfile.ZipFile) -> None:
    """Put what cohorts and gallery hold into an archive."""
    time = f"{datetime.now(ZoneInfo(TIMEZONE)):%Y-%m-%d %H:%M}"
    name = subject.names[0] if subject.names else subject.id
    target.writestr("읽어보기.txt", _README.format(name=name, id=subject.id, center=center.name, time=time))
    for cohort in cohorts(center):
        if cohort.folder.name in subject.cohorts:
            top = f"cohorts/{cohort.folder.name}"
            for file, text in _texts(cohort, subject.id):
                target.writestr(f"{top}/{file}", text)
            for folder in _folders(cohort, subject.id):
                add(target, f"{top}/{folder.parent.name}/{folder.name}", folder)
            page = cohort.folder / certificate.FOLDER / f"{subject.id}.pdf"
            if page.is_file():
                target.write(page, f"{top}/{certificate.FOLDER}/{page.name}")
    store = Store(center / "gallery")
    for version in versions(store, subject):
        add(target, f"gallery/projects/{version.parent.name}/{version.name}", version)
    for review in reviews(center / "gallery", subject):
        target.write(review, f"gallery/{review.relative_to(store.root)}")


def add(target: zipfile.ZipFile, name: str, folder: Path) -> None:
    """Put every file of a folder into an archive; links are not followed."""
    for place, _, files in os.walk(folder):
        for path in sorted(Path(place, file) for file in files):
            if path.is_file() and not path.is_symlink():
                target.write(path, f"{name}/{path.relative_to(folder)}")


def versions(store: Store, subject: Subject) -> Iterator[Path]:
    """Folders of the versions a person has published."""
    for project in sorted((store.root / "projects").glob("*/")):
        for version in store.versions(project.name):
            if version.trainee == subject.id and version.course in subject.cohorts:
                yield store.folder(version)


def reviews(gallery: Path, subject: Subject) -> list[Path]:
    """Files of the review steps of a person's capstones."""
    return [path for course in subject.cohorts for path in sorted(gallery.glob(f"reviews/{course}/*/{subject.id}.json"))]


def inbound(cohort: Cohort, person: str) -> list[Path]:
    """A person's submissions in the exchange, as they came."""
    api = cohort.api()
    place = Path(api.exchange_root) / api.coursedir.course_id / "inbound"
    return sorted(path for path in place.glob("*+*") if path.name.rsplit("+", 3)[0] == person and path.is_dir())


def _folders(cohort: Cohort, person: str) -> Iterator[Path]:
    yield from (path for name in FOLDERS if (path := cohort.folder / name / person).is_dir())
    yield from inbound(cohort, person)


def _texts(cohort: Cohort, person: str) -> Iterator[tuple[str, str]]:
    trainee = next((each for each in cohort.trainees() if each.id == person), None)
    if trainee:
        yield "roster.csv", as_csv([["아이디", "이름", "이메일", "소속"], [*map(str, asdict(trainee).values())]])
    submissions, grades = _graded(cohort, person)
    yield "submissions.csv", as_csv([["단원", "제출(UTC)", "연장", "노트북", "지각 감점"], *submissions])
    yield "grades.csv", as_csv(
        [["단원", "노트북", "문항", "만점", "자동 채점", "직접 준 점수", "가산점", "자동 의견", "의견"], *grades]
    )
    changes = [
        [each.time, each.by, each.program, each.module, each.question, audit.FIELDS[each.field], *map(_cell, (each.before, each.after))]
        for each in audit.changes(cohort.folder)
        if each.trainee == person
    ]
    yield "history.csv", as_csv([["때(UTC)", "누가", "무엇으로", "단원", "문항", "항목", "앞의 값", "바뀐 값"], *changes])
    yield "desk.csv", as_csv([[line] for line in lines_about(cohort.folder / acts.FILE, person)])
    rates, issued = attendance.kept(cohort), certificate.issued(cohort)
    problems = {module: own[person] for module, own in cohort.problems().items() if person in own}
    done = [row for row in _rows(cohort.folder / completion.FILE) if row[:1] == [person]]
    other = {"출석률": rates.get(person), "수료증": issued.get(person), "수료 판정": done, "채점하지 못한 까닭": problems}
    yield "other.json", json.dumps(other, ensure_ascii=False, indent=1)


def _graded(cohort: Cohort, person: str) -> tuple[list[list[str]], list[list[str]]]:
    submissions, grades = [], []
    with cohort.gradebook() as gradebook:
        for submission in gradebook.student_submissions(person) if person in {s.id for s in gradebook.students} else ():
            module = submission.assignment.name
            for book in submission.notebooks:
                about = (submission.timestamp, submission.extension, book.name, book.late_submission_penalty)
                submissions.append([module, *map(_cell, about)])
                notes = {note.name: (note.auto_comment, note.manual_comment) for note in book.comments}
                for each in book.grades:
                    row = (each.max_score, each.auto_score, each.manual_score, each.extra_credit, *notes.pop(each.name, (None, None)))
                    grades.append([module, book.name, each.name, *map(_cell, row)])
                grades += [[module, book.name, name, "", "", "", "", *map(_cell, note)] for name, note in notes.items() if any(note)]
    return submissions, grades


def lines_about(log: Path, person: str) -> list[str]:
    """Lines of a JSON log in which a person stands."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    return [line for line in lines if f'"{person}"' in line]


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))) if path.is_file() else []


def _cell(value: object) -> str:
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}시간"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
