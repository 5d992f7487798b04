"""``dsi build``: a track for a region, as an nbgrader course directory; ``dsi overview``: what the tracks are."""

from pathlib import Path
from typing import Annotated

import typer


def build(
    name: Annotated[str, typer.Argument(metavar="과정[/단원]", help="bigdata 또는 bigdata/02-clean-join")],
    region: Annotated[str, typer.Option(help="지역: 부산광역시, 부산, 또는 시도 코드")],
    out: Annotated[Path, typer.Option(help="만들 과정 폴더")],
) -> None:
    """과정을 지역에 맞추어 nbgrader 과정 폴더로 만듭니다."""
    from curriculum import catalog, regions
    from curriculum.build import build as build_course

    track_id, _, module_id = name.partition("/")
    track, place = catalog.track(track_id), regions.region(region)
    modules = [catalog.module(name)] if module_id else None
    built = build_course(track, place, out, modules)
    for module in built:
        typer.echo(f"  {module.id}  {module.title}")
    left_out = [m.id for m in (modules or track.modules) if m not in built]
    if left_out:
        typer.echo(f"{place.name_current}에서는 만들 수 없어 뺀 단원: {', '.join(left_out)}")
    typer.echo(f"{track.title} 과정을 {place.name_current} 자료로 만들었습니다: {out} (단원 {len(built)}개)")


def overview(
    out: Annotated[Path, typer.Argument(metavar="폴더", help="안내 페이지를 둘 폴더")],
    region: Annotated[str, typer.Option(help="그림을 그릴 지역")] = "부산광역시",
) -> None:
    """과정마다 안내 페이지(단원, 시간, 할 수 있게 되는 일, 자료, 그림)를 만듭니다."""
    from curriculum import catalog, regions
    from curriculum.overview import write

    tracks = catalog.tracks()
    write(tracks, regions.region(region), out, typer.echo)
    typer.echo(f"과정 {len(tracks)}개의 안내 페이지를 만들었습니다: {out}")
