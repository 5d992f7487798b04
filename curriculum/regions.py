"""The 17 시도 and their 시군구: names, codes in both systems, and what a person means by a name.

Tables are keyed by the SGIS code of 2020 as text; 행정표준 (법정동) codes are for showing and matching.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.errors import DsiError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Region:
    """One 시도.

    Attributes
    ----------
    code : str
        SGIS code of 2020, the key ``adm1`` of every table ("21").
    name, short, english : str
        Name of 2020 ("강원도"), the short form ("강원"), the romanised form ("Gangwon-do").
    admin_code : str
        행정표준 code of 2020 ("42").
    name_current, admin_code_current : str
        Name and 행정표준 code of today ("강원특별자치도", "51").
    """

    code: str
    name: str
    short: str
    admin_code: str
    english: str
    name_current: str = ""
    admin_code_current: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name_current", self.name_current or self.name)
        object.__setattr__(self, "admin_code_current", self.admin_code_current or self.admin_code)

    def __str__(self) -> str:
        return self.name


REGIONS: tuple[Region, ...] = (
    Region("11", "서울특별시", "서울", "11", "Seoul"),
    Region("21", "부산광역시", "부산", "26", "Busan"),
    Region("22", "대구광역시", "대구", "27", "Daegu"),
    Region("23", "인천광역시", "인천", "28", "Incheon"),
    Region("24", "광주광역시", "광주", "29", "Gwangju"),
    Region("25", "대전광역시", "대전", "30", "Daejeon"),
    Region("26", "울산광역시", "울산", "31", "Ulsan"),
    Region("29", "세종특별자치시", "세종", "36", "Sejong"),
    Region("31", "경기도", "경기", "41", "Gyeonggi-do"),
    Region("32", "강원도", "강원", "42", "Gangwon-do", "강원특별자치도", "51"),
    Region("33", "충청북도", "충북", "43", "Chungcheongbuk-do"),
    Region("34", "충청남도", "충남", "44", "Chungcheongnam-do"),
    Region("35", "전라북도", "전북", "45", "Jeollabuk-do", "전북특별자치도", "52"),
    Region("36", "전라남도", "전남", "46", "Jeollanam-do"),
    Region("37", "경상북도", "경북", "47", "Gyeongsangbuk-do"),
    Region("38", "경상남도", "경남", "48", "Gyeongsangnam-do"),
    Region("39", "제주특별자치도", "제주", "50", "Jeju-do"),
)

_OTHER_NAMES = {
    "11": ("서울시",),
    "21": ("부산시",),
    "22": ("대구시",),
    "23": ("인천시",),
    "24": ("광주시",),
    "25": ("대전시",),
    "26": ("울산시",),
    "29": ("세종시",),
    "39": ("제주도",),
}


def _lookup() -> dict[str, Region]:
    table: dict[str, Region] = {}
    for found in REGIONS:
        admin_codes = {found.admin_code, found.admin_code_current}
        padded = {code + zeros for code in admin_codes for zeros in ("000", "00000000")}
        names = {found.name, found.name_current, found.short, found.english.lower()}
        for word in names | padded | {found.code} | set(_OTHER_NAMES.get(found.code, ())):
            table[word] = found
    for found in REGIONS:  # a bare two-digit code is 행정표준 only where SGIS does not use it
        for code in (found.admin_code, found.admin_code_current):
            table.setdefault(code, found)
    return table


_BY_WORD = _lookup()


def region(text: str | Region) -> Region:
    """Find the 시도 that a name or code means.

    Parameters
    ----------
    text : str or Region
        "부산광역시", "부산", "강원특별자치도", an SGIS code "21", a 행정표준 code "48", "26000" or "2600000000".
        A bare two-digit code is read as SGIS when SGIS has it ("26" is 울산), else as 행정표준 ("51" is 강원);
        five or ten digits are always 행정표준 ("26000" is 부산).

    Raises
    ------
    DsiError
        When nothing matches; the message lists the 17 names.
    """
    if isinstance(text, Region):
        return text
    word = "".join(str(text).split()).lower()
    if word in _BY_WORD:
        return _BY_WORD[word]
    listed = ", ".join(found.name for found in REGIONS)
    raise DsiError(f"'{text}'은(는) 모르는 지역입니다. 다음 시도 가운데 하나를 쓰세요: {listed}")


def sigungu(region: str | Region | None = None, basic: bool = False) -> pd.DataFrame:
    """List the 시군구 of 2020, of one 시도 or of all.

    Parameters
    ----------
    region : str or Region, optional
        Only this 시도.
    basic : bool
        The 229 basic units (a city is one row) instead of the 250 units with 일반구.

    Returns
    -------
    DataFrame
        Codes, names, kind, area and representative point, as described in the dataset ``kr-regions``.
    """
    from curriculum import datasets

    return datasets.load("kr-regions", "basic" if basic else "sigungu", region=region)
