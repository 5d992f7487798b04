"""How much memory all programs of one account may take together: a control group of the Linux kernel's.

The groups lie in one of our own at the root of the tree, beside systemd's, and outlive a restart of the hub.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_TREE = Path("/sys/fs/cgroup")
_NAME = "dsi"


def can_limit() -> bool:
    """Whether this machine lets us: most containers do not."""
    try:
        _ours()
    except OSError:
        return False
    return True


def group(account: str, size: int) -> Path:
    """Make an account's group, or give it another limit.

    Parameters
    ----------
    account : str
        The operating system account, by which the group is called.
    size : int
        Bytes for all programs in it together. When they need more, the kernel ends the largest.

    Returns
    -------
    Path
        Where a program writes ``0`` to be in the group with all that it starts.
    """
    folder = _ours() / account
    folder.mkdir(exist_ok=True)
    if _is_version_2():
        _set(folder / "memory.max", size)
        _set_if_there(folder / "memory.swap.max", 0)
    else:
        # Memory and swap together may never be less than memory alone.
        _set_if_there(folder / "memory.memsw.limit_in_bytes", -1)
        _set(folder / "memory.limit_in_bytes", size)
        _set_if_there(folder / "memory.memsw.limit_in_bytes", size)
    return folder / "cgroup.procs"


def remove(account: str) -> None:
    """Take away the group of an account that runs nothing any more."""
    with suppress(OSError):
        (_ours() / account).rmdir()


def _is_version_2() -> bool:
    return (_TREE / "cgroup.controllers").is_file()


def _ours() -> Path:
    """The group around all accounts' groups, in which memory can be limited."""
    if not _is_version_2():
        ours = _TREE / "memory" / _NAME
        ours.mkdir(exist_ok=True)
        return ours
    ours = _TREE / _NAME
    for folder in (_TREE, ours):
        folder.mkdir(exist_ok=True)
        switch = folder / "cgroup.subtree_control"
        if "memory" not in switch.read_text().split():
            _set(switch, "+memory")
    return ours


def _set(file: Path, value: int | str) -> None:
    file.write_text(str(value))


def _set_if_there(file: Path, value: int | str) -> None:
    if file.exists():  # not without swap accounting
        _set(file, value)
