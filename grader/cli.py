"""The commands around a cohort, mounted by ``dsi``: from ``dsi cohort create`` to ``dsi export``."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curriculum.errors import DsiError
from grader.lms import Form

if TYPE_CHECKING:
    from grader.report import Standing

Folder = Annotated[Path, typer.Argument(metavar="반폴더", help="반 폴더", show_default=False)]
ModuleName = Annotated[
    str, typer.Argument(metavar="단원", help="단원 이름 (예: 01-collect)", show_default=False)
]
TraineeId = Annotated[str, typer.Option("--trainee", help="훈련생 아이디", show_default=False)]
Home = Annotated[Path, typer.Option("--home", help="훈련생의 작업 폴더", show_default=False)]

cohort_app = typer.Typer(help="반을 만듭니다.", no_args_is_help=True)
roster_app = typer.Typer(help="반의 명단을 다룹니다.", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """Add the commands of this package to the ``dsi`` command."""
    app.add_typer(cohort_app, name="cohort")
    app.add_typer(roster_app, name="roster")
    for command in (release, fetch, submit, extend, receipt, collect, grade, score, feedback, export, status):
        app.command()(command)


@cohort_app.command("create")
def cohort_create(
    folder: Folder,
    track: Annotated[str, typer.Option(help="과정 (leader, bigdata, tech, starter)", show_default=False)],
    region: Annotated[str, typer.Option(help="지역 (예: 부산)", show_default=False)],
    center: Annotated[str, typer.Option(help="센터의 영어 이름 (예: busan)", show_default=False)],
    exchange: Annotated[
        Path | None,
        typer.Option(help="과제를 주고받는 교환 폴더 (기본: 반 폴더의 exchange)", show_default=False),
    ] = None,
) -> None:
    """반을 새로 만듭니다."""
    from grader.cohort import create

    cohort = create(folder, track, region, center, exchange)
    typer.echo(f"반이 준비되었습니다: {cohort.card.name} (단원 {len(cohort.modules())}개, {cohort.folder})")


@roster_app.command("add")
def roster_add(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="명단", help="명단 파일 (.xlsx, .csv)", show_default=False)],
) -> None:
    """명단 파일의 사람들을 반에 등록합니다. 이미 있는 사람은 내용을 새로 고칩니다.

    기관에서 쓰는 명단은 물론 Moodle·코스모스의 참여자 목록과 Canvas의 성적표 파일도 그대로 읽습니다.
    """
    from grader.cohort import Cohort
    from grader.roster import enrol, read

    new, known = enrol(Cohort(folder), read(file))
    typer.echo(f"{new}명을 등록했습니다." + (f" 이미 있던 {known}명은 새로 고쳤습니다." if known else ""))


def release(
    folder: Folder,
    module: ModuleName,
    due: Annotated[str | None, typer.Option(help='마감 (예: "2026-12-01 18:00")', show_default=False)] = None,
) -> None:
    """단원을 훈련생에게 배포합니다."""
    from grader.cohort import Cohort

    Cohort(folder).release(module, due)
    typer.echo(f"{module} 단원을 배포했습니다." + (f" 마감은 {due}입니다." if due else ""))


def fetch(folder: Folder, module: ModuleName, trainee: TraineeId, home: Home) -> None:
    """배포된 단원을 훈련생의 폴더로 받습니다."""
    from grader.cohort import Cohort

    typer.echo(f"{module} 단원을 받았습니다: {Cohort(folder).fetch(module, trainee, home)}")


def submit(folder: Folder, module: ModuleName, trainee: TraineeId, home: Home) -> None:
    """훈련생의 작업을 제출합니다."""
    from grader.cohort import Cohort

    moment = Cohort(folder).submit(module, trainee, home)
    typer.echo(f"{trainee}의 {module} 단원을 제출했습니다({moment:%Y-%m-%d %H:%M:%S}).")
    newest = max((home / "receipts").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    typer.echo(f"영수증: {newest}")


def extend(
    folder: Folder,
    module: ModuleName,
    trainee: TraineeId,
    until: Annotated[str, typer.Option(help='연장한 마감 (예: "2026-12-03 18:00")', show_default=False)],
) -> None:
    """한 훈련생의 마감을 늦춥니다."""
    from grader import late
    from grader.cohort import Cohort

    late.extend(Cohort(folder), module, trainee, until)
    typer.echo(f"{trainee}의 {module} 마감을 늦췄습니다. 새 마감: {until}")


def receipt(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="영수증", help="영수증 파일", show_default=False)],
) -> None:
    """제출 영수증이 도착한 제출과 맞는지 확인합니다."""
    from grader import receipts
    from grader.cohort import Cohort

    found, problem = receipts.check(Cohort(folder), file)
    what = f"{found.trainee}의 {found.module} 제출({found.time})"
    if problem:
        typer.echo(f"{what}: {problem}")
        raise typer.Exit(1)
    typer.echo(f"{what}이 영수증과 같은 내용으로 도착했습니다.")


def collect(folder: Folder, module: ModuleName) -> None:
    """제출된 작업을 걷습니다.

    걷을 수 없는 제출이 있어도 나머지는 모두 걷고, 걷지 못한 까닭을 보여 줍니다.
    """
    from grader.cohort import Cohort

    cohort = Cohort(folder)
    found = cohort.collect(module)
    total = len(cohort.submitted(cohort.module(module)))
    who = f" ({', '.join(found.new)})" if found.new else ""
    typer.echo(f"새 제출 {len(found.new)}건을 걷었습니다{who}. 모두 {total}건입니다.")
    if found.refused:
        typer.echo(f"걷지 않은 것이 {len(found.refused)}건 있습니다.")
    for item in found.refused:
        typer.echo(f"- {item.name}: {item.reason}")


def grade(
    folder: Folder,
    module: ModuleName,
    again: Annotated[bool, typer.Option("--all", help="이미 채점한 제출도 다시 채점합니다.")] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="한꺼번에 채점할 제출 수 (기본: 코어 수)", show_default=False),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="주소",
            help="여러 컴퓨터에서 채점할 때 쓰는 Dask 스케줄러의 주소 (예: tcp://10.0.0.5:8786)",
            show_default=False,
        ),
    ] = None,
    no_sandbox: Annotated[
        bool,
        typer.Option(
            "--no-sandbox",
            help="샌드박스 없이 채점합니다. 훈련생의 코드가 이 컴퓨터의 파일을 읽고 바꿀 수 있습니다.",
        ),
    ] = False,
) -> None:
    """걷은 작업을 자동으로 채점합니다.

    채점할 수 없는 제출이 있어도 나머지는 끝까지 채점합니다. 한 건도 채점하지 못했을 때만 종료 코드가 1입니다.
    """
    if no_sandbox:
        os.environ["DSI_NO_SANDBOX"] = "1"
    if scheduler is None:
        _begin_early(folder / "source" / module)
    from grader import autograde
    from grader.cli_grade import show_grades, with_progress
    from grader.cohort import Cohort

    cohort = Cohort(folder)
    module = cohort.module(module)
    found = autograde.grade(cohort, module, again, workers, scheduler)
    results = with_progress(found, f"{module} 채점", len(cohort.submitted(module)))
    if not results:
        typer.echo(f"{module} 단원에는 걷은 제출이 없습니다. `dsi collect`로 먼저 걷으세요.")
        return
    show_grades(results, {trainee.id: trainee.name for trainee in cohort.trainees()})
    if all(result.problem for result in results):
        raise typer.Exit(1)


def _begin_early(source: Path) -> None:
    """Let the kernels' zygote import the course's packages while this process imports its own."""
    import sys

    from grader.kernels import wanted, zygote

    # jsonschema looks for it to check a kind of address no notebook has; it would take half of all our imports.
    sys.modules.setdefault("rfc3987_syntax", None)
    if source.is_dir():
        with contextlib.suppress(DsiError):  # no sandbox: to be said when there is something to grade
            zygote.warm_up(sandboxed=os.environ.get("DSI_NO_SANDBOX") != "1", modules=wanted.imported(source))


def score(
    folder: Folder,
    module: ModuleName,
    trainee: TraineeId,
    question: Annotated[str, typer.Option(help="문항의 이름 (grade_id)", show_default=False)],
    points: Annotated[float, typer.Option(help="점수", show_default=False)],
    comment: Annotated[str | None, typer.Option(help="훈련생에게 보일 의견", show_default=False)] = None,
) -> None:
    """글로 쓴 답처럼 사람이 채점하는 문항의 점수를 줍니다."""
    from grader.by_hand import score_by_hand
    from grader.cohort import Cohort

    score_by_hand(Cohort(folder), module, trainee, question, points, comment)
    typer.echo(f"{trainee}의 {question}에 {points:g}점을 주었습니다.")


def feedback(folder: Folder, module: ModuleName) -> None:
    """채점한 결과를 훈련생에게 돌려줍니다."""
    from grader.cohort import Cohort

    results = Cohort(folder).feedback(module)
    given = [result for result in results if not result.problem]
    typer.echo(f"{len(given)}명에게 피드백을 돌려주었습니다.")
    waiting = [result.trainee for result in given if result.waiting]
    if waiting:
        typer.echo(f"직접 채점할 문항이 남아 있습니다: {', '.join(waiting)}. 채점한 뒤 다시 실행하세요.")
    for result in results:
        if result.problem:
            typer.echo(f"{result.trainee}: {result.problem}")


def export(
    folder: Folder,
    out: Annotated[Path, typer.Option(help="성적표 파일 (.csv)", show_default=False)],
    form: Annotated[
        Form | None, typer.Option(help="이 LMS의 성적부로 가져갈 형식 (코스모스는 moodle)", show_default=False)
    ] = None,
) -> None:
    """성적표를 엑셀에서 열 수 있는 CSV로 내보냅니다.

    아직 점수가 없는 칸은 비워 둡니다.
    """
    from grader import lms
    from grader.cohort import Cohort

    if form is None:
        Cohort(folder).export(out)
    else:
        lms.export(Cohort(folder), out, form)
    typer.echo(f"성적표를 저장했습니다: {out}")
    if form is Form.MOODLE:
        typer.echo("가져올 때 'ID number'나 'Email address'로 사용자를 맞추고, 'Course total'은 읽기만 하는 열이니 '무시'로 두세요.")
    if form is Form.CANVAS:
        typer.echo("Canvas는 SIS User ID나 SIS Login ID가 아이디와 같은 사람에게 점수를 넣고, 총점은 스스로 셈합니다.")


def status(folder: Folder) -> None:
    """누가 어디까지 했는지 보여 줍니다."""
    from rich.console import Console
    from rich.table import Table

    from grader.cohort import Cohort
    from grader.report import standings

    cohort = Cohort(folder)
    found = standings(cohort)
    if not found:
        typer.echo("아직 등록한 훈련생이나 배포한 단원이 없습니다.")
        return
    modules = sorted({standing.module for standing in found})
    table = Table(title=cohort.card.name)
    for title in ("아이디", "이름", *modules):
        table.add_column(title)
    for trainee in cohort.trainees():
        cells = [_cell(standing) for standing in found if standing.trainee.id == trainee.id]
        table.add_row(trainee.id, trainee.name, *cells)
    Console().print(table)
    for standing in found:
        if standing.problem:
            typer.echo(
                f"{standing.trainee.name}({standing.trainee.id}) {standing.module}: {standing.problem}"
            )


def _cell(standing: "Standing") -> str:
    points = "" if standing.score is None else f"{standing.score:g}/{standing.max_score:g} "
    return f"{points}{standing.state}{' (지각)' if standing.late else ''}"
