"""A class on one machine: forty trainees log in, fetch a module, work, check and hand in while their instructor grades another.

A real center with accounts of its own, as ``dsi hub init`` and ``dsi hub start`` make it. Every trainee is an HTTP client that
does what a browser does, without the pauses a person makes: what it asks for when JupyterLab opens was recorded from a real
browser just before. The instructor collects and grades forty submissions of the cohort's second module by the desk's buttons.

Run as root: ``python benchmarks/classroom.py [TRAINEES] [SECONDS in which they arrive]``. Memory is proportional share, each
page counted once.
"""

from __future__ import annotations

import os
import pwd
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# This file is not the package of that name, and its neighbours come last.
sys.path = [str(ROOT), *(each for each in sys.path if Path(each) != ROOT / "benchmarks"), str(ROOT / "benchmarks")]

import nbformat
import psutil
from classroom_people import COHORT, GRADED, MODULE, Clock, Instructor, Trainee, record
from kernels import shares

from classroom.desk import jobs
from classroom.hub import accounts
from classroom.hub.passwords import set_password
from grader.cohort import Cohort
from grader.exchange import fetch, submit
from tests.classroom import hubs
from tests.classroom.test_center_day import solved

LIMIT = 300  # seconds for the whole class
FIRST = "first"  # whose browser is recorded before the class


def prepare(hub: hubs.Hub, names: list[str]) -> list:
    """Enrol everybody, release two modules, have one handed in; returns solved practicums of the other, whole and with gaps."""
    rows = "".join(f"{name},훈련생 {index}\n" for index, name in enumerate([*names, FIRST], 1))
    (hub.folder / "명단.csv").write_text(f"아이디,이름\n{rows}", encoding="utf-8")
    hub.dsi("hub", "init", hub.folder)
    for name in [*names, FIRST, "park"]:
        set_password(hub.center, name, hubs.password(name))
    folder = hub.center.cohort_folder(COHORT)
    for module in (MODULE, GRADED):
        hub.dsi("release", folder, module, "--due", "2099-12-01 18:00")
    graded, answers = ([solved(hub, each), solved(hub, each, "q02", "q05")] for each in (GRADED, MODULE))
    cohort = Cohort(folder)
    for index, name in enumerate(names):
        with tempfile.TemporaryDirectory() as home:
            nbformat.write(graded[index % 4 == 3], fetch(cohort, GRADED, name, Path(home)) / "practicum.ipynb")
            submit(cohort, GRADED, name, Path(home))
    for each in folder.rglob("*"):
        shutil.chown(each, accounts.SERVICE, accounts.SERVICE)
    return answers


def hold(hub: hubs.Hub, clock: Clock, names: list[str], opened: dict, answers: list, arrive: float) -> float:
    """Hold the class; returns the seconds from the first login to the last receipt."""
    over, began, last = threading.Event(), time.perf_counter(), []

    def learn(index: int, name: str) -> None:
        time.sleep(arrive * index / len(names))
        try:
            Trainee(hub, name, clock, opened, answers[index % 4 == 3]).learn()
            last.append(time.perf_counter() - began)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure of this one
            clock.fail(name, f"{type(error).__name__}: {error}"[:500])

    def teach() -> None:
        try:
            Instructor(hub, "park", clock).teach(over)
        except Exception as error:  # noqa: BLE001
            clock.fail("park", f"{type(error).__name__}: {error}"[:500])

    teacher = threading.Thread(target=teach)
    trainees = [threading.Thread(target=learn, args=each) for each in enumerate(names)]
    for each in (teacher, *trainees):
        each.start()
    for each in trainees:
        each.join()
    over.set()
    teacher.join()
    return max(last, default=0.0)


def processes(hub: hubs.Hub) -> dict[str, list[psutil.Process]]:
    """Everything that runs for the center, by what it is."""
    everything = psutil.Process(hub.process.pid).children(recursive=True)
    service = pwd.getpwnam(accounts.SERVICE).pw_uid
    found = defaultdict(list)
    for each in everything:
        try:
            words, uid = " ".join(each.cmdline()), each.uids().real
        except psutil.NoSuchProcess:
            continue
        if uid not in (0, service):
            found["server" if "jupyterhub.singleuser" in words else "kernel"].append(each)
            continue
        known = ("classroom.hub.proxy", "hub.gallery", "idle_culler", "classroom.desk", "formgrader", "-m jupyterhub")
        found[next((name for name in known if name in words), "other").removeprefix("-m ")].append(each)
    return found


def memory(found: dict[str, list[psutil.Process]], *kinds: str) -> float:
    """Megabytes of the processes of some kinds."""
    total = 0.0
    for each in (each for kind in kinds for each in found[kind]):
        try:
            total += shares([each.pid])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


def processor(found: dict[str, list[psutil.Process]]) -> dict[str, float]:
    """Seconds of processor time by what spent them; what has ended counts for whoever started it."""
    spent: dict[str, float] = defaultdict(float)
    for kind, members in found.items():
        for each in members:
            try:
                times = each.cpu_times()
            except psutil.NoSuchProcess:
                continue
            spent[kind] += times.user + times.system
            spent[f"{kind}: ended"] += times.children_user + times.children_system
    return spent


def report(title: str, kinds: dict[str, list[float]]) -> float:
    """Print a table of seconds; returns the longest."""
    print(f"\n{title:<36}{'number':>8}{'median':>10}{'95 %':>10}{'slowest':>10}")
    for kind, found in sorted(kinds.items(), key=lambda each: -max(each[1])):
        most = statistics.quantiles(found, n=20)[-1] if len(found) > 1 else found[0]
        print(f"{kind:<36}{len(found):>8}{statistics.median(found):>8.2f} s{min(most, max(found)):>8.2f} s{max(found):>8.2f} s")
    return max((max(found) for found in kinds.values()), default=0.0)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    arrive = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    names, clock = [f"t{number:02d}" for number in range(1, count + 1)], Clock()
    with hubs.running(started=False) as hub:
        answers = prepare(hub, names)
        hub.start()
        opened = record(hub, FIRST)
        hubs_own = processes(hub)
        boss = hub.visitor("boss")
        assert boss.send("DELETE", f"api/users/{FIRST}/server").status_code in (202, 204)
        hubs.wait_for(lambda: not processes(hub)["server"], "the first one's server has ended")
        empty = memory(processes(hub), *(kind for kind in hubs_own if kind not in ("server", "kernel")))
        files = sum(len(each) for each in opened.values())
        print(f"{count} trainees arrive in {arrive:.0f} s; JupyterLab asks for {files} files; load before {os.getloadavg()[0]:.1f}")

        before, own, busy = processor(processes(hub)), time.process_time(), _busy()
        seconds = hold(hub, clock, names, opened, answers, arrive)
        machine, own = _busy() - busy, time.process_time() - own

        found = processes(hub)
        after = processor(found)
        active = memory(found, "server", "kernel") / count
        center = memory(found, *(kind for kind in found if kind not in ("server", "kernel")))
        for each in found["kernel"]:
            each.kill()
        psutil.wait_procs(found["kernel"])
        idle = memory(found, "server") / count
        job = jobs.latest(Cohort(hub.center.cohort_folder(COHORT)))
        if clock.failures:
            kept = Path(tempfile.gettempdir()) / "dsi-classroom-hub.log"
            kept.write_bytes((hub.folder / "hub" / "logs" / "hub.log").read_bytes())
            print(f"what the hub wrote: {kept}")
        inbound = len(list(hub.center.cohort_folder(COHORT).glob(f"exchange/**/inbound/*+{MODULE}+*")))

    for each in clock.failures:
        print(f"FAILED {each}")
    slowest = report("pages", clock.pages)
    report("waits", clock.waits)
    spent = {kind: after[kind] - before.get(kind, 0) for kind in after}
    print(f"\nprocessor: {sum(spent.values()):.0f} s for the center, {own:.0f} s for the clients, {machine:.0f} s of the machine in all")
    for kind, value in sorted(spent.items(), key=lambda each: -each[1])[:12]:
        print(f"  {kind:<34}{value:>8.1f} s")
    print(f"\nmemory: center {empty:.0f} MB before, {center:.0f} MB after; a server {idle:.0f} MB, with its kernels {active:.0f} MB")
    graded = [each for each in job.items if not each.get("problem")] if job else []
    rate = job.pace()[0] if job else 0
    print(f"graded meanwhile: {len(graded)} of {count}, {rate:.1f} a minute; arrived at the exchange: {inbound}")
    done = count - len({each.partition(":")[0] for each in clock.failures} - {"park"})
    failures = len(clock.failures) + (count - len(graded)) + abs(inbound - count)
    print(
        f"\nCLASSROOM done={done} failures={failures} seconds={seconds:.0f} slowest_page_s={slowest:.1f} "
        f"idle_mb={idle:.0f} active_mb={active:.0f} graded_per_minute={rate:.0f} center_mb={center:.0f}"
    )
    if failures or seconds > LIMIT:
        raise SystemExit(1)


def _busy() -> float:
    times = psutil.cpu_times()
    return sum(times) - times.idle - times.iowait - times.guest - times.guest_nice


if __name__ == "__main__":
    main()
