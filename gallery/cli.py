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
    center_only: Annotated[
        bool, typer.Option("--center-only", help="누구에게나 보이지 않고 강사와 이 센터의 담당자에게만 보이게 합니다.")
    ] = False,
    comment: Annotated[str, typer.Option(help="기록에 남길 말")] = "",
) -> None:
    """채점을 마치고 강사가 승인한 최종 과제를 갤러리에 게시합니다."""
    from gallery.publish import publish as run

    seen = "center" if center_only else "public"
    version = run(cohort, module, trainee, gallery, approved_by, all_regions, seen, comment, tell=typer.echo)
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
    cohorts: Annotated[
        Path | None, typer.Option(help="검토할 반들이 모인 폴더. 적지 않으면 갤러리 폴더 옆의 cohorts")
    ] = None,
    opened: Annotated[
        int,
        typer.Option(min=0, max=8, help="찾아올 사람을 위해 미리 실행해 둘 앱의 수. 하나가 메모리를 50~100MB 씁니다."),
    ] = 4,
) -> None:
    """갤러리를 엽니다."""
    from gallery.server import serve

    def ready() -> None:
        print(f"갤러리를 열었습니다: http://{host}:{port}/ (끄려면 Ctrl+C)", flush=True)

    serve(folder, host, port, ready, cohorts, opened)


@gallery_app.command("check")
def gallery_check(folder: Annotated[Path, typer.Argument(help="갤러리 폴더")]) -> None:
    """게시한 모든 버전이 게시한 그대로인지 검증값으로 확인합니다."""
    from gallery.store import Store

    found = Store(folder).check()
    for place, problems in found.items():
        for problem in problems:
            typer.echo(f"{place}: {problem}")
    if found:
        typer.echo(f"온전하지 않은 버전이 {len(found)}개 있습니다. 백업에서 그 폴더를 되살리세요.")
        raise typer.Exit(1)
    typer.echo("모든 버전이 게시한 그대로입니다.")


token_app = typer.Typer(help="갤러리에 로그인하는 토큰을 관리합니다.", no_args_is_help=True)
gallery_app.add_typer(token_app, name="token")
Folder = Annotated[Path, typer.Argument(metavar="갤러리", help="갤러리 폴더", show_default=False)]


@token_app.command("add")
def token_add(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="이름", help="검토 기록에 남을 이름", show_default=False)],
    officer: Annotated[
        str, typer.Option("--officer", metavar="센터", help="이 센터의 담당자(예: busan). 적지 않으면 강사")
    ] = "",
) -> None:
    """토큰을 만듭니다. 토큰은 이때 한 번만 보입니다."""
    from gallery.access import ROLE_NAMES, Accounts, Role
    from gallery.centers import Centers

    known = [each.id for each in Centers(folder).all()]
    if officer and known and officer not in known:
        raise DsiError(f"centers.yaml에 '{officer}' 센터가 없습니다. 있는 센터: {', '.join(known)}")
    role = Role.OFFICER if officer else Role.INSTRUCTOR
    token = Accounts(folder).add(name, role, officer)
    typer.echo(f"{name} 님({ROLE_NAMES[role]}{f', {officer}' if officer else ''})의 토큰입니다. 다시 볼 수 없으니 지금 전해 주세요.")
    typer.echo(token)


@token_app.command("list")
def token_list(folder: Folder) -> None:
    """누구에게 토큰을 주었는지 보여 줍니다."""
    from gallery.access import ROLE_NAMES, Accounts

    accounts = Accounts(folder).all()
    for each in accounts:
        typer.echo(f"{each.name}\t{ROLE_NAMES[each.role]}\t{each.center or '-'}\t{each.added:%Y-%m-%d}")
    if not accounts:
        typer.echo("토큰이 없습니다. `dsi gallery token add`로 만드세요.")


@token_app.command("remove")
def token_remove(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="이름", help="지울 이름", show_default=False)],
) -> None:
    """토큰을 없앱니다. 로그인해 있던 사람도 바로 나가게 됩니다."""
    from gallery.access import Accounts

    Accounts(folder).remove(name)
    typer.echo(f"{name} 님의 토큰을 없앴습니다.")
