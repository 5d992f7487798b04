"""Shapefiles (usually in a zip, often with CP949 names and no .prj) and GeoJSON, in WGS 84."""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.errors import DsiError
from curriculum.public.coords import EXTENT, Located, epsg_code, recognise
from curriculum.public.text import MAX_BYTES, file_bytes

if TYPE_CHECKING:
    import geopandas as gpd

_CP949 = {"949", "cp949", "euc-kr", "euckr", "ms949", "ksc5601", "ks_c_5601-1987", "ansi 949"}


def is_geojson(data: bytes) -> bool:
    """Whether a file holds GeoJSON features."""
    head = data[:3].replace(b"\xef\xbb\xbf", b"") + data[3:4000]
    if not head.lstrip().startswith(b"{") or b'"type"' not in data:
        return False
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return False
    return isinstance(document, dict) and document.get("type") in ("FeatureCollection", "Feature")


def inner_files(file: Path) -> list[str] | None:
    """Names in a zip; ``None`` when the file is no zip (an .xlsx is none for us).

    Raises
    ------
    DsiError
        When what is inside is too large.
    """
    if not zipfile.is_zipfile(file):
        return None
    with opened(file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        return None
    if sum(entry.file_size for entry in entries) > 2 * MAX_BYTES:
        raise DsiError(f"{file.name}을(를) 풀면 너무 큽니다. 시도별로 나눈 파일을 받으세요.")
    return [entry.filename for entry in entries if "__MACOSX" not in entry.filename]


@contextlib.contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip; one that is damaged or locked becomes a sentence."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise DsiError(
            f"{file.name}을(를) 풀 수 없습니다({type(error).__name__}). 다시 내려받고, 암호가 걸렸으면 풀어서 안의 파일을 읽으세요."
        ) from None


def read_shapes(
    file: Path, crs: int | str | None = None, own: str | None = None
) -> tuple[gpd.GeoDataFrame, list[int], list[int], Located]:
    """Read a .zip or .shp shapefile or a GeoJSON file.

    Parameters
    ----------
    file : Path
    crs : int or str, optional
        EPSG code; overrides the .prj.
    own : str, optional
        SGIS code of the 시도 in which the shapes must lie, when it is known.

    Returns
    -------
    GeoDataFrame, list of int, list of int, Located
        Shapes in WGS 84 (left as they are when their system is unsure), the numbers of all features from 1, the
        positions of those that were kept, and what was said.
    """
    file_bytes(file)
    if file.suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory(prefix="dsi-shape-") as scratch:
            with opened(file) as archive:
                archive.extractall(scratch)
            shapes = sorted(one for one in Path(scratch).rglob("*") if one.suffix.lower() == ".shp")
            if len(shapes) != 1:
                names = ", ".join(one.name for one in shapes)
                raise DsiError(
                    f"{file.name} 안에 shp가 {len(shapes)}개 있습니다({names}). 하나만 담은 zip을 쓰세요."
                )
            frame, found = _read(shapes[0])
    else:
        frame, found = _read(file)
    kept, positions = _in_wgs84(frame, found, crs, own)
    return kept, list(range(1, len(frame) + 1)), positions, found


def _read(file: Path) -> tuple[gpd.GeoDataFrame, Located]:
    import geopandas as gpd
    import pyogrio

    found = Located(columns=("geometry",))
    options = {}
    if file.suffix.lower() == ".shp":
        needed = [file.with_suffix(one) for one in (".shx", ".dbf")]
        if missing := [
            one.suffix
            for one in needed
            if not one.exists() and not one.with_suffix(one.suffix.upper()).exists()
        ]:
            raise DsiError(
                f"{file.name}와 함께 있어야 할 {', '.join(missing)} 파일이 없습니다. 한 벌을 모두 zip으로 묶어 주세요."
            )
        options["encoding"] = _dbf_encoding(file)
        found.notes.append(f"속성표 인코딩: {options['encoding'].upper()}")
    try:
        frame = gpd.read_file(file, engine="pyogrio", **options)
    except (pyogrio.errors.DataSourceError, UnicodeDecodeError, ValueError) as error:
        raise DsiError(f"{file.name}을(를) 지도 파일로 열 수 없습니다({error}). 다시 내려받으세요.") from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise DsiError(f"{file.name}에 도형이 없습니다. 다시 내려받으세요.")
    return frame, found


def _dbf_encoding(file: Path) -> str:
    """Encoding of the attributes: the .cpg when there is one, else the codec that damages fewer letters."""
    table = next(
        one for one in file.parent.iterdir() if one.stem == file.stem and one.suffix.lower() == ".dbf"
    )
    page = next(
        (one for one in file.parent.iterdir() if one.stem == file.stem and one.suffix.lower() == ".cpg"), None
    )
    data = table.read_bytes()
    body = data[int.from_bytes(data[8:10], "little") :]
    damaged = {codec: body.decode(codec, errors="replace").count("\ufffd") for codec in ("utf-8", "cp949")}
    if page:
        said = page.read_text(encoding="ascii", errors="replace").strip().lower()
        codec = "cp949" if said in _CP949 else "utf-8" if said in ("utf-8", "utf8", "65001") else None
        if codec and not damaged[codec]:
            return codec
    return min(damaged, key=damaged.get)


def _in_wgs84(
    frame: gpd.GeoDataFrame, found: Located, crs: int | str | None, own: str | None
) -> tuple[gpd.GeoDataFrame, list[int]]:
    frame = frame.set_geometry(frame.geometry.force_2d())
    empty = frame.geometry.isna() | frame.geometry.is_empty
    for row in frame.index[empty]:
        found.problems.append(
            (int(row), "geometry", "", "도형이 없는 줄이라 뺐습니다", "원본에서 도형을 확인하세요")
        )
    frame = frame[~empty]
    if frame.empty:
        raise DsiError("도형이 있는 줄이 하나도 없습니다. 다시 내려받으세요.")
    source = epsg_code(crs) if crs is not None else None
    west, south, east, north = EXTENT
    if source is None and frame.crs is not None:
        left, low, right, high = frame.total_bounds
        degrees = frame.crs.is_geographic
        if degrees and not (
            left >= west - 2 and right <= east + 2 and low >= south - 2 and high <= north + 5
        ):
            frame = frame.set_crs(
                None, allow_override=True
            )  # TM numbers in a GeoJSON, which is WGS 84 by its rule
        else:
            name = frame.crs.to_epsg()
            found.notes.append(
                f"좌표계: 파일에 적힌 {f'EPSG:{name}' if name else frame.crs.name}"
                + ("" if name == 4326 else "에서 WGS84로 바꿈")
            )
            found.crs = name
            frame = frame.to_crs(4326)
    if source is None and frame.crs is None:
        points = frame.geometry.representative_point()
        source = recognise(points.x.to_numpy(), points.y.to_numpy(), [own] * len(frame), ("geometry",), found)
        source = source if source and source > 0 else None
    elif source is not None:
        found.notes.append(f"좌표계: 지정한 EPSG:{source}에서 WGS84로 바꿈")
    if source is not None:
        found.crs = source
        frame = frame.set_crs(source, allow_override=True).to_crs(4326)
    wrong = ~frame.geometry.is_valid
    if wrong.any():
        found.notes.append(f"스스로 엇갈린 도형 {int(wrong.sum())}개를 바로잡음")
        frame = frame.set_geometry(frame.geometry.make_valid())
    numbers = [int(row) for row in frame.index]
    return frame.reset_index(drop=True), numbers
