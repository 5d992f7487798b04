"""A project plan as a leader writes it down: YAML with Korean keys, checked for what is missing and what does not fit.

The parts are those a center decides on: who does what (역할), in which months (단계), with which money (예산), how one
will see whether it works (지표), what may go wrong (위험) and what another region needs to do the same (도입 조건).
:func:`problems` names every fault in a Korean sentence; :mod:`curriculum.plan_views` shows a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from curriculum.errors import DsiError

SIDES = ("주민", "지자체", "연구자", "기업")
AREAS = ("법제도", "기술", "소통", "행정", "자원")
MONEY = ("R&D", "비R&D")
MOST_MONTHS = 24

_KEYS = {
    "역할": ("이름", "구분", "하는 일"),
    "단계": ("이름", "시작", "끝", "맡음", "나올 것"),
    "예산": ("항목", "단계", "만원", "돈줄"),
    "지표": ("이름", "종류", "단위", "기준값", "목표값", "맡음", "재는 달", "재는 법"),
    "위험": ("내용", "가능성", "영향", "대응", "맡음"),
    "도입 조건": ("영역", "조건"),
}
_MORE = {"도입 조건": ("지표", "이상", "이하", "물을 곳")}


def read(text: str) -> dict[str, Any]:
    """A plan, or some of its parts, from YAML text.

    Raises
    ------
    DsiError
        If the text cannot be read; the message names the line.
    """
    from ruamel.yaml import YAML, YAMLError

    try:
        found = YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{mark.line + 1}째 줄을" if mark else "글을"
        raise DsiError(
            f"계획의 {where} 읽을 수 없습니다. 들여쓰기, 쌍점(:) 뒤의 빈칸, 괄호의 짝을 확인하세요."
        ) from None
    if not isinstance(found, dict):
        raise DsiError("계획에 '역할:'처럼 항목 이름으로 시작하는 줄이 없습니다.")
    return found


def problems(plan: Mapping[str, Any], *parts: str) -> list[str]:
    """What is wrong with some parts of a plan (all, if none is named), as Korean sentences; empty when it holds together.

    Parts refer to each other: whoever is responsible must be among 역할, money belongs to a 단계, months lie in 기간.
    What a part refers to but the plan does not have yet is not checked.
    """
    found: list[str] = []
    for part in parts or tuple(_KEYS):
        wrong = _form(plan, part)
        found += wrong or _CHECKS[part](plan)
    return found


def lacking(plan: Mapping[str, Any], values: Mapping[str, float]) -> list[str]:
    """The conditions for adoption that a region with these indicator values does not meet, as far as data can tell.

    A value that is not known meets nothing.
    """
    found = []
    for entry in plan["도입 조건"]:
        if "지표" in entry:
            value = values.get(entry["지표"], float("nan"))
            met = value >= entry["이상"] if "이상" in entry else value <= entry["이하"]
            if not met:
                found.append(entry["조건"])
    return found


def data_names(plan: Mapping[str, Any]) -> list[str]:
    """Names of the indicators that the conditions for adoption refer to."""
    entries = plan.get("도입 조건") or ()
    return [entry["지표"] for entry in entries if isinstance(entry, dict) and isinstance(entry.get("지표"), str)]


def card_indicators(plan: Mapping[str, Any], first: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Indicators for the project card: `first`, then those of the plan unless something is wrong with them."""
    indicators = [dict(first)]
    for entry in () if problems(plan, "지표") else plan["지표"]:
        when = ", ".join(map(str, entry["재는 달"]))
        indicators.append(
            {
                "name": entry["이름"], "unit": entry["단위"], "baseline": entry["기준값"], "target": entry["목표값"],
                "method": f"{when}번째 달에 잼. {entry['재는 법']}"[:120],
            }
        )  # fmt: skip
    return indicators


def _form(plan: Mapping[str, Any], part: str) -> list[str]:
    entries = plan.get(part)
    if not isinstance(entries, list) or not entries:
        return [f"'{part}' 항목이 비어 있습니다."]
    found = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            found.append(f"'{part}' {number}번째 줄을 {{이름: 값, …}} 꼴로 적으세요.")
        elif missing := [key for key in _KEYS[part] if entry.get(key) in (None, "")]:
            found.append(f"'{part}' {number}번째 줄에 {', '.join(missing)}이(가) 없습니다.")
        elif more := [str(key) for key in entry if key not in (*_KEYS[part], *_MORE.get(part, ()))]:
            found.append(f"'{part}' {number}번째 줄의 '{more[0]}'이(가) 무엇인지 모릅니다. 쉼표가 든 글은 따옴표로 감싸세요.")
    return found


def _roles(plan: Mapping[str, Any]) -> list[str]:
    names = _names(plan, "역할")
    sides = [role["구분"] for role in plan["역할"]]
    found = [f"역할 '{name}'이(가) 두 번 나옵니다." for name in _twice(names)]
    found += [f"구분 '{side}'은(는) {', '.join(SIDES)} 가운데 하나로 적으세요." for side in sorted(set(sides) - set(SIDES))]
    found += [f"'{side}' 쪽의 역할이 없습니다." for side in ("주민", "지자체") if side not in sides]
    if len(set(sides)) < 3:
        found.append("주민과 지자체 말고도 연구자나 기업 쪽의 역할을 하나 이상 두세요.")
    return found


def _steps(plan: Mapping[str, Any]) -> list[str]:
    last, steps = plan.get("기간"), plan["단계"]
    if not _whole(last) or not 3 <= last <= MOST_MONTHS:
        return [f"'기간'을 3에서 {MOST_MONTHS} 사이의 달 수로 적으세요."]
    found = [f"단계 '{name}'이(가) 두 번 나옵니다." for name in _twice(_names(plan, "단계"))]
    covered: set[int] = set()
    for step in steps:
        begin, end = step["시작"], step["끝"]
        if not (_whole(begin) and _whole(end) and 1 <= begin <= end <= last):
            found.append(f"단계 '{step['이름']}'의 시작과 끝이 1에서 {last} 사이의 달이고 차례가 맞는지 보세요.")
        else:
            covered |= set(range(begin, end + 1))
    idle = sorted(set(range(1, last + 1)) - covered)
    if idle and not found:
        found.append(f"{', '.join(map(str, idle))}번째 달에 하는 단계가 없습니다.")
    if len(steps) < 3:
        found.append("단계를 셋 이상으로 나누세요.")
    return found + _owners(plan, "단계", "이름")


def _budget(plan: Mapping[str, Any]) -> list[str]:
    steps, found = _names(plan, "단계"), []
    for entry in plan["예산"]:
        if entry["단계"] not in steps:
            found.append(f"예산 '{entry['항목']}'의 단계 '{entry['단계']}'이(가) 단계 목록에 없습니다.")
        if not _number(entry["만원"]) or entry["만원"] <= 0:
            found.append(f"예산 '{entry['항목']}'의 금액을 0보다 큰 수로 적으세요.")
        if entry["돈줄"] not in MONEY:
            found.append(f"예산 '{entry['항목']}'의 돈줄은 {' 또는 '.join(MONEY)}로 적으세요.")
    if "비R&D" not in {entry["돈줄"] for entry in plan["예산"]}:
        found.append("만든 것을 지역에서 쓰게 할 비R&D 예산이 없습니다.")
    if steps and steps[-1] not in {entry["단계"] for entry in plan["예산"]}:
        found.append(f"마지막 단계 '{steps[-1]}'에 쓸 예산이 없습니다.")
    return found


def _indicators(plan: Mapping[str, Any]) -> list[str]:
    last, entries = plan.get("기간", MOST_MONTHS), plan["지표"]
    found = [f"지표 '{name}'이(가) 두 번 나옵니다." for name in _twice(_names(plan, "지표"))]
    for entry in entries:
        name, values = f"지표 '{entry['이름']}'", (entry["기준값"], entry["목표값"])
        if not all(map(_number, values)) or values[0] == values[1]:
            found.append(f"{name}의 기준값과 목표값을 서로 다른 수로 적으세요.")
        elif entry["단위"] == "%" and not all(0 <= value <= 100 for value in values):
            found.append(f"{name}의 값이 0%와 100% 사이를 벗어났습니다.")
        months = entry["재는 달"]
        if not isinstance(months, list) or len(months) < 2 or not all(_whole(m) and 1 <= m <= last for m in months):
            found.append(f"{name}을(를) 재는 달을 [3, 6]처럼 기간 안에서 두 번 이상 적으세요.")
        elif months != sorted(set(months)):
            found.append(f"{name}을(를) 재는 달을 이른 달부터 한 번씩 적으세요.")
    kinds = {entry["종류"] for entry in entries}
    found += [f"종류 '{kind}'은(는) 산출 또는 성과로 적으세요." for kind in sorted(kinds - {"산출", "성과"})]
    found += [f"'{kind}' 지표가 하나도 없습니다." for kind in ("산출", "성과") if kind not in kinds]
    return found + _owners(plan, "지표", "이름")


def _risks(plan: Mapping[str, Any]) -> list[str]:
    found = []
    for entry in plan["위험"]:
        if not all(_whole(entry[key]) and 1 <= entry[key] <= 3 for key in ("가능성", "영향")):
            found.append(f"위험 '{entry['내용']}'의 가능성과 영향을 1, 2, 3 가운데 하나로 적으세요.")
    if len(plan["위험"]) < 3:
        found.append("위험을 셋 이상 적으세요.")
    return found + _owners(plan, "위험", "내용") + _idle(plan)


def _conditions(plan: Mapping[str, Any]) -> list[str]:
    entries, found = plan["도입 조건"], []
    for entry in entries:
        name = f"조건 '{entry['조건']}'"
        limits = [key for key in ("이상", "이하") if key in entry]
        if entry["영역"] not in AREAS:
            found.append(f"{name}의 영역은 {', '.join(AREAS)} 가운데 하나로 적으세요.")
        if ("지표" in entry) == bool(entry.get("물을 곳")):
            found.append(f"{name}에는 자료로 볼 '지표'와 '물을 곳' 가운데 하나만 적으세요.")
        elif "지표" in entry and (len(limits) != 1 or not _number(entry[limits[0]])):
            found.append(f"{name}의 지표에는 '이상'이나 '이하' 가운데 하나와 그 값을 적으세요.")
    if not any("지표" in entry for entry in entries):
        found.append("자료로 바로 볼 수 있는 조건을 하나 이상 두세요.")
    if sum(bool(entry.get("물을 곳")) for entry in entries) < 2:
        found.append("사람에게 물어야 아는 조건을 둘 이상 두세요.")
    if len({entry["영역"] for entry in entries}) < 3:
        found.append("조건을 세 영역 이상에서 찾으세요.")
    return found


_CHECKS: dict[str, Callable[[Mapping[str, Any]], list[str]]] = {
    "역할": _roles, "단계": _steps, "예산": _budget, "지표": _indicators, "위험": _risks, "도입 조건": _conditions,
}  # fmt: skip


def _owners(plan: Mapping[str, Any], part: str, key: str) -> list[str]:
    names = _names(plan, "역할")
    if not names:
        return []
    return [
        f"{part} '{entry[key]}'을(를) 맡은 '{entry['맡음']}'이(가) 역할 목록에 없습니다."
        for entry in plan[part]
        if entry["맡음"] not in names
    ]


def _idle(plan: Mapping[str, Any]) -> list[str]:
    """Roles that are responsible for nothing; only to be known when steps, indicators and risks are all there."""
    parts = [plan.get(part) for part in ("역할", "단계", "지표", "위험")]
    if not all(parts):
        return []
    busy = {entry.get("맡음") for part in parts[1:] for entry in part if isinstance(entry, dict)}
    return [f"역할 '{name}'이(가) 맡은 단계나 지표, 위험이 없습니다." for name in _names(plan, "역할") if name not in busy]


def _names(plan: Mapping[str, Any], part: str) -> list[str]:
    return [entry.get("이름") for entry in plan.get(part) or () if isinstance(entry, dict)]


def _twice(names: Iterable[str]) -> list[str]:
    names = list(names)
    return sorted({name for name in names if names.count(name) > 1})


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
