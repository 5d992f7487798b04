"""``dsi verify``: the proof of :mod:`grader.verify`."""

from pathlib import Path
from typing import Annotated

import typer

from curriculum.errors import DsiError


def verify(
    name: Annotated[str, typer.Argument(metavar="과정[/단원]", help="bigdata, bigdata/02-clean-join, 모든 과정은 all")],
    region: Annotated[str, typer.Option(help="지역 이름이나 코드(여럿은 쉼표로), 모든 시도는 all")] = "all",
    workers: Annotated[int | None, typer.Option(min=1, help="동시에 돌릴 프로세스 수(기본: 처리기 수)")] = None,
    table: Annotated[Path | None, typer.Option(help="단원별 결과를 적어 둘 Markdown 파일(docs/verify.md)")] = None,
) -> None:
    """단원의 채점이 옳은지 증명합니다: 정답은 만점, 빈 답은 0점, 틀린 답과 돌연변이는 감점."""
    import signal
    import sys

    from rich.console import Console

    from curriculum import catalog
    from curriculum.regions import REGIONS
    from curriculum.regions import region as find_region
    from grader import verify as proof
    from grader import verify_report, verify_table
    from grader.plan import plan

    if "/" in name:
        modules = [catalog.module(name)]
    else:
        tracks = catalog.tracks() if name == "all" else [catalog.track(name)]
        modules = [module for track in tracks for module in track.modules]
    if not modules:
        raise DsiError(f"{name} 과정에 단원이 없습니다. 단원 폴더에 module.yaml이 있는지 확인하세요.")
    regions = list(REGIONS) if region == "all" else [find_region(word) for word in region.split(",")]
    plans = [plan(module) for module in modules]
    if not proof.pairs(plans, regions):
        raise DsiError(f"{name}에는 {', '.join(map(str, regions))}에서 쓰는 단원이 없습니다. module.yaml의 regions를 확인하세요.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that children and scratch folders go too
    console = Console(highlight=False, soft_wrap=True)
    results = verify_report.watch(console, plans, regions, workers)
    verify_report.report(console, plans, results)
    if table is not None:
        verify_table.save(table, plans, results)
    console.print(verify_report.summary(results), markup=False)
    if not verify_report.passed(plans, results):
        raise typer.Exit(1)
