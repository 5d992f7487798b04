"""What a capstone shows: charts, tables and maps as HTML that reads well on a phone and to a screen reader."""

from __future__ import annotations

import html
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from matplotlib import pyplot as plt

from curriculum import maps, project

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 15  # bars that can be read on a phone
_LONG = 18  # letters of a table cell that stay on one line
_STRONG, _CALM, _LINE = "#253494", "#9ecae1", "#b30000"


def picture(figure: Figure, alt: str, width: int = 640) -> str:
    """A figure as an HTML picture that shrinks with the screen; the figure is closed.

    Parameters
    ----------
    figure : Figure
    alt : str
        What the picture says, for people who do not see it.
    width : int
        Width in pixels where there is room.
    """
    from matplotlib import pyplot as plt

    png = BytesIO()
    figure.savefig(png, format="png", dpi=160, bbox_inches="tight")
    plt.close(figure)
    data = b64encode(png.getvalue()).decode()
    style = f"width:{width}px;max-width:100%;height:auto"
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt, quote=True)}" style="{style}">'


def table(frame: pd.DataFrame, caption: str) -> str:
    """A small table as HTML with a caption: text to the left, numbers to the right, scrolling in its own box when wide."""
    sides = ["right" if kind.kind in "if" else "left" for kind in frame.dtypes]
    head = "".join(_cell("th", name, side, ' scope="col"') for name, side in zip(frame.columns, sides, strict=True))
    rows = "".join(
        "<tr>" + "".join(_cell("td", value, side) for value, side in zip(row, sides, strict=True)) + "</tr>"
        for row in frame.itertuples(index=False)
    )
    caption = html.escape(caption, quote=True)
    return (
        f'<div style="overflow-x:auto" role="region" aria-label="{caption}" tabindex="0"><table style="margin:0 0 1em">'
        f'<caption style="text-align:left;font-weight:bold;white-space:nowrap">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(tag: str, value: Any, side: str, more: str = "") -> str:
    text = value if isinstance(value, str) else "자료 없음" if value != value else f"{value:,.1f}"  # noqa: PLR0124
    wrap = "normal" if tag == "th" or len(text) > _LONG else "nowrap"
    wide = ";min-width:11em" if tag == "td" and len(text) > _LONG else ""
    return f'<{tag}{more} style="text-align:{side};white-space:{wrap};word-break:keep-all{wide}">{html.escape(text)}</{tag}>'


def number(value: float, definition: Mapping[str, Any]) -> str:
    """A value as people read it: one decimal and the unit."""
    return f"{value:,.1f}{definition['unit']}"


def key_figures(region: str, definitions: Sequence[Mapping[str, Any]], change: float) -> str:
    """Table of every indicator in the region and the country; the first one with its target, `change` away."""
    import pandas as pd

    rows = []
    for definition in definitions:
        here = project.overall(region, definition)
        goal = number(here + change, definition) if definition is definitions[0] else "–"
        nation = number(project.overall(None, definition), definition)
        rows.append([definition["name"], number(here, definition), nation, goal])
    return table(pd.DataFrame(rows, columns=["지표", "우리 지역", "전국", "목표"]), "지표의 기준값과 목표")


def ranking(ranked: pd.DataFrame, main: Mapping[str, Any], side: Mapping[str, Any], most: int = 12) -> str:
    """Table of the first places of a ranking with columns ``name``, ``main``, ``side`` and ``type``."""
    columns = {"name": "곳", "main": heading(main), "side": heading(side), "type": "유형"}
    caption = "먼저 볼 순서" + (f" (앞의 {most}곳)" if len(ranked) > most else "")
    return table(ranked[list(columns)].head(most).rename(columns=columns), caption)


def quadrants(
    ranked: pd.DataFrame, main: Mapping[str, Any], side: Mapping[str, Any], lines: Sequence[float]
) -> str:
    """Both indicators of every place as a scatter, cut into four types by the national values `lines`.

    Places of the first type are filled and named. A screen reader hears how many places each type has.
    """
    known = ranked.dropna(subset=["main", "side"])
    first = known["type"].eq(project.TYPES[0])
    figure, axes = plt.subplots(figsize=(4.6, 4.2))
    axes.axvline(lines[1], color=_LINE, linewidth=1, linestyle="--")
    axes.axhline(lines[0], color=_LINE, linewidth=1, linestyle="--")
    axes.scatter(known["side"][~first], known["main"][~first], s=34, facecolor="white", edgecolor="#555555")
    axes.scatter(known["side"][first], known["main"][first], s=44, color=_STRONG, marker="D")
    named = known[first].head(_MOST).sort_values("main")
    for turn, place in enumerate(named.itertuples()):  # names to the right and left by turns, so that neighbours do not overlap
        offset, align = ((6, -3), "left") if turn % 2 == 0 else ((-6, -3), "right")
        axes.annotate(place.name, (place.side, place.main), offset, textcoords="offset points", fontsize=8, ha=align)
    axes.margins(0.18)
    _name_quadrants(axes, main, side)
    axes.set(xlabel=heading(side), ylabel=heading(main))
    axes.set_title(f"두 지표를 모두 눈여겨볼 곳(◆)은 {int(first.sum())}곳입니다", fontsize=10, fontweight="bold")
    counts = ", ".join(f"{name} {int(known['type'].eq(name).sum())}곳" for name in project.TYPES)
    left_out = len(ranked) - len(known)
    note = f"점선은 전국값입니다. {counts}." + (f" 자료가 없는 {left_out}곳은 뺐습니다." if left_out else "")
    alt = f"{project.josa(main['name'], '과/와')} {project.josa(side['name'], '을/를')} 함께 본 그림. {note}"
    return picture(figure, alt, 560) + f"<p>{html.escape(note)}</p>"


def _name_quadrants(axes: Axes, main: Mapping[str, Any], side: Mapping[str, Any]) -> None:
    """Write the four types into the corners they belong to."""
    top, right = main["focus"] == "high", side["focus"] == "high"
    for name, (in_main, in_side) in zip(
        project.TYPES, [(True, True), (True, False), (False, True), (False, False)], strict=True
    ):
        x, y = float(in_side == right), float(in_main == top)
        align = {"ha": "right" if x else "left", "va": "top" if y else "bottom"}
        axes.annotate(
            name, (x, y), (-4 if x else 4, -4 if y else 4), "axes fraction", "offset points",
            color="#767676", fontsize=8, **align,
        )  # fmt: skip


def bars(values: pd.DataFrame, definition: Mapping[str, Any], title: str) -> str:
    """Bars of ``value`` from the place that needs most attention down, at most fifteen, with a line for the country."""
    nation = project.overall(None, definition)
    known = values.dropna(subset="value").sort_values("value", ascending=definition["focus"] == "low")
    if known.empty:
        return f"<p>{html.escape(title)}: 자료가 없습니다.</p>"
    shown = known.head(_MOST).iloc[::-1]
    focus = shown["value"] > nation if definition["focus"] == "high" else shown["value"] < nation
    figure, axes = plt.subplots(figsize=(4.6, 0.9 + 0.27 * len(shown)))
    drawn = axes.barh(range(len(shown)), shown["value"], color=[_STRONG if yes else _CALM for yes in focus])
    axes.set_yticks(range(len(shown)), shown["name"])
    axes.bar_label(drawn, [f"{value:,.1f}" for value in shown["value"]], padding=3, fontsize=8, zorder=3,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
    axes.axvline(nation, color=_LINE, linewidth=1.2, linestyle="--", zorder=2)
    axes.margins(x=0.14)
    axes.set_xlabel(f"{heading(definition)} · 점선은 전국 {number(nation, definition)}", fontsize=9)
    axes.set_title(title + (f" (먼저 볼 {_MOST}곳)" if len(known) > _MOST else ""), fontsize=10, fontweight="bold")
    text = ", ".join(f"{place.name} {number(place.value, definition)}" for place in shown.iloc[::-1].itertuples())
    return picture(figure, f"{title}: {text}. 전국 {number(nation, definition)}", 560)


def bars_and_map(values: gpd.GeoDataFrame, definition: Mapping[str, Any], title: str) -> str:
    """:func:`bars`, and under them a map of the same values."""
    area_map = maps.choropleth(values, "value", title=title, unit=definition["unit"], height=420)
    return bars(values, definition, title) + area_map._repr_html_()


def reach(ranked: pd.DataFrame, count: str, whole: float, most: int, title: str) -> str:
    """How many of all people are reached, place after place: in the order of `ranked`, and from the largest place down.

    Parameters
    ----------
    ranked : DataFrame
        Places in the order in which one would begin.
    count : str
        Column with the number of people or households of each place.
    whole : float
        Number in the whole region, also where one would not begin.
    most : int
        How many places the plan takes; marked in the chart.
    title : str
    """
    numbers = ranked[count].fillna(0)
    shown = min(len(ranked), max(20, 4 * most))
    orders = {"정한 차례": numbers, "많은 곳부터": numbers.sort_values(ascending=False)}
    figure, axes = plt.subplots(figsize=(4.8, 3.2))
    ends = []
    for (name, order), style, color in zip(orders.items(), ("-", "--"), (_STRONG, "#767676"), strict=True):
        share = [0, *(order.cumsum() / whole * 100)][: shown + 1]
        axes.plot(range(len(share)), share, style, color=color, linewidth=2, label=name)
        axes.plot(most, share[most], "D", color=color, markersize=7)
        ends.append(f"{name} {most}곳에서 {share[most]:.1f}%, {shown}곳에서 {share[-1]:.1f}%")
    axes.set(xlabel="시작한 곳의 수", ylabel="닿는 비율(%)", xlim=(0, shown + 0.5), ylim=(0, None))
    axes.legend(frameon=False, fontsize=9)
    axes.set_title(title, fontsize=10, fontweight="bold")
    note = "에 닿고, ".join(ends) + "에 닿습니다."
    return picture(figure, f"{title}. {note}", 560) + f"<p>{html.escape(note)}</p>"


def spots_map(values: gpd.GeoDataFrame, spots: Sequence[str], title: str, unit: str = "", source: str = "") -> str:
    """A map of ``value`` with numbered marks on the places whose codes are in `spots`, in that order."""
    import folium

    area_map = maps.choropleth(values, "value", title=title, unit=unit, source=source, height=440)
    shapes = values.set_index("code").to_crs(4326)
    points, names = shapes.geometry.representative_point(), shapes["name"]
    for turn, (code, (right, down)) in enumerate(zip(spots, _apart(shapes, points[list(spots)]), strict=True), 1):
        at = (points[code].y, points[code].x)
        mark = _string(right, down) + f'<b style="position:relative;display:block;width:22px;height:22px;border-radius:11px;background:{_LINE};color:white;text-align:center;line-height:22px">{turn}</b>'
        icon = folium.DivIcon(html=mark, icon_size=(22, 22), icon_anchor=(11 - right, 11 - down))
        folium.Marker(at, icon=icon, tooltip=html.escape(f"{turn}. {names[code]}")).add_to(area_map)
    return f"<div>{area_map._repr_html_()}</div>"


def _string(right: int, down: int) -> str:
    """The line from a mark that stepped aside back to its place, with a dot there; nothing if it did not."""
    if not (right or down):
        return ""
    x, y = 11 - right, 11 - down
    return (
        '<svg width="22" height="22" style="position:absolute;left:0;top:0;overflow:visible;pointer-events:none">'
        f'<line x1="11" y1="11" x2="{x}" y2="{y}" stroke="{_LINE}" stroke-width="1.5"/><circle cx="{x}" cy="{y}" r="3" fill="{_LINE}"/></svg>'
    )


def _apart(shapes: gpd.GeoDataFrame, points: gpd.GeoSeries) -> list[tuple[int, int]]:
    """How far, in pixels to the right and down, each mark must step aside so that none covers another on a phone."""
    west, south, east, north = shapes.total_bounds
    scale = min(320 / (east - west), 400 / (north - south))
    steps = sorted(((x, y) for x in range(-72, 73, 24) for y in range(-72, 73, 24)), key=lambda step: abs(step[0]) + abs(step[1]))
    taken: list[tuple[float, float]] = []
    found = []
    for point in points:
        free = [
            (x, y) for x, y in steps
            if all(max(abs(point.x * scale + x - a), abs(-point.y * scale + y - b)) >= 23 for a, b in taken)
        ]  # fmt: skip
        x, y = (free or steps)[0]
        taken.append((point.x * scale + x, -point.y * scale + y))
        found.append((x, y))
    return found


def pickers(widget: Any) -> dict[str, Any]:
    """The controls inside a widget from whose options one can pick, by their label."""
    return {each.description: each for each in _parts(widget) if hasattr(each, "options")}


def shown(widget: Any) -> str:
    """All the HTML text that a widget shows now."""
    from ipywidgets import HTML

    return " ".join(each.value for each in _parts(widget) if isinstance(each, HTML))


def _parts(widget: Any) -> Iterable[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _parts(child)


def heading(definition: Mapping[str, Any]) -> str:
    """An indicator's name with its unit, as the head of a column or an axis."""
    return definition["name"] + (f"({definition['unit']})" if definition["unit"] else "")
