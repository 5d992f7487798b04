"""``dsi data``: what an officer or author sees, and what verify and rebuild must notice."""

import json
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from curriculum import cli_data, datasets
from curriculum.errors import DsiError
from curriculum.recipes import rebuild, wheels

NAMES = datasets.names()


@pytest.fixture
def copied(tmp_path, monkeypatch):
    for name in ("kr-housing-vacancy", "kr-regions"):
        shutil.copytree(datasets.DATASETS / name, tmp_path / "datasets" / name)
    monkeypatch.setattr(datasets, "DATASETS", tmp_path / "datasets")
    monkeypatch.setattr(rebuild, "DATASETS", tmp_path / "datasets")
    return tmp_path / "datasets"


def run(*words):
    return CliRunner().invoke(cli_data.app, list(words))


def rewrite(folder, name, change):
    """Change a table and describe it again, so that only the rules inside can notice."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(one for one in package["resources"] if one["name"] == name)
    file = folder / resource["path"]
    frame = change(pq.read_table(file).to_pandas())
    pq.write_table(pa.Table.from_pandas(frame, schema=pq.read_schema(file), preserve_index=False), file)
    resource.update(bytes=file.stat().st_size, hash=f"sha256:{wheels.sha256(file)}", rows=len(frame))
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


def test_list_names_every_dataset_with_terms_and_source():
    shown = run("list").output
    assert all(name in shown for name in NAMES)
    assert "공공누리 제1유형" in shown
    assert "통계청" in shown


def test_describe_prints_korean():
    assert "주의할 점" in run("describe", "kr-regions").output


@pytest.mark.parametrize("name", NAMES)
def test_a_published_dataset_has_no_problem(name):
    assert datasets.verify(name) == []


def test_verify_ends_with_the_count_and_exit_zero(copied):
    done = run("verify")
    size = sum(file.stat().st_size for file in copied.glob("*/*") if file.suffix in (".json", ".parquet"))
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == f"data: datasets=2 verified=2 bytes={size}"


def test_a_flipped_byte_fails_verify(copied):
    file = copied / "kr-housing-vacancy" / "stock.parquet"
    data = bytearray(file.read_bytes())
    data[200] ^= 1
    file.write_bytes(data)
    done = run("verify")
    assert done.exit_code == 1
    assert "stock.parquet: sha256" in done.output
    assert "datasets=2 verified=1" in done.output.splitlines()[-1]


def _set(column, value):
    def change(frame):
        frame.loc[frame.index[3], column] = value
        return frame

    return change


@pytest.mark.parametrize(
    ("table", "change", "complaint"),
    [
        ("vacancy", _set("vacancy_rate", 120.0), "vacancy_rate 열: 조건에 어긋난 값이 1개"),
        (
            "dwellings",
            _set("apartment", 0),
            "apartment 열: 조건에 어긋난 값이 1개",
        ),  # 0 written where 0-4 is hidden
        ("vacancy", _set("sido", None), "sido 열: 빈칸이 1개"),
        ("vacancy", _set("adm2_basic", "21999"), "조건에 어긋난 값"),
        ("vacancy", _set("adm2_basic", "21990"), "kr-regions에 없는 코드가 있습니다: 21990"),
        ("vacancy", lambda frame: frame.iloc[[*range(len(frame)), 0]], "겹칩니다"),
        ("dwellings", _set("adm3", "9999999"), "그해 읍면동이 아닌 코드"),
    ],
)
def test_a_broken_rule_inside_a_table_is_noticed(copied, table, change, complaint):
    rewrite(copied / "kr-housing-vacancy", table, change)
    assert any(complaint in problem for problem in datasets.verify("kr-housing-vacancy"))


def test_a_description_against_the_standard_is_noticed(copied):
    file = copied / "kr-regions" / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    package["resources"][0]["schema"]["fields"][0]["type"] = "strng"
    del package["licenses"], package["resources"][1]["schema"]["fields"][2]["description"]
    file.write_text(json.dumps(package), encoding="utf-8")
    found = " ".join(datasets.verify("kr-regions"))
    assert "licenses" in found
    assert "strng" in found
    assert "sigungu.parquet: 제목이나 설명이 없는 열이 있습니다: adm2_basic" in found


def test_a_dataset_without_its_korean_page_is_noticed(copied):
    (copied / "kr-regions" / "README.md").unlink()
    assert datasets.verify("kr-regions") == ["README.md 파일이 없습니다."]


def test_verify_of_an_unknown_dataset_names_those_there():
    with pytest.raises(DsiError, match="kr-regions"):
        raise run("verify", "kr-nothing").exception


def test_rebuild_wants_one_name_or_all():
    assert isinstance(run("rebuild").exception, DsiError)
    assert isinstance(run("rebuild", "kr-regions", "--all").exception, DsiError)
    assert isinstance(run("rebuild", "kr-nothing").exception, DsiError)


RECIPE = """
from pathlib import Path
import pandas as pd
from curriculum import recipes
from curriculum.recipes import field, region_fields, table

PACKAGE = {
    "name": "kr-toy", "title": "장난감", "licenses": [recipes.KOGL1], "sources": [{"title": "없음"}], "attribution": "없음",
    "resources": [table("toy", "장난감", [*region_fields("adm1"), field("n", "integer", "수", "아무 수")], key=["adm1"])],
}

def build(out: Path) -> None:
    recipes.write_table(pd.DataFrame({"adm1": ["21", "11"], "n": [VALUE, 2]}), out / "toy.parquet", key=["adm1"])
    recipes.write_package(out, PACKAGE)
"""


@pytest.fixture
def toy(copied):
    folder = copied / "kr-toy"
    folder.mkdir()
    (folder / "README.md").write_text("장난감", encoding="utf-8")
    (folder / "recipe.py").write_text(RECIPE.replace("VALUE", "1"), encoding="utf-8")
    assert run("rebuild", "kr-toy", "--write").exit_code == 0
    assert datasets.verify("kr-toy") == []
    return folder


def test_an_author_writes_a_new_dataset_and_rebuilding_gives_the_same_bytes(toy):
    done = run("rebuild", "kr-toy")
    assert done.exit_code == 0
    assert "모두 같습니다" in done.output
    assert datasets.load("kr-toy")["n"].tolist() == [2, 1]


def test_rebuilding_mends_a_damaged_file(toy):
    (toy / "toy.parquet").write_bytes(b"rubbish")
    assert run("rebuild", "kr-toy").exit_code == 0
    assert datasets.verify("kr-toy") == []


def test_another_result_is_reported_and_the_published_file_kept(toy):
    before = (toy / "toy.parquet").read_bytes()
    (toy / "recipe.py").write_text(RECIPE.replace("VALUE", "7"), encoding="utf-8")
    done = run("rebuild", "kr-toy")
    assert done.exit_code == 1
    assert "toy.parquet: 내용이 다릅니다" in done.output
    assert (toy / "toy.parquet").read_bytes() == before


@pytest.mark.parametrize("name", NAMES)
def test_the_recipe_gives_the_published_bytes(name):
    try:
        result = rebuild.rebuild(name)
    except DsiError as error:
        if "내려받지 못했습니다" in str(error):
            pytest.skip(f"원자료를 받을 수 없음: {error}")
        raise
    assert result.differing == []
