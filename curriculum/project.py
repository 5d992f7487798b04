"""What every capstone notebook needs beside the trainee's own work.

An indicator is written down as a *definition* before it is computed, the way a public body writes its indicator
sheets: name, unit, factor, which side needs attention, and where numerator and denominator come from::

    {"name": "빈집 비율", "unit": "%", "per": 100, "focus": "high",
     "top": {"dataset": "kr-housing-vacancy", "table": "vacancy", "column": "vacant", "year": 2020},
     "bottom": {"dataset": "kr-housing-vacancy", "table": "vacancy", "column": "dwellings", "year": 2020}}

The helpers here check a definition, read what it points to, list the places of a region and fill the project card.
What a capstone shows is made with :mod:`curriculum.views`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum import datasets
from curriculum.errors import DsiError
from curriculum.regions import Region
from curriculum.regions import region as find_region

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

SIGUNGU = "adm2_basic"
DONG = "adm3_2020"
BOUNDARIES = "kr-boundaries-2020"
TYPES = ("먼저 살피기", "까닭 확인", "미리 막기", "지켜보기")
"""Both indicators on the side that needs attention, only the main one, only the second, neither."""


def _part(dataset: str, table: str, column: str, year: int = 2020) -> dict[str, Any]:
    return {"dataset": dataset, "table": table, "column": column, "year": year}


PEOPLE = _part("kr-population-dong", "population", "population")
HOMES = _part("kr-housing-vacancy", "dwellings", "dwellings")
GENERAL = _part("kr-households-dong", "households", "general")
ALONE = GENERAL | {"column": "one"}
CATALOGUE: dict[str, dict[str, Any]] = {
    row[0]: dict(zip(("name", "unit", "per", "focus", "top", "bottom"), row, strict=True))
    for row in (
        ("1인가구 비율", "%", 100, "high", ALONE, GENERAL),
        ("인구 천 명당 사망자", "명", 1000, "high", _part("kr-health-sgg", "deaths_dong", "deaths"), PEOPLE),
        ("인구 지수(2020=100)", "", 100, "low", PEOPLE | {"year": 2025}, PEOPLE),
        ("주택 한 호당 인구", "명", 1, "low", PEOPLE, HOMES),
        ("외국인 비율", "%", 100, "high", PEOPLE | {"column": "foreign"}, PEOPLE),
        ("인구 10만 명당 복지 이용시설", "곳", 100000, "low", _part("kr-welfare-sgg", "facilities", "service"), PEOPLE),
    )
}  # fmt: skip
"""Definitions ready to be picked, by name; all but the last go down to the dong."""


def rows(region: str | Region | None, side: Mapping[str, Any]) -> pd.DataFrame:
    """Rows of the dataset that one side of a definition points to.

    Parameters
    ----------
    region : str or Region, optional
        A 시도; None for the whole country.
    side : mapping
        ``dataset``, ``table``, ``column`` and ``year``.
    """
    return datasets.load(side["dataset"], side["table"], region=region, year=side["year"])


def overall(region: str | Region | None, definition: Mapping[str, Any]) -> float:
    """The indicator of a whole region (None: the country): sums first, then one division, never a mean of rates."""
    top, bottom = (rows(region, part)[part["column"]].sum() for part in _sides(definition))
    return float(top / bottom * definition["per"])


def has_level(definition: Mapping[str, Any], level: str) -> bool:
    """Whether both sides of a definition are published for `level` (:data:`SIGUNGU` or :data:`DONG`)."""
    return all(level in _columns(side["dataset"], side["table"]) for side in _sides(definition))


def problems(definitions: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is wrong with a project's definitions, as Korean sentences; empty when they can be used.

    Two indicators, two datasets, two indicators that go down to the dong, and of each definition: fields, data that
    exist, a factor that fits the unit, years that fit each other and values that can be so.
    """
    definitions = list(definitions)
    found = [each for definition in definitions for each in _definition_problems(definition)]
    if found:
        return found
    if len({definition["name"] for definition in definitions}) < max(2, len(definitions)):
        found.append("이름이 서로 다른 지표를 둘 이상 적으세요.")
    if definitions and not definitions[0]["unit"]:
        found.append("핵심 지표에는 단위를 적으세요. 프로젝트 카드에 함께 실립니다.")
    if len(_used(definitions)) < 2:
        found.append("키트의 데이터셋을 둘 이상 쓰세요.")
    if sum(has_level(definition, DONG) for definition in definitions) < 2:
        found.append("읍면동까지 볼 수 있는 지표를 둘 이상 넣으세요. 두 표에 모두 adm3_2020 열이 있으면 됩니다.")
    return found


def _definition_problems(definition: Mapping[str, Any]) -> list[str]:
    name = f"'{definition.get('name', '이름 없음')}'"
    if missing := {"name", "unit", "per", "focus", "top", "bottom"} - set(definition):
        return [f"{name} 정의서에 {', '.join(sorted(missing))} 항목이 없습니다."]
    totals = {}
    for part in ("top", "bottom"):
        if missing := {"dataset", "table", "column", "year"} - set(definition[part]):
            return [f"{name}의 {part}에 {', '.join(sorted(missing))} 항목이 없습니다."]
        try:
            data = rows(None, definition[part])
        except DsiError as error:
            return [f"{name}의 {part}: {error}"]
        if definition[part]["column"] not in data:
            return [f"{name}의 {part}: {definition[part]['table']} 표에 {definition[part]['column']} 열이 없습니다."]
        totals[part] = data.groupby("adm1")[definition[part]["column"]].sum()
    found = []
    if not has_level(definition, SIGUNGU):
        found.append(f"{name}: 시군구 코드(adm2_basic) 열이 있는 표에서 고르세요.")
    if definition["focus"] not in ("high", "low"):
        found.append(f"{name}: focus에는 눈여겨볼 쪽을 high 또는 low로 적으세요.")
    if definition["per"] not in (1, 100, 1000, 10000, 100000) or (definition["unit"] == "%") > (definition["per"] == 100):
        found.append(f"{name}: per는 1, 100, 1000처럼 단위에 맞는 수여야 합니다(%이면 100).")
    years = [definition[part]["year"] for part in ("top", "bottom")]
    same = all(definition["top"][key] == definition["bottom"][key] for key in ("dataset", "table", "column"))
    if years[0] != years[1] and not (same and str(years[1]) in definition["name"]):
        found.append(f"{name}: 분자와 분모의 해가 다릅니다. 같은 열을 견주는 지수라면 기준 연도({years[1]})를 이름에 적으세요.")
    value = totals["top"] / totals["bottom"] * definition["per"]
    if value.isna().any() or value.nunique() < 2:
        found.append(f"{name}: 값이 나오지 않는 시도가 있거나 모든 시도의 값이 같습니다. 분자와 분모를 다시 보세요.")
    elif definition["unit"] == "%" and not value.between(0, 100).all():
        found.append(f"{name}: 0%에서 100% 사이를 벗어난 시도가 있습니다. 분자와 분모가 뒤바뀌지 않았나요?")
    return found


def places(region: str | Region | None, level: str) -> gpd.GeoDataFrame:
    """Every place of a region as of 2020, with ``code``, ``name`` and ``geometry``.

    Parameters
    ----------
    region : str or Region, optional
        A 시도; None for the whole country.
    level : {SIGUNGU, DONG}
    """
    table, name = ("adm3", "dong") if level == DONG else ("adm2_basic", "sigungu")
    found = datasets.load(BOUNDARIES, table, region=region, columns=[table, name, "geometry"])
    return found.rename(columns={table: "code", name: "name"})


def dong_table(
    region: str | Region, definitions: Iterable[Mapping[str, Any]], counts: Mapping[str, Mapping[str, Any]]
) -> gpd.GeoDataFrame:
    """Every dong of a region with its 시군구, some counts and some indicators; what is not published stays missing.

    Parameters
    ----------
    region : str or Region
    definitions : iterable of mapping
        Indicators; each becomes a column of its name.
    counts : mapping
        By the name of a column, the side of a definition (``dataset``, ``table``, ``column``, ``year``) that is counted.

    Returns
    -------
    GeoDataFrame
        ``code``, ``name`` (with the 시군구 before it where a region has several), ``sigungu``, ``area_km2``, ``geometry`` and
        the columns asked for.
    """

    def total(side: Mapping[str, Any]) -> pd.Series:
        return table["code"].map(rows(region, side).groupby(DONG)[side["column"]].sum(min_count=1))

    table, towns = places(region, DONG), places(region, SIGUNGU).set_index("code")["name"]
    table["sigungu"] = (table["code"].str[:4] + "0").map(towns)
    known = datasets.load("kr-regions", "dong", region=region, columns=["adm3", "area_km2"])
    table["area_km2"] = table["code"].map(known.set_index("adm3")["area_km2"])
    if len(towns) > 1:
        table["name"] = table["sigungu"] + " " + table["name"]
    for name, side in counts.items():
        table[name] = total(side)
    for definition in definitions:
        top, bottom = map(total, _sides(definition))
        table[definition["name"]] = top / bottom * definition["per"]
    return table


def by_region(definition: Mapping[str, Any]) -> pd.Series:
    """The indicator of each of the 17 regions, by SGIS code: :func:`overall` for all at once."""
    top, bottom = (rows(None, side).groupby("adm1")[side["column"]].sum() for side in _sides(definition))
    return top / bottom * definition["per"]


def menu(region: str | Region) -> dict[str, tuple[str, str]]:
    """What a viewer may look at in a region: its 시군구 together, then the dong of each; a single 시군구 comes last.

    Returns
    -------
    dict
        By label, the level and the beginning of the codes that belong to it.
    """
    home = find_region(region)
    together = {f"{home.short} 시군구": (SIGUNGU, home.code)}
    dong = {f"{place.name} 읍면동": (DONG, place.code[:4]) for place in places(home, SIGUNGU).itertuples()}
    return dong | together if len(dong) == 1 else together | dong


def sources(definitions: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Name, source line and licence of every dataset behind the definitions and the map, as the project card wants them."""
    return [
        {"name": name, "source": datasets.attribution(name), "licence": datasets.package(name)["licenses"][0]["title"]}
        for name in [*_used(definitions), BOUNDARIES]
    ]


def josa(word: str, pair: str) -> str:
    """`word` with the particle that fits its last sound: ``josa("빈집 비율", "은/는")`` is ``"빈집 비율은"``.

    What stands in brackets at the end is not read aloud and does not count.
    """
    with_final, without = pair.split("/")
    last = word.split("(")[0].rstrip()[-1:]
    closed = (ord(last) - ord("가")) % 28 > 0 if "가" <= last <= "힣" else last in "013678"
    return word + (with_final if closed else without)


def fill_card(facts: Mapping[str, Any], path: str | Path = "card.yaml") -> None:
    """Write `facts` into the fields of a project card; its other fields and comments stay as they are.

    Raises
    ------
    DsiError
        If there is no card, or it is not readable YAML.
    """
    from ruamel.yaml import YAML, YAMLError

    path = Path(path)
    yaml = YAML()
    yaml.width = 4096
    try:
        card = yaml.load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"{path} 파일이 없습니다. 노트북과 같은 폴더에 과제와 함께 받은 card.yaml을 두세요."
        raise DsiError(msg) from None
    except (YAMLError, UnicodeDecodeError) as error:
        msg = f"{path}: YAML로 읽을 수 없습니다. 들여쓰기와 쌍점(:) 뒤의 빈칸, 따옴표를 확인하세요."
        raise DsiError(msg) from error
    if not isinstance(card, dict):
        raise DsiError(f"{path}: 카드의 항목(title: … 같은 줄)이 없습니다. 과제와 함께 받은 card.yaml에 적으세요.")
    _fill(card, facts)
    partial = path.with_name(f".{path.name}.part")
    with partial.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(card, stream)
    partial.replace(path)


def _fill(card: Any, facts: Mapping[str, Any]) -> None:
    """Put `facts` into a YAML mapping, going down into mappings so that comments inside them stay."""
    for key, value in facts.items():
        if isinstance(value, Mapping) and isinstance(card.get(key), dict):
            _fill(card[key], value)
        else:
            card[key] = _plain(value)


def _plain(value: Any) -> Any:
    """Copy of a value without the style it was read in, so that it is written in lines as in the template."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _used(definitions: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(side["dataset"] for definition in definitions for side in _sides(definition)))


def _sides(definition: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    return definition["top"], definition["bottom"]


def _columns(name: str, table: str) -> list[str]:
    resource = next((each for each in datasets.package(name)["resources"] if each["name"] == table), None)
    return [field["name"] for field in resource["schema"]["fields"]] if resource else []
