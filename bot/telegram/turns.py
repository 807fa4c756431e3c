"""Whose turn it is: in order for each chat, a few waiting for each person, so that nobody starves others."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

WAITING_EACH = 3
"""How many questions of one person may wait while one of theirs is being answered."""


class TooManyWaitingError(Exception):
    """A person has as many questions waiting as may wait."""


class Turns:
    """Lets one question of a chat after the other through, in the order they came."""

    def __init__(self, waiting_each: int = WAITING_EACH) -> None:
        """Let so many questions of each person wait."""
        self._most = waiting_each + 1
        self._persons: Counter[int] = Counter()
        self._chats: dict[int, _Line] = {}

    @property
    def taken(self) -> bool:
        """Whether anybody is being answered, or waits for it."""
        return bool(self._persons)

    @asynccontextmanager
    async def turn(self, chat: int, person: int) -> AsyncIterator[None]:
        """Wait for what was asked before in the same chat, then go on inside the block.

        Raises:
            TooManyWaitingError: the person has to wait for an answer first. It is raised at once.
        """
        if self._persons[person] >= self._most:
            raise TooManyWaitingError
        self._persons[person] += 1
        line = self._chats.setdefault(chat, _Line())
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._chats[chat]
            self._persons[person] -= 1
            if not self._persons[person]:
                del self._persons[person]


class _Line:
    """Those who wait in one chat; `asyncio.Lock` lets them through in the order they came."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.length = 0
