"""Where the tracks and datasets lie: beside the code in a checkout, inside the package in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "_content"

CONTENT: Path = _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent
DATASETS: Path = CONTENT / "datasets"
