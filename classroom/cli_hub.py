"""``dsi hub``: a center for many people at one address."""

from pathlib import Path
from typing import Annotated

import typer

from classroom import cli_backup

# Not readable: who is not root is told so by the command itself.
Folder = Annotated[Path, typer.Argument(metavar="센터폴더", help="센터 폴더", show_default=False, readable=False)]

app = typer.Typer(help="여러 사람이 한 주소로 들어오는 센터를 만들고 엽니다.", no_args_is_help=True)


@app.command("init")
def init(
    folder: Folder,
    center: Annotated[str | None, typer.Option(help="새 센터의 영문 이름(예: busan)", show_default=False)] = None,
    region: Annotated[str | None, typer.Option(help="새 센터의 지역(예: 부산)", show_default=False)] = None,
    administrator: Annotated[
        str | None, typer.Option(metavar="이름", help="새 센터의 첫 관리자가 로그인할 영문 이름", show_default=False)
    ] = None,
) -> None:
    """center.yaml을 쓰고, 거기 적힌 반·계정·허브 설정 가운데 빠진 것을 만듭니다."""
    from classroom.hub.init import init as make

    made = make(folder, center, region, administrator, typer.echo)
    typer.echo(f"준비했습니다: {made.center.name} ({made.folder})")
    if not made.cohorts:
        typer.echo(f"다음: 명단을 {made.folder}에 두고 center.yaml의 cohorts에 반을 적은 뒤 `dsi hub init {made.folder}`를 다시 실행하세요.")
        return
    typer.echo(f"다음: `dsi hub password {made.folder} {made.administrators[0]}` → `dsi hub start {made.folder}`")


@app.command("password")
def password(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="이름", help="로그인할 이름", show_default=False)],
) -> None:
    """비밀번호를 정합니다. 관리자의 첫 비밀번호를 정하거나, 잊은 비밀번호를 바꿀 때 씁니다."""
    import sys

    from classroom import center as centers
    from classroom.hub.passwords import set_password

    center = centers.read(folder)
    if sys.stdin.isatty():
        word = typer.prompt("새 비밀번호", hide_input=True, confirmation_prompt="한 번 더")
    else:  # never an argument: command lines can be read by everybody on the machine
        word = sys.stdin.readline().rstrip("\n")
    set_password(center, name, word)
    typer.echo(f"{name} 님의 비밀번호를 정했습니다.")


@app.command("check")
def check(folder: Folder) -> None:
    """켜기 전에 무엇이 잘못되었는지 찾습니다."""
    from classroom import center as centers
    from classroom.hub.check import cautions, problems

    found = problems(folder)
    for each in found:
        typer.echo(f"- {each}")
    if found:
        typer.echo(f"고칠 것이 {len(found)}가지 있습니다.")
        raise typer.Exit(1)
    for each in cautions(centers.read(folder)):
        typer.echo(f"주의: {each}")
    typer.echo("켤 수 있습니다.")


@app.command("start")
def start(folder: Folder) -> None:
    """센터를 엽니다(Ctrl+C로 끕니다)."""
    from classroom.hub.start import start as serve

    serve(folder, typer.echo)


@app.command("reload")
def reload(folder: Folder) -> None:
    """켜져 있는 허브를 바뀐 center.yaml로 다시 켭니다. 열려 있는 실습 서버는 그대로 있습니다."""
    from classroom.hub.start import start_anew

    start_anew(folder)
    typer.echo("바뀐 설정으로 다시 열었습니다. 열려 있던 실습 서버는 그대로 있습니다.")


cli_backup.mount(app)
