"""An IPython kernel in two halves: what can be built before the fork, and what cannot."""

import asyncio
import random
import sys
from types import SimpleNamespace

import zmq
from ipykernel.control import ControlThread
from ipykernel.heartbeat import Heartbeat
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.shellchannel import ShellChannelThread
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.application import BaseIPythonApplication
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from traitlets.config import Config
from zmq.utils import garbage

from grader.kernels.cap import Cap

# Importing debugpy takes longer than starting the rest of the kernel, and nobody debugs a submission:
# let ipykernel look for it once and find nothing.
sys.modules["debugpy"] = None  # type: ignore[assignment]
import ipykernel.debugger  # noqa: F401

del sys.modules["debugpy"]

_LASTING = ("parent", "log", "profile_dir", "user_ns")  # what a kernel keeps through a fork
CHANNELS = ("shell", "iopub", "stdin", "control", "hb")


def _listen(socket: zmq.Socket, descriptor: int) -> None:
    """Serve on a socket that is bound and listening already; its path exists only outside."""
    socket.setsockopt(zmq.USE_FD, descriptor)
    socket.bind(f"ipc:///{descriptor}")


class _Heartbeat(Heartbeat):
    def _bind_socket(self) -> None:
        _listen(self.socket, self.port)


class _CappedIOPub(Cap, IOPubThread):
    """Publish no more of a cell than is allowed."""

    def _really_send(self, msg: list, *args: object, **kwargs: object) -> None:
        for each in self.capped(msg):
            super()._really_send(each, *args, **kwargs)


class WarmKernel(IPythonKernel):
    """The stock kernel, made before the fork: making it touches every module, which would unshare their memory."""

    def connect(self, **parts: object) -> None:
        """Take sockets, threads and session, in the process that is to run the cells."""
        for name, value in parts.items():
            setattr(self, name, value)
        self._stdout, self._stderr = sys.stdout, sys.stderr
        for publisher in (self.shell.displayhook, self.shell.display_pub):
            publisher.session, publisher.pub_socket = self.session, self.iopub_socket

    @classmethod
    def instance(cls, *args: object, **parts: object) -> "WarmKernel":
        """The one there is, connected as the stock application wants it."""
        if not cls.initialized():
            return super().instance(*args, **parts)
        kernel = super().instance()
        kernel.connect(**{name: value for name, value in parts.items() if name not in _LASTING})
        return kernel


class WarmKernelApp(IPKernelApp):
    """The stock kernel application, with its start split around the fork."""

    kernel_class = WarmKernel

    def prepare(self) -> None:
        """Build everything that needs no thread, no socket and no secret."""
        self.config = Config({"HistoryManager": {"enabled": False}})
        BaseIPythonApplication.initialize(self, [])
        self.init_pdb()
        self.shell = ZMQInteractiveShell.instance(
            parent=self,
            profile_dir=self.profile_dir,
            compiler_class=IPythonKernel.compiler_class.default_value,
        )
        self.init_path()
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()
        self.kernel = WarmKernel.instance(
            parent=self, session=Session(parent=self), log=self.log, profile_dir=self.profile_dir
        )
        self.shell.parent = self.shell.kernel = self.kernel
        self.init_shell()

    def finish(self, sockets: dict[str, int], key: str, output_mb: int) -> None:
        """Become one particular kernel.

        Parameters
        ----------
        sockets
            For each of :data:`CHANNELS` the descriptor of a listening socket.
        key
            The key that signs this kernel's messages.
        output_mb
            Bound on the output of one cell.
        """
        self._output = output_mb
        asyncio.set_event_loop(asyncio.new_event_loop())
        self.transport, self.ip = "ipc", "/"
        for channel, descriptor in sockets.items():
            setattr(self, f"{channel}_port", descriptor)
        self.session = Session(parent=self, key=key.encode())
        self.init_sockets()
        self.heartbeat = _Heartbeat(zmq.Context(), (self.transport, self.ip, self.hb_port))
        self.heartbeat.start()
        self._ports = dict(sockets)
        self.init_io()
        self.init_signal()
        self.init_kernel()
        sys.stdout.flush()
        sys.stderr.flush()

    def rest(self) -> None:
        """Let go of all sockets and threads and keep what the cells made; then :meth:`finish` may be called anew.

        Widgets keep their ids: a page that was made before finds them in whatever kernel this becomes.
        """
        for stream in (sys.stdout, sys.stderr):
            stream.close()
        self.close()
        garbage.gc.stop()
        self.context = self.heartbeat = None
        IOLoop.current().close(all_fds=True)

    def _bind_socket(self, s: zmq.Socket, port: int) -> int:
        _listen(s, port)
        return port

    def init_control(self, context: zmq.Context) -> None:
        """Create the control channel; the stock method also connects a debugger to the shell's path."""
        self.control_socket = context.socket(zmq.ROUTER)
        self.control_socket.linger = 1000
        self._bind_socket(self.control_socket, self.control_port)
        self.control_socket.router_handover = 1
        self.debugpy_socket = context.socket(zmq.STREAM)
        self.control_thread = ControlThread(daemon=True)
        self.shell_channel_thread = ShellChannelThread(context, daemon=True)

    def init_iopub(self, context: zmq.Context) -> None:
        """Create the iopub channel as the stock application does, with a bound on its volume."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = _CappedIOPub(self.iopub_socket, pipe=True, session=self.session)
        self.iopub_thread.limit = self._output * 1024 * 1024
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket


def reseed() -> None:
    """Give the kernel random numbers of its own; the fork copied the zygote's."""
    random.seed()
    numpy = sys.modules.get("numpy", SimpleNamespace(random=None))
    if numpy.random is not None:
        numpy.random.seed()
