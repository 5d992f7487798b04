"""Event loops for tests: a browser's is running in the main thread for the whole session."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(coroutine: Coroutine, seconds: float = 120) -> Any:
    """Run a coroutine in an event loop of its own; gives what it returns."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(coroutine, seconds)).result()
