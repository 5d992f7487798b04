"""The grader's end of a straight kernel: ask for one, talk to it, see it to its end."""

import json
import os
import secrets
import selectors
import signal
import socket
import struct
import time
from pathlib import Path
from typing import Any

from traitlets.config import Config

from curriculum.errors import DsiError
from grader.kernels import watch, zygote
from grader.kernels.provisioner import SandboxProvisioner, refusal

_START_SECONDS = 120
_MB = 1024 * 1024
_HEAD = struct.Struct(">c3I")
_CHANNELS = {b"s": "shell", b"i": "iopub"}


class Link:
    """One kernel that serves the grader alone.

    Parameters
    ----------
    config : Config
        Holds the ``SandboxProvisioner`` limits.
    folder : str, optional
        Where the submission's extra files are copied from.
    trunk : Trunk, optional
        The kernel to be forked; without it the kernel is the zygote's.

    Attributes
    ----------
    pid : int or None
        The kernel's process id, as seen from here.
    reason : str
        Why it was ended: one of :data:`grader.kernels.provisioner.REASONS`, or nothing.
    status : int or None
        Its exit code; None while it lives.
    """

    kind = "cells"

    def __init__(self, config: Config, folder: str | None = None, trunk: "Trunk | None" = None) -> None:
        self.pid: int | None = None
        self.reason, self.status = "", None
        self._settings = SandboxProvisioner(config=config)
        self._bound = 2 * self._settings.output_mb * _MB + _MB
        self._allowed, self._buffer = self._bound, bytearray()
        self._answers: list[dict[str, Any]] = []  # of looks
        if not self._ask(folder, trunk) and (trunk or not self._ask(folder, trunk)):
            raise DsiError(refusal(zygote.log(self._settings.sandboxed), folder, self._settings.disk_mb))
        self._selector = selectors.DefaultSelector()
        for each in (self._line, self._control):
            each.setblocking(False)
            self._selector.register(each, selectors.EVENT_READ)

    def _ask(self, folder: str | None, trunk: "Trunk | None") -> bool:
        """Send the request; false when nobody answered."""
        sandboxed = self._settings.sandboxed
        try:
            self._control = trunk.connect() if trunk else zygote.connect(sandboxed)
        except OSError:
            return False
        self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._control.settimeout(_START_SECONDS)
        self._line, theirs = socket.socketpair()
        files = [theirs.fileno(), *self._own_files()]
        if folder and Path(folder).is_dir():
            files.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        limits = self._settings.limits()
        request = {"kind": self.kind, "files": bool(folder), "env": {}, "limits": limits}
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], files)
            data, ancillary, _, _ = self._control.recvmsg(65536, socket.CMSG_SPACE(12))
        except OSError:
            data, ancillary = b"", []
        finally:
            theirs.close()
            if folder and len(files) > 1:
                os.close(files[-1])
        answer = json.loads(data) if data else {}
        if "failed" in answer:
            self.close()
            raise DsiError(refusal(answer["failed"], folder, self._settings.disk_mb))
        if not answer:
            self.close()
            return False
        self.pid = next((struct.unpack("3i", value[:12])[0] for _, _, value in ancillary), None)
        return True

    def _own_files(self) -> list[int]:
        return []

    def send(self, **request: Any) -> str:
        """Send a request; returns its id."""
        self._allowed = self._bound
        request["id"] = secrets.token_hex(8)
        body = json.dumps(request).encode()
        data = len(body).to_bytes(4) + body
        self._line.setblocking(True)
        self._line.settimeout(_START_SECONDS)
        try:
            self._line.sendall(data)
        except OSError:  # it is gone, as the next look will show
            pass
        finally:
            self._line.setblocking(False)
        return request["id"]

    def receive(self, seconds: float) -> list[dict[str, Any]]:
        """The messages that have come, waiting for one; nothing when the kernel has ended or time is up."""
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self._line:
                self._read()
            else:
                self._hear()
        return list(self._messages())

    def _read(self) -> None:
        for _ in range(64):
            try:
                more = self._line.recv(_MB)
            except BlockingIOError:
                return
            except OSError:
                more = b""
            if not more:
                self._selector.unregister(self._line)
                return
            self._buffer += more
            self._allowed -= len(more)
            if self._allowed < 0:
                self.end("output")
                self._buffer.clear()
                return

    def _messages(self) -> Any:
        while len(self._buffer) >= _HEAD.size:
            channel, *sizes = _HEAD.unpack_from(self._buffer)
            if channel not in _CHANNELS or sum(sizes) > self._bound:
                self._buffer.clear()
                self.end("output")
                return
            end = _HEAD.size + sum(sizes)
            if len(self._buffer) < end:
                return
            place, parts = _HEAD.size, []
            for size in sizes:
                parts.append(bytes(self._buffer[place : place + size]))
                place += size
            del self._buffer[:end]
            try:
                header, parent, content = map(json.loads, parts)
                yield {
                    "channel": _CHANNELS[channel],
                    "header": header,
                    "msg_type": header.get("msg_type", ""),
                    "parent_header": parent,
                    "content": content,
                }
            except (ValueError, AttributeError, RecursionError):  # not a message at all
                continue

    def _hear(self) -> None:
        """Read what the zygote says about the kernel."""
        try:
            data = self._control.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        # No message: the zygote is dead, and the kernel with it.
        said = json.loads(data) if data else {"ended": -signal.SIGKILL, "reason": ""}
        if "ended" in said:
            self.status, self.reason = said["ended"], self.reason or said["reason"]
            self._selector.unregister(self._control)
        else:
            self._answers.append(said)

    def is_alive(self) -> bool:
        """Whether the kernel has not ended yet."""
        for key, _ in self._selector.select(0):
            if key.fileobj is self._control:
                self._hear()
        return self.status is None

    def look(self, closely: bool = False) -> None:
        """Have the kernel ended if it takes too much now; see :meth:`SandboxProvisioner.look`."""
        self._answers.clear()
        if self.status is not None:
            return
        try:
            self._control.send(watch.LOOK_CLOSELY if closely else watch.LOOK)
        except OSError:
            return
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers and self.status is None and time.monotonic() < deadline:
            for key, _ in self._selector.select(0.2):
                if key.fileobj is self._control:
                    self._hear()
                else:
                    self._read()

    def interrupt(self) -> None:
        """Interrupt the cell."""
        self._signal(signal.SIGINT)

    def end(self, reason: str = "") -> None:
        """End the kernel, for one of :data:`grader.kernels.provisioner.REASONS`."""
        self.reason = reason
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        try:
            self._control.send(str(int(number)).encode())
        except OSError:
            return

    def close(self) -> None:
        """Let go of the kernel; the zygote ends it, and everything it started."""
        self._control.close()
        self._line.close()


class Trunk(Link):
    """A kernel that runs the first cells of a notebook and is then forked for each submission."""

    kind = "trunk"

    def __init__(self, config: Config, folder: str | None = None) -> None:
        self._place = zygote.home() / f"trunk-{secrets.token_hex(6)}"
        super().__init__(config, folder)

    def _own_files(self) -> list[int]:
        self._place.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(str(self._place))
            listener.listen(256)
            self._listening = os.dup(listener.fileno())
        return [self._listening]

    def _ask(self, folder: str | None, trunk: "Trunk | None") -> bool:
        try:
            return super()._ask(folder, trunk)
        finally:
            os.close(self._listening)

    def connect(self) -> socket.socket:
        """Connect to it, once it is ready to be forked."""
        return zygote.dial(str(self._place))

    def close(self) -> None:
        """End it and all its branches."""
        super().close()
        self._place.unlink(missing_ok=True)
