"""Who was there: attendance lists as offices keep them, and the share of sessions each trainee attended.

Three forms are understood, told apart by the header: a row for each trainee with a column for each session, a row for each
trainee and session, or the share itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from curriculum.errors import DsiError
from grader import roster
from grader.cohort import Cohort
from grader.roster import Trainee
from grader.sheets import as_csv, plain, read_sheets

FILE = "attendance.csv"
LATE_PER_ABSENCE = 3

_PRESENT, _LATE, _ABSENT = "출석", "지각", "결석"
_MARKS = {
    _PRESENT: ("출석", "출", "o", "○", "◯", "ㅇ", "1", "y", "v", "✓", "✔", "공결", "인정", "출석인정", "병결", "유고"),
    _LATE: ("지각", "조퇴", "외출", "지", "조", "△", "▲"),
    _ABSENT: ("결석", "결", "무단결석", "x", "×", "✕", "0", "n", "/"),
}
_MEANING = {mark: kind for kind, marks in _MARKS.items() for mark in marks}
_ALLOWED = "출석·공결(○, 1), 지각·조퇴·외출(△), 결석(×, 0)"
_DAY = r"(\d{4}[-./년]\s*)?\d{1,2}[-./월]\s*\d{1,2}\s*[.일]?\s*(\([^)]*\))?( \d\d:\d\d:\d\d)?"
_SESSION = re.compile(rf"{_DAY}|제?\s*\d{{1,3}}\s*(차시|회차|회|일차|주차|교시|강|차)?", re.IGNORECASE)
_RATE = ("출석률", "출석율", "출석비율")
_WHEN = ("날짜", "일자", "차시", "회차", "교육일", "수업일", "출석일")
_WHAT = ("출결", "출석", "출석여부", "출결상태", "출결구분", "상태")


@dataclass(frozen=True)
class Attendance:
    """What a list says.

    Attributes
    ----------
    rates : dict
        Percent of the sessions each trainee attended, by id.
    strangers : tuple of str
        Whom the list names and the cohort does not know.
    """

    rates: dict[str, float]
    strangers: tuple[str, ...] = ()


def read(path: Path, trainees: list[Trainee]) -> Attendance:
    """Read an attendance list.

    Parameters
    ----------
    path : Path
        Excel or CSV in UTF-8, UTF-16 or CP949.
    trainees : list of Trainee
        Who is in the cohort; people are matched by id, or by name where the list has no ids.

    Raises
    ------
    DsiError
        Naming the file, the row, the column and the remedy.
    """
    sheets = read_sheets(Path(path), "출석부")
    headers = {sheet: _header(rows) for sheet, rows in sheets.items()}
    best = max(headers, key=lambda sheet: len(headers[sheet][1]))
    at, who = headers[best]
    where = f"{Path(path).name} '{best}' 시트" if best else Path(path).name
    if not who:
        raise DsiError(f"{where}: 머리글에 아이디(또는 학번)나 이름 열이 없습니다. 머리글에 그 열을 넣어 주세요.")
    table = _Table(where, at, [plain(title) for title in sheets[best][at - 1]], sheets[best][at:], who, trainees)
    if (rate := table.column(_RATE)) is not None:
        rates = table.shares(rate)
    elif (when := table.column(_WHEN)) is not None and (what := table.column(_WHAT)) is not None:
        rates = table.long(when, what)
    else:
        rates = table.wide()
    if not rates:
        raise DsiError(f"{where}: 이 반 훈련생의 출석이 한 줄도 없습니다. 아이디나 이름이 명단과 같은지 확인하세요.")
    return Attendance(rates, tuple(dict.fromkeys(table.strangers)))


def keep(cohort: Cohort, attendance: Attendance) -> None:
    """Keep a list in the cohort's folder, in place of an earlier one."""
    rows = [[trainee, f"{rate:.2f}"] for trainee, rate in sorted(attendance.rates.items())]
    cohort.write(FILE, as_csv([["아이디", "출석률"], *rows]))


def kept(cohort: Cohort) -> dict[str, float]:
    """Percent of the sessions each trainee attended, as last kept; empty when no list was."""
    path = cohort.folder / FILE
    if not path.is_file():
        return {}
    return {trainee: float(rate) for trainee, rate in read_sheets(path, "출석부")[""][1:]}


def _header(rows: list[list[str]]) -> tuple[int, dict[str, int]]:
    number, columns = roster.find_header(rows)
    return number, {field: at for field, at in columns.items() if field in ("id", "name")}


class _Table:
    """The rows below a header, and whose they are."""

    def __init__(
        self, where: str, header: int, titles: list[str], rows: list[list[str]], who: dict[str, int], trainees: list[Trainee]
    ):
        self.where, self.header, self.titles, self._rows, self._who = where, header, titles, rows, who
        self._ids = {trainee.id.lower(): trainee for trainee in trainees}
        self._trainees = trainees
        self.strangers: list[str] = []

    def column(self, names: tuple[str, ...]) -> int | None:
        """Where the first column with one of the names stands."""
        titles = [re.sub(r"\(.*?\)|[\s%]", "", title) for title in self.titles]
        return next((titles.index(name) for name in names if name in titles), None)

    def shares(self, at: int) -> dict[str, float]:
        """Shares as the list has them; where none is above 1 they are fractions, as Excel keeps percents."""
        found: dict[str, float] = {}
        for number, trainee, row in self._people():
            text = _cell(row, at)
            try:
                value = float(text.removesuffix("%").strip())
            except ValueError:
                raise self._wrong(number, at, f"'{text}'은(는) 출석률이 아닙니다. 92.5처럼 수를 적어 주세요.") from None
            if not 0 <= value <= 100:
                raise self._wrong(number, at, f"출석률은 0부터 100까지입니다({text}).")
            self._once(found, trainee, number)
            found[trainee.id] = value
            fraction = "%" not in text
        fractions = found and fraction and max(found.values()) <= 1
        return {each: value * 100 for each, value in found.items()} if fractions else found

    def wide(self) -> dict[str, float]:
        """A column for each session; one in which nothing is written yet has not been held."""
        columns = [at for at, title in enumerate(self.titles) if title and _SESSION.fullmatch(title)]
        people = list(self._people())
        columns = [at for at in columns if any(_cell(row, at) for _, _, row in people)]
        if people and not columns:
            raise DsiError(
                f"{self.where} {self.header}행: 출석을 적은 열을 찾지 못했습니다. 차시마다 한 열(머리글 예: 9/1, 2026-09-01, 1차시)을 두거나, "
                "'날짜'와 '출결' 열 또는 '출석률' 열을 두세요."
            )
        found: dict[str, float] = {}
        for number, trainee, row in people:
            self._once(found, trainee, number)
            found[trainee.id] = _rate([self._mark(number, at, row) for at in columns])
        return found

    def long(self, when: int, what: int) -> dict[str, float]:
        """A row for each trainee and session."""
        marks: dict[str, dict[str, str]] = {}
        first: dict[tuple[str, str], int] = {}
        names = {trainee.id: trainee.name for trainee in self._trainees}
        for number, trainee, row in self._people():
            session = _cell(row, when)
            if not session:
                raise self._wrong(number, when, "비어 있습니다. 날짜나 차시를 적어 주세요.")
            earlier = first.setdefault((trainee.id, session), number)
            if earlier != number:
                raise self._wrong(number, when, f"{trainee.name}의 {session}이(가) {earlier}행에도 있습니다. 한쪽을 지워 주세요.")
            marks.setdefault(trainee.id, {})[session] = self._mark(number, what, row)
        sessions = sorted({session for own in marks.values() for session in own})
        for trainee, own in marks.items():
            if lacking := [session for session in sessions if session not in own]:
                raise DsiError(f"{self.where}: {names[trainee]}({trainee})의 {lacking[0]} 줄이 없습니다. 결석이면 결석이라고 적어 주세요.")
        return {trainee: _rate(list(own.values())) for trainee, own in marks.items()}

    def _people(self) -> Iterator[tuple[int, Trainee, list[str]]]:
        self.strangers = []
        for number, row in enumerate(self._rows, self.header + 1):
            own = {field: _cell(row, at) for field, at in self._who.items()}
            if not any(own.values()):
                continue
            if trainee := self._trainee(number, own):
                yield number, trainee, row
            else:
                self.strangers.append(own.get("id") or own["name"])

    def _trainee(self, number: int, own: dict[str, str]) -> Trainee | None:
        if "id" in own:
            return self._ids.get(own["id"].lower())
        namesakes = [each for each in self._trainees if each.name == own["name"]]
        if len(namesakes) > 1:
            problem = f"'{own['name']}'이(가) 반에 {len(namesakes)}명 있습니다. 아이디 열을 넣어 주세요."
            raise self._wrong(number, self._who["name"], problem)
        return namesakes[0] if namesakes else None

    def _once(self, found: dict[str, float], trainee: Trainee, number: int) -> None:
        if trainee.id in found:
            raise self._wrong(number, next(iter(self._who.values())), f"'{trainee.id}'가 앞에도 있습니다. 한쪽을 지워 주세요.")

    def _mark(self, number: int, at: int, row: list[str]) -> str:
        text = _cell(row, at)
        if not text:
            raise self._wrong(number, at, f"비어 있습니다. {_ALLOWED} 가운데 하나를 적어 주세요.")
        meaning = _MEANING.get(text.replace(" ", "").casefold())
        if meaning is None:
            raise self._wrong(number, at, f"'{text}'을(를) 알 수 없습니다. {_ALLOWED} 가운데 하나를 적어 주세요.")
        return meaning

    def _wrong(self, number: int, at: int, problem: str) -> DsiError:
        return DsiError(f"{self.where} {number}행 '{self.titles[at]}' 열: {problem}")


def _rate(marks: list[str]) -> float:
    missed = marks.count(_ABSENT) + marks.count(_LATE) // LATE_PER_ABSENCE
    return 100 * (len(marks) - missed) / len(marks)


def _cell(row: list[str], at: int) -> str:
    return plain(row[at]) if at < len(row) else ""
