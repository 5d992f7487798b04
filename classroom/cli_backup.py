"""``dsi hub move``, ``backup`` and ``restore``."""

from pathlib import Path
from typing import Annotated

import typer

_CENTER = typer.Argument(help="센터 폴더")


def mount(app: typer.Typer) -> None:
    """Add the commands to ``dsi hub``."""
    app.command("move")(move)


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
