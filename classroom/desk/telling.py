"""What a job did, in words; and the command that does the same."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from classroom.desk.jobs import Action, Job
from classroom.hub.accounts import SERVICE
from gallery.desk import tidy
from grader.exchange import deadline, korean_time


@dataclass(frozen=True)
class Note:
    """Something an instructor should look at, and whose work it is about."""

    who: str
    text: str


def command(cohort_id: str, action: Action, module: str, due: str = "") -> str:
    """The ``dsi`` command of an action, typed in the center's folder; as the account that owns the cohorts, as it makes files."""
    verb = {Action.AGAIN: ["grade"], Action.SEND: ["lms", "send"]}.get(action, [str(action)])
    words = ["sudo", "-Hu", SERVICE, "dsi", *verb, f"cohorts/{cohort_id}", module]
    words += ["--all"] if action is Action.AGAIN else []
    words += ["--due", due] if due else []
    return shlex.join(words)


def summary(job: Job) -> str:
    """How a job ended, in a sentence or two."""
    if job.end and not job.end["ok"]:
        return job.end["message"]
    failed = sum(bool(each.get("problem")) for each in job.items)
    done, waiting = len(job.items) - failed, sum(bool(each.get("waiting")) for each in job.items)
    match job.action:
        case Action.RELEASE:
            return "훈련생에게 배포했습니다." + (_due(job) if job.due else "")
        case Action.COLLECT:
            refused = f" 걷지 않은 것이 {failed}건 있습니다." if failed else ""
            return (f"새 제출 {done}건을 걷었습니다." if done else "새로 걷을 제출이 없습니다.") + refused
        case Action.FEEDBACK:
            said = f"{done}명에게 피드백을 돌려주었습니다."
            said += f" {waiting}명은 직접 채점할 문항이 남아 있습니다. 채점한 뒤 다시 돌려주세요." if waiting else ""
            return said + (f" {failed}명에게는 돌려주지 못했습니다." if failed else "")
        case Action.SEND:
            return f"{done}명의 점수를 LMS로 보냈습니다." + (f" {failed}명의 점수는 보내지 못했습니다." if failed else "")
        case _:
            kept = sum(bool(each.get("kept")) for each in job.items)
            flagged = sum(bool(each.get("flags")) for each in job.items)
            said = f"{done}건을 채점했습니다." if not kept else f"{done - kept}건을 새로 채점했고, {kept}건은 그대로입니다."
            said += f" 채점하지 못한 제출이 {failed}건 있습니다." if failed else ""
            said += f" 살펴볼 것이 있는 제출은 {flagged}건입니다." if flagged else ""
            return said + (f" {waiting}건은 직접 채점할 문항이 남아 있습니다." if waiting else "")


def _due(job: Job) -> str:
    """The deadline; one that was over when it was set may be a slip."""
    over = korean_time(deadline(job.due)) < job.begun
    return f" 마감은 {job.due}입니다." + (" 이미 지난 때이므로 이제 내는 것은 늦은 제출이 됩니다. 날짜를 확인해 주세요." if over else "")


def notes(job: Job, names: dict[str, str], problems: dict[str, dict[str, str]]) -> list[Note]:
    """What was refused, could not be done or was flagged, by trainee; `problems` of the module as the cohort keeps them."""
    found = []
    for each in job.items:
        who, texts = each["trainee"], [each.get("problem"), *each.get("flags", ())]
        if job.action is Action.FEEDBACK and each.get("problem") and who in problems:
            texts = [problems[who]["reason"]]
        shown = f"{names[who]}({who})" if who in names else who
        found += [Note(shown, tidy(text).replace("`", "")) for text in texts if text]
    return sorted(found, key=lambda note: note.who)


def progress(job: Job) -> str:
    """How far a running job is."""
    if not job.total:
        return f"{job.title}: 하고 있습니다."
    said = f"{job.title}: {job.total}건 가운데 {len(job.items)}건을 마쳤습니다."
    rate, left = job.pace()
    if not rate or len(job.items) >= job.total:
        return said
    rest = f"약 {left:.0f}분" if left >= 1 else "1분 안쪽"
    return f"{said} 분당 {rate:.0f}건, 남은 시간은 {rest}입니다."
