"""The hub's configuration, made from ``center.yaml`` each time the hub starts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from classroom import center as centers
from classroom import databases
from classroom.hub import spawning
from classroom.hub.accounts import SERVICE
from classroom.hub.services import BASE_URL, ends_with_parent, ports, roles, services
from classroom.people import person

PASSWORD_LENGTH = 10
FAILED_LOGINS, FAILED_WAIT = 5, 300
REFRESH_SECONDS = 60  # how long a change of center.yaml or a roster takes at most


def configure(c: Any, folder: str | Path) -> None:
    """Put a center's settings on a traitlets configuration.

    Parameters
    ----------
    c : traitlets.config.Config
        What ``get_config()`` returns in ``jupyterhub_config.py``.
    folder : path
        The center's folder.
    """
    center = centers.read(folder)
    where = ports(center)

    c.JupyterHub.bind_url = f"http://{where.host}:{where.public}{BASE_URL}"
    c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{where.hub}"
    c.JupyterHub.public_url = center.address + BASE_URL
    c.JupyterHub.default_url = _first_page
    c.JupyterHub.db_url = databases.hub_url(center)
    c.JupyterHub.cookie_secret_file = str(center.hub / "cookie_secret")
    c.JupyterHub.template_paths = [str(Path(__file__).parent / "templates")]
    c.JupyterHub.cleanup_servers = False  # people go on working while the hub starts again
    c.JupyterHub.services = services(center)
    c.JupyterHub.load_roles = roles(center)
    c.JupyterHub.tornado_settings = {"cookie_options": {"secure": center.address.startswith("https:"), "samesite": "Lax"}}

    c.Proxy.extra_routes = {"/": f"http://127.0.0.1:{where.gallery}"}
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{where.proxy}"
    c.ConfigurableHTTPProxy.pid_file = str(center.hub / "proxy.pid")
    # The token between hub and proxy is new at every start and goes by the environment.
    c.ConfigurableHTTPProxy.command = [
        *("setpriv", f"--reuid={SERVICE}", f"--regid={SERVICE}", "--clear-groups"),
        *ends_with_parent(sys.executable, "-m", "classroom.hub.proxy")[1:],
        # What people's browsers speak; the proxy itself knows only what the web server before it speaks.
        *("--custom-header", f"X-Scheme:{urlsplit(center.address).scheme}"),
    ]

    c.JupyterHub.authenticator_class = "classroom.hub.login.CenterAuthenticator"
    c.Authenticator.manage_groups = True
    c.Authenticator.auth_refresh_age = REFRESH_SECONDS
    c.Authenticator.refresh_pre_spawn = True
    c.MembersOnly.center = str(center.folder)
    native_rules(c)

    spawning.configure(c, center)


def native_rules(c: Any) -> None:
    """The rules of passwords and logins."""
    c.NativeAuthenticator.open_signup = False
    c.NativeAuthenticator.minimum_password_length = PASSWORD_LENGTH
    c.NativeAuthenticator.check_common_password = True
    c.NativeAuthenticator.allowed_failed_logins = FAILED_LOGINS
    c.NativeAuthenticator.seconds_before_next_try = FAILED_WAIT


def _first_page(handler: Any) -> str:
    """Where somebody goes after logging in: instructors to the desk, trainees to their server, others to the hub."""
    user = handler.current_user
    if user is None:
        return handler.hub.base_url + "home"
    who = person({"name": user.name, "groups": [each.name for each in user.groups]})
    if who.instructs:
        return f"{BASE_URL}services/desk/"
    if who.learns:
        return handler.hub.base_url + "spawn"
    return "/login?next=/review" if who.officer_of and not user.admin else handler.hub.base_url + "home"
