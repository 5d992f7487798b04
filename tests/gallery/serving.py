"""A gallery server for tests, as `dsi gallery serve` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path, opened: int = 0) -> Iterator[tuple[str, subprocess.Popen]]:
    """Serve `folder`; gives the address and the process. Without opened apps each visitor's kernel runs the notebook itself."""
    port = free_port()
    command = [sys.executable, "-m", "dsi", "gallery", "serve", str(folder), "--port", str(port), f"--opened={opened}"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("DSI_KERNELS")},
        )
    try:
        opened, apps = server.stdout.readline(), server.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in opened, (folder / "server.log").read_text()
        assert "준비" in apps, (folder / "server.log").read_text()
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def kernels(server: subprocess.Popen, name: str = "dsi-kernel") -> list[int]:
    """Process ids of the visitors' kernels of a server, or of its apps (``dsi-app``; ``dsi-app-open`` when they have run).

    Kernels are children of the zygote, which is the sandbox's child, or of an opened app, which is the zygote's. What a
    visitor's kernel itself has started does not count.
    """
    parents, names = {}, {}
    for task in Path("/proc").glob("[0-9]*"):
        try:
            said, _, rest = (task / "stat").read_text().rpartition(")")
        except OSError:
            continue
        parents[int(task.name)], names[int(task.name)] = int(rest.split()[1]), said.partition("(")[2]
    generation = {server.pid}
    for _ in ("sandbox", "zygote", "kernel"):
        generation = {child for child, parent in parents.items() if parent in generation}
    apps = {each for each in generation if names[each].startswith("dsi-app")}
    forked = {child for child, parent in parents.items() if parent in apps}
    if name == "dsi-kernel":
        return sorted((generation - apps) | forked)
    return sorted(each for each in apps if names[each].startswith(name))


def no_kernels(server: subprocess.Popen, seconds: float = 30) -> bool:
    """Whether a server's kernels end in time."""
    limit = time.monotonic() + seconds
    while kernels(server) and time.monotonic() < limit:
        time.sleep(0.1)
    return not kernels(server)
