"""Korean coordinates: which system a pair of columns is in, judged by where the points fall, and turned into WGS 84."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from curriculum.errors import DsiError
from curriculum.public.values import to_number

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

CANDIDATES = {
    5174: "중부원점 Bessel(EPSG:5174, 옛 지적·인허가 자료)",
    5179: "UTM-K(EPSG:5179, 네이버·통계청)",
    5181: "중부원점 GRS80, 가산 50만(EPSG:5181, 카카오)",
    5186: "중부원점 GRS80, 가산 60만(EPSG:5186)",
    5187: "동부원점 GRS80, 가산 60만(EPSG:5187)",
}
EXTENT = (124.0, 32.9, 132.1, 38.7)
"""Longitude and latitude around Korea, 백령도 to 독도 and 마라도 to 고성."""

IN_LAND = 0.9
"""Share of the points that must fall on Korean land for a system to be possible (harbours and bridges do not)."""

SAMPLE = 2000
"""Points that are enough to recognise a system."""

WHOLE = -1
"""Row position of a problem that concerns the whole column."""

_LON = r"경도|lon|lng|longitude|wgs84경도|x좌표_?wgs84|lot"
_LAT = r"위도|lat|latitude|wgs84위도|y좌표_?wgs84"
_X = r"(?:^|[^a-z])x(?:$|[^a-z])|x_?좌표|좌표_?x|tm_?x|coord_?x|xcrd|map_?x|동향"
_Y = r"(?:^|[^a-z])y(?:$|[^a-z])|y_?좌표|좌표_?y|tm_?y|coord_?y|ycrd|map_?y|북향"


@dataclass
class Located:
    """Points of a table in WGS 84.

    Attributes
    ----------
    lon, lat : ndarray or None
        Degrees, NaN where a row has no usable point; ``None`` when the table has no points or their system is unsure.
    problems : list of tuple
        ``(row position, column, text, reason, remedy)``.
    notes : list of str
        What was recognised, in Korean.
    columns : tuple of str
        The columns of x and y.
    crs : int or None
        EPSG code of the source.
    """

    lon: np.ndarray | None = None
    lat: np.ndarray | None = None
    problems: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    crs: int | None = None


def locate(table: dict[str, list[str]], own: list[str | None], crs: int | str | None = None) -> Located:
    """Find the columns of coordinates and turn them into WGS 84.

    Parameters
    ----------
    table : dict
        Column name -> cells as text.
    own : list of str or None
        For each row the start of its 읍면동 code, as long as it is known: a point must fall into its own place.
    crs : int or str, optional
        EPSG code, when the caller knows it; it overrides what the values look like.
    """
    import numpy as np

    pair = _columns(table)
    if not pair:
        if crs is not None:
            raise DsiError("crs=를 주었지만 좌표 열(경도·위도, X·Y)을 찾지 못했습니다. 열 이름을 확인하세요.")
        return Located()
    found = Located(columns=pair)
    x, y = (np.array([_float(cell) for cell in table[column]]) for column in pair)
    present = ~(np.isnan(x) | np.isnan(y) | ((x == 0) & (y == 0)))
    for row in np.flatnonzero(~present):
        text = ", ".join(table[column][row] for column in pair)
        found.problems.append(
            (
                int(row),
                pair[0],
                text,
                "좌표가 비었거나 0입니다",
                "주소로 좌표를 찾아 채우거나 지도에서 빼세요",
            )
        )
    if not present.any():
        return found
    some = [own[row] for row in np.flatnonzero(present)]
    source = epsg_code(crs) if crs is not None else recognise(x[present], y[present], some, pair, found)
    if source is None:
        return found
    if source == -4326:
        x, y, source = y, x, 4326
        found.notes.append(f"경도와 위도가 서로 바뀐 것을 바로잡음({pair[0]}, {pair[1]} 열)")
    found.crs = source
    found.lon, found.lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    found.lon[present], found.lat[present] = to_wgs84(x[present], y[present], source)
    if crs is not None:
        found.notes.append(
            f"좌표({pair[0]}, {pair[1]}): 지정한 EPSG:{source}에서 WGS84 경위도(lon, lat)로 바꿈"
        )
    _drop_far(found, table, present)
    return found


def to_wgs84(x: Any, y: Any, epsg: int) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude, rounded to about 10 cm."""
    import numpy as np

    lon, lat = _transformer(epsg).transform(x, y) if epsg != 4326 else (x, y)
    return np.round(lon, 6), np.round(lat, 6)


@cache
def _transformer(epsg: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(epsg, 4326, always_xy=True)


def epsg_code(crs: int | str) -> int:
    """EPSG code of what the caller wrote: 5174, "5174" or "EPSG:5174"."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(int(crs) if str(crs).isdigit() else crs).to_epsg() or _unknown(crs)
    except CRSError:
        return _unknown(crs)


def _unknown(crs: Any) -> int:
    raise DsiError(
        f"좌표계 '{crs}'을(를) 모릅니다. EPSG 번호로 쓰세요. 예: crs=5174 ({', '.join(map(str, CANDIDATES))}, 4326)"
    )


def _float(cell: str) -> float:
    value = to_number(cell)
    return float("nan") if value is None else value


def _columns(table: dict[str, list[str]]) -> tuple[str, str] | None:
    """The pair of columns that hold x and y, by name and by being numbers."""
    for patterns in ((_LON, _LAT), (_X, _Y)):
        pair = [
            next((name for name in table if _named(name, pattern) and _numeric(table[name])), None)
            for pattern in patterns
        ]
        if all(pair) and pair[0] != pair[1]:
            return pair[0], pair[1]
    return None


def _named(column: str, pattern: str) -> bool:
    return re.search(pattern, column.replace(" ", "").lower()) is not None


def _numeric(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(to_number(cell) is not None for cell in filled) >= len(filled) * 0.8


def recognise(x: Any, y: Any, own: list[str | None], pair: tuple[str, str], found: Located) -> int | None:
    """EPSG code of the only system in which the points fall where they must; -4326 for swapped degrees.

    What was recognised, or why nothing was, is added to *found*.
    """
    import numpy as np

    where = f"좌표({', '.join(pair)})"
    west, south, east, north = EXTENT
    for turned, (lon, lat) in ((4326, (x, y)), (-4326, (y, x))):
        if np.mean((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)) > 0.5:
            if turned == 4326:
                found.notes.append(f"{where}: 이미 WGS84 경위도")
            return turned
    some = np.linspace(0, len(x) - 1, min(len(x), SAMPLE)).astype(int)
    x, y, own = x[some], y[some], [own[row] for row in some]
    fits = {epsg: misses for epsg in CANDIDATES if (misses := misplaced(x, y, epsg, own)) is not None}
    if not fits:
        turned = [f"EPSG:{epsg}" for epsg in CANDIDATES if misplaced(y, x, epsg, own) is not None]
        reason = "아는 좌표계로 바꾸면 우리나라 안(지역을 알면 그 지역 안)에 들지 않습니다"
        remedy = "자료 설명서에서 좌표계를 찾아 crs=로 알려 주세요. 예: crs=5186"
        if turned:
            reason = f"X와 Y가 서로 바뀐 것으로 보입니다(바꾸면 {', '.join(turned)}에 맞음)"
            remedy = f"{', '.join(pair)} 두 열의 이름을 서로 바꾸어 다시 읽으세요"
        found.problems.append((WHOLE, pair[0], f"{x[0]}, {y[0]}", reason, remedy))
        return None
    stated = [epsg for epsg in fits if str(epsg) in " ".join(pair)]
    if len(stated) == 1:
        found.notes.append(f"{where}: 열 이름에 적힌 {CANDIDATES[stated[0]]}에서 WGS84 경위도로 바꿈")
        return stated[0]
    best = min(fits, key=fits.get)
    if all(misses >= max(5, 3 * fits[best]) for epsg, misses in fits.items() if epsg != best):
        found.notes.append(f"{where}: 값으로 보아 {CANDIDATES[best]}, WGS84 경위도로 바꿈")
        return best
    names = ", ".join(CANDIDATES[epsg] for epsg in sorted(fits))
    reason = f"여러 좌표계에 맞아 바꾸지 않았습니다: {names}"
    remedy = f"자료 설명서를 보고 crs=로 고르세요. 예: crs={best}"
    found.problems.append((WHOLE, pair[0], f"{x[0]}, {y[0]}", reason, remedy))
    return None


def misplaced(x: Any, y: Any, epsg: int, own: list[str | None]) -> int | None:
    """Points outside their own place (or, where that is unknown, off Korean land); ``None`` when too many are.

    *own* holds, for each point, the start of the 읍면동 code it must have, as long as it is known.
    """
    import geopandas as gpd
    import numpy as np

    lon, lat = to_wgs84(x, y, epsg)
    west, south, east, north = EXTENT
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    if inside.mean() < IN_LAND:
        return None
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon[inside], lat[inside]), crs=4326)
    pairs = points.sjoin(_land(), how="left")
    there = pairs[~pairs.index.duplicated()]["adm3"].fillna("").tolist()
    wanted = [own[row] or "" for row in np.flatnonzero(inside)]
    near = [bool(code) and code.startswith(key[:5]) for code, key in zip(there, wanted, strict=True)]
    if np.mean(near) < IN_LAND:
        return None
    return sum(not (code and code.startswith(key)) for code, key in zip(there, wanted, strict=True))


@cache
def _land() -> gpd.GeoDataFrame:
    from curriculum import datasets

    return datasets.load("kr-boundaries-2020", "adm3", columns=["adm3", "geometry"])


def _drop_far(found: Located, table: dict[str, list[str]], present: Any) -> None:
    """Single points that fall outside Korea are reported and left empty."""
    import numpy as np

    west, south, east, north = EXTENT
    with np.errstate(invalid="ignore"):
        far = present & ~(
            (found.lon >= west) & (found.lon <= east) & (found.lat >= south) & (found.lat <= north)
        )
    for row in np.flatnonzero(far):
        text = ", ".join(table[column][row] for column in found.columns)
        found.problems.append(
            (int(row), found.columns[0], text, "우리나라 밖의 좌표입니다", "원본의 좌표를 확인하세요")
        )
    found.lon[far] = found.lat[far] = np.nan
