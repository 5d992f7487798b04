"""One name or code in any usual form, and the place of kr-regions it means; or why it means none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from curriculum.public.changes import CHANGED
from curriculum.regions import REGIONS


@dataclass(frozen=True)
class Place:
    """Keys of a place, as fine as known; ``note`` when something has to be said although the place is certain."""

    adm1: str
    adm2: str | None = None
    adm2_basic: str | None = None
    adm3: str | None = None
    note: str = ""

    @property
    def keys(self) -> tuple[str | None, ...]:
        """The four keys, coarse to fine."""
        return self.adm1, self.adm2_basic, self.adm2, self.adm3

    @property
    def start(self) -> str:
        """What the 읍면동 codes inside begin with; a city with 일반구 is four digits."""
        return self.adm3 or self.adm2 or (self.adm2_basic or "")[:4] or self.adm1

    def agrees(self, other: Place) -> bool:
        """Whether one place can lie in the other."""
        return all(a == b or not a or not b for a, b in zip(self.keys, other.keys, strict=True))


@dataclass(frozen=True)
class NoPlace:
    """Why a text means no place, and what to do about it; ``within`` is the place around it, when that is known."""

    reason: str
    remedy: str
    within: Place | None = None


def squeeze(text: str) -> str:
    """A name without spaces, with one kind of middle dot, and without the code that 행안부 writes behind it."""
    return re.sub(r"[ㆍ・∙•.]", "·", re.sub(r"[\s_]|\(\d{5,10}\)$", "", text))


@cache
def sido_words() -> list[tuple[str, str]]:
    """Every way to write a 시도, longest first, with its code."""
    words = {}
    for one in REGIONS:
        city = one.name.endswith(("특별시", "광역시", "특별자치시"))
        own = {one.name, one.name_current, one.short, one.english}
        for word in own | ({f"{one.short}시"} if city else {f"{one.short}도"}):
            words[squeeze(word)] = one.code
    words["제주도"] = "39"
    return sorted(words.items(), key=lambda pair: -len(pair[0]))


@cache
def _sigungu_names() -> dict[str, dict[str, Place | None]]:
    """시도 -> name -> place; ``None`` where a short form fits several."""
    from curriculum import datasets

    names: dict[str, dict[str, Place | None]] = {one.code: {} for one in REGIONS}
    basic = datasets.load("kr-regions", "basic")
    leaves = datasets.load("kr-regions", "sigungu")
    own: dict[tuple[str, str], Place] = {}
    short: list[tuple[str, str, Place]] = []
    for row in basic.itertuples():
        adm2 = row.adm2_basic if row.sigungu_count == 1 else None
        place = Place(row.adm1, adm2, row.adm2_basic)
        own[row.adm1, row.name] = place
        if len(row.name) > 2:
            short.append((row.adm1, row.name[:-1], place))
    for row in leaves.itertuples():
        place = Place(row.adm1, row.adm2, row.adm2_basic)
        if row.kind == "일반구":
            city, district = row.name.split(" ")
            own[row.adm1, city + district] = place
            short += [(row.adm1, city[:-1] + district, place), (row.adm1, district, place)]
        if row.adm1_current != row.adm1:
            note = f"{row.name}은 지금 {row.name_current.split()[0]}이지만 2020년 구역을 따라 {row.sido}(adm1={row.adm1})로 넣음"
            own[row.adm1_current, row.name] = Place(row.adm1, row.adm2, row.adm2_basic, note=note)
    own["29", "세종특별자치시"] = own["29", "세종시"]
    for sido, name, place in short:
        names[sido][name] = None if name in names[sido] else place
    for (sido, name), place in own.items():
        names[sido][name] = place
    return names


@cache
def _dong_names() -> dict[str, dict[str, Place | None]]:
    """시군구 (leaf and basic) -> dong -> place."""
    from curriculum import datasets

    names: dict[str, dict[str, Place | None]] = {}
    for row in datasets.load("kr-regions", "dong").itertuples():
        place = Place(row.adm1, row.adm2, row.adm2_basic, row.adm3)
        plain = squeeze(row.dong)
        for unit in {row.adm2, row.adm2_basic}:
            for form in {
                plain,
                re.sub(r"제(?=\d+동$)", "", plain),
                re.sub(r"(?<!제)(?=\d+동$)", "제", plain),
            }:
                known = names.setdefault(unit, {})
                known[form] = place if known.get(form, place) == place else None
    return names


def by_name(text: str, sido: str | None = None, *, address: bool = False) -> Place | NoPlace:
    """Find the place that a name means.

    Parameters
    ----------
    text : str
        "부산광역시 해운대구", "부산 해운대", "해운대구", "수원시 장안구", "서울특별시 종로구 사직동", or an address.
    sido : str, optional
        SGIS code of the 시도 when another column, the title or the caller names it.
    address : bool
        What follows the 시군구 is a street, so do not look for a 읍면동.
    """
    plain = squeeze(text)
    words = [(word, code) for word, code in sido_words() if plain.startswith(word) and sido in (None, code)]
    for word, code in words:
        rest = plain[len(word) :]
        if not rest:
            if sido is None and plain in ("광주시", "대구", "광주") and plain == "광주시":
                break  # 광주광역시 or 경기도 광주시
            return Place(code)
        found = _inside(rest, code, address)
        if isinstance(found, Place) or found.within or found.remedy != _UNKNOWN:
            return found
    if sido is not None:
        return _inside(plain, sido, address)
    fits = {
        code: found
        for code in _sigungu_names()
        if isinstance(found := _inside(plain, code, address, short=False), Place) and not found.note
    }
    if plain == "광주시":
        fits["24"] = Place("24")
    if len(fits) == 1:
        return next(iter(fits.values()))
    if fits:
        names = ", ".join(one.short for one in REGIONS if one.code in fits)
        return NoPlace(
            f"여러 시도에 있는 이름입니다({names})", "region=으로 시도를 알려 주거나 시도 열을 넣으세요"
        )
    if words and not address:
        return _inside(plain[len(words[0][0]) :], words[0][1], address)
    changed = [one for one in CHANGED if squeeze(one[1]) == plain and plain != "남구"]
    if changed:
        return _changed(changed[0])
    return NoPlace("kr-regions에 없는 이름입니다", _UNKNOWN)


_UNKNOWN = "오탈자를 고치거나 names={'원본 이름': '시도 시군구'}로 알려 주세요"


def _inside(plain: str, sido: str, address: bool, short: bool = True) -> Place | NoPlace:
    """A name without its 시도: 시군구, or 시군구 and 읍면동."""
    known = _sigungu_names()[sido]
    if (place := known.get(plain)) and (short or plain[-1] in "시군구"):
        return place
    for one in CHANGED:
        if one[0] == sido and (
            plain == one[1] or plain == one[1].removeprefix("부천시") or plain.startswith(one[1])
        ):
            return _changed(one)
    for length in range(len(plain) - 1, 1, -1):
        place, rest = known.get(plain[:length]), plain[length:]
        if place is None or plain[length - 1] not in "시군구":
            continue
        if dong := _dong_names().get(place.adm2 or place.adm2_basic, {}).get(rest):
            return Place(*_four(dong), note=place.note)
        if address:
            return place
        return NoPlace(
            f"'{rest}'은(는) 2020년 읍면동에 없습니다(법정동이거나 나뉘고 합쳐진 동)",
            "시군구까지만 넣었습니다. 읍면동이 필요하면 행정동 이름으로 고치세요",
            place,
        )
    if sido == "29" and (dong := _dong_names()["29010"].get(plain)):
        return dong
    return NoPlace(f"{_short(sido)}에 없는 이름입니다", _UNKNOWN)


def dong_in(place: Place, text: str) -> Place | None:
    """The 읍면동 of a 시군구 by its name."""
    return _dong_names().get(place.adm2 or place.adm2_basic or "", {}).get(squeeze(text))


def _four(place: Place) -> tuple[str | None, ...]:
    return place.adm1, place.adm2, place.adm2_basic, place.adm3


def _changed(one: tuple[str, ...]) -> NoPlace:
    sido, name, _, reason, remedy, new = one
    old = f"{_short(sido)} {name.replace('시', '시 ', 1) if name[-1] == '구' and '시' in name else name}"
    return NoPlace(reason, remedy.format(old=old, new=new))


def _short(sido: str) -> str:
    return next(one.short for one in REGIONS if one.code == sido)


@cache
def codes(system: str) -> dict[str, Place]:
    """Code -> place of one system: ``sgis`` (2, 5, 7 digits; 8 and 군 5xx of 2025) or ``행정표준`` (2, 5 digits)."""
    from curriculum import datasets

    sigungu, basic = datasets.load("kr-regions", "sigungu"), datasets.load("kr-regions", "basic")
    table: dict[str, Place] = {}
    if system == "행정표준":
        for one in REGIONS:
            for code in (one.admin_code, one.admin_code_current):
                table[code] = table[code + "000"] = Place(one.code)
        rows = [
            (code, Place(row.adm1, row.adm2, row.adm2_basic))
            for row in sigungu.itertuples()
            for code in (row.admin_2020, row.admin_current)
        ]
        cities = basic[basic["sigungu_count"] > 1]
        rows += [
            (code, Place(row.adm1, None, row.adm2_basic))
            for row in cities.itertuples()
            for code in (row.admin_2020, row.admin_current)
        ]
        return table | dict(rows)
    table |= {one.code: Place(one.code) for one in REGIONS}
    table |= {row.adm2_basic: Place(row.adm1, None, row.adm2_basic) for row in basic.itertuples()}
    table |= {row.adm2: Place(row.adm1, row.adm2, row.adm2_basic) for row in sigungu.itertuples()}
    years = datasets.load("kr-regions", "sigungu_codes")
    current = dict(zip(sigungu["adm2"], sigungu["name"], strict=True))
    for row in years[(years["year"] == 2025) & years["same"]].itertuples():
        if row.name_full.endswith(current[row.adm2]):  # same place, same name, other number
            note = (
                f"2025년 코드를 2020년 코드로 옮김({row.code} → {row.adm2})" if row.code != row.adm2 else ""
            )
            table.setdefault(row.code, Place(row.adm1, row.adm2, row.adm2_basic, note=note))
    dong = datasets.load("kr-regions", "dong_codes")
    for row in dong[dong["adm3_2020"].notna()].sort_values("year").itertuples():
        if row.year != 2015:
            table[row.code] = Place(row.adm1, row.adm2, row.adm2_basic, row.adm3_2020)
    return table


def by_code(code: str, system: str) -> Place | NoPlace:
    """Find the place of a code whose system is known."""
    table = codes(system)
    if place := table.get(code):
        return place
    if system == "행정표준" and len(code) in (8, 10):
        if place := table.get(code[:5]):
            return place
        code = code[:5]
    elif system == "행정표준" and len(code) == 5 and code.endswith("000"):
        return table.get(code[:2]) or NoPlace("없는 코드입니다", _UNKNOWN)
    for one in CHANGED:
        if system == "행정표준" and code in one[2].split():
            return _changed(one)
    if system == "sgis" and (former := _former_sgis().get(code[:5])):
        changed = next(
            (one for one in CHANGED if former.endswith(one[1]) or squeeze(former).endswith(one[1])), None
        )
        return _changed(changed) if changed else NoPlace(f"{former}의 다른 해 코드입니다", _UNKNOWN)
    if system == "sgis" and len(code) >= 7 and (place := table.get(code[:5])):
        return NoPlace(
            "2020년 읍면동 코드가 아닙니다(나뉘거나 합쳐진 동, 또는 없는 코드)",
            "시군구까지만 넣었습니다. 2020년 구역의 표를 쓰세요",
            place,
        )
    return NoPlace(f"{'SGIS' if system == 'sgis' else system} 코드 목록에 없습니다", _UNKNOWN)


@cache
def _former_sgis() -> dict[str, str]:
    from curriculum import datasets

    years = datasets.load("kr-regions", "sigungu_codes")
    now = codes("sgis")
    rows = years[~years["code"].isin(list(now))]
    return dict(zip(rows["code"], rows["name_full"], strict=True))
