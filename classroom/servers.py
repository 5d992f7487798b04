"""Servers this kit starts: whether their port is free, and when they can be reached."""

import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from curriculum.errors import DsiError


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def wait_until_open(url: str, server: subprocess.Popen, log: Path, seconds: int) -> None:
    """Wait until a server answers.

    Raises
    ------
    DsiError
        When it has ended or does not answer in time; the reason stands in `log`.
    """
    opener = build_opener(ProxyHandler({}))
    for _ in range(seconds * 4):
        if server.poll() is not None:
            break
        try:
            opener.open(url, timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.25)
        else:
            return
    raise DsiError(f"서버가 열리지 않았습니다({url}). 까닭은 {log} 파일 끝에 있습니다.")
