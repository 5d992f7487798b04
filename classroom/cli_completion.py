"""``dsi complete`` and ``dsi certificate``."""

from pathlib import Path
from typing import Annotated

import typer

from curriculum.errors import DsiError
from grader.cli import Folder

Gallery = Annotated[
    Path | None, typer.Option(help="갤러리 폴더 (기본: 센터 폴더의 gallery)", show_default=False)
]


def complete(
    folder: Folder,
    attendance: Annotated[
        Path | None, typer.Option(help="출석부 (.csv, .xlsx). 한 번 읽은 출석은 반에 남습니다", show_default=False)
    ] = None,
    begins: Annotated[str, typer.Option(help="교육을 시작한 날(예: 2026-09-01). --ends와 함께 적습니다", show_default=False)] = "",
    ends: Annotated[str, typer.Option(help="교육을 마친 날", show_default=False)] = "",
    gallery: Gallery = None,
    out: Annotated[
        Path | None, typer.Option(help="결과를 저장할 파일 (기본: 반 폴더의 completion.csv)", show_default=False)
    ] = None,
) -> None:
    """누가 수료했는지, 아니면 무엇이 부족한지 보여 줍니다.

    기준은 과정의 track.yaml에 있습니다.

    출석부는 차시마다 한 열이 있는 표, 날짜와 출결을 한 줄씩 적은 표, 출석률을 적은 표를 읽습니다.

    지각·조퇴·외출은 세 번에 결석 한 번으로 셉니다.
    """
    from classroom import attendance as attended
    from classroom import completion
    from grader.cohort import Cohort

    cohort = Cohort(folder)
    if begins or ends:
        completion.keep_period(cohort, begins, ends)
    if attendance:
        read = attended.read(attendance, cohort.trainees())
        attended.keep(cohort, read)
        typer.echo(f"{len(read.rates)}명의 출석을 읽었습니다.")
        if read.strangers:
            typer.echo(f"명단에 없어 읽지 않은 사람이 {len(read.strangers)}명 있습니다: {', '.join(read.strangers)}")
    found = completion.results(cohort, gallery)
    if not found:
        raise DsiError(f"{cohort.folder}: 등록한 훈련생이 없습니다. `dsi roster add`로 먼저 등록하세요.")
    place = out or cohort.folder / completion.FILE
    completion.write(found, place)
    done = [each for each in found if not each.missing]
    typer.echo(f"{cohort.card.name}: {len(found)}명 가운데 {len(done)}명이 수료했습니다.")
    for each in found:
        who = f"{each.trainee.name}({each.trainee.id})"
        typer.echo(f"- {who}: 미수료" if each.missing else f"- {who}: 수료")
        for reason in each.missing:
            typer.echo(f"    {reason}")
    typer.echo(f"결과를 저장했습니다: {place}")


def certificate(
    folder: Annotated[Path | None, typer.Argument(metavar="반폴더", help="반 폴더", show_default=False)] = None,
    trainee: Annotated[str | None, typer.Option(help="이 훈련생의 수료증만", show_default=False)] = None,
    out: Annotated[
        Path | None, typer.Option(help="수료증을 넣을 폴더 (기본: 반 폴더의 certificates)", show_default=False)
    ] = None,
    gallery: Gallery = None,
    address: Annotated[str, typer.Option(help="수료증을 확인할 갤러리의 주소 (기본: center.yaml의 address)")] = "",
    verify: Annotated[str | None, typer.Option(help="확인할 수료증 번호", show_default=False)] = None,
    name: Annotated[str, typer.Option(help="확인할 수료증의 이름")] = "",
) -> None:
    """수료한 사람의 수료증을 PDF로 만듭니다. 이미 발급한 수료증은 번호와 날짜가 그대로입니다.

    수료증이 맞는지는 dsi certificate --verify 번호 --name 이름 --gallery 갤러리폴더로 확인합니다.
    """
    from classroom import certificate as certificates
    from classroom import completion
    from grader.cohort import Cohort

    if verify is not None:
        _verify(folder, gallery, verify, name)
        return
    if folder is None:
        raise DsiError("반 폴더를 적지 않았습니다. `dsi certificate 반폴더`처럼 적어 주세요.")
    cohort = Cohort(folder)
    found = completion.results(cohort, gallery)
    if trainee is not None:
        cohort.trainee(trainee)
        found = [each for each in found if each.trainee.id == trainee]
    else:
        found = [each for each in found if not each.missing]
    if not found:
        raise DsiError(f"{cohort.folder}: 수료한 사람이 없습니다. `dsi complete`로 무엇이 부족한지 확인하세요.")
    by = certificates.issuer(cohort, gallery, address)
    place = out or cohort.folder / certificates.FOLDER
    if out is not None and not place.is_dir():
        raise DsiError(f"{place} 폴더가 없습니다. 폴더를 먼저 만들거나 다른 곳을 정하세요.")
    place.mkdir(exist_ok=True)
    for each in found:
        made = certificates.issue(cohort, each, by)
        path = place / f"{each.trainee.id}.pdf"
        certificates.write(path, made)
        typer.echo(f"{made.name}({each.trainee.id}): {made.number} {path}")


def _verify(folder: Path | None, gallery: Path | None, number: str, name: str) -> None:
    from classroom.completion import gallery_of
    from gallery.certificates import Register
    from grader.cohort import Cohort

    if not name:
        raise DsiError("이름을 적지 않았습니다. --name 뒤에 수료증에 적힌 이름을 적어 주세요.")
    if gallery is None:
        if folder is None:
            raise DsiError("갤러리 폴더를 적지 않았습니다. --gallery 뒤에 갤러리 폴더를 적어 주세요.")
        gallery = gallery_of(Cohort(folder))
    entry = Register(gallery).verify(number, name)
    if entry is None:
        typer.echo("이 번호와 이름으로 발급한 수료증이 없습니다.")
        raise typer.Exit(1)
    typer.echo(f"발급한 수료증이 맞습니다: {entry.number}, {entry.track}, {entry.center}, {entry.date}")
