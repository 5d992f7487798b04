"""``dsi person``: what a center holds of one person, to have and to delete (개인정보 보호법 제35조, 제36조)."""

import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curriculum.errors import DsiError

if TYPE_CHECKING:
    from classroom.personal import Subject

Center = Annotated[Path, typer.Argument(metavar="센터폴더", help="센터 폴더", show_default=False)]
Who = Annotated[str, typer.Argument(metavar="이름", help="훈련생의 아이디나 이름", show_default=False)]

app = typer.Typer(help="한 사람의 개인정보를 내어 주거나 지웁니다.", no_args_is_help=True)


@app.command("export")
def export(
    center: Center,
    who: Who,
    out: Annotated[Path, typer.Argument(metavar="파일", help="만들 파일 (.zip)", show_default=False)],
) -> None:
    """센터가 한 사람에 대해 갖고 있는 모든 자료를 한 파일에 담습니다."""
    import json

    from classroom import personal
    from classroom.owner import as_owner

    if out.suffix.lower() != ".zip" or not out.parent.is_dir():
        raise DsiError(f"{out}: 이미 있는 폴더 안에, 이름이 .zip으로 끝나게 적어 주세요.")
    center = center.resolve()
    subject = _subject(center, who)
    with tempfile.TemporaryFile(dir=out.parent) as file:

        def collect() -> None:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as target:
                personal.collect(center, subject, target)

        as_owner(_records(center), collect)
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, strict_timestamps=False) as target:
            personal.add(target, "home", center / "homes" / subject.id)
            if account := _account(center, subject.id):
                target.writestr("account.json", json.dumps(account, ensure_ascii=False, indent=1))
            count = len(target.namelist())
        file.seek(0)
        partial = out.with_name(f".{out.name}.part")
        partial.unlink(missing_ok=True)
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as whole:  # noqa: PTH123
            shutil.copyfileobj(file, whole)
        partial.replace(out)
    typer.echo(f"{_called(subject)} 님의 자료 {count}개 파일을 담았습니다: {out}")
    typer.echo("개인정보가 들어 있으니 본인에게만 안전하게 전해 주세요.")


@app.command("delete")
def delete(
    center: Center,
    who: Who,
    published: Annotated[
        bool, typer.Option("--published", help="갤러리에 게시한 프로젝트에서도 이름을 지웁니다. 내용은 남습니다.")
    ] = False,
) -> None:
    """센터가 한 사람에 대해 갖고 있는 자료를 지웁니다. 되돌릴 수 없습니다.

    성적을 바꾼 기록은 아이디를 가명으로 바꾸어 남기고, 게시한 프로젝트는 따로 청하지 않으면 그대로 둡니다.
    """
    from classroom import forgetting
    from classroom.owner import as_owner

    center = center.resolve()
    _hub_is_off(center)
    with forgetting.steady(center):
        plan = forgetting.begun(center)
        if plan is not None:
            if who not in (plan.subject.id, *plan.subject.names):
                raise DsiError(f"{plan.subject.id}의 자료를 지우다가 멈춘 적이 있습니다. `dsi person delete {center} {plan.subject.id}`로 먼저 마치세요.")
            typer.echo("지난번에 멈춘 곳부터 이어서 지웁니다.")
        else:
            subject = _subject(center, who)
            typer.echo(f"{_called(subject)} 님의 자료를 {len(subject.cohorts)}개 반({', '.join(subject.cohorts)})에서 지웁니다. 되돌릴 수 없습니다.")
            name = subject.names[0] if subject.names else subject.id
            if typer.prompt(f"지우려면 '{name}'을(를) 그대로 적으세요", default="", show_default=False).strip() != name:
                typer.echo("적은 이름이 달라 아무것도 지우지 않았습니다.")
                raise typer.Exit(1)
            plan = forgetting.begin(center, subject, published)
        told = as_owner(_records(center), lambda: forgetting.records(center, plan))
        told += _leave(center, plan.subject.id)
        left = forgetting.leftovers(center, plan.subject, plan.published)
        forgetting.end(center)
    for line in told:
        typer.echo(f"- {line}")
    typer.echo("수료증 대장에는 이름이 없고, 이미 내준 수료증을 확인할 수 있어야 하므로 그대로 둡니다.")
    if left:
        typer.echo(f"이름이나 아이디가 아직 적힌 파일이 {len(left)}개 있습니다. 살펴보고 지워 주세요:")
        for path in left:
            typer.echo(f"  {path}")
    typer.echo("미리 내보낸 성적표와 백업, 센터 밖으로 옮긴 파일은 이 명령이 알지 못합니다. 따로 지워 주세요.")


def _records(center: Path) -> Path:
    """The folder whose owner the records belong to."""
    if not (center / "cohorts").is_dir():
        raise DsiError(f"{center}: cohorts 폴더가 없습니다. 센터 폴더의 경로를 확인하세요.")
    return center / "cohorts"


def _subject(center: Path, who: str) -> "Subject":
    from dataclasses import asdict

    from classroom import personal
    from classroom.owner import as_owner

    found = as_owner(_records(center), lambda: asdict(personal.find(center, who)))
    return personal.Subject(**{key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})


def _called(subject: "Subject") -> str:
    return f"{subject.names[0]}({subject.id})" if subject.names else subject.id


def _account(center: Path, person: str) -> dict | None:
    from classroom import center as centers
    from classroom.hub import leaving

    return leaving.account(centers.read(center), person) if (center / centers.FILE).is_file() else None


def _hub_is_off(center: Path) -> None:
    from classroom import center as centers
    from classroom import databases

    if (center / centers.FILE).is_file():
        databases.not_running(centers.read(center))


def _leave(center: Path, person: str) -> list[str]:
    from classroom import center as centers
    from classroom.hub import leaving

    if (center / centers.FILE).is_file():
        return list(leaving.leave(centers.read(center), person))
    home = center / "homes" / person
    if home.is_dir():
        shutil.rmtree(home)
        return ["실습 폴더를 지웠습니다."]
    return []
