"""The shell and the kernel, as they were before any code of a trainee ran."""

import gc
import sys
from collections.abc import Callable, Iterator
from typing import Any

# Packages that may ask to be told of the end of a cell.
_WELCOME = ("matplotlib_inline", "IPython", "ipykernel", "ipywidgets", "matplotlib", "comm")


class Shell:
    """A record of everything through which code could change how later cells run.

    Parameters
    ----------
    shell, kernel
        IPython's shell and ipykernel's kernel.
    """

    def __init__(self, shell: Any, kernel: Any) -> None:
        transformers = shell.input_transformer_manager
        self._objects = [
            (label, each, {n: v for n, v in vars(each).items() if callable(v)})
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
        self._shell = shell
        self._parts = {
            n: getattr(shell, n) for n in ("compile", "displayhook", "display_pub", "events", "kernel")
        }
        self._parts |= {"input_transformer_manager": transformers, "magics_manager": shell.magics_manager}
        self._lists = [
            (label, each, list(each))
            for label, each in {
                "ast_transformers": shell.ast_transformers,
                "input_transformers_cleanup": transformers.cleanup_transforms,
                "input_transformers_line": transformers.line_transforms,
                "input_transformers_token": transformers.token_transformers,
            }.items()
        ]
        self._lists += [("sys.meta_path", sys.meta_path, list(sys.meta_path))]
        self._callbacks = {name: list(each) for name, each in shell.events.callbacks.items()}
        self._tables = [
            (f"magic {kind}", table, dict(table)) for kind, table in shell.magics_manager.magics.items()
        ]
        self._tables.append(("shell_handlers", kernel.shell_handlers, dict(kernel.shell_handlers)))
        self._custom = (shell.custom_exceptions, shell.ast_node_interactivity)
        self._garbage = list(gc.callbacks)
        self.allowed: dict[tuple[int, str], Callable] = {}

    def repair(self) -> list[str]:
        """Put back what was changed; return what it was."""
        return list(self._repair())

    def _repair(self) -> Iterator[str]:
        for name, part in self._parts.items():
            if getattr(self._shell, name) is not part:
                setattr(self._shell, name, part)
                yield name
        yield from self._repair_objects()
        for label, now, then in self._lists:
            if list(map(id, now)) != list(map(id, then)):
                now[:] = then
                yield label
        if self._shell.ast_transformers is not self._lists[0][1]:
            self._shell.ast_transformers = self._lists[0][1]
            yield "ast_transformers"
        for name, then in self._callbacks.items():
            now = self._shell.events.callbacks.setdefault(name, [])
            strange = [each for each in now if each not in then and not _welcome(each)]
            if strange or any(each not in now for each in then):
                now[:] = then
                yield name
        for label, now, then in self._tables:
            for name, value in then.items():
                if now.get(name) is not value:
                    now[name] = value
                    yield f"{label} {name}"
        yield from self._repair_settings()

    def _repair_objects(self) -> Iterator[str]:
        for label, each, then in self._objects:
            now = vars(each)
            for name in [n for n, v in now.items() if callable(v) and then.get(n) is not v]:
                if name in then:
                    now[name] = then[name]
                    yield f"{label} {name}"
                elif hasattr(type(each), name):
                    del now[name]
                    yield f"{label} {name}"
            for name in set(then) - set(now):
                now[name] = then[name]

    def _repair_settings(self) -> Iterator[str]:
        exceptions, interactivity = self._custom
        if self._shell.custom_exceptions != exceptions:
            self._shell.custom_exceptions = exceptions
            yield "set_custom_exc"
        self._shell.ast_node_interactivity = interactivity  # often set for show: no offence
        if sys.gettrace() is not None or sys.getprofile() is not None:
            sys.settrace(None)
            sys.setprofile(None)
            yield "sys.settrace"
        if list(gc.callbacks) != self._garbage:
            gc.callbacks[:] = self._garbage
            yield "gc.callbacks"


def _welcome(callback: Any) -> bool:
    return str(getattr(callback, "__module__", "")).split(".")[0] in _WELCOME
