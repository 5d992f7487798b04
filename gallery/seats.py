"""Kernels of live apps: never more than there are seats, and none that nobody looks at."""

from __future__ import annotations

import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass, field

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.ioloop import PeriodicCallback
from tornado.websocket import WebSocketHandler
from traitlets import Float, Int

_TIDY_SECONDS = 2
_ticket: ContextVar[str] = ContextVar("ticket", default="")


@dataclass
class _Life:
    """What is known of a kernel: when it began, who looks at it, since when it has been busy or alone."""

    ticket: str
    began: float = field(default_factory=time.monotonic)
    sockets: set[WebSocketHandler] = field(default_factory=set)
    alone_since: float = field(default_factory=time.monotonic)
    busy_since: float | None = None


class LiveKernels(AsyncMappingKernelManager):
    """Kernels for visitors.

    A visitor first takes a ticket, which holds a seat for a moment; only a ticket starts a kernel. So the
    number of kernels keeps to the seats however many ask at the same instant.
    """

    seats = Int(8, help="Kernels alive at once.").tag(config=True)
    ticket_seconds = Float(30, help="How long a ticket holds a seat before it is used.").tag(config=True)
    alone_seconds = Float(30, help="How long a kernel outlives its last viewer.").tag(config=True)
    busy_seconds = Float(120, help="The longest computation.").tag(config=True)
    life_seconds = Float(3600, help="The longest visit.").tag(config=True)

    def __init__(self, **kwargs: object):
        super().__init__(**kwargs)
        self._tickets: dict[str, float] = {}
        self._lives: dict[str, _Life] = {}
        self._tidying: PeriodicCallback | None = None

    def free_seats(self) -> int:
        """How many more visitors can come in now."""
        now = time.monotonic()
        self._tickets = {ticket: until for ticket, until in self._tickets.items() if until > now}
        return self.seats - len(self.list_kernel_ids()) - len(self._tickets)

    def take_ticket(self) -> str | None:
        """A ticket for one kernel, or None when every seat is taken."""
        if self.free_seats() <= 0:
            return None
        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = time.monotonic() + self.ticket_seconds
        return ticket

    def come_in(self, ticket: str) -> bool:
        """Use a ticket for the request at hand; False when it is unknown, used or out of time."""
        self.free_seats()
        if self._tickets.get(ticket, float("inf")) == float("inf"):
            return False
        self._tickets[ticket] = float("inf")  # the seat stays held until its kernel is there
        _ticket.set(ticket)
        return True

    def page_ended(self, ticket: str) -> None:
        """The page of a ticket has been sent, or could not be; its kernel now lives by its viewers."""
        self._tickets.pop(ticket, None)
        for life in self._lives.values():
            if life.ticket == ticket:
                life.ticket, life.alone_since = "", time.monotonic()

    async def start_kernel(self, **kwargs: object) -> str:
        """Start the kernel of the ticket at hand; the published notebook's folder stays out of its reach."""
        ticket = _ticket.get()
        if ticket not in self._tickets:
            raise RuntimeError("a kernel needs a ticket")
        kwargs.pop("path", None)
        if self._tidying is None:
            self._tidying = PeriodicCallback(self.tidy, 1000 * _TIDY_SECONDS)
            self._tidying.start()
        try:
            kernel_id = await super().start_kernel(**kwargs)
        finally:
            self._tickets.pop(ticket, None)
        self._lives[kernel_id] = _Life(ticket)
        return kernel_id

    def viewer_came(self, kernel_id: str, socket: WebSocketHandler) -> None:
        """A page is connected."""
        if life := self._lives.get(kernel_id):
            life.sockets.add(socket)

    def viewer_left(self, kernel_id: str, socket: WebSocketHandler) -> None:
        """A page is gone; it may come back within `alone_seconds`."""
        if life := self._lives.get(kernel_id):
            life.sockets.discard(socket)
            life.alone_since = time.monotonic()

    def remove_kernel(self, kernel_id: str) -> object:
        """Forget a kernel that has ended, and tell its page."""
        if life := self._lives.pop(kernel_id, None):
            for socket in list(life.sockets):
                socket.close(1001)
        return super().remove_kernel(kernel_id)

    async def tidy(self) -> None:
        """End every kernel that died, was left, computes without end or has been there too long."""
        for kernel_id, life in list(self._lives.items()):
            if kernel_id in self and await self._is_over(kernel_id, life) and kernel_id in self:
                await self.shutdown_kernel(kernel_id, now=True)

    async def _is_over(self, kernel_id: str, life: _Life) -> bool:
        now = time.monotonic()
        busy = self.get_kernel(kernel_id).execution_state == "busy"
        life.busy_since = (life.busy_since or now) if busy else None
        return (
            not await self.is_alive(kernel_id)
            or now - life.began > self.life_seconds
            or (not life.ticket and not life.sockets and now - life.alone_since > self.alone_seconds)
            or (life.busy_since is not None and now - life.busy_since > self.busy_seconds)
        )
