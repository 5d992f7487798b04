"""A person's own Jupyter server in a container, which sees of the center the person's folder and the common settings."""

from __future__ import annotations

from dockerspawner import DockerSpawner
from traitlets import Unicode

from classroom import center as centers
from classroom.hub import accounts


class ContainerSpawner(DockerSpawner):
    """A container that runs as the account ``dsi-<name>``, so that what it writes is that account's outside too."""

    center = Unicode(help="The center's folder.").tag(config=True)

    async def start(self) -> tuple[str, int]:
        """Make account and home if they are not there, and start the container."""
        entry = accounts.ensure_person(centers.read(self.center), self.user.name)
        self.extra_create_kwargs = {"user": f"{entry.pw_uid}:{entry.pw_gid}"}
        return await super().start()
