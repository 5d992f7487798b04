"""기상청's stations and the 시군구 they stand in, found by name: their coordinates are not in the packages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from curriculum.recipes.fields import field, region_fields
from curriculum.regions import REGIONS

if TYPE_CHECKING:
    import pandas as pd

CITIES = ("서울", "부산", "대구", "인천", "광주", "대전", "울산")
"""Stations named after a whole city: the name does not say in which 구 they stand."""
PLACES = {
    "추풍령": "영동군",
    "대관령": "평창군",
    "북강릉": "강릉시",
    "북춘천": "춘천시",
    "북창원": "창원시",
    "고산": "제주시",
    "성산": "서귀포시",
    "성산포": "서귀포시",
    "주암": "순천시",
    "흑산도": "신안군",
    "백령도": "옹진군",
    "울릉도": "울릉군",
}


def station_fields() -> list[dict[str, Any]]:
    """Descriptions of the key columns of a table of stations, as :func:`places` makes them."""
    return [
        *region_fields("adm1"),
        field(
            "adm2_basic",
            "string",
            "기초 시군구 코드",
            "관측소가 있는 2020년의 기초 시군구. 특별시·광역시 이름의 관측소는 이름만으로 알 수 없어 빈칸",
            pattern=r"\d{4}0",
        ),
        *region_fields("sido"),
        field("station", "string", "관측소", "종관기상관측(ASOS) 관측소 이름", required=True),
    ]


def places(stations: Iterable[str]) -> pd.DataFrame:
    """Where each station stands: a whole city, a place named in PLACES, or the 시 or 군 of its name.

    Returns
    -------
    DataFrame
        ``station``, ``adm1``, ``adm2_basic`` (missing for a whole city), ``sido``, ``sigungu``. Needs ``kr-regions``.
    """
    import pandas as pd

    from curriculum import datasets

    units = datasets.load("kr-regions", "basic").set_index("name")
    units = units[~units.index.duplicated(keep=False)]
    rows = []
    for station in stations:
        place = station.split("(")[0]  # "대구(기)" and "진도(첨찰산)" name a second station of a place
        if place in CITIES:
            region = next(one for one in REGIONS if one.short == place)
            rows.append((station, region.code, None, region.name, None))
            continue
        names = [PLACES.get(place, place), f"{place}시", f"{place}군"]
        (name,) = (one for one in names if one in units.index)
        unit = units.loc[name]
        rows.append((station, unit["adm1"], unit["adm2_basic"], unit["sido"], name))
    return pd.DataFrame(rows, columns=["station", "adm1", "adm2_basic", "sido", "sigungu"])
