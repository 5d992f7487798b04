"""``dsi start``: JupyterLab for the instructor and the gallery, until Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from classroom.servers import is_free, wait_until_open
from curriculum.errors import DsiError

DEMO = ".dsi-demo"
"""File of a demo center; its last line names the cohort to open."""

_SECONDS = 90
_LAB_SETTINGS = {
    "@jupyterlab/translation-extension:plugin": {"locale": "ko_KR"},
    # Both would ask the internet.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def start(center: Path, cohort: str | None, lab_port: int, gallery_port: int) -> None:
    """Serve a center folder on this machine until interrupted.

    Parameters
    ----------
    center : Path
        A folder with ``cohorts/``, as ``dsi demo`` makes it; ``gallery/`` is made if it is not there.
    cohort : str, optional
        Folder name of the cohort that JupyterLab and the formgrader open; needed where there are several, unless it is
        the demo's center.
    lab_port, gallery_port : int
        Ports on 127.0.0.1.

    Raises
    ------
    DsiError
        If there is no cohort, a port is taken, or a server does not come up.
    """
    center = Path(center).resolve()
    course = _cohort(center, cohort)
    (center / "gallery").mkdir(exist_ok=True)
    for name, port in (("JupyterLab", lab_port), ("갤러리", gallery_port)):
        if not is_free("127.0.0.1", port):
            raise DsiError(f"{name}의 {port}번 포트를 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끄거나 다른 포트를 정해 주세요.")
    for how in (signal.SIGTERM, signal.SIGHUP):  # as by Ctrl-C: neither server may be left behind
        signal.signal(how, signal.default_int_handler)
    token = os.urandom(16).hex()
    servers = [
        # The token goes by the environment: a command line can be read by every user of the machine.
        _launch(center / "jupyterlab.log", _lab(center, lab_port), course, JUPYTER_TOKEN=token),
        _launch(center / "gallery.log", _gallery(center, gallery_port), center),
    ]
    try:
        lab, gallery = f"http://127.0.0.1:{lab_port}", f"http://127.0.0.1:{gallery_port}"
        wait_until_open(f"{lab}/api", servers[0], center / "jupyterlab.log", _SECONDS)
        wait_until_open(f"{gallery}/", servers[1], center / "gallery.log", _SECONDS)
        print(f"강사 화면(JupyterLab)  {lab}/lab?token={token}")
        print(f"채점 화면(formgrader)  {lab}/formgrader?token={token}")
        print(f"갤러리                 {gallery}/")
        print("끄려면 Ctrl+C를 누르세요.", flush=True)
        while all(server.poll() is None for server in servers):
            time.sleep(0.5)
        raise DsiError(f"서버 하나가 멈추었습니다. {center}의 jupyterlab.log와 gallery.log를 확인해 주세요.")
    except KeyboardInterrupt:
        print("\n서버를 끕니다.")
    finally:
        for server in servers:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
        for server in servers:
            server.wait(timeout=20)


def _cohort(center: Path, name: str | None) -> Path:
    """The cohort's folder: the one named, or the only one there is, or the one in which the demo's class is played."""
    found = {path.parent.name: path.parent for path in sorted(center.glob("cohorts/*/nbgrader_config.py"))}
    if name is None and len(found) > 1 and (center / DEMO).is_file():
        name = (center / DEMO).read_text(encoding="utf-8").split()[-1]
    if not found:
        raise DsiError(
            f"{center}: cohorts 폴더에 반이 없습니다. 'dsi cohort create {center.name}/cohorts/반이름 …'으로 반을 만들거나, "
            f"'dsi demo 폴더'로 시범 센터를 만들어 주세요."
        )
    if name is None and len(found) > 1:
        raise DsiError(f"{center}: 반이 여럿입니다. --cohort 뒤에 하나를 적어 주세요: {', '.join(found)}")
    if name is not None and name not in found:
        raise DsiError(f"{center}: '{name}' 반이 없습니다. 있는 반: {', '.join(found)}")
    return found[name or next(iter(found))]


def _lab(center: Path, port: int) -> list[str]:
    settings = center / ".lab-settings"
    settings.mkdir(exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(_LAB_SETTINGS), encoding="utf-8")
    return [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--LabApp.app_settings_dir={settings}",
        *(["--allow-root"] if os.getuid() == 0 else []),
    ]  # fmt: skip


def _gallery(center: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "dsi", "gallery", "serve", str(center / "gallery"), "--port", str(port)]


def _launch(log: Path, command: list[str], cwd: Path, **environment: str) -> subprocess.Popen:
    with log.open("wb") as sink:
        # Its own group, so that stopping a server stops its kernels too.
        return subprocess.Popen(
            command, cwd=cwd, env=os.environ | environment, stdout=sink, stderr=subprocess.STDOUT, start_new_session=True
        )
