"""The exchange's inbox, where anyone may put anything: what was handed in is taken out, one folder at a time."""

import os
import stat
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.errors import DsiError
from grader.cohort import Cohort
from grader.exchange import timestamp
from grader.submissions import ASK_AGAIN, DEEPEST, MOST_FILES, is_ignored

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Refused:
    """A thing in the inbox that was left there, and why, in Korean."""

    name: str
    reason: str


@dataclass(frozen=True)
class Collected:
    """What collecting did."""

    new: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


Items = list[tuple[datetime, str]]  # times and names of one trainee's submissions


def collect(
    cohort: Cohort,
    module: str,
    api: "NbGraderAPI",
    wanted: Callable[[str, Items], Items] = lambda _, items: items,
) -> Collected:
    """Put the newest submission of everyone on the roster where nbgrader's own collecting does.

    nbgrader follows links with the instructor's rights and stops for everyone at one thing it cannot
    read. Here no link is followed, a submission is taken whole or not at all, and one that cannot be
    taken is left with a reason; then the same trainee's next older one has its turn. `wanted` says which of a
    trainee's submissions are asked for.
    """
    result = Collected()
    inbound = Path(api.exchange_root) / api.coursedir.course_id / "inbound"
    try:
        inbox = os.open(inbound, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        msg = f"{inbound}: 제출이 모이는 폴더를 열 수 없습니다. `dsi release`로 단원을 다시 배포하거나 권한을 확인하세요."
        raise DsiError(msg) from error
    try:
        for trainee, items in sorted(_by_trainee(cohort, module, inbox, result.refused).items()):
            if _take_newest(cohort, module, trainee, wanted(trainee, items), inbox, api, result.refused):
                result.new.append(trainee)
    finally:
        os.close(inbox)
    return result


def _by_trainee(
    cohort: Cohort, module: str, inbox: int, refused: list[Refused]
) -> dict[str, Items]:
    """Times and names of the submissions to a module, read as nbgrader names them: who+module+time+chance."""
    known = {trainee.id for trainee in cohort.trainees()}
    # One from the far future would keep out everything handed in after it; clocks may differ a little.
    latest = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)
    found = defaultdict(list)
    for name in sorted(os.listdir(inbox)):
        who, *rest = name.rsplit("+", 3)
        if len(rest) < 2:
            if not name.startswith("."):
                refused.append(Refused(_shown(name), "제출 폴더의 이름이 아닙니다. 필요 없으면 지워 주세요."))
        elif rest[0] != module:
            continue
        elif who not in known:
            reason = "명단에 없는 아이디입니다. `dsi roster add`로 등록하면 걷을 수 있습니다."
            refused.append(Refused(_shown(name), reason))
        elif (moment := _moment(rest[1])) is None:
            refused.append(Refused(_shown(name), f"폴더 이름에서 제출 시각을 읽을 수 없습니다. {ASK_AGAIN}"))
        elif moment > latest:
            refused.append(Refused(_shown(name), f"제출 시각이 아직 오지 않은 때입니다. {ASK_AGAIN}"))
        else:
            found[who].append((moment, name))
    return found


def _take_newest(
    cohort: Cohort,
    module: str,
    trainee: str,
    items: Items,
    inbox: int,
    api: "NbGraderAPI",
    refused: list[Refused],
) -> bool:
    """Whether one newer than the submission collected before could be taken."""
    before = _moment(timestamp(cohort, module, trainee))
    for moment, name in sorted(items, reverse=True):
        if before is not None and moment <= before:
            break
        try:
            _take(inbox, name, moment, cohort.folder / "submitted" / trainee / module, _Copy.within(api))
        except DsiError as error:
            refused.append(Refused(_shown(name), str(error)))
        except OSError as error:
            reason = f"복사할 수 없습니다({error.strerror}). 파일의 권한과 남은 디스크를 확인하세요."
            refused.append(Refused(_shown(name), reason))
        else:
            return True
    return False


def _take(inbox: int, name: str, moment: datetime, target: Path, copy: "_Copy") -> None:
    """Copy one submission beside `target` and put it there when it is whole."""
    if not stat.S_ISDIR(os.stat(name, dir_fd=inbox, follow_symlinks=False).st_mode):
        raise DsiError(f"제출 폴더가 아니라 링크나 파일입니다. {ASK_AGAIN}")
    place = target.parent.parent
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=".collect-", ignore_cleanup_errors=True) as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
        source = os.open(name, _READ | os.O_DIRECTORY, dir_fd=inbox)
        try:
            copy.folder(source, new)
        finally:
            os.close(source)
        # The name's time is the one that was compared; the file inside may say anything.
        time = moment.isoformat(sep=" ", timespec="microseconds")
        (new / "timestamp.txt").write_text(f"{time} UTC", encoding="utf-8")
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise


@dataclass
class _Copy:
    """Copying one submission within the course's limits, by descriptors, so that no link can slip in between."""

    ignored: list[str]
    included: list[str]
    largest_file: int
    largest: int
    count: int = 0
    size: int = 0

    @classmethod
    def within(cls, api: "NbGraderAPI") -> "_Copy":
        course = api.coursedir
        return cls(course.ignore, course.include, 1000 * course.max_file_size, 1000 * course.max_dir_size)

    def folder(self, source: int, target: Path, here: str = "") -> None:
        """Copy what an open folder holds into the new folder `target`."""
        if here.count("/") > DEEPEST:
            raise DsiError(f"폴더가 너무 깊이 겹쳐 있습니다({DEEPEST}겹까지). {ASK_AGAIN}")
        target.mkdir()
        for name in sorted(self._names(source)):
            mode = os.stat(name, dir_fd=source, follow_symlinks=False).st_mode
            if stat.S_ISREG(mode) and not is_ignored(name, self.included):
                continue
            if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
                kind = os.O_DIRECTORY if stat.S_ISDIR(mode) else 0
                opened = os.open(name, _READ | kind, dir_fd=source)
                try:
                    if kind:
                        self.folder(opened, target / name, f"{here}{name}/")
                    else:
                        self._file(opened, target / name, here + name, os.fstat(source).st_uid)
                finally:
                    os.close(opened)
            else:
                raise DsiError(f"'{_shown(here + name)}'이(가) 파일이 아니라 링크나 장치입니다. {ASK_AGAIN}")

    def _names(self, source: int) -> list[str]:
        names = []
        with os.scandir(source) as entries:
            for entry in entries:
                self.count += 1
                if self.count > MOST_FILES:
                    raise DsiError(f"파일이 너무 많습니다({MOST_FILES:,}개까지). {ASK_AGAIN}")
                if not is_ignored(entry.name, self.ignored):
                    names.append(entry.name)
        return names

    def _file(self, source: int, target: Path, name: str, owner: int) -> None:
        there = os.fstat(source)
        # Another's file under a second name would be read with the instructor's rights.
        if not stat.S_ISREG(there.st_mode) or (there.st_nlink > 1 and there.st_uid != owner):
            raise DsiError(f"'{_shown(name)}'이(가) 제출한 사람의 파일이 아닙니다. {ASK_AGAIN}")
        size = 0
        self._check(name, there.st_size)
        with target.open("xb") as out:
            while chunk := os.read(source, _CHUNK):
                size += len(chunk)
                self._check(name, size)  # it may grow while it is read
                out.write(chunk)
        self.size += size

    def _check(self, name: str, size: int) -> None:
        if size > self.largest_file:
            much = f"{self.largest_file // 1_000_000}MB까지"
            raise DsiError(f"'{_shown(name)}' 파일이 너무 큽니다({much}). {ASK_AGAIN}")
        if self.size + size > self.largest:
            raise DsiError(f"제출 폴더가 너무 큽니다({self.largest // 1_000_000}MB까지). {ASK_AGAIN}")


def _moment(text: str) -> datetime | None:
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(text[:100]) if text else None
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None


def _shown(name: str) -> str:
    """A name as it may be written on a screen."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)
