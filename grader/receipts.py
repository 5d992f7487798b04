"""A receipt for what was handed in: its digest and its time, for the trainee to keep and to check."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from curriculum.errors import DsiError
from grader.cohort import Cohort, write_whole
from grader.submissions import fingerprint

# What nbgrader adds on the way.
_ADDED = ["timestamp.txt", "submission_secret.txt"]


@dataclass(frozen=True)
class Receipt:
    """What a trainee handed in."""

    course: str
    module: str
    trainee: str
    time: str
    sha256: str


def of(cohort: Cohort, module: str, trainee: str, time: str, folder: Path) -> Receipt:
    """The receipt of a submission that lies in `folder`."""
    return Receipt(cohort.folder.name, module, trainee, time, fingerprint(folder, _ADDED))


def write(cohort: Cohort, module: str, trainee: str, time: str, home: Path) -> Path:
    """Write the receipt of the submission just made into ``receipts`` of the trainee's folder."""
    receipt = of(cohort, module, trainee, time, home / module)
    folder = home / "receipts"
    folder.mkdir(exist_ok=True)
    path = folder / f"{module}-{''.join(filter(str.isdigit, time))}.json"
    write_whole(path, json.dumps(asdict(receipt), ensure_ascii=False, indent=1) + "\n")
    return path


def read(path: Path) -> Receipt:
    """Read a receipt."""
    try:
        return Receipt(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DsiError(f"{path}: 제출 영수증이 아닙니다. `dsi submit`이 만든 파일을 골라 주세요.") from error


def check(cohort: Cohort, path: Path) -> tuple[Receipt, str]:
    """Compare a receipt with what arrived.

    Returns
    -------
    Receipt
    str
        In Korean, what does not fit; empty when everything does.
    """
    receipt = read(path)
    if receipt.course != cohort.folder.name:
        return receipt, f"다른 반({receipt.course})의 영수증입니다."
    arrived = _arrived(cohort, cohort.module(receipt.module), receipt.trainee)
    if not arrived:
        return receipt, "이 반에 도착한 제출이 없습니다."
    if receipt.sha256 not in {fingerprint(folder, _ADDED) for folder in arrived}:
        return receipt, "도착한 제출의 내용이 영수증과 다릅니다."
    return receipt, ""


def count(cohort: Cohort, module: str, trainee: str) -> int:
    """How often a trainee has handed in a module."""
    return len(list(_inbound(cohort).glob(f"{trainee}+{module}+*/")))


def _arrived(cohort: Cohort, module: str, trainee: str) -> list[Path]:
    collected = cohort.folder / "submitted" / trainee / module
    return [*_inbound(cohort).glob(f"{trainee}+{module}+*/"), *([collected] if collected.is_dir() else [])]


def _inbound(cohort: Cohort) -> Path:
    api = cohort.api()
    return Path(api.exchange_root) / api.coursedir.course_id / "inbound"
