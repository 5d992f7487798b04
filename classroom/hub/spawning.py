"""How people's own servers are started: the part of the hub's configuration that ``spawner:`` decides."""

from __future__ import annotations

import sys
from typing import Any

from classroom.center import Center
from classroom.hub.accounts import SERVICE, account_of

SECONDS = 120
CORES = 2
PROCESSES = 1024
_CONTAINER_HOME = "/home/trainee"  # as deploy/Dockerfile has it
_CONTAINER_SETTINGS = "/srv/dsi-user"


def configure(c: Any, center: Center) -> None:
    """Put the spawner of a center and its limits on a traitlets configuration."""
    c.Spawner.default_url = "/dsi"
    c.Spawner.start_timeout = c.Spawner.http_timeout = SECONDS
    c.Spawner.mem_limit = center.memory_bytes
    _BY_NAME[center.spawner](c, center)


def _local(c: Any, center: Center) -> None:
    c.JupyterHub.spawner_class = "classroom.hub.spawner.AccountSpawner"
    c.AccountSpawner.center = str(center.folder)
    _on_this_machine(c, center)


def _systemd(c: Any, center: Center) -> None:
    c.JupyterHub.spawner_class = "classroom.hub.systemd_spawner.UnitSpawner"
    c.UnitSpawner.center = str(center.folder)
    c.UnitSpawner.username_template = account_of("{USERNAME}")
    c.UnitSpawner.unit_name_template = f"{SERVICE}-server-{{USERNAME}}"
    c.UnitSpawner.cpu_limit = CORES
    c.UnitSpawner.isolate_tmp = c.UnitSpawner.isolate_devices = c.UnitSpawner.disable_user_sudo = True
    c.UnitSpawner.default_shell = "/bin/bash"
    c.UnitSpawner.unit_extra_properties = {"UMask": "0077", "MemorySwapMax": "0", "TasksMax": str(PROCESSES)}
    _on_this_machine(c, center)


def _docker(c: Any, center: Center) -> None:
    c.JupyterHub.spawner_class = "classroom.hub.docker_spawner.ContainerSpawner"
    c.ContainerSpawner.center = str(center.folder)
    c.ContainerSpawner.image = center.image
    c.ContainerSpawner.cmd = ["jupyterhub-singleuser"]
    c.ContainerSpawner.remove = True
    c.ContainerSpawner.prefix = f"{SERVICE}-{center.id}"
    c.ContainerSpawner.cpu_limit = CORES
    c.ContainerSpawner.volumes = {str(center.home("{raw_username}")): _CONTAINER_HOME}
    c.ContainerSpawner.read_only_volumes = {str(center.hub / "user"): _CONTAINER_SETTINGS}
    c.ContainerSpawner.extra_host_config = {
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges"],
        "pids_limit": PROCESSES,
        "memswap_limit": center.memory_bytes,
    }
    # 127.0.0.1 in a container is the container: to the hub it goes as people do.
    c.Spawner.hub_connect_url = center.address
    c.Spawner.environment = _settings(_CONTAINER_SETTINGS) | {"HOME": _CONTAINER_HOME}


def _kubernetes(c: Any, center: Center) -> None:  # noqa: ARG001
    """What the chart does not decide (``deploy/kubernetes/hub_config.py``)."""
    c.Spawner.environment = _settings(_CONTAINER_SETTINGS)


def _on_this_machine(c: Any, center: Center) -> None:
    # The kit comes first: it leaves out what slows down every import of nbformat.
    c.Spawner.cmd = [sys.executable, "-c", "import curriculum; from jupyterhub.singleuser import main; main()"]
    c.Spawner.environment = _settings(str(center.hub / "user"))


def _settings(folder: str) -> dict[str, str]:
    return {"JUPYTER_CONFIG_PATH": folder, "JUPYTER_PATH": folder}


_BY_NAME = {"local": _local, "systemd": _systemd, "docker": _docker, "kubernetes": _kubernetes}
