"""A project plan as people read it: who and when as a chart, the way to a target, and tables of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from curriculum import plan as plans
from curriculum import project, regions, views

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLORS = {"주민": "#41b6c4", "지자체": "#253494", "연구자": "#a1dab4", "기업": "#c7b8e0"}
_PATH, _POINT = "#253494", "#b35806"


def schedule(plan: Mapping[str, Any], title: str) -> str:
    """Steps over the months, each with who is responsible and, as ◆, the months in which indicators are measured."""
    from matplotlib import pyplot as plt

    steps, last = plan["단계"], plan["기간"]
    sides = {role["이름"]: role["구분"] for role in plan["역할"]}
    figure, axes = plt.subplots(figsize=(4.6, 1.3 + 0.55 * len(steps)))
    for height, step in enumerate(steps):
        begin, length = step["시작"] - 0.5, step["끝"] - step["시작"] + 1
        side = sides.get(step["맡음"], "주민")
        axes.barh(height, length, left=begin, height=0.5, color=_COLORS[side], edgecolor="#333333")
        late = begin > last / 2  # its words would run out of the picture
        x, align = (begin + length, "right") if late else (begin + 0.02, "left")
        axes.text(x, height - 0.3, f"{step['이름']} · {step['맡음']}({side})", fontsize=9, va="bottom", ha=align)
    measured = sorted({month for entry in plan.get("지표", ()) for month in entry["재는 달"]})
    axes.plot(measured, [len(steps)] * len(measured), "D", color=_POINT, markersize=6)
    axes.set_yticks([len(steps)], ["측정"], fontsize=9)
    axes.set(ylim=(len(steps) + 0.6, -0.9), xlim=(0.4, last + 0.6), xticks=range(1, last + 1), xlabel="시작한 뒤 몇 번째 달")
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_title(title, fontsize=10, fontweight="bold")
    said = "; ".join(f"{each['이름']} {each['시작']}~{each['끝']}번째 달({each['맡음']})" for each in steps)
    return views.picture(figure, f"{title}: {said}. 지표를 재는 달은 {', '.join(map(str, measured))}번째 달", 600)


def on_path(entry: Mapping[str, Any], month: float, last: int) -> float:
    """Where an indicator should be in a month, if it goes from its baseline to its target in a straight line."""
    return entry["기준값"] + (entry["목표값"] - entry["기준값"]) * month / last


def read_number(text: str) -> float | None:
    """A number as people type it (``1,200`` or ``12.5%``), or None if there is none."""
    try:
        return float(text.replace(",", "").replace("%", "").strip())
    except ValueError:
        return None


def progress(entry: Mapping[str, Any], month: int, last: int, value: float | None, status: str) -> str:
    """The planned way of an indicator and the value found in a month, with its status in words."""
    from matplotlib import pyplot as plt

    name, unit, planned = entry["이름"], entry["단위"], on_path(entry, month, last)
    figure, axes = plt.subplots(figsize=(4.8, 2.9))
    axes.plot([0, last], [entry["기준값"], entry["목표값"]], color=_PATH, linewidth=2)
    _label(axes, 0, entry["기준값"], f"기준값 {entry['기준값']:,.10g}", entry)
    _label(axes, last, entry["목표값"], f"목표값 {entry['목표값']:,.10g}", entry)
    axes.plot(month, planned, "o", markerfacecolor="white", markeredgecolor=_PATH, markersize=8)
    if value is not None:
        axes.plot(month, value, "D", color=_POINT, markersize=9, markeredgecolor="black")
    axes.set(xlim=(-0.5, last + 0.5), xticks=range(0, last + 1, max(1, last // 6)), xlabel="시작한 뒤 몇 번째 달", ylabel=unit)
    axes.margins(y=0.25)
    axes.set_yticks([tick for tick in axes.get_yticks() if tick >= 0])
    title = f"{month}번째 달의 {name}: {status}"
    axes.set_title(title, fontsize=10, fontweight="bold")
    seen = "" if value is None else f", 잰 값(◆) {value:,.10g}{unit}"
    note = f"계획대로라면 {planned:,.1f}{unit}(○){seen}"
    return views.picture(figure, f"{title}. {note}", 560) + f"<p>{note}</p>"


def _label(axes: Axes, x: float, y: float, text: str, entry: Mapping[str, Any]) -> None:
    rising = (entry["목표값"] > entry["기준값"]) == (x > 0)
    offset, align = (0, 6 if rising else -14), "right" if x else "left"
    axes.annotate(text, (x, y), offset, textcoords="offset points", ha=align, fontsize=8)


def tables(plan: Mapping[str, Any]) -> str:
    """Roles, money and risks as three tables; risks with the greatest product of likelihood and impact first."""
    import pandas as pd

    roles = pd.DataFrame([[role["이름"], role["구분"], role["하는 일"]] for role in plan["역할"]], columns=["역할", "구분", "하는 일"])
    total = sum(entry["만원"] for entry in plan["예산"])
    money = [[entry["항목"], entry["단계"], entry["돈줄"], f"{entry['만원']:,}만 원"] for entry in plan["예산"]]
    budget = pd.DataFrame([*money, ["합계", "", "", f"{total:,}만 원"]], columns=["쓸 곳", "단계", "돈줄", "금액"])
    ordered = sorted(plan["위험"], key=lambda risk: -risk["가능성"] * risk["영향"])
    dangers = [[f"{risk['가능성'] * risk['영향']}", risk["내용"], risk["대응"], risk["맡음"]] for risk in ordered]
    risks = pd.DataFrame(dangers, columns=["가능성 × 영향", "무슨 일이", "어떻게", "맡음"])
    return (
        views.table(roles, "누가 무엇을 합니까")
        + views.table(budget, "돈은 어디에 씁니까")
        + views.table(risks, "무엇이 어긋날 수 있습니까")
    )


def indicators(plan: Mapping[str, Any]) -> str:
    """The indicators with baseline, target, and when and how they are measured."""
    import pandas as pd

    rows = [
        [
            entry["이름"], entry["종류"], f"{entry['기준값']:,.10g}{entry['단위']}", f"{entry['목표값']:,.10g}{entry['단위']}",
            ", ".join(map(str, entry["재는 달"])) + "번째 달", entry["재는 법"], entry["맡음"],
        ]
        for entry in plan["지표"]
    ]  # fmt: skip
    columns = ["지표", "종류", "기준값", "목표값", "재는 때", "재는 법", "맡음"]
    return views.table(pd.DataFrame(rows, columns=columns), "무엇이 얼마나 달라지면 성공입니까")


def adoption(plan: Mapping[str, Any], home: regions.Region) -> str:
    """What another region needs: the 17 regions against the conditions that data can tell, and what one must ask people."""
    import pandas as pd

    checked = [entry for entry in plan["도입 조건"] if "지표" in entry]
    names = list(dict.fromkeys(entry["지표"] for entry in checked))
    values = pd.DataFrame({name: project.by_region(project.CATALOGUE[name]) for name in names})
    rows = []
    for region in regions.REGIONS:
        row = values.loc[region.code].round(1).to_dict()  # judged by what is shown
        missing = plans.lacking(plan, row)
        shown = [views.number(row[name], project.CATALOGUE[name]) for name in names]
        name = f"{region.short}(우리)" if region.code == home.code else region.short
        rows.append([name, *shown, "모두 맞음" if not missing else f"{len(missing)}가지 모자람"])
    ready = sum(row[-1] == "모두 맞음" for row in rows)
    listed = "".join(f"<li>{escape(entry['조건'])} {escape(_limit(entry))}</li>" for entry in checked)
    asked = pd.DataFrame(
        [[entry["영역"], entry["조건"], entry["물을 곳"]] for entry in plan["도입 조건"] if "지표" not in entry],
        columns=["영역", "조건", "물을 곳"],
    )
    return (
        f"<p>자료로 볼 수 있는 조건을 모두 갖춘 시도는 17곳 가운데 {ready}곳입니다.</p><ul>{listed}</ul>"
        + views.table(pd.DataFrame(rows, columns=["시도", *names, "자료 조건"]), "자료로 본 조건(2020년)")
        + views.table(asked, "사람에게 물어야 아는 조건")
    )


def _limit(entry: Mapping[str, Any]) -> str:
    word = "이상" if "이상" in entry else "이하"
    return f"({entry['지표']} {entry[word]:,.10g}{project.CATALOGUE[entry['지표']]['unit']} {word})"
