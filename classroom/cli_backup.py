"""``dsi hub move``, ``backup`` and ``restore``."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

_CENTER = typer.Argument(metavar="센터폴더", help="센터 폴더", show_default=False)
_COUNTED = {
    "databases": "데이터베이스 {}개",
    "submissions": "걷은 제출 {}건",
    "graded": "채점한 제출 {}건",
    "arrivals": "도착한 제출 {}건",
    "versions": "게시한 판 {}개",
    "homes": "개인 폴더 {}개",
    "files": "파일 {}개",
}


def mount(app: typer.Typer) -> None:
    """Add the commands to ``dsi hub``."""
    app.command("move")(move)
    app.command("backup")(backup)
    app.command("restore")(restore)


def move(
    folder: Annotated[Path, _CENTER],
    to: Annotated[str, typer.Option(help="sqlite 또는 postgresql://계정@주소/데이터베이스")],
) -> None:
    """허브와 모든 반의 데이터를 다른 데이터베이스로 옮깁니다(허브를 끄고 실행합니다)."""
    from classroom import databases

    moved = databases.move(folder, to)
    for name, rows in moved.rows.items():
        typer.echo(f"{name}: {rows:,}줄을 옮기고 한 줄씩 견주었습니다.")
    typer.echo(f"이제 {to.partition(':')[0]}을(를) 씁니다.")
    for place in moved.left:
        typer.echo(f"옛 데이터가 {place}에 남아 있습니다. 개인정보가 들어 있으니 확인한 뒤에 지워 주세요.")


def backup(
    folder: Annotated[Path, _CENTER],
    out: Annotated[Path, typer.Argument(metavar="백업파일", help="새로 쓸 백업 파일(예: busan-1122.tar.gz)", show_default=False)],
    homes: Annotated[bool, typer.Option("--homes", help="사람들의 개인 폴더도 담습니다")] = False,
) -> None:
    """센터를 파일 하나로 백업합니다(수업 중에도 할 수 있습니다)."""
    from classroom.backup import backup as write

    manifest = write(folder, out, homes)
    typer.echo(f"백업했습니다: {out}\n{_said(manifest.counts)}")
    if skipped := manifest.counts.get("skipped"):
        typer.echo(f"링크·장치와 아직 다 오지 않은 제출 {skipped}개는 담지 않았습니다.")
    typer.echo("개인정보와 비밀값이 들어 있습니다. 다른 사람이 읽을 수 없는 곳에 두세요.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="백업파일", help="dsi hub backup이 쓴 파일", show_default=False)],
    folder: Annotated[Path, _CENTER],
    db: Annotated[
        str | None, typer.Option(help="데이터를 둘 다른 곳: sqlite 또는 postgresql://계정@주소/데이터베이스", show_default=False)
    ] = None,
) -> None:
    """백업한 센터를 빈 폴더에 되살립니다."""
    from classroom.restore import restore as read

    manifest = read(file, folder, db)
    when = manifest.made.astimezone(ZoneInfo("Asia/Seoul"))
    typer.echo(f"{when:%Y-%m-%d %H:%M}의 {manifest.center} 센터를 되살렸습니다: {folder}\n{_said(manifest.counts)}")
    typer.echo(f"다음: `dsi hub init {folder}` → `dsi hub check {folder}` → `dsi hub start {folder}`")


def _said(counts: dict[str, int]) -> str:
    return ", ".join(words.format(f"{counts[name]:,}") for name, words in _COUNTED.items() if counts.get(name))
