"""Clients that notice a warm kernel's readiness at once and do not drown in a hostile one's output.

The stock ``wait_for_ready`` ends by waiting until 0.2 s pass without a message: longer than a warm kernel takes
to start. These wait for the one message that is the last by the protocol: ``idle`` after ``kernel_info``.

The kernel itself cuts the output of a cell, but a cell may undo that; so the other side counts too.
"""

import time
from collections.abc import Callable
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel, ZMQSocketChannel
from jupyter_client.utils import ensure_async, run_sync
from traitlets import Type

_MB = 1024 * 1024
_LINGER_MS = 10_000


class _Counted:
    """A channel that calls for help when more arrives than was allowed for the present cell."""

    allowed = float("inf")
    flooded: Callable[[], None]

    def _decode(self, frames: list[bytes]) -> dict[str, Any]:
        self.allowed -= sum(map(len, frames))
        if self.allowed < 0:
            self.flooded()
        return self.session.deserialize(self.session.feed_identities(frames)[1])


class _CountedChannel(_Counted, ZMQSocketChannel):
    def _recv(self, **kwargs: Any) -> dict[str, Any]:
        return self._decode(self.socket.recv_multipart(**kwargs))


class _AsyncCountedChannel(_Counted, AsyncZMQSocketChannel):
    async def _recv(self, **kwargs: Any) -> dict[str, Any]:
        return self._decode(await self.socket.recv_multipart(**kwargs))


class _AsyncShellChannel(AsyncZMQSocketChannel):
    def send(self, msg: dict[str, Any]) -> None:
        """Send, then look again: sending may swallow the wake-up of a reply that is being waited for.

        A cell with an Output widget has the client answer it while it waits for the cell's reply.
        """
        super().send(msg)
        self.socket.get(zmq.EVENTS)

    def close(self) -> None:
        """Close it, but deliver what was sent: the stock channel drops what is still under way.

        After a last cell that shows something in an Output widget that would be the widget's content: nbclient tells
        it to the kernel and leaves, and the page that asks the kernel would find the widget empty.
        """
        if self.socket is not None:
            self.socket.close(linger=_LINGER_MS)
            self.socket = None

    stop = close


class _Warm:
    def connect_iopub(self, identity: bytes | None = None) -> zmq.Socket:
        """Connect, refusing single messages beyond the bound before they take our memory."""
        self.context.setsockopt(zmq.MAXMSGSIZE, self._bound())
        try:
            return super().connect_iopub(identity)
        finally:
            self.context.sockopts.pop(zmq.MAXMSGSIZE)

    def _bound(self) -> int:
        return 2 * self.parent.provisioner.output_mb * _MB + _MB

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        """Send a cell; from here on its output counts."""
        self.iopub_channel.allowed = self._bound()
        self.iopub_channel.flooded = lambda: self.parent.provisioner.end("output")
        return super().execute(*args, **kwargs)

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        deadline = time.monotonic() + (timeout if timeout is not None else float("inf"))
        while not await self._answered():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answered(self) -> bool:
        """Ask for kernel_info; tell whether the reply and everything published for it arrived."""
        asked = self.kernel_info()
        try:
            reply = await ensure_async(self.shell_channel.get_msg(timeout=1))
            while True:  # an unsubscribed client hears nothing: then ask again
                message = await ensure_async(self.iopub_channel.get_msg(timeout=0.2))
                if (
                    message["parent_header"].get("msg_id") == asked
                    and message["content"].get("execution_state") == "idle"
                ):
                    self._handle_kernel_info_reply(reply)
                    return True
        except Empty:
            return False


class AsyncWarmClient(_Warm, AsyncKernelClient):
    """The asynchronous client nbclient, nbgrader and Voilà use."""

    shell_channel_class = Type(_AsyncShellChannel)
    iopub_channel_class = Type(_AsyncCountedChannel)
    wait_for_ready = _Warm._async_wait_for_ready


class BlockingWarmClient(_Warm, BlockingKernelClient):
    """The blocking client."""

    iopub_channel_class = Type(_CountedChannel)
    wait_for_ready = run_sync(_Warm._async_wait_for_ready)
