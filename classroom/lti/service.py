"""The LMS's Assignment and Grade Services (AGS 2.0): a token, the line items of a course, and scores."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from classroom.center import Center
from classroom.lti import keys
from curriculum.errors import DsiError

_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope"
LINEITEM, SCORE = f"{_AGS}/lineitem", f"{_AGS}/score"

_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
_SCORE = "application/vnd.ims.lis.v1.score+json"
_TIMEOUT = 30
_MOST_PAGES = 100
# A score may be sent twice: the later one counts.
_AGAIN = Retry(
    total=4, connect=1, backoff_factor=0.5, status_forcelist=[429, 500, 502, 503, 504], allowed_methods=None, raise_on_status=False
)


class Service:
    """What one LMS lets the center do.

    Parameters
    ----------
    center : Center
    scopes : iterable of str
        What the LMS has said the center may do.

    Raises
    ------
    DsiError
        When the LMS cannot be reached, or does not know the center.
    """

    def __init__(self, center: Center, scopes: Iterable[str]):
        self.session = requests.Session()
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=_AGAIN))
        where = center.lti.token_url
        asked = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": keys.assertion(center, where),
            "scope": " ".join(sorted({LINEITEM, SCORE} & set(scopes))),
        }
        said = self._json(self._ask("POST", where, data=asked), "센터를 확인해 주지 않았습니다. LMS의 도구 설정(공개 열쇠 주소, 클라이언트 ID)을 확인하세요")
        self.session.headers["Authorization"] = f"Bearer {said.get('access_token', '')}"

    def line_item(self, lineitems: str, resource: str, label: str, most: float) -> str:
        """Address of a column of the course's grade book; it is made when it is not there."""
        page, seen = _with(lineitems, resource_id=resource), 0
        while page and seen < _MOST_PAGES:
            answer = self._ask("GET", page, headers={"Accept": _ITEMS})
            for each in self._json(answer, "성적부의 열을 보여 주지 않았습니다"):
                if each.get("resourceId") == resource:
                    return each["id"]
            page, seen = answer.links.get("next", {}).get("url", ""), seen + 1
        made = {"label": label, "resourceId": resource, "scoreMaximum": most, "tag": "dsi"}
        answer = self._ask("POST", lineitems, json=made, headers={"Content-Type": _ITEM, "Accept": _ITEM})
        return self._json(answer, "성적부에 열을 만들어 주지 않았습니다. LMS의 도구 설정에서 성적 열을 만들 수 있게 하세요")["id"]

    def score(self, item: str, sub: str, points: float, most: float) -> str:
        """Send somebody's points; what went wrong, in Korean, or nothing."""
        said = {
            "userId": sub, "scoreGiven": points, "scoreMaximum": most, "activityProgress": "Completed",
            "gradingProgress": "FullyGraded", "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
        }  # fmt: skip
        parts = urlsplit(item)
        where = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/scores"))
        answer = self._ask("POST", where, json=said, headers={"Content-Type": _SCORE})
        return "" if answer.ok else f"LMS가 점수를 받지 않았습니다(HTTP {answer.status_code}). LMS의 강의에 등록되어 있는지 확인하세요."

    def _ask(self, method: str, where: str, **more: Any) -> requests.Response:
        try:
            return self.session.request(method, where, timeout=_TIMEOUT, **more)
        except requests.RequestException as error:
            host = urlsplit(where).hostname
            raise DsiError(f"LMS({host})에 닿지 않습니다({type(error).__name__}). 네트워크와 center.yaml의 lti 주소를 확인하고 다시 보내세요.") from error

    def _json(self, answer: requests.Response, wrong: str) -> Any:
        try:
            if answer.ok:
                return answer.json()
        except ValueError:
            pass
        raise DsiError(f"LMS가 {wrong}(HTTP {answer.status_code}).")


def _with(address: str, **more: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query=urlencode([*parse_qsl(parts.query), *more.items()])))
