"""Judge a test by how it ended: its outputs become what nbgrader's own scoring reads the same way.

nbgrader takes anything on stderr for a failure and any number at the end of a cell for partial credit, wherever
it came from. Here a test has failed when it did not come to its end, and a number counts only where the course
says so.
"""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.course_cells import ends_in_value, is_test


def settle(nb: NotebookNode, partial_credit: bool) -> None:
    """Leave in each test's outputs only what counts, and what a person may want to see.

    Parameters
    ----------
    nb : NotebookNode
        After it was run.
    partial_credit : bool
        Whether a number at the end of a test is its score, as in plain nbgrader.
    """
    for cell in nb.cells:
        if is_test(cell):
            cell.outputs = list(_settled(cell, partial_credit))


def _settled(cell: NotebookNode, partial_credit: bool) -> list[NotebookNode]:
    failed = any(output.output_type == "error" for output in cell.outputs)
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    counted = None
    if results and partial_credit and not failed and ends_in_value(cell.source):
        counted = results[-1] if _fits(results[-1], cell.metadata["nbgrader"]["points"]) else None
    kept = []
    for output in cell.outputs:
        if output.get("name") == "stderr":
            continue
        if output.output_type == "execute_result" and output is not counted:
            kept.append(new_output("display_data", data=output.data, metadata=output.metadata))
        else:
            kept.append(output)
    return kept


def _fits(result: NotebookNode, points: float) -> bool:
    """Whether nbgrader can take the result for a score; it stops at one beyond the cell's points."""
    try:
        return float(result.data.get("text/plain", "")) <= float(points)
    except ValueError:
        return True
