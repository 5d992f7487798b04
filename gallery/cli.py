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


def publish(
    cohort: Annotated[Path, typer.Argument(help="반 폴더")],
    module: Annotated[str, typer.Argument(help="최종 과제 단원, 예: 09-capstone")],
    trainee: Annotated[str, typer.Option(help="훈련생 아이디")],
    gallery: Annotated[Path, typer.Option(help="갤러리 폴더")],
    approved_by: Annotated[
        str,
        typer.Option(
            help="지금 검토하고 승인하는 강사 이름. `dsi review approve`로 승인했으면 적지 않아도 됩니다"
        ),
    ] = "",
    all_regions: Annotated[
        bool,
        typer.Option(
            "--all-regions", help="카드에 적힌 모든 지역의 화면을 만듭니다(지역마다 노트북을 한 번씩 실행)."
        ),
    ] = False,
) -> None:
    """채점을 마치고 강사가 승인한 최종 과제를 갤러리에 게시합니다."""
    from gallery.publish import publish as run

    version = run(cohort, module, trainee, gallery, approved_by, all_regions, tell=typer.echo)
    typer.echo(
        f"게시했습니다: {version.card.title} (버전 {version.number}, 주소 /projects/{version.card.slug})"
    )


gallery_app = typer.Typer(help="게시한 프로젝트를 웹으로 보여 줍니다.", no_args_is_help=True)


@gallery_app.callback()
def _gallery() -> None:
    """게시한 프로젝트를 웹으로 보여 줍니다."""


@gallery_app.command("serve")
def gallery_serve(
    folder: Annotated[Path, typer.Argument(help="갤러리 폴더")],
    port: Annotated[int, typer.Option(help="포트 번호")] = 8866,
    host: Annotated[str, typer.Option(help="받을 주소. 다른 컴퓨터에서도 보게 하려면 0.0.0.0")] = "127.0.0.1",
) -> None:
    """갤러리를 엽니다."""
    from gallery.server import serve

    def ready() -> None:
        print(f"갤러리를 열었습니다: http://{host}:{port}/ (끄려면 Ctrl+C)", flush=True)

    serve(folder, host, port, ready)
