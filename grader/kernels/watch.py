"""Measure what a kernel and every process it started take together."""

import os
from dataclasses import dataclass

from grader.kernels.limits import Limits

# What the grader may ask of the zygote after a cell: to end the kernel if it is over its bounds now, or, after a
# cell that failed, if what it left takes half of them, so that it is not the next cell that meets them.
LOOK, LOOK_CLOSELY = b"look", b"look closely"
# And of the gallery: to let an app take so many times its bounds, for it and for each of its viewers.
TIMES = b"times "
_MB = 1024 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")
# Places in /proc/PID/stat, counted after the command's name.
_PARENT, _TIMES, _TASKS, _RESIDENT, _CODE_START = 1, slice(11, 15), 17, 21, 23


@dataclass
class Process:
    """One process, as its ``stat`` file tells."""

    pid: int
    parent: int
    cpu_seconds: float
    tasks: int
    resident: int
    code_start: int


def _read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except OSError:  # gone in the meantime
        return ""


def process(pid: int) -> Process | None:
    """Read one process; None when it is gone."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    if not fields:
        return None
    return Process(
        pid,
        int(fields[_PARENT]),
        sum(map(int, fields[_TIMES])) / _TICK,
        int(fields[_TASKS]),
        int(fields[_RESIDENT]) * _PAGE,
        int(fields[_CODE_START]),
    )


def trees(roots: set[int]) -> dict[int, list[Process]]:
    """Return all processes below each root, itself included.

    An orphan stays below its kernel, which is the first process of its namespace.
    """
    found = {
        each.pid: each for name in os.listdir("/proc") if name.isdigit() and (each := process(int(name)))
    }
    below: dict[int, list[Process]] = {root: [] for root in roots}
    for each in found.values():
        at = each.pid
        while at not in roots and at in found:
            at = found[at].parent
        if at in roots:
            below[at].append(each)
    return below


def waited_seconds(pid: int) -> float:
    """Seconds the threads of a process have waited for a processor: what a busy machine took from them."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return 0.0
    waits = (_read(f"/proc/{pid}/task/{task}/schedstat").split()[1:2] for task in tasks)
    return sum(int(wait[0]) for wait in waits if wait) / 1e9


def _data(pid: int) -> int:
    """Bytes of address space reserved for data."""
    fields = _read(f"/proc/{pid}/statm").split()
    return int(fields[5]) * _PAGE if fields else 0


class Memory:
    """Tell the memory of processes, without what a fork still shares with the zygote.

    Made in the zygote before its first fork. The exact share of each process would cost the system a walk over
    all its pages, too slow against a fork bomb; so a fork (its code lies where the zygote's does) is taken to
    share all it inherited.
    """

    def __init__(self) -> None:
        me = process(os.getpid())
        self._inherited, self._code_start = self._own(me.pid)[0], me.code_start
        self._data = _data(me.pid)

    def too_much(self, processes: list[Process], limits: Limits, share: float = 1.0) -> str:
        """Say which bound a kernel's processes together pass: a reason of the provisioner's, or nothing.

        Parameters
        ----------
        processes, limits
            Of one kernel.
        share
            How much of memory and processes is taken for too much; a part of them is asked for when nobody
            is at work, so that reserved memory (of sleeping threads, say) counts as well.
        """
        allowed = limits.memory_mb * _MB * share
        if sum(each.tasks for each in processes) > limits.processes * share:
            return "processes"
        if 0 < limits.cpu_seconds < sum(each.cpu_seconds for each in processes):
            return "cpu"
        if sum(each.resident for each in processes) > allowed and self.of(processes) > allowed * 1.1:
            return "memory"
        if share < 1 and any(_data(each.pid) - self._data > allowed for each in processes):
            return "memory"
        return ""

    def of(self, processes: list[Process]) -> int:
        """Sum the memory in bytes."""
        total = 0
        for each in processes:
            anonymous, shared = self._own(each.pid)
            if each.code_start == self._code_start:
                anonymous = max(0, anonymous - self._inherited)
            total += anonymous + shared
        return total

    @staticmethod
    def _own(pid: int) -> tuple[int, int]:
        values = {"RssAnon": 0, "RssShmem": 0, "VmSwap": 0}
        for line in _read(f"/proc/{pid}/status").splitlines():
            name, _, value = line.partition(":")
            if name in values:
                values[name] = int(value.split()[0]) * 1024
        return values["RssAnon"] + values["VmSwap"], values["RssShmem"]
