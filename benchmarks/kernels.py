"""Start kernels the stock way and from the zygote, and compare time and memory.

The second table shows the memory all kernels together take, for more and more of them, each page counted once (the
sum of their proportional shares, that of the process they were forked from included), at rest with the imports done
and at its peak in a cell that makes a table. What one more kernel adds is the pages it writes, not a copy of the imports.

Run as ``python benchmarks/kernels.py [REPEATS]`` on an idle, byte-compiled installation.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil
from jupyter_client.manager import KernelManager

from grader import kernels
from grader.kernels import zygote

# What a practicum's first cell does.
IMPORTS = (
    "import folium, geopandas, mapclassify, matplotlib.pyplot, pandas, pyarrow, sklearn.linear_model\n"
    "matplotlib.pyplot.subplots()\nmatplotlib.pyplot.close('all')"
)


def private_mb(manager):
    pid = manager.provisioner.pid
    values = dict.fromkeys(("Private_Clean", "Private_Dirty"), 0)
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        if name in values:
            values[name] = int(value.split()[0]) / 1024
    return sum(values.values())


def measure(name):
    """Return seconds to a ready kernel, to one with its imports done, and to its end; and its private MB."""
    began = time.perf_counter()
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    ready = time.perf_counter() - began
    client.execute_interactive(IMPORTS, output_hook=lambda _: None, timeout=60)
    imported = time.perf_counter() - began
    private = private_mb(manager)
    began = time.perf_counter()
    client.stop_channels()
    manager.shutdown_kernel()
    return ready, imported, time.perf_counter() - began, private


def shares(pids):
    """Megabytes of the processes, each page counted once: the sum of their proportional shares."""
    found = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, value = line.split(":")
            found += int(value.split()[0]) / 1024 if name in ("Pss", "SwapPss") else 0
    return found


def zygote_pids():
    """The zygote and what holds it."""
    process = psutil.Process(zygote._zygotes[True].pid)
    return {process.pid, *(each.pid for each in process.children(recursive=True))}


# At its peak: a table made and held while it is measured.
WORK = "import pandas\nframe = pandas.DataFrame({'a': range(200_000)})\nframe['b'] = frame['a'] % 7\nframe.groupby('b').a.sum();"


def start_and_run(name, code):
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    client.execute_interactive(code, output_hook=lambda _: None, timeout=60)
    return manager, client


def many(name, counts, base):
    """For each number of kernels the megabytes of all, with imports done and with a table each."""
    running, rows = [], []
    try:
        for count in counts:
            while len(running) < count:
                running.append(start_and_run(name, IMPORTS))
            pids = base() | {manager.provisioner.pid for manager, _ in running}
            rest = shares(pids)
            for _, client in running:
                client.execute_interactive(WORK, output_hook=lambda _: None, timeout=60)
            rows.append((count, rest, shares(pids)))
            for _, client in running:
                client.execute_interactive("del frame", output_hook=lambda _: None, timeout=60)
    finally:
        for manager, client in running:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    return rows


def print_memory(counts):
    """Print the second table; returns what the last kernels added, each."""
    resting = shares(zygote_pids())
    warm = many(kernels.KERNEL_NAME, counts, zygote_pids)
    stock = many("python3", counts[:3], set)
    print(f"\nthe process they are forked from: {resting:.0f} MB\n")
    print(f"{'kernels':<9}{'warm: all':>12}{'each more':>12}{'at the peak':>14}{'each more':>12}{'stock: all':>13}")
    before = (0, resting, resting)
    for index, row in enumerate(warm):
        more = [(row[k] - before[k]) / (row[0] - before[0]) for k in (1, 2)]
        other = f"{stock[index][1]:>10.0f} MB" if index < len(stock) else ""
        print(f"{row[0]:<9}{row[1]:>9.0f} MB{more[0]:>9.0f} MB{row[2]:>11.0f} MB{more[1]:>9.0f} MB{other:>13}")
        before = row
    return more[0], more[1], stock[-1][1] / stock[-1][0]


def main():
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    kernels.register()
    began = time.perf_counter()
    zygote.warm_up(wait=True)
    print(f"warm-up, once: {time.perf_counter() - began:.2f} s\n")
    print(f"{'median of ' + str(repeats):<14}{'ready':>9}{'imports':>9}{'end':>9}{'private':>11}")
    medians = {}
    for label, name in (("stock", "python3"), ("warm, boxed", kernels.KERNEL_NAME)):
        measure(name)
        medians[label] = [
            statistics.median(column) for column in zip(*(measure(name) for _ in range(repeats)), strict=True)
        ]
        ready, imported, end, private = medians[label]
        print(f"{label:<14}{ready:>7.3f} s{imported:>7.3f} s{end:>7.3f} s{private:>8.0f} MB")
    stock, warm = medians.values()
    more, peak, whole = print_memory([1, 2, 4, 8, 16])
    print(
        f"\nKERNELS ratio={stock[1] / warm[1]:.1f} ready_s={warm[0]:.3f} ready_ratio={stock[0] / warm[0]:.1f} "
        f"private_mb={warm[3]:.0f} stock_private_mb={stock[3]:.0f} "
        f"extra_kernel_mb={more:.0f} extra_kernel_peak_mb={peak:.0f} stock_kernel_mb={whole:.0f}"
    )


if __name__ == "__main__":
    main()
