"""Find the columns of a table that name places, read them, and give every row its keys or say why not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from curriculum.errors import DsiError
from curriculum.public.columns import code_columns, columns_by_content, name_columns, possible_sido, role_of
from curriculum.public.coords import WHOLE
from curriculum.public.places import NoPlace, Place, by_code, by_name, codes, dong_in, sido_words, squeeze
from curriculum.regions import Region
from curriculum.regions import region as find_region

SYSTEMS = ("sgis", "행정표준")


@dataclass
class Matched:
    """What was found out about the places of a table.

    Attributes
    ----------
    places : list of Place or None
        One per row; ``None`` when nothing was matched.
    problems : list of tuple
        ``(row position, column, text, reason, remedy)``.
    notes : list of str
        What was recognised, in Korean.
    columns : set of str
        Columns that hold codes or names of places.
    """

    places: list[Place | None] = field(default_factory=list)
    problems: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)


def match(
    table: dict[str, list[str]],
    hints: list[str],
    region: str | Region | None = None,
    system: str | None = None,
    names: dict[str, str] | None = None,
) -> Matched:
    """Give each row its place.

    Parameters
    ----------
    table : dict
        Column name -> cells as text.
    hints : list of str
        Title lines and file name, which may name the 시도.
    region : str or Region, optional
        The 시도 of the whole table, when the caller knows it.
    system : {"sgis", "행정표준"}, optional
        Code system; recognised from the values when left out.
    names : dict, optional
        What the caller decided about names that match nothing: original name -> name of today.
    """
    if system not in (None, *SYSTEMS):
        raise DsiError(f"코드 체계 '{system}'은(는) 없습니다. {', '.join(SYSTEMS)} 가운데 하나를 쓰세요.")
    found = Matched()
    size = len(next(iter(table.values()), []))
    roles = {column: role for column in table if (role := role_of(column))}
    coded = code_columns(table, roles)
    named = name_columns(table, roles)
    if not coded and not named:
        named = columns_by_content(table)
    sido = find_region(region).code if region is not None else None
    if named:
        sido = sido or _common_sido(named, hints, found)
    by_names = _read_names(named, sido, names or {}, size)
    by_codes = _read_codes(coded, by_names, system, found)
    found.columns = {column for one in (coded, named) if one for column in one[0]}
    found.places = [None] * size
    for row in range(size):
        found.places[row] = _settle(row, coded, by_codes, named, by_names, found)
    _describe(found, coded, by_codes, named)
    return found


def _common_sido(named: tuple, hints: list[str], found: Matched) -> str | None:
    """The 시도 when no column names it: from the title or file name, or because only one has all these 시군구."""
    columns, cells, address = named
    if address or role_of(columns[0]) == "sido":
        return None
    filled = sorted({cell for cell in cells[0] if cell})
    alone = [cell for cell in filled if isinstance(by_name(cell), NoPlace)]
    if not alone or role_of(columns[0]) == "dong":
        return _hinted(hints, found) if role_of(columns[0]) == "dong" else None
    fits = possible_sido(filled)
    if len(fits) == 1:
        found.notes.append(
            f"시도: {find_region(fits[0]).name} ({columns[0]} 열의 시군구가 모두 있는 시도는 하나뿐)"
        )
        return fits[0]
    hinted = _hinted(hints, None)
    if hinted and (hinted in fits or not fits):
        return _hinted(hints, found)
    return None


def _hinted(hints: list[str], found: Matched | None) -> str | None:
    for hint in hints:
        full = {code for word, code in sido_words() if len(word) >= 3 and word in squeeze(hint)}
        if len(full) == 1:
            code = full.pop()
            if found is not None:
                found.notes.append(f"시도: {find_region(code).name} (제목이나 파일 이름 '{hint}'에서)")
            return code
    return None


def _canonical(text: str) -> str:
    plain = squeeze(text)
    for word, code in sido_words():
        if plain.startswith(word) and len(plain) > len(word):
            return f"{code}:{plain[len(word) :]}"
    return plain


def _read_names(
    named: tuple | None, sido: str | None, names: dict[str, str], size: int
) -> list[Place | NoPlace | None]:
    if not named:
        return [None] * size
    columns, cells, address = named
    decided = {_canonical(old): new for old, new in names.items()}
    cache: dict[tuple[str, ...], Place | NoPlace | None] = {}
    places = []
    for row in zip(*cells, strict=True):
        if row not in cache:
            cache[row] = _read_name(columns, row, sido, decided, address)
        places.append(cache[row])
    return places


def _read_name(
    columns: list[str], row: tuple[str, ...], sido: str | None, decided: dict[str, str], address: bool
) -> Place | NoPlace | None:
    words = [cell for cell in row if cell and cell not in ("-", "전체")]
    if not words:
        return None
    if len(words) > 1 and squeeze(words[1]).startswith(squeeze(words[0])):
        words = words[1:]  # "부산광역시", "부산광역시 해운대구"
    text = " ".join(words)
    own = (
        next((code for word, code in sido_words() if squeeze(words[0]) == word), None)
        if len(words) > 1
        else None
    )
    for key in (_canonical(text), f"{sido}:{squeeze(text)}", squeeze(text), squeeze(words[-1])):
        if key in decided:
            return by_name(decided[key])
    finest = role_of(columns[-1])
    if finest == "dong" and len(words) > 1 and row[-1]:
        around = by_name(" ".join(words[:-1]), sido if own is None else None)
        if isinstance(around, Place):
            if around.adm1 == "29" and not around.adm2:
                around = Place("29", "29010", "29010")
            if dong := dong_in(around, words[-1]):
                return dong
            return by_name(text, sido if own is None else None)
        return around
    found = by_name(text, sido if own is None else None, address=address)
    lone_sejong = isinstance(found, Place) and found.adm1 == "29" and not found.adm2
    if lone_sejong and "sigungu" in map(role_of, columns):
        return Place("29", "29010", "29010")  # 세종 is its own only 시군구
    return found


def _read_codes(
    coded: tuple[list[str], list[str]] | None,
    by_names: list[Place | NoPlace | None],
    system: str | None,
    found: Matched,
) -> list[Place | NoPlace | None]:
    if not coded:
        return [None] * len(by_names)
    columns, cells = coded
    counts = Counter(zip(cells, by_names, strict=True))
    scores = {one: _score(counts, one) for one in SYSTEMS}
    best = max(scores.values())
    if system is None:
        fits = [one for one, score in scores.items() if score == best]
        if best == 0 or len(fits) > 1:
            why = (
                "어느 코드 체계에도 없는 값입니다"
                if best == 0
                else "SGIS 코드로도 행정표준 코드로도 읽힙니다"
            )
            remedy = "codes='sgis' 또는 codes='행정표준'으로 알려 주세요"
            found.problems.append((WHOLE, columns[-1], cells[0], why, remedy))
            return [None] * len(cells)
        system = fits[0]
    label = "SGIS(통계청)" if system == "sgis" else "행정표준(행정안전부)"
    found.notes.append(f"{' + '.join(columns)} 열: {label} 코드로 읽음")
    return [by_code(cell, system) if cell else None for cell in cells]


def _score(counts: Counter, system: str) -> int:
    """Rows whose code exists in a system and does not contradict the name in the same row."""
    table, score = codes(system), 0
    for (code, name), count in counts.items():
        place = table.get(code) or (
            table.get(code[:5]) if len(code) in (8, 10) and system != "sgis" else None
        )
        if place and not (isinstance(name, Place) and not place.agrees(name)):
            score += count
    return score


def _settle(
    row: int, coded: tuple | None, by_codes: list, named: tuple | None, by_names: list, found: Matched
) -> Place | None:
    code, name = by_codes[row], by_names[row]
    code_text = coded[1][row] if coded else ""
    name_text = " ".join(cells[row] for cells in named[1] if cells[row]) if named else ""
    column = coded[0][-1] if coded and isinstance(code, NoPlace) else (named or coded or ([""],))[0][-1]
    if isinstance(code, Place) and isinstance(name, Place):
        if not code.agrees(name):
            text = f"{code_text} / {name_text}"
            remedy = "원본에서 코드와 이름 가운데 틀린 쪽을 고치세요"
            found.problems.append((row, column, text, "코드와 이름이 서로 다른 곳을 가리킵니다", remedy))
            return None
        return max(code, name, key=lambda place: sum(key is not None for key in place.keys))
    for one, text in ((code, code_text), (name, name_text)):
        if isinstance(one, NoPlace) and not isinstance(code if one is name else name, Place):
            found.problems.append((row, column, text, one.reason, one.remedy))
            break
    known = [one for one in (code, name) if isinstance(one, Place)]
    within = [one.within for one in (code, name) if isinstance(one, NoPlace) and one.within]
    return (known or within or [None])[0]


def _describe(found: Matched, coded: tuple | None, by_codes: list, named: tuple | None) -> None:
    placed = [place for place in found.places if place]
    if not (coded or named):
        return
    levels = Counter(_level(place) for place in placed)
    where = ", ".join(f"{level} {count:,}줄" for level, count in levels.items())
    columns = " + ".join(dict.fromkeys([*(coded or ([],))[0], *(named or ([],))[0]]))
    found.notes.append(
        f"행정구역({columns}): {len(found.places):,}줄 가운데 {len(placed):,}줄을 맞춤"
        + (f" — {where}" if where else "")
    )
    if outer := _containing(found):
        found.notes.append(
            f"주의: 다른 줄을 품는 상위 지역의 줄이 {outer:,}개 있어 그대로 더하면 두 번 셉니다. adm2·adm3이 비었는지로 나누세요"
        )
    notes = Counter(
        place.note for place in [*placed, *(one for one in by_codes if isinstance(one, Place))] if place.note
    )
    found.notes += list(notes)[:20]


def _containing(found: Matched) -> int:
    """Rows whose place contains the place of another row; rows matched only in part do not count."""
    unsure = {row for row, *_ in found.problems}
    starts = [one.start for row, one in enumerate(found.places) if one and row not in unsure]
    above = {start[:size] for start in set(starts) for size in range(2, len(start))}
    return sum(start in above for start in starts)


def _level(place: Place) -> str:
    if place.adm3:
        return "읍면동"
    if place.adm2:
        return "시군구"
    return "시(일반구를 합친 단위)" if place.adm2_basic else "시도"


def file_hint(file: Path) -> str:
    """The file's name as a hint: portals write "부산광역시 해운대구_공영주차장_20240101.csv"."""
    return file.stem.replace("_", " ")
