"""``dsi data add``: a file of one's own becomes a dataset that the one door finds, whole or not at all."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
from typer.testing import CliRunner

from curriculum import cli_data, datasets, own_dataset
from curriculum.errors import DsiError

SHELTERS = (
    "부산광역시 무더위쉼터 현황 (2023.7.1.)\n구군,쉼터 수,이용 인원,연도,경도,위도\n"
    '중구,10,"1,200",2023,129.03,35.10\n해운대구,20,-,2023,129.16,35.16\n기장군,30,90,2023,129.22,35.24\n'
)


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("DSI_DATASETS", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def shelters(tmp_path):
    file = tmp_path / "부산_쉼터.csv"
    file.write_text(SHELTERS, encoding="cp949")
    return file


def test_an_added_file_is_loaded_by_name_region_year_and_column(shelters):
    own_dataset.add(shelters, "busan-shelters")
    assert "busan-shelters" in datasets.names()
    assert "busan-shelters" not in datasets.shipped()
    table = datasets.load("busan-shelters", region="부산", year=2023)
    assert table["adm2"].tolist() == ["21010", "21090", "21310"]
    assert table["이용 인원"].isna().tolist() == [False, True, False]
    assert table["year"].tolist() == [2023] * 3
    assert list(datasets.load("busan-shelters", columns=["adm2", "lon"]).columns) == ["adm2", "lon"]


def test_it_passes_verify_and_notices_a_changed_byte(shelters, own):
    own_dataset.add(shelters, "busan-shelters", source="부산광역시", licence="공공누리 제1유형")
    assert datasets.verify("busan-shelters") == []
    file = own / "busan-shelters" / "data.parquet"
    data = bytearray(file.read_bytes())
    data[60] ^= 1
    file.write_bytes(data)
    assert "sha256" in datasets.verify("busan-shelters")[0]
    with pytest.raises(DsiError, match="dsi data add"):
        datasets.load("busan-shelters")


def test_its_package_says_source_terms_units_and_what_was_not_matched(shelters, own):
    shelters.write_text(SHELTERS + "남항구,4,5,2023,129.0,35.1\n", encoding="cp949")
    own_dataset.add(
        shelters, "busan-shelters", source="부산광역시, 공공데이터포털", licence="공공누리 제1유형"
    )
    package = json.loads((own / "busan-shelters" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["title"].startswith("부산광역시 무더위쉼터")
    assert package["attribution"] == "부산광역시, 공공데이터포털"
    assert package["reference"] == "2023.7.1"
    assert len(package["sources"][0]["sha256"]) == 64
    assert any("남항구" in one for one in package["cautions"])
    readme = (own / "busan-shelters" / "README.md").read_text(encoding="utf-8")
    assert "남항구" in readme
    assert "부산광역시 무더위쉼터 현황" in readme
    assert "주의할 점" in repr(datasets.describe("busan-shelters"))


def test_terms_that_were_not_given_are_said_to_be_unchecked(shelters):
    own_dataset.add(shelters, "busan-shelters")
    assert any("이용 조건을 확인하지 않은" in one for one in datasets.describe("busan-shelters").cautions)


def test_a_name_in_use_is_kept_until_replace_is_asked(shelters, own):
    own_dataset.add(shelters, "busan-shelters")
    before = (own / "busan-shelters" / "data.parquet").read_bytes()
    shelters.write_text(SHELTERS.replace("10,", "11,"), encoding="cp949")
    with pytest.raises(DsiError, match="--replace"):
        own_dataset.add(shelters, "busan-shelters")
    assert (own / "busan-shelters" / "data.parquet").read_bytes() == before
    own_dataset.add(shelters, "busan-shelters", replace=True)
    assert datasets.load("busan-shelters")["쉼터 수"].tolist()[0] == 11


def test_a_failing_add_leaves_what_was_there_and_no_rest(shelters, own, monkeypatch):
    own_dataset.add(shelters, "busan-shelters")
    shelters.write_text(SHELTERS + "중구,1,010-1234-5678,2023,,\n", encoding="cp949")
    with pytest.raises(DsiError, match="개인정보"):
        own_dataset.add(shelters, "busan-shelters", replace=True)
    rename = Path.rename

    def broken(self, target):
        if self.parent.name.startswith(".busan-shelters") and self.name == "busan-shelters":
            raise OSError("disk")
        return rename(self, target)

    shelters.write_text(SHELTERS, encoding="cp949")
    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(OSError, match="disk"):
        own_dataset.add(shelters, "busan-shelters", replace=True)
    assert datasets.verify("busan-shelters") == []
    assert [one.name for one in own.iterdir()] == ["busan-shelters"]


@pytest.mark.parametrize("name", ["Busan", "부산", "../x", "a b", "", ".x", "a" * 80])
def test_a_name_that_is_no_plain_folder_name_is_refused(shelters, name):
    with pytest.raises(DsiError, match="이름"):
        own_dataset.add(shelters, name)


def test_a_name_of_the_kit_cannot_be_taken(shelters):
    with pytest.raises(DsiError, match="키트에 들어 있는"):
        own_dataset.add(shelters, "kr-regions", replace=True)


def test_a_folder_of_ones_own_cannot_shadow_the_kit(own):
    (own / "kr-regions").mkdir(parents=True)
    (own / "kr-regions" / "datapackage.json").write_text("{}")
    assert datasets.load("kr-regions", "sido").shape[0] == 17


def test_without_the_variable_the_folder_in_the_current_one_is_used(shelters, tmp_path, monkeypatch):
    monkeypatch.delenv("DSI_DATASETS")
    monkeypatch.chdir(tmp_path)
    folder, _ = own_dataset.add(shelters, "busan-shelters")
    assert folder == tmp_path / "datasets-own" / "busan-shelters"
    assert "busan-shelters" in datasets.names()


def test_a_map_is_kept_as_geoparquet_and_one_without_a_system_is_refused(tmp_path):
    shapes = datasets.load("kr-boundaries-2020", "adm2", region="부산", columns=["adm2", "geometry"])
    shapes.to_file(tmp_path / "구군.geojson")
    own_dataset.add(tmp_path / "구군.geojson", "busan-map")
    read = datasets.load("busan-map", region="부산")
    assert isinstance(read, gpd.GeoDataFrame)
    assert len(read) == 16
    assert datasets.verify("busan-map") == []
    shapes.to_crs(5186).to_file(tmp_path / "구군.shp")
    (tmp_path / "구군.prj").unlink()
    with pytest.raises(DsiError, match="--crs"):
        own_dataset.add(tmp_path / "구군.shp", "busan-map-2")


def test_partly_matched_dong_and_columns_of_nothing_do_not_break_verify(tmp_path):
    file = tmp_path / "동.csv"
    file.write_text(
        "시도,시군구,읍면동,빈열,연도,값\n부산,중구,중앙동,-,2023,1\n부산,중구,없는동,-,2023,2\n",
        encoding="utf-8",
    )
    own_dataset.add(file, "dong")
    assert datasets.verify("dong") == []
    assert "빈열" not in datasets.load("dong")


# The command


def run(*words):
    return CliRunner().invoke(cli_data.app, [str(word) for word in words])


def test_the_command_prints_the_report_and_the_dataset_appears_in_list_and_verify(shelters):
    done = run(
        "add", shelters, "--name", "busan-shelters", "--source", "부산광역시", "--licence", "공공누리 제1유형"
    )
    assert done.exit_code == 0, done.output
    assert "CP949" in done.output
    assert "datasets.load('busan-shelters')" in done.output
    assert "busan-shelters" in run("list").output
    assert (
        run("verify", "busan-shelters")
        .output.splitlines()[-1]
        .startswith("data: datasets=1 verified=1 bytes=")
    )
    assert "부산광역시 무더위쉼터" in run("describe", "busan-shelters").output


def test_the_command_takes_decisions_about_names(tmp_path):
    file = tmp_path / "인천.csv"
    file.write_text("시도,시군구,수\n인천광역시,남구,1\n인천광역시,중구,2\n", encoding="cp949")
    done = run("add", file, "--name", "incheon", "--as", "인천 남구=인천 미추홀구")
    assert done.exit_code == 0, done.output
    assert datasets.load("incheon")["adm2"].tolist() == ["23090", "23010"]
    unclear = run("add", file, "--name", "incheon2", "--as", "인천 남구")
    assert isinstance(unclear.exception, DsiError)


def test_personal_data_needs_the_mask(tmp_path, own):
    file = tmp_path / "명단.csv"
    file.write_text("시설,담당\n가,010-1234-5678\n나,010-2345-6789\n", encoding="cp949")
    assert isinstance(run("add", file, "--name", "people").exception, DsiError)
    assert not (own / "people").exists()
    assert run("add", file, "--name", "people", "--mask").exit_code == 0
    assert datasets.load("people")["담당"].tolist() == ["***-****-****"] * 2
    assert b"1234" not in b"".join(
        one.read_bytes() for one in (own / "people").iterdir() if one.suffix != ".json"
    )
