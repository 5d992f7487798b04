"""A beginner's venture: an assumption without its ground is refused, and the pictures say in words what they show."""

import re

import pytest

from curriculum import plots, venture

GOOD = {
    "아는 비율": [20, "%", "가정: 전단을 돌린다고 봄"],
    "쓰는 비율": [30, "%", "가정: 아는 집 열에 셋"],
    "한 해 횟수": [6, "번", "확인: 주민 여덟 분의 지난해"],
    "이용료": [5000, "원", "가정: 새것의 십분의 일"],
    "변동비": [1500, "원", "가정: 날과 수수료"],
    "고정비": [1500000, "원", "가정: 차와 품삯"],
}


def test_assumptions_with_their_grounds_have_no_problems():
    assert venture.problems(GOOD) == []


@pytest.mark.parametrize(
    ("name", "entry", "said"),
    [
        ("아는 비율", [20, "%"], "세 칸"),
        ("아는 비율", [120, "%", "가정: 전단을 돌림"], "100%"),
        ("아는 비율", [0.2, "", "가정: 전단을 돌림"], "단위는 %"),
        ("고정비", [0, "원", "가정: 내가 하면 됨"], "0보다 큰"),
        ("이용료", ["5,000", "원", "가정: 새것의 십분의 일"], "0보다 큰"),
        ("이용료", [1500, "원", "가정: 싸게 빌려줌"], "변동비보다"),
        ("한 해 횟수", [6, "번", "두 달에 한 번"], "근거"),
        ("한 해 횟수", [6, "번", "가정: "], "근거"),
    ],
)
def test_each_fault_is_named(name, entry, said):
    assert said in " ".join(venture.problems(GOOD | {name: entry}))


def test_a_missing_assumption_is_named():
    assert "'고정비'" in venture.problems({k: v for k, v in GOOD.items() if k != "고정비"})[0]


def test_unchecked_assumptions_come_first_and_large_numbers_are_written_out():
    shown = venture.listing(GOOD)
    assert shown.index("고정비") < shown.index("한 해 횟수")
    assert "1,500,000원" in shown


def test_the_break_even_picture_says_where_we_stand():
    plots.use_korean()
    assert "넉넉합니다" in venture.break_even_view(5000, 1500, 1_500_000, 500, 429)
    short = venture.break_even_view(5000, 1500, 1_500_000, 300, 429)
    assert "모자랍니다" in short
    assert "45.0만 원이 모자랍니다" in short
    assert "손해" in venture.break_even_view(1000, 1500, 1_500_000, 300, None)


def test_the_most_dangerous_assumption_is_said_first():
    """A fifth more of a cost and a fifth less of anything else are both worse."""
    plots.use_korean()
    shown = venture.swings(GOOD, lambda given: (given["이용료"] - given["변동비"]) * 500 - given["고정비"])
    said = re.search(r"나빠지면 ([^\"]*)", shown)[1]
    assert said.startswith("이용료 -25.0만 원, 고정비 -5.0만 원, 변동비 10.0만 원")


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0, "0만 원"), (33_510_000, "3,351만 원"), (3_742_350_000, "37억 4,235만 원"), (200_000_000, "2억 원"), (-748_000, "-75만 원")],
)
def test_money_is_said_in_eok_and_man(amount, said):
    assert venture.won(amount) == said
