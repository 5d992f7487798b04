"""What runs beside the hub: its ports, its services, and who may use each."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from classroom.center import Center
from classroom.hub.accounts import SERVICE, service_home
from classroom.people import Role, group

BASE_URL = "/class/"
IDLE_SECONDS = 3600


@dataclass(frozen=True)
class Ports:
    """Where everything listens: the proxy as ``listen`` says, the rest behind it on 127.0.0.1, in a row."""

    host: str
    public: int
    cohorts: tuple[str, ...]

    @property
    def hub(self) -> int:
        """The hub itself."""
        return self.public + 1

    @property
    def proxy(self) -> int:
        """Where the hub tells the proxy what to do."""
        return self.public + 2

    @property
    def gallery(self) -> int:
        """The gallery."""
        return self.public + 3

    @property
    def desk(self) -> int:
        """The desk."""
        return self.public + 4

    def formgrader(self, cohort: str) -> int:
        """A cohort's formgrader."""
        return self.public + 5 + self.cohorts.index(cohort)

    def all(self) -> dict[str, int]:
        """Every port by what it is for."""
        return {
            "대표 주소": self.public, "허브": self.hub, "프록시 관리": self.proxy, "갤러리": self.gallery, "강사실": self.desk,
            **{f"{each} 반 채점 화면": self.formgrader(each) for each in self.cohorts},
        }  # fmt: skip


def ports(center: Center) -> Ports:
    """The ports of a center."""
    host, _, port = center.listen.rpartition(":")
    return Ports(host.strip("[]"), int(port), tuple(each.id for each in center.cohorts))


def ends_with_parent(*command: str) -> list[str]:
    """A command that ends when its parent does, however that ends."""
    return ["setpriv", "--pdeathsig", "TERM", "--", *command]


def _python(*words: str) -> list[str]:
    return ends_with_parent(sys.executable, "-m", *words)


def services(center: Center) -> list[dict[str, Any]]:
    """The services, as ``c.JupyterHub.services`` wants them."""
    where, folder = ports(center), str(center.folder)
    found = [
        {
            "name": "gallery",
            "command": _python("classroom.hub.gallery", folder, str(where.gallery)),
            "oauth_redirect_uri": "/oauth_callback",
            "display": False,
        },
        {
            "name": "idle-culler",
            "command": _python("jupyterhub_idle_culler", f"--timeout={IDLE_SECONDS}"),
            "display": False,
        },
        {
            "name": "desk",
            "url": f"http://127.0.0.1:{where.desk}",
            "command": _python("classroom.desk", folder),
            "info": {"title": "강사실"},
        },
    ]
    for each in center.cohorts:
        found.append(
            {
                "name": _formgrader(each.id),
                "url": f"http://127.0.0.1:{where.formgrader(each.id)}",
                "command": _python("classroom.hub.formgrader", str(center.cohort_folder(each.id))),
                "info": {"title": f"채점 화면: {each.id}"},
            }
        )
    for each in found:
        if each["name"] != "idle-culler":  # nobody logs in to that
            each["oauth_no_confirm"] = True
    return [{"user": SERVICE, "cwd": str(service_home(center))} | each for each in found]


def roles(center: Center) -> list[dict[str, Any]]:
    """Who may do what, as ``c.JupyterHub.load_roles`` wants it; what nobody is given, administrators alone may."""
    cohorts = [each.id for each in center.cohorts]
    instructors = [group(Role.INSTRUCTOR, each) for each in cohorts]
    trainees = [group(Role.TRAINEE, each) for each in cohorts]
    officers = [name for name in center.groups() if name.startswith(Role.OFFICER)]
    desk = "access:services!service=desk"
    return [
        # A server's own token reaches the desk and that server, nothing else of its owner's.
        {"name": "server", "scopes": ["users:activity!user", "access:servers!server", desk]},
        {"name": "idle-culler", "services": ["idle-culler"],
         "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"]},
        {"name": "desk-visitor", "groups": instructors + trainees, "scopes": [desk]},
        {"name": "gallery-reviewer", "groups": instructors + officers, "scopes": ["access:services!service=gallery"]},
        *(
            {"name": f"grader-{each}", "groups": [group(Role.INSTRUCTOR, each)],
             "scopes": [f"access:services!service={_formgrader(each)}"]}
            for each in cohorts
        ),
    ]  # fmt: skip


def _formgrader(cohort: str) -> str:
    return f"formgrader-{cohort}"
