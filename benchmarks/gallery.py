"""Stock Voilà against the gallery: what a visitor waits for, and what a visitor costs.

Both serve the same small project on this machine, one after the other, and are asked by the same client. A *view*
is the whole HTML page; a *live app* counts as usable when the page holds every result (the browser's own work is
the same on both sides). Of the gallery there are three numbers, each for a region whose app nobody has opened since the
server started unless it says so: the *first visitor* comes by the project page, whose script tells the server of the
first movement of the pointer, and presses the button after a pause; one who presses it *at once*, cold, without the
page; and *the next one*. Memory is the private memory of the viewers' kernels; what the opened app holds, which they
share, is said and counted.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

HERE = Path(__file__).parents[1]
sys.path = [
    folder for folder in sys.path if Path(folder) != HERE / "benchmarks"
]  # this file is not the package

from curriculum.regions import REGIONS
from gallery import card as cards
from gallery import snapshot
from gallery.store import NOTEBOOK, Store, Version, snapshot_name

ROUNDS, SEATS, CROWD, CARDS = 5, 8, 200, 10_000
PAUSE = 2  # seconds in which a person looks at the project page before pressing the button
VIEWERS = (1, 4, 8)
CELLS = """\
from curriculum import datasets, plots
import ipywidgets as widgets
plots.use_korean()
people = datasets.load("kr-population-dong", region=REGION, year=2020)
totals = people.groupby("sigungu")["population"].sum()
---
axis = totals.sort_values().plot.barh(title="시군구 인구")
---
widgets.Dropdown(options=list(totals.index), description="시군구")
---
print("끝까지 했습니다", REGION)
"""
DONE = "끝까지 했습니다"
KERNEL = r'"kernelId": ?"([^"]+)"'


def project(folder: Path) -> Version:
    """The project, published in a gallery folder."""
    card = cards.read(HERE / "tests" / "gallery" / "card.yaml")
    parameters = new_code_cell('REGION = "부산광역시"', metadata={"tags": ["parameters"]})
    code = [new_code_cell(source.strip()) for source in CELLS.split("---")]
    nb = new_notebook(cells=[new_markdown_cell("# 인구"), parameters, *code])
    nb = snapshot.publishable(nb, card)
    page = snapshot.render(snapshot.execute(nb, card.region), card, card.region)
    files = {
        cards.FILE_NAME: b"",
        NOTEBOOK: nbformat.writes(nb).encode(),
        snapshot_name(card.region): page.encode(),
    }
    return Store(folder).add(version(card), files)


def version(card: cards.Card) -> Version:
    """A version of a card, approved by the benchmark."""
    from datetime import UTC, datetime

    return Version(
        number=0, course="bench", module="09", trainee=card.slug, approved_by="-", published=datetime.now(UTC),
        regions=(card.region,), card=card,
    )  # fmt: skip


class Server:
    """A server in a process of its own."""

    def __init__(self, command: list[str], port: int, **environment: str):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("DSI_KERNELS")}
        self.process = subprocess.Popen(
            command, env=clean | environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.netloc = f"127.0.0.1:{port}"
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"server did not come up: {command}")

    def ask(self, method: str, path: str) -> tuple[int, str, str]:
        """Status, Location and text of one answer."""
        connection = http.client.HTTPConnection(self.netloc, timeout=120)
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8", "replace")

    def app(self, path: str) -> str:
        """Press the button and follow."""
        return self.ask("GET", self.ask("POST", path)[1])[2]

    def processes(self, depth: int) -> dict[int, str]:
        """Processes `depth` generations below the server, with their names."""
        parents, names = {}, {}
        for task in Path("/proc").glob("[0-9]*"):
            try:
                said, _, rest = (task / "stat").read_text().rpartition(")")
            except OSError:
                continue
            parents[int(task.name)], names[int(task.name)] = int(rest.split()[1]), said.partition("(")[2]
        generation = {self.process.pid}
        for _ in range(depth):
            generation = {child for child, parent in parents.items() if parent in generation}
        return {pid: names[pid] for pid in sorted(generation)}

    def kernels(self) -> list[int]:
        """The gallery's kernels of visitors, which run below the zygote or below an opened app."""
        return [
            pid for depth in (3, 4) for pid, name in self.processes(depth).items() if name == "dsi-kernel"
        ]

    def apps(self) -> list[int]:
        """The gallery's opened apps."""
        return [pid for pid, name in self.processes(3).items() if name.startswith("dsi-app")]

    def wait_until_quiet(self) -> None:
        """Until no kernel computes any longer: what was to be opened is open."""
        quiet = 0
        while quiet < 10:
            before = self.computed()
            time.sleep(0.2)
            quiet = quiet + 1 if self.computed() - before < 5_000_000 else 0

    def computed(self) -> int:
        """Nanoseconds of processor that the kernels have had."""
        computed = 0
        for pid in [*self.processes(3), *self.processes(4)]:
            with contextlib.suppress(OSError):  # it has just ended
                computed += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])  # the main thread
        return computed

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(30)


def private_mb(pids: list[int]) -> float:
    """Private memory of processes together."""
    lines = [
        re.findall(r"^Private_\w+:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        for pid in pids
    ]
    return sum(int(kb) for found in lines for kb in found) / 1024


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def seconds(act, rounds: int = ROUNDS) -> float:
    """Median time of `act`, after one round that does not count."""
    times = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


def checked(text: str) -> None:
    """Refuse a page without its last result."""
    if DONE not in text:
        raise SystemExit("the page holds no result")


def stock(folder: Path) -> tuple[float, float]:
    """Seconds to stock Voilà's result (its first useful view, too), and MB of a viewer."""
    port = free_port()
    server = Server(
        [sys.executable, "-m", "voila", str(folder / NOTEBOOK), "--no-browser", f"--port={port}"], port
    )
    try:
        took = seconds(lambda: checked(server.ask("GET", "/")[2]))
        pids = list(server.processes(1))
        return took, private_mb(pids) / len(pids)
    finally:
        server.stop()


def ours(folder: Path) -> dict[str, float]:
    """The same questions to the gallery, and those that only it answers."""
    port = free_port()
    server = Server([sys.executable, "-m", "dsi", "gallery", "serve", str(folder), "--port", str(port)], port)
    server.process.stdout.readline(), server.process.stdout.readline()  # open, and apps are ready
    page, app = "/projects/busan-aged-neighbours", "/live/busan-aged-neighbours/v1"
    try:
        found = {
            "view": seconds(
                lambda: (server.ask("GET", page), checked(server.ask("GET", f"{page}/v1/snapshot/21")[2])), 50
            )
        }

        def open_app(place: str, interest: str = "") -> float:
            server.wait_until_quiet()
            if interest:
                server.ask("GET", page), server.ask("POST", interest)
                time.sleep(PAUSE)
            began = time.perf_counter()
            text = server.app(place)
            took = time.perf_counter() - began
            checked(text)
            leave(text)
            return took

        def leave(text: str) -> None:
            server.ask("POST", f"/voila/api/shutdown/{re.search(KERNEL, text)[1]}")

        # Another region is another app to the gallery: nobody has opened it yet.
        asked = [urlencode({"region": each.name}) for each in REGIONS if each.name != "부산광역시"]
        cold, come = asked[:ROUNDS], asked[ROUNDS : 2 * ROUNDS]
        found["first"] = statistics.median(
            [open_app(f"{app}?{each}", f"{app}/interest?{each}") for each in come]
        )
        found["cold"] = statistics.median([open_app(f"{app}?{each}") for each in cold])
        found["next"] = statistics.median([open_app(f"{app}?{come[-1]}") for _ in range(ROUNDS)])
        server.wait_until_quiet()
        found["opened app"] = private_mb(server.apps()) / len(server.apps())  # as long as nobody shares it
        for count in VIEWERS:
            texts = [server.app(f"{app}?{cold[-1]}") for _ in range(count)]
            server.wait_until_quiet()
            found[f"viewers {count}"] = private_mb(server.kernels())
            for text in texts:
                leave(text)
            server.wait_until_quiet()
        began = time.perf_counter()
        for _ in range(200):
            server.ask("GET", f"{page}/v1/snapshot/21")
        found["pages"] = 200 / (time.perf_counter() - began)
        with ThreadPoolExecutor(CROWD) as crowd:
            began = time.perf_counter()
            visits = [
                crowd.submit(lambda n=n: (time.sleep(n / CROWD * 5), server.ask("POST", app))[1])
                for n in range(CROWD)
            ]
            answers = [crowd.submit(server.ask, "GET", each.result()[1]) for each in visits]
            texts = [each.result() for each in answers]
        found["crowd seconds"] = time.perf_counter() - began
        found["crowd in"] = sum(DONE in text for _, _, text in texts)
        found["crowd waiting"] = sum("자리가 모두 찼습니다" in text for _, _, text in texts)
        found["kernels"] = len(server.kernels())
        return found
    finally:
        server.stop()


def many(folder: Path) -> dict[str, float]:
    """Times of lists over many cards, in one process."""
    from gallery.catalogue import Catalogue, Query
    from gallery.store import VERSION

    card = cards.read(HERE / "tests" / "gallery" / "card.yaml")
    regions = card.regions()
    for number in range(CARDS):
        each = card.model_copy(update={
            "slug": f"card-{number}", "title": f"과제 {number}", "region": regions[number % 17], "center": f"센터 {number % 40}",
        })  # fmt: skip
        place = folder / "projects" / each.slug / "v1"
        place.mkdir(parents=True)
        (place / VERSION).write_text(
            version(each).model_copy(update={"number": 1}).model_dump_json(), encoding="utf-8"
        )
    catalogue = Catalogue(Store(folder))
    began = time.perf_counter()
    catalogue.projects()
    found = {"first": time.perf_counter() - began}
    found["all"] = seconds(lambda: catalogue.find(Query()), 20)
    found["search"] = seconds(lambda: catalogue.find(Query(words="과제 99")), 20)
    found["filter"] = seconds(lambda: catalogue.find(Query(region="제주특별자치도", field="지역격차")), 20)
    found["similar"] = seconds(lambda: catalogue.similar(catalogue.projects()[0]), 20)
    return found


def main() -> None:
    """Print both sides."""
    with tempfile.TemporaryDirectory(prefix="dsi-bench-") as name:
        folder = Path(name) / "gallery"
        folder.mkdir()
        published = project(folder)
        stock_app, stock_memory = stock(Store(folder).folder(published))
        mine = ours(folder)
        print(
            f"first useful view   stock {stock_app:.2f} s   gallery {mine['view'] * 1000:.1f} ms   {stock_app / mine['view']:.0f}x"
        )
        for who, took in (
            (f"first visitor, after the page and a pause of {PAUSE} s", mine["first"]),
            ("first visitor, at once and without the page", mine["cold"]),
            ("the next one", mine["next"]),
        ):
            print(f"live app            stock {stock_app:.2f} s   gallery {took:.3f} s   {stock_app / took:.1f}x   ({who})")
        for count in VIEWERS:
            own, shared = mine[f"viewers {count}"] / count, mine["opened app"] / count
            print(
                f"memory, {count} viewers   stock {stock_memory:.0f} MB each   gallery {own:.0f} MB each   1/{stock_memory / own:.1f}"
                f"; with the opened app ({shared * count:.0f} MB) {own + shared:.0f} MB each, 1/{stock_memory / (own + shared):.1f}"
            )
        print(f"snapshots           {mine['pages']:.0f} pages/s, one client")
        print(
            f"{CROWD} visitors in 5 s  {mine['crowd in']:.0f} in the app, {mine['crowd waiting']:.0f} on the waiting page, "
            f"{mine['kernels']:.0f} kernels (seats {SEATS}), all answered after {mine['crowd seconds']:.1f} s"
        )
        times = many(Path(name) / "many")
        listed = ", ".join(f"{what} {took * 1000:.1f} ms" for what, took in times.items() if what != "first")
        print(f"{CARDS:,} cards        read once in {times['first']:.1f} s; {listed}")


if __name__ == "__main__":
    main()
