"""``dsi lms``: what goes back into a university's LMS."""

import typer

from grader.cli import Folder, ModuleName

app = typer.Typer(help="학교 LMS와 주고받습니다(LTI 1.3).", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """학교 LMS와 주고받습니다(LTI 1.3)."""


@app.command("send")
def send(
    folder: Folder,
    module: ModuleName,
) -> None:
    """피드백을 돌려준 단원의 점수를 LMS의 성적부로 보냅니다.

    훈련생마다 LMS의 링크로 한 번은 들어왔어야 합니다. 다시 보내면 새 점수로 바뀝니다.
    """
    from rich.console import Console
    from rich.progress import track

    from classroom.lti import grades
    from grader.cohort import Cohort

    cohort = Cohort(folder)
    everybody = {each.id: each.name for each in cohort.trainees()}
    sent = list(track(grades.send(cohort, module), "LMS로 보내는 중", total=len(everybody), transient=True, console=Console(stderr=True)))
    refused = [each for each in sent if each.problem]
    typer.echo(f"{len(sent) - len(refused)}명의 점수를 LMS로 보냈습니다.")
    if refused:
        typer.echo(f"보내지 못한 사람이 {len(refused)}명 있습니다.")
    for each in refused:
        typer.echo(f"- {everybody[each.trainee]}({each.trainee}): {each.problem}")
