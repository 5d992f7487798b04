"""folium maps that need no internet: Leaflet is inlined, the ground is our own boundaries, not map tiles."""

import base64
import html
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import folium
import geopandas as gpd
import mapclassify
import pandas as pd
from branca.element import Element, MacroElement
from jinja2 import Template

# Five steps of one hue, light to dark, told apart in grey print too (ColorBrewer "YlGnBu").
_COLORS = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
_MISSING = "#d9d9d9"
_STYLE = """
html, body {margin:0; height:100%;}
body {display:flex; flex-direction:column; color:#222;
  font:14px/1.5 "Noto Sans KR","Malgun Gothic","Apple SD Gothic Neo",NanumGothic,sans-serif;}
.folium-map {flex:1 1 auto; min-height:0; order:2;} .dsi-title {order:1; font-weight:bold; padding:4px 2px;}
.dsi-legend {order:3; padding:6px 2px;} .dsi-legend span {display:inline-block; margin-right:14px; white-space:nowrap;}
.dsi-legend i {display:inline-block; width:14px; height:14px; margin-right:6px;
  border:1px solid #888; vertical-align:-2px;} .dsi-legend small {display:block; color:#555;}
.leaflet-container {background:#f4f6f8;}
"""


class _Fit(MacroElement):
    """Fit the map to `bounds`, again whenever its frame changes size.

    In an exported page the frame has no size yet when Leaflet starts; fitting once would leave a dot.
    """

    _template = Template(
        """{% macro script(this, kwargs) %}
        new ResizeObserver(function () {
            {{ this._parent.get_name() }}.invalidateSize(false);
            {{ this._parent.get_name() }}.fitBounds({{ this.bounds }});
        }).observe({{ this._parent.get_name() }}.getContainer());
        {% endmacro %}"""
    )

    def __init__(self, bounds: list[list[float]]) -> None:
        super().__init__()
        self.bounds = [[float(number) for number in corner] for corner in bounds]


class OfflineMap(folium.Map):
    """A :class:`folium.Map` whose page asks nothing of the network.

    Leaflet comes from the installed ``xstatic-leaflet`` package and is written into the page;
    there is no tile layer. Plain Leaflet layers work (GeoJson, CircleMarker, Marker, Popup, Tooltip …),
    while ``folium.Icon`` and most plugins do not: they load further scripts from the internet.

    Parameters
    ----------
    title : str
        What the map shows; read out by screen readers.
    height : int
        Height in pixels on a page or in a notebook.
    **options
        Passed on to :class:`folium.Map`.
    """

    default_js = ()
    default_css = ()

    def __init__(self, title: str, height: int = 460, **options) -> None:
        options = {
            "tiles": None,
            "attribution_control": False,
            "zoom_snap": 0.25,
            "prefer_canvas": False,
            "scroll_wheel_zoom": False,  # the wheel moves the page; the buttons and two fingers zoom
        } | options
        super().__init__(**options)
        self.title, self.page_height = title, height
        header = self.get_root().header
        header.add_child(Element(f"<style>{_leaflet_css()}{_STYLE}</style>"), name="leaflet_css")
        header.add_child(Element(f"<script>{_leaflet_js()}</script>"), name="leaflet")
        header.add_child(Element(f"<title>{html.escape(title)}</title>"), name="title")

    def _repr_html_(self, **_: object) -> str:
        page = html.escape(self.get_root().render(), quote=True)
        return (
            f'<iframe srcdoc="{page}" title="{html.escape(self.title, quote=True)}" '
            f'style="width:100%;height:{self.page_height}px;border:0" sandbox="allow-scripts"></iframe>'
        )


def choropleth(
    areas: gpd.GeoDataFrame,
    column: str,
    *,
    title: str,
    unit: str = "",
    name: str = "name",
    classes: int = 5,
    scheme: str = "quantiles",
    source: str = "",
    height: int = 460,
) -> OfflineMap:
    """Map one number per area, in classes, with a legend and a label for each area.

    Parameters
    ----------
    areas : GeoDataFrame
        One row an area, in any coordinate system.
    column : str
        The column of numbers to show; missing values are drawn grey and named in the legend.
    title : str
        The finding, as a sentence.
    unit : str
        Unit of `column`, written after each number.
    name : str
        Column with the area's name, shown with its value on hover.
    classes : int
        Number of classes, 2 to 5; fewer are used when there are fewer different values.
    scheme : {"quantiles", "fisherjenks", "equalinterval"}
        Way of cutting classes, from mapclassify.
    source : str
        Source line for the legend (``datasets.attribution(...)``).
    height : int
        Height in pixels.

    Returns
    -------
    OfflineMap
    """
    areas = areas[[name, column, areas.geometry.name]].to_crs(4326)
    known = areas[column].dropna()
    cuts = _cuts(known, classes, scheme)
    colors = _spread(len(cuts))
    step = pd.Series(0, index=areas.index).where(areas[column].isna(), areas[column].apply(lambda v: _step(v, cuts)))
    areas = areas.assign(
        _color=[_MISSING if pd.isna(v) else colors[s] for v, s in zip(areas[column], step, strict=True)],
        값=[f"{v:,.{_digits(known)}f}{unit}" if pd.notna(v) else "자료 없음" for v in areas[column]],
    )
    result = OfflineMap(title, height=height)
    folium.GeoJson(
        areas.drop(columns=column).rename(columns={name: "이름"}).to_json(),
        style_function=lambda f: {
            "fillColor": f["properties"]["_color"], "fillOpacity": 0.9, "color": "#555", "weight": 0.8,
        },
        highlight_function=lambda _: {"weight": 2.5, "color": "#111"},
        tooltip=folium.GeoJsonTooltip(["이름", "값"], labels=False),
    ).add_to(result)
    west, south, east, north = areas.total_bounds
    _Fit([[south, west], [north, east]]).add_to(result)
    result.get_root().html.add_child(Element(f'<div class="dsi-title">{html.escape(title)}</div>'))
    result.get_root().html.add_child(Element(_legend(unit, known, cuts, colors, areas, source)))
    return result


def _cuts(known: pd.Series, classes: int, scheme: str) -> list[float]:
    """Upper bound of each class."""
    distinct = known.nunique()
    if distinct <= 1:
        return list(known.unique())
    make = {
        "quantiles": mapclassify.Quantiles,
        "fisherjenks": mapclassify.FisherJenks,
        "equalinterval": mapclassify.EqualInterval,
    }[scheme]
    return sorted({float(b) for b in make(known.to_numpy(dtype=float), k=min(classes, distinct)).bins})


def _step(value: float, cuts: list[float]) -> int:
    return next((i for i, upper in enumerate(cuts) if value <= upper), len(cuts) - 1)


def _spread(count: int) -> list[str]:
    if count <= 1:
        return [_COLORS[2]]
    return [_COLORS[round(i * (len(_COLORS) - 1) / (count - 1))] for i in range(count)]


def _digits(known: pd.Series) -> int:
    return 0 if known.empty or known.abs().max() >= 100 or (known % 1 == 0).all() else 1


def _legend(unit, known, cuts, colors, areas, source) -> str:
    digits = _digits(known)
    lower = [float(known.min()), *cuts[:-1]] if cuts else []
    rows = [
        f'<span><i style="background:{color}"></i>{low:,.{digits}f} – {high:,.{digits}f}{html.escape(unit)}</span>'
        for color, low, high in zip(colors, lower, cuts, strict=False)
    ]
    if areas["값"].eq("자료 없음").any():
        rows.append(f'<span><i style="background:{_MISSING}"></i>자료 없음</span>')
    note = f"<small>자료: {html.escape(source)}</small>" if source else ""
    return f'<div class="dsi-legend">{" ".join(rows)}{note}</div>'


@cache
def _leaflet() -> Path:
    return Path(find_spec("xstatic.pkg.leaflet").origin).parent / "data"


@cache
def _leaflet_js() -> str:
    """Leaflet with its marker pictures as data addresses."""
    script = (_leaflet() / "leaflet.js").read_text(encoding="utf-8").split("//# sourceMappingURL")[0]
    icon, shadow = (_data_url(f"{kind}.png") for kind in ("marker-icon", "marker-shadow"))
    defaults = f'{{iconUrl:"{icon}",iconRetinaUrl:"{icon}",shadowUrl:"{shadow}",imagePath:" "}}'
    return script + "\nL.Icon.Default.prototype._getIconUrl=function(n){return this.options[n+'Url'];};" + (
        f"L.Icon.Default.mergeOptions({defaults});"
    )


@cache
def _leaflet_css() -> str:
    text = (_leaflet() / "leaflet.css").read_text(encoding="utf-8")
    for picture in ("layers.png", "layers-2x.png", "marker-icon.png"):
        text = text.replace(f"images/{picture}", _data_url(picture))
    return text


def _data_url(picture: str) -> str:
    data = (_leaflet() / "images" / picture).read_bytes()
    return "data:image/png;base64," + base64.b64encode(data).decode()
