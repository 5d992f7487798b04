"""A kernel for the grader alone: the same shell, but one socket instead of five, and no thread.

Each cell comes in as one JSON request; what ipykernel would publish goes out on the same socket as it happens.
Having no thread, such a kernel can be forked in the middle of a notebook: see :meth:`StraightKernel.serve`.
"""

import asyncio
import json
import os
import signal
import socket
import struct
import sys
import tempfile
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream
from jupyter_client.session import DELIM
from tornado.ioloop import IOLoop

from grader.kernels.app import WarmKernelApp
from grader.kernels.cap import Cap

_SHELL, _IOPUB = b"s", b"i"
_HEAD = struct.Struct(">c3I")  # channel; sizes of header, parent header and content
_BUFFERED = 65536  # characters printed before they are sent on


class _Socket:
    """What the session takes for a socket: writes each message to the one real one."""

    def __init__(self, channel: bytes, line: "_Line") -> None:
        self._channel, self._line = channel, line

    def send_multipart(self, frames: list[bytes], *_: object, **__: object) -> None:
        self._line.send(self._channel, [bytes(frame) for frame in frames])


class _Line:
    """The socket to the grader, shared by all threads a cell may start; a forked process must not write to it."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def connect(self, descriptor: int) -> None:
        self._socket, self._owner = socket.socket(fileno=descriptor), os.getpid()
        self._lock = threading.Lock()

    def send(self, channel: bytes, frames: list[bytes]) -> None:
        header, parent, _, content = frames[frames.index(DELIM) + 2 :][:4]
        if os.getpid() != self._owner:
            if text := json.loads(content).get("text"):
                os.write(1, text.encode())
            return
        head = _HEAD.pack(channel, len(header), len(parent), len(content))
        with self._lock:
            self._socket.sendall(b"".join([head, header, parent, content]))

    def read(self) -> dict[str, Any] | None:
        """The next request; None when the grader is gone."""
        size = self._read(4)
        body = self._read(int.from_bytes(size)) if size else b""
        return json.loads(body) if body else None

    def _read(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            try:
                more = self._socket.recv(size - len(found))
            except OSError:
                return b""
            if not more:
                return b""
            found += more
        return found

    def close(self) -> None:
        self._socket.close()


class _Iopub(Cap, IOPubThread):
    """In the place of the thread that publishes: does it at once."""

    def __init__(self, line: _Line, session: Any) -> None:
        self.socket, self.session, self.thread, self.io_loop = _Socket(_IOPUB, line), session, None, None
        self.background_socket = BackgroundSocket(self)

    def schedule(self, f: Callable[[], Any]) -> None:
        f()

    def _really_send(self, msg: list, *args: object, **kwargs: object) -> None:  # noqa: ARG002
        for each in self.capped(msg):
            self.socket.send_multipart(each)


class _Stream(OutStream):
    """Standard output or error; sent when a cell ends, when something else is sent, or when it grows."""

    _waiting = 0

    def write(self, string: str) -> int | None:
        written = super().write(string)
        self._waiting += len(string)
        if self._waiting > _BUFFERED:
            self.flush()
        return written

    def flush(self) -> None:
        self._waiting = 0
        self._flush()

    def _schedule_flush(self) -> None:
        pass


class _Descriptors:
    """What is written to descriptors 1 and 2, by other programs above all, found when a cell ends."""

    def open(self) -> None:
        self._files = {}
        for number, name in ((1, "stdout"), (2, "stderr")):
            file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - lives as long as the kernel
            os.dup2(file.fileno(), number)
            self._files[name] = number
            file.close()

    def take(self, limit: int) -> None:
        for name, number in self._files.items():
            if size := os.fstat(number).st_size:
                text = os.pread(number, min(size, limit), 0).decode(errors="replace")
                os.ftruncate(number, 0)
                os.lseek(number, 0, os.SEEK_SET)
                getattr(sys, name).write(text)


class StraightKernel:
    """One kernel on one socket.

    Parameters
    ----------
    app : WarmKernelApp
        As :meth:`WarmKernelApp.prepare` left it.

    Attributes
    ----------
    drawn : tuple
        How far Python's random numbers had been drawn when it became ready to be forked.
    """

    drawn: tuple = ()

    def __init__(self, app: WarmKernelApp) -> None:
        self._line, self._out = _Line(), _Descriptors()
        session = app.session
        self._iopub = iopub = _Iopub(self._line, session)
        app.iopub_thread, app.iopub_socket = iopub, iopub.background_socket
        app.outstream_class, app.capture_fd_output = f"{__name__}._Stream", False
        app._ports = {}
        app.init_io()
        app.init_signal()
        self._replies = _Socket(_SHELL, self._line)
        self.kernel = app.kernel
        self.kernel.connect(
            session=session,
            iopub_thread=iopub,
            iopub_socket=iopub.background_socket,
            shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread()),
        )
        self.kernel._execute_sleep = 0.0
        app.displayhook.get_execution_count = lambda: self.kernel.execution_count

    def connect(self, descriptor: int, output_mb: int) -> None:
        """Take a socket to the grader, in the process that is to run the cells."""
        self._iopub.limit = output_mb * 1024 * 1024
        self._iopub._master_pid = sys.stdout._master_pid = sys.stderr._master_pid = os.getpid()
        self.kernel.session.pid = os.getpid()
        self._line.connect(descriptor)
        self._out.open()
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        signal.set_wakeup_fd(
            self._loop._csock.fileno(), warn_on_full_buffer=False
        )  # wakes a cell that awaits
        self.kernel.io_loop = self._loop.run_until_complete(_tornado_loop())

    def serve(self) -> dict[str, Any] | None:
        """Run cells as they come.

        Returns
        -------
        dict or None
            A request that is not a cell; None at the end.
        """
        while (request := self._line.read()) is not None:
            if "code" not in request:
                return request
            task = self._loop.create_task(self._run(request))
            while not task.done():
                try:
                    self._loop.run_until_complete(task)
                except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 - the grader judges by the reply
                    self.kernel.log.debug("%r", error)
        return None

    def tell(self, request: dict[str, Any], content: dict[str, Any]) -> None:
        """Answer a request that is not a cell."""
        parent = {"msg_id": request["id"]}
        self._line.send(
            _SHELL, [DELIM, b"", *(json.dumps(each).encode() for each in ({}, parent, {}, content))]
        )

    def is_quiet(self) -> bool:
        """Whether nothing of a cell is still going on in the event loop."""
        return not asyncio.all_tasks(self._loop)

    def leave(self) -> None:
        """Let go of the socket and the event loop."""
        self._line.close()
        signal.set_wakeup_fd(-1)
        self._loop.close()

    async def _run(self, request: dict[str, Any]) -> None:
        kernel = self.kernel
        content = {
            "code": request["code"],
            "silent": request["silent"],
            "store_history": not request["silent"],
        }
        message = kernel.session.msg(
            "execute_request", content | {"allow_stdin": False, "stop_on_error": False}
        )
        message["header"]["msg_id"] = message["msg_id"] = request["id"]
        kernel.set_parent([b"grader"], message, channel="shell")
        kernel._publish_status("busy", "shell")
        kernel.pre_handler_hook()
        try:
            await kernel.execute_request(self._replies, [b"grader"], message)
        finally:
            kernel.post_handler_hook()
            self._out.take(self._iopub.limit)
            sys.stdout.flush()
            sys.stderr.flush()
            kernel._publish_status("idle", "shell")


async def _tornado_loop() -> IOLoop:
    return IOLoop.current()
