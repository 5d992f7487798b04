"""``dsi hub init``: the center's file, then everything that it asks for and that is not there yet."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from classroom import center as centers
from classroom import databases
from classroom.center import Center
from classroom.hub import accounts, running
from classroom.hub.accounts import SERVICE
from classroom.people import RESERVED
from classroom.trainee import settings
from curriculum.errors import DsiError
from curriculum.regions import region as find_region
from gallery.atomic import replace
from grader import roster
from grader.cohort import CARD

CONFIG = "jupyterhub_config.py"
UNIT = "dsi-hub.service"

_CENTER = """\
# 센터 설정입니다. 고친 뒤에 `dsi hub init {folder}`를 다시 실행하면 빠진 것을 만듭니다(있는 것은 지우지 않습니다).
# 사람 이름은 로그인할 때 쓰는 영문 이름입니다: 영어 소문자나 숫자로 시작해 소문자·숫자·-로 2~25자. 숫자뿐이면 "20261234"처럼 따옴표로 묶으세요.

center:
  id: {id}
  name: {name}
  region: {region}

address: http://127.0.0.1:8000   # 사람들이 브라우저에 적을 주소. 인터넷에 열 때는 https 주소를 적으세요
listen: 127.0.0.1:8000           # 이 컴퓨터가 받을 주소와 포트. 뒤이은 포트 몇 개도 씁니다

administrators: [{administrator}]      # 가입을 승인하는 사람. 비밀번호는 `dsi hub password`로 정합니다
officers: []                     # 센터 담당자: 최종 과제를 검토합니다
# visiting_officers:             # 다른 센터의 담당자: 그 센터의 것만 봅니다
#   daegu: [choi]

cohorts: []                      # 반. 이 줄의 []와 아래 네 줄 맨 앞의 #을 지우고 고치세요. 반이 더 있으면 네 줄을 되풀이합니다
#  - id: bigdata-2026
#    track: bigdata              # leader, bigdata, tech, starter. 지역은 센터의 지역이며, region: 으로 바꿀 수 있습니다
#    instructors: [park]
#    roster: 명단.xlsx            # 이 폴더에 둔 명단(엑셀이나 CSV). 아이디가 로그인 이름입니다

spawner: local                   # 실습 서버를 이 컴퓨터에서 각자의 계정으로 엽니다. 또는 systemd, docker, kubernetes
memory: 1.5G                     # 한 사람의 실습 서버가 쓸 수 있는 메모리
# image: registry.example/dsi-user:1   # spawner가 docker일 때 실습 서버의 이미지
authenticator: native            # 스스로 가입하고 관리자가 승인합니다. 또는 lti: 학교 LMS의 강의에서도 들어옵니다
# lti:                           # authenticator가 lti일 때, LMS 관리자가 알려 준 것(docs/lti.md)
#   issuer: https://lms.example.ac.kr
#   client_id: Ab3dEf
#   authorize_url: https://lms.example.ac.kr/mod/lti/auth.php
#   token_url: https://lms.example.ac.kr/mod/lti/token.php
#   jwks_url: https://lms.example.ac.kr/mod/lti/certs.php
db: sqlite                       # 또는 postgresql://계정@주소/데이터베이스 (비밀번호는 hub/pgpass에)
"""

_CONFIG = '''"""이 센터의 JupyterHub 설정입니다. 값은 center.yaml에서 옵니다. 바꿀 설정은 맨 아래에 적으세요."""

from pathlib import Path

from classroom.hub.config import configure

c = get_config()  # noqa: F821
configure(c, Path(__file__).parent.parent)
'''

_UNIT = """\
[Unit]
Description=DSI center {id}
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
ExecStart={python} -m dsi hub start {folder}
ExecReload={python} -m dsi hub reload {folder}
Restart=on-failure
# People's own servers go on when the hub starts again.
KillMode=process
TimeoutStopSec=90
UMask=0077

[Install]
WantedBy=multi-user.target
"""


def init(
    folder: Path, center_id: str | None, region: str | None, administrator: str | None, tell: Callable[[str], None]
) -> Center:
    """Write ``center.yaml`` if it is not there; make what it asks for. Nothing that is there is removed.

    Parameters
    ----------
    folder : Path
        The center's folder.
    center_id, region : str, optional
        Needed for a new center: its slug, and its region in any form.
    administrator : str, optional
        Name of a new center's first administrator.
    tell : callable
        Takes a line to show for each thing made.

    Raises
    ------
    DsiError
        When ``center.yaml`` is wrong, or the machine does not let it be done.
    """
    folder = Path(folder).resolve()
    if not (folder / centers.FILE).is_file():
        _write_center(folder, center_id, region, administrator or "")
        tell(f"{folder / centers.FILE}을 썼습니다. 관리자, 반, 명단을 확인하고 고치세요.")
    center = centers.read(folder)
    if os.geteuid():
        raise DsiError(f"계정을 만들려면 관리자 권한이 필요합니다. `sudo dsi hub init {folder}`로 실행하세요.")
    _folders(center)
    databases.prepare(center)
    for each in center.cohorts:
        _cohort(center, each, tell)
    for name in sorted(center.people()):
        accounts.ensure_person(center, name)
    _hub(center)
    settings.write(center.hub / "user", center)
    _readable(center.hub / "user")
    now = running.find(center)
    if now and now.settings != running.settings(center):
        tell(
            f"켜져 있는 허브는 바뀐 center.yaml을 아직 모릅니다. `dsi hub reload {folder}`로 다시 켜야 합니다. "
            "화면이 1분쯤 열리지 않지만 열려 있는 실습 서버는 그대로 있습니다."
        )
    return center


def _write_center(folder: Path, center_id: str | None, region: str | None, administrator: str) -> None:
    if not center_id or not region:
        raise DsiError(f"{folder}에 center.yaml이 없습니다. 새 센터이면 --center busan --region 부산처럼 이름과 지역을 적어 주세요.")
    place = find_region(region)
    if folder.exists() and any(folder.iterdir()):
        raise DsiError(f"{folder}: 비어 있지 않은 곳입니다. 새 폴더 이름을 정해 주세요.")
    text = _CENTER.format(
        folder=folder, id=center_id, name=f"{place.short} 디지털사회혁신 지원센터", region=place.name_current,
        administrator=administrator or _whoever(),
    )  # fmt: skip
    centers.parse(text, folder)
    folder.mkdir(parents=True, exist_ok=True)
    replace(folder / centers.FILE, text.encode(), 0o640)


def _whoever() -> str:
    """Who asks by ``sudo``, if that is a name people may have here."""
    name = os.environ.get("SUDO_USER", "")
    return name if name and name not in RESERVED else "manager"


def _folders(center: Center) -> None:
    """The center's folders, each open to those it must be open to."""
    accounts.own(center.folder, "root", 0o711)
    accounts.own(center.hub, "root", 0o711)
    accounts.ensure(SERVICE, accounts.service_home(center))
    for name in ("cohorts", "gallery"):
        accounts.own(center.folder / name, SERVICE, 0o700)
    accounts.own(center.folder / "homes", "root", 0o711)
    accounts.own(center.hub / "logs", "root", 0o700)
    for file in (center.folder / centers.FILE, *(center.folder / each.roster for each in center.cohorts if each.roster)):
        if file.is_file():
            os.chown(file, 0, accounts.found(SERVICE).pw_gid, follow_symlinks=False)
            file.chmod(0o640)
    if (passwords := center.hub / "pgpass").is_file():
        os.chown(passwords, accounts.found(SERVICE).pw_uid, accounts.found(SERVICE).pw_gid, follow_symlinks=False)


def _cohort(center: Center, each: centers.CohortEntry, tell: Callable[[str], None]) -> None:
    folder = center.cohort_folder(each.id)
    fresh = not (folder / CARD).is_file()
    accounts.as_service(
        center, "cohort", "create", folder, "--track", each.track, "--region", each.region, "--center", center.id
    )
    accounts.own(folder, SERVICE, 0o700)
    accounts.own(folder / "exchange", SERVICE, 0o700)
    if fresh:
        tell(f"{each.id} 반을 만들었습니다.")
    if each.roster:
        before = center.trainees(each.id)
        accounts.as_service(center, "roster", "add", folder, roster_file(center, each))
        if new := center.trainees(each.id) - before:
            tell(f"{each.id} 반에 {len(new)}명을 등록했습니다.")


def roster_file(center: Center, each: centers.CohortEntry) -> Path:
    """The cohort's list of trainees, checked: every id may be a name.

    Raises
    ------
    DsiError
        When it is not in the center's folder or an id cannot be used to log in.
    """
    from classroom.people import checked_name

    path = (center.folder / each.roster).resolve()
    if not path.is_relative_to(center.folder) or not path.is_file():
        raise DsiError(f"{each.id} 반의 명단 '{each.roster}'이(가) 없습니다. 파일을 {center.folder}에 두고 이름을 확인하세요.")
    for trainee in roster.read(path):
        try:
            checked_name(trainee.id)
        except ValueError as error:
            raise DsiError(f"{path.name}: {error}.") from None
    return path


def _hub(center: Center) -> None:
    """Configuration and secrets; those there stay, as an administrator may have changed them."""
    if not (center.hub / CONFIG).is_file():
        replace(center.hub / CONFIG, _CONFIG.encode(), 0o600)
    if not (center.hub / "cookie_secret").is_file():
        replace(center.hub / "cookie_secret", secrets.token_hex(32).encode(), 0o600)
    if center.lti and find_spec("jwt"):  # what is missing, `dsi hub check` says
        from classroom.lti import kept, keys

        place = kept.folder(center)
        accounts.own(place, "root", 0o750)
        os.chown(place, 0, accounts.found(SERVICE).pw_gid, follow_symlinks=False)
        keys.make(center)
    unit = _UNIT.format(id=center.id, python=sys.executable, folder=center.folder)
    replace(center.hub / UNIT, unit.encode(), 0o644)


def _readable(folder: Path) -> None:
    """Let every account read what servers of all people share."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
