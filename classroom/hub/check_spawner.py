"""Whether this machine has what ``spawner:`` in ``center.yaml`` needs, each with its remedy."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from urllib.parse import urlsplit

from classroom.center import Center
from classroom.hub import limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PACKAGES = {"systemd": ("systemdspawner", "jupyterhub-systemdspawner"), "docker": ("dockerspawner", "dockerspawner")}


def problems(center: Center) -> Iterator[str]:
    """What keeps people's servers from starting."""
    if center.spawner == "kubernetes":
        yield (
            "center.yaml의 spawner가 kubernetes입니다. 그 허브는 쿠버네티스의 차트가 켭니다(docs/hosting.md). "
            "이 컴퓨터에서 켜려면 spawner를 local이나 systemd로 고치세요."
        )
        return
    module, package = _PACKAGES.get(center.spawner, ("", ""))
    if module and not find_spec(module):
        yield f"spawner: {center.spawner}에 필요한 패키지가 없습니다({package}). `pip install 'dsi-kit[spawners]'`로 설치하세요."
    elif center.spawner == "systemd":
        yield from _systemd()
    elif center.spawner == "docker":
        yield from _docker(center)


def cautions(center: Center) -> Iterator[str]:
    """What people's servers do without."""
    if center.spawner == "local" and not limits.can_limit():
        yield (
            f"이 컴퓨터에서는 허브가 메모리 제한(memory: {center.memory})을 걸 수 없습니다(cgroup에 쓸 수 없음). "
            "한 사람이 컴퓨터의 메모리를 다 쓸 수 있습니다. 컨테이너 안이라면 컨테이너 밖에 설치하거나 spawner를 docker로 바꾸세요."
        )


def _systemd() -> Iterator[str]:
    try:
        done = subprocess.run(["systemctl", "show", "--property=Version"], capture_output=True, check=False)
    except FileNotFoundError:
        done = None
    if done is None or done.returncode:
        yield "이 컴퓨터는 systemd로 켜지지 않았습니다. center.yaml의 spawner를 local로 고치세요."


def _docker(center: Center) -> Iterator[str]:
    import docker
    from docker.errors import DockerException, ImageNotFound

    if urlsplit(center.address).hostname in LOOPBACK:
        yield (
            f"center.yaml의 address({center.address})는 컨테이너 안에서 닿지 않습니다. "
            "컨테이너도 사람들도 쓸 수 있는 주소(https 권장)를 적으세요."
        )
    try:
        docker.from_env().images.get(center.image)
    except ImageNotFound:
        yield (
            f"도커에 '{center.image}' 이미지가 없습니다. 키트 폴더에서 "
            f"`docker build -f deploy/Dockerfile --target user -t {center.image} .`로 만들거나 `docker pull {center.image}`로 받으세요."
        )
    except DockerException:
        yield "도커에 연결할 수 없습니다. 도커를 설치하고 `systemctl start docker`로 켜세요."
