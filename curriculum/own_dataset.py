"""``dsi data add``: a portal's file as a dataset of one's own, beside the kit's and read through the same door."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum import datasets, recipes
from curriculum.errors import DsiError
from curriculum.paths import own_datasets
from curriculum.public.file import KEYS, read_public
from curriculum.public.table import PublicTable
from curriculum.recipes import field, region_fields, table
from curriculum.recipes.wheels import sha256

if TYPE_CHECKING:
    import pandas as pd

TABLE = "data"
_UNSTATED = "확인하지 않음(제공 기관의 이용 조건을 확인해 적으세요)"


def add(
    file: str | Path,
    name: str,
    *,
    title: str = "",
    source: str = "",
    licence: str = "",
    replace: bool = False,
    **options: Any,
) -> tuple[Path, PublicTable]:
    """Read a file and keep it as a dataset that ``datasets.load(name)`` finds.

    Parameters
    ----------
    file : str or Path
        The downloaded file.
    name : str
        Name of the dataset: small Latin letters, digits and hyphens.
    title, source, licence : str
        Korean title, agency and portal, terms of use; what is left out is marked as not stated.
    replace : bool
        Overwrite a dataset of that name which was added before.
    **options
        Passed on to :func:`curriculum.public.file.read_public`.

    Returns
    -------
    Path, PublicTable
        Folder of the dataset, and what was read.

    Raises
    ------
    DsiError
        When the name is bad or taken, or the file cannot be read or holds personal data.
    """
    file = Path(file)
    target = own_datasets() / name
    _check_name(name, target, replace)
    found = read_public(file, **options)
    if "geometry" in found.table and found.table.crs is None:
        raise DsiError(
            f"{file.name}의 좌표계를 알 수 없어 넣지 못했습니다. 자료 설명서를 보고 crs=(명령에서는 --crs)로 알려 주세요."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=target.parent) as scratch:
        made = Path(scratch) / name
        made.mkdir()
        package = _package(found, name, file, title or _title(found, file), source, licence)
        recipes.write_table(_plain(found.table), made / f"{TABLE}.parquet", key=["row"])
        recipes.write_package(made, package)
        (made / "README.md").write_text(_readme(package, found), encoding="utf-8")
        _put(made, target, Path(scratch) / "before")
    return target, found


def _put(made: Path, target: Path, aside: Path) -> None:
    """Rename the finished folder into place; the one before goes only when the new one stands."""
    if target.exists():
        target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise


def _check_name(name: str, target: Path, replace: bool) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,59}", name):
        raise DsiError(
            f"데이터셋 이름 '{name}'을(를) 쓸 수 없습니다. 영어 소문자·숫자·붙임표로 지으세요. 예: busan-shelters"
        )
    if name in datasets.shipped():
        raise DsiError(f"'{name}'은(는) 키트에 들어 있는 데이터셋의 이름입니다. 다른 이름을 쓰세요.")
    if target.exists() and not replace:
        raise DsiError(
            f"'{name}' 데이터셋이 이미 있습니다({target}). 바꾸려면 --replace를 쓰고, 아니면 다른 이름을 쓰세요."
        )


def _title(found: PublicTable, file: Path) -> str:
    return found.titles[0] if found.titles else file.stem.replace("_", " ")


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Without columns that hold nothing, which no type fits."""
    empty = [name for name in frame.columns if name not in KEYS and frame[name].isna().all()]
    return frame.drop(columns=empty)


def _package(
    found: PublicTable, name: str, file: Path, title: str, source: str, licence: str
) -> dict[str, Any]:
    frame = _plain(found.table)
    origin = {
        "title": f"{source or '출처를 적지 않음'} — {file.name}",
        "path": file.name,
        "sha256": sha256(file),
    }
    cautions = [
        f"원본에서 알아보지 못한 것: {line.strip(' -')}" for line in found.report if line.startswith("  - ")
    ]
    cautions += [line for line in found.done if line.startswith("주의")]
    if "adm2" in frame:
        cautions.append("지역 코드(adm1·adm2·adm2_basic·adm3)는 2020년 구역의 SGIS 코드입니다.")
    if not licence:
        cautions.append(
            "이용 조건을 확인하지 않은 자료입니다. 공개하기 전에 제공 기관의 이용 조건을 확인하세요."
        )
    return {
        "name": name,
        "title": title,
        "description": f"'{file.name}'을(를) dsi data add로 넣은 자료.",
        "version": "1.0.0",
        "own": True,
        "licenses": [{"name": "notspecified", "title": licence or _UNSTATED}],
        "sources": [origin],
        "attribution": source or f"출처를 적지 않음({file.name})",
        "reference": _reference(found),
        "cautions": cautions or ["특별한 주의 사항을 적지 않았습니다. 원본의 설명을 함께 읽으세요."],
        "resources": [
            table(TABLE, title, [_field(found, frame, column) for column in frame.columns], key=["row"])
        ],
    }


def _reference(found: PublicTable) -> str:
    dated = (re.search(r"(19|20)\d\d[-.년 ]*\d{0,2}[-.월 ]*\d{0,2}일?", line) for line in found.titles)
    return next((one[0].strip() for one in dated if one), "원본에 적혀 있지 않음")


def _field(found: PublicTable, frame: pd.DataFrame, column: str) -> dict[str, Any]:
    values = frame[column]
    if column == "row":
        return field("row", "integer", "원본 줄", "원본 파일에서의 줄 번호", required=True, minimum=1)
    if column in KEYS or column == "year":
        return region_fields(column, optional=KEYS)[0]
    if column in ("lon", "lat"):
        word = "경도" if column == "lon" else "위도"
        return field(column, "number", word, "WGS 84", unit="도")
    if column == "geometry":
        return field("geometry", "any", "도형", "WGS 84(EPSG:4326)", required=True)
    kind = values.dtype.kind
    type = {"i": "integer", "f": "number", "M": "date"}.get(kind, "string")
    unit = found.units.get(column)
    return field(column, type, column, f"원본의 '{column}' 열", unit=unit, required=kind == "i")


def _readme(package: dict[str, Any], found: PublicTable) -> str:
    origin = package["sources"][0]
    parts = [
        f"# {package['title']}",
        "`dsi data add`로 넣은 자료입니다. 아래 빈 곳을 채워 두면 다음에 쓰는 사람이 믿고 쓸 수 있습니다.",
        "## 출처와 이용 조건",
        (
            f"- 출처: {package['attribution']}\n- 원본 파일: {origin['path']} (sha256 {origin['sha256']})\n"
            f"- 이용 조건: {package['licenses'][0]['title']}\n- 기준일: {package['reference']}\n- 내려받은 주소와 날짜: (적어 주세요)"
        ),
        "## 처리한 것",
        "\n".join(f"- {line}" for line in found.done),
        "## 주의할 점",
        "\n".join(f"- {line}" for line in package["cautions"]),
    ]
    if found.titles or found.footnotes:
        parts += ["## 원본에 적힌 말", "\n".join(f"> {line}" for line in [*found.titles, *found.footnotes])]
    return "\n\n".join(parts) + "\n"
