"""What a careful officer would send back is found, with its place and remedy; what is fine is left alone."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from curriculum import datasets
from gallery import findings, privacy, snapshot
from gallery.card import Dataset
from tests import cells
from tests.gallery import projects

SOURCE = "<p>자료: 통계청, 인구총조사, 2020년</p>"


def shown(text: str):
    data = {"text/html": text + SOURCE}
    return cells.notebook(new_code_cell("", outputs=[new_output("display_data", data=data)]))


def test_the_good_project_has_nothing_to_mend():
    card = projects.card()
    nb = snapshot.publishable(projects.capstone(), card)
    assert findings.in_card(card, nb) == []
    assert findings.in_notebook(nb) == []


def kit(name: str) -> Dataset:
    licence = datasets.package(name)["licenses"][0]["title"]
    return Dataset(name=name, source=datasets.attribution(name), licence=licence)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("문의: 010-1234-5678", "휴대전화"),
        ("문의 01012345678 로", "휴대전화"),
        ("+82 10-1234-5678", "휴대전화"),
        ("hong.gildong@busan.go.kr", "전자우편"),
        ("900101-1234567", "주민등록번호"),
        ("900101 - 5234567", "외국인등록번호"),
        ("카드 4111-1111-1111-1111", "카드"),
        ("여권번호 M12345678", "여권"),
    ],
)
def test_personal_data_is_found_and_not_repeated(text, kind):
    (found,) = privacy.personal(f"앞 {text} 뒤")
    assert kind in found
    assert "…" in found
    assert text not in found


@pytest.mark.parametrize(
    "text",
    [
        "인구 3,349,016명, 2020-11-01 기준",
        "위도 35.1796, 경도 129.0756",
        "행정동 코드 2101051, 26110510",
        "991301-1234567",
        "1234-5678-1234-5678",
        "문의: hana@example.org",
        "대표전화 051-123-4567",
        "0.01012345678",
    ],
)
def test_numbers_that_only_look_alike_are_left_alone(text):
    assert privacy.personal(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "serviceKey=Zm9vYmFyYmF6cXV4Zm9vYmFy%3D%3D",
        'API_KEY = "a8f9d7c6b5e4f3a2"',
        "password: 'correct horse'".replace(" horse", "horse"),
        "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN RSA PRIVATE KEY-----",
        "postgres://gallery:hunter22@db/center",
        "인증키 = '0123456789abcdef'",
    ],
)
def test_secrets_are_found(text):
    assert privacy.secrets(text) != []


@pytest.mark.parametrize(
    "text",
    ["token = os.environ['TOKEN']", "passwords are never kept", "f'{base}?serviceKey={key}'", "key = 'adm2'"],
)
def test_code_that_handles_secrets_well_is_left_alone(text):
    assert privacy.secrets(text) == []


def test_each_place_is_named(tmp_path):
    phone = "010-1234-5678"
    card = projects.card(
        summary=f"문의 {phone}", trainees=[projects.card().trainees[0].model_copy(update={"role": "미정"})]
    )
    said = findings.in_card(card, cells.notebook())
    assert any(each.startswith("카드의 요약:") for each in said)
    assert any(each.startswith("카드의 훈련생 1번째 역할:") for each in said)
    nb = cells.notebook(
        cells.prose("# 제목"), cells.prose(phone), cells.code("x = 'serviceKey=0123456789abcdef01'")
    )
    first, second = findings.in_notebook(nb)
    assert first.startswith("2번째 셀: 휴대전화")
    assert second.startswith("3번째 셀: ")
    assert any(
        "1번째 셀의 결과(부산광역시)" in each
        for each in findings.in_run(shown(f"<p>{phone}</p>"), "부산광역시")
    )


def test_the_place_is_the_one_in_the_notebook_the_trainee_handed_in():
    nb = projects.capstone(cells.prose("010-1234-5678"))
    (said,) = findings.in_notebook(snapshot.publishable(nb, projects.card()))
    assert said.startswith(f"{len(nb.cells)}번째 셀:")


def test_a_dataset_that_the_card_leaves_out_or_licenses_wrongly_is_named():
    nb = cells.notebook(cells.code('datasets.load("kr-housing-vacancy")'))
    card = projects.card(datasets=[kit("kr-population-dong").model_copy(update={"licence": "마음대로"})])
    missing, wrong = findings.in_card(card, nb)
    assert "kr-housing-vacancy" in missing
    assert datasets.attribution("kr-housing-vacancy") in missing
    assert "마음대로" in wrong


@pytest.mark.parametrize(
    "text",
    [
        '<img src="data:image/png;base64,AA">',
        '<img alt=" " src="data:,">',
        '<iframe srcdoc="&lt;img src=x&gt;"></iframe>',
    ],
)
def test_a_picture_without_words_is_found(text):
    assert any("설명 글" in each for each in findings.in_run(shown(text), "부산광역시"))
    said = findings.in_run(shown('<img alt="부산의 빈집 비율" src="data:,">'), "부산광역시")
    assert said == []


def test_a_markdown_picture_without_words_is_found():
    nb = cells.notebook(cells.prose("자료: 통계청"), new_markdown_cell("![](a.png)"))
    assert any(each.startswith("2번째 셀: 그림") for each in findings.in_run(nb, "부산광역시"))


def test_a_screen_without_its_source_is_found():
    assert any(
        "출처" in each for each in findings.in_run(cells.notebook(cells.prose("# 결과")), "부산광역시")
    )


def test_what_is_too_big_is_found():
    assert "MB" in findings.in_notebook(cells.notebook(cells.prose("가" * 1_000_000)))[0]
    assert "부산광역시 화면" in findings.in_page(b"x" * (findings.MAX_PAGE + 1), "부산광역시")[0]
    assert findings.in_page(b"x", "부산광역시") == []
