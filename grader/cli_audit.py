"""``dsi audit``: who changed which grade and when."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli import Folder

if TYPE_CHECKING:
    from grader.audit import Change

_TITLES = ("때", "누가", "무엇으로", "단원", "아이디", "문항", "항목", "앞의 값", "바뀐 값", "비고")


def audit(
    folder: Folder,
    trainee: Annotated[str | None, typer.Option(help="이 훈련생의 기록만", show_default=False)] = None,
    module: Annotated[str | None, typer.Option(help="이 단원의 기록만", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option(help="기록을 저장할 파일 (.csv)", show_default=False)] = None,
) -> None:
    """성적을 누가 언제 바꾸었는지 보여 줍니다.

    키트와 nbgrader, formgrader에서 바꾼 것은 바꾼 사람과 함께 적힙니다. 성적부 파일을 직접 고친 것은 이 명령이
    찾아내지만, 누가 고쳤는지는 알 수 없습니다.
    """
    from grader import audit as log
    from grader.cohort import Cohort
    from grader.sheets import write_csv

    cohort = Cohort(folder)
    found = log.look(cohort)
    rows = [
        _row(each)
        for each in log.changes(cohort.folder)
        if trainee in (None, each.trainee) and module in (None, each.module)
    ]
    if out:
        write_csv(out, [_TITLES, *rows])
        typer.echo(f"기록 {len(rows)}건을 저장했습니다: {out}")
    for when, who, program, *place, what, before, after, note in rows:
        typer.echo(f"{when} {who} ({program or '알 수 없음'}) {' '.join(place)} {what}: {before} → {after}{note and f' ({note})'}")
    if not rows:
        typer.echo("기록이 없습니다.")
    if found:
        typer.echo(f"이번에 성적부와 견주어 찾은 변경이 {len(found)}건 있습니다. 누가 바꾸었는지는 알 수 없습니다.")


def _row(change: "Change") -> list[str]:
    from grader.audit import FIELDS

    note = f"{_clock(change.since)} 뒤에 바뀜" if change.since else "" if change.by else "기록을 시작하기 전의 값"
    return [
        _clock(change.time), change.by or "알 수 없음", change.program, change.module, change.trainee, change.question,
        FIELDS[change.field], _shown(change.before), _shown(change.after), note,
    ]  # fmt: skip


def _clock(stamp: str) -> str:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from grader.course_config import TIMEZONE

    return f"{datetime.fromisoformat(stamp).astimezone(ZoneInfo(TIMEZONE)):%Y-%m-%d %H:%M:%S}"


def _shown(value: float | str | None) -> str:
    return "없음" if value is None else f"{value:g}" if isinstance(value, float | int) else value
