"""Stock ``nbgrader autograde`` against ``dsi grade`` on the same submissions of a real practicum.

    python benchmarks/autograde.py [--module bigdata/01-collect] [--count 40] [--workers 1,2,4] [--no-cluster]

Both are run as an instructor would run them, as commands, after everything is byte-compiled. The submissions differ:
each leaves some questions blank and answers others with one of the module's own right and wrong answers, and every
tenth is handed in as it was fetched. The scores must be the same, cell by cell, whichever way they were found.

The first table is the claim: everything from the command to its end, imports and the start of the zygote included,
once as the very first run and once more when the files are in the system's cache. The floor is the time the cells
themselves need, hidden tests included, one after another on one core in a process that has imported everything; what
the submissions share (the cells before the first answer) is part of it. The second table is the same work with other
numbers of workers, and on a Dask cluster of this machine's own (scheduler and workers are running before it starts).
Ends with ``AUTOGRADE ratio=X …``.
"""

import argparse
import compileall
import contextlib
import io
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat

from curriculum import build, catalog, regions
from grader import answers
from grader.cohort import Cohort, create
from grader.roster import Trainee, enrol

REGION = "부산광역시"
# A plain nbgrader course: its own kernels, its own steps, one submission after another.
STOCK = "c = get_config()\nc.CourseDirectory.course_id = 'stock'\nc.Execute.timeout = 60\n"
SCORES = """select student.id, base_cell.name, grade.auto_score from grade
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
join student on submitted_assignment.student_id = student.id join base_cell on grade.cell_id = base_cell.id"""


def main() -> None:
    arguments = parse()
    module = catalog.module(arguments.module)
    compile_all()
    with tempfile.TemporaryDirectory(prefix="autograde-") as folder:
        ours = create(Path(folder) / "ours", module.track, REGION, "busan")
        ours.release(module.id)
        trainees = [f"t{number:03}" for number in range(arguments.count)]
        enrol(ours, [Trainee(trainee, "홍길동") for trainee in trainees])
        for number, trainee in enumerate(trainees):
            hand_in(ours, module, trainee, number)
        stock = Path(folder) / "stock"
        shutil.copytree(ours.folder, stock)
        (stock / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
        slow = timed([bin_("nbgrader"), "autograde", module.id], cwd=stock)
        expected = scores(stock)
        first, again = (grade(ours, module.id, expected, "--workers", "2") for _ in range(2))
        table = {f"{n} worker{'s' * (n > 1)}": grade(ours, module.id, expected, "--workers", str(n)) for n in arguments.workers}
        if not arguments.no_cluster:
            with cluster(workers=2) as address:
                table["Dask, 2 worker processes"] = grade(ours, module.id, expected, "--scheduler", address)
        floor, opening = cells_alone(ours, module.id, trainees[: min(10, len(trainees))])
    points = {t: sum(score or 0 for trainee, _, score in expected if trainee == t) for t in trainees}
    assert len(trainees) < 3 or len(set(points.values())) > 2, "the submissions should differ"
    count = len(trainees)
    print(f"{arguments.module}, {REGION}, {count} submissions, {os.cpu_count()} cores, points {sorted(points.values())}")
    print(f"load of the machine before the last figures: {os.getloadavg()[0]:.1f}\n")
    line = "{:34}{:>10}{:>9}{:>8}".format
    print(line("", "seconds", "each", "ratio"))
    rows = {"stock nbgrader autograde": slow, "dsi grade, first run": first, "dsi grade, once more": again}
    for name, seconds in (rows | {"the cells alone, one core (floor)": floor * count}).items():
        print(line(name, f"{seconds:.1f}", f"{seconds / count:.3f}", f"{slow / seconds:.1f}"))
    print(f"of the floor, before the first answer: {opening:.3f} s each\n")
    print(line("dsi grade with", "seconds", "each", "ratio"))
    for name, seconds in table.items():
        print(line(name, f"{seconds:.1f}", f"{seconds / count:.3f}", f"{slow / seconds:.1f}"))
    print(
        f"\nAUTOGRADE ratio={slow / first:.1f} per_submission_s={first / count:.3f} floor_s={floor:.3f} "
        f"stock_s={slow / count:.2f} ratio_again={slow / again:.1f} submissions={count} scores=identical"
    )


def grade(cohort: Cohort, module: str, expected: set[tuple], *options: str) -> float:
    """Grade from nothing; the scores must be stock nbgrader's."""
    with sqlite3.connect(cohort.folder / "gradebook.db") as gradebook:
        gradebook.execute("update grade set auto_score = null")
    shutil.rmtree(cohort.folder / "autograded", ignore_errors=True)
    seconds = timed([bin_("dsi"), "grade", cohort.folder, module, "--all", *options])
    assert scores(cohort.folder) == expected, sorted(scores(cohort.folder) ^ expected)[:10]
    return seconds


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and workers as processes of their own."""
    with contextlib.ExitStack() as stack:

        def start(*command: str) -> None:
            process = subprocess.Popen([bin_("dask"), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.terminate)

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        start("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard")
        start("worker", address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard")
        from distributed import Client

        with Client(address, timeout=60) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--module", default="bigdata/01-collect")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--workers", type=lambda text: [int(n) for n in text.split(",")], default=[1, 2, 4])
    parser.add_argument("--no-cluster", action="store_true")
    return parser.parse_args()


def compile_all() -> None:
    """Neither side shall spend its time on compiling."""
    with contextlib.redirect_stdout(io.StringIO()):
        for place in {path for path in sys.path if path.endswith("site-packages")}:
            compileall.compile_dir(place, quiet=2, workers=1)


def bin_(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def hand_in(cohort: Cohort, module: catalog.Module, trainee: str, number: int) -> None:
    """Put a submission where ``collect`` puts it: the n-th trainee's mix of right, wrong and blank answers."""
    chance = random.Random(number)
    region = regions.region(REGION)
    found = [each for each in answers.read(module.answers) if each.counts_in(region.name)]
    solution = {cell.metadata.nbgrader.grade_id: cell.source for name, nb in build.masters(module) if name == "practicum"
                for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution")}  # fmt: skip
    folder = cohort.folder / "submitted" / trainee / module.id
    shutil.copytree(cohort.folder / "release" / module.id, folder)
    path = folder / "practicum.ipynb"
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name not in solution or number % 10 == 9:
            continue
        others = [each.source for each in found if each.grade_id == name]
        kind = chance.random()
        if kind < 0.75 or (kind < 0.9 and not others):
            cell.source = solution[name]
        elif kind < 0.9:
            cell.source = chance.choice(others)
    nbformat.write(nb, path)
    (folder / "timestamp.txt").write_text("2026-11-20 09:00:00.000000 UTC", encoding="utf-8")


def cells_alone(cohort: Cohort, module: str, trainees: list[str]) -> tuple[float, float]:
    """Seconds a submission's cells themselves need in a process that has imported everything: all, and the first."""
    from grader.kernel_run import Kernel

    config = cohort.api().config
    Kernel(None, config, 5).close()
    program = "import time; _t = [time.perf_counter()]\nfor _c in _cells:\n    try: get_ipython().run_cell(_c, silent=True)\n"
    program += "    except Exception: pass\n    _t.append(time.perf_counter())\n"
    program += "print('floor', _t[-1] - _t[0], _t[_first] - _t[0])"
    found = []
    for trainee in trainees:
        folder = cohort.folder / "autograded" / trainee / module  # where the tests are whole
        cells = [each for each in nbformat.read(folder / "practicum.ipynb", as_version=4).cells if each.cell_type == "code"]
        first = next(n for n, each in enumerate(cells) if each.metadata.get("nbgrader", {}).get("solution"))
        with Kernel(str(folder), config, 5) as kernel:
            ran = kernel.run(f"_cells, _first = {[each.source for each in cells]!r}, {first}\n{program}", 120)
        said = "".join(output.text for output in ran.outputs if output.get("name") == "stdout")
        found.append([float(word) for word in said.rpartition("floor ")[2].split()])
    return tuple(sum(column) / len(found) for column in zip(*found, strict=True))


def timed(command: list, cwd: Path | None = None) -> float:
    start = time.perf_counter()
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return seconds


def scores(folder: Path) -> set[tuple]:
    with sqlite3.connect(folder / "gradebook.db") as gradebook:
        return set(gradebook.execute(SCORES))


if __name__ == "__main__":
    main()
