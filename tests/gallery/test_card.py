"""A card is checked field by field, and every refusal says in Korean where and what to do."""

import re

import pytest
from typer.testing import CliRunner

from curriculum.errors import DsiError
from gallery.card import read, template
from gallery.cli import card_app
from tests.gallery.projects import CARD


@pytest.fixture
def edited(tmp_path):
    """Change a line of the good card."""

    def edit(old: str, new: str):
        text = CARD.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "card.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


def refusal(path) -> str:
    with pytest.raises(DsiError) as caught:
        read(path)
    return str(caught.value)


def line_of(path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_complete_card_is_read():
    card = read(CARD)
    assert card.region == "부산광역시"
    assert card.problem.fields == ["건강복지", "지역격차"]
    assert card.indicators[0].target == 120
    assert card.dates.ended is None


def test_a_card_for_the_whole_country_names_its_own_region_first():
    regions = read(CARD).regions()
    assert regions[0] == "부산광역시"
    assert len(regions) == len(set(regions)) == 17


@pytest.mark.parametrize(
    ("written", "regions"),
    [
        ("spread: 이 지역", ["부산광역시"]),
        ("spread: [전북, 제주]", ["부산광역시", "전라북도", "제주특별자치도"]),
        ("spread:", ["부산광역시"]),
    ],
)
def test_spread_can_be_written_as_people_do(edited, written, regions):
    assert read(edited("spread: 전국", written)).regions() == regions


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("title: 어르신", "titel: 어르신", "titel", "알 수 없는 항목"),
        ("status: 시범 운영", "status: 준비 중", "진행 상태", "운영"),
        ("fields: [건강·복지, 지역격차]", "fields: [교통]", "분야", "평생교육"),
        ("kinds: [자원연계, 원격서비스]", "kinds: 자원연계", "유형", "목록"),
        ("infrastructure: [AI컴퓨팅]", "infrastructure: [로봇]", "인프라", "IoT센서"),
        ("baseline: 35", "baseline: 많음", "기준값", "수로"),
        ("size: 24", "size: -3", "인원규모", "0 이상"),
        ("started: 2024-03-04", "started: 작년 봄", "시작일", "날짜"),
        ("region: 부산", "region: 부천", "지역", "부천"),
        ("slug: busan-aged-neighbours", "slug: ../../etc", "주소 이름", "모양"),
        ("effect: 실패", "effect: 반반", "구분", "성공"),
        ("mentor:\n  name: 박산들", "mentor:\n  nama: 박산들", "mentor", "박산들|알 수 없는|빠져"),
        ("licence: CC BY 4.0", "licence: 내 마음대로", "라이선스", "CC BY"),
    ],
)
def test_a_wrong_field_is_named_with_its_line_and_what_is_allowed(edited, old, new, field, says):
    path = edited(old, new)
    said = refusal(path)
    assert field in said
    assert re.search(says, said)
    assert re.search(r"\d+번째 줄", said)
    assert "Input should" not in said
    assert "Field required" not in said


def test_the_line_is_the_one_in_the_file(edited):
    path = edited("status: 시범 운영", "status: 준비 중")
    assert f"{line_of(path, 'status: 준비 중')}번째 줄 status" in refusal(path)


def test_a_project_cannot_end_before_it_starts(edited):
    assert "빠릅니다" in refusal(edited("  ended:", "  ended: 2023-01-01"))


@pytest.mark.parametrize("text", ["started: 2024-13-45", "started: '2024-02-31'"])
def test_a_day_that_does_not_exist_is_refused(edited, text):
    assert "날짜" in refusal(edited("started: 2024-03-04", text))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"title: [",
        b"\xff\xfe\x00",
        "title: 제목".encode("cp949"),
        b"- a\n- b\n",
        b"title: a\ntitle: b\n",
        b"[" * 50_000,
        b"title: " + b"x" * 300_000,
    ],
)
def test_a_file_that_is_no_card_is_refused_in_korean(tmp_path, content):
    path = tmp_path / "card.yaml"
    path.write_bytes(content)
    assert re.search("[가-힣]", refusal(path))


def test_the_template_names_every_field_and_is_refused_until_filled(tmp_path):
    path = tmp_path / "card.yaml"
    path.write_text(template(), encoding="utf-8")
    said = refusal(path)
    for name in ("slug", "title", "summary", "citizens.size", "indicators.0.target", "problem.fields"):
        assert name in said


def test_the_template_has_the_keys_of_the_good_card():
    def keys(text: str) -> list[str]:
        return re.findall(r"^ *(?:- )?([a-z_]+):", text, re.MULTILINE)

    assert set(keys(template())) == set(keys(CARD.read_text(encoding="utf-8")))


def test_a_new_card_does_not_overwrite_an_old_one(tmp_path):
    run, path = CliRunner(), tmp_path / "card.yaml"
    assert run.invoke(card_app, ["new", str(path)]).exit_code == 0
    path.write_text("mine", encoding="utf-8")
    again = run.invoke(card_app, ["new", str(path)])
    assert isinstance(again.exception, DsiError)
    assert path.read_text(encoding="utf-8") == "mine"


def test_checking_a_card_exits_1_on_a_wrong_field(edited):
    run = CliRunner()
    assert run.invoke(card_app, ["check", str(CARD)]).exit_code == 0
    wrong = run.invoke(card_app, ["check", str(edited("size: 24", "size: 많음"))])
    assert wrong.exit_code == 1
    assert "인원규모" in wrong.output
