"""Take a place between the kernel and its cells: check after the trainee's, prepare and prove the course's."""

import builtins
import dis
import hmac
import linecache
import random
import sys
import types
from collections.abc import Callable, Generator, Iterator
from typing import Any

from grader.judge import pristine
from grader.judge.classes import watch_classes
from grader.judge.customs import customs
from grader.judge.digest import digest
from grader.judge.hook import watch_events
from grader.judge.known import CLASSES, CODES, Codes, codes_under, record
from grader.judge.memory import forbid_reading
from grader.judge.names import given_names, used
from grader.judge.shell import watch_shell
from grader.judge.signals import watch_signals
from grader.judge.trial import Names, compiler, failed


def install(
    key: str,
    course_cells: dict[str, str],
    tests: list[str],
    answerable: list[str] | None,
    shown: list[str],
    values: bool,
    imports: dict[str, list[str]],
    renewal: str,
) -> None:
    """Prepare the kernel this is called in; its replies carry a report and a proof from then on.

    Parameters
    ----------
    key : str
        With it the report of every cell is signed.
    course_cells : dict
        The cells that are the course's own, given cells and tests, each by the word that asks for it. Their text
        is nowhere to be seen in the kernel but here.
    tests : list of str
        The words of those that are tests.
    shown : list of str
        Names that tests define where trainees see it: later cells find them.
    answerable, values
        As for :func:`grader.judge.names.given_names`.
    imports : dict
        Modules the course's cells import, and the names taken from each: loaded now, before a file or a cell can
        take their place.
    renewal : str
        The word that, once, brings another key: of a fork of this kernel, which no other fork knows. May be empty.
    """
    from IPython import get_ipython

    shell, there = get_ipython(), set(sys.modules)
    _load(imports)
    packages = pristine.PACKAGES if there.issuperset(sys.modules) else pristine.record()
    _seed()
    forbid_reading()
    for name in [name for name in linecache.cache if "ipykernel_" in name]:
        del linecache.cache[name]
    for known, new in zip((CODES, CLASSES), record(), strict=True):  # what the imports brought
        known.update(new)
    CODES.update(_running())
    judge = _judge(shell, packages, key.encode(), course_cells, frozenset(tests), answerable, frozenset(shown), values, renewal)
    step = judge.send
    step(None)
    shell.kernel.do_execute = _wrapper(type(shell.kernel).do_execute, shell.kernel, step)
    step(("begin", None))
    for name in [name for name in sys.modules if name.startswith("grader.judge")]:
        del sys.modules[name]
    vars(sys.modules["grader"]).pop("judge", None)


def _running() -> Codes:
    """The code that is running now: the kernel's own, below every cell."""
    frame, found = sys._getframe(), {}
    while frame is not None:
        found[id(frame.f_code)] = frame.f_code
        frame = frame.f_back
    return found


def _wrapper(run: Callable, kernel: Any, step: Callable) -> Callable:
    """What the kernel calls for every cell; it knows nothing but the way to the judge."""
    evaluate, how_failed, coroutine = eval, failed, types.CoroutineType

    async def do_execute(code: str, silent: bool, *arguments: Any, **settings: Any) -> dict:
        real, history = step(("before", code))
        if real is not None:
            settings["store_history"] = settings.get("store_history", True) and history
            return step(("after", await run(kernel, real, silent, *arguments, **settings)))
        # The course's own. Its code and its names are in no variable here, where a frame would show them.
        reply, value = {"status": "ok"}, None
        kernel._forward_input(False)
        try:
            while step(("more", None)):
                value = evaluate(*step(("code", None)))
                if type(value) is coroutine:
                    value = await value
            if value is not None:
                kernel.shell.displayhook(value)
        except BaseException as error:  # noqa: BLE001 - whatever it is: the cell has not come to its end
            reply = how_failed(error)
        value = None
        try:
            kernel._restore_input()
            kernel.shell.events.trigger("post_execute")
        except BaseException:  # noqa: BLE001, S110 - the verdict is there already
            pass
        reply |= {"execution_count": kernel.shell.execution_count, "user_expressions": {}, "payload": []}
        return step(("after", reply))

    return do_execute


def _judge(
    shell: Any,
    packages: tuple[Callable, Callable, Callable],
    key: bytes,
    course_cells: dict[str, str],
    tests: frozenset[str],
    answerable: list[str] | None,
    shown: frozenset[str],
    values: bool,
    renewal: str,
) -> Generator[Any, tuple[str, Any], None]:
    """Keep everything in this frame, to which the audit hook refuses the way."""
    accept, repair_packages, forget = packages
    sign, get_frame, make_digest = hmac.digest, sys._getframe, digest
    (bottom,) = (each for each in _wrapper.__code__.co_consts if isinstance(each, types.CodeType))
    kinds = [vars(kind) for kind in type(shell.kernel).__mro__]
    requesters = {own["execute_request"].__code__ for own in kinds if "execute_request" in own}
    asked, everyones = set(answerable or ()), shell.user_ns
    lend, take_back, is_given = given_names(everyones, None if answerable is None else asked, values)
    own: Codes = {}
    checked, one_by_one, strange = customs(CLASSES, CODES, own, asked)
    make, besides = compiler(shell, checked, one_by_one)
    prepared = {word: (_compiled(text), make(text, word in tests)) for word, text in course_cells.items()}
    set_there = {word: frozenset(_set_attributes(compiled)) for word, (compiled, _) in prepared.items()}
    own.update(codes_under(code for _, pieces in prepared.values() for code in pieces))
    names = Names(everyones, lambda name: answerable is None or name in asked or is_given(name), besides, checked)
    look_at_classes, repair_shell = watch_classes(), None
    count, code, found, own_doing, of_course, of_test = 0, "", [], frozenset[str](), False, False
    pieces: list[types.CodeType] = []
    begin, refused, is_led = watch_events(CODES, own, bottom)
    signals = watch_signals(is_led)
    answer: Any = None
    while True:
        word, value = yield answer
        caller = get_frame(1)
        if word == "begin":
            repair_shell, answer = watch_shell(shell, shell.kernel), None
            accept()
            continue
        if caller.f_code is not bottom or not _asked_by_kernel(caller, requesters, everyones):
            answer = (value, True) if word == "before" else value  # without a proof
            count += 1000  # and there will be none any more
            continue
        if word == "more":
            answer = bool(pieces)
        elif word == "code":
            answer = (pieces.pop(0), names if of_test else everyones)
        elif word == "before" and renewal and value.startswith(renewal):
            key, renewal = value.removeprefix(renewal).encode(), ""
            count, code, answer = count + 1, value, (None, False)
            found, own_doing, of_course, of_test = [], frozenset(), False, False
        elif word == "before":
            count, of_course, of_test = count + 1, value in course_cells, value in tests
            code = course_cells.get(value, value)
            found, own_doing = [f"shell {each}" for each in [*signals(), *repair_shell()]], frozenset()
            begin(of_test)
            answer = (code, True)
            if of_course:
                compiled, pieces = prepared[value][0], list(prepared[value][1])
                forget()
                found += [f"name {name}" for name in lend(compiled)]
                own_doing = set_there[value]
                everyones["__builtins__"] = builtins
                names.begin(used(compiled) if of_test else set())
                answer = (None, False)
        else:
            seen = [f"shell {each}" for each in [*refused(), *signals()]]
            if of_course:
                names.end(shown if of_test else None)
                take_back()
                everyones.update(names.shown)
            seen += [f"shell {each}" for each in repair_shell()]
            seen += [f"package {each}" for each in repair_packages()]
            seen += [f"equal {each}" for each in [*strange(), *look_at_classes()]]
            found += [each for each in seen if each.rpartition(".")[2] not in own_doing]
            proof = f"{count} {make_digest(code)} {value.get('status')} {len(found)}"
            answer = {**value, "dsi": {"found": found, "proof": sign(key, proof.encode(), "sha256").hex()}}


def _asked_by_kernel(frame: Any, requesters: set, cells: dict) -> bool:
    if frame.f_back is None or frame.f_back.f_code not in requesters:
        return False
    while frame is not None and frame.f_globals is not cells:
        frame = frame.f_back
    return frame is None


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


def _load(imports: dict[str, list[str]]) -> None:
    """Import modules, the installed one before a file of the same name in the folder."""
    place = list(sys.path)
    sys.path[:] = [*(each for each in place if each), ""]
    for module, names in imports.items():
        try:
            __import__(module, fromlist=names)
        except Exception:  # noqa: BLE001, S112 - the cell that imports it will say so
            continue
    sys.path[:] = place


def _seed() -> None:
    """The same random numbers for everyone."""
    import numpy

    random.seed(0)
    numpy.random.seed(0)
