"""``dsi doctor``: tell whether this machine is ready to grade."""

import typer


def doctor() -> None:
    """이 컴퓨터에서 안전하게 채점할 수 있는지 점검합니다."""
    from grader.kernels.doctor import problems

    found = problems()
    for problem in found:
        typer.echo(f"✗ {problem}")
    if found:
        raise typer.Exit(1)
    typer.echo("✓ 샌드박스와 커널이 잘 동작합니다.")
