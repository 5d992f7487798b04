"""A person's own Jupyter server as a unit of systemd, which limits it and ends all of it together."""

from __future__ import annotations

from systemdspawner import SystemdSpawner
from traitlets import Unicode

from classroom import center as centers
from classroom.hub import accounts


class UnitSpawner(SystemdSpawner):
    """A transient unit under the account ``dsi-<name>``, which is made before the first start."""

    center = Unicode(help="The center's folder.").tag(config=True)

    async def start(self) -> tuple[str, int] | None:
        """Make account and home if they are not there, and start the unit."""
        accounts.ensure_person(centers.read(self.center), self.user.name)
        return await super().start()
