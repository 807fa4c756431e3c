"""How what nobody waits for makes way for what people wait for."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

MOST_WAIT_SECONDS = 5.0
"""How long one piece of work waits at most while people are being answered, so that it is done on a busy day too."""
_GLANCE_SECONDS = 0.05
LIKELY_REST = 1.0
UNLIKELY_REST = 4.0
"""How long it is rested after work, as a multiple of what the work took: half, and a fifth, of one core at most."""
MOST_REST_SECONDS = 2.0


class Pace:
    """Does one piece of work after the other, waits before each while people are being answered, rests after it."""

    def __init__(
        self,
        is_busy: Callable[[], bool],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Wait while `is_busy` says that people are being answered; `sleep` and `clock` are in seconds."""
        self._is_busy = is_busy
        self._sleep = sleep
        self._clock = clock

    @asynccontextmanager
    async def work(self, rest: float) -> AsyncIterator[None]:
        """Make way first, then do the work of the block, then rest `rest` times as long as it took, within bounds."""
        until = self._clock() + MOST_WAIT_SECONDS
        while self._is_busy() and self._clock() < until:
            await self._sleep(_GLANCE_SECONDS)
        begun = self._clock()
        yield
        await self._sleep(min(rest * (self._clock() - begun), MOST_REST_SECONDS))
