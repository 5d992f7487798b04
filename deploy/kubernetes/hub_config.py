"""The center's settings in a hub that the Zero to JupyterHub chart runs.

The chart loads this file after its own settings. People, roles, services and pages come from the center's folder, as on one
machine; where things run and how they find each other stays with the chart.
"""

import copy
import os
import sys
from pathlib import Path

from classroom import center as centers
from classroom.hub.config import configure
from classroom.hub.services import ports

CENTER = Path(os.environ.get("DSI_CENTER", "/srv/center"))
POD = os.environ["POD_IP"]  # the proxy is another pod: what listens on 127.0.0.1 it cannot reach
# Of each section what the chart has decided; None is all of it.
CHART = {
    "JupyterHub": (
        "bind_url", "hub_bind_url", "hub_connect_url", "base_url", "cleanup_servers", "cookie_secret", "cookie_secret_file",
        "template_paths",
    ),
    "ConfigurableHTTPProxy": None,
    "Spawner": ("start_timeout", "http_timeout"),
}  # fmt: skip
GALLERY = (
    "import sys; from classroom import center; from classroom.hub.gallery import HubIdentity; from gallery.server import serve; "
    "place = center.read(sys.argv[1]); serve(place.gallery, sys.argv[2], int(sys.argv[3]), lambda: None, "
    "cohorts=place.folder / 'cohorts', identity=HubIdentity(place))"
)

center = centers.read(CENTER)
if center.spawner != "kubernetes":
    sys.exit(f"{CENTER / centers.FILE}: spawner를 kubernetes로 고치세요. 지금은 {center.spawner}입니다.")

c = get_config()  # noqa: F821
chart = copy.deepcopy(c)
configure(c, CENTER)

pages = c.JupyterHub.template_paths
for section, names in CHART.items():
    for name in names or [*c[section]]:
        c[section].pop(name, None)
        if name in chart[section]:
            c[section][name] = chart[section][name]
c.JupyterHub.template_paths = [*pages, *chart.JupyterHub.get("template_paths", [])]

gallery = ports(center).gallery
c.Proxy.extra_routes = {"/": f"http://{POD}:{gallery}"}
services = []
for each in c.JupyterHub.services:
    each = {key: value for key, value in each.items() if key not in ("user", "cwd")}  # the pod has one account
    if each["name"] == "gallery":
        each["command"] = [sys.executable, "-c", GALLERY, str(CENTER), POD, str(gallery)]
    if "url" in each:
        each["url"] = each["url"].replace("127.0.0.1", POD)
    if each["name"] != "idle-culler":  # the chart brings its own
        services.append(each)
c.JupyterHub.services = [*chart.JupyterHub.get("services", []), *services]
c.JupyterHub.load_roles = [
    *chart.JupyterHub.get("load_roles", []), *(each for each in c.JupyterHub.load_roles if each["name"] != "idle-culler")
]  # fmt: skip
