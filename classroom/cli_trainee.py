"""``dsi my …``: what the buttons of a trainee's page do, in a terminal of the trainee's own server."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from classroom.trainee.work import Work

app = typer.Typer(
    help="내 단원을 받고, 검사하고, 제출합니다(센터에 로그인한 실습 서버의 터미널에서 씁니다).", no_args_is_help=True
)
ModuleName = Annotated[str, typer.Argument(metavar="단원", help="단원 이름 (예: 01-collect)", show_default=False)]
CohortName = Annotated[
    str | None, typer.Option("--cohort", metavar="반", help="반 이름(여러 반에 있을 때)", show_default=False)
]

_WORDS = {
    "passed": "통과", "failed": "아직 통과하지 못함", "empty": "아직 답하지 않음", "written": "강사가 읽고 채점",
    "changed": "시험 셀이 바뀜", "unknown": "검사하지 못함",
}  # fmt: skip


@app.command("list")
def modules(cohort: CohortName = None) -> None:
    """내 단원과 마감, 상태, 점수를 보여 줍니다."""
    from classroom.trainee.work import Work

    work = Work.here()
    for each in [cohort] if cohort else [found["id"] for found in work.cohorts()]:
        typer.echo(f"{work.cohort(each)} 반")
        for module in work.modules(each):
            score = "" if module.score is None else f" · {module.score:g}점 / {module.max_score:g}점"
            feedback = " · 피드백 있음" if module.feedback else ""
            due = f" · {module.due_text}" if module.released else ""
            typer.echo(f"  {module.id}  {module.title}: {module.state}{due}{score}{feedback}")


@app.command()
def fetch(
    module: ModuleName,
    cohort: CohortName = None,
    again: Annotated[bool, typer.Option("--again", help="처음 파일을 새 폴더에 다시 받습니다.")] = False,
) -> None:
    """단원을 받습니다. 이미 있는 파일은 그대로 둡니다."""
    work, cohort = _work(cohort)
    if again:
        typer.echo(f"처음 파일을 새 폴더에 받았습니다: {work.fetch_again(cohort, module)}")
        return
    put = work.fetch(cohort, module)
    typer.echo(f"받은 파일: {', '.join(put)}" if put else "파일이 모두 이미 있어 그대로 두었습니다.")
    typer.echo(f"폴더: {work.home.folder(cohort, module)}")


@app.command()
def check(module: ModuleName, cohort: CohortName = None) -> None:
    """실습을 처음부터 실행해 보고, 아직 통과하지 못한 문제를 알려 줍니다(있으면 종료 코드 1)."""
    from asyncio import run

    from classroom.trainee.check import check as look
    from classroom.trainee.home import PRACTICUM
    from curriculum.errors import DsiError

    work, cohort = _work(cohort)
    found = run(look(work.home.folder(cohort, module) / PRACTICUM))
    if found.problem:
        raise DsiError(found.problem)
    for each in found.findings:
        typer.echo(f"{_WORDS[each.state]}  {each.label}" + (f"\n    {each.reason}" if each.reason else ""))
    if not found.clean:
        raise typer.Exit(1)


@app.command()
def submit(
    module: ModuleName,
    cohort: CohortName = None,
    yes: Annotated[bool, typer.Option("--yes", help="답하지 않은 문제가 있거나 늦었어도 묻지 않고 제출합니다.")] = False,
) -> None:
    """단원을 제출하고 영수증을 남깁니다."""
    work, cohort = _work(cohort)
    for doubt in [] if yes else work.doubts(cohort, module):
        typer.echo(doubt)
        typer.confirm("그래도 제출할까요?", abort=True)
    answer = work.submit(cohort, module)
    receipt = answer["receipt"]
    late = " 늦은 제출로 적혔습니다." if answer["late"] else ""
    typer.echo(f"{module} 단원을 제출했습니다({receipt['time']}, 영수증 번호 {receipt['sha256'][:12]}).{late}")


@app.command()
def feedback(module: ModuleName, cohort: CohortName = None) -> None:
    """돌아온 피드백을 받습니다."""
    work, cohort = _work(cohort)
    for path in work.fetch_feedback(cohort, module):
        typer.echo(str(path))


def _work(cohort: str | None) -> "tuple[Work, str]":
    from classroom.trainee.work import Work

    work = Work.here()
    return work, work.cohort(cohort)
