"""Measure what a kernel and every process it started take together."""

import os
from dataclasses import dataclass

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


class Memory:
    """Tell the memory of processes, without what a fork still shares with the zygote.

    Made in the zygote before its first fork. The exact share of each process would cost the system a walk over
    all its pages, too slow against a fork bomb; so a fork (its code lies where the zygote's does) is taken to
    share all it inherited.
    """

    def __init__(self) -> None:
        me = process(os.getpid())
        self._inherited, self._code_start = self._own(me.pid)[0], me.code_start

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
