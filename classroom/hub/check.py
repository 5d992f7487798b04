"""``dsi hub check``: what would keep a center's hub from working or from being safe, each with its remedy."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from classroom import center as centers
from classroom.center import Center
from classroom.hub import accounts, check_spawner, running
from classroom.hub.accounts import SERVICE
from classroom.hub.services import ports
from classroom.servers import is_free
from curriculum.errors import DsiError
from grader.address import SQLITE
from grader.cohort import CARD

_PACKAGES = {
    "jupyterhub": "jupyterhub",
    "nativeauthenticator": "jupyterhub-nativeauthenticator",
    "configurable_http_proxy": "configurable-http-proxy",
    "jupyterhub_idle_culler": "jupyterhub-idle-culler",
}
_TOOLS = {"useradd": "passwd", "usermod": "passwd", "setpriv": "util-linux"}


def problems(folder: str | Path) -> list[str]:
    """Find what is wrong with a center before its hub is started.

    Returns
    -------
    list of str
        Korean sentences, each naming the remedy; empty when the hub can be started.
    """
    if found := list(_machine(folder)):
        return found
    try:
        center = centers.read(folder)
        found = [*_packages(center), *check_spawner.problems(center), *_people(center)]
    except DsiError as error:
        return [str(error)]
    if not found:
        found = [*_parts(center), *_modes(center), *_ports(center)]
    if not found:
        found = [*_programs(center), *_database(center)]
    return found or list(_administrator(center))


def cautions(center: Center) -> list[str]:
    """What does not keep the hub from starting, but should be known."""
    found = list(check_spawner.cautions(center))
    address = urlsplit(center.address)
    if address.scheme == "http" and address.hostname not in check_spawner.LOOPBACK:
        found.append(
            f"{center.address}: 비밀번호가 암호화되지 않은 채 오갑니다. https를 맡는 웹 서버(Caddy, nginx 등)를 앞에 두고 "
            "center.yaml의 address를 https 주소로 고치세요."
            + (" https가 아니면 LMS에서도 들어올 수 없습니다." if center.lti else "")
        )
    return found


def _machine(folder: str | Path) -> Iterator[str]:
    if not sys.platform.startswith("linux"):
        yield "허브는 리눅스에서만 동작합니다. 리눅스 컴퓨터나 WSL 2에서 실행하세요."
        return
    if os.geteuid():
        yield f"관리자 권한이 아닙니다. `sudo dsi hub check {folder}`처럼 실행하세요."
    for tool, package in _TOOLS.items():
        if not shutil.which(tool):
            yield f"{tool} 프로그램이 없습니다. `apt install {package}`로 설치하세요."


def _packages(center: Center) -> Iterator[str]:
    packages = _PACKAGES | ({} if center.db == SQLITE else {"psycopg": "psycopg[binary]"})
    packages |= {"ltiauthenticator": "jupyterhub-ltiauthenticator"} if center.lti else {}
    if missing := [name for module, name in packages.items() if not find_spec(module)]:
        yield f"허브에 필요한 패키지가 없습니다({', '.join(missing)}). `pip install 'dsi-kit[hub]'`로 설치하세요."


def _people(center: Center) -> Iterator[str]:
    from classroom.hub.init import roster_file

    service = accounts.service_home(center)
    if why := accounts.problem(SERVICE, service):
        yield f"{why}."
    for each in center.cohorts:
        if each.roster:
            try:
                roster_file(center, each)
            except DsiError as error:
                yield str(error)
        if both := sorted(center.trainees(each.id) & set(each.instructors)):
            yield f"{each.id} 반: {', '.join(both)}이(가) 강사이면서 훈련생입니다. 한쪽에서 빼 주세요."
    for name in sorted(center.people()):
        if why := accounts.problem(accounts.account_of(name), center.home(name)):
            yield f"{why}."


def _parts(center: Center) -> Iterator[str]:
    from classroom.hub.init import CONFIG

    again = f"`dsi hub init {center.folder}`를 다시 실행하세요."
    missing = [each.id for each in center.cohorts if not (center.cohort_folder(each.id) / CARD).is_file()]
    if missing:
        yield f"아직 만들지 않은 반이 있습니다({', '.join(missing)}). {again}"
    if not (center.hub / CONFIG).is_file() or not (center.hub / "cookie_secret").is_file() or not accounts.found(SERVICE):
        yield f"허브 설정이 빠져 있습니다. {again}"
    if center.lti:
        from classroom.lti import kept, keys

        if not (kept.folder(center) / keys.FILE).is_file():
            yield f"LMS에 보일 열쇠가 없습니다. {again}"


def _modes(center: Center) -> Iterator[str]:
    """Folders and files that are open to more than they must be, or not open enough."""
    for path in center.folder.parents:
        mode = path.stat().st_mode
        if not mode & 0o001:
            yield f"{path}: 훈련생 계정이 지나갈 수 없습니다. 센터 폴더를 /srv 같은 곳으로 옮기거나 `chmod o+x {path}`를 실행하세요."
        if mode & 0o022 and not mode & 0o1000:
            yield f"{path}: 다른 계정도 고칠 수 있어서 센터 폴더가 바꿔치기될 수 있습니다. `chmod go-w {path}`를 실행하세요."
    limits = {center.folder: 0o711, center.hub: 0o711, center.folder / "homes": 0o711, center.gallery: 0o700,
              center.folder / "cohorts": 0o700, center.hub / "logs": 0o700}  # fmt: skip
    for name, limit in (("cookie_secret", 0o600), ("jupyterhub.sqlite", 0o600), ("jupyterhub_config.py", 0o644), ("pgpass", 0o600)):
        limits[center.hub / name] = limit
    for path in (center.folder / centers.FILE, *(center.folder / each.roster for each in center.cohorts if each.roster)):
        limits[path] = 0o640
    limits |= {center.hub / "lti": 0o750, center.hub / "lti" / "key.pem": 0o640, center.hub / "lti" / "launches.json": 0o640}
    limits |= {center.cohort_folder(each.id): 0o700 for each in center.cohorts}
    limits |= {center.home(name): 0o700 for name in center.people()}
    for path, limit in limits.items():
        if path.exists() and path.stat().st_mode & 0o777 & ~limit:
            yield f"{path}: 다른 계정이 볼 수 있게 열려 있습니다. `chmod {limit:o} {path}`를 실행하세요."


def _ports(center: Center) -> Iterator[str]:
    where = ports(center)
    if not 1024 <= where.public <= 65000:
        yield f"center.yaml의 listen: {where.public}번 포트는 쓸 수 없습니다. 1024~65000에서 고르세요(예: 127.0.0.1:8000)."
        return
    if running.find(center):  # the ports are its own
        return
    for what, port in where.all().items():
        if not is_free(where.host if port == where.public else "127.0.0.1", port):
            yield (
                f"{port}번 포트({what})를 다른 프로그램이 쓰고 있습니다. 이미 켜 둔 허브가 있으면 끄고, "
                "아니면 center.yaml의 listen에서 다른 포트를 정하세요."
            )


def _programs(center: Center) -> Iterator[str]:
    """Whether other accounts can run the kit at all, and notebooks in the sandbox."""
    try:
        accounts.as_service(center, "--help")
    except (DsiError, OSError):
        yield (
            f"다른 계정이 파이썬({sys.executable})을 실행할 수 없습니다. 누구나 읽을 수 있는 곳(예: /opt/dsi)에 "
            "파이썬과 키트를 설치하세요. /root 아래에 있으면 안 됩니다."
        )
        return
    try:
        accounts.as_service(center, "doctor")
    except DsiError as error:
        yield str(error)


def _database(center: Center) -> Iterator[str]:
    from classroom import databases

    try:
        databases.prepare(center)
    except DsiError as error:
        yield str(error)


def _administrator(center: Center) -> Iterator[str]:
    from classroom.hub.passwords import have_password

    if not have_password(center, center.administrators):
        name = center.administrators[0]
        yield f"비밀번호가 있는 관리자가 없습니다. `dsi hub password {center.folder} {name}`로 정하세요."
