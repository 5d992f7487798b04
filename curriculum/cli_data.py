"""``dsi data``: list, describe, verify, rebuild and catalogue the datasets, and add one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curriculum import cli_fetch, datasets
from curriculum.errors import DsiError

app = typer.Typer(help="데이터셋 보기·검사·다시 만들기, 내 자료 넣기", no_args_is_help=True)
app.add_typer(cli_fetch.app, name="fetch")

Name = Annotated[str, typer.Argument(help="데이터셋 이름(예: kr-population-dong)")]


@app.command("list")
def list_() -> None:
    """데이터셋 목록을 이용 조건·출처·크기와 함께 보여 줍니다."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("이름", "제목", "이용 조건", "출처"):
        table.add_column(title, overflow="fold")
    for title in ("표", "줄", "KB"):
        table.add_column(title, justify="right", no_wrap=True)
    total = 0
    for name in datasets.names():
        package = datasets.package(name)
        about = datasets.describe(name)
        resources = package["resources"]
        rows = sum(resource["rows"] for resource in resources)
        size = _bytes(name)
        total += size
        agencies = dict.fromkeys(
            source["organization"] for source in package["sources"] if "organization" in source
        )
        source = ", ".join(agencies) or about.attribution
        row = (
            name,
            about.title,
            about.licence,
            source,
            f"{len(resources)}",
            f"{rows:,}",
            f"{size / 1000:,.0f}",
        )
        table.add_row(*row)
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    console.print(table)
    console.print(f"데이터셋 {len(datasets.names())}개, 모두 {total / 1e6:.2f} MB", highlight=False)


@app.command()
def describe(name: Name) -> None:
    """데이터셋 하나의 출처·이용 조건·주의할 점·열 설명을 보여 줍니다."""
    typer.echo(repr(datasets.describe(name)))


@app.command()
def verify(
    name: Annotated[str | None, typer.Argument(help="데이터셋 이름. 없으면 모두 검사합니다.")] = None,
) -> None:
    """파일의 해시, 열 설명(스키마)과 제약, 지역 코드를 검사합니다. 문제가 있으면 1로 끝납니다."""
    wanted = [name] if name else datasets.names()
    good = 0
    for number, one in enumerate(wanted, 1):
        problems = _problems(one)
        good += not problems
        typer.echo(
            f"[{number}/{len(wanted)}] {one}: {'이상 없음' if not problems else f'문제 {len(problems)}개'}"
        )
        for problem in problems:
            typer.echo(f"    - {problem}")
    size = sum(_bytes(one) for one in wanted)
    typer.echo(f"data: datasets={len(wanted)} verified={good} bytes={size}")
    if good < len(wanted):
        raise typer.Exit(1)


@app.command()
def rebuild(
    name: Annotated[str | None, typer.Argument(help="데이터셋 이름")] = None,
    all_: Annotated[bool, typer.Option("--all", help="모든 데이터셋을 다시 만듭니다.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="공개된 것과 달라도 새로 만든 파일로 바꿉니다(만드는 사람용).")
    ] = False,
) -> None:
    """데이터셋을 원자료에서 다시 만들어 공개된 파일과 바이트까지 같은지 봅니다. 다르면 1로 끝납니다."""
    from curriculum.recipes.rebuild import rebuild as run

    if (name is None) != all_:
        raise DsiError("데이터셋 이름을 하나 쓰거나 --all을 쓰세요. 예: dsi data rebuild kr-regions")
    wanted = [name] if name else datasets.shipped()
    same = 0
    seconds = 0.0
    for number, one in enumerate(wanted, 1):
        typer.echo(f"[{number}/{len(wanted)}] {one} 다시 만드는 중…")
        result = run(one, write)
        seconds += result.seconds
        same += not result.differing
        verdict = "모두 같습니다" if not result.differing else f"{len(result.differing)}개가 다릅니다"
        typer.echo(f"    파일 {result.files}개, {verdict} ({result.seconds:.1f}초)")
        for line in result.differing:
            typer.echo(f"    - {line}")
        if result.restored:
            typer.echo(f"    새로 쓴 파일: {', '.join(result.restored)}")
    typer.echo(f"rebuild: datasets={len(wanted)} same={same} seconds={seconds:.1f}")
    if same < len(wanted) and not write:
        raise typer.Exit(1)


@app.command()
def catalogue(
    out: Annotated[Path, typer.Option(help="만들 HTML 파일")] = Path("catalogue.html"),
) -> None:
    """모든 데이터셋의 이용 조건·지역과 연도·열·미리 보기를 한 쪽짜리 웹 문서로 만듭니다."""
    from curriculum import dataset_catalogue

    shown = dataset_catalogue.write(out)
    typer.echo(f"데이터셋 {shown}개의 목록을 {out}에 만들었습니다({out.stat().st_size / 1000:,.0f} KB).")


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="포털에서 받은 파일(CSV, 엑셀, JSON, GeoJSON, shapefile을 묶은 zip)")
    ],
    name: Annotated[str, typer.Option(help="데이터셋 이름: 영어 소문자·숫자·붙임표(예: busan-shelters)")],
    title: Annotated[str, typer.Option(help="제목. 없으면 파일의 제목 줄이나 파일 이름")] = "",
    source: Annotated[str, typer.Option(help="출처: 기관과 포털(예: '부산광역시, 공공데이터포털')")] = "",
    licence: Annotated[str, typer.Option(help="이용 조건(예: '공공누리 제1유형')")] = "",
    region: Annotated[
        str | None, typer.Option(help="표 전체의 시도. '중구'처럼 여러 시도에 있는 이름일 때")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="엑셀 시트 이름")] = None,
    codes: Annotated[str | None, typer.Option(help="지역 코드 체계: sgis 또는 행정표준")] = None,
    crs: Annotated[str | None, typer.Option(help="좌표계의 EPSG 번호(예: 5174)")] = None,
    as_: Annotated[
        list[str] | None,
        typer.Option("--as", help="모르는 지역 이름의 뜻(예: --as '인천 남구=인천 미추홀구')"),
    ] = None,
    mask: Annotated[bool, typer.Option("--mask", help="개인정보를 *로 가리고 넣습니다.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="같은 이름으로 넣었던 것을 바꿉니다.")] = False,
) -> None:
    """내려받은 공공데이터 파일을 내 데이터셋으로 넣습니다. 알아보지 못한 것은 줄과 고치는 법을 보여 줍니다."""
    from curriculum import own_dataset

    names = dict(one.split("=", 1) if "=" in one else (one, "") for one in as_ or ())
    if unclear := [old for old, new in names.items() if not new]:
        raise DsiError(f"--as {unclear[0]!r}에 '='가 없습니다. --as '원본 이름=시도 시군구'처럼 쓰세요.")
    told = {"region": region, "sheet": sheet, "codes": codes, "crs": crs, "names": names, "mask": mask}
    folder, found = own_dataset.add(
        file, name, title=title, source=source, licence=licence, replace=replace, **told
    )
    for line in found.report:
        typer.echo(line)
    typer.echo(f"넣은 곳: {folder}")
    typer.echo(f"쓰는 법: from curriculum import datasets; datasets.load('{name}')")


def _problems(name: str) -> list[str]:
    try:
        return datasets.verify(name)
    except DsiError as error:
        if name not in datasets.names():
            raise
        return [str(error)]


def _bytes(name: str) -> int:
    """Size of what is published: the tables and their description."""
    try:
        resources = datasets.package(name)["resources"]
    except DsiError:
        return 0
    folder = datasets.folder(name)
    files = [folder / "datapackage.json", *(folder / resource["path"] for resource in resources)]
    return sum(file.stat().st_size for file in files if file.is_file())
