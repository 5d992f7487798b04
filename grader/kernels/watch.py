"""Measure what a kernel and every process it started take together."""

import os
from dataclasses import dataclass

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Usage:
    """Use of one kernel's whole tree of processes."""

    tasks: int = 0
    cpu_seconds: float = 0.0
    resident: int = 0
    pids: tuple[int, ...] = ()


def _read(path: str) -> str:
    try:
        with open(path) as file:  # noqa: PTH123
            return file.read()
    except OSError:  # gone in the meantime
        return ""


def usage(roots: set[int]) -> dict[int, Usage]:
    """Add up the processes below each root (an orphan stays below its kernel, the first of its namespace).

    Parameters
    ----------
    roots
        The kernels' process ids.

    Returns
    -------
    dict
        A :class:`Usage` for each root.
    """
    parents: dict[int, int] = {}
    figures: dict[int, tuple[int, float, int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (text := _read(f"/proc/{name}/stat")):
            fields = text.rpartition(")")[2].split()
            parents[int(name)] = int(fields[1])
            figures[int(name)] = (
                int(fields[17]),
                sum(map(int, fields[11:15])) / _TICK,
                int(fields[21]) * _PAGE,
            )
    totals = {root: Usage() for root in roots}
    for pid, (tasks, cpu, resident) in figures.items():
        at = pid
        while at not in roots and at in parents:
            at = parents[at]
        if at in roots:
            total = totals[at]
            total.tasks += tasks
            total.cpu_seconds += cpu
            total.resident += resident
            total.pids += (pid,)
    return totals


def memory(pids: tuple[int, ...]) -> int:
    """Sum the processes' proportional memory: a page shared with the zygote counts a fraction."""
    total = 0
    for pid in pids:
        for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total
