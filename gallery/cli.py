"""The gallery's commands: ``dsi card``, ``dsi publish``, ``dsi gallery``."""

from pathlib import Path
from typing import Annotated

import typer

from curriculum.errors import DsiError

card_app = typer.Typer(help="프로젝트 카드를 만들고 확인합니다.", no_args_is_help=True)


@card_app.command("new")
def card_new(file: Annotated[Path, typer.Argument(help="만들 카드 파일(card.yaml)")]) -> None:
    """빈 카드 양식을 만듭니다."""
    from gallery.card import template

    if file.exists():
        raise DsiError(f"{file} 파일이 이미 있습니다. 다른 이름을 쓰거나 있는 파일을 고치세요.")
    if not file.parent.is_dir():
        raise DsiError(f"{file.parent} 폴더가 없습니다. 폴더를 먼저 만드세요.")
    file.write_text(template(), encoding="utf-8")
    typer.echo(f"카드 양식을 만들었습니다: {file}\n내용을 채운 뒤 `dsi card check {file}`로 확인하세요.")


@card_app.command("check")
def card_check(file: Annotated[Path, typer.Argument(help="확인할 카드 파일")]) -> None:
    """카드를 빠짐없이 알맞게 채웠는지 확인합니다."""
    from gallery.card import read

    try:
        card = read(file)
    except DsiError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"카드에 고칠 곳이 없습니다: {card.title} ({card.region}, {card.center})")
