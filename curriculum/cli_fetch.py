"""``dsi data fetch``: a table from a live source as a CSV that Excel opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curriculum.errors import DsiError

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="KOSIS·공공데이터포털·에어코리아에서 받기(인터넷과 인증키가 있을 때)", no_args_is_help=True
)

Out = Annotated[Path, typer.Option(help="저장할 CSV 파일")]


@app.command()
def kosis(
    org: Annotated[str, typer.Option(help="기관 번호(예: 101)")],
    table: Annotated[str, typer.Option(help="표 번호(예: DT_1IN1502)")],
    out: Out,
    start: Annotated[str | None, typer.Option(help="처음 시점(예: 2020). 없으면 최근 세 시점")] = None,
    end: Annotated[str | None, typer.Option(help="마지막 시점")] = None,
    frequency: Annotated[str, typer.Option(help="주기: Y(년), Q(분기), M(월)")] = "Y",
    item: Annotated[str, typer.Option(help="항목 코드, 여럿은 +로")] = "ALL",
    level: Annotated[list[str] | None, typer.Option(help="분류. 첫째부터 차례로 여러 번")] = None,
) -> None:
    """KOSIS 통계표를 받습니다. 인증키는 환경 변수 KOSIS_API_KEY에서 읽습니다."""
    from curriculum.live import kosis as source

    levels = tuple(level or ["ALL"])
    _save(source.table(org, table, start=start, end=end, frequency=frequency, item=item, levels=levels), out)


@app.command()
def portal(
    service: Annotated[str, typer.Argument(help="서비스 주소(https로 시작)")],
    operation: Annotated[str, typer.Argument(help="상세 기능 이름")],
    out: Out,
    param: Annotated[list[str] | None, typer.Option(help="요청 변수: 이름=값")] = None,
    xml: Annotated[bool, typer.Option("--xml", help="XML만 주는 서비스일 때")] = False,
) -> None:
    """공공데이터포털 OpenAPI에서 목록을 끝까지 받습니다. 인증키는 환경 변수 DATA_GO_KR_KEY에서 읽습니다."""
    from curriculum.live import data_portal

    if unclear := [one for one in param or () if "=" not in one]:
        raise DsiError(f"--param {unclear[0]!r}에 '='가 없습니다. --param 이름=값처럼 쓰세요.")
    query = dict(one.split("=", 1) for one in param or ())
    _save(data_portal.rows(service, operation, form="xml" if xml else "json", **query), out)


@app.command()
def air(region: Annotated[str, typer.Option(help="시도(예: 부산)")], out: Out) -> None:
    """에어코리아의 실시간 대기질을 시도별로 받습니다. 인증키는 환경 변수 DATA_GO_KR_KEY에서 읽습니다."""
    from curriculum.live import airkorea

    _save(airkorea.now(region), out)


def _save(frame: pd.DataFrame, out: Path) -> None:
    if frame.empty:
        typer.echo("조건에 맞는 자료가 없어 저장하지 않았습니다.")
        return
    if not out.parent.is_dir():
        raise DsiError(f"{out.parent} 폴더가 없습니다. 먼저 만드세요.")
    aside = out.with_name(f".{out.name}.new")
    frame.to_csv(aside, index=False, encoding="utf-8-sig")
    aside.replace(out)
    typer.echo(
        f"{len(frame):,}줄을 {out}에 저장했습니다. 출처: {frame.attrs['source']} ({frame.attrs['fetched']} 받음)"
    )
