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
import time
from dataclasses import dataclass

from grader.kernels import child, jail, watch
from grader.kernels.limits import Limits

IDLE_SECONDS = 3600
WATCH_SECONDS = 0.1
PROGRAM = "from grader.kernels.warm import main; main()"

# What every course's first cell leads to.
CORE = [
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "pyarrow.compute",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "curriculum.regions",
    "curriculum.datasets",
    "curriculum.plots",
]
# What some do; for one course's grading only those it imports are loaded, for a server all.
OTHERS = [
    "shapely",
    "pyproj",
    "pyogrio",
    "geopandas",
    "folium",
    "branca.colormap",
    "mapclassify",
    "scipy.stats",
    "scipy.optimize",
    "networkx",
    "sklearn.linear_model",
    "sklearn.cluster",
    "sklearn.ensemble",
    "sklearn.feature_extraction.text",
    "sklearn.model_selection",
    "sklearn.preprocessing",
    "sklearn.metrics",
    "sklearn.pipeline",
    "libpysal.weights",
    "esda",
    "ipywidgets",
    "openpyxl",
    "curriculum.maps",
]

# What lessons do in their first cells: modules that packages load on first use are then loaded already. Each part
# is done where its packages are there.
REHEARSAL = {
    "pandas": """
import io, pandas, matplotlib.pyplot
frame = pandas.DataFrame({"a": ["x", "y"], "b": [1.0, 2.0]}).groupby("a").b.sum().reset_index()
figure, axes = matplotlib.pyplot.subplots()
frame.plot(ax=axes)
figure.savefig(io.BytesIO())
shown += [frame, figure]
""",
    "geopandas": """
import geopandas, shapely
places = geopandas.GeoDataFrame(frame, geometry=[shapely.Point(127, 37).buffer(1)] * 2, crs=4326).to_crs(5179)
places.plot("b", ax=axes, legend=True)
figure.savefig(io.BytesIO())
shown += [places]
""",
    "folium": """
import folium
view = folium.Map([37, 127])
if "places" in globals():
    shapes = places.to_crs(4326).to_json()
    folium.Choropleth(shapes, data=frame, columns=["a", "b"], key_on="feature.properties.a").add_to(view)
shown += [view]
""",
}


@dataclass
class _Kernel:
    connection: socket.socket
    limits: Limits
    reason: str = ""
    times: int = 1


def warm_up(modules: list[str]) -> object:
    """Import the packages, build the shell, and rehearse ordinary work; start no thread.

    Parameters
    ----------
    modules : list of str
        What to import beside the core.
    """
    app = child.WarmKernelApp.instance()
    app.prepare()  # first: a package that is imported in a shell may hook into it, as matplotlib's does
    for name in CORE:
        _import(name)
    for name in modules:
        _import(name)
        if _threads() > 1:
            _start_again_without(name)
    _rehearse(app.shell)
    importlib.import_module("grader.judge.pristine")  # last: it records the others as they are
    importlib.import_module("grader.judge.known")  # it records the code that is there
    if _threads() > 1:
        raise RuntimeError(f"{_threads()} threads run before the fork")
    gc.collect()
    gc.freeze()
    return app


def _import(name: str) -> None:
    try:
        importlib.import_module(name)
    except BaseException as error:  # noqa: BLE001 - a broken package must not cost the kernels
        print(f"{name}: {error!r}", file=sys.stderr)


def _threads() -> int:
    return len(os.listdir("/proc/self/task"))


def _start_again_without(name: str) -> None:
    """A package that starts a thread is left to the kernels: no thread survives a fork."""
    os.execv(sys.executable, [sys.executable, "-c", PROGRAM, *sys.orig_argv[3:], f"--not={name}"])


def _rehearse(shell: object) -> None:
    names: dict = {"shown": []}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            for package, lines in REHEARSAL.items():
                if package in sys.modules:
                    exec(lines, names)  # noqa: S102
            for value in names["shown"]:
                shell.display_formatter.format(value)
            sys.modules["matplotlib.pyplot"].close("all")
        except Exception as error:  # noqa: BLE001
            print(f"rehearsal: {error!r}", file=sys.__stderr__)
        shell.run_cell("pass", store_history=False, silent=True)
        try:
            _ = {}["rehearsal"]
        except KeyError:
            shell.InteractiveTB.structured_traceback(*sys.exc_info())


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
    trunk
        The kernel this process has become, when it is forked in the middle of a notebook or behind it.
    """

    def __init__(
        self, app: object, listener: socket.socket, sandboxed: bool, trunk: object | None = None
    ) -> None:
        self.app, self.listener, self.sandboxed, self.trunk = app, listener, sandboxed, trunk
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
        if self.trunk is None:  # else the zygote sees to the end of this process
            self.selector.register(0, selectors.EVENT_READ)
        self.selector.register(woken, selectors.EVENT_READ, lambda: woken.recv(4096))
        self.selector.register(self.listener, selectors.EVENT_READ, self.fork)
        watched = 0.0
        while True:
            events = self.selector.select(WATCH_SECONDS if self.kernels else IDLE_SECONDS)
            if not events and not self.kernels and self.trunk is None:
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
                child.become(self.app, connection, told, self.sandboxed, self.trunk, self.grow)
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

    def grow(self, listener: socket.socket, trunk: object) -> None:
        """In a kernel that has run the cells all its branches share: serve as the zygote does.

        An app ran a stranger's code and has no right to build walls: its branches stay behind its own.
        """
        Server(self.app, listener, self.sandboxed and trunk is not self.app, trunk).run()

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
        elif message.startswith(watch.TIMES):
            self.kernels[pid].times = int(message.removeprefix(watch.TIMES))
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
                    shutil.rmtree(child.bare_scratch(pid), ignore_errors=True)
                    self.end_orphans()

    def end_orphans(self) -> None:
        """In an app: end what an ended branch had started; elsewhere that ends with its namespace."""
        if os.getpid() == 1:
            for each in watch.trees({1})[1]:
                if each.parent == 1 and each.pid not in self.kernels:
                    os.kill(each.pid, signal.SIGKILL)

    def watch(self, pids: set[int] | None = None, share: float = 1.0) -> None:
        """End the kernels (all, or `pids`) whose processes together take more than a share of what they may."""
        for pid, processes in watch.trees(pids or set(self.kernels)).items():
            kernel = self.kernels[pid]
            most = share * kernel.times
            kernel.reason = kernel.reason or self.memory.too_much(processes, kernel.limits, most)
            if kernel.reason:
                self.send_signal(pid, signal.SIGKILL)


def main() -> None:
    """Warm up and serve."""
    listener, sandboxed = int(sys.argv[1]), "--bare" not in sys.argv
    given = [word.removeprefix("--only=").split(",") for word in sys.argv if word.startswith("--only=")]
    left_out = {word.removeprefix("--not=") for word in sys.argv}
    modules = [name for name in (given[0] if given else OTHERS) if name and name not in left_out]
    sys.argv, sys.path = ["ipykernel_launcher.py"], [place for place in sys.path if place]
    if sandboxed:
        jail.forbid_user_namespaces()
    Server(warm_up(modules), socket.socket(fileno=listener), sandboxed).run()
