"""Clients that notice a warm kernel's readiness at once.

The stock ``wait_for_ready`` ends by waiting until 0.2 s pass without a message: longer than a warm kernel takes
to start. These wait for the one message that is the last by the protocol: ``idle`` after ``kernel_info``.
"""

import time
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.utils import ensure_async, run_sync


class _Ready:
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


class AsyncWarmClient(_Ready, AsyncKernelClient):
    """The asynchronous client nbclient, nbgrader and Voilà use."""

    wait_for_ready = _Ready._async_wait_for_ready


class BlockingWarmClient(_Ready, BlockingKernelClient):
    """The blocking client."""

    wait_for_ready = run_sync(_Ready._async_wait_for_ready)
