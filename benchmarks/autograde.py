"""Stock ``nbgrader autograde`` against ``dsi grade`` on the same submissions of a real practicum.

    python benchmarks/autograde.py [--module bigdata/02-clean-join] [--count 40] [--workers 1,2,4]

Both are run as an instructor would run them, as commands, after everything is byte-compiled. The submissions differ:
each leaves some questions blank, and answers others with one of the module's own right and wrong answers. The scores
must be the same, cell by cell. Ends with ``AUTOGRADE ratio=X …``.
"""

import argparse
import compileall
import contextlib
import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
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
        floor = cells_alone(ours, module.id, trainees[: min(5, len(trainees))])
        seconds = {}
        for workers in arguments.workers:
            shutil.rmtree(ours.folder / "autograded", ignore_errors=True)
            seconds[workers] = timed([bin_("dsi"), "grade", ours.folder, module.id, "--all", "--workers", str(workers)])
        slow = timed([bin_("nbgrader"), "autograde", module.id], cwd=stock)
        ours_scores, stock_scores = scores(ours.folder), scores(stock)
    assert ours_scores == stock_scores, sorted(ours_scores ^ stock_scores)[:10]
    points = {t: sum(score or 0 for trainee, _, score in ours_scores if trainee == t) for t in trainees}
    assert len(trainees) < 3 or len(set(points.values())) > 2, "the submissions should differ"
    report(arguments, len(trainees), floor, seconds, slow, points)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--module", default="bigdata/02-clean-join")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--workers", type=lambda text: [int(n) for n in text.split(",")], default=[1, 2, 4])
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
        if name not in solution:
            continue
        others = [each.source for each in found if each.grade_id == name]
        kind = chance.random()
        if kind < 0.75 or (kind < 0.9 and not others):
            cell.source = solution[name]
        elif kind < 0.9:
            cell.source = chance.choice(others)
    nbformat.write(nb, path)
    (folder / "timestamp.txt").write_text("2026-11-20 09:00:00.000000 UTC", encoding="utf-8")


def cells_alone(cohort: Cohort, module: str, trainees: list[str]) -> float:
    """Seconds a submission's cells themselves need, in a process that has imported everything already."""
    from grader import kernels
    from grader.kernel_run import Kernel

    kernels.register()
    config = cohort.api().config
    Kernel(None, config, 5).close()
    program = "import time; _t = time.perf_counter()\nfor _c in _cells:\n    try: get_ipython().run_cell(_c, silent=True)\n"
    program += "    except Exception: pass\nprint('floor', time.perf_counter() - _t)"
    found = []
    for trainee in trainees:
        path = cohort.folder / "submitted" / trainee / module / "practicum.ipynb"
        sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        with Kernel(None, config, 5) as kernel:
            ran = kernel.run(f"_cells = {sources!r}\n{program}", 120)
        said = "".join(output.text for output in ran.outputs if output.get("name") == "stdout")
        found.append(float(said.rpartition("floor ")[2]))
    return sum(found) / len(found)


def timed(command: list, cwd: Path | None = None) -> float:
    start = time.perf_counter()
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return seconds


def scores(folder: Path) -> set[tuple]:
    with sqlite3.connect(folder / "gradebook.db") as gradebook:
        return set(gradebook.execute(SCORES))


def report(
    arguments: argparse.Namespace, count: int, floor: float, seconds: dict[int, float], slow: float, points: dict
) -> None:
    print(f"{arguments.module}, {REGION}, {count} submissions, {os.cpu_count()} cores, points {sorted(points.values())}")
    print(f"{'':28}{'seconds':>10}{'each':>9}{'ratio':>8}")
    print(f"{'stock nbgrader autograde':28}{slow:10.1f}{slow / count:9.3f}{1:8.1f}")
    for workers, taken in seconds.items():
        print(f"{f'dsi grade --workers {workers}':28}{taken:10.1f}{taken / count:9.3f}{slow / taken:8.1f}")
    print(f"{'the cells alone (floor)':28}{floor * count:10.1f}{floor:9.3f}{slow / count / floor:8.1f}")
    best = seconds.get(2) or min(seconds.values())
    print(
        f"AUTOGRADE ratio={slow / best:.1f} stock={slow / count:.2f}s ours={best / count:.3f}s floor={floor:.3f}s "
        f"submissions={count} cores={os.cpu_count()} scores=identical"
    )


if __name__ == "__main__":
    main()
