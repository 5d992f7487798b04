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

# Importing debugpy takes longer than starting the rest of the kernel, and nobody debugs a submission:
# let ipykernel look for it once and find nothing.
sys.modules["debugpy"] = None  # type: ignore[assignment]
import ipykernel.debugger  # noqa: F401

del sys.modules["debugpy"]

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
_NOTICE = "\n… 출력이 너무 많아 여기서부터는 남기지 않습니다.\n"


def _listen(socket: zmq.Socket, descriptor: int) -> None:
    """Serve on a socket that is bound and listening already; its path exists only outside."""
    socket.setsockopt(zmq.USE_FD, descriptor)
    socket.bind(f"ipc:///{descriptor}")


class _Heartbeat(Heartbeat):
    def _bind_socket(self) -> None:
        _listen(self.socket, self.port)


class _CappedIOPub(IOPubThread):
    """Drop what one cell prints beyond a bound; the states busy and idle always pass."""

    limit = 0
    _request = b""
    _sent = 0

    def _really_send(self, msg: list, *args: object, **kwargs: object) -> None:
        if not self._over(msg):
            super()._really_send(msg, *args, **kwargs)

    def _over(self, msg: list) -> bool:
        topic = bytes(msg[0])
        if topic.endswith(b"status") or len(msg) < 7:
            return False
        request = bytes(msg[4])
        if request != self._request:
            self._request, self._sent = request, 0
        before = self._sent
        self._sent += sum(len(frame) for frame in msg)
        if self._sent <= self.limit:
            return False
        if before <= self.limit:
            notice = self.session.msg(
                "stream", {"name": "stdout", "text": _NOTICE}, self.session.unpack(request)
            )
            super()._really_send([b"stream.stdout", *self.session.serialize(notice)])
        return True


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
