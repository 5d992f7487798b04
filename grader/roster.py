"""Who is in a cohort: read the lists that offices keep, and enrol the people on them."""

import re
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.errors import DsiError
from grader import lms
from grader.sheets import as_csv, plain, read_sheets

if TYPE_CHECKING:
    from nbgrader.api import Student

    from grader.cohort import Cohort

FILE = "roster.csv"
_TITLES = {
    "id": (
        "아이디",
        "id",
        "사용자id",
        "사용자아이디",
        "로그인id",
        "학번",
        "교육생번호",
        "수강번호",
        "수강생번호",
    ),
    "name": ("이름", "성명", "교육생명", "수강생명", "교육생", "수강생", "학생명", "참가자명", "name"),
    "email": ("이메일", "이메일주소", "메일", "메일주소", "전자우편", "email", "e-mail", "mail"),
    "affiliation": ("소속", "소속기관", "기관", "기관명", "학교", "직장", "단체", "소속단체", "affiliation"),
}
_REQUIRED = {"id": "아이디(또는 학번)", "name": "이름(또는 성명)"}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_HEADER_WITHIN = 30
_NOTHING = {"", "-", "없음", "해당없음"}
_TWO_SYLLABLE_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절")


@dataclass(frozen=True)
class Trainee:
    """One person of a cohort."""

    id: str
    name: str
    email: str = ""
    affiliation: str = ""


_AS_WRITTEN = {field.name: number for number, field in enumerate(fields(Trainee))}


def read(path: Path) -> list[Trainee]:
    """Read a list of trainees as offices and universities keep them.

    Excel (``.xlsx``) or CSV in UTF-8, UTF-16 or CP949; the header may stand below title rows, in any
    column order, and blank rows are skipped. Lists that Moodle or Canvas wrote are understood, too.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of Trainee
        In the order of the file.

    Raises
    ------
    DsiError
        Naming the file, the row and the remedy: a missing column, a missing or repeated id, an id that
        cannot be used, or a file that cannot be read.
    """
    path = Path(path)
    sheets = read_sheets(path, "명단")
    for sheet, rows in sheets.items():
        if found := lms.people(rows):
            header, people = found
            return _trainees([*rows[:header], *people], header, _AS_WRITTEN, _where(path, sheet))
    tables = {sheet: find_header(rows) for sheet, rows in sheets.items()}
    best = max(tables, key=lambda sheet: len(tables[sheet][1]))
    header, columns = tables[best]
    where = _where(path, best)
    missing = [title for field, title in _REQUIRED.items() if field not in columns]
    if missing:
        seen = f"{header}행에서 읽은 머리글로는" if columns else "머리글 행을 찾지 못해"
        msg = f"{where}: {seen} {', '.join(missing)} 열을 알 수 없습니다. 머리글에 그 열을 넣어 주세요. {lms.EXPECTED}"
        raise DsiError(msg)
    return _trainees(sheets[best], header, columns, where)


def enrol(cohort: "Cohort", trainees: list[Trainee]) -> tuple[int, int]:
    """Put trainees into the cohort's gradebook and roster; those already there are brought up to date.

    Returns
    -------
    tuple of int
        How many are new, and how many were there before. Either all are enrolled or none.
    """
    from nbgrader.api import Student

    with cohort.gradebook() as gradebook:
        there = {student.id: student for student in gradebook.students}
        for trainee in trainees:
            student = there.get(trainee.id) or Student(id=trainee.id)
            student.last_name, student.first_name = split_name(trainee.name)
            student.email = trainee.email or None
            gradebook.db.add(student)
        everyone = {t.id: t for t in _kept(cohort)} | {t.id: t for t in trainees}
        cohort.write(FILE, _as_csv(list(everyone.values())))
        gradebook.db.commit()
    known = sum(trainee.id in there for trainee in trainees)
    return len(trainees) - known, known


def enrolled(cohort: "Cohort") -> list[Trainee]:
    """Everyone in the gradebook, those added in the formgrader too, by name."""
    kept = {trainee.id: trainee for trainee in _kept(cohort)}
    with cohort.gradebook() as gradebook:
        found = [
            Trainee(
                id=student.id,
                name=name_of(student),
                email=student.email or "",
                affiliation=kept[student.id].affiliation if student.id in kept else "",
            )
            for student in gradebook.students
        ]
    return sorted(found, key=lambda trainee: (trainee.name, trainee.id))


def split_name(name: str) -> tuple[str, str]:
    """Family name and given name, as nbgrader's pages list people: ``홍``, ``길동``."""
    if name.isascii():
        given, _, family = name.rpartition(" ")
        return family, given
    size = 2 if name.startswith(_TWO_SYLLABLE_SURNAMES) and len(name) > 2 else 1
    return (name[:size], name[size:]) if re.fullmatch("[가-힣]{2,5}", name) else (name, "")


def name_of(student: "Student") -> str:
    """Name of a student of the gradebook; the id of one without a name."""
    return join_name(student.last_name or "", student.first_name or "") or student.id


def join_name(family: str, given: str) -> str:
    """The name as it is written."""
    return f"{given} {family}".strip() if (family + given).isascii() else family + given


def _where(path: Path, sheet: str) -> str:
    return f"{path.name} '{sheet}' 시트" if sheet else path.name


def find_header(rows: list[list[str]]) -> tuple[int, dict[str, int]]:
    """Row number of a list's header, from 1, and where each field of a trainee stands in it; 0 without a header."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:_HEADER_WITHIN], 1):
        titles = [re.sub(r"\(.*?\)|[\s*:·_]", "", plain(text)).lower() for text in row]
        found = {}
        for field, known in _TITLES.items():
            match = next((title for title in known if title in titles), None)
            if match is not None:
                found[field] = titles.index(match)
        if len(found) > len(best[1]):
            best = (number, found)
    return best


def _trainees(rows: list[list[str]], header: int, columns: dict[str, int], where: str) -> list[Trainee]:
    trainees, first_row = [], {}
    for number, row in enumerate(rows[header:], header + 1):
        values = {field: plain(row[at]) if at < len(row) else "" for field, at in columns.items()}
        values = {field: "" if value in _NOTHING else value for field, value in values.items()}
        trainee = Trainee(**values)
        if not trainee.id and not trainee.name:
            continue
        _check(trainee, f"{where} {number}행")
        earlier = first_row.setdefault(trainee.id.lower(), number)
        if earlier != number:
            msg = f"{where} {number}행: 아이디 '{trainee.id}'가 {earlier}행에도 있습니다. 한쪽을 지우거나 고쳐 주세요."
            raise DsiError(msg)
        trainees.append(trainee)
    if not trainees:
        raise DsiError(f"{where}: 머리글({header}행) 아래에 등록할 사람이 없습니다. 명단을 채워 주세요.")
    return trainees


def _check(trainee: Trainee, place: str) -> None:
    if not trainee.id:
        raise DsiError(
            f"{place}: '{trainee.name}'의 아이디가 비어 있습니다. 아이디를 적거나 이 행을 지워 주세요."
        )
    if not trainee.name:
        raise DsiError(f"{place}: 아이디 '{trainee.id}'의 이름이 비어 있습니다. 이름을 적어 주세요.")
    if not _ID.fullmatch(trainee.id):
        msg = f"{place}: 아이디 '{trainee.id}'는 쓸 수 없습니다. 영문자·숫자로 시작해 영문자·숫자·.·_·-·@로 고쳐 주세요."
        raise DsiError(msg)
    if trainee.email and not re.fullmatch(r"[^@\s]+@[^@\s]+", trainee.email):
        raise DsiError(f"{place}: 이메일 '{trainee.email}'이 올바르지 않습니다. 고치거나 비워 주세요.")


def _kept(cohort: "Cohort") -> list[Trainee]:
    path = cohort.folder / FILE
    return read(path) if path.is_file() else []


def _as_csv(trainees: list[Trainee]) -> str:
    return as_csv([["아이디", "이름", "이메일", "소속"], *(astuple(trainee) for trainee in trainees)])
