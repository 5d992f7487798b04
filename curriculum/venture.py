"""A beginner's venture: assumptions that are said to be assumptions, and what the numbers look like.

An assumption is written down as ``name: (value, unit, ground)``; its ground begins with 가정 (nobody has checked it yet) or
확인 (somebody has, and says how). What a capstone shows of them is made here, so that the notebook itself stays short.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from curriculum import views

NEEDED = {"아는 비율": "%", "쓰는 비율": "%", "한 해 횟수": "번", "이용료": "원", "변동비": "원", "고정비": "원"}
"""Share who hear of it, share of those who use it, times a year, price and variable cost of one use, fixed cost a month."""

_COSTS = ("변동비", "고정비")
_GOOD, _BAD, _CALM = "#253494", "#b35806", "#9ecae1"

Assumptions = Mapping[str, Sequence[Any]]


def problems(assumptions: Assumptions) -> list[str]:
    """What is missing or cannot be in a venture's assumptions, as Korean sentences; empty when they can be used."""
    found = [f"'{name}'이(가) 없습니다." for name in NEEDED if name not in assumptions]
    for name, entry in assumptions.items():
        if not isinstance(entry, list | tuple) or len(entry) != 3:
            found.append(f"'{name}'을(를) (값, 단위, 근거) 세 칸으로 적으세요.")
            continue
        value, unit, ground = entry
        if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
            found.append(f"'{name}'의 값을 0보다 큰 수로 적으세요.")
        elif unit == "%" and value > 100:
            found.append(f"'{name}'이(가) 100%를 넘습니다.")
        if unit != NEEDED.get(name, unit):
            found.append(f"'{name}'의 단위는 {NEEDED[name]}입니다.")
        head, mark, rest = str(ground).partition(":")
        if head.strip() not in ("가정", "확인") or not mark or len(rest.strip()) < 5:
            found.append(f"'{name}'의 근거를 \"가정: 까닭\"이나 \"확인: 누구에게 어떻게\" 꼴로 적으세요.")
    if not found and assumptions["이용료"][0] <= assumptions["변동비"][0]:
        found.append("이용료가 변동비보다 커야 한 번 팔 때마다 남습니다.")
    return found


def values(assumptions: Assumptions) -> dict[str, float]:
    """The bare numbers, by name."""
    return {name: entry[0] for name, entry in assumptions.items()}


def listing(assumptions: Assumptions) -> str:
    """The assumptions as a table: the unchecked ones first, each with its ground."""
    import pandas as pd

    rows = []
    for name, (value, unit, ground) in assumptions.items():
        mark, _, why = ground.partition(":")
        rows.append([mark.strip(), name, f"{value:,.10g}{unit}", why.strip()])
    rows.sort(key=lambda row: row[0] != "가정")
    return views.table(pd.DataFrame(rows, columns=["구분", "이름", "값", "까닭"]), "이 계획이 기대는 값")


def break_even_view(price: float, cost: float, fixed: float, sold: float, needed: float | None) -> str:
    """Income and cost of a month over the number of uses, with the point from which on it pays, and where we expect to be.

    Parameters
    ----------
    price, cost : float
        Of one use, in won.
    fixed : float
        Cost of a month, in won.
    sold : float
        Uses a month that are expected.
    needed : float or None
        Uses a month that are needed; None if no number is enough.
    """
    from matplotlib import pyplot as plt

    end = 1.25 * max(sold, needed or 0, 1)
    figure, axes = plt.subplots(figsize=(4.8, 3.3))
    axes.plot([0, end], [0, price * end / 1e4], color=_GOOD, linewidth=2)
    axes.plot([0, end], [fixed / 1e4, (fixed + cost * end) / 1e4], color=_BAD, linewidth=2, linestyle="--")
    axes.annotate("수입", (end, price * end / 1e4), (4, 0), textcoords="offset points", color=_GOOD, va="center")
    axes.annotate("비용", (end, (fixed + cost * end) / 1e4), (4, 0), textcoords="offset points", color=_BAD, va="center")
    axes.axvline(sold, color="#767676", linewidth=1)
    axes.annotate(f"예상 {sold:,.0f}번", (sold, 0), (3, 4), textcoords="offset points", fontsize=9)
    left = (price - cost) * sold - fixed
    if needed is None:
        title = "한 번 쓸 때마다 손해라서 많이 쓸수록 더 모자랍니다"
    else:
        axes.plot(needed, price * needed / 1e4, "D", color="black", markersize=7)
        enough = "넉넉합니다" if sold >= needed else "모자랍니다"
        title = f"한 달 {needed:,.0f}번이면 섭니다. 예상({sold:,.0f}번)은 {enough}"
    axes.set(xlabel="한 달에 쓰는 횟수(번)", ylabel="만 원", xlim=(0, end), ylim=(0, None))
    axes.set_title(title, fontsize=10, fontweight="bold")
    word = "남습니다" if left >= 0 else "모자랍니다"
    note = f"이용료 {price:,.0f}원, 예상대로라면 한 달에 {abs(left) / 1e4:,.1f}만 원이 {word}."
    return views.picture(figure, f"{title}. {note}", 560) + f"<p>{note}</p>"


def swings(assumptions: Assumptions, profit: Callable[[dict[str, float]], float], by: float = 0.2) -> str:
    """How the profit of a month changes when one assumption at a time turns out worse, the most dangerous first.

    Parameters
    ----------
    assumptions : mapping
    profit : callable
        Profit of a month, in won, from the bare numbers.
    by : float
        How much worse: a fifth by default. Costs get higher, everything else lower.
    """
    from matplotlib import pyplot as plt

    base = values(assumptions)
    now = profit(base)
    worse = {
        name: profit(base | {name: value * (1 + by if name in _COSTS else 1 - by)}) for name, value in base.items()
    }
    order = sorted(worse, key=lambda name: worse[name], reverse=True)
    figure, axes = plt.subplots(figsize=(4.8, 0.9 + 0.36 * len(order)))
    axes.barh(range(len(order)), [(worse[name] - now) / 1e4 for name in order], left=now / 1e4, color=_CALM, edgecolor=_GOOD)
    axes.axvline(0, color=_BAD, linewidth=1.4)
    axes.axvline(now / 1e4, color=_GOOD, linewidth=1.4)
    axes.use_sticky_edges = False
    axes.margins(x=0.08)
    axes.set_yticks(range(len(order)), order)
    axes.set_xlabel("한 달에 남는 돈(만 원). 파란 선은 지금 계획, 갈색 선은 0원", fontsize=8)
    title = f"{by * 100:.0f}% 나빠질 때 가장 크게 흔들리는 것은 {order[-1]}입니다"
    axes.set_title(title, fontsize=10, fontweight="bold")
    said = ", ".join(f"{name} {worse[name] / 1e4:,.1f}만 원" for name in reversed(order))
    return views.picture(figure, f"{title}. 지금 계획은 {now / 1e4:,.1f}만 원. 나빠지면 {said}", 560)


def won(amount: float) -> str:
    """An amount of money as people say it: 억 and 만 원."""
    total = round(amount / 1e4)
    whole, rest = divmod(abs(total), 10_000)
    sign = "-" if total < 0 else ""
    parts = [f"{whole:,}억"] * bool(whole) + [f"{rest:,}만"] * bool(rest or not whole)
    return f"{sign}{' '.join(parts)} 원"
