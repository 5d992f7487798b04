"""The certificate (수료증): who gets one, its number in the register, and the page as PDF."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from classroom import center as centers
from classroom.completion import Result, gallery_of
from curriculum import catalog, plots
from curriculum.errors import DsiError
from gallery.atomic import replace
from gallery.centers import Centers
from gallery.certificates import Register
from grader.cohort import Cohort
from grader.course_config import TIMEZONE

if TYPE_CHECKING:
    from fpdf import FPDF

ISSUED = "certificates.json"
FOLDER = "certificates"
PAGE = "/certificate"

_FONT = "NanumGothic"
_INK, _SOFT, _LINE = (23, 43, 66), (90, 104, 120), (150, 164, 180)
_LEFT, _WIDTH = 32, 146  # millimetres of an A4 page


@dataclass(frozen=True)
class Certificate:
    """Everything that stands on the page."""

    number: str
    name: str
    track: str
    hours: int
    begins: date
    ends: date
    competencies: tuple[str, ...]
    center: str
    day: date
    address: str


@dataclass(frozen=True)
class Issuer:
    """Who issues certificates, and where they are checked.

    Attributes
    ----------
    address
        Address of the gallery; empty where it is not known.
    """

    center: str
    gallery: Path
    address: str = ""


def issuer(cohort: Cohort, gallery: Path | None = None, address: str = "") -> Issuer:
    """The center of a cohort, by its ``center.yaml`` or by the gallery's ``centers.yaml``.

    Raises
    ------
    DsiError
        If neither names it.
    """
    home, gallery = cohort.folder.parent.parent, gallery or gallery_of(cohort)
    if (home / centers.FILE).is_file():
        about = centers.read(home)
        return Issuer(about.center.name, gallery, address or about.address)
    found = Centers(gallery)
    name = next((each.name for each in found.all() if each.id == cohort.card.center), "")
    if not name:
        raise DsiError(
            f"{found.path}: 발급하는 센터의 이름을 알 수 없습니다. centers 아래에 id: {cohort.card.center}와 name을 적어 주세요."
        )
    return Issuer(name, gallery, address)


def issue(cohort: Cohort, result: Result, by: Issuer) -> Certificate:
    """Give a trainee who has completed a certificate; who has one keeps its number and date.

    Raises
    ------
    DsiError
        If the trainee has not completed, ``cohort.yaml`` does not say when the course was, the course is not over,
        or the name cannot be printed.
    """
    trainee, card = result.trainee, cohort.card
    who = f"{trainee.name}({trainee.id})"
    if result.missing:
        raise DsiError(f"{who}: 아직 수료하지 않았습니다. {' / '.join(result.missing)}")
    if not card.begins or not card.ends or card.ends < card.begins:
        raise DsiError(
            f"{cohort.folder / 'cohort.yaml'}: 교육 기간을 알 수 없습니다. begins: 2026-09-01과 ends: 2026-12-11처럼 시작한 날과 마친 날을 적어 주세요."
        )
    if strange := sorted(set(trainee.name) - _printable()):
        raise DsiError(f"{who}: 이름의 '{strange[0]}'을(를) 수료증에 찍을 글꼴이 없습니다. 명단에서 다른 글자로 고쳐 주세요.")
    track = catalog.track(card.track)
    known = issued(cohort)
    mine = known.get(trainee.id)
    if mine is None or Register(by.gallery).verify(mine["number"], trainee.name) is None:
        today = datetime.now(ZoneInfo(TIMEZONE)).date()
        if today < card.ends:
            raise DsiError(
                f"교육이 아직 끝나지 않았습니다. 수료증은 교육을 마치는 날({card.ends})부터 발급할 수 있습니다. 더 일찍 마쳤으면 교육 기간을 고쳐 주세요."
            )
        entry = Register(by.gallery).issue(trainee.name, track.title, by.center, today)
        mine = known[trainee.id] = {"number": entry.number, "date": str(entry.date)}
        cohort.write(ISSUED, json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return Certificate(
        number=mine["number"],
        name=trainee.name,
        track=track.title,
        hours=track.hours,
        begins=card.begins,
        ends=card.ends,
        competencies=tuple(each.title for each in result.competencies),
        center=by.center,
        day=date.fromisoformat(mine["date"]),
        address=f"{by.address.rstrip('/')}{PAGE}" if by.address else "",
    )


def draw(certificate: Certificate) -> bytes:
    """The certificate as a PDF of one page, with its Korean type inside; the same bytes for the same certificate."""
    from fpdf import FPDF

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # the installed font carries a hinting tool's tables
    page = FPDF(format="A4")
    page.set_auto_page_break(False)
    page.add_font(_FONT, "", plots.fonts() / f"{_FONT}.ttf")
    page.add_font(_FONT, "B", plots.fonts() / f"{_FONT}Bold.ttf")
    page.set_creation_date(datetime(certificate.day.year, certificate.day.month, certificate.day.day, tzinfo=ZoneInfo(TIMEZONE)))
    page.set_lang("ko-KR")
    page.set_title(f"수료증 {certificate.number}")
    page.set_author(certificate.center)
    page.add_page()
    page.set_left_margin(_LEFT)
    _frame(page)

    def write(y: float, text: str, size: float, style: str = "", align: str = "C", colour: tuple = _INK, line: float = 1.7) -> None:
        page.set_xy(_LEFT, y)
        page.set_text_color(*colour)
        page.set_font(_FONT, style, size)
        page.multi_cell(_WIDTH, size * 0.3528 * line, text, align=align)

    write(28, f"수료증 번호  {certificate.number}", 10, align="L", colour=_SOFT)
    write(46, "수  료  증", 40, "B")
    facts = {
        "이름": certificate.name,
        "과정": certificate.track,
        "교육 기간": f"{_day(certificate.begins)}부터 {_day(certificate.ends)}까지",
        "교육 시간": f"{certificate.hours}시간",
    }
    y = 84.0
    for label, value in facts.items():
        write(y, label, 12, align="L", colour=_SOFT)
        page.set_xy(_LEFT + 30, y)
        page.set_text_color(*_INK)
        _fit(page, value, 16 if label == "이름" else 13, _WIDTH - 30)
        page.cell(_WIDTH - 30, 7.2, value)
        y += 11.5
    write(
        y + 9,
        f"위 사람은 디지털 사회혁신(DSI) ‘{certificate.track}’ 과정을 성실히 마치고 수료 기준을 채웠으므로 이 수료증을 드립니다.",
        14,
        line=1.9,
    )
    y = page.get_y() + 10
    if certificate.competencies:
        write(y, "갖춘 역량", 11, "B", align="L")
        for competency in certificate.competencies:
            y = page.get_y() + 1.2
            write(y, "•", 10, align="L", colour=_SOFT)
            page.set_xy(_LEFT + 4.5, y)
            page.set_text_color(*_INK)
            page.set_font(_FONT, "", 10)
            page.multi_cell(_WIDTH - 4.5, 6, competency, align="L")
    write(226, _day(certificate.day), 13)
    page.set_xy(_LEFT, 240)
    page.set_text_color(*_INK)
    _fit(page, certificate.center, 20, _WIDTH)
    page.cell(_WIDTH, 10, certificate.center, align="C")
    where = certificate.address or "디지털 사회혁신 갤러리의 ‘수료증 확인’"
    write(262, f"{where}에서 위의 번호와 이름으로 이 수료증이 맞는지 확인할 수 있습니다.", 8.5, colour=_SOFT)
    return bytes(page.output())


def write(path: Path, certificate: Certificate) -> None:
    """Write the PDF, whole or not at all."""
    replace(path, draw(certificate), 0o600)


def _frame(page: FPDF) -> None:
    for inset, width in ((12, 1.1), (14.5, 0.25)):
        page.set_draw_color(*(_INK if width > 1 else _LINE))
        page.set_line_width(width)
        page.rect(inset, inset, 210 - 2 * inset, 297 - 2 * inset)


def _fit(page: FPDF, text: str, size: float, width: float) -> None:
    """Take the greatest type, up to `size`, in which a text stands on one line."""
    page.set_font(_FONT, "B", size)
    if (needed := page.get_string_width(text)) > width:
        page.set_font(_FONT, "B", size * width / needed * 0.99)


def _day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"


def issued(cohort: Cohort) -> dict[str, dict[str, str]]:
    """Number and date of every certificate that was issued to a cohort's trainees, by id."""
    path = cohort.folder / ISSUED
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def _printable() -> frozenset[str]:
    """Every character that both weights of the type have."""
    from fontTools.ttLib import TTFont

    known = [set(TTFont(plots.fonts() / f"{name}.ttf", lazy=True).getBestCmap()) for name in (_FONT, f"{_FONT}Bold")]
    return frozenset(map(chr, set.intersection(*known)))
