"""Air quality of a 시도 now: every station's latest hour from AirKorea, by way of 공공데이터포털."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curriculum.live import data_portal
from curriculum.regions import Region
from curriculum.regions import region as find_region

if TYPE_CHECKING:
    import pandas as pd

SERVICE = "https://apis.data.go.kr/B552584/ArpltnInforInqireSvc"
OPERATION = "getCtprvnRltmMesureDnsty"
HALF_HOUR = 1800
UNITS = {
    "PM10": "㎍/㎥",
    "PM2.5": "㎍/㎥",
    "오존": "ppm",
    "이산화질소": "ppm",
    "일산화탄소": "ppm",
    "아황산가스": "ppm",
}

_TEXT = {"stationName": "측정소", "dataTime": "측정시각"}
_NUMBERS = {
    "pm10Value": "PM10",
    "pm25Value": "PM2.5",
    "o3Value": "오존",
    "no2Value": "이산화질소",
    "coValue": "일산화탄소",
    "so2Value": "아황산가스",
    "khaiValue": "통합대기환경지수",
}
_FLAGS = {
    "pm10Flag": "PM10",
    "pm25Flag": "PM2.5",
    "o3Flag": "오존",
    "no2Flag": "이산화질소",
    "coFlag": "일산화탄소",
    "so2Flag": "아황산가스",
}


def now(region: str | Region, *, max_age: float = HALF_HOUR) -> pd.DataFrame:
    """Fetch the latest measurements of all stations of a 시도.

    Parameters
    ----------
    region : str or Region
        The 시도.
    max_age : float
        Seconds for which an earlier answer is good enough.

    Returns
    -------
    DataFrame
        ``adm1, 측정소, 측정시각, PM10, …, 통합대기환경지수, 사유``; a value the station could not measure ("-") is missing
        and ``사유`` says why. These are raw values before the yearly check.

    Raises
    ------
    DsiError
        See :func:`curriculum.live.data_portal.rows`.
    """
    import pandas as pd

    place = find_region(region)
    raw = data_portal.rows(
        SERVICE, OPERATION, form="xml", page=100, max_age=max_age, sidoName=place.short, ver="1.0"
    )
    raw = raw.reindex(columns=[*_TEXT, *_NUMBERS, *_FLAGS])
    frame = raw[list(_TEXT)].rename(columns=_TEXT).astype("str")
    for theirs, ours in _NUMBERS.items():
        frame[ours] = pd.to_numeric(raw[theirs], errors="coerce").astype("float64")
    reasons = raw[list(_FLAGS)].replace({"": None, "null": None}).rename(columns=_FLAGS)
    frame["사유"] = [
        ", ".join(f"{name} {reason}" for name, reason in row.items() if isinstance(reason, str)) or None
        for row in reasons.to_dict("records")
    ]
    frame["사유"] = frame["사유"].astype("str")
    frame.insert(0, "adm1", place.code)
    frame.attrs.update(
        source="한국환경공단 에어코리아(실시간, 확정 전 자료)", units=UNITS, fetched=raw.attrs.get("fetched")
    )
    return frame
