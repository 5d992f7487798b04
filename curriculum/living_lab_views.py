"""Two pictures of a living-lab plan for its readers: the logic model as boxes and arrows, the meetings as a table of seats."""

from __future__ import annotations

import textwrap
from typing import Any

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from curriculum.living_lab import PARTIES, STAGES

_FILLS = ("#e8eef4", "#fff4dd", "#e6f3ea", "#fbe5d6")
_EXPLAIN = ("들이는 것", "하는 일", "손에 남는 것", "달라지는 것")
_PARTY = {"주민": ("#b35806", ""), "연구자": ("#1f4e79", "//"), "지자체": ("#7fa8c9", ".."), "기업": ("#d9d9d9", "xx")}


def logic(plan: dict[str, Any]) -> Figure:
    """Draw the logic model of a plan.

    Parameters
    ----------
    plan : dict
        As :func:`curriculum.living_lab.read` gives it.
    """
    model = plan["논리모형"]
    tallest = max(len(model[stage]) for stage in STAGES)
    figure, ax = plt.subplots(figsize=(10.5, 1.2 + 1.05 * tallest))
    where = {}
    for column, stage in enumerate(STAGES):
        boxes = model[stage]
        ax.text(column, tallest + 0.05, f"{stage}\n({_EXPLAIN[column]})", ha="center", va="bottom", fontsize=11, weight="bold")
        for row, box in enumerate(boxes):
            height = tallest - (row + 0.5) * tallest / len(boxes)
            frame = {"boxstyle": "round,pad=0.5", "fc": _FILLS[column], "ec": "#555555"}
            text = ax.text(column, height, textwrap.fill(box, 13), ha="center", va="center", fontsize=9.5, bbox=frame, zorder=3)
            where[box] = text
    ax.set(xlim=(-0.5, len(STAGES) - 0.5), ylim=(0, tallest + 0.75))
    ax.set_axis_off()
    figure.draw_without_rendering()  # only now have the frames a size that arrows can start and end at
    frames = {box: text.get_bbox_patch().get_window_extent().transformed(ax.transData.inverted()) for box, text in where.items()}
    for start, end in model["화살"]:
        if start in frames and end in frames:
            (x0, y0), (x1, y1) = where[start].get_position(), where[end].get_position()
            right, left = (frames[start].x1, frames[end].x0) if x0 < x1 else (x0, x1)
            arrow = {"arrowstyle": "-|>", "color": "#555555", "linewidth": 1.2, "shrinkA": 2, "shrinkB": 2}
            ax.annotate("", (left, y1), (right, y0), arrowprops=arrow, zorder=2)
    ax.set_title(f"{plan['현장']} · {plan['제목']}", fontsize=12, pad=10)
    return figure


def meetings(plan: dict[str, Any]) -> Figure:
    """Draw who sits in which meeting of a plan, and what each is for.

    Parameters
    ----------
    plan : dict
        As :func:`curriculum.living_lab.read` gives it.
    """
    rows = plan["회의"]
    figure, ax = plt.subplots(figsize=(10, 0.9 + 0.72 * len(rows)))
    left = [0] * len(rows)
    for party in PARTIES:
        seats = [row["참여"].get(party, 0) for row in rows]
        color, hatch = _PARTY[party]
        ax.barh(range(len(rows)), seats, left=left, label=party, color=color, hatch=hatch, edgecolor="white")
        left = [a + b for a, b in zip(left, seats, strict=True)]
    widest = max(left) or 1
    for height, (row, total) in enumerate(zip(rows, left, strict=True)):
        share = row["참여"].get("주민", 0) / (total or 1)
        ax.text(total + widest * 0.02, height, f"{total}명, 주민 {share:.0%}", va="center", fontsize=9)
    names = [f"{row['회차']}회차 {row['날짜'].month}월 {row['날짜'].day}일\n{textwrap.shorten(row['목적'], 26, placeholder='…')}" for row in rows]
    ax.set_yticks(range(len(rows)), names)
    ax.invert_yaxis()
    ax.set(xlim=(0, widest * 1.28), xlabel="참여자(명)")
    residents = sum(row["참여"].get("주민", 0) for row in rows)
    ax.set_title(f"다섯 번의 회의, 모두 {sum(left)}자리 가운데 주민이 {residents / (sum(left) or 1):.0%}", pad=24)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(PARTIES), frameon=False, borderaxespad=0.1)
    return figure
