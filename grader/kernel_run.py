"""One warm kernel and the cells sent to it, one at a time, whatever they do to it."""

import time
from dataclasses import dataclass, field
from typing import Any, Self

from nbformat import NotebookNode
from nbformat.v4 import output_from_msg
from traitlets.config import Config

from grader.kernels.link import Link, Trunk
from grader.kernels.watch import waited_seconds

_KEPT = 1_000_000  # characters of text kept of one cell; the rest would only fill disks
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
    trunk : Trunk, optional
        A kernel to be forked instead of the zygote.
    """

    def __init__(
        self, folder: str | None, config: Config, grace: float, trunk: Trunk | None = None
    ) -> None:
        self._grace = grace
        self._link = Link(config, folder, trunk)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the kernel and everything it started."""
        self._link.close()

    def run(self, code: str, timeout: float, silent: bool = False) -> Ran:
        """Run one cell to its end, or interrupt it after `timeout` seconds.

        Seconds in which the kernel waits for a processor do not count, so that a busy machine changes no score.

        Raises
        ------
        KernelDeath
            If the kernel did not survive it.
        """
        clock = _Clock(self._link.pid)
        sent = self._link.send(code=code, silent=silent)
        ran, collect = Ran({}), _Outputs()
        limit, interrupted, idle = timeout, 0, False
        while not (ran.reply and idle):
            for message in self._messages():
                if message["parent_header"].get("msg_id") != sent:
                    continue
                content = message["content"]
                if message["channel"] == "shell":
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
            self._link.interrupt()
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
        self._link.look(closely=exhausted or ran.timed_out)
        if self._link.status is not None:
            raise KernelDeath(self._cause())

    def _messages(self) -> list[dict[str, Any]]:
        found = self._link.receive(_LOOK_SECONDS)
        if not found and self._link.status is not None:
            raise KernelDeath(self._cause())
        return found

    def _cause(self) -> str:
        if self._link.reason:
            return self._link.reason
        # From inside, no code can send its kernel SIGKILL: whoever did was not the cell.
        return "lost" if self._link.status == -9 else "exit"


class TrunkKernel(Kernel):
    """A kernel that runs the cells all submissions share, and is then forked for each of them.

    Parameters
    ----------
    folder, config, grace
        As for :class:`Kernel`.
    """

    def __init__(self, folder: str | None, config: Config, grace: float) -> None:
        self._grace = grace
        self.trunk = self._link = Trunk(config, folder)

    def rest(self) -> str:
        """Run no more cells, and be ready to be forked; returns what stands against it, or nothing."""
        asked, deadline = self._link.send(branches=True), time.monotonic() + _IDLE_SECONDS
        while time.monotonic() < deadline:
            for message in self._messages():
                if message["parent_header"].get("msg_id") == asked:
                    return str(message["content"].get("why"))
        return "late"


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
