"""Shop names of 부산 to learn from, and the place names of any 시도 to try them elsewhere with.

The only shops of the kit are 부산's. Each region draws other shops, so that two centers do not share an answer sheet;
none of it says anything about the shops of another region.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from curriculum import datasets
from curriculum.regions import region as find_region

if TYPE_CHECKING:
    import pandas as pd

    from curriculum.regions import Region

BRAND_LETTERS = 3


@cache
def _shops() -> pd.DataFrame:
    shops = datasets.load("busan-stores-2023", columns=["number", "name", "sigungu", "category1", "category3"])
    key = shops["name"].str.normalize("NFKC").str.lower()
    key = key.str.replace(r"주식회사|유한회사|\((?:주|유)\)", "", regex=True).str.replace(r"[^0-9a-z가-힣]", "", regex=True)
    return shops.assign(key=key, brand=key.str[:BRAND_LETTERS])[key != ""]


def sample(region: str | Region, n: int, draw: int = 0) -> pd.DataFrame:
    """Some shops of 부산, the same each time for a region and a draw.

    Parameters
    ----------
    region : str or Region
        Whose trainees they are for.
    n : int
        How many shops.
    draw : int
        Another number, other shops: draws of one region do not overlap while they are of equal size.

    Returns
    -------
    DataFrame
        ``number``, ``name``, ``sigungu``, ``category1``, ``category3``, ``key`` (the name in plain letters) and
        ``brand`` (its first three letters: shops of a chain share it).
    """
    shops = _shops()
    order = shops.sample(frac=1, random_state=int(find_region(region).code))
    return order.iloc[draw * n : (draw + 1) * n].reset_index(drop=True)


def places(region: str | Region) -> list[str]:
    """Names of the 시도, its 시군구 and 읍면동 as they stand in shop names: no ending, no number, two letters or more."""
    home = find_region(region)
    units = datasets.load("kr-regions", "sigungu", region=home)["name"].str.split().str[-1]
    towns = datasets.load("kr-regions", "dong", region=home)["dong"]
    roots = {home.short}
    for names, ending in ((units, r"[시군구]$"), (towns, r"제?[\d·]*(?:동|읍|면)$")):
        roots |= set(names.str.replace(ending, "", regex=True).str.findall("[가-힣]+").explode())
    return sorted(root for root in roots if len(root) > 1)
