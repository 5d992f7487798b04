"""A warm kernel runs notebooks, and what runs in it reaches nothing and leaves nothing."""

import asyncio
import os
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from curriculum.errors import DsiError
from curriculum.paths import CONTENT
from grader import kernels
from grader.kernels import zygote
from tests import loops

kernels.register()


class Kernel:
    """One kernel and its client."""

    def __init__(self, folder=None, **limits):
        config = Config({"SandboxProvisioner": limits})
        self.manager = KernelManager(kernel_name=kernels.KERNEL_NAME, config=config)
        self.manager.start_kernel(**({"cwd": str(folder)} if folder else {}))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code, timeout=60):
        """Run code; return what it printed or showed, and the name of its error."""
        shown = SimpleNamespace(text="", error=None)

        def hear(message):
            content = message["content"]
            shown.text += content.get("text", "") + content.get("data", {}).get("text/plain", "")
            shown.error = content.get("ename", shown.error)

        self.client.execute_interactive(code, timeout=timeout, output_hook=hear)
        return shown

    def wait_for_end(self, seconds=20):
        deadline = time.monotonic() + seconds
        while self.manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        return not self.manager.is_alive()

    @property
    def pid(self):
        return self.manager.provisioner.pid

    @property
    def reason(self):
        return self.manager.provisioner.reason

    def close(self):
        if self.client is not None:
            self.client.stop_channels()
            self.manager.shutdown_kernel()
            self.client = None


@pytest.fixture
def start():
    """Start kernels that end with the test."""
    started = []

    def one(folder=None, **limits):
        started.append(Kernel(folder, **limits))
        return started[-1]

    yield one
    for kernel in started:
        kernel.close()


@pytest.fixture(scope="module")
def shared():
    """A kernel for tests that leave it as it was."""
    kernel = Kernel()
    yield kernel
    kernel.close()


def descendants(pid):
    """Return the processes below one, itself included."""
    found, parents = {pid}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def zygote_pid():
    """Return the zygote: bubblewrap's only child."""
    (pid,) = {
        pid for pid in descendants(zygote._zygotes[True].pid) if pid not in {zygote._zygotes[True].pid}
    } & {
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and f"PPid:\t{zygote._zygotes[True].pid}\n" in (entry / "status").read_text()
    }
    return pid


def notebook(*cells):
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
    )


# --- it is a kernel -----------------------------------------------------------------------------------------


def test_it_computes_prints_and_shows(shared):
    shown = shared.run("import pandas as pd\nprint('안녕')\npd.Series([1, 2]).sum()")
    assert shown.text == "안녕\nnp.int64(3)"
    assert shown.error is None


def test_it_starts_as_empty_as_a_stock_kernel(start):
    kernel = start()
    assert kernel.run("[name for name in dir() if not name.startswith('_')]").text == (
        "['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']"
    )
    assert kernel.run("import os; print(os.listdir('.'), get_ipython().execution_count)").text == "[] 3\n"


def test_charts_appear_inline(shared):
    assert "<Figure size" in shared.run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);").text


def test_widgets_answer_over_comms(shared):
    opened = []
    shared.client.execute_interactive(
        "import ipywidgets\nslider = ipywidgets.IntSlider(value=3)\nslider",
        output_hook=lambda message: opened.append(message),
        timeout=20,
    )
    (comm,) = [
        message["content"]["comm_id"]
        for message in opened
        if message["msg_type"] == "comm_open"
        and message["content"]["data"]["state"].get("_model_name") == "IntSliderModel"
    ]
    data = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
    message = shared.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
    shared.client.shell_channel.send(message)
    assert shared.run("slider.value").text == "7"


def test_a_reply_that_comes_while_the_client_sends_is_not_overlooked():
    """As happens in a cell with an Output widget, which the client answers while it waits for the cell's reply."""

    async def reply_after_sending():
        manager = AsyncKernelManager(kernel_name=kernels.KERNEL_NAME)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            asked = client.execute("None")
            waiting = asyncio.create_task(client.shell_channel.get_msg(timeout=600))
            await asyncio.sleep(0)  # it waits from here on
            select.select([client.shell_channel.socket.FD], [], [], 60)  # the reply has come, unnoticed by the loop
            client.shell_channel.send(client.session.msg("comm_info_request"))
            return asked, (await asyncio.wait_for(waiting, 20))["parent_header"]["msg_id"]
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)

    asked, answered = loops.run(reply_after_sending())
    assert answered == asked


def test_output_of_child_processes_is_seen(shared):
    assert shared.run("!echo 하나").text.strip() == "하나"
    assert shared.run("import subprocess; subprocess.run(['echo', '둘']);").text.strip() == "둘"
    code = "import multiprocessing as m\np = m.get_context('fork').Process(target=print, args=('셋',))\np.start()\np.join()"
    assert "셋" in shared.run(code + "\nimport time; time.sleep(0.5)").text


def test_every_kernel_draws_its_own_random_numbers(start):
    code = "import random, numpy; print(random.random(), numpy.random.rand())"
    assert start().run(code).text != start().run(code).text


def test_interrupt_stops_a_cell_and_the_kernel_goes_on(start):
    client = NotebookClient(
        notebook("x = 1", "while True: pass", "x + 1"),
        kernel_name=kernels.KERNEL_NAME,
        timeout=1,
        interrupt_on_timeout=True,
        allow_errors=True,
    )
    done = client.execute()
    assert done.cells[1].outputs[-1]["ename"] in {"KeyboardInterrupt", "CellTimeoutError"}
    assert done.cells[2].outputs[0]["data"]["text/plain"] == "2"


def test_a_restarted_kernel_has_forgotten_and_keeps_its_address(start):
    kernel = start()
    kernel.run("x = 1")
    address = kernel.manager.get_connection_info()["ip"]
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=30)
    assert kernel.run("x").error == "NameError"
    assert kernel.manager.get_connection_info()["ip"] == address


def test_configuration_alone_moves_a_notebook_into_the_sandbox():
    config = Config()
    kernels.configure(config)
    done = NotebookClient(notebook("import os; os.getcwd()"), config=config).execute()
    assert done.cells[0].outputs[0]["data"]["text/plain"] == "'/scratch'"
    assert done.metadata.kernelspec.name == "python3"


# --- it reaches nothing -------------------------------------------------------------------------------------


def test_it_has_no_network(shared):
    for address in ("('1.1.1.1', 53)", "('127.0.0.1', 22)"):
        assert shared.run(f"import socket; socket.create_connection({address}, 3)").error in {
            "OSError",
            "ConnectionRefusedError",
        }
    assert shared.run("import socket; print(socket.if_nameindex())").text == "[(1, 'lo')]\n"


def test_two_kernels_share_no_network_not_even_local(start):
    one, other = start(), start()
    one.run("import socket\ns = socket.socket(); s.bind(('127.0.0.1', 4000)); s.listen()")
    one.run("u = socket.socket(socket.AF_UNIX); u.bind('\\0meet'); u.listen()")
    assert one.run("socket.create_connection(('127.0.0.1', 4000), 1) and 1").error is None
    assert other.run("import socket; socket.create_connection(('127.0.0.1', 4000), 1)").error
    assert other.run("socket.socket(socket.AF_UNIX).connect('\\0meet')").error == "ConnectionRefusedError"


def test_it_sees_its_own_extra_files_but_neither_notebooks_nor_what_links_lead_to(start, tmp_path):
    course = tmp_path / "course"
    folder = course / "autograded" / "kim" / "01"
    (folder / "data").mkdir(parents=True)
    (course / "gradebook.db").write_text("비밀")
    (folder / "data" / "자료.csv").write_text("a\n1\n")
    (folder / "helper.py").write_text("answer = 42\n")
    (folder / "practicum.ipynb").write_text("{}")
    (folder / "stolen").symlink_to(course / "gradebook.db")
    (folder / "up").symlink_to(course)
    os.mkfifo(folder / "pipe")
    kernel = start(folder)
    assert kernel.run("import os; sorted(os.listdir('.')), os.listdir('data')").text == (
        "(['data', 'helper.py'], ['자료.csv'])"
    )
    assert kernel.run("import helper; helper.answer").text == "42"
    for path in (
        course,
        folder,
        Path.home(),
        Path.cwd(),
        "/root",
        "/home",
        "/var",
        "/run",
        "/sys",
        "/etc/shadow",
    ):
        shown = kernel.run(f"import os; os.listdir({str(path)!r})")
        visible = {"FileNotFoundError", "PermissionError", "NotADirectoryError"}
        kit = shown.text and not (
            {"gradebook.db", "practicum.ipynb", ".bashrc", ".git", "tests"} & set(eval(shown.text))
        )
        assert shown.error in visible or kit, path
    kernel.run("open('helper.py', 'w').write('changed'); open('new', 'w').write('x')")
    assert (folder / "helper.py").read_text() == "answer = 42\n"
    assert not (folder / "new").exists()


def test_solutions_shipped_with_the_kit_are_out_of_sight(shared):
    for track in ("leader", "bigdata", "tech", "starter"):
        shown = shared.run(f"import pathlib; [*pathlib.Path({str(CONTENT / track)!r}).rglob('*')]")
        assert shown.text == "[]"


def test_it_writes_nowhere_but_in_its_scratch(shared):
    code = """
import os
open_places = []
for folder, _, _ in os.walk('/'):
    if folder.startswith(('/proc', '/scratch', '/tmp', '/dev/shm')):
        continue
    try:
        name = folder + '/probe'
        open(name, 'w').close()
        open_places.append(folder)
    except OSError:
        pass
open_places
"""
    assert shared.run(code).text == "[]"
    assert shared.run("open('/proc/sys/kernel/core_pattern', 'w')").error == "OSError"
    assert shared.run("open('/proc/self/oom_score_adj', 'w')").error == "OSError"


def test_kernels_do_not_see_one_another(start):
    one, other = start(), start()
    for place in ("/tmp/x", "/scratch/x", "/dev/shm/x"):
        one.run(f"open({place!r}, 'w').write('mine')")
        assert other.run(f"open({place!r})").error == "FileNotFoundError"
    seen = other.run("import os; sorted(int(name) for name in os.listdir('/proc') if name.isdigit())").text
    assert seen == "[1]"
    other.run("for pid in range(2, 400):\n    try: os.kill(pid, 9)\n    except OSError: pass")
    assert one.run("1 + 1").text == "2"
    one.run("import os, pty; pair = pty.openpty()")
    assert other.run("os.listdir('/dev/pts')").text == "['ptmx']"


def test_it_has_no_right_and_no_way_to_gain_one(shared):
    status = shared.run("print(open('/proc/self/status').read())").text
    for kind in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert f"{kind}:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    after_exec = shared.run("!grep CapEff /proc/self/status").text
    assert "0000000000000000" in after_exec
    code = "import ctypes; c = ctypes.CDLL(None, use_errno=True)\n"
    for call in (
        "c.unshare(0x10000000)",
        "c.unshare(0x20000)",
        "c.mount(b't', b'/tmp', b'tmpfs', 0, None)",
        "c.umount2(b'/proc', 2)",
        "c.memfd_create(b'hidden', 0)",
        "c.syscall(250, 0, 0)",
        "c.setns(0, 0)",
    ):
        assert shared.run(f"{code}{call}").text == "-1", call


def test_the_environment_tells_nothing_but_what_an_app_may_know(start, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    monkeypatch.setenv("QUERY_STRING", "region=부산광역시")
    kernel = start()
    assert "abc" not in kernel.run("import os; print(dict(os.environ))").text
    assert kernel.run("os.environ['QUERY_STRING']").text == "'region=부산광역시'"


# --- it is contained ----------------------------------------------------------------------------------------


def test_a_memory_bomb_is_a_memory_error(start):
    kernel = start(memory_mb=300)
    assert kernel.run("import numpy; numpy.ones(10**9)").error in {"MemoryError", "_ArrayMemoryError"}
    assert kernel.run("1 + 1").text == "2"


@pytest.mark.parametrize(
    "bomb",
    [
        "import mmap\nm = mmap.mmap(-1, 2**30)\nfor _ in range(500): m.write(b'x' * 2**20)",
        "import os\nfor _ in range(8):\n    if not os.fork():\n        x = bytearray(b'x') * (200 * 2**20)\n        import time; time.sleep(60)",
    ],
    ids=["shared-map", "many-processes"],
)
def test_memory_that_hides_from_the_process_bound_ends_the_kernel(start, bomb):
    kernel = start(memory_mb=300)
    kernel.client.execute(bomb + "\nimport time; time.sleep(60)")
    assert kernel.wait_for_end()
    assert kernel.reason == "memory"


def test_a_fork_bomb_ends_its_kernel_and_no_other(start):
    bystander, kernel = start(), start()
    kernel.client.execute("import os\nwhile True: os.fork()")
    assert kernel.wait_for_end()
    assert kernel.reason == "processes"
    assert bystander.run("1 + 1").text == "2"


def test_a_cell_that_computes_for_ever_ends_by_processor_time(start):
    kernel = start(cpu_seconds=2)
    kernel.client.execute(
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"
    )
    assert kernel.wait_for_end()
    assert kernel.reason == "cpu"


def test_endless_output_is_cut_and_the_cell_still_answers(start):
    kernel = start(output_mb=1)
    shown = kernel.run("for _ in range(300_000): print('x' * 100)\nprint('end')")
    assert len(shown.text) < 2 * 1024 * 1024
    assert shown.text.count("출력이 너무 많아") == 1
    assert kernel.run("print('next')").text == "next\n"


@pytest.mark.parametrize(
    "flood", ["print('x' * 10**5, flush=True)", "print('x' * 10**6)", "print('x' * 2**28)"]
)
def test_output_that_evades_the_cut_does_not_fill_our_memory(flood):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    client = NotebookClient(
        notebook(f"get_ipython().kernel.iopub_thread.limit = 10**12\nwhile True: {flood}"),
        kernel_name=kernels.KERNEL_NAME,
        config=Config({"SandboxProvisioner": {"output_mb": 4, "memory_mb": 500}}),
        timeout=5,
    )
    with pytest.raises((DeadKernelError, CellTimeoutError, CellExecutionError)):
        client.execute()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_kernel_that_floods_past_the_cut_is_ended_for_that_reason(start):
    kernel = start(output_mb=1)
    flood = "while True: print('x' * 10**4, flush=True)"
    with pytest.raises((RuntimeError, TimeoutError)):
        kernel.run(f"get_ipython().kernel.iopub_thread.limit = 10**12\n{flood}", timeout=5)
    assert kernel.wait_for_end()
    assert kernel.reason == "output"


def test_a_full_scratch_folder_is_an_error_of_the_cell(start):
    kernel = start(disk_mb=8)
    assert kernel.run("open('big', 'wb').write(b'x' * 20 * 2**20)").error == "OSError"
    code = "for n in range(100_000): open(f'f{n}', 'w').close()"
    assert kernel.run(code).error == "OSError"


def test_extra_files_that_do_not_fit_are_named_as_the_reason(tmp_path):
    (tmp_path / "big").write_bytes(bytes(3 * 2**20))
    with pytest.raises(DsiError, match="1MB보다 작게"):
        Kernel(tmp_path, disk_mb=1)


# --- it leaves nothing --------------------------------------------------------------------------------------


def test_nothing_survives_a_shutdown(start):
    kernel = start()
    kernel.run(
        "import subprocess\np = subprocess.Popen(['setsid', 'sleep', '1000'])\nimport time; time.sleep(0.3)"
    )
    processes = descendants(kernel.pid)
    assert len(processes) > 1
    place = kernel.manager.get_connection_info()["ip"]
    kernel.close()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)
    assert not list(Path(place).parent.glob(f"{Path(place).name}*"))


def test_a_kernel_that_kills_itself_is_dead_at_once(start):
    kernel = start()
    kernel.client.execute("import os; os._exit(3)")
    assert kernel.wait_for_end(5)
    kernel = start()
    kernel.client.execute("import os; os.abort()")
    assert kernel.wait_for_end(5)
    with pytest.raises(DeadKernelError):
        NotebookClient(
            notebook("import ctypes; ctypes.string_at(0)"), kernel_name=kernels.KERNEL_NAME
        ).execute()


def test_a_killed_zygote_takes_its_kernels_along_and_the_next_request_finds_a_new_one(start):
    zygote.stop()  # a crash test may have killed the process around it, which it survives
    kernel = start()
    before = zygote_pid()
    os.kill(before, signal.SIGKILL)
    assert kernel.wait_for_end(5)
    assert start().run("1 + 1").text == "2"
    assert zygote_pid() != before


def test_kernels_end_with_a_killed_owner(tmp_path):
    code = (
        "import time; from jupyter_client.manager import AsyncKernelManager, KernelManager; from grader import kernels\n"
        "kernels.register(); m = KernelManager(kernel_name=kernels.KERNEL_NAME); m.start_kernel()\n"
        "print(m.provisioner.pid, flush=True); time.sleep(100)"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("DSI_KERNELS")}
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env)
    pid = int(owner.stdout.readline())
    assert Path(f"/proc/{pid}").exists()
    owner.kill()
    owner.wait()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()


def test_without_a_sandbox_only_by_an_explicit_flag(start):
    kernel = start(sandboxed=False)
    scratch = kernel.run("import os; print(os.getcwd())").text.strip()
    assert Path(scratch).is_dir()
    kernel.close()
    deadline = time.monotonic() + 5
    while Path(scratch).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(scratch).exists()
