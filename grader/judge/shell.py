"""The shell, the kernel and the process, as they were before any code of a trainee ran."""

import asyncio
import gc
import signal
import sys
import threading
import types
from collections.abc import Callable, Iterator
from typing import Any

from grader.judge.known import from_package

# Packages that may ask to be told of the end of a cell.
_WELCOME = ("matplotlib_inline", "IPython", "ipykernel", "ipywidgets", "matplotlib", "comm")


def watch_shell(shell: Any, kernel: Any) -> Callable[[], list[str]]:
    """Record everything through which code could change how later cells run.

    Returns
    -------
    callable
        Puts back what was changed, and says what it was.
    """
    transformers = shell.input_transformer_manager
    objects = [
        (label, each, vars(each), {n: v for n, v in vars(each).items() if callable(v)})
        for label, each in {
            "run_cell": shell,
            "kernel": kernel,
            "session": kernel.session,
            "compile": shell.compile,
            "displayhook": shell.displayhook,
            "display_pub": shell.display_pub,
            "events": shell.events,
            "transform_cell": transformers,
        }.items()
    ]
    names = ("compile", "displayhook", "display_pub", "events", "kernel", "user_ns", "user_module")
    parts = {name: getattr(shell, name) for name in names}
    parts |= {"input_transformer_manager": transformers, "magics_manager": shell.magics_manager}
    parts |= {"custom_exceptions": shell.custom_exceptions, "ast_transformers": shell.ast_transformers}
    parts["input_transformers_post"] = shell.input_transformers_post
    lists = [
        (label, each, list(each))
        for label, each in {
            "ast_transformers": shell.ast_transformers,
            "input_transformers_post": shell.input_transformers_post,
            "input_transformers_cleanup": transformers.cleanup_transforms,
            "input_transformers_line": transformers.line_transforms,
            "input_transformers_token": transformers.token_transformers,
            "gc.callbacks": gc.callbacks,
        }.items()
    ]
    callbacks = {name: list(each) for name, each in shell.events.callbacks.items()}
    tables = [(f"magic {kind}", table, dict(table)) for kind, table in shell.magics_manager.magics.items()]
    tables.append(("shell_handlers", kernel.shell_handlers, dict(kernel.shell_handlers)))
    numbers = [n for n in signal.valid_signals() if n not in (signal.SIGKILL, signal.SIGSTOP)]
    handlers = {number: signal.getsignal(number) for number in numbers}
    interactivity = shell.ast_node_interactivity
    tasks = asyncio.all_tasks
    alive, known = threading._active.values, set(threading._active.values())
    finders = list(sys.meta_path)

    def look() -> Iterator[str]:
        for name, part in parts.items():
            if getattr(shell, name) is not part:
                setattr(shell, name, part)
                yield name
        for label, kind, now, then in ((label, type(each), now, then) for label, each, now, then in objects):
            for name in [n for n, v in now.items() if callable(v) and then.get(n) is not v]:
                if name in then:
                    now[name] = then[name]
                    yield f"{label} {name}"
                elif hasattr(kind, name):
                    del now[name]
                    yield f"{label} {name}"
            now.update({name: value for name, value in then.items() if name not in now})
        for label, now, then in lists:
            if list(map(id, now)) != list(map(id, then)):
                now[:] = then
                yield label
        if list(map(id, sys.meta_path)) != list(map(id, finders)):
            there = set(map(id, sys.meta_path))
            theirs = [each for each in sys.meta_path if id(each) not in set(map(id, finders))]
            packages = [each for each in theirs if _is_packages(each)]
            sys.meta_path[:] = [*finders, *packages]  # those of packages last, which suffices for their own modules
            if len(packages) < len(theirs) or not there.issuperset(map(id, finders)):
                yield "sys.meta_path"
        for name, then in callbacks.items():
            now = shell.events.callbacks.setdefault(name, [])
            strange = [each for each in now if each not in then and not _welcome(each)]
            if strange or any(each not in now for each in then):
                now[:] = then
                yield name
        for label, now, then in tables:
            for name, value in then.items():
                if now.get(name) is not value:
                    now[name] = value
                    yield f"{label} {name}"
        shell.ast_node_interactivity = interactivity  # often set for show: no offence
        yield from process()

    def process() -> Iterator[str]:
        if sys.gettrace() is not None or sys.getprofile() is not None:
            sys.settrace(None)
            sys.setprofile(None)
            yield "sys.settrace"
        for number, then in handlers.items():
            if signal.getsignal(number) is not then and number != signal.SIGINT:
                if number == signal.SIGALRM:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(number, then)
                yield f"signal {number}"
        for thread in [each for each in alive() if each not in known]:
            if thread.is_alive() and _is_main(getattr(thread, "_target", None), type(thread)):
                known.add(thread)
                yield f"thread {thread.name}"
        for task in tasks():
            code = getattr(task.get_coro(), "cr_code", None)
            if code is not None and "ipykernel_" in code.co_filename:
                task.cancel()

    return lambda: list(look())


def _is_main(target: Any, kind: type) -> bool:
    """Whether a thread runs code of a cell."""
    code = getattr(getattr(target, "__func__", target), "__code__", None)
    return kind.__module__ == "__main__" or (code is not None and "ipykernel_" in code.co_filename)


def _is_packages(finder: Any) -> bool:
    """Whether a finder of modules is one that a package brought with it when a cell imported it."""
    find = getattr(finder, "find_spec", None)
    code = getattr(getattr(find, "__func__", find), "__code__", None)
    return type(code) is types.CodeType and from_package(code)


def _welcome(callback: Any) -> bool:
    return str(getattr(callback, "__module__", "")).split(".")[0] in _WELCOME
