"""The plan of a 문제기획 리빙랩: what it must hold, where it contradicts itself, and where it contradicts the region's data.

The plan is a YAML text with Korean keys, so that residents and officials can read it. :func:`read` refuses a plan with
missing or unknown items, line by line; :func:`problems` finds what does not fit within it, :func:`data_problems` what
does not fit the figures of the region. Pictures of a plan are in :mod:`curriculum.living_lab_views`.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import pairwise
from typing import Annotated, Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from curriculum import indicators
from curriculum.catalog import Text
from curriculum.errors import DsiError
from curriculum.indicators import INDICATORS
from curriculum.regions import Region
from curriculum.regions import region as find_region
from curriculum.yaml_model import parse_model

STAGES = ("투입", "활동", "산출", "성과")
"""The boxes of the logic model, from left to right."""

PARTIES = ("주민", "연구자", "지자체", "기업")
"""Who sits at the table of a 문제기획 리빙랩."""

OUTCOMES = ("5년 인구 지수", "빈집 비율", "전문의", "정신과 전문의", "복지 이용시설")
"""Indicators that may stand for an outcome. The others say how many people are concerned: fewer of them is no aim."""

DAYS_BETWEEN = 7
FRONT = 0.1

_Names = Annotated[list[Text], Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Problem(_Part):
    indicator: Text = Field(alias="지표")
    who: Text = Field(alias="누가")
    how_many: int = Field(alias="얼마나", gt=0)
    unit: Text = Field(alias="단위")
    year: int = Field(alias="연도")
    text: Text = Field(alias="설명")


class _Roles(_Part):
    residents: Text = Field(alias="주민")
    researchers: Text = Field(alias="연구자")
    officials: Text = Field(alias="지자체")
    firms: Text = Field(alias="기업")


class _Logic(_Part):
    inputs: _Names = Field(alias="투입")
    activities: _Names = Field(alias="활동")
    outputs: _Names = Field(alias="산출")
    outcomes: _Names = Field(alias="성과")
    arrows: list[Annotated[list[Text], Field(min_length=2, max_length=2)]] = Field(alias="화살", min_length=1)


class _Indicator(_Part):
    outcome: Text = Field(alias="성과")
    name: Text = Field(alias="이름")
    unit: Text = Field(alias="단위")
    baseline: float = Field(alias="기준값")
    baseline_year: int = Field(alias="기준 연도")
    target: float = Field(alias="목표값")
    target_year: int = Field(alias="목표 연도")
    source: Text = Field(alias="출처")


class _Attendance(_Part):
    residents: int = Field(default=0, alias="주민", ge=0)
    researchers: int = Field(default=0, alias="연구자", ge=0)
    officials: int = Field(default=0, alias="지자체", ge=0)
    firms: int = Field(default=0, alias="기업", ge=0)


class _Meeting(_Part):
    number: int = Field(alias="회차")
    date: dt.date = Field(alias="날짜")
    purpose: Text = Field(alias="목적")
    attendance: _Attendance = Field(alias="참여")
    method: Text = Field(alias="방법")
    product: Text = Field(alias="산출물")


class _Cost(_Part):
    name: Text = Field(alias="이름")
    price: int = Field(alias="단가", ge=0)
    amount: int = Field(alias="수량", gt=0)


class _Budget(_Part):
    total: int = Field(alias="총액", gt=0)
    costs: list[_Cost] = Field(alias="항목", min_length=1)


class Plan(_Part):
    """A plan with nothing missing and nothing unknown; whether it fits together is another question."""

    title: Text = Field(alias="제목")
    region: Text = Field(alias="지역")
    site: Text = Field(alias="현장")
    problem: _Problem = Field(alias="문제")
    roles: _Roles = Field(alias="역할")
    logic: _Logic = Field(alias="논리모형")
    indicators: list[_Indicator] = Field(alias="지표", min_length=1)
    meetings: list[_Meeting] = Field(alias="회의", min_length=5, max_length=5)
    budget: _Budget = Field(alias="예산")


def read(text: str) -> dict[str, Any]:
    """Read a plan.

    Parameters
    ----------
    text : str
        YAML with Korean keys.

    Returns
    -------
    dict
        The plan under the same keys, dates and numbers as such.

    Raises
    ------
    DsiError
        Naming every missing, empty, unknown or unfit item with its line.
    """
    return _parsed(text).model_dump(by_alias=True)


@cache
def _parsed(text: str) -> Plan:
    if not text.strip():
        raise DsiError("계획서가 비어 있습니다. 초안의 글을 붙여 넣고 빈칸을 채우세요.")
    try:
        return parse_model(text, Plan, "계획서")
    except DsiError as error:  # lists count from 0 there, people from 1
        said = re.sub(r"\.(\d+)(?=[.:])", lambda found: f" {int(found[1]) + 1}번째", str(error))
        raise DsiError(said) from error


def facts(region: str | Region, site: str) -> pd.DataFrame:
    """What the data say about one 시군구, a line an indicator, for filling in a plan.

    Parameters
    ----------
    region : str or Region
        The 시도.
    site : str
        Name of the 시군구, as in ``sites(region)``.

    Returns
    -------
    DataFrame
        ``수`` counted in the last year, ``값``, ``단위``, ``연도``, the 전국 value, ``앞선 10%`` (the value that one in ten
        시군구 of its kind reaches), ``살필 쪽`` and whether the indicator may stand for an outcome.
    """
    counts = indicators.counts()
    here = counts[(counts["시도"] == find_region(region).short) & (counts["시군구"] == site)].set_index("year")
    code = here["adm2_basic"].iloc[0]
    alike = counts.loc[counts["종류"] == here["종류"].iloc[0], "adm2_basic"].unique()
    lines = {}
    for name, rule in INDICATORS.iterrows():
        everywhere = indicators.values(name, area="adm2_basic")
        share = FRONT if rule["살필 쪽"] == "높음" else 1 - FRONT
        lines[name] = {
            "수": int(here.loc[rule["최근"], rule["분자"]]),
            "값": everywhere[code],
            "단위": rule["단위"],
            "연도": rule["최근"],
            "전국": indicators.values(name, area="전국").iloc[0],
            "앞선 10%": everywhere[alike].quantile(share),
            "살필 쪽": rule["살필 쪽"],
            "성과로": "쓸 수 있음" if name in OUTCOMES else "문제의 크기",
        }
    return pd.DataFrame(lines).T.infer_objects()


def sites(region: str | Region) -> list[str]:
    """Names of the 시군구 of a region."""
    counts = indicators.counts()
    return list(counts.loc[counts["시도"] == find_region(region).short, "시군구"].unique())


def problems(plan: dict[str, Any]) -> list[str]:
    """What does not fit together within a plan, as Korean sentences; empty when it does."""
    return [*_meeting_problems(plan["회의"]), *_logic_problems(plan), *_budget_problems(plan["예산"])]


def _meeting_problems(meetings: list[dict[str, Any]]) -> list[str]:
    found = []
    if [each["회차"] for each in meetings] != list(range(1, len(meetings) + 1)):
        found.append("회차를 1부터 차례로 적으세요.")
    for before, after in pairwise(meetings):
        if after["날짜"] < before["날짜"] + dt.timedelta(days=DAYS_BETWEEN):
            found.append(f"{after['회차']}회차: 앞 회의에서 {DAYS_BETWEEN}일이 지난 날로 잡으세요. 회의록을 돌려 보고 숙제를 할 시간입니다.")
    found += [f"{each['회차']}회차: 주민이 한 명도 없습니다." for each in meetings if not each["참여"]["주민"]]
    seats = {party: sum(each["참여"][party] for each in meetings) for party in PARTIES}
    found += [f"{party}의 역할을 적었지만 어느 회의에도 오지 않습니다." for party, people in seats.items() if not people]
    if seats["주민"] * 2 < sum(seats.values()):
        share = seats["주민"] / sum(seats.values())
        found.append(f"다섯 회의를 모두 더한 참여자 가운데 주민이 {share:.0%}입니다. 절반은 되어야 합니다.")
    return found


def _logic_problems(plan: dict[str, Any]) -> list[str]:
    logic = plan["논리모형"]
    stage = {box: number for number, name in enumerate(STAGES) for box in logic[name]}
    found = []
    if len(stage) < sum(len(logic[name]) for name in STAGES):
        found.append("논리모형에 같은 이름의 상자가 둘 있습니다. 이름을 다르게 적으세요.")
    found += [f"화살에 적은 이름이 논리모형의 상자에 없습니다: {box}" for arrow in logic["화살"] for box in arrow if box not in stage]
    arrows = [arrow for arrow in logic["화살"] if arrow[0] in stage and arrow[1] in stage]
    steps = {(start, end) for start, end in arrows if stage[end] - stage[start] == 1}
    found += [f"화살은 바로 다음 칸으로만 갑니다. 고칠 화살: {a} → {b}" for a, b in arrows if (a, b) not in steps]
    for box, number in stage.items():
        if number < len(STAGES) - 1 and not any(start == box for start, _ in steps):
            found.append(f"다음 칸으로 나가는 화살이 없는 상자입니다: {box}")
        if number and not any(end == box for _, end in steps):
            found.append(f"앞 칸에서 들어오는 화살이 없는 상자입니다: {box}")
    rows = plan["지표"]
    found += [f"재는 지표가 없는 성과입니다: {box}" for box in logic["성과"] if box not in {row["성과"] for row in rows}]
    found += [f"지표 '{row['이름']}'에 적은 성과가 논리모형에 없습니다: {row['성과']}" for row in rows if row["성과"] not in logic["성과"]]
    for row in rows:
        if row["기준값"] == row["목표값"]:
            found.append(f"지표 '{row['이름']}'의 기준값과 목표값이 같습니다.")
        if row["목표 연도"] <= row["기준 연도"]:
            found.append(f"지표 '{row['이름']}'의 목표 연도는 기준 연도보다 뒤여야 합니다.")
    return found


def _budget_problems(budget: dict[str, Any]) -> list[str]:
    spent = sum(cost["단가"] * cost["수량"] for cost in budget["항목"])
    if spent == budget["총액"]:
        return []
    return [f"예산 항목을 모두 더하면 {spent:,}원인데 총액은 {budget['총액']:,}원입니다."]


def data_problems(plan: dict[str, Any], region: str | Region) -> list[str]:
    """Where a plan contradicts the figures of its region, as Korean sentences; empty when it does not."""
    home = find_region(region)
    if plan["지역"] not in {home.name, home.name_current, home.short}:
        return [f"계획서의 지역에는 우리 시도의 이름을 적으세요: {home.name_current}"]
    if plan["현장"] not in sites(home):
        return [f"계획서의 현장은 {home.name_current}의 시군구 가운데서 고르세요: {', '.join(sites(home))}"]
    table, problem = facts(home, plan["현장"]), plan["문제"]
    if problem["지표"] not in table.index:
        return [f"문제의 지표에는 지표 열 가지의 이름 가운데 하나를 그대로 적으세요: {', '.join(table.index)}"]
    line, found = table.loc[problem["지표"]], []
    if (problem["얼마나"], problem["연도"]) != (line["수"], line["연도"]):
        found.append("문제의 '얼마나'와 '연도'를 현장의 표에 있는 수와 연도로 적으세요.")
    shared = [row for row in plan["지표"] if row["이름"] in table.index]
    if not any(row["이름"] in OUTCOMES for row in shared):
        found.append("지표 가운데 하나는 표의 '성과로 쓸 수 있음'에서 골라, 그 이름을 그대로 적으세요.")
    return found + [sentence for row in shared for sentence in _figure_problems(row, table.loc[row["이름"]])]


def _figure_problems(row: dict[str, Any], line: pd.Series) -> list[str]:
    name = f"지표 '{row['이름']}'"
    if row["이름"] not in OUTCOMES:
        return [f"{name}: 문제의 크기를 말하는 수입니다. 이 수를 바꾸는 것을 성과로 삼지 말고 다른 지표를 고르세요."]
    found = []
    if row["단위"] != line["단위"]:
        found.append(f"{name}의 단위를 표에 있는 대로 적으세요.")
    if abs(row["기준값"] - line["값"]) > 0.0501 or row["기준 연도"] != line["연도"]:
        found.append(f"{name}의 기준값과 기준 연도를 현장의 표에 있는 값(소수 첫째 자리까지)과 연도로 적으세요.")
    sign = 1 if line["살필 쪽"] == "높음" else -1
    if (row["기준값"] - row["목표값"]) * sign < 0:
        found.append(f"{name}의 목표값이 나빠지는 쪽입니다.")
    elif (line["앞선 10%"] - row["목표값"]) * sign > 0.0501:
        found.append(f"{name}의 목표값은 또래 시군구 열에 하나도 이루지 못한 값입니다. 기간과 예산에 맞게 낮추거나 다른 지표를 고르세요.")
    return found
