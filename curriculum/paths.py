"""Where the tracks and datasets lie: beside the code in a checkout, inside the package in a wheel."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "_content"

CONTENT: Path = _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent
DATASETS: Path = CONTENT / "datasets"


def own_datasets() -> Path:
    """Folder of the datasets a user added: ``$DSI_DATASETS``, else ``datasets-own`` in the current folder."""
    return Path(os.environ.get("DSI_DATASETS") or "datasets-own").expanduser().absolute()
