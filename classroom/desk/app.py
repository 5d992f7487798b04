"""The desk's web server, a service of the center's hub."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from pathlib import Path
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuth
from tornado.httpserver import HTTPServer
from tornado.log import enable_pretty_logging
from tornado.web import Application

from classroom import center
from classroom.center import Center
from classroom.desk import api, finishing, guide, handlers
from classroom.desk.access import Missing, OAuthCallback
from classroom.desk.arrival import SCRATCH

_LARGEST_FORM = 1024 * 1024  # an attendance list as an Excel file
_KNOWN_SECONDS = 30  # how long the hub's word on somebody is taken before it is asked again


def application(place: Center, prefix: str, base: str) -> Application:
    """The desk of a center under an address prefix, in a hub whose addresses begin with `base`."""
    routes = [(r"oauth_callback", OAuthCallback), *api.routes(), *handlers.routes(), *finishing.routes(), *guide.routes()]
    HubOAuth.instance(cache_max_age=_KNOWN_SECONDS)
    addresses = [(prefix + path, *rest) for path, *rest in routes]
    return Application(
        addresses,
        center=place,
        prefix=prefix,
        base=base,
        cookie_secret=os.urandom(32),  # a new one at each start: the hub vouches again without asking anybody
        default_handler_class=Missing,
    )


def serve(folder: Path) -> None:
    """Serve the desk of the center in `folder` until stopped, as the hub's environment variables say.

    Raises
    ------
    DsiError
        If there is no center.
    """
    place = center.read(folder)
    enable_pretty_logging()
    for entry in place.cohorts:
        for left in (place.cohort_folder(entry.id) / SCRATCH).glob("arrival-*"):
            shutil.rmtree(left, ignore_errors=True)
    prefix, base = os.environ["JUPYTERHUB_SERVICE_PREFIX"], os.environ["JUPYTERHUB_BASE_URL"]
    asyncio.run(_serve(application(place, prefix, base)))


async def _serve(app: Application) -> None:
    address = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    # xheaders: the hub's proxy says whether the visitor came by https.
    server = HTTPServer(app, xheaders=True, max_body_size=_LARGEST_FORM)
    server.listen(address.port, address.hostname)
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    await stop.wait()
    server.stop()
    await server.close_all_connections()
