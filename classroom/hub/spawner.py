"""A person's own Jupyter server, run by the person's own OS account."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner, set_user_setuid
from traitlets import Instance, Unicode

from classroom import center as centers
from classroom.hub import accounts, limits, processes

_NICE = 10


class AccountSpawner(LocalProcessSpawner):
    """A local process under the account ``dsi-<name>``, which is made before the first start."""

    center = Unicode(help="The center's folder.").tag(config=True)
    _ending = Instance(asyncio.Lock, ())  # a server that starts is not ended with the rest of the one before

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Name account and home; the shell is for terminals in the browser, the account itself has none."""
        account = accounts.account_of(self.user.name)
        home = str(centers.read(self.center).home(self.user.name))
        return env | {"USER": account, "LOGNAME": account, "HOME": home, "SHELL": "/bin/bash"}

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Come under the limit, become the person's account, and keep what it writes to itself."""
        account = accounts.account_of(name)
        become = set_user_setuid(account)
        joins = limits.group(account, self.mem_limit) if self.mem_limit and limits.can_limit() else None

        def preexec() -> None:
            if joins:
                handle = os.open(joins, os.O_WRONLY)
                os.write(handle, b"0")
                os.close(handle)
            _give_way()
            os.umask(0o077)
            become()

        return preexec

    async def poll(self) -> int | None:
        """Whether the server runs: after the machine was started anew, or the center restored, its number may be another's."""
        before = self.pid
        if self.proc is None and self.pid and not _belongs_to(self.pid, accounts.account_of(self.user.name)):
            self.clear_state()
        status = await super().poll()
        if before and not self.pid:
            async with self._ending:
                await self._end_rest()
        return status

    async def start(self) -> tuple[str, int]:
        """Make account and home if they are not there, and start the server with its own log and nothing beside it."""
        center = centers.read(self.center)
        accounts.ensure_person(center, self.user.name)
        log = center.hub / "logs" / f"{self.user.name}.log"
        async with self._ending:
            await self._end_rest()
            with _log(log) as sink:
                # Never the hub's own: a server must not hold the terminal of whoever started the hub.
                self.popen_kwargs = {"stdin": subprocess.DEVNULL, "stdout": sink, "stderr": sink}
                return await super().start()

    async def _end_rest(self) -> None:
        """End what a person has left in the background, now that the server is not there any more."""
        account = accounts.account_of(self.user.name)
        if entry := accounts.found(account):
            await asyncio.to_thread(processes.end_all, entry.pw_uid)
            limits.remove(account)


def _give_way() -> None:
    """Let the hub go first: while a class's servers start, nobody else could log in.

    Linux shares the processor among sessions, and each server is one: its own niceness counts inside it alone.
    """
    os.nice(_NICE)
    with suppress(OSError):  # a kernel without groups of sessions
        handle = os.open("/proc/self/autogroup", os.O_WRONLY)
        os.write(handle, str(_NICE).encode())
        os.close(handle)


def _belongs_to(pid: int, account: str) -> bool:
    """Whether a process is there and is the account's."""
    entry = accounts.found(account)
    return entry is not None and processes.is_running(Path(f"/proc/{pid}"), entry.pw_uid)


def _log(path: Path):
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_NOFOLLOW, 0o600), "ab")  # noqa: PTH123
