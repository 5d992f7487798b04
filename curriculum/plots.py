"""Charts in Korean: a font that is always there, and a source line under every chart."""

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib import font_manager, rcParams
from matplotlib.figure import Figure

from curriculum import datasets


@cache
def fonts() -> Path:
    """Folder of the NanumGothic fonts (SIL Open Font License) that the kit installs."""
    return Path(find_spec("koreanize_matplotlib").origin).parent / "fonts"


def use_korean() -> None:
    """Set matplotlib to write Korean: NanumGothic, a true minus sign, calm defaults.

    Call it once at the top of a notebook.
    """
    _register_fonts()
    rcParams.update(
        {
            "font.family": ["NanumGothic", "DejaVu Sans"],
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "figure.dpi": 110,
        }
    )


@cache
def _register_fonts() -> None:
    for name in ("NanumGothic", "NanumGothicBold"):
        font_manager.fontManager.addfont(fonts() / f"{name}.ttf")
    # The bold file calls itself semibold (600); asked for bold (700) matplotlib would warn on stderr each time.
    known = font_manager.fontManager.ttflist
    known[-1] = replace(known[-1], weight=700)


def source_line(figure: Figure, *names: str) -> None:
    """Write the attribution lines of the datasets `names` under a figure.

    Parameters
    ----------
    figure : Figure
        The figure, finished otherwise.
    *names : str
        Dataset names; equal lines are written once.
    """
    lines = dict.fromkeys(f"자료: {datasets.attribution(name)}" for name in names)
    figure.text(0.01, -0.01, "\n".join(lines), ha="left", va="top", fontsize=8, color="#555555", linespacing=1.5)
