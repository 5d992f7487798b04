"""One warm kernel and the cells sent to it, one at a time, whatever they do to it."""

import contextlib
import time
from dataclasses import dataclass, field
from typing import Any, Self

import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.utils import run_sync
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg
from traitlets.config import Config

from grader import kernels
from grader.kernels.watch import waited_seconds

_KEPT = 1_000_000  # characters of text kept of one cell; the rest would only fill disks
_START_SECONDS = 120
_LOOK_SECONDS = 0.2
_BUSY = 5  # times its limit a cell may take on the clock while others have the processor
_IDLE_SECONDS = 60  # for the outputs of a cell that has ended
# How a cell ends that has taken all there is; what it took may still be taken.
_EXHAUSTED = {"MemoryError", "_ArrayMemoryError", "ArrowMemoryError"}
_EXHAUSTED |= {"OSError", "BlockingIOError"}
_NO_THREAD = "can't start new thread"


class KernelDeath(Exception):
    """The kernel is gone.

    Attributes
    ----------
    reason : str
        ``exit`` (the code ended it), ``deaf`` (it would not stop), ``lost`` (nobody knows: it may not be the
        cell's fault), or one of :data:`grader.kernels.provisioner.REASONS`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Ran:
    """What became of one cell."""

    reply: dict[str, Any]
    outputs: list[NotebookNode] = field(default_factory=list)
    count: int | None = None
    timed_out: bool = False
    seconds: float = 0  # of its own: without those it waited for a processor
    idles: int = 0  # how often the kernel said it was done; more than once, and it was not the kernel

    @property
    def failed(self) -> bool:
        """Whether the cell did not come to its end."""
        return self.timed_out or self.reply.get("status") != "ok"


class Kernel:
    """A kernel for one submission; use it in a ``with`` block.

    Parameters
    ----------
    folder : str
        Where the submission's extra files are copied from.
    config : Config
        Holds the ``SandboxProvisioner`` limits.
    grace : float
        Seconds an interrupted cell has to stop.
    """

    def __init__(self, folder: str | None, config: Config, grace: float) -> None:
        self._grace = grace
        self._manager = KernelManager(kernel_name=kernels.KERNEL_NAME, config=config)
        self._manager.start_kernel(**({"cwd": folder} if folder else {}))
        self._client = self._manager.client()
        try:
            self._client.start_channels(hb=False)  # whether it lives is asked of the zygote
            self._client.wait_for_ready(_START_SECONDS)
        except BaseException:
            self.close()
            raise
        self._poller = zmq.Poller()
        self._channels = {c.socket: c for c in (self._client.shell_channel, self._client.iopub_channel)}
        for socket in self._channels:
            self._poller.register(socket, zmq.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the kernel and everything it started."""
        self._client.stop_channels()
        provisioner = self._manager.provisioner
        if provisioner.has_process:  # the manager's own way waits a tenth of a second
            run_sync(provisioner.kill)()
            run_sync(provisioner.wait)()
        self._manager.cleanup_resources()

    def run(self, code: str, timeout: float, silent: bool = False) -> Ran:
        """Run one cell to its end, or interrupt it after `timeout` seconds.

        Seconds in which the kernel waits for a processor do not count, so that a busy machine changes no score.

        Raises
        ------
        KernelDeath
            If the kernel did not survive it.
        """
        clock = _Clock(self._manager.provisioner.pid)
        sent = self._client.execute(
            code, silent=silent, store_history=not silent, allow_stdin=False, stop_on_error=False
        )
        ran, collect = Ran({}), _Outputs()
        limit, interrupted, idle = timeout, 0, False
        while not (ran.reply and idle):
            for channel, message in self._messages():
                if message["parent_header"].get("msg_id") != sent:
                    continue
                content = message["content"]
                if channel is self._client.shell_channel:
                    ran.reply = content
                    limit = clock.seconds() + _IDLE_SECONDS  # only outputs and the word "idle" are missing
                elif message["msg_type"] == "status":
                    ran.idles += content["execution_state"] == "idle"
                    idle = ran.idles > 0
                elif message["msg_type"] == "execute_input":
                    ran.count = content["execution_count"]
                else:
                    collect.add(message)
            if not clock.passed(limit):
                continue
            if ran.reply:  # what it prints next would be taken for the next cell's
                raise KernelDeath("lost")
            if interrupted == 2:
                raise KernelDeath("deaf")
            interrupted += 1
            self._manager.interrupt_kernel()
            limit = clock.seconds() + self._grace
        ran.timed_out, ran.outputs, ran.seconds = interrupted > 0, collect.outputs, clock.seconds()
        return ran

    def look(self, ran: Ran) -> None:
        """Look at the kernel after a cell, so that no other cell pays for what this one left behind.

        Raises
        ------
        KernelDeath
            If the kernel takes too much now.
        """
        exhausted = ran.reply.get("ename") in _EXHAUSTED or ran.reply.get("evalue") == _NO_THREAD
        run_sync(self._manager.provisioner.look)(closely=exhausted or ran.timed_out)
        if not self._manager.is_alive():
            raise KernelDeath(self._cause())

    def _messages(self) -> list[tuple[Any, dict[str, Any]]]:
        ready = dict(self._poller.poll(_LOOK_SECONDS * 1000))
        if not ready and not self._manager.is_alive():
            raise KernelDeath(self._cause())
        found = []
        for socket in ready:
            channel = self._channels[socket]
            with contextlib.suppress(zmq.Again):
                for _ in range(100):
                    try:
                        found.append((channel, channel._recv(flags=zmq.NOBLOCK)))
                    except (
                        ValueError,
                        KeyError,
                        IndexError,
                        TypeError,
                    ):  # not signed, or not a message at all
                        continue
        return found

    def _cause(self) -> str:
        provisioner = self._manager.provisioner
        if provisioner.reason:
            return provisioner.reason
        # From inside, no code can send its kernel SIGKILL: whoever did was not the cell.
        return "lost" if run_sync(provisioner.poll)() == -9 else "exit"


class _Clock:
    """Time since it was made, without the time in which the process `pid` waited for a processor."""

    def __init__(self, pid: int | None) -> None:
        self._pid, self._start = pid, time.monotonic()
        self._waited = waited_seconds(pid) if pid else 0.0

    def seconds(self) -> float:
        """Seconds of its own; at least a part of those on the clock."""
        passed = time.monotonic() - self._start
        if passed < 1 or not self._pid:
            return passed
        return max(passed - max(0.0, waited_seconds(self._pid) - self._waited), passed / _BUSY)

    def passed(self, limit: float) -> bool:
        """Whether that many seconds of its own have passed; the system is asked only when it may be so."""
        return time.monotonic() - self._start >= limit and self.seconds() >= limit


class _Outputs:
    """The outputs of one cell as a notebook keeps them."""

    def __init__(self) -> None:
        self.outputs: list[NotebookNode] = []
        self._kept, self._clear = 0, False

    def add(self, message: dict[str, Any]) -> None:
        """Take in one message."""
        kind, content = message["msg_type"], message["content"]
        if kind == "clear_output":
            self._clear = bool(content.get("wait"))
            if not self._clear:
                self.outputs.clear()
            return
        try:
            output = output_from_msg(message)
        except (ValueError, KeyError):
            return
        if self._clear:
            self.outputs.clear()
            self._clear = False
        self._kept += len(str(content))
        if self._kept > _KEPT and kind != "error":
            return
        last = self.outputs[-1] if self.outputs else {}
        if kind == "stream" and last.get("output_type") == "stream" and last["name"] == output["name"]:
            last["text"] += output["text"]
        else:
            self.outputs.append(output)
