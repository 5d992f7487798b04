"""What a forked process does to become a kernel, and what it must leave behind to be forked again itself."""

import asyncio
import gc
import json
import os
import random
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict

from tornado.ioloop import IOLoop

from grader.kernels import jail
from grader.kernels.app import CHANNELS, WarmKernelApp, reseed
from grader.kernels.limits import Limits
from grader.kernels.straight import StraightKernel

_MB = 1024 * 1024
_THREAD_SECONDS = 2
_FONTS = (".ttf", ".ttc", ".otf")
# The zygote does not watch a process whose branches are watched by itself.
_UNWATCHED = Limits(memory_mb=1 << 30, cpu_seconds=0, processes=1 << 30)


class FilesError(Exception):
    """The extra files do not fit into the scratch folder."""


def become(
    app: WarmKernelApp,
    connection: socket.socket,
    told: int,
    sandboxed: bool,
    trunk: StraightKernel | WarmKernelApp | None,
    serve: Callable[[socket.socket, StraightKernel | WarmKernelApp], None],
) -> None:
    """Read the request, become its kernel, and serve until the end.

    There are four kinds: a Jupyter kernel (the kind without a name); ``cells``, for the grader alone; ``trunk``,
    the same for cells that many submissions share; and ``app``, a Jupyter kernel that after its last cell is forked
    for each viewer of what it shows.

    Parameters
    ----------
    app
        The kernel application, prepared.
    connection
        Where the request comes from and the answer goes.
    told
        Descriptor on which the parent waits for the limits to watch.
    sandboxed
        Whether to shut the kernel in.
    trunk
        The kernel this process was forked from in the middle of a notebook, if it was.
    serve
        Called with a listening socket when this kernel is to be forked itself.
    """
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    data, files, _, _ = socket.recv_fds(connection, _MB, 8)
    if not data:
        return
    request = json.loads(data)
    limits, kind = Limits(**request["limits"]), request.get("kind", "")
    os.write(told, json.dumps(asdict(_UNWATCHED if kind == "trunk" else limits)).encode())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    keep = sorted([2, *files, connection.fileno()])
    for low, high in zip(keep, [*keep[1:], os.sysconf("SC_OPEN_MAX")], strict=True):
        os.closerange(low + 1, high)
    jail.call_process(f"dsi-{kind or 'kernel'}")
    kernel = trunk
    try:
        folder = files.pop() if request["files"] else None
        is_graded = isinstance(trunk, StraightKernel)
        _enter(limits, folder, request["env"], sandboxed, kind == "trunk", is_graded)
        if is_graded:
            random.setstate(trunk.drawn)  # Python seeds anew in a forked process
        else:
            reseed()
        before = _app_before() if kind == "app" else None
        if kind in ("", "app"):
            app.finish(dict(zip(CHANNELS, files, strict=False)), request["key"], limits.output_mb)
        else:
            kernel = kernel or StraightKernel(app)
            kernel.connect(files[0], limits.output_mb)
    except BaseException as error:
        connection.send(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
        raise
    connection.send(json.dumps({"started": True}).encode())
    if kind != "app":
        connection.close()
    if not kind:
        app.start()
    elif kind == "app":
        app.start()
        _serve_app(app, connection, before, socket.socket(fileno=files[len(CHANNELS)]), serve)
    elif kind == "trunk":
        _serve_trunk(kernel, socket.socket(fileno=files[1]), serve)
    else:
        kernel.serve()


def _enter(
    limits: Limits,
    files: int | None,
    environment: dict[str, str],
    sandboxed: bool,
    is_trunk: bool,
    is_branch: bool,
) -> None:
    """Go to where the cells run: a scratch folder, behind walls."""
    if sandboxed:
        jail.enter(limits.disk_mb)
        folder = jail.SCRATCH
    else:
        os.setsid()
        jail.die_with_parent()
        folder = bare_scratch(os.getpid())
        os.mkdir(folder)
        os.environ["HOME"] = folder
    if files is not None:
        try:
            jail.copy_files(files, folder)
        except OSError as error:
            raise FilesError(error.strerror) from error
        os.close(files)
    os.chdir(folder)
    os.environ.update(environment)
    os.makedirs(os.environ["HOME"], exist_ok=True)
    if not is_trunk:
        jail.drop_rights()
    if is_branch:
        jail.forbid_reading()
    jail.set_limits(limits.memory_mb, limits.disk_mb, polite=not is_branch)


def bare_scratch(pid: int) -> str:
    """The scratch folder of a kernel without a sandbox."""
    return f"{tempfile.gettempdir()}/dsi-scratch-{pid}"


def _serve_trunk(
    kernel: StraightKernel, listener: socket.socket, serve: Callable[[socket.socket, StraightKernel], None]
) -> None:
    """Run the cells all submissions share, then be forked for each, if nothing stands against it."""
    freeze = gc.freeze  # the judge will put another in its place
    threads = _quiet_arrow()
    before = _left_behind()
    request = kernel.serve()
    if request is None:
        return
    why = "thread" if set(os.listdir("/proc/self/task")) - threads else _difference(before, _left_behind())
    if not kernel.is_quiet():
        why = "task"
    kernel.tell(request, {"why": why})
    if why:
        return
    kernel.leave()
    kernel.drawn = random.getstate()
    jail.allow_reading()
    gc.collect()
    freeze()
    del freeze
    serve(listener, kernel)


def _app_before() -> tuple[set[str], dict[str, object]]:
    return _quiet_arrow(), _left_behind()


def _serve_app(
    app: WarmKernelApp,
    connection: socket.socket,
    before: tuple[set[str], dict[str, object]],
    listener: socket.socket,
    serve: Callable[[socket.socket, WarmKernelApp], None],
) -> None:
    """Be forked for each viewer, unless the notebook left something that a fork would share or lose."""
    threads, left = before
    why = "task" if asyncio.all_tasks(IOLoop.current().asyncio_loop) else ""
    app.rest()
    until = time.monotonic() + _THREAD_SECONDS
    while set(os.listdir("/proc/self/task")) - threads and time.monotonic() < until:
        time.sleep(0.001)  # the kernel's own threads are on their way out
    now = _left_behind()
    for state in (left, now):  # the kernel has made and closed others; fonts are forgotten by matplotlib in a fork
        state["descriptor"] = [
            each for each in state["descriptor"] if each[1].startswith("/") and not each[1].lower().endswith(_FONTS)
        ]
    why = why or ("thread" if set(os.listdir("/proc/self/task")) - threads else _difference(left, now))
    connection.send(json.dumps({"why": why}).encode())
    connection.close()
    if not why:
        jail.call_process("dsi-app-open")
        gc.collect()
        gc.freeze()
        serve(listener, app)


def _quiet_arrow() -> set[str]:
    """Have Arrow start its threads; they outlive no fork, and Arrow starts them anew behind one."""
    import io

    import pyarrow
    import pyarrow.parquet

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"a": [1, 2]}), file)
    pyarrow.parquet.read_table(file)
    return set(os.listdir("/proc/self/task"))


def _left_behind() -> dict[str, object]:
    """What a fork would share or lose: files, descriptors, processes, timers."""
    try:
        os.waitpid(-1, os.WNOHANG)
        children = True
    except ChildProcessError:
        children = False
    places = (
        {os.getcwd(), tempfile.gettempdir(), "/dev/shm"} if os.getcwd() == jail.SCRATCH else {os.getcwd()}
    )
    return {
        "file": sorted(_files(places)),
        "descriptor": sorted(_descriptors()),
        "process": children,
        "timer": signal.getitimer(signal.ITIMER_REAL)[0] > 0,
        "folder": os.getcwd(),
    }


def _files(places: set[str]) -> list[tuple[str, int, int]]:
    found = []
    for place in places:
        for folder, _, names in os.walk(place):
            for name in names:
                info = os.lstat(f"{folder}/{name}")
                found.append((f"{folder}/{name}", info.st_size, info.st_mtime_ns))
    return found


def _descriptors() -> list[tuple[str, str]]:
    with os.scandir("/proc/self/fd") as entries:
        return [(each.name, _target(each.path)) for each in entries if "/proc/" not in _target(each.path)]


def _target(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def _difference(before: dict[str, object], after: dict[str, object]) -> str:
    return next((name for name in before if before[name] != after[name]), "")
