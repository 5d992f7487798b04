"""Masters become nbgrader notebooks: complete, the same each time, and nothing leaks."""

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from curriculum import notebook

MASTER = '''\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 고령 인구 비율을 구하다

# %% tags=["parameters"]
REGION = "부산광역시"

# %% nbgrader={"grade_id": "q01-share", "solution": true}
def share(part, whole):
    """비율(%)을 돌려준다."""
    ### BEGIN SOLUTION
    return part / whole * 100
    ### END SOLUTION

# %% nbgrader={"grade_id": "q01-share-test", "grade": true, "locked": true, "points": 2}
assert share(1, 2) == 50, "1/2은 50%입니다."
### BEGIN HIDDEN TESTS
assert share(3, 4) == 75, "다른 수로도 확인하세요."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "q02-why", "grade": true, "solution": true, "points": 3}
# 왜 그렇게 생각했는지 쓰세요.
'''


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "practicum.py"
    path.write_text(MASTER, encoding="utf-8")
    return path


def test_reading_twice_gives_the_same_bytes(master):
    assert notebook.dumps(notebook.read(master)) == notebook.dumps(notebook.read(master))


def test_the_short_metadata_becomes_what_nbgrader_demands(master):
    nb = notebook.read(master)
    validator = MetadataValidator()
    validator.validate_nb(nb)
    by_id = {cell.id: cell.metadata.nbgrader for cell in nb.cells if "nbgrader" in cell.metadata}
    assert by_id["q01-share-test"]["points"] == 2
    assert by_id["q01-share-test"]["locked"]
    assert by_id["parameters"]["locked"], "지역은 훈련생이 바꾸어 제출할 수 없어야 합니다."


def test_the_region_is_a_parameter(master):
    nb = notebook.read(master)
    assert 'REGION = "전북특별자치도"' in notebook.dumps(notebook.for_region(nb, "전북특별자치도")).replace('\\"', '"')
    assert "부산광역시" in nb.cells[1].source, "원본은 그대로여야 합니다."


def test_the_release_has_neither_solutions_nor_hidden_tests(master):
    nb = notebook.read(master)
    text = notebook.dumps(notebook.released(nb))
    assert "part / whole" not in text
    assert "다른 수로도" not in text
    assert "1/2은 50%입니다" in text
    assert notebook.leaks(notebook.released(nb), nb) == []


def test_the_leak_test_rejects_a_notebook_that_leaks(master):
    nb = notebook.read(master)
    assert any("BEGIN SOLUTION" in leak for leak in notebook.leaks(nb))
    half_cleared = notebook.released(nb)
    half_cleared.cells[0].source += '\nassert share(3, 4) == 75, "다른 수로도 확인하세요."'
    assert notebook.leaks(half_cleared, nb), "표시만 지우고 남은 숨은 시험도 찾아야 합니다."


def test_text_to_notebook_to_text_loses_nothing(master, tmp_path):
    nb = notebook.read(master)
    again = tmp_path / "again.py"
    again.write_text(notebook.to_text(nb), encoding="utf-8")
    assert notebook.dumps(notebook.read(again)) == notebook.dumps(nb)
    assert '"schema_version"' not in again.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"q01-share-test"', '"q01-share"', "두 번"),
        (', "points": 2', "", "points"),
        ('"solution": true}\ndef', '"solution": true, "points": 1}\ndef', "points"),
        ('"q01-share"', '"문제-1"', "grade_id"),
        ('"locked": true, "points": 2', '"lock": true, "points": 2', "nbgrader 표시"),
        ('"grade": true, "solution": true, "points": 3', '"solution": true', "grade"),
    ],
)
def test_a_wrong_mark_is_named_with_its_cell(master, old, new, named):
    assert old in MASTER
    master.write_text(MASTER.replace(old, new), encoding="utf-8")
    with pytest.raises(notebook.NotebookError, match=rf"practicum\.py \d+번째 셀.*{named}"):
        notebook.read(master)


def test_a_master_in_cp949_is_refused_with_the_remedy(master):
    master.write_bytes(MASTER.encode("cp949"))
    with pytest.raises(notebook.NotebookError, match="UTF-8"):
        notebook.read(master)


def test_equal_cells_get_different_ids(master):
    master.write_text(MASTER + "\n# %%\nprint(1)\n\n# %%\nprint(1)\n", encoding="utf-8")
    ids = [cell.id for cell in notebook.read(master).cells]
    assert len(ids) == len(set(ids))
    nbformat.validate(notebook.read(master))
