"""Personal data is refused unless masked; look-alikes are left alone. All numbers here are made up."""

import pytest

from curriculum.datasets import read_public
from curriculum.errors import DsiError
from curriculum.public import personal


def resident(body):
    """Twelve digits and the check digit that belongs to them."""
    total = sum(
        int(digit) * weight for digit, weight in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)
    )
    return f"{body[:6]}-{body[6:]}{(11 - total % 11) % 10}"


@pytest.fixture
def read(tmp_path):
    def run(column, *cells, **options):
        file = tmp_path / "명단.csv"
        file.write_text(
            "\n".join([f"시설,{column}", *(f"시설{n},{cell}" for n, cell in enumerate(cells))]),
            encoding="cp949",
        )
        return read_public(file, **options)

    return run


@pytest.mark.parametrize(
    ("column", "cell", "kind"),
    [
        ("비고", resident("850101112345"), "주민등록번호"),
        ("비고", resident("850101112345").replace("-", ""), "주민등록번호"),
        ("비고", "210101-3123456", "주민등록번호"),
        ("담당", "010-1234-5678", "휴대전화"),
        ("담당", "홍길동(01012345678)", "휴대전화"),
        ("담당", "+82-10-1234-5678", "휴대전화"),
        ("연락처", "1012345678", "휴대전화"),
        ("연락", "hong.gd@example.co.kr", "이메일"),
        ("결제", "4111-1111-1111-1111", "카드"),
        ("결제", "4111111111111111", "카드"),
    ],
)
def test_it_is_refused_with_column_and_line_but_without_the_data(read, column, cell, kind):
    with pytest.raises(DsiError) as refused:
        read(column, "없음", cell)
    message = str(refused.value)
    assert kind in message
    assert f"{column} 열" in message
    assert "3째 줄" in message
    assert "mask" in message
    assert cell not in message


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("비고", "850101-1******"),
        ("담당", "010-****-5678"),
        ("연락", "h***@example.co.kr".replace("@", " ")),
        ("전화번호", "051-123-4567"),
        ("전화번호", "02-120"),
        ("법인등록번호", "110111-1234567"),
        ("비고", "851301-1234567"),
        ("비고", resident("850101112345")[:-1] + str((int(resident("850101112345")[-1]) + 1) % 10)),
        ("사업자등록번호", "123-45-67890"),
        ("관리번호", "4111111111111112"),
        ("관리번호", "20230101123456"),
        ("일련번호", "1012345678"),
    ],
)
def test_masked_data_and_look_alikes_are_let_through(read, column, cell):
    assert len(read(column, cell, cell).table) == 2


def test_a_column_of_long_ids_of_which_one_passes_luhn_is_no_card_column(read):
    ids = [f"41111111111111{n:02d}" for n in range(10, 30)]
    assert any(personal.luhn(one) for one in ids)
    assert len(read("관리번호", *ids).table) == 20


def test_masking_keeps_the_rows_and_hides_every_digit(read):
    found = read("담당", "홍길동 010-1234-5678", "hong@example.com", mask=True)
    assert found.table["담당"].tolist() == ["홍길동 ***-****-****", "****@*******.***"]
    assert "*로 가림" in "\n".join(found.report)
    assert "1234" not in repr(found)


def test_contact_lines_around_the_table_are_masked_quietly(tmp_path):
    file = tmp_path / "명단.csv"
    file.write_text(
        "쉼터 현황,\n문의: hong@example.com,\n시군구,수\n부산 중구,1\n부산 서구,2\n※ 문의 010-1234-5678,\n",
        encoding="cp949",
    )
    found = read_public(file)
    assert "hong" not in repr(found)
    assert "1234" not in repr(found)
