"""Only a capstone that is graded, approved, complete and runs from a clean start is published."""

import json
import shutil

import nbformat
import pytest
from PIL import Image

from curriculum.errors import DsiError
from gallery.publish import inspect, publish, withdraw, work_of
from gallery.review import Reviews, State
from gallery.store import Store
from tests.gallery import projects
from tests.grader.classes import MODULE


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    return projects.hand_in_and_grade(tmp_path_factory.mktemp("center") / "busan-test").folder


@pytest.fixture
def cohort(graded, tmp_path):
    shutil.copytree(graded.parent, tmp_path / "center", symlinks=True)
    return tmp_path / "center" / graded.name


def submitted(cohort, name="practicum.ipynb"):
    return cohort / "submitted" / "hong" / MODULE / name


def refused(cohort, tmp_path, says, **changes):
    asked = {
        "module": MODULE,
        "trainee": "hong",
        "gallery": tmp_path / "gallery",
        "approved_by": "정강사",
    } | changes
    with pytest.raises(DsiError, match=says) as caught:
        publish(cohort, **asked)
    assert Store(tmp_path / "gallery").projects() == []
    return str(caught.value)


def test_a_graded_and_approved_capstone_is_published(cohort, tmp_path):
    before = {path: path.read_bytes() for path in cohort.rglob("submitted/**/*") if path.is_file()}
    version = publish(cohort, MODULE, "hong", tmp_path / "gallery", "정강사")
    store = Store(tmp_path / "gallery")
    assert store.verify(version) == []
    assert version.approved_by == "정강사"
    assert version.regions == ("부산광역시",)
    nb = nbformat.read(store.folder(version) / "notebook.ipynb", as_version=4)
    text = json.dumps(nb, ensure_ascii=False)
    assert nb.metadata.title == version.card.title
    assert "assert share" not in text
    assert "훈련생에게만" not in text
    assert all(not cell.get("outputs") for cell in nb.cells)
    page = store.snapshot(version, "부산광역시").read_text(encoding="utf-8")
    assert "한글 교실을 가까운 곳에" in page
    with Image.open(store.folder(version) / "thumbnail.png") as small:
        assert small.size == (640, 400)
        assert len(small.convert("RGB").getcolors(640 * 400)) > 20
    assert {path: path.read_bytes() for path in before} == before


def test_other_regions_of_the_card_are_rendered_when_asked_for(cohort, tmp_path):
    card = submitted(cohort, "card.yaml")
    card.write_text(
        card.read_text(encoding="utf-8").replace("spread: 전국", "spread: [제주]"), encoding="utf-8"
    )
    told = []
    version = publish(
        cohort, MODULE, "hong", tmp_path / "gallery", "정강사", all_regions=True, tell=told.append
    )
    assert version.regions == ("부산광역시", "제주특별자치도")
    page = Store(tmp_path / "gallery").snapshot(version, "제주특별자치도").read_text(encoding="utf-8")
    assert "제주시의 주민은" in page
    assert len(told) == 2


def test_without_a_named_instructor_nothing_is_published(cohort, tmp_path):
    refused(cohort, tmp_path, "강사의 이름", approved_by="  ")


def test_a_written_answer_that_waits_for_the_instructor_stops_it(tmp_path):
    cohort = projects.hand_in_and_grade(tmp_path / "busan-test", score_by_hand=False)
    refused(cohort.folder, tmp_path, "직접 채점할 답")


def test_work_handed_in_again_after_grading_stops_it(cohort, tmp_path):
    submitted(cohort, "timestamp.txt").write_text("2027-01-01 00:00:00.000000 UTC", encoding="utf-8")
    refused(cohort, tmp_path, "다시 채점")


def test_ungraded_work_stops_it(cohort, tmp_path):
    shutil.rmtree(cohort / "autograded")
    refused(cohort, tmp_path, "아직 채점하지")


def test_an_unknown_trainee_module_or_folder_is_said(cohort, tmp_path):
    refused(cohort, tmp_path, "명단에 없는", trainee="nobody")
    refused(cohort, tmp_path, "없습니다", module="99-none")
    refused(tmp_path, tmp_path, "반 폴더가 아닙니다")


def test_what_was_reviewed_step_by_step_is_published_without_a_further_name(cohort, tmp_path):
    gallery = tmp_path / "gallery"
    reviews, work = Reviews(gallery), work_of(cohort, MODULE, "hong")
    reviews.take(work, State.IN_REVIEW, "오강사")
    refused(cohort, tmp_path, "승인되지 않았습니다", approved_by="")
    reviews.take(work, State.RETURNED, "오강사", "단위를 적어 주세요.")
    refused(cohort, tmp_path, "'보완 요청' 상태")
    reviews.take(work, State.IN_REVIEW, "오강사")
    reviews.take(work, State.APPROVED, "오강사")
    version = publish(cohort, MODULE, "hong", gallery)
    assert version.approved_by == "오강사"
    last = reviews.steps(work)[-1]
    assert (last.state, last.slug, last.version) == (State.PUBLISHED, version.card.slug, 1)


def test_a_correction_is_reviewed_anew_and_makes_a_new_version(cohort, tmp_path):
    gallery = tmp_path / "gallery"
    publish(cohort, MODULE, "hong", gallery, "정강사")
    assert publish(cohort, MODULE, "hong", gallery).number == 2  # the same approved work, rendered again
    submitted(cohort, "timestamp.txt").write_text("2027-01-01 00:00:00.000000 UTC", encoding="utf-8")
    with pytest.raises(DsiError, match="승인되지 않았습니다"):
        publish(cohort, MODULE, "hong", gallery)
    assert len(Store(gallery).versions("busan-aged-neighbours")) == 2


def test_a_withdrawn_project_is_published_again_only_after_a_new_review(cohort, tmp_path):
    gallery = tmp_path / "gallery"
    publish(cohort, MODULE, "hong", gallery, "정강사")
    with pytest.raises(DsiError, match="까닭"):
        withdraw(gallery, "busan-aged-neighbours", "정강사", " ")
    withdraw(gallery, "busan-aged-neighbours", "정강사", "자료가 바뀌었습니다.")
    assert Store(gallery).projects() == []
    with pytest.raises(DsiError, match="'철회'"):
        publish(cohort, MODULE, "hong", gallery)
    reviews, work = Reviews(gallery), work_of(cohort, MODULE, "hong")
    reviews.take(work, State.IN_REVIEW, "정강사")
    reviews.take(work, State.APPROVED, "정강사")
    publish(cohort, MODULE, "hong", gallery)
    assert [each.number for each in Store(gallery).projects()] == [2]


def test_what_an_officer_would_send_back_is_listed_with_its_place(cohort, tmp_path):
    change_last_cell(cohort, "print('문의 010-1234-5678')")
    said = refused(cohort, tmp_path, "게시할 수 없습니다")
    assert "2번째 셀: 휴대전화" in said
    assert inspect(cohort, MODULE, "hong").problems != []
    assert Reviews(tmp_path / "gallery").steps(work_of(cohort, MODULE, "hong")) == []


def test_a_wrong_card_stops_it_and_names_the_field(cohort, tmp_path):
    card = submitted(cohort, "card.yaml")
    card.write_text(card.read_text(encoding="utf-8").replace("size: 24", "size: 많음"), encoding="utf-8")
    refused(cohort, tmp_path, "인원규모")
    card.unlink()
    refused(cohort, tmp_path, "card.yaml")


def test_a_damaged_notebook_stops_it(cohort, tmp_path):
    path = submitted(cohort)
    path.write_bytes(path.read_bytes()[:300])
    refused(cohort, tmp_path, "깨졌습니다")


def change_last_cell(cohort, source):
    path = submitted(cohort)
    nb = nbformat.read(path, as_version=4)
    nb.cells = [cell for cell in nb.cells if "parameters" in cell.metadata.get("tags", [])]
    nb.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(nb, path)


def test_a_notebook_that_does_not_run_from_a_clean_start_stops_it(cohort, tmp_path):
    change_last_cell(cohort, "print(left_over_from_before)")
    refused(cohort, tmp_path, "NameError")


def test_a_picture_from_the_internet_stops_it(cohort, tmp_path):
    change_last_cell(
        cohort, "from IPython.display import HTML\nHTML('<img src=\"https://example.com/a.png\">')"
    )
    assert "2번째 셀" in refused(cohort, tmp_path, "인터넷 주소")


def test_a_project_for_other_regions_needs_its_region_cell(cohort, tmp_path):
    path = submitted(cohort)
    nb = nbformat.read(path, as_version=4)
    nb.cells = [cell for cell in nb.cells if "parameters" not in cell.metadata.get("tags", [])]
    nbformat.write(nb, path)
    refused(cohort, tmp_path, "parameters")
