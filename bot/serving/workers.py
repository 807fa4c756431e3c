"""Threads that answer: a few at once, and no more taken on than can be kept."""

from __future__ import annotations

import asyncio
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from bot.outcome import work_for
from index import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.serving.limits import Limits

_Result = TypeVar("_Result")


class TooManyError(BriefbotError):
    """So many wait that one more is not taken on."""


class TooLongError(BriefbotError):
    """An answer took longer than it may."""


class Workers:
    """Does what is asked for in threads that nobody waits for when the process ends; asked from one event loop."""

    def __init__(self, limits: Limits) -> None:
        """Take on as much as the limits say."""
        self._limits = limits
        self._waiting: SimpleQueue[tuple[asyncio.Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._taken = 0
        for _ in range(limits.threads):
            threading.Thread(target=self._work, name="answer", daemon=True).start()

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for anything."""
        return not self._taken

    def begin(self, work: Callable[[], _Result]) -> asyncio.Future[_Result]:
        """Take on some work and return its result to come; one that is cancelled is not begun any more.

        Raises:
            TooManyError: too many wait already.
        """
        if self._taken >= self._limits.waiting:
            raise TooManyError(f"{self._taken} requests are being answered or wait already", "ask again in a second")
        future: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._taken += 1
        future.add_done_callback(self._end)
        self._waiting.put((future, work))
        return future

    async def do(self, work: Callable[[], _Result]) -> _Result:
        """Return the result of some work.

        Raises:
            TooManyError: too many wait already.
            TooLongError: it takes longer than it may; what has begun goes on to its end, and keeps its thread.
        """
        future = self.begin(work)
        done, _ = await asyncio.wait({future}, timeout=self._limits.seconds)
        if not done:
            future.cancel()
            raise too_long(self._limits)
        return future.result()

    async def finish(self) -> None:
        """Wait for what has been taken on, as long as the limits allow; the rest is broken off with the process."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self._limits.finish_s
        while not self.is_idle and loop.time() < end:
            await asyncio.sleep(0.05)

    def _work(self) -> None:
        while True:
            future, work = self._waiting.get()
            if not future.cancelled():
                work_for(future, work)

    def _end(self, future: asyncio.Future[Any]) -> None:
        self._taken -= 1
        if not future.cancelled():
            future.exception()  # nobody may wait for it any more


def too_long(limits: Limits) -> TooLongError:
    """Return the error that something takes too long."""
    return TooLongError(f"this takes longer than {limits.seconds:.0f} s", "ask again later, or ask for less")
