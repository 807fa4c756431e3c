"""An event loop in a thread of its own, which tests call into."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

Given = TypeVar("Given")


class LoopThread:
    """Runs coroutines and plain functions for other threads, one at a time."""

    def __init__(self, name: str) -> None:
        """Start the thread."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[object, object, Given]) -> Given:
        """Return what a coroutine returns, or raise what it raises."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def call(self, work: Callable[[], Given]) -> Given:
        """Return what a function returns, or raise what it raises; called in the thread itself it just runs."""
        if threading.current_thread() is self._thread:
            return work()

        async def once() -> Given:
            return work()

        return self.run(once())

    def close(self) -> None:
        """End what still runs, the loop and the thread."""
        self.run(_cancel_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
