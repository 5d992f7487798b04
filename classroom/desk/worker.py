"""The process of one job: does what the ``dsi`` command of that name does, and tells it line by line."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classroom.desk import acts
from classroom.desk.jobs import TITLES, Action
from curriculum.errors import DsiError
from grader.cohort import Cohort

Tell = Callable[..., None]


def main(folder: str, path: str, lock: str) -> None:
    """Do the job whose file is `path`, holding `lock` until the end."""
    os.set_inheritable(int(lock), False)
    asked = []

    def interrupt(*_: object) -> None:
        asked.append(True)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    begin = json.loads(Path(path).read_text(encoding="utf-8").splitlines()[0])
    cohort, action, module = Cohort(Path(folder)), Action(begin["action"]), begin["module"]
    with Path(path).open("a", encoding="utf-8") as file:

        def tell(event: str, **facts: Any) -> None:
            line = {"event": event, "at": datetime.now(UTC).isoformat()} | facts
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            if asked and event != "end":  # a library may have caught the interrupt, as some do while they are imported
                raise KeyboardInterrupt

        end = {"ok": True, "message": ""}
        try:
            tell("work", total=0, pid=os.getpid())
            _do(cohort, action, module, begin["due"], tell)
        except DsiError as error:
            end = {"ok": False, "message": str(error)}
        except KeyboardInterrupt:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, the page must not wait for ever
            traceback.print_exc()
            said = f"{type(error).__name__}: {error}".splitlines()[0][:200]
            end = {"ok": False, "message": f"예기치 못한 오류로 멈추었습니다({said})."}
        if asked:  # whatever the interrupt has become on its way
            end = {"ok": False, "message": "멈추었습니다. 이미 끝난 것은 그대로 남아 있습니다."}
        acts.record(cohort.folder, begin["by"], f"{action} end", module=module, **end)
        tell("end", **end)
    os.close(int(lock))  # whoever reads of the end may begin the next job at once


def _do(cohort: Cohort, action: Action, module: str, due: str, tell: Tell) -> None:
    from grader import autograde, feedback

    if action is Action.RELEASE:
        cohort.release(module, due or None)
    elif action is Action.COLLECT:
        found = cohort.collect(module)
        for trainee in found.new:
            tell("item", trainee=trainee)
        for refused in found.refused:
            tell("item", trainee=refused.name, problem=refused.reason)
    elif action is Action.SEND:
        from classroom.lti import grades

        grades.center_of(cohort)
        tell("work", total=len(cohort.trainees()), pid=os.getpid())
        _tell_all(grades.send(cohort, module), tell)
    else:
        waiting = cohort.submitted(module)
        if not waiting:
            raise DsiError(f"{TITLES[action]}: 걷은 제출이 없습니다. 먼저 걷어 주세요.")
        tell("work", total=len(waiting), pid=os.getpid())
        again = action is Action.AGAIN
        give = feedback.give(cohort, module) if action is Action.FEEDBACK else autograde.grade(cohort, module, again)
        _tell_all(give, tell)


def _tell_all(results: Iterable[Any], tell: Tell) -> None:
    for result in results:
        facts = asdict(result)
        tell("item", **{name: value for name, value in facts.items() if name not in ("module", "pages")})


if __name__ == "__main__":
    main(*sys.argv[1:])
