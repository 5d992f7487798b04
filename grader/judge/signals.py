"""Signal handlers are handed frames, so no code of a trainee's may become one."""

import signal
import sys
from collections.abc import Callable, Generator
from typing import Any


def watch_signals(is_led: Callable[[], bool]) -> Callable[[], list[str]]:
    """Let a cell's code set only handlers that were there before; the function returned says what was refused.

    Parameters
    ----------
    is_led : callable
        Whether a cell's code led to its caller.
    """
    real = sys.modules["_signal"]
    refused: list[int] = []
    known = {id(each): each for number in signal.valid_signals() if callable(each := signal.getsignal(number))}
    known[id(signal.default_int_handler)] = signal.default_int_handler
    ask = _gate(real.signal, known, is_led, refused).send
    ask(None)

    def set_handler(number: int, handler: Any, /) -> Any:
        error, before = ask((number, handler))
        if error is not None:
            raise error
        return before

    real.signal = set_handler

    def report() -> list[str]:
        found = [f"signal {number}" for number in dict.fromkeys(refused)]
        refused.clear()
        return found

    return report


def _gate(
    real: Callable, known: dict[int, Any], is_led: Callable[[], bool], refused: list[int]
) -> Generator[tuple[Exception | None, Any], tuple[int, Any], None]:
    """Keep the real function in this frame."""
    answer: tuple[Exception | None, Any] = (None, None)
    while True:
        number, handler = yield answer
        try:
            if callable(handler) and known.get(id(handler)) is not handler and is_led():
                refused.append(number)
                raise RuntimeError("채점하는 동안에는 쓸 수 없는 기능입니다.")
            answer = (None, real(number, handler))
        except Exception as error:  # noqa: BLE001 - it is the caller's
            answer = (error, None)
