"""A living-lab plan: what is missing, what does not fit together, what does not fit the region's figures."""

import copy
import re

import pytest
from matplotlib import pyplot as plt

from curriculum import catalog, indicators, living_lab, living_lab_views, plots
from curriculum.errors import DsiError

MODULE = catalog.module("leader/05-plan-living-lab")
TEXT = re.search(r'plan_text = """(.*?)"""', MODULE.lesson.read_text(encoding="utf-8"), re.DOTALL)[1]


def filled(region="부산", site="영도구"):
    """The lesson's plan for one site, its blanks filled from the data."""
    line = living_lab.facts(region, site).loc["빈집 비율"]
    facts = {"◇지역": region, "◇현장": site, "◇수": line["수"], "◇기준값": f"{line['값']:.1f}", "◇목표값": f"{line['값'] - 0.5:.1f}"}
    text = TEXT
    for blank, fact in facts.items():
        text = text.replace(blank, str(fact))
    return text


@pytest.fixture
def plan():
    return living_lab.read(filled())


def test_a_whole_plan_has_no_problems(plan):
    assert living_lab.problems(plan) == []
    assert living_lab.data_problems(plan, "부산") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("목적: 쓰임의 후보를 만들기", "목적: ", "회의 3번째.목적: 비어 있습니다"),
        ("산출물: 쓰임 후보 다섯 가지", "결과물: 쓰임 후보", "결과물: 알 수 없는 항목"),
        ("날짜: 2027-03-18", "날짜: 다음 주", "날짜(예:"),
        ("주민: 9, 연구자: 3", "주민: 아홉, 연구자: 3", "정수로"),
        ("총액: 4600000", "총액:", "예산.총액: 비어 있습니다"),
    ],
)
def test_a_plan_with_a_hole_is_refused_with_its_line(old, new, said):
    """The trainee is told where to look."""
    with pytest.raises(DsiError, match=re.escape(said)) as error:
        living_lab.read(filled().replace(old, new, 1))
    assert "번째 줄" in str(error.value)


def test_an_empty_plan_is_answered_with_what_to_do():
    with pytest.raises(DsiError, match="초안의 글을"):
        living_lab.read("\n")


def test_four_meetings_are_not_five():
    text = re.sub(r"  - \{회차: 5.*?\}\n(?=예산)", "", filled(), flags=re.DOTALL)
    with pytest.raises(DsiError, match="5개 이상"):
        living_lab.read(text)


def change(plan, path, value):
    """A copy of the plan with one item changed."""
    plan = copy.deepcopy(plan)
    *way, last = path
    inner = plan
    for step in way:
        inner = inner[step]
    inner[last] = value
    return plan


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("회의", 1, "회차"), 3, "회차를 1부터"),
        (("회의", 1, "날짜"), living_lab.dt.date(2027, 3, 10), "2회차: 앞 회의에서 7일"),
        (("회의", 2, "참여", "주민"), 0, "3회차: 주민이 한 명도"),
        (("회의", 0, "참여", "연구자"), 30, "절반"),
        (("논리모형", "화살", 0), ["없는 상자", "다섯 번의 회의"], "없는 상자"),
        (("논리모형", "화살", 7), ["다섯 번의 회의", "현장의 빈집이 줄어든다"], "바로 다음 칸"),
        (("논리모형", "활동", 0), "다섯 번의 회의", "같은 이름의 상자"),
        (("논리모형", "성과"), ["주민이 정한 쓰임으로 빈집이 다시 열린다", "현장의 빈집이 줄어든다", "셋째"], "재는 지표가 없는 성과입니다: 셋째"),
        (("지표", 0, "성과"), "다른 성과", "적은 성과가 논리모형에 없습니다"),
        (("지표", 0, "목표값"), 0, "기준값과 목표값이 같습니다"),
        (("지표", 0, "목표 연도"), 2027, "기준 연도보다 뒤"),
        (("예산", "총액"), 1, "총액은 1원"),
    ],
)
def test_what_does_not_fit_within_a_plan_is_named(plan, path, value, said):
    assert any(said in sentence for sentence in living_lab.problems(change(plan, path, value)))


def test_a_party_with_a_role_and_no_seat_is_named(plan):
    for meeting in plan["회의"]:
        meeting["참여"]["지자체"] = 0
    assert any("지자체" in sentence for sentence in living_lab.problems(plan))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("지역",), "경기도", "우리 시도의 이름"),
        (("현장",), "수원시", "시군구 가운데서"),
        (("문제", "지표"), "빈집", "이름 가운데 하나를 그대로"),
        (("문제", "얼마나"), 3, "수와 연도"),
        (("문제", "연도"), 2015, "수와 연도"),
        (("지표", 1, "이름"), "다른 이름", "하나는"),
        (("지표", 1, "이름"), "1인가구 비율", "문제의 크기"),
        (("지표", 1, "단위"), "호", "단위"),
        (("지표", 1, "기준값"), 8.9, "기준값과 기준 연도"),
        (("지표", 1, "기준 연도"), 2015, "기준값과 기준 연도"),
        (("지표", 1, "목표값"), 30, "나빠지는 쪽"),
        (("지표", 1, "목표값"), 0.1, "열에 하나도"),
    ],
)
def test_what_does_not_fit_the_region_is_named(plan, path, value, said):
    assert any(said in sentence for sentence in living_lab.data_problems(change(plan, path, value), "부산"))


def test_an_indicator_that_should_rise_is_judged_the_other_way_round(plan):
    """More places to go is better: a lower target is a step back."""
    line = living_lab.facts("부산", "영도구").loc["복지 이용시설"]
    row = {"이름": "복지 이용시설", "단위": line["단위"], "기준값": round(line["값"], 1), "기준 연도": 2020}
    for target, said in ((line["값"] - 5, "나빠지는 쪽"), (line["앞선 10%"] + 50, "열에 하나도")):
        plan["지표"][1] |= row | {"목표값": round(target, 1)}
        assert any(said in sentence for sentence in living_lab.data_problems(plan, "부산"))


def test_facts_are_the_site_s_own_figures():
    """세종 is its own only site; a front is on the better side of the middle."""
    assert living_lab.sites("세종") == ["세종시"]
    table = living_lab.facts("세종", "세종시")
    assert table.loc["빈집 비율", "값"] == pytest.approx(indicators.values("빈집 비율")["세종"])
    assert table.loc["빈집 비율", "앞선 10%"] < table.loc["빈집 비율", "전국"]
    assert table.loc["복지 이용시설", "앞선 10%"] > table.loc["복지 이용시설", "전국"]


def test_the_draft_of_the_practicum_is_as_flawed_as_it_says():
    """Trainees have something to find with each of their checks."""
    with pytest.raises(DsiError) as error:
        living_lab.read((MODULE.folder / "files" / "draft.yaml").read_text(encoding="utf-8"))
    assert all(word in str(error.value) for word in ("현장", "얼마나", "기준값", "산출물", "방법"))


def test_pictures_show_every_box_arrow_and_seat(plan):
    plots.use_korean()
    figure = living_lab_views.logic(plan)
    texts = figure.axes[0].texts
    assert sum(bool(text.get_text()) for text in texts) == 4 + sum(len(plan["논리모형"][stage]) for stage in living_lab.STAGES)
    assert sum(text.arrow_patch is not None for text in texts if hasattr(text, "arrow_patch")) == len(plan["논리모형"]["화살"])
    figure = living_lab_views.meetings(plan)
    seats = sum(bar.get_width() for bar in figure.axes[0].patches)
    assert seats == sum(sum(meeting["참여"].values()) for meeting in plan["회의"])
    plt.close("all")
