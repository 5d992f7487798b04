"""The same grading on a Dask cluster: workers are sent what they need, and this process stays the one writer.

A worker sees neither the course folder nor the gradebook: it gets the module's own files and one submission, and
gives back the graded folder. A submission whose worker dies is given to another.
"""

import atexit
import io
import os
import pickle
import shutil
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from curriculum.errors import DsiError
from grader import submissions
from grader.course import Course, Original
from grader.grade_one import Graded, Marks, Steps
from grader.kernels import wanted, zygote
from grader.opening import Openings

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT_SECONDS = 10
_lock = threading.Lock()
_AHEAD = 2  # submissions sent for each thread of the cluster


@dataclass(frozen=True)
class Parcel:
    """What a worker must know of a module.

    Attributes
    ----------
    files : bytes
        Its ``source`` folder, packed.
    notebooks : dict
        For each notebook its cells, kernelspec and points.
    """

    module: str
    config: Any
    files: bytes
    notebooks: dict[str, tuple[dict[str, NotebookNode], dict[str, Any] | None, float]]
    regions: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    kept_files: tuple[str, ...]
    permissions: int


@dataclass
class Returned:
    """What a worker gives back: a :class:`Graded` whose folder is packed."""

    marks: dict[str, Marks] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    problem: str = ""
    detail: str = ""
    files: bytes = b""


class _SentCourse:
    """A course as a worker has it: the part of :class:`Course` that grading one submission needs."""

    def __init__(self, parcel: Parcel, root: Path) -> None:
        self.module, self.config, self.kept_files = parcel.module, parcel.config, parcel.kept_files
        self.regions, self.permissions = list(parcel.regions), parcel.permissions
        self.ignored, self.source = list(parcel.ignored), root / "source"
        self.cohort = SimpleNamespace(folder=root)
        self.notebooks = {
            name: Original(cells, kernelspec, points, self.source / f"{name}.ipynb")
            for name, (cells, kernelspec, points) in parcel.notebooks.items()
        }
        _unpack(parcel.files, self.source)

    def submitted(self, trainee: str) -> Path:
        return self.cohort.folder / "submitted" / trainee / self.module

    graded = Course.graded


def graded_on(
    address: str,
    course: Course,
    todo: list[str],
    place: Path,
    explained: Callable[[Exception], tuple[str, str]],
) -> Iterator[Graded]:
    """Have submissions graded by the cluster whose scheduler listens at `address`; give each as it is ready.

    Parameters
    ----------
    address : str
    course : Course
    todo : list of str
        Trainees.
    place : Path
        Where the graded folders are laid.
    explained : callable
        Says of an exception what the instructor reads, and the details.

    Raises
    ------
    DsiError
        If the cluster cannot be reached, has no worker, or its workers lack the kit.
    """
    with _connected(address, wanted.imported(course.source)) as client:
        from distributed import as_completed

        parcel, waiting = _parcel(course), list(enumerate(todo))
        running: dict[Future, tuple[int, str]] = {}
        done = as_completed(loop=client.loop)

        def send_more() -> Iterator[Graded]:
            while waiting and len(running) < _AHEAD * max(1, sum(client.nthreads().values())):
                number, trainee = waiting.pop(0)
                try:
                    files = _packed_submission(course.submitted(trainee))
                except (DsiError, OSError) as error:
                    problem, detail = (str(error), "") if isinstance(error, DsiError) else explained(error)
                    yield Graded(trainee, place, problem=problem, detail=detail)
                    continue
                key = f"dsi-{os.getpid()}-{id(parcel)}-{number}"
                future = client.submit(grade_one, parcel, trainee, files, key=key, pure=False)
                running[future] = (number, trainee)
                done.add(future)

        yield from send_more()
        while running:
            future = next(done)
            number, trainee = running.pop(future)
            folder = place / f"{os.getpid()}-{number}"
            graded = Graded(trainee, folder)
            try:
                found: Returned = future.result()
                graded.marks, graded.missing, graded.flags = found.marks, found.missing, found.flags
                graded.problem, graded.detail = found.problem, found.detail
                _unpack(found.files, folder, course.permissions)
            except Exception as error:  # noqa: BLE001 - one submission must not stop the others
                graded.problem, graded.detail = explained(error)
            yield graded
            yield from send_more()


@contextmanager
def _connected(address: str, modules: list[str]) -> Iterator["Client"]:
    try:
        from distributed import Client
    except ImportError as error:
        raise DsiError(
            "여러 컴퓨터에서 채점하는 데 필요한 dask.distributed가 없습니다. `pip install 'dsi-kit[cluster]'`로 설치한 뒤 "
            "다시 실행하거나, --scheduler 없이 이 컴퓨터에서 채점하세요."
        ) from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise DsiError(
            f"{address}: Dask 스케줄러에 닿지 못했습니다. `dask scheduler`가 켜져 있는지, 주소가 "
            "tcp://컴퓨터:8786 꼴인지 확인하세요."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            raise DsiError(
                f"{address}: 스케줄러에 일할 작업자가 없습니다. 채점할 컴퓨터에서 `dask worker {address}`를 켜세요."
            ) from error
        checked = client.run(_check, modules, on_error="return").items()
        # One whose connection broke in the meantime is no more; what it did is given to others.
        lacking = [f"{where}({said})" for where, said in checked if said and not isinstance(said, OSError)]
        if lacking:
            raise DsiError(
                f"작업자가 채점할 수 없습니다: {', '.join(lacking)[:500]} 작업자에도 이 컴퓨터와 같은 dsi-kit을 "
                "설치하고, 그 컴퓨터에서 `dsi doctor`로 점검하세요."
            )
        yield client


def _check(modules: list[str]) -> str:
    """Start a kernel on a worker, from a zygote that imports what the course does; says what stands against it."""
    from traitlets.config import Config

    from grader.kernel_run import Kernel

    try:
        zygote.warm_up(sandboxed=os.environ.get("DSI_NO_SANDBOX") != "1", modules=modules)
        Kernel(None, Config(), 5).close()
    except DsiError as error:
        return str(error)
    return ""


def grade_one(parcel: bytes, trainee: str, files: bytes) -> Returned:
    """On a worker: grade one packed submission."""
    with _lock:
        steps, root = _steps(parcel)
    submitted = root / "submitted" / trainee / steps.module
    with tempfile.TemporaryDirectory(prefix="dsi-graded-") as folder:
        try:
            _unpack(files, submitted)
            graded = steps.grade(trainee, Path(folder))
        finally:
            shutil.rmtree(submitted.parent, ignore_errors=True)
        packed = b"" if graded.problem else _packed(Path(folder))
        return Returned(graded.marks, graded.missing, graded.flags, graded.problem, graded.detail, packed)


@cache
def _steps(parcel: bytes) -> tuple[Steps, Path]:
    """The steps of a module, made once in each worker."""
    root = Path(tempfile.mkdtemp(prefix="dsi-course-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return Steps(_SentCourse(pickle.loads(parcel), root), Openings()), root


def _parcel(course: Course) -> bytes:
    notebooks = {
        name: (each.cells, each.kernelspec, each.max_score) for name, each in course.notebooks.items()
    }
    return pickle.dumps(
        Parcel(
            course.module,
            course.config,
            _packed(course.source),
            notebooks,
            tuple(course.regions),
            tuple(course.ignored),
            tuple(course.kept_files),
            course.permissions,
        )
    )


def _packed_submission(folder: Path) -> bytes:
    """Pack a submission as it lies there; what is neither file nor folder becomes a link to nowhere."""
    if folder.is_symlink():
        raise DsiError(f"제출 폴더가 다른 곳을 가리키는 링크입니다. {submissions.ASK_AGAIN}")
    size = sum(size for _, _, size in submissions.files(folder))
    if size > submissions.LARGEST_FILES + submissions.LARGEST_NOTEBOOK:
        much = (submissions.LARGEST_FILES + submissions.LARGEST_NOTEBOOK) // (1 << 20)
        raise DsiError(f"제출한 파일이 너무 큽니다(모두 {much}MB까지). {submissions.ASK_AGAIN}")
    return _packed(folder)


def _packed(folder: Path) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for place, folders, names in os.walk(folder):
            for name in [*folders, *names]:
                path = Path(place, name)
                member = archive.gettarinfo(path, str(path.relative_to(folder)))
                if member is None or not (member.isreg() or member.isdir() or member.issym()):
                    if member is None or member.islnk():  # the second name of a file: a file again
                        member = tarfile.TarInfo(str(path.relative_to(folder)))
                        member.size, member.mode = path.lstat().st_size, 0o644
                    else:
                        member.type, member.linkname, member.size = tarfile.SYMTYPE, os.devnull, 0
                if member.isreg():
                    with path.open("rb") as file:
                        archive.addfile(member, file)
                else:
                    archive.addfile(member)
    return data.getvalue()


def _unpack(data: bytes, folder: Path, permissions: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not data:
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="tar" if not permissions else "data")
    for path in folder.rglob("*") if permissions else ():
        if path.is_file():
            path.chmod(permissions)
