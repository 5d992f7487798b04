"""A leader's plan: every hole is named in Korean, and what is shown of a plan says what it holds."""

import copy

import pytest

from curriculum import plan, plan_views, plots, project, regions
from curriculum.errors import DsiError

GOOD = {
    "기간": 6,
    "역할": [
        {"이름": "이웃", "구분": "주민", "하는 일": "만납니다."},
        {"이름": "구청", "구분": "지자체", "하는 일": "잇습니다."},
        {"이름": "대학", "구분": "연구자", "하는 일": "잽니다."},
    ],
    "단계": [
        {"이름": "듣기", "시작": 1, "끝": 2, "맡음": "이웃", "나올 것": "말"},
        {"이름": "하기", "시작": 2, "끝": 4, "맡음": "대학", "나올 것": "기록"},
        {"이름": "잇기", "시작": 5, "끝": 6, "맡음": "구청", "나올 것": "예산"},
    ],
    "예산": [
        {"항목": "화면", "단계": "하기", "만원": 100, "돈줄": "R&D"},
        {"항목": "교육", "단계": "잇기", "만원": 50.5, "돈줄": "비R&D"},
    ],
    "지표": [
        {"이름": "모임", "종류": "산출", "단위": "번", "기준값": 0, "목표값": 8, "맡음": "이웃", "재는 달": [3, 6], "재는 법": "셈"},
        {"이름": "외로움", "종류": "성과", "단위": "%", "기준값": 40, "목표값": 25, "맡음": "대학", "재는 달": [1, 6], "재는 법": "물음"},
    ],
    "위험": [
        {"내용": "비", "가능성": 1, "영향": 1, "대응": "미룸", "맡음": "이웃"},
        {"내용": "소문", "가능성": 2, "영향": 3, "대응": "가림", "맡음": "대학"},
        {"내용": "그만둠", "가능성": 3, "영향": 2, "대응": "둘씩", "맡음": "구청"},
    ],
    "도입 조건": [
        {"영역": "자원", "조건": "넉넉합니다", "지표": "1인가구 비율", "이상": 30},
        {"영역": "행정", "조건": "담당자", "물을 곳": "구청"},
        {"영역": "소통", "조건": "주민이 고름", "물을 곳": "주민"},
    ],
}  # fmt: skip


def changed(part, number, **fields):
    """The good plan with one entry changed; a field that is None goes."""
    found = copy.deepcopy(GOOD)
    entry = found[part][number] | fields
    found[part][number] = {key: value for key, value in entry.items() if value is not None}
    return found


def test_a_plan_that_holds_together_has_no_problems():
    assert plan.problems(GOOD) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({**GOOD, "위험": []}, "비어 있습니다"),
        ({**GOOD, "위험": ["비"]}, "이름: 값"),
        ({**GOOD, "위험": GOOD["위험"][:2]}, "셋 이상"),
        ({**GOOD, "단계": GOOD["단계"][:2]}, "5, 6번째 달"),
        ({**GOOD, "기간": 40}, "달 수"),
        ({**GOOD, "지표": GOOD["지표"][:1]}, "'성과' 지표가 하나도"),
        ({**GOOD, "지표": [*GOOD["지표"], GOOD["지표"][0]]}, "두 번"),
        ({**GOOD, "예산": GOOD["예산"][:1]}, "비R&D"),
        ({**GOOD, "도입 조건": GOOD["도입 조건"][1:]}, "자료로 바로"),
        ({**GOOD, "도입 조건": GOOD["도입 조건"][:2]}, "물어야"),
        (changed("역할", 0, 구분=None), "구분이(가) 없습니다"),
        (changed("역할", 0, 구분="시민단체"), "가운데 하나로"),
        (changed("역할", 1, 구분="주민"), "'지자체' 쪽"),
        (changed("역할", 0, 메모="비고"), "'메모'"),
        (changed("단계", 0, 맡음="없는 사람"), "역할 목록에 없습니다"),
        (changed("단계", 1, 시작=5), "차례가 맞는지"),
        (changed("단계", 1, 시작=3), None),
        (changed("예산", 0, 단계="없는 단계"), "단계 목록에 없습니다"),
        (changed("예산", 0, 만원=0), "0보다 큰"),
        (changed("예산", 1, 단계="하기"), "마지막 단계"),
        (changed("지표", 0, 목표값=0), "서로 다른 수"),
        (changed("지표", 0, 목표값="여덟"), "서로 다른 수"),
        (changed("지표", 1, 목표값=120), "0%와 100%"),
        (changed("지표", 1, **{"재는 달": [9]}), "두 번 이상"),
        (changed("지표", 1, **{"재는 달": [6, 1]}), "이른 달부터"),
        (changed("지표", 1, 종류="결과"), "산출 또는 성과"),
        (changed("위험", 1, 영향=5), "1, 2, 3"),
        (changed("위험", 2, 맡음="이웃"), None),
        (changed("도입 조건", 0, 이상=None), "이상"),
        (changed("도입 조건", 1, 지표="1인가구 비율"), "하나만"),
        (changed("도입 조건", 1, 영역="돈"), "영역은"),
    ],
)
def test_every_hole_is_named(wrong, said):
    """One sentence that says where to look; what is right in another way is let through."""
    found = " ".join(plan.problems(wrong))
    assert said in found if said else found == ""


def test_a_role_that_is_responsible_for_nothing_is_named():
    idle = {**GOOD, "역할": [*GOOD["역할"], {"이름": "가게", "구분": "기업", "하는 일": "봅니다."}]}
    assert "'가게'이(가) 맡은" in " ".join(plan.problems(idle))


def test_one_part_can_be_checked_before_the_others_are_written():
    """Whom an indicator belongs to is looked up only once there are roles."""
    assert plan.problems({"지표": GOOD["지표"]}, "지표") == []
    assert plan.problems({"지표": GOOD["지표"], "역할": GOOD["역할"][1:]}, "지표") != []


@pytest.mark.parametrize(("text", "said"), [("역할: [", "읽을 수 없습니다"), ("그냥 글", "항목 이름")])
def test_text_that_is_no_plan_is_said_so(text, said):
    with pytest.raises(DsiError, match=said):
        plan.read(text)


def test_conditions_are_met_up_to_the_limit_itself_and_never_by_what_is_unknown():
    low = {"도입 조건": [GOOD["도입 조건"][0], {"영역": "자원", "조건": "적습니다", "지표": "외국인 비율", "이하": 3}]}
    assert plan.lacking(low, {"1인가구 비율": 30, "외국인 비율": 3}) == []
    assert plan.lacking(low, {"1인가구 비율": 29.9, "외국인 비율": 3.1}) == ["넉넉합니다", "적습니다"]
    assert plan.lacking(low, {"1인가구 비율": 40, "외국인 비율": float("nan")}) == ["적습니다"]


def test_the_card_takes_indicators_only_from_a_plan_that_holds():
    first = {"name": "가", "unit": "%", "baseline": 0, "target": 1, "method": "셈"}
    assert [each["name"] for each in plan.card_indicators(GOOD, first)] == ["가", "모임", "외로움"]
    assert plan.card_indicators({**GOOD, "지표": []}, first) == [first]


def test_the_planned_way_is_straight_in_both_directions():
    rising, falling = GOOD["지표"]
    assert plan_views.on_path(rising, 3, 6) == 4
    assert plan_views.on_path(falling, 2, 6) == 35


@pytest.mark.parametrize(("text", "value"), [("1,200", 1200), (" 12.5% ", 12.5), ("", None), ("모름", None)])
def test_numbers_are_read_as_people_type_them(text, value):
    assert plan_views.read_number(text) == value


def test_what_is_shown_of_a_plan_holds_its_parts():
    """The riskiest first, the sum of the money, and words for those who do not see the chart."""
    plots.use_korean()
    chart = plan_views.schedule(GOOD, "여섯 달")
    assert "듣기 1~2번째 달(이웃)" in chart
    text = plan_views.tables(GOOD)
    assert text.index("소문") < text.index(">비<")
    assert "150.5만 원" in text
    assert "8번" in plan_views.indicators(GOOD)
    assert "고쳐 보기" in plan_views.progress(GOOD["지표"][0], 3, 6, 1.0, "고쳐 보기")


def test_every_region_is_held_against_the_conditions():
    shown = plan_views.adoption(GOOD, regions.region("세종"))
    assert "세종(우리)" in shown
    assert all(region.short in shown for region in regions.REGIONS)
    ready = sum(round(value, 1) >= 30 for value in project.by_region(project.CATALOGUE["1인가구 비율"]))
    assert f"17곳 가운데 {ready}곳입니다" in shown
