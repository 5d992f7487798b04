"""Any list-shaped service of 공공데이터포털 (data.go.kr), page by page."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING, Any

from curriculum.errors import DsiError
from curriculum.live.access import DAY, INSTALL, INSTEAD, Pace, cached, key

if TYPE_CHECKING:
    import pandas as pd

VARIABLE = "DATA_GO_KR_KEY"
WHERE = "공공데이터포털(data.go.kr)"

_PACE = Pace(0.2)
_MEANINGS = {
    "1": "포털 안의 오류입니다. 잠시 뒤 다시 하세요.",
    "4": "제공 기관의 서버가 답하지 않습니다. 잠시 뒤 다시 하세요.",
    "12": "없어진 서비스입니다. 포털에서 서비스 주소를 다시 확인하세요.",
    "20": "이 서비스를 쓸 수 있는 키가 아닙니다. 포털에서 이 서비스의 활용신청을 하세요.",
    "22": "하루 호출 한도를 넘었습니다. 내일 다시 하거나 포털에서 운영 계정을 신청하세요.",
    "23": "한꺼번에 너무 많이 불렀습니다. 잠시 뒤 다시 하세요.",
    "30": "등록되지 않은 인증키입니다. 키를 확인하세요. 활용신청을 한 직후라면 한 시간쯤 뒤에 다시 하세요.",
    "31": "인증키의 활용 기간이 끝났습니다. 포털에서 기간을 늘리세요.",
    "32": "등록되지 않은 컴퓨터(IP)에서 불렀습니다. 포털에서 IP를 등록하세요.",
    "401": "인증키를 받아들이지 않았습니다. 키를 확인하세요. 활용신청을 한 직후라면 한 시간쯤 뒤에 다시 하세요.",
    "403": "이 서비스를 쓸 수 있는 키가 아닙니다. 포털에서 이 서비스의 활용신청을 하세요.",
    "429": "한꺼번에 너무 많이 불렀습니다. 잠시 뒤 다시 하세요.",
}


def rows(
    service: str, operation: str, *, form: str = "json", max_age: float = DAY, page: int = 1000, **query: str
) -> pd.DataFrame:
    """Fetch every row of an operation.

    Parameters
    ----------
    service : str
        Root of the service, from its page in the portal ("https://apis.data.go.kr/B552584/ArpltnInforInqireSvc").
    operation : str
        Name of the operation ("getCtprvnRltmMesureDnsty").
    form : {"json", "xml"}
        What the service speaks; older ones know XML only.
    max_age : float
        Seconds for which an earlier answer is good enough.
    page : int
        Rows a page; some services allow 100 only.
    **query : str
        The operation's own parameters; never the key.

    Returns
    -------
    DataFrame
        Text, under the names of the service; empty when there is nothing. ``attrs`` says what and when.

    Raises
    ------
    DsiError
        Without key, network or library, or when the portal refuses; one sentence with the remedy.
    """
    import pandas as pd

    asked = {"service": service, "operation": operation, "form": form, "page": page, **query}
    found, fetched = cached(
        "data-portal", asked, max_age, lambda: _fetch(service, operation, form, page, query)
    )
    frame = pd.DataFrame(found, dtype="str")
    frame.attrs.update(source=f"공공데이터포털 {service.rsplit('/', 1)[-1]}/{operation}", fetched=fetched)
    return frame


def _fetch(service: str, operation: str, form: str, page: int, query: dict[str, str]) -> list[dict]:
    try:
        import pydatagokr
        from pydatagokr.session import DataGoKrSession
    except ImportError:
        raise DsiError(INSTALL) from None
    if any(name.lower() == "servicekey" for name in query):
        raise DsiError(f"인증키를 조건으로 쓰지 마세요. 환경 변수 {VARIABLE}에 넣으면 됩니다.")
    secret = key(VARIABLE, WHERE)
    where = f"{service.rsplit('/', 1)[-1]}/{operation}"
    try:
        session = DataGoKrSession(service, secret, response_format=form, opener=_Paced())
        return session.fetch(operation, num_of_rows=page, **query)
    except pydatagokr.DataGoKrResponseError as error:
        code = error.code.lstrip("0")
        meaning = _MEANINGS.get(code, "조건을 확인하세요.")
        message = "" if code in _MEANINGS else f" {error.message}"
        problem = f"공공데이터포털이 {where}을(를) 주지 않았습니다(오류 {error.code}{message}). {meaning}"
    except pydatagokr.DataGoKrPagingError:
        problem = f"{where}의 쪽 나누기가 맞지 않아 다 받지 못했습니다. page=를 100으로 줄여 다시 하세요."
    except pydatagokr.DataGoKrNetworkError:
        problem = f"공공데이터포털({where})에 연결하지 못했거나 알 수 없는 답이 왔습니다. {INSTEAD}"
    except (pydatagokr.DataGoKrError, ValueError):
        problem = f"{where}을(를) 부를 수 없습니다. 서비스 주소(https로 시작)와 인증키, form=을 확인하세요."
    raise DsiError(problem)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key, which is part of the address, to another host."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none: the redirect itself becomes the error."""


_OPENER: Any = urllib.request.build_opener(_NoRedirect)
"""Opens the requests; the tests put one here that leads to a local server."""


class _Paced:
    """Opens one request after another, not faster than the pace."""

    def open(self, request: urllib.request.Request, timeout: float) -> Any:
        """Wait for the turn, then open."""
        _PACE.wait()
        return _OPENER.open(request, timeout=timeout)
