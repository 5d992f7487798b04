"""What a course's graded notebooks import, read without loading any of the libraries that read notebooks."""

import ast
import json
from collections.abc import Iterable
from pathlib import Path


def imported(folder: Path) -> list[str]:
    """Modules that the graded notebooks in `folder` import, each once, in the order they are met.

    A lesson, in which nothing is graded, is not run: what it draws its maps with need not be there.
    """
    found: dict[str, None] = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
            marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
            is_graded = any(mark.get("grade") or mark.get("task") for mark in marks)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if not is_graded:
            continue
        found |= dict.fromkeys(name for source in sources for name in _imports(source))
    return list(found)


def _imports(source: str) -> Iterable[str]:
    lines = (line for line in source.splitlines() if not line.lstrip().startswith(("%", "!", "?")))
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            if node.module == "curriculum":
                yield from (f"curriculum.{alias.name}" for alias in node.names)
