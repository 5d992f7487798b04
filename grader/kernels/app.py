"""An IPython kernel in two halves: what can be built before the fork, and what cannot."""

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
from traitlets.config import Config

from grader.kernels.cap import Cap

# Importing debugpy takes longer than starting the rest of the kernel, and nobody debugs a submission:
# let ipykernel look for it once and find nothing.
sys.modules["debugpy"] = None  # type: ignore[assignment]
import ipykernel.debugger  # noqa: F401

del sys.modules["debugpy"]

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


class WarmKernelApp(IPKernelApp):
    """The stock kernel application, with its start split around the fork."""

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
        self._sockets, self._output = sockets, output_mb
        self.transport, self.ip = "ipc", "/"
        for channel, descriptor in sockets.items():
            setattr(self, f"{channel}_port", descriptor)
        self.session.key = key.encode()
        self.init_sockets()
        self.heartbeat = _Heartbeat(zmq.Context(), (self.transport, self.ip, self.hb_port))
        self.heartbeat.start()
        self._ports = dict(sockets)
        self.init_io()
        self.init_signal()
        shell = self.shell
        self.init_kernel()
        shell.parent = shell.kernel = self.kernel
        self.init_shell()
        sys.stdout.flush()
        sys.stderr.flush()

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
