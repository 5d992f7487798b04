"""Apps that have run already and wait for a visitor.

Most of what a visitor waits for is the app's own computing, which is the same for everybody until a widget is moved. So
when an app was opened, and nobody else needs the machine, the same app is run once more in a kernel of its own; the next
visitor gets that kernel and its page at once. A spare never keeps anybody from a seat: it ends when its seat is needed.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

from traitlets import Int

from gallery.seats import LiveKernels

_RENDER_SECONDS = 180


class ReadyKernels(LiveKernels):
    """Kernels for visitors, and a few that are ready before they come."""

    spares = Int(2, help="Apps that wait ready at most.").tag(config=True)

    def __init__(self, **kwargs: object):
        super().__init__(**kwargs)
        self._ready: OrderedDict[Hashable, tuple[str, str]] = OrderedDict()
        self._making = ""
        self._started = asyncio.Event()

    def free_seats(self) -> int:
        """How many more visitors can come in now; spares make room."""
        return super().free_seats() + len(self._spare_kernels()) + (self._making in self._tickets)

    async def start_kernel(self, **kwargs: object) -> str:
        """Start a kernel; for a visitor's, end a spare when there is no room for both."""
        ticket = self.ticket_at_hand()
        if ticket == self._making:
            try:
                kernel_id = await super().start_kernel(**kwargs)
                self._lives[kernel_id].spare = True
                return kernel_id
            finally:
                self._started.set()
        await self._make_room()
        return await super().start_kernel(**kwargs)

    async def take_spare(self, key: Hashable, ticket: str) -> str | None:
        """The page of an app that is ready; its kernel becomes the ticket's."""
        kernel_id, page = self._ready.pop(key, ("", ""))
        if kernel_id not in self or not await self.is_alive(kernel_id):
            return None
        life = self._lives[kernel_id]
        life.spare, life.ticket, life.began = False, ticket, time.monotonic()
        self._tickets.pop(ticket, None)
        return page

    async def make_spare(self, key: Hashable, render: Callable[[], Awaitable[str]]) -> None:
        """Make an app ready by rendering its page, unless it is ready or the machine has better things to do."""
        if not self.spares or self._making or key in self._ready or not self._idle():
            return
        self._making = ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = float("inf")
        self._started.clear()
        self.hold(ticket)
        page = None
        try:
            page = await asyncio.wait_for(render(), _RENDER_SECONDS)
        except Exception as error:  # noqa: BLE001 - the next visitor waits a little longer, that is all
            self.log.warning("no app was made ready: %r", error)
        finally:
            self._tickets.pop(ticket, None)
            self._making = ""
            self._started.set()
        kernel_id = next((each for each, life in self._lives.items() if life.ticket == ticket), None)
        if kernel_id in self and page and await self.is_alive(kernel_id):
            self._ready[key] = (kernel_id, page)
            while len(self._ready) > self.spares:
                await self._end(next(iter(self._ready.values()))[0])
        elif kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    def remove_kernel(self, kernel_id: str) -> object:
        """Forget a kernel that has ended, ready or not."""
        self._ready = OrderedDict((key, each) for key, each in self._ready.items() if each[0] != kernel_id)
        return super().remove_kernel(kernel_id)

    def _idle(self) -> bool:
        """Whether no page is being made and a seat would stay free."""
        busy = any(until == float("inf") for until in self._tickets.values())
        making = any(life.ticket and not life.spare for life in self._lives.values())
        return not busy and not making and len(self.list_kernel_ids()) + len(self._tickets) < self.seats - 1

    def _spare_kernels(self) -> list[str]:
        return [each for each in self.list_kernel_ids() if each in self._lives and self._lives[each].spare]

    async def _make_room(self) -> None:
        in_use = sum(until == float("inf") for until in self._tickets.values())
        while len(self.list_kernel_ids()) + in_use > self.seats:
            if self._making:
                await self._started.wait()
            spares = self._spare_kernels()
            if not spares:
                return
            await self._end(spares[0])
            in_use = sum(until == float("inf") for until in self._tickets.values())

    async def _end(self, kernel_id: str) -> None:
        self._lives[kernel_id].spare = False  # nobody else is to end it, too
        self._ready = OrderedDict((key, each) for key, each in self._ready.items() if each[0] != kernel_id)
        await self.shutdown_kernel(kernel_id, now=True)
