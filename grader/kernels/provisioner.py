"""The door by which any Jupyter program gets a warm, sandboxed kernel: a kernel provisioner."""

import asyncio
import contextlib
import json
import os
import secrets
import signal
import socket
import struct
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets import Bool, Int, default

from curriculum.errors import DsiError
from grader.kernels import watch, zygote
from grader.kernels.limits import Limits

# In the order of grader.kernels.app.CHANNELS, which this side must not import: it loads IPython.
_CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
_CLIENTS = {
    "jupyter_client.asynchronous.AsyncKernelClient": "grader.kernels.client.AsyncWarmClient",
    "jupyter_client.blocking.BlockingKernelClient": "grader.kernels.client.BlockingWarmClient",
}
# What a Voilà app may know of its request. Nothing else of the caller's environment goes in.
_PASSED = {"QUERY_STRING", "SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL"}
_PASSED_PREFIXES = ("VOILA_", "DSI_APP_")
_START_SECONDS = 120

REASONS = {
    "memory": "메모리를 너무 많이 써서 실행을 멈췄습니다.",
    "processes": "프로세스를 너무 많이 만들어 실행을 멈췄습니다.",
    "output": "출력을 너무 많이 해서 실행을 멈췄습니다.",
    "cpu": "허용한 시간보다 오래 계산하여 실행을 멈췄습니다.",
}


class SandboxProvisioner(KernelProvisionerBase):
    """Get kernels from the zygote and see them to their end.

    The traits are configurable (``c.SandboxProvisioner.memory_mb = 4096``) and may stand in a kernelspec.
    """

    memory_mb = Int(Limits.memory_mb, help="Memory of one kernel beyond the course's packages.").tag(
        config=True
    )
    cpu_seconds = Int(Limits.cpu_seconds, help="Processor time of one kernel; 0 for no bound.").tag(
        config=True
    )
    processes = Int(Limits.processes, help="Processes and threads of one kernel.").tag(config=True)
    disk_mb = Int(Limits.disk_mb, help="Size of the scratch folder.").tag(config=True)
    output_mb = Int(Limits.output_mb, help="Output of one cell.").tag(config=True)
    sandboxed = Bool(help="False runs without any protection; also by DSI_NO_SANDBOX=1.").tag(config=True)

    pid: int | None = None
    reason = ""
    _why: str | None = None
    _connection: socket.socket | None = None
    _status: int | None = None
    _place = ""

    @default("sandboxed")
    def _sandboxed_default(self) -> bool:
        return os.environ.get("DSI_NO_SANDBOX") != "1"

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel, living or not yet seen to its end."""
        return self._connection is not None

    def limits(self) -> dict[str, int]:
        """The fields of :class:`Limits`, as configured."""
        return {name: getattr(self, name) for name in Limits.__dataclass_fields__}

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the kernel's sockets will be; a restarted kernel keeps its place."""
        manager: KernelManager = self.parent
        kwargs.pop("extra_arguments", None)
        if not self._place:
            self._place = str(zygote.home() / secrets.token_hex(6))
            manager.transport, manager.ip = "ipc", self._place
            for number, channel in enumerate(_CHANNELS, 1):
                setattr(manager, f"{channel}_port", number)
        manager.client_class = _CLIENTS.get(manager.client_class, manager.client_class)
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=list(self.kernel_spec.argv), **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        """Send the request; a second time when the zygote vanished before it answered.

        Parameters
        ----------
        cmd
            Not used: the kernel is forked.
        kwargs
            As Jupyter knows them, and either of two: ``branches``, the path where the kernel, once it :meth:`rests
            <rest>`, is to listen for those who want a fork of it; ``trunk``, such a path, to have a fork of that kernel.
        """
        answer = await self._ask(kwargs) or await self._ask(kwargs)
        if answer is None or "failed" in answer:
            self._hang_up()
            said = answer["failed"] if answer else zygote.log(self.sandboxed)
            raise DsiError(refusal(said, kwargs.get("cwd"), self.disk_mb))
        self.reason, self._status = "", None
        return self.connection_info

    async def _ask(self, kwargs: dict[str, Any]) -> dict | None:
        self._hang_up()
        trunk, branches = kwargs.get("trunk"), kwargs.get("branches")
        try:
            self._connection = connection = zygote.dial(trunk) if trunk else zygote.connect(self.sandboxed)
        except OSError:  # the kernel to be forked is gone
            return None
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        connection.setblocking(False)
        sockets = [self._listen(f"{self._place}-{number}") for number in range(1, 6)]
        if branches:
            sockets.append(self._listen(branches, socket.SOCK_SEQPACKET))
        files = [each.fileno() for each in sockets]
        folder = kwargs.get("cwd")
        if folder and Path(folder).is_dir():
            files.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
        request = {
            "kind": "app" if branches else "",
            "key": _text(self.connection_info["key"]),
            "files": len(files) > len(sockets),
            "env": self._environment(kwargs.get("env") or {}),
            "limits": self.limits(),
        }
        try:
            socket.send_fds(connection, [json.dumps(request).encode()], files)
            await asyncio.wait_for(_readable(connection), _START_SECONDS)
            data, ancillary, _, _ = connection.recvmsg(65536, socket.CMSG_SPACE(12))
        except OSError:
            return None
        finally:
            for each in sockets:
                each.close()
            for descriptor in files[len(sockets) :]:
                os.close(descriptor)
        if not data:
            return None
        # The system translates the sender's process id for us; the kernel itself only knows the one inside.
        self.pid = next((struct.unpack("3i", value[:12])[0] for _, _, value in ancillary), None)
        return json.loads(data)

    @staticmethod
    def _listen(path: str, kind: socket.SocketKind = socket.SOCK_STREAM) -> socket.socket:
        """Listen before the kernel exists, so that no client ever has to try again."""
        Path(path).parent.mkdir(mode=0o700, exist_ok=True)
        Path(path).unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, kind)
        listener.setblocking(kind is not socket.SOCK_STREAM)
        listener.bind(path)
        listener.listen(64)
        return listener

    def _environment(self, given: dict[str, str]) -> dict[str, str]:
        wanted = _PASSED | set(self.kernel_spec.env)
        return {
            name: value
            for name, value in given.items()
            if name in wanted or name.startswith(_PASSED_PREFIXES)
        }

    async def poll(self) -> int | None:
        """Return None while the kernel lives, else its exit code."""
        if self._connection is not None and self._status is None:
            try:
                message = self._connection.recv(4096)
            except BlockingIOError:
                return None
            except OSError:
                message = b""
            # No message: the zygote is dead, and the kernel with it.
            ended = json.loads(message) if message else {"ended": -signal.SIGKILL, "reason": ""}
            if "ended" not in ended:  # the answer to a look: all is well
                self._why = ended.get("why")
                return None
            self._status, self.reason = ended["ended"], self.reason or ended["reason"]
            if self.reason:
                self.log.warning(REASONS[self.reason])
        return self._status if self._connection is not None else 0

    async def look(self, closely: bool = False) -> None:
        """Have the kernel ended if it takes too much now, and not only when the zygote next looks of itself.

        Parameters
        ----------
        closely
            Also if it takes half of what it may.
        """
        if self._connection is None or self._status is not None:
            return
        try:
            self._connection.send(watch.LOOK_CLOSELY if closely else watch.LOOK)
            await asyncio.wait_for(_readable(self._connection), _START_SECONDS)
        except OSError:
            return
        await self.poll()

    async def rest(self) -> str:
        """Have a kernel that was started with ``branches`` run no more cells and be forked instead.

        Returns
        -------
        str
            What stands against it (the kernel ends then), or nothing.
        """
        client = self.parent.client()
        client.start_channels(shell=False, iopub=False, stdin=False, hb=False)
        client.shutdown()
        try:
            while await self.poll() is None and self._why is None:
                await asyncio.wait_for(_readable(self._connection), _START_SECONDS)
        finally:
            client.stop_channels()
        return "end" if self._why is None else self._why

    def allow(self, times: int) -> None:
        """Let the kernel and its forks together take so many times what one may."""
        with contextlib.suppress(OSError):
            self._connection.send(watch.TIMES + str(times).encode())

    async def wait(self) -> int | None:
        """Wait for the kernel's end."""
        while await self.poll() is None:
            await _readable(self._connection)
        self._hang_up()
        return self._status

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def end(self, reason: str) -> None:
        """End the kernel for a reason: one of :data:`REASONS`."""
        self.reason = reason
        self._send(signal.SIGKILL)

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel."""
        self._send(signum)

    def _send(self, signum: int) -> None:
        if signum and self._connection is not None:
            try:
                self._connection.send(str(int(signum)).encode())
            except OSError as error:
                self.log.debug("kernel %s is gone: %s", self.kernel_id, error)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002
        """End the kernel and every process it started."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """End the kernel; it has nothing to save."""
        await self.kill(restart)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """End the kernel at once instead of waiting for it to close its affairs."""
        await self.kill(restart)
        while self._connection is not None and await self.poll() is None:
            await _readable(self._connection)

    async def cleanup(self, restart: bool = False) -> None:
        """Leave nothing behind."""
        self._hang_up()
        if not restart and self._place:
            for number in range(1, 6):
                Path(f"{self._place}-{number}").unlink(missing_ok=True)

    async def get_provisioner_info(self) -> dict[str, Any]:
        """Add the kernel's process id, as seen from here."""
        return {**await super().get_provisioner_info(), "pid": self.pid}


def refusal(said: str, folder: str | None, disk_mb: int) -> str:
    """Say in Korean why there is no kernel."""
    if said.startswith("FilesError"):
        return (
            f"노트북과 같은 폴더의 파일을 실행할 곳으로 옮기지 못했습니다: {folder} ({said}). "
            f"파일을 모두 {disk_mb}MB보다 작게 줄이고, 폴더를 너무 깊게 만들지 마세요."
        )
    return f"커널을 시작하지 못했습니다. `dsi doctor`로 이 컴퓨터를 점검하세요. ({said})"


def _text(key: bytes | str) -> str:
    return key.decode() if isinstance(key, bytes) else key


async def _readable(connection: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    loop.add_reader(connection, lambda: ready.done() or ready.set_result(None))
    try:
        await ready
    finally:
        loop.remove_reader(connection)
