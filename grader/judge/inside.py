"""Take a place between the kernel and its cells: check after the trainee's, prepare and prove the course's."""

import dis
import hmac
import importlib
import linecache
import random
import sys
import types
from collections.abc import Callable, Generator, Iterator
from typing import Any

from grader.judge.classes import watch_classes
from grader.judge.digest import digest
from grader.judge.hook import watch_events
from grader.judge.memory import forbid_reading
from grader.judge.names import given_names
from grader.judge.pristine import PACKAGES
from grader.judge.shell import watch_shell


def install(
    key: str, course_cells: dict[str, str], answerable: list[str] | None, values: bool, imports: list[str]
) -> None:
    """Prepare the kernel this is called in; its replies carry a report and a proof from then on.

    Parameters
    ----------
    key : str
        With it the report of every cell is signed.
    course_cells : dict
        The cells that are the course's own, given cells and tests, each by the word that asks for it. Their text
        is nowhere to be seen in the kernel but here.
    answerable, values
        As for :func:`grader.judge.names.given_names`.
    imports : list of str
        Modules the course's cells import: loaded now, before a file or a cell can take their place.
    """
    from IPython import get_ipython

    shell = get_ipython()
    _load(imports)
    _seed()
    forbid_reading()
    for name in [name for name in linecache.cache if "ipykernel_" in name]:
        del linecache.cache[name]
    step = _judge(shell, key.encode(), course_cells, answerable, values).send
    step(None)
    shell.kernel.do_execute = _wrapper(type(shell.kernel).do_execute, shell.kernel, step)
    step(("begin", None))
    for name in [name for name in sys.modules if name.startswith("grader.judge")]:
        del sys.modules[name]
    vars(sys.modules["grader"]).pop("judge", None)


def _wrapper(run: Callable, kernel: Any, step: Callable) -> Callable:
    """What the kernel calls for every cell; it knows nothing but the way to the judge."""

    async def do_execute(code: str, *arguments: Any, **settings: Any) -> dict:
        real, history = step(("before", code))
        settings["store_history"] = settings.get("store_history", True) and history
        return step(("after", await run(kernel, real, *arguments, **settings)))

    return do_execute


def _judge(
    shell: Any, key: bytes, course_cells: dict[str, str], answerable: list[str] | None, values: bool
) -> Generator[Any, tuple[str, Any], None]:
    """Keep everything in this frame, to which the audit hook refuses the way."""
    accept, repair_packages, forget = PACKAGES
    sign, get_frame, make_digest = hmac.digest, sys._getframe, digest
    allowed = {_wrapper.__code__.co_consts[i] for i in _code_places(_wrapper)}
    kinds = [vars(kind) for kind in type(shell.kernel).__mro__]
    requesters = {own["execute_request"].__code__ for own in kinds if "execute_request" in own}
    lend, take_back = given_names(shell.user_ns, set(answerable) if answerable is not None else None, values)
    look_at_classes, repair_shell = watch_classes(), None
    quiet_cache = _quiet_cache(shell.compile)
    count, code, found, own_doing, of_course = 0, "", [], set(), False
    begin, refused = watch_events()
    answer: Any = None
    while True:
        word, value = yield answer
        caller = get_frame(1)
        if word == "begin":
            repair_shell, answer = watch_shell(shell, shell.kernel), None
            accept()
            continue
        if caller.f_code not in allowed or not _asked_by_kernel(caller, requesters, shell.user_ns):
            answer = (value, True) if word == "before" else value  # without a proof
            count += 1000  # and there will be none any more
            continue
        if word == "before":
            count, of_course = count + 1, value in course_cells
            code = course_cells.get(value, value)
            found, own_doing = [f"shell {each}" for each in repair_shell()], set()
            if of_course:
                compiled = _compiled(code)
                forget()
                found += [f"name {name}" for name in lend(compiled)]
                own_doing = set(_set_attributes(compiled))
                begin(True, shell.compile.get_code_name(code, shell.transform_cell(code), 0))
                vars(shell.compile)["cache"] = quiet_cache
            else:
                begin(False)
            answer = (code, not of_course)
        else:
            seen = [f"shell {each}" for each in refused()]
            if of_course:
                vars(shell.compile).pop("cache", None)
                take_back()
            seen += [f"shell {each}" for each in repair_shell()]
            seen += [f"package {each}" for each in repair_packages()]
            seen += [f"equal {each}" for each in look_at_classes()]
            found += [each for each in seen if each.rpartition(".")[2] not in own_doing]
            proof = f"{count} {make_digest(code)} {value.get('status')} {len(found)}"
            answer = {**value, "dsi": {"found": found, "proof": sign(key, proof.encode(), "sha256").hex()}}


def _asked_by_kernel(frame: Any, requesters: set, cells: dict) -> bool:
    if frame.f_back is None or frame.f_back.f_code not in requesters:
        return False
    while frame is not None and frame.f_globals is not cells:
        frame = frame.f_back
    return frame is None


def _code_places(function: Callable) -> list[int]:
    constants = function.__code__.co_consts
    return [i for i, constant in enumerate(constants) if isinstance(constant, types.CodeType)]


def _quiet_cache(compiler: Any) -> Callable:
    """The shell's way to name a cell's code, without leaving its text where tracebacks and answers find it."""

    def cache(transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        name = compiler.get_code_name(raw_code or transformed_code, transformed_code, number)
        compiler._filename_map[name] = number
        return name

    return cache


def _compiled(code: str) -> types.CodeType | None:
    try:
        return compile(code, "<cell>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):  # magics
        return None


def _set_attributes(code: types.CodeType | None) -> Iterator[str]:
    """Attributes a test sets itself, as one does that puts something in the place of ``input``."""
    for each in dis.get_instructions(code) if code else ():
        if each.opname in {"STORE_ATTR", "DELETE_ATTR"}:
            yield each.argval
        elif isinstance(each.argval, types.CodeType):
            yield from _set_attributes(each.argval)


def _load(imports: list[str]) -> None:
    """Import modules, the installed one before a file of the same name in the folder."""
    place = list(sys.path)
    sys.path[:] = [*(each for each in place if each), ""]
    for name in imports:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: BLE001, S112 - the cell that imports it will say so
            continue
    sys.path[:] = place


def _seed() -> None:
    """The same random numbers for everyone."""
    import numpy

    random.seed(0)
    numpy.random.seed(0)
