"""What a trainee's own server takes of a machine: memory and processor time, at rest and at work.

A real JupyterHub starts a server for each of some users. Memory is the sum of proportional shares (each page counted
once) of a server and its kernel: at rest, with a kernel that has made a lesson's imports, and with a table held besides.

Run as ``python benchmarks/classroom_memory.py [USERS]`` on an idle, byte-compiled installation.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

import psutil
from jupyter_client import BlockingKernelClient
from kernels import IMPORTS, WORK, shares

_OPENER = build_opener(ProxyHandler({}))
_IDLE_SECONDS = 20


def config(folder, token, ports):
    """A hub that lets anybody in and starts servers as this very user: what it weighs is what any hub's weighs."""
    public, proxy, hub = ports
    return f"""
import sys
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = ["{Path(sys.executable).with_name("configurable-http-proxy")}"]
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/secret"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.cmd = [sys.executable, "-c", "import curriculum; from jupyterhub.singleuser import main; main()"]  # as the kit has it
c.Spawner.args = ["--allow-root"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.JupyterHub.services = [{{"name": "bench", "api_token": "{token}"}}]
scopes = ["admin:users", "admin:servers", "access:servers"]
c.JupyterHub.load_roles = [{{"name": "bench", "services": ["bench"], "scopes": scopes}}]
"""


def ask(url, token, method="GET", body=None):
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, method=method, headers={"Authorization": f"token {token}"}, data=data)
    with _OPENER.open(request, timeout=150) as answer:
        return json.loads(answer.read() or b"null")


def wait(url, token):
    for _ in range(600):
        try:
            return ask(url, token)
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"{url} does not answer")


def tree(pid):
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]


def cpu(processes):
    return sum(sum(each.cpu_times()[:2]) for each in processes)


def start(base, token, name):
    """Start a user's server; returns its process."""
    ask(f"{base}/hub/api/users/{name}", token, "POST", {})
    ask(f"{base}/hub/api/users/{name}/server", token, "POST", {})
    while not (server := ask(f"{base}/hub/api/users/{name}", token)["servers"].get("")) or not server["ready"]:
        time.sleep(0.2)
    return psutil.Process(ask(f"{base}/hub/api/users/{name}?include_stopped_servers=1", token)["servers"][""]["state"]["pid"])


def open_kernel(base, token, name, home):
    """Start a kernel in a user's server as the notebook page does; returns a client of it."""
    kernel = ask(f"{base}/user/{name}/api/kernels", token, "POST", {"name": "python3"})["id"]
    client = BlockingKernelClient(connection_file=str(next(home.rglob(f"kernel-{kernel}.json"))))
    client.load_connection_file()
    client.start_channels()
    for _ in range(100):  # a kernel that is still importing counts as dead
        try:
            client.wait_for_ready(timeout=60)
            return client
        except RuntimeError:
            time.sleep(0.5)
    raise SystemExit(f"the kernel of {name} does not answer")


def measure(base, token, folder, count):
    """Megabytes of all servers at rest, after a lesson's imports and with a table, and seconds of processor time."""
    servers = [start(base, token, f"user{number}") for number in range(count)]
    everyone = [each for server in servers for each in tree(server.pid)]
    spent = {"start": cpu(everyone) / count}
    time.sleep(_IDLE_SECONDS)
    before = cpu(everyone)
    time.sleep(_IDLE_SECONDS)
    spent["idle"] = (cpu(everyone) - before) / count / _IDLE_SECONDS
    memory = {"rest": shares(each.pid for each in everyone)}
    clients = [open_kernel(base, token, f"user{number}", folder / "homes" / f"user{number}") for number in range(count)]
    for name, code in (("imports", IMPORTS), ("table", WORK)):
        everyone = [each for server in servers for each in tree(server.pid)]
        before = cpu(everyone)
        for client in clients:
            client.execute_interactive(code, output_hook=lambda _: None, timeout=120)
        spent[name] = (cpu(everyone) - before) / count
        memory[name] = shares(each.pid for each in everyone)
    for client in clients:
        client.stop_channels()
    return memory, spent


def free_ports(count):
    import socket

    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    token, ports = secrets.token_hex(16), free_ports(3)
    base = f"http://127.0.0.1:{ports[0]}"
    with tempfile.TemporaryDirectory(prefix="dsi-memory-") as name:
        folder = Path(name)
        (folder / "homes").mkdir()
        (folder / "config.py").write_text(config(folder, token, ports), encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
        with (folder / "log").open("wb") as log:
            hub = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", f"--config={folder / 'config.py'}"],
                cwd=folder, env=environment, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            wait(f"{base}/hub/api/", token)
            empty = shares(each.pid for each in tree(hub.pid))
            memory, spent = measure(base, token, folder, count)
        finally:
            hub.terminate()
            hub.wait(60)
    each = {key: value / count for key, value in memory.items()}
    print(f"hub and proxy: {empty:.0f} MB\n")
    print(f"{count} trainees' servers{'each':>14}{'all':>12}")
    for key, words in (("rest", "at rest"), ("imports", "kernel, imports"), ("table", "with a table")):
        print(f"{words:<20}{each[key]:>9.0f} MB{memory[key]:>9.0f} MB")
    print(f"\nprocessor, each: start {spent['start']:.1f} s, imports {spent['imports']:.1f} s, at rest {spent['idle']:.2%} of a core")
    print(
        f"\nCLASSROOM_MEMORY users={count} hub_mb={empty:.0f} idle_mb={each['rest']:.0f} imports_mb={each['imports']:.0f} "
        f"table_mb={each['table']:.0f} start_cpu_s={spent['start']:.1f} idle_cpu={spent['idle']:.4f}"
    )


if __name__ == "__main__":
    main()
