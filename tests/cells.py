"""Small notebooks for tests: cells as an author would mark them."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebook(*cells: NotebookNode) -> NotebookNode:
    """Put cells into a notebook whose cell ids are the names of the marked cells."""
    for number, cell in enumerate(cells):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", f"plain-{number}")
    return new_notebook(cells=list(cells), metadata={"kernelspec": dict(KERNEL)})


def prose(text: str) -> NotebookNode:
    """Explaining text."""
    return new_markdown_cell(text)


def code(source: str) -> NotebookNode:
    """Code that is nobody's answer."""
    return new_code_cell(source)


def parameters(region: str = "부산광역시") -> NotebookNode:
    """The locked cell that names the region."""
    cell = _marked(new_code_cell(f'REGION = "{region}"'), "parameters", locked=True)
    cell.metadata["tags"] = ["parameters"]
    return cell


def answer(name: str, solution: str, before: str = "") -> NotebookNode:
    """An autograded answer: what is given, and the part the trainee writes."""
    indent = "    " if before.rstrip().endswith(":") else ""
    lines = [f"{indent}{line}" for line in ("### BEGIN SOLUTION", *solution.splitlines(), "### END SOLUTION")]
    return _marked(new_code_cell("\n".join([*before.splitlines(), *lines])), name, solution=True)


def check(name: str, visible: str, hidden: str = "", points: float = 2) -> NotebookNode:
    """A test cell with visible and hidden assertions."""
    parts = [visible] + ([f"### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"] if hidden else [])
    return _marked(new_code_cell("\n".join(parts)), name, grade=True, locked=True, points=points)


def written(name: str, model_answer: str = "모범 답안입니다.", points: float = 4) -> NotebookNode:
    """A written answer graded by hand."""
    text = f"### BEGIN SOLUTION\n{model_answer}\n### END SOLUTION"
    return _marked(new_markdown_cell(text), name, grade=True, solution=True, points=points)


def _marked(cell: NotebookNode, name: str, **marks: object) -> NotebookNode:
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    cell.metadata["nbgrader"] = NotebookNode({**plain, **marks, "grade_id": name, "schema_version": 3})
    return cell
