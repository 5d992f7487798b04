"""Take a place between the kernel and its cells: check after the trainee's, prepare and prove the course's."""

import dis
import gc
import hmac
import importlib
import random
import sys
import types
import weakref
from collections.abc import Iterator
from typing import Any

from grader.judge.digest import digest
from grader.judge.names import GivenNames
from grader.judge.pristine import PACKAGES
from grader.judge.shell import Shell

_EQUAL, _ORDER = ("__eq__", "__contains__"), ("__lt__", "__le__", "__gt__", "__ge__")


def install(
    key: str, course_cells: list[str], answerable: list[str] | None, values: bool, imports: list[str]
) -> None:
    """Prepare the kernel this is called in; its replies carry a report and a proof from then on.

    Parameters
    ----------
    key : str
        With it the report of every cell is signed.
    course_cells : list of str
        Digests (:func:`digest`) of the cells that are the course's own: given cells and tests.
    answerable, values
        As for :class:`grader.judge.names.GivenNames`.
    imports : list of str
        Modules the course's cells import: loaded now, before a file or a cell can take their place.
    """
    from IPython import get_ipython

    shell = get_ipython()
    kernel = shell.kernel
    _load(imports)
    _seed()
    own, secret = frozenset(course_cells), key.encode()
    run, sign = type(kernel).do_execute, hmac.digest
    names = GivenNames(shell.user_ns, set(answerable) if answerable is not None else None, values)
    state: list[Shell] = []
    classes = Classes()
    count = 0

    async def do_execute(code: str, *arguments: Any, **settings: Any) -> dict:
        nonlocal count
        count += 1
        number, of_course, found, own_doing = count, digest(code) in own, [], set()
        if of_course:
            compiled = _compiled(code)
            found += [f"shell {what}" for what in state[0].repair()]
            found += [f"name {name}" for name in names.lend(compiled)]
            own_doing = set(_set_attributes(compiled))
        try:
            reply = await run(kernel, code, *arguments, **settings)
        finally:
            if of_course:
                names.take_back()
        found += [each for each in _look(state[0], classes) if each.rpartition(".")[2] not in own_doing]
        status = str(reply.get("status"))
        proof = sign(secret, f"{number} {digest(code)} {status} {len(found)}".encode(), "sha256").hex()
        reply["dsi"] = {"found": found, "proof": proof}
        return reply

    kernel.do_execute = do_execute
    PACKAGES.accept()
    state.append(Shell(shell, kernel))


def _look(shell: Shell, classes: "Classes") -> list[str]:
    """Repair packages and shell; name what had been changed, and classes that answer every comparison with yes."""
    return [
        *(f"shell {what}" for what in shell.repair()),
        *(f"package {what}" for what in PACKAGES.repair()),
        *(f"equal {what}" for what in classes.repair()),
    ]


class Classes:
    """Find classes whose objects claim to equal things nobody could know, and take that claim away."""

    def __init__(self) -> None:
        self._examined: weakref.WeakKeyDictionary[type, list] = weakref.WeakKeyDictionary()
        gc.freeze = lambda: None  # a way to hide from us
        self.repair()

    def repair(self) -> list[str]:
        """Name the classes found since the last time."""
        found = []
        objects = gc.get_objects()  # without the zygote's, which are frozen
        for each in [each for each in objects if isinstance(each, type)]:
            own = vars(each)
            compare = [(name, own[name]) for name in (*_EQUAL, "__ne__", *_ORDER) if name in own]
            if compare and self._examined.get(each) != compare:
                for name in [name for name, method in compare if _agrees(each, name, method, objects)]:
                    type.__delattr__(each, name)
                    found.append(each.__name__)
                self._examined[each] = compare
        return found


def _agrees(kind: type, name: str, method: Any, objects: list) -> bool:
    try:
        one = kind.__new__(kind)
    except Exception:  # noqa: BLE001 - cannot be made without its arguments
        one = next((each for each in objects if type(each) is kind), None)
    value = random.SystemRandom().random()
    probes = [object(), str(value), value, int(value * 1e12), [value]] if name in _EQUAL else [object()]
    for probe in probes:
        try:
            answer = (method.__get__(one, kind) if hasattr(method, "__get__") else method)(probe)
            if answer is not NotImplemented and bool(answer) is (name != "__ne__"):
                return True
        except Exception:  # noqa: BLE001, S112 - an honest comparison may fail on strange things
            continue
    return False


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
