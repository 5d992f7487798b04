"""What ``dsi grade`` shows while it grades and when it is done."""

from collections.abc import Iterator

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from grader.autograde import GradeResult

_SHOWN = 4  # flags of one submission in the table


class _Rate(ProgressColumn):
    """How fast it goes."""

    def render(self, task: Task) -> Text:
        """Submissions a minute."""
        return Text(f"분당 {task.speed * 60:.0f}건" if task.speed else "")


def with_progress(found: Iterator[GradeResult], title: str, total: int) -> list[GradeResult]:
    """Take all results, showing a bar with counts, rate and time left; sorted by trainee."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TextColumn("남은 시간"),
        TimeRemainingColumn(),
    )
    results = []
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(title, total=total)
        for result in found:
            results.append(result)
            progress.update(task, advance=1)
    return sorted(results, key=lambda result: result.trainee)


def show_grades(results: list[GradeResult], names: dict[str, str]) -> None:
    """Print the table of results and a line that counts them."""
    table = Table(title=f"{results[0].module} 채점 결과")
    for title in ("아이디", "이름", "점수", "비고"):
        table.add_column(title, justify="right" if title == "점수" else "left", overflow="fold")
    for result in results:
        points = "-" if result.score is None else f"{result.score:g} / {result.max_score:g}"
        remarks = ["지각"] * result.late + ["직접 채점할 문항 있음"] * result.waiting
        remarks += [f"채점 불가: {result.problem}"] if result.problem else []
        remarks += result.flags[:_SHOWN]
        remarks += [f"그 밖에 {len(result.flags) - _SHOWN}건"] if len(result.flags) > _SHOWN else []
        cells = (result.trainee, names.get(result.trainee, ""), points, "\n".join(remarks))
        table.add_row(*(escape(_printable(cell)) for cell in cells))
    Console().print(table)
    broken = sum(bool(result.problem) for result in results)
    flagged = sum(bool(result.flags) for result in results)
    said = f"{len(results) - broken}건을 채점했고, {broken}건은 채점하지 못했습니다."
    typer.echo(said + (f" 살펴볼 것이 있는 제출은 {flagged}건입니다." if flagged else ""))


def _printable(text: str) -> str:
    """Text without control characters, which could write over the table."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)
