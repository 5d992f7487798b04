"""``dsi hub start``: the hub, and with it everything it starts, until it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from classroom import center as centers
from classroom.hub.check import cautions, problems
from classroom.hub.init import CONFIG
from classroom.hub.services import BASE_URL, ends_with_parent, ports
from classroom.servers import wait_until_open
from curriculum.errors import DsiError

_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH", "HOME", "DOCKER_HOST")
_SECONDS = 120


def start(folder: Path, tell: Callable[[str], None]) -> None:
    """Check a center and run its hub until interrupted or terminated.

    People's own servers go on; the hub finds them when it starts again.

    Raises
    ------
    DsiError
        When something is wrong with the center, or the hub ends by itself.
    """
    if found := problems(folder):
        raise DsiError("허브를 켤 수 없습니다.\n" + "\n".join(f"- {each}" for each in found))
    center = centers.read(folder)
    for each in cautions(center):
        tell(f"주의: {each}")
    signal.signal(signal.SIGTERM, _interrupt)
    log = center.hub / "logs" / "hub.log"
    hub = _launch(center.hub / CONFIG, log)
    try:
        where = ports(center)
        host = "127.0.0.1" if where.host in ("0.0.0.0", "::") else where.host
        for page in (f"{BASE_URL}hub/health", "/"):  # by the proxy, as people come
            wait_until_open(f"http://{f'[{host}]' if ':' in host else host}:{where.public}{page}", hub, log, _SECONDS)
        tell(f"센터를 열었습니다: {center.address}{BASE_URL}")
        tell(f"갤러리: {center.address}/")
        tell(f"끄려면 Ctrl+C를 누르세요. 기록은 {log}에 남습니다.")
        hub.wait()
        raise DsiError(f"허브가 멈추었습니다. 까닭은 {log} 파일 끝에 있습니다.")
    except KeyboardInterrupt:
        tell("허브를 끕니다. 열려 있는 실습 서버는 그대로 둡니다.")
    finally:
        _end(hub)


def _launch(config: Path, log: Path) -> subprocess.Popen:
    command = ends_with_parent(sys.executable, "-m", "jupyterhub", f"--config={config}")
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        return subprocess.Popen(
            command, cwd=config.parent, env=environment, umask=0o077, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
        )  # fmt: skip
    finally:
        os.close(sink)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _end(hub: subprocess.Popen) -> None:
    """Let the hub end its services and the proxy; what does not end in time is ended."""
    if hub.poll() is None:
        hub.send_signal(signal.SIGTERM)
        try:
            hub.wait(timeout=60)
        except subprocess.TimeoutExpired:
            hub.kill()
            hub.wait()
