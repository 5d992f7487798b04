"""A university's LMS: who is on its lists, and grades in the form it takes back.

Moodle (and Coursemos, which is made of it) and Canvas write lists with columns of their own; which form a list has is
seen in its header. Grades go back with the columns by which the LMS finds its people again.
"""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.errors import DsiError
from grader.sheets import plain, write_csv

if TYPE_CHECKING:
    from grader.cohort import Cohort
    from grader.report import Standing


class Form(StrEnum):
    """The LMS whose form a list has."""

    MOODLE = "moodle"
    CANVAS = "canvas"


EXPECTED = (
    "Moodle·코스모스의 목록에는 성(Last name), 이름(First name)과 학번(ID number)·사용자 아이디(Username)·이메일 주소(Email address) "
    "가운데 하나가, Canvas의 성적표에는 Student, ID, SIS Login ID, Section이 있어야 합니다."
)
# Moodle's Korean names its first name 성 and its last name 이름, because it shows the first name first.
_MOODLE = {
    "family": ("last name", "surname", "lastname", "성"),
    "given": ("first name", "firstname", "이름"),
    "number": ("id number", "idnumber", "id 번호", "학번", "교번", "식별 번호"),
    "user": ("username", "사용자 아이디", "사용자아이디", "아이디"),
    "email": ("email address", "email", "이메일 주소", "이메일주소", "이메일"),
    "affiliation": ("institution", "department", "기관", "소속", "학과"),
    "role": ("roles", "role", "역할"),
}
_CANVAS = {
    "name": ("student",),
    "canvas": ("id",),
    "number": ("sis user id",),
    "user": ("sis login id",),
    "section": ("section",),
}
_NEEDED = {Form.CANVAS: {"name", "canvas", "section"}, Form.MOODLE: {"family", "given"}}
_LEARNERS = ("student", "학생", "수강생", "훈련생")
_NOBODY = ("Points Possible", "Student, Test", "Test Student")
_TOTAL = {Form.MOODLE: "Course total", Form.CANVAS: "Final Points"}


def form(header: list[str]) -> tuple[Form, dict[str, int]] | None:
    """Which LMS wrote a list with this header, and where each field stands in it; None for any other list."""
    titles = [plain(title).casefold() for title in header]
    for kind, known in ((Form.CANVAS, _CANVAS), (Form.MOODLE, _MOODLE)):
        names = {field: next((name for name in all_names if name in titles), None) for field, all_names in known.items()}
        columns = {field: titles.index(name) for field, name in names.items() if name}
        if columns.keys() >= _NEEDED[kind] and columns.keys() & {"number", "user", "email"}:
            return kind, columns
    return None


def people(rows: list[list[str]]) -> tuple[int, list[list[str]]] | None:
    """The people of an LMS's list as id, name, e-mail and affiliation, a row for each row below the header.

    Parameters
    ----------
    rows
        A file's rows.

    Returns
    -------
    tuple or None
        Number of the header row, from 1, and the rows, empty for those that are no trainee's; None for a list that no
        LMS wrote.
    """
    for number, row in enumerate(rows[:3], 1):
        if found := form(row):
            kind, columns = found
            read = _canvas if kind is Form.CANVAS else _moodle
            cells = ({field: plain(_cell(each, at)) for field, at in columns.items()} for each in rows[number:])
            return number, [read(each) for each in cells]
    return None


def export(cohort: "Cohort", out: Path, kind: Form) -> None:
    """Write the grades as the LMS takes them in: one row for each trainee, a column for each module, and the total."""
    from grader.report import standings

    found = standings(cohort)
    if not found:
        raise DsiError("내보낼 성적이 없습니다. 명단을 등록하고 단원을 배포한 뒤에 다시 실행하세요.")
    write_csv(Path(out), _rows(cohort, found, kind))


def _rows(cohort: "Cohort", found: "list[Standing]", kind: Form) -> Iterator[list[str]]:
    from grader.roster import split_name

    most = {standing.module: standing.max_score for standing in found}
    titles = [title(cohort, module) for module in sorted(most)]
    if kind is Form.CANVAS:
        yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles, _TOTAL[kind]]
        yield ["    Points Possible", "", "", "", "", *(_number(most[module]) for module in sorted(most)), "(read only)"]
    else:
        yield ["First name", "Last name", "ID number", "Email address", *titles, _TOTAL[kind]]
    for trainee in cohort.trainees():
        scores = {each.module: each.score for each in found if each.trainee.id == trainee.id}
        if kind is Form.CANVAS:
            who = [trainee.name, "", trainee.id, trainee.id, cohort.card.name]
        else:
            family, given = split_name(trainee.name)
            who = [given, family, trainee.id, trainee.email]
        total = sum(score or 0 for score in scores.values())
        yield [*who, *(_number(scores[module]) for module in sorted(most)), _number(total)]


def title(cohort: "Cohort", module: str) -> str:
    """What the LMS calls a module: its id and title."""
    from curriculum import catalog

    titles = {each.id: each.title for each in catalog.track(cohort.card.track).modules}
    return f"{module} {titles.get(module, '')}".strip()


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 2):g}"


def _cell(row: list[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _canvas(cells: dict[str, str]) -> list[str]:
    from grader.roster import join_name

    family, comma, given = cells["name"].partition(", ")
    if cells["name"] in _NOBODY:
        return []
    trainee = cells.get("number") or cells.get("user", "")
    login = cells.get("user", "")
    return [trainee, join_name(family, given) if comma else family, login if "@" in login else "", ""]


def _moodle(cells: dict[str, str]) -> list[str]:
    from grader.roster import join_name

    if cells.get("role") and not any(word in cells["role"].casefold() for word in _LEARNERS):
        return []
    family, given = cells["family"], cells["given"]
    if _stands_first(given) and not _stands_first(family):
        family, given = given, family
    trainee = cells.get("number") or cells.get("user") or cells.get("email", "")
    return [trainee, join_name(family, given), cells.get("email", ""), cells.get("affiliation", "")]


def _stands_first(name: str) -> bool:
    """Whether a Korean name part can only be the family name: Korean sites keep it where Moodle keeps the first name."""
    from grader.roster import split_name

    return "가" <= name[:1] <= "힣" and (len(name) == 1 or split_name(f"{name}가나")[0] == name)
