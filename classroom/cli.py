"""``dsi demo`` and ``dsi start``."""

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Argument(help="시범 센터를 만들 폴더(이미 시범 센터이면 새로 만듭니다)")],
    region: Annotated[str, typer.Option(help="센터의 지역")] = "부산광역시",
) -> None:
    """시범 수업을 처음부터 끝까지 돌리고 결과표를 보여 줍니다."""
    from classroom.demo import play

    if not play(folder, region):
        raise typer.Exit(1)


def start(
    folder: Annotated[Path, typer.Argument(help="센터 폴더")],
    cohort: Annotated[str | None, typer.Option(help="열 반의 폴더 이름(반이 여럿일 때)", show_default=False)] = None,
    lab_port: Annotated[int, typer.Option(help="JupyterLab 포트")] = 8888,
    gallery_port: Annotated[int, typer.Option(help="갤러리 포트")] = 8866,
) -> None:
    """강사용 JupyterLab과 갤러리를 켭니다(Ctrl+C로 끕니다)."""
    from classroom.start import start as serve

    serve(folder, cohort, lab_port, gallery_port)
