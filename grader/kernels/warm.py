"""The zygote: import the course's packages once, then become a new kernel at every request.

Runs inside the sandbox. Standard input is the lifeline of the process that started it; the argument is the
descriptor of the socket where requests arrive. It never reads a request itself: the
forked child does, so that no kernel finds another one's key in the memory it inherits.
"""

import contextlib
import gc
import importlib
import io
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import time
from dataclasses import dataclass

from grader.kernels import jail, watch
from grader.kernels.limits import Limits

IDLE_SECONDS = 3600
WATCH_SECONDS = 0.1
_MB = 1024 * 1024

MODULES = [
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "pyarrow.compute",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "shapely",
    "pyproj",
    "pyogrio",
    "geopandas",
    "folium",
    "branca.colormap",
    "mapclassify",
    "scipy.stats",
    "networkx",
    "sklearn.linear_model",
    "sklearn.cluster",
    "sklearn.ensemble",
    "sklearn.model_selection",
    "sklearn.preprocessing",
    "sklearn.metrics",
    "sklearn.pipeline",
    "ipywidgets",
    "openpyxl",
    "curriculum.regions",
    "curriculum.datasets",
    "curriculum.plots",
    "curriculum.maps",
    "grader.judge.pristine",  # last: it records the others as they are
]

# What lessons do in their first cells: modules that packages load on first use are then loaded already.
REHEARSAL = """
import io
import pandas, geopandas, matplotlib.pyplot, shapely, folium
frame = pandas.DataFrame({"a": ["x", "y"], "b": [1.0, 2.0]}).groupby("a").b.sum().reset_index()
places = geopandas.GeoDataFrame(frame, geometry=[shapely.Point(127, 37).buffer(1)] * 2, crs=4326).to_crs(5179)
figure, axes = matplotlib.pyplot.subplots()
places.plot("b", ax=axes, legend=True)
figure.savefig(io.BytesIO())
matplotlib.pyplot.close("all")
view = folium.Map([37, 127])
folium.Choropleth(places.to_crs(4326).to_json(), data=frame, columns=["a", "b"], key_on="feature.properties.a").add_to(view)
shown = [frame, places, figure, view]
"""


class FilesError(Exception):
    """The extra files do not fit into the scratch folder."""


@dataclass
class _Kernel:
    connection: socket.socket
    limits: Limits
    reason: str = ""


def warm_up() -> object:
    """Import the packages, build the shell, and rehearse ordinary work; start no thread."""
    from grader.kernels.app import WarmKernelApp

    app = WarmKernelApp.instance()
    app.prepare()  # first: a package that is imported in a shell may hook into it, as matplotlib's does
    for name in MODULES:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - a broken optional package must not cost the kernels
            print(f"{name}: {error!r}", file=sys.stderr)
    _rehearse(app.shell)
    importlib.import_module("grader.judge.known")  # it records the code that is there
    if (threads := len(os.listdir("/proc/self/task"))) > 1:
        raise RuntimeError(f"{threads} threads run before the fork")
    gc.collect()
    gc.freeze()
    return app


def _rehearse(shell: object) -> None:
    names: dict = {}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            exec(REHEARSAL, names)  # noqa: S102
            for value in names["shown"]:
                shell.display_formatter.format(value)
        except Exception as error:  # noqa: BLE001
            print(f"rehearsal: {error!r}", file=sys.__stderr__)
        shell.run_cell("pass", store_history=False, silent=True)
        try:
            _ = {}["rehearsal"]
        except KeyError:
            shell.InteractiveTB.structured_traceback(*sys.exc_info())


def _become_kernel(app: object, request: dict, files: list[int], sandboxed: bool) -> None:
    from grader.kernels.app import CHANNELS, reseed

    limits = Limits(**request["limits"])
    if sandboxed:
        jail.enter(limits.disk_mb)
        folder = jail.SCRATCH
    else:
        os.setsid()
        jail.die_with_parent()
        folder = _bare_scratch(os.getpid())
        os.mkdir(folder)
        os.environ["HOME"] = folder
    if request["files"]:
        try:
            jail.copy_files(files[len(CHANNELS)], folder)
        except OSError as error:
            raise FilesError(error.strerror) from error
        os.close(files.pop())
    os.chdir(folder)
    os.environ.update(request["env"])
    os.makedirs(os.environ["HOME"], exist_ok=True)
    jail.drop_rights()
    jail.set_limits(limits.memory_mb, limits.disk_mb)
    reseed()
    app.finish(dict(zip(CHANNELS, files, strict=True)), request["key"], limits.output_mb)


def _bare_scratch(pid: int) -> str:
    return f"{tempfile.gettempdir()}/dsi-scratch-{pid}"


def _child(app: object, connection: socket.socket, told: int, sandboxed: bool) -> None:
    """Read the request, become its kernel, and serve until the end."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    data, files, _, _ = socket.recv_fds(connection, _MB, 8)
    if not data:
        return
    request = json.loads(data)
    os.write(told, json.dumps(request["limits"]).encode())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    keep = sorted([2, *files, connection.fileno()])
    for low, high in zip(keep, [*keep[1:], os.sysconf("SC_OPEN_MAX")], strict=True):
        os.closerange(low + 1, high)
    try:
        _become_kernel(app, request, files, sandboxed)
    except BaseException as error:
        connection.send(json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
        raise
    connection.send(json.dumps({"started": True}).encode())
    connection.close()
    app.start()


class Server:
    """The zygote after its imports: fork, pass signals on, watch, report the end.

    Parameters
    ----------
    app
        What :func:`warm_up` returned.
    listener
        Where requests arrive.
    sandboxed
        Whether this process is inside the sandbox and may shut kernels in.
    """

    def __init__(self, app: object, listener: socket.socket, sandboxed: bool) -> None:
        self.app, self.listener, self.sandboxed = app, listener, sandboxed
        self.kernels: dict[int, _Kernel] = {}
        self.selector = selectors.DefaultSelector()
        self.memory = watch.Memory()
        self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY) if sandboxed else None

    def run(self) -> None:
        """Serve until the owner is gone or nobody has asked for a long time."""
        woken, wake = socket.socketpair()
        wake.setblocking(False)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.selector.register(0, selectors.EVENT_READ)
        self.selector.register(woken, selectors.EVENT_READ, lambda: woken.recv(4096))
        self.selector.register(self.listener, selectors.EVENT_READ, self.fork)
        watched = 0.0
        while True:
            events = self.selector.select(WATCH_SECONDS if self.kernels else IDLE_SECONDS)
            if not events and not self.kernels:
                return
            for key, _ in events:
                if key.fd == 0:
                    return
                key.data()
            self.reap()
            if self.kernels and time.monotonic() - watched >= WATCH_SECONDS:
                self.watch()
                watched = time.monotonic()

    def fork(self) -> None:
        """Make a kernel of the next request."""
        connection, _ = self.listener.accept()
        telling, told = os.pipe()
        pid = jail.fork(self.own_pids)
        if pid == 0:
            try:
                _child(self.app, connection, told, self.sandboxed)
            finally:
                os._exit(0)
        os.close(told)
        with open(telling, "rb") as file:  # to its end: from then on the connection is ours to read
            limits = file.read()
        if not limits:
            connection.close()
            return
        self.kernels[pid] = _Kernel(connection, Limits(**json.loads(limits)))
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.obey(pid))

    def obey(self, pid: int) -> None:
        """Pass a signal on to a kernel, or look at it; end it when the one who asked for it is gone."""
        try:
            message = self.kernels[pid].connection.recv(64)
        except OSError:
            message = b""
        if message in (watch.LOOK, watch.LOOK_CLOSELY):
            self.watch({pid}, 1.0 if message == watch.LOOK else 0.5)
            if not self.kernels[pid].reason:
                with contextlib.suppress(OSError):
                    self.kernels[pid].connection.send(b"{}")
        else:
            self.send_signal(pid, int(message or signal.SIGKILL))

    def send_signal(self, pid: int, number: int) -> None:
        """Signal the kernel and what it runs in the foreground, as a terminal would."""
        for send in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                send(pid, number)
                return

    def reap(self) -> None:
        """Report the kernels that have ended."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if kernel := self.kernels.pop(pid, None):
                self.selector.unregister(kernel.connection)
                report = {"ended": os.waitstatus_to_exitcode(status), "reason": kernel.reason}
                with contextlib.suppress(OSError):
                    kernel.connection.send(json.dumps(report).encode())
                kernel.connection.close()
                if not self.sandboxed:
                    shutil.rmtree(_bare_scratch(pid), ignore_errors=True)

    def watch(self, pids: set[int] | None = None, share: float = 1.0) -> None:
        """End the kernels (all, or `pids`) whose processes together take more than a share of what they may."""
        for pid, processes in watch.trees(pids or set(self.kernels)).items():
            kernel = self.kernels[pid]
            kernel.reason = kernel.reason or self.memory.too_much(processes, kernel.limits, share)
            if kernel.reason:
                self.send_signal(pid, signal.SIGKILL)


def main() -> None:
    """Warm up and serve."""
    listener, sandboxed = int(sys.argv[1]), "--bare" not in sys.argv
    sys.argv, sys.path = ["ipykernel_launcher.py"], [place for place in sys.path if place]
    if sandboxed:
        jail.forbid_user_namespaces()
    Server(warm_up(), socket.socket(fileno=listener), sandboxed).run()
