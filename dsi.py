"""The ``dsi`` command: the packages' sub-commands under one name."""

import sys

import typer

from classroom import cli as classroom
from classroom import cli_completion, cli_hub, cli_lms, cli_person, cli_trainee
from curriculum import cli as curriculum
from curriculum import cli_data
from curriculum.errors import DsiError
from gallery import cli as gallery
from gallery import cli_review
from grader import cli as grader
from grader import cli_audit, cli_doctor, cli_verify

app = typer.Typer(
    help="디지털 사회혁신(DSI) 교육·실습 도구", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False
)


@app.callback()
def _root() -> None:
    """디지털 사회혁신(DSI) 교육·실습 도구."""


app.add_typer(cli_data.app, name="data")
app.command("build")(curriculum.build)
app.command("overview")(curriculum.overview)
app.command("demo")(classroom.demo)
app.command("start")(classroom.start)
app.add_typer(cli_hub.app, name="hub")
app.add_typer(cli_trainee.app, name="my")
grader.mount(app)
app.command("audit")(cli_audit.audit)
app.command("complete")(cli_completion.complete)
app.command("certificate")(cli_completion.certificate)
app.add_typer(cli_lms.app, name="lms")
app.add_typer(cli_person.app, name="person")
app.command("verify")(cli_verify.verify)
app.command("doctor")(cli_doctor.doctor)
app.add_typer(gallery.card_app, name="card")
app.add_typer(cli_review.app, name="review")
app.command("publish")(gallery.publish)
app.add_typer(gallery.gallery_app, name="gallery")


def main() -> None:
    """Run the command; a :class:`DsiError` becomes one sentence and exit code 2."""
    try:
        app()
    except DsiError as error:
        typer.echo(f"오류: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
