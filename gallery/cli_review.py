"""``dsi review``: an officer's steps between a graded capstone and the gallery."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="반폴더", help="반 폴더", show_default=False)]
Module = Annotated[
    str, typer.Argument(metavar="단원", help="최종 과제 단원, 예: 09-capstone", show_default=False)
]
TraineeId = Annotated[str, typer.Option("--trainee", help="훈련생 아이디", show_default=False)]
Gallery = Annotated[Path, typer.Option(help="갤러리 폴더", show_default=False)]
By = Annotated[str, typer.Option(help="이 단계를 맡은 강사나 담당자의 이름", show_default=False)]
Comment = Annotated[str, typer.Option(help="까닭이나 전할 말")]

app = typer.Typer(help="최종 과제를 검토합니다: 검토 시작, 보완 요청, 승인, 철회.", no_args_is_help=True)


def _take(state: str, cohort: Path, module: str, trainee: str, gallery: Path, by: str, comment: str) -> None:
    from gallery.publish import work_of
    from gallery.review import Reviews, State

    step = Reviews(gallery).take(work_of(cohort, module, trainee), State[state], by, comment)
    typer.echo(f"{trainee}의 {module}: '{step.state}'(으)로 적었습니다.")


@app.command()
def start(
    cohort: Folder, module: Module, trainee: TraineeId, gallery: Gallery, by: By, comment: Comment = ""
) -> None:
    """검토를 시작합니다."""
    _take("IN_REVIEW", cohort, module, trainee, gallery, by, comment)


@app.command("return")
def give_back(
    cohort: Folder, module: Module, trainee: TraineeId, gallery: Gallery, by: By, comment: Comment = ""
) -> None:
    """무엇을 고쳐야 하는지 적어 보완을 요청합니다."""
    _take("RETURNED", cohort, module, trainee, gallery, by, comment)


@app.command()
def approve(
    cohort: Folder, module: Module, trainee: TraineeId, gallery: Gallery, by: By, comment: Comment = ""
) -> None:
    """게시해도 좋다고 승인합니다."""
    _take("APPROVED", cohort, module, trainee, gallery, by, comment)


@app.command()
def check(
    cohort: Folder,
    module: Module,
    trainee: TraineeId,
    gallery: Annotated[Path | None, typer.Option(help="갤러리 폴더. centers.yaml의 센터 이름도 확인합니다")] = None,
    page: Annotated[Path | None, typer.Option(help="게시하면 보일 화면을 이 HTML 파일로 남깁니다")] = None,
) -> None:
    """게시하기 전에 고칠 곳이 있는지 노트북을 실행하며 살펴봅니다. 기록은 남기지 않습니다."""
    from gallery.publish import inspect

    seen = inspect(cohort, module, trainee, gallery)
    if page and seen.page:
        page.write_bytes(seen.page)
    for problem in seen.problems:
        typer.echo(f"- {problem}")
    if seen.problems:
        typer.echo(f"고칠 곳이 {len(seen.problems)}가지 있습니다.")
        raise typer.Exit(1)
    typer.echo("고칠 곳이 없습니다.")


@app.command()
def log(cohort: Folder, module: Module, trainee: TraineeId, gallery: Gallery) -> None:
    """지금 상태와 지나온 단계를 보여 줍니다."""
    from gallery.pages import KOREA
    from gallery.publish import work_of
    from gallery.review import Reviews

    reviews, work = Reviews(gallery), work_of(cohort, module, trainee)
    typer.echo(f"지금 상태: {reviews.state(work)}")
    for step in reviews.steps(work):
        version = f" 버전 {step.version}" if step.version else ""
        why = f": {step.why}" if step.why else ""
        typer.echo(f"{step.when.astimezone(KOREA):%Y-%m-%d %H:%M} {step.state}{version} ({step.by}){why}")


@app.command()
def withdraw(
    slug: Annotated[str, typer.Argument(metavar="주소이름", help="갤러리 주소의 이름", show_default=False)],
    gallery: Gallery,
    by: By,
    comment: Comment = "",
) -> None:
    """게시한 프로젝트를 거둡니다. 주소에는 거두었다는 안내가 남습니다."""
    from gallery.publish import withdraw as run

    version = run(gallery, slug, by, comment)
    typer.echo(f"거두었습니다: {version.card.title} (버전 {version.number}까지)")
