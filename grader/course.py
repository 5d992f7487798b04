"""What grading must know of one module of a course, read from its gradebook and configuration once."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from curriculum.errors import DsiError
from grader.cohort import Cohort
from grader.repair import hidden_regions, originals_of

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

# The steps of stock autograding, before and after the restored notebook is written, and the kit's.
_AFTER = [
    "IgnorePattern",
    "ClearMetadataPreprocessor",
    "LimitOutput",
    "SaveAutoGrades",
    "AssignLatePenalties",
]
_STOCK = (
    ["ClearOutput", "DeduplicateIds", "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata"],
    ["Execute", *_AFTER, "CheckCellMetadata"],
)
_KIT = (
    ["ClearOutput", "RestoreCells", "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata"],
    ["ExecuteGraded", *_AFTER, "CheckCellMetadata"],
)


@dataclass
class Original:
    """One notebook as the course made it."""

    cells: dict[str, NotebookNode]
    kernelspec: dict[str, Any] | None
    max_score: float
    source: Path


@dataclass
class Course:
    """One module of a cohort, ready for grading.

    Attributes
    ----------
    notebooks : dict
        The notebooks of the module by name.
    own_way : bool
        Whether the course has put steps of its own into nbgrader's autograding: then nbgrader itself must run them.
    """

    cohort: Cohort
    module: str
    api: "NbGraderAPI"
    notebooks: dict[str, Original] = field(default_factory=dict)
    regions: list[tuple[str, str]] = field(default_factory=list)
    own_way: bool = False
    permissions: int = 0o444
    kept_files: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        from nbgrader.api import MissingEntry
        from nbgrader.converters import Autograde

        with self.api.gradebook as gradebook:
            try:
                found = gradebook.find_assignment(self.module).notebooks
            except MissingEntry as error:
                msg = f"{self.module} 단원은 아직 배포되지 않았습니다. `dsi release`로 먼저 배포하세요."
                raise DsiError(msg) from error
            for book in found:
                kernelspec = json.loads(book.kernelspec) if book.kernelspec else None
                source = self.source / f"{book.name}.ipynb"
                self.notebooks[book.name] = Original(originals_of(book), kernelspec, book.max_score, source)
        stock = Autograde(coursedir=self.api.coursedir, parent=self.api)
        steps = tuple([_name(step) for step in steps] for steps in
                      (stock.sanitize_preprocessors, stock.autograde_preprocessors))  # fmt: skip
        self.own_way = steps not in (_STOCK, _KIT) or bool(stock.pre_convert_hook or stock.post_convert_hook)
        self.permissions = int(str(stock.permissions), 8)
        self.kept_files = tuple(stock.exclude_overwriting.get(self.module, []))
        self.regions = hidden_regions(self.api)

    @property
    def config(self) -> Any:
        """The course's nbgrader configuration."""
        return self.api.config

    @property
    def ignored(self) -> list[str]:
        """Patterns of files nbgrader does not take along."""
        return list(self.api.coursedir.ignore)

    @property
    def source(self) -> Path:
        """The module's folder in ``source``."""
        return self._folder("source_directory", ".")

    def submitted(self, trainee: str) -> Path:
        """Where a collected submission lies."""
        return self._folder("submitted_directory", trainee)

    def autograded(self, trainee: str) -> Path:
        """Where its graded version goes."""
        return self._folder("autograded_directory", trainee)

    def graded(self) -> list[str]:
        """Names of the notebooks that carry points."""
        return [name for name, original in self.notebooks.items() if original.max_score > 0]

    def _folder(self, kind: str, trainee: str) -> Path:
        courses = self.api.coursedir
        return Path(courses.format_path(getattr(courses, kind), trainee, self.module))


def _name(step: Any) -> str:
    return step.rpartition(".")[2] if isinstance(step, str) else step.__name__
