"""A person's own Jupyter server, run by the person's own OS account."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner, set_user_setuid
from traitlets import Unicode

from classroom import center as centers
from classroom.hub import accounts


class AccountSpawner(LocalProcessSpawner):
    """A local process under the account ``dsi-<name>``, which is made before the first start."""

    center = Unicode(help="The center's folder.").tag(config=True)

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Name account and home; the shell is for terminals in the browser, the account itself has none."""
        account = accounts.account_of(self.user.name)
        home = str(centers.read(self.center).home(self.user.name))
        return env | {"USER": account, "LOGNAME": account, "HOME": home, "SHELL": "/bin/bash"}

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Become the person's account, and keep what it writes to itself."""
        become = set_user_setuid(accounts.account_of(name))

        def preexec() -> None:
            os.umask(0o077)
            become()

        return preexec

    async def poll(self) -> int | None:
        """Whether the server runs: after the machine was started anew, or the center restored, its number may be another's."""
        if self.proc is None and self.pid and not _belongs_to(self.pid, accounts.account_of(self.user.name)):
            self.clear_state()
        return await super().poll()

    async def start(self) -> tuple[str, int]:
        """Make account and home if they are not there, and start the server with its own log."""
        center = centers.read(self.center)
        accounts.ensure_person(center, self.user.name)
        log = center.hub / "logs" / f"{self.user.name}.log"
        with _log(log) as sink:
            # Never the hub's own: a server must not hold the terminal of whoever started the hub.
            self.popen_kwargs = {"stdin": subprocess.DEVNULL, "stdout": sink, "stderr": sink}
            return await super().start()


def _belongs_to(pid: int, account: str) -> bool:
    """Whether a process is there and is the account's."""
    entry = accounts.found(account)
    with suppress(FileNotFoundError, ProcessLookupError):
        return entry is not None and Path(f"/proc/{pid}").stat().st_uid == entry.pw_uid
    return False


def _log(path: Path):
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_NOFOLLOW, 0o600), "ab")  # noqa: PTH123
