"""Work in a forked child that cannot stop its parent: it answers through a pipe, dies, or is put down."""

import contextlib
import os
import signal
import traceback
from collections.abc import Callable
from multiprocessing import Pipe
from typing import Any

Tell = Callable[[Any], None]


class ChildDied(Exception):
    """The child ended without an answer, ran out of time, or raised (the message says which)."""


class Child:
    """A forked process running ``work(tell)``; what it tells and returns comes back through :attr:`inbox`.

    Parameters
    ----------
    work : callable
        Called in the child with a function that sends the parent an intermediate message.
    group : bool
        Give the child a process group of its own, so that :meth:`kill` also ends what it forked.
    """

    def __init__(self, work: Callable[[Tell], Any], group: bool = False) -> None:
        self.inbox, outbox = Pipe(duplex=False)
        self.group = group
        self.pid = os.fork()
        if self.pid:
            outbox.close()
            return
        try:
            if group:
                os.setpgid(0, 0)
            self.inbox.close()
            try:
                answer = ("answer", work(lambda message: outbox.send(("told", message))))
            except BaseException:  # noqa: BLE001  # whatever it was, the parent must hear of it
                answer = ("raised", traceback.format_exc())
            outbox.send(answer)
        finally:
            os._exit(0)

    def receive(self) -> tuple[bool, Any]:
        """Take the next message: ``(False, told)`` or, when the child is through, ``(True, answer)``."""
        try:
            kind, value = self.inbox.recv()
        except EOFError:
            kind, value = "raised", f"프로세스가 갑자기 끝났습니다({_ending(self._reap())})."
        if kind == "told":
            return False, value
        self.kill()
        if kind == "raised":
            raise ChildDied(value)
        return True, value

    def answer(self, timeout: float) -> Any:
        """Wait for the answer; kill the child after `timeout` seconds without one."""
        try:
            if not self.inbox.poll(timeout):
                raise ChildDied(f"{timeout:.0f}초 안에 끝나지 않았습니다.")
            return self.receive()[1]
        finally:
            self.kill()

    def kill(self) -> None:
        """End the child, if it still runs, and let go of it."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                (os.killpg if self.group else os.kill)(self.pid, signal.SIGKILL)
            self._reap()
        self.inbox.close()

    def _reap(self) -> int:
        status = os.waitpid(self.pid, 0)[1] if self.pid else 0
        self.pid = 0
        return status


def _ending(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return signal.Signals(-code).name if code < 0 else f"종료 코드 {code}"
