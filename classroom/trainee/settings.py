"""What every user's server of a center is set to: a folder that all may read, named in ``JUPYTER_CONFIG_PATH``."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.trainee.desk_client import FILE as DESK
from gallery.atomic import replace
from grader.cohort import write_whole

if TYPE_CHECKING:
    from classroom.center import Center

HUB_PREFIX = "/class/"
_SERVER = {
    "ServerApp": {
        "default_url": "/dsi",
        "jpserver_extensions": {
            "classroom.trainee": True,
            # The instructor's: they look for a course folder that a trainee does not have.
            "nbgrader.server_extensions.formgrader": False,
            "nbgrader.server_extensions.course_list": False,
            "voila.server_extension": False,
        },
    },
    "LabApp": {"extension_manager": "readonly"},
    "KernelSpecManager": {"allowed_kernelspecs": ["python3"]},
    # Kernels of all users live on one machine, and what a kernel prints goes over its ports: nobody else may listen.
    "KernelManager": {"transport_encryption": "required"},
}
_PAGE = {
    "disabledExtensions": {
        "@jupyter/nbgrader:formgrader": True,
        "@jupyter/nbgrader:course-list": True,
        "@jupyter/nbgrader:create-assignment": True,
        # What these offer stands on the trainee's page, in Korean.
        "@jupyter/nbgrader:menu": True,
        "@jupyter/nbgrader:validate-assignment": True,
        "@voila-dashboards/jupyterlab-preview": True,  # its server part is off
        "@jupyterlab/apputils-extension:announcements": True,  # would ask the internet
    }
}
_LAB = {
    "@jupyterlab/translation-extension:plugin": {"locale": "ko_KR"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 20},  # seconds: what is handed in is what is saved
    "@jupyterlab/application-extension:top-bar": {
        "toolbar": [
            {
                "name": "dsi",
                "command": "help:open",
                "label": "내 과정(검사·제출)",
                "caption": "단원, 마감, 제출, 점수를 봅니다",
                "args": {"url": f"{HUB_PREFIX}hub/user-redirect/dsi", "text": "내 과정", "newBrowserTab": True},
                "rank": 60,
            }
        ]
    },
}
_NBGRADER = '''"""훈련생의 nbgrader 설정입니다. 단원은 센터 서버를 거쳐 오가며, 함께 쓰는 교환 폴더는 없습니다."""

from pathlib import Path

c = get_config()  # noqa: F821
c.Exchange.assignment_dir = str(Path.home())
c.ExchangeFactory.exchange = "classroom.exchange.Exchange"
c.ExchangeFactory.list = "classroom.exchange.List"
c.ExchangeFactory.fetch_assignment = "classroom.exchange.FetchAssignment"
c.ExchangeFactory.fetch_feedback = "classroom.exchange.FetchFeedback"
c.ExchangeFactory.submit = "classroom.exchange.Submit"
c.KernelManager.transport_encryption = "required"
'''


def write(folder: Path, center: "Center") -> None:
    """Write the settings of the users' servers of a center.

    Parameters
    ----------
    folder : Path
        To be named in ``JUPYTER_CONFIG_PATH``; it is made if it is not there, and everybody may read it.
    center : Center
    """
    from gallery import fonts, pages

    folder = Path(folder)
    (folder / "static").mkdir(parents=True, exist_ok=True)
    replace(folder / "static" / "style.css", (pages.STATIC / "style.css").read_bytes(), 0o644)
    for name in fonts.NAMES:
        replace(folder / "static" / f"{name}.woff", fonts.woff(name), 0o644)
    _write(folder / "jupyter_server_config.json", _SERVER)
    _write(folder / "labconfig" / "default_setting_overrides.json", _LAB)
    _write(folder / "labconfig" / "page_config.json", _PAGE)
    _write(folder / DESK, {"address": desk_address(center)})
    write_whole(folder / "nbgrader_config.py", _NBGRADER)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def desk_address(center: "Center") -> str:
    """The desk as the servers of this machine reach it: through the hub's proxy."""
    host, _, port = center.listen.rpartition(":")
    here = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)
    return f"http://{here}:{port}{HUB_PREFIX}services/desk/"


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
