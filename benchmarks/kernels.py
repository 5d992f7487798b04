"""Start kernels the stock way and from the zygote, and compare time and memory.

Run as ``python benchmarks/kernels.py [REPEATS]`` on an idle, byte-compiled installation.
"""

import statistics
import sys
import time
from pathlib import Path

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
    manager.start_kernel()
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
    print(
        f"\nKERNELS ratio={stock[1] / warm[1]:.1f} ready_s={warm[0]:.3f} ready_ratio={stock[0] / warm[0]:.1f} "
        f"private_mb={warm[3]:.0f} stock_private_mb={stock[3]:.0f}"
    )


if __name__ == "__main__":
    main()
