"""What a hostile case is: what the trainee did, what that must earn, and what must be said about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

from nbformat import NotebookNode

Change = Callable[[NotebookNode], None]
Damage = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """One trainee and what they handed in.

    Parameters
    ----------
    name : str
        Also the trainee's id.
    claim : str
        What holds when the grader is right.
    changes : iterable of Change
        What was done to the notebook in Jupyter.
    damage : callable, optional
        What was done to the folder afterwards.
    score : float, optional
        What the submission earned; None when it cannot be graded and must have a reason instead.
    says : str
        A piece of what the instructor is told, in the reason or in one of the flags.
    quiet : str
        Why nothing need be said; only for what an honest trainee might do as well.
    either : bool
        A reason instead of the score is good, too.
    unsafe : str
        Why the case is not run by stock nbgrader, outside a sandbox.
    """

    name: str
    claim: str
    changes: Iterable[Change] = ()
    damage: Damage | None = None
    score: float | None = None
    says: str = ""
    quiet: str = ""
    either: bool = False
    unsafe: str = ""
    group: str = field(default="", compare=False)


def write(name: str, source: str) -> Change:
    """The trainee writes `source` into the cell `name`."""

    def change(nb: NotebookNode) -> None:
        find(nb, name).source = dedent(source).strip("\n")

    return change


def find(nb: NotebookNode, name: str) -> NotebookNode:
    """The first cell marked `name`."""
    return next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)
