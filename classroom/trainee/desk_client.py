"""The way from a trainee's own server to the center's desk: what is released, handed in and given back."""

import json
import os
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from curriculum.errors import DsiError

FILE = "dsi-desk.json"
"""File of the settings folder of users' servers: where the desk is."""

_LARGEST = 300_000_000  # of what the desk may send
_SECONDS = 30
_UNREACHED = (
    "센터 서버에 연결하지 못했습니다. 작업한 파일은 그대로 있으니 노트북은 계속 풀 수 있습니다. "
    "잠시 뒤 다시 해 보고, 계속되면 담당 강사에게 알려 주세요."
)


_ELSEWHERE = "센터의 실습 서버 안에서만 쓸 수 있습니다. 센터 주소로 로그인한 뒤 그 안의 터미널에서 실행해 주세요."


class DeskUnreached(DsiError):
    """The desk does not answer."""


@dataclass(frozen=True)
class DeskClient:
    """The desk's API as one trainee may use it."""

    address: str
    token: str

    @classmethod
    def here(cls) -> "DeskClient":
        """The client of the server this process runs in.

        Raises
        ------
        DsiError
            Outside a server that the center's hub started.
        """
        token = os.environ.get("JUPYTERHUB_API_TOKEN", "")
        if not token:
            raise DsiError(_ELSEWHERE)
        return cls(json.loads((settings_folder() / FILE).read_text(encoding="utf-8"))["address"], token)

    def me(self) -> dict[str, Any]:
        """Who this is, and the cohorts: ``{name, cohorts: [{id, title, track, region, role, certificate}]}``."""
        return self._json("me")

    def modules(self, cohort: str) -> list[dict[str, Any]]:
        """Where the trainee stands in each module of a cohort, in order."""
        return self._json(f"cohorts/{quote(cohort)}/modules")

    def files(self, cohort: str, module: str) -> bytes:
        """The released files of a module, as a zip."""
        return self._ask(f"{_module(cohort, module)}/files.zip")

    def submit(self, cohort: str, module: str, work: bytes) -> dict[str, Any]:
        """Hand in a module's folder, as a zip; answers ``{receipt, time, late}``."""
        return self._json(f"{_module(cohort, module)}/submissions", work)

    def feedback(self, cohort: str, module: str) -> bytes:
        """The trainee's own feedback pages, as a zip."""
        return self._ask(f"{_module(cohort, module)}/feedback.zip")

    def certificate(self, cohort: str) -> bytes:
        """The trainee's own certificate, as a PDF."""
        return self._ask(f"cohorts/{quote(cohort)}/certificate.pdf")

    def _json(self, path: str, body: bytes | None = None) -> Any:
        try:
            return json.loads(self._ask(path, body))
        except ValueError as error:
            raise DeskUnreached(_UNREACHED) from error

    def _ask(self, path: str, body: bytes | None = None) -> bytes:
        headers = {"Authorization": f"token {self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/zip"
        request = Request(f"{self.address}api/{path}", data=body, headers=headers)
        try:
            # The desk is on the center's own machine: no proxy of the environment stands between.
            with build_opener(ProxyHandler({})).open(request, timeout=_SECONDS) as answer:
                return answer.read(_LARGEST)
        except HTTPError as error:
            with error:
                raise _refusal(error.code, error.read(10_000)) from error
        except (URLError, OSError, HTTPException) as error:
            raise DeskUnreached(_UNREACHED) from error


def settings_folder() -> Path:
    """The settings folder of the center's users' servers, if this is one."""
    from jupyter_core.paths import jupyter_config_path

    for folder in map(Path, jupyter_config_path()):
        if (folder / FILE).is_file():
            return folder
    raise DsiError(_ELSEWHERE)


def _module(cohort: str, module: str) -> str:
    return f"cohorts/{quote(cohort)}/modules/{quote(module)}"


def _refusal(code: int, body: bytes) -> DsiError:
    """What the desk says against it, in its own words where it has some."""
    try:
        said = json.loads(body)["message"]
    except (ValueError, KeyError, TypeError):
        said = ""
    if code in {502, 503, 504, 599}:
        return DeskUnreached(_UNREACHED)
    if code in {401, 403}:
        return DsiError(
            "이 반의 훈련생인지 확인하지 못했습니다. 로그아웃한 뒤 다시 로그인해 보고, 계속되면 담당 강사에게 반에 등록되어 "
            "있는지 확인해 주세요."
        )
    if said:
        return DsiError(str(said))
    return DsiError(f"센터 서버가 요청을 처리하지 못했습니다({code}). 담당 강사에게 이 번호를 알려 주세요.")
