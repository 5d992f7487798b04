"""``dsi hub start``: the hub, and with it everything it starts, until it is told to stop."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from classroom import center as centers
from classroom.center import Center
from classroom.hub import running
from classroom.hub.check import cautions, problems
from classroom.hub.init import CONFIG
from classroom.hub.services import BASE_URL, ends_with_parent, ports
from classroom.servers import is_free, wait_until_open
from curriculum.errors import DsiError

_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH", "HOME", "DOCKER_HOST")
_SECONDS = 120


def start(folder: Path, tell: Callable[[str], None]) -> None:
    """Check a center and run its hub until interrupted or terminated; SIGUSR1 has it start anew.

    People's own servers go on; the hub finds them when it starts again.

    Raises
    ------
    DsiError
        When something is wrong with the center, or the hub ends by itself.
    """
    if found := problems(folder):
        raise DsiError("허브를 켤 수 없습니다.\n" + "\n".join(f"- {each}" for each in found))
    center = centers.read(folder)
    if running.find(center):
        raise DsiError(f"이 센터의 허브는 이미 켜져 있습니다. 바뀐 설정을 쓰려면 `dsi hub reload {center.folder}`를 실행하세요.")
    for each in cautions(center):
        tell(f"주의: {each}")
    hubs = _Hubs()
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGUSR1, hubs.end_for_another)
    log = center.hub / "logs" / "hub.log"
    try:
        with running.held(center) as note:
            for opened in itertools.count(1):
                center = centers.read(folder)
                _wait_for_ports(center)
                hub = hubs.launch(center.hub / CONFIG, log)
                try:
                    _wait_for_pages(center, hub, log)
                    note(center, opened)
                    tell(f"센터를 열었습니다: {center.address}{BASE_URL}")
                    tell(f"갤러리: {center.address}/")
                    tell(f"끄려면 Ctrl+C를 누르세요. 기록은 {log}에 남습니다.")
                    hub.wait()
                    raise DsiError(f"허브가 멈추었습니다. 까닭은 {log} 파일 끝에 있습니다.")
                except DsiError:
                    if not hubs.another:
                        raise
                    tell("바뀐 설정으로 허브를 다시 켭니다. 열려 있는 실습 서버는 그대로 둡니다.")
    except KeyboardInterrupt:
        tell("허브를 끕니다. 열려 있는 실습 서버는 그대로 둡니다.")
    finally:
        hubs.end()


def start_anew(folder: Path) -> None:
    """Have the hub that runs start again with what ``center.yaml`` says now, and wait until people can come.

    Raises
    ------
    DsiError
        When something is wrong with the center, or its hub does not run or does not come up again.
    """
    if found := problems(folder):
        raise DsiError("다시 켜지 않았습니다. 허브는 전처럼 켜져 있습니다.\n" + "\n".join(f"- {each}" for each in found))
    center = centers.read(folder)
    before = running.find(center)
    if before is None:
        raise DsiError(f"이 센터의 허브는 꺼져 있습니다. `dsi hub start {center.folder}`로 켜세요.")
    os.kill(before.pid, signal.SIGUSR1)
    for _ in range(_SECONDS * 8):
        now = running.find(center)
        if now is None:
            break
        if now.opened > before.opened:
            return
        time.sleep(0.25)
    raise DsiError(f"허브가 다시 켜지지 않았습니다. 까닭은 {center.hub / 'logs' / 'hub.log'} 파일 끝에 있습니다.")


class _Hubs:
    """The hub that runs, and whether it was ended for another to follow."""

    def __init__(self) -> None:
        self.another = False
        self._hub: subprocess.Popen | None = None

    def launch(self, config: Path, log: Path) -> subprocess.Popen:
        """Start a hub."""
        self.another = False
        self._hub = _launch(config, log)
        return self._hub

    def end_for_another(self, *_: object) -> None:
        """End the hub: whoever waits for it starts the next."""
        self.another = True
        if self._hub:
            self._hub.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Let the hub end its services and the proxy; what does not end in time is ended."""
        if self._hub and self._hub.poll() is None:
            self._hub.send_signal(signal.SIGTERM)
            try:
                self._hub.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self._hub.kill()
                self._hub.wait()


def _wait_for_ports(center: Center) -> None:
    """Services of a hub that has just ended may hold theirs a little longer."""
    where = ports(center)
    for port in where.all().values():
        for _ in range(_SECONDS * 4):
            if is_free(where.host if port == where.public else "127.0.0.1", port):
                break
            time.sleep(0.25)


def _wait_for_pages(center: Center, hub: subprocess.Popen, log: Path) -> None:
    where = ports(center)
    host = "127.0.0.1" if where.host in ("0.0.0.0", "::") else where.host
    for page in (f"{BASE_URL}hub/health", "/"):  # by the proxy, as people come
        wait_until_open(f"http://{f'[{host}]' if ':' in host else host}:{where.public}{page}", hub, log, _SECONDS)


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
