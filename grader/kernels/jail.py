"""Shut the calling process in: own namespaces, own folders, no way to gain a right again.

Runs inside the zygote's sandbox, in the child that becomes a kernel, before any code of a trainee. Only the
standard library: the mount and namespace calls have no Python binding, so they go through ``ctypes``.
"""

import contextlib
import ctypes
import fcntl
import os
import resource
import shutil
import socket
import stat
import struct

SCRATCH = "/scratch"
TMP = "/tmp"
_MB = 1024 * 1024

_NEWNS, _NEWIPC, _NEWPID, _NEWNET = 0x20000, 0x8000000, 0x20000000, 0x40000000
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _BIND, _REC, _PRIVATE = 1, 2, 4, 8, 0x1000, 0x4000, 1 << 18
_SAFE = _NOSUID | _NODEV
_SET_PDEATHSIG, _SET_DUMPABLE, _SET_NAME, _SET_NO_NEW_PRIVS = 1, 4, 15, 38
_CAPABILITY_V3 = 0x20080522
_PROCESSES_OF_ALL = 4096  # the namespace's; one kernel's few are counted by the zygote
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def _mount(kind: str, target: str, flags: int, options: str = "") -> None:
    _call("mount", kind.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode())


def fork(own_pids: int | None) -> int:
    """Fork; the child is the first process of a process namespace of its own.

    Parameters
    ----------
    own_pids
        Descriptor of the caller's process namespace, in which it stays; None for an ordinary fork.
    """
    if own_pids is None:
        return os.fork()
    _call("unshare", _NEWPID)
    pid = os.fork()
    if pid:
        _call("setns", own_pids, _NEWPID)
    return pid


def forbid_user_namespaces() -> None:
    """Close the way by which a process without rights becomes root of a namespace of its own."""
    place = f"{TMP}/proc"
    os.mkdir(place)
    _mount("proc", place, _SAFE | _NOEXEC)
    with open(f"{place}/sys/user/max_user_namespaces", "w") as file:
        file.write("0")
    _call("umount2", place.encode(), 2)
    os.rmdir(place)


def call_process(name: str) -> None:
    """Give the process a name, for those who look at a list of processes."""
    _call("prctl", _SET_NAME, name.encode(), 0, 0, 0)


def die_with_parent() -> None:
    """Ask the system to kill this process when its parent ends (for running without a sandbox)."""
    _call("prctl", _SET_PDEATHSIG, 9, 0, 0, 0)


def enter(disk_mb: int) -> None:
    """Leave the zygote's view: nothing writable is shared with it or with another kernel."""
    os.setsid()
    _bound(resource.RLIMIT_NPROC, _PROCESSES_OF_ALL)
    _call("unshare", _NEWNS | _NEWIPC | _NEWNET)
    _call("mount", None, b"/", None, ctypes.c_ulong(_REC | _PRIVATE), None)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("800")  # when the machine runs out of memory, a kernel goes before its grader
    # Read-only: as root outside, the kernel settings under /proc/sys would accept our writes.
    _mount("proc", "/proc", _SAFE | _NOEXEC | _RDONLY)
    _mount("devpts", "/dev/pts", _NOSUID | _NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    kept = {place: os.open(place, os.O_PATH) for place in _mounts_below(TMP)}
    for place in (TMP, "/dev/shm", SCRATCH):
        _mount("tmpfs", place, _SAFE | _NOEXEC, f"size={disk_mb}m,nr_inodes=20000,mode=700")
    for place, folder in kept.items():
        os.makedirs(place)
        _call("mount", f"/proc/self/fd/{folder}".encode(), place.encode(), None, ctypes.c_ulong(_BIND | _REC), None)
        os.close(folder)
    # The only interface there is, and it leads nowhere: child processes print to the kernel through it.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP))


def _mounts_below(place: str) -> list[str]:
    """Outermost mounts below a folder: a kit installed under ``/tmp`` must stay in sight of its kernels."""
    with open("/proc/self/mountinfo") as file:
        found = sorted(line.split()[4] for line in file)
    outermost: list[str] = []
    for mount in found:
        if mount.startswith(f"{place}/") and not any(mount.startswith(f"{outer}/") for outer in outermost):
            outermost.append(mount)
    return outermost


def drop_rights() -> None:
    """Give up every capability, for this process and all it will ever start."""
    _call("prctl", _SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_V3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def forbid_reading() -> None:
    """Close ``/proc/self/mem`` and its like."""
    _call("prctl", _SET_DUMPABLE, 0, 0, 0, 0)


def allow_reading() -> None:
    """Undo :func:`forbid_reading`: a process that forks must see to its children through ``/proc``."""
    _call("prctl", _SET_DUMPABLE, 1, 0, 0, 0)


def set_limits(memory_mb: int, disk_mb: int, polite: bool = True) -> None:
    """Set the bounds the system itself keeps; the zygote watches the rest.

    Parameters
    ----------
    memory_mb, disk_mb
        As in :class:`grader.kernels.limits.Limits`.
    polite
        Also give way to other processes.
    """
    # RLIMIT_AS would count the address space that allocators reserve and never use.
    _bound(resource.RLIMIT_DATA, _data_size() + memory_mb * _MB)
    _bound(resource.RLIMIT_FSIZE, disk_mb * _MB)
    _bound(resource.RLIMIT_NOFILE, 1024)
    _bound(resource.RLIMIT_CORE, 0)
    if polite:
        os.nice(5)


def _bound(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _data_size() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")


def copy_files(source: int, target: str) -> None:
    """Copy a submission's own files, but no notebook and no link, from an open folder.

    Parameters
    ----------
    source
        Descriptor of the folder, opened outside the sandbox; nothing is reached by name.
    target
        The scratch folder.
    """
    for folder, folders, files, descriptor in os.fwalk(dir_fd=source, follow_symlinks=False):
        if folder.count("/") > 30:
            raise OSError(36, "folders nested too deeply")
        folders[:] = [name for name in folders if name not in {".ipynb_checkpoints", ".git", "__pycache__"}]
        place = os.path.normpath(f"{target}/{folder}")
        os.makedirs(place, exist_ok=True)
        for name in files:
            if name.endswith(".ipynb") or not stat.S_ISREG(
                os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode
            ):
                continue
            opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=descriptor)
            with open(opened, "rb") as original, open(f"{place}/{name}", "wb") as copy:
                shutil.copyfileobj(original, copy, _MB)
