"""Work on its way: released to trainees, fetched, submitted and collected through nbgrader's exchange."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from curriculum.errors import DsiError
from grader import receipts
from grader.cohort import Cohort, succeed
from grader.course_config import TIMEZONE

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

    from grader.inbox import Collected

_KOREA = ZoneInfo(TIMEZONE)


def release(cohort: Cohort, module: str, due: str | None = None) -> None:
    """Make the trainees' version of a module and put it into the exchange.

    Parameters
    ----------
    cohort : Cohort
    module : str
    due : str, optional
        When work is due, Korean time, ``2026-12-01 18:00``; without it an earlier date stays.

    Raises
    ------
    DsiError
        Also if the version for the trainees still holds a solution or a hidden test; nothing is handed out.
    """
    module = cohort.module(module)
    moment = deadline(due) if due else None
    api = _open(cohort)
    succeed(api.generate_assignment(module), f"{module} 배포본 만들기")
    _refuse_leaks(cohort, module)
    if moment is not None:
        with api.gradebook as gradebook:
            gradebook.update_or_create_assignment(module, duedate=moment)
    _run(api, "ReleaseAssignment", f"{module} 배포", assignment_id=module, force=True)


def fetch(cohort: Cohort, module: str, trainee: str, home: Path) -> Path:
    """Copy a released module into a trainee's folder; files already there stay as they are.

    Returns
    -------
    Path
        The module's folder under `home`.
    """
    module, home = cohort.module(module), Path(home).resolve()
    cohort.trainee(trainee)
    api = _open(cohort, home)
    if module not in released(cohort):
        raise DsiError(f"{module} 단원은 아직 배포되지 않았습니다. `dsi release`로 먼저 배포하세요.")
    home.mkdir(parents=True, exist_ok=True)
    _run(
        api,
        "FetchAssignment",
        f"{module} 받기",
        assignment_id=module,
        student_id=trainee,
        replace_missing_files=True,
    )
    return home / module


def submit(cohort: Cohort, module: str, trainee: str, home: Path) -> datetime:
    """Hand in a trainee's folder of a module, as it is.

    Returns
    -------
    datetime
        When it was handed in, Korean time.
    """
    module, home = cohort.module(module), Path(home).resolve()
    cohort.trainee(trainee)
    if not (home / module).is_dir():
        raise DsiError(f"{home / module}: 제출할 폴더가 없습니다. `dsi fetch`로 단원을 먼저 받으세요.")
    limit = cohort.card.submissions
    if limit is not None and receipts.count(cohort, module, trainee) >= limit:
        raise DsiError(f"{module} 단원은 {limit}번까지만 제출할 수 있습니다. 강사에게 문의하세요.")
    app = _run(_open(cohort, home), "Submit", f"{module} 제출", assignment_id=module, student_id=trainee)
    moment = korean_time(app.timestamp)
    receipts.write(cohort, module, trainee, f"{moment:%Y-%m-%d %H:%M:%S}", home)
    return moment


def collect(cohort: Cohort, module: str) -> "Collected":
    """Take the newest submission of everyone on the roster out of the exchange.

    Returns
    -------
    Collected
        ``new``: ids of the trainees whose submission is new or newer than the one collected before;
        ``refused``: what was left in the exchange, each with the reason in Korean.
    """
    from grader import inbox

    module = cohort.module(module)
    api = _open(cohort)
    if module not in released(cohort):
        raise DsiError(f"{module} 단원은 아직 배포되지 않았습니다. `dsi release`로 먼저 배포하세요.")
    return inbox.collect(cohort, module, api)


def fetch_feedback(cohort: Cohort, module: str, trainee: str, home: Path) -> list[Path]:
    """Get a trainee's released feedback pages into the module's folder under `home`."""
    module, home = cohort.module(module), Path(home).resolve()
    succeed(_open(cohort, home).fetch_feedback(module, trainee), f"{module} 피드백 받기")
    return sorted((home / module / "feedback").glob("*/*.html"))


def released(cohort: Cohort) -> set[str]:
    """Ids of the modules that are in the exchange."""
    return set(_open(cohort).get_released_assignments())


def timestamp(cohort: Cohort, module: str, trainee: str) -> str:
    """When the collected submission was handed in, as nbgrader wrote it; empty if it does not say."""
    from nbgrader.utils import parse_utc

    path = cohort.folder / "submitted" / trainee / module / "timestamp.txt"
    with suppress(OSError, ValueError, OverflowError):
        text = path.read_text(encoding="utf-8").strip()[:100]
        parse_utc(text)
        return text
    return ""


def korean_time(moment: str | datetime) -> datetime:
    """One of nbgrader's UTC times in Korean time."""
    from nbgrader.utils import parse_utc

    return parse_utc(moment).replace(tzinfo=UTC).astimezone(_KOREA)


def deadline(text: str) -> datetime:
    """A Korean date and time as nbgrader keeps it: UTC without a zone."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise DsiError(f"마감 '{text}'을 읽을 수 없습니다. '2026-12-01 18:00'처럼 적어 주세요.") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=_KOREA)
    return moment.astimezone(UTC).replace(tzinfo=None)


def _open(cohort: Cohort, home: Path | None = None) -> "NbGraderAPI":
    """The API with a working exchange; for a trainee, as run in that home folder."""
    sections: dict[str, dict[str, Any]] = {}
    if home is not None:
        cache = home / ".local" / "share" / "jupyter" / "nbgrader_cache"
        sections["Exchange"] = {"assignment_dir": str(home), "cache": str(cache)}
    api = cohort.api(**sections)
    if not api.exchange_is_functional:
        msg = f"{api.exchange_root}: 교환 폴더가 없거나 쓸 수 없습니다. 폴더를 만들거나 권한을 확인하세요."
        raise DsiError(msg)
    return api


def _run(api: "NbGraderAPI", action: str, what: str, **settings: Any) -> Any:
    """Run one of the exchange's actions that the API does not offer with these settings."""
    from nbgrader.utils import capture_log, temp_attrs

    course = {key: settings.pop(key) for key in ("assignment_id", "student_id") if key in settings}
    with temp_attrs(api.coursedir, **course):
        make = getattr(api.exchange, action)
        app = make(coursedir=api.coursedir, authenticator=api.authenticator, parent=api)
        for name, value in settings.items():
            setattr(app, name, value)
        succeed(capture_log(app), what)
    return app


def _refuse_leaks(cohort: Cohort, module: str) -> None:
    import nbformat

    from curriculum.notebook import leaks

    for path in sorted((cohort.folder / "release" / module).glob("*.ipynb")):
        original = cohort.folder / "source" / module / path.name
        found = leaks(nbformat.read(path, as_version=4), nbformat.read(original, as_version=4))
        if found:
            raise DsiError(
                f"{path}: 배포본에 답이 새어 나갑니다. {found[0]} 원본의 표시를 고친 뒤 다시 배포하세요."
            )
