"""A table of KOSIS through its OpenAPI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from curriculum.errors import DsiError
from curriculum.live.access import DAY, INSTALL, INSTEAD, Pace, cached, key

if TYPE_CHECKING:
    import pandas as pd

VARIABLE = "KOSIS_API_KEY"
WHERE = "KOSIS 공유서비스(kosis.kr/openapi)"

_PACE = Pace(0.35)  # KOSIS allows 200 calls a minute
_TRANSPORT: Any = None
"""httpx transport of the client; the tests put one here that leads to a local server."""


def table(
    org: str,
    table: str,
    *,
    start: str | None = None,
    end: str | None = None,
    frequency: str = "Y",
    item: str = "ALL",
    levels: tuple[str, ...] = ("ALL",),
    max_age: float = DAY,
) -> pd.DataFrame:
    """Fetch a statistical table.

    Parameters
    ----------
    org, table : str
        기관 번호 and 표 번호, as in the address of the table's page (``orgId=101&tblId=DT_1IN1502``).
    start, end : str, optional
        First and last period ("2020", "202001"); the newest three when left out.
    frequency : str
        "Y" year, "Q" quarter, "M" month, as KOSIS writes it.
    item : str
        Items (항목), "ALL" or codes joined by "+".
    levels : tuple of str
        Classifications (분류) from the first on, each "ALL" or codes joined by "+".
    max_age : float
        Seconds for which an earlier answer is good enough.

    Returns
    -------
    DataFrame
        Long: one row a value. Columns ``시점, 항목, <분류>, <분류> 코드, …, 값, 단위``; ``attrs`` says what and when.

    Raises
    ------
    DsiError
        Without key, network or library, or when KOSIS refuses; one sentence with the remedy.
    """
    query = {
        "org_id": org,
        "tbl_id": table,
        "frequency": frequency,
        "item_id": item,
        "start_period": start,
        "end_period": end,
        **{f"obj_l{number}": level for number, level in enumerate(levels, 1)},
    }
    rows, fetched = cached("kosis", query, max_age, lambda: _fetch(query))
    frame = _frame(rows)
    title = rows[0].get("tbl_nm", "") if rows else ""
    frame.attrs.update(title=title, source=f"KOSIS {title}({org}, {table})", fetched=fetched)
    return frame


def _fetch(query: dict[str, Any]) -> list[dict]:
    try:
        import pykosis
    except ImportError:
        raise DsiError(INSTALL) from None
    secret = key(VARIABLE, WHERE)
    _PACE.wait()
    try:
        with pykosis.KOSIS(secret, transport=_TRANSPORT) as client:
            return [dict(row) for row in client.fetch_data(**query)]
    except pykosis.KOSISAuthError:
        problem = f"KOSIS가 인증키를 받아들이지 않았습니다. {WHERE}에서 키를 확인해 환경 변수 {VARIABLE}에 다시 넣으세요."
    except pykosis.KOSISRateLimitError:
        problem = "KOSIS의 호출 한도를 넘었습니다. 1분 뒤에 다시 하세요."
    except pykosis.KOSISNetworkError:
        problem = f"KOSIS에 연결하지 못했습니다. {INSTEAD}"
    except pykosis.KOSISResponseError as error:
        problem = (
            f"KOSIS가 표를 주지 않았습니다(기관 {query['org_id']}, 표 {query['tbl_id']}, 오류 {error.code}: "
            f"{error.message}). 표 번호와 분류·항목·기간을 확인하세요."
        )
    except (pykosis.KOSISError, ValueError) as error:
        problem = f"KOSIS에 물을 수 없습니다({type(error).__name__}). 인증키와 기간·주기를 확인하세요."
    raise DsiError(problem)


def _frame(rows: list[dict]) -> pd.DataFrame:
    import pandas as pd

    columns = {"prd_de": "시점", "itm_nm": "항목"}
    first = rows[0] if rows else {}
    for number in range(1, 9):
        if f"c{number}" in first:
            named = re.sub(r"\s*\(\d+\)$", "", first.get(f"c{number}_obj_nm") or "") or f"분류{number}"
            name = named if named not in columns.values() else f"{named}{number}"
            columns |= {f"c{number}_nm": name, f"c{number}": f"{name} 코드"}
    columns |= {"data_value": "값", "unit_nm": "단위"}
    frame = pd.DataFrame(rows, columns=list(columns)).rename(columns=columns)
    return frame.astype({"값": "float64"} | {name: "str" for name in frame if name != "값"})
