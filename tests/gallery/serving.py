"""A gallery server for tests, as `dsi gallery serve` starts it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """Serve `folder`; gives the address and the process."""
    port = free_port()
    command = [sys.executable, "-m", "dsi", "gallery", "serve", str(folder), "--port", str(port)]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | {"SOME_SECRET_TOKEN": "x"},
        )
    try:
        line = server.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in line, (folder / "server.log").read_text()
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def kernels(server: subprocess.Popen) -> list[int]:
    """Process ids of the kernels a server has running."""
    found = []
    for task in Path("/proc").glob("[0-9]*"):
        try:
            stat = (task / "stat").read_text().rpartition(")")[2].split()
            if int(stat[1]) == server.pid and "ipykernel" in (task / "cmdline").read_text():
                found.append(int(task.name))
        except OSError:
            continue
    return found
