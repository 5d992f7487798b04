"""Apps that have run once, ready to be forked for each visitor.

Most of what a visitor waits for is the app's own computing, which is the same for everybody until a widget is moved. So
an app is *opened* for a region: its notebook runs once in a kernel outside the visitors' seats, and its page is made
once. Each visitor's kernel is then a fork of that kernel and shares its memory until it computes something itself.

An app that cannot be forked (its notebook starts a thread, say) is left to the ordinary way: a kernel for each visitor.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jupyter_client.manager import AsyncKernelManager
from traitlets import Int

from curriculum.errors import DsiError
from gallery.seats import LiveKernels
from grader.kernels import zygote

_RENDER_SECONDS = 600


class App(NamedTuple):
    """One version of a project for one region. What it says of today is not said tomorrow, so the day belongs to it."""

    slug: str
    number: int
    place: str
    day: date


@dataclass
class _Opened:
    """An app that has run: the kernel to be forked, where it listens, its page, and the kernels forked from it."""

    kernel: AsyncKernelManager
    listens: str
    page: str
    page_kernel: str
    viewers: set[str] = field(default_factory=set)
    is_kept: bool = True

    def page_for(self, kernel_id: str) -> str:
        return self.page.replace(self.page_kernel, kernel_id)

    def allow_viewers(self) -> None:
        self.kernel.provisioner.allow(1 + len(self.viewers))


class OpenedKernels(LiveKernels):
    """Kernels for visitors, forked from apps that have run already where that can be."""

    opened = Int(4, help="Apps held open at most, besides those that somebody is looking at.").tag(config=True)

    def __init__(self, **kwargs: object):
        super().__init__(**kwargs)
        self.render: Callable[[App, str, AsyncKernelManager], Awaitable[str]] | None = None
        self._apps: OrderedDict[App, _Opened] = OrderedDict()  # the one used last at the end
        self._viewed: dict[str, _Opened] = {}
        self._wishes: OrderedDict[App, None] = OrderedDict()
        self._opening: tuple[App, asyncio.Task] | None = None
        self._unshared: OrderedDict[App, None] = OrderedDict()
        self._worker: asyncio.Task | None = None

    def wish(self, app: App) -> None:
        """Somebody may want to see an app soon: open it, after the one that is being opened now."""
        if not self.opened or app in self._apps or app in self._unshared or self._is_opening(app):
            return
        self._wishes[app] = None
        self._wishes.move_to_end(app)
        while len(self._wishes) > self.opened:
            self._wishes.popitem(last=False)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._open_wishes())

    async def visit(self, app: App, ticket: str) -> str | None:
        """Give a ticket a fork of an app that is open, and its page; nothing when there is none."""
        if self._is_opening(app):
            await asyncio.wait([self._opening[1]])
        opened = self._apps.get(app)
        if opened is None:
            return None
        self._apps.move_to_end(app)
        kernel_id = self.new_kernel_id()
        opened.viewers.add(kernel_id)
        opened.allow_viewers()
        self._viewed[kernel_id] = opened
        try:
            await self.start_kernel(
                kernel_id=kernel_id, trunk=opened.listens, env={"VOILA_KERNEL_ID": kernel_id}
            )
        except DsiError as error:
            self.log.warning("%s cannot be forked any more: %s", app, error)
            self._leave(kernel_id)
            if self._apps.get(app) is opened:
                del self._apps[app]
                await self._close(opened)
            self._tickets[ticket] = float("inf")  # it has not been used
            return None
        return opened.page_for(kernel_id)

    def remove_kernel(self, kernel_id: str) -> object:
        """Forget a kernel that has ended; the app it was forked from ends when it was only kept for it."""
        self._leave(kernel_id)
        return super().remove_kernel(kernel_id)

    async def shutdown_all(self, now: bool = False) -> None:
        """End everything."""
        if self._worker is not None:
            self._worker.cancel()
        for opened in {id(each): each for each in (*self._apps.values(), *self._viewed.values())}.values():
            await opened.kernel.shutdown_kernel(now=True)
        await super().shutdown_all(now=now)

    def _is_opening(self, app: App) -> bool:
        return self._opening is not None and self._opening[0] == app

    def _leave(self, kernel_id: str) -> None:
        opened = self._viewed.pop(kernel_id, None)
        if opened is not None:
            opened.viewers.discard(kernel_id)
            opened.allow_viewers()
            if not opened.is_kept:
                self._closing = asyncio.ensure_future(self._close(opened))

    async def _open_wishes(self) -> None:
        while self._wishes:
            app, _ = self._wishes.popitem()
            self._opening = app, asyncio.create_task(self._open(app))
            try:
                await asyncio.wait([self._opening[1]])
            finally:
                self._opening[1].cancel()
                self._opening = None

    async def _open(self, app: App) -> None:
        kernel = AsyncKernelManager(
            parent=self, kernel_name=self.default_kernel_name, kernel_spec_manager=self.kernel_spec_manager
        )
        opened = _Opened(kernel, str(zygote.home() / f"app-{secrets.token_hex(6)}"), "", self.new_kernel_id())
        why = "error"
        try:
            await kernel.start_kernel(branches=opened.listens, env={"QUERY_STRING": f"region={app.place}"})
            opened.page = await asyncio.wait_for(self.render(app, opened.page_kernel, kernel), _RENDER_SECONDS)
            why = await kernel.provisioner.rest()
        except Exception as error:  # noqa: BLE001 - visitors get a kernel of their own then
            self.log.warning("%s was not opened: %r", app, error)
        finally:
            if why and kernel.has_kernel:
                await kernel.shutdown_kernel(now=True)
        if why:
            self.log.warning("each visitor of %s gets a kernel of his own: %s", app, why)
            self._unshared[app] = None
            while len(self._unshared) > 1000:
                self._unshared.popitem(last=False)
            return
        self._apps[app] = opened
        while len(self._apps) > self.opened:
            await self._close(self._apps.popitem(last=False)[1])

    async def _close(self, opened: _Opened) -> None:
        """Let go of an app; while somebody looks at it, it stays."""
        opened.is_kept = False
        if not opened.viewers and opened.kernel.has_kernel:
            await opened.kernel.shutdown_kernel(now=True)
