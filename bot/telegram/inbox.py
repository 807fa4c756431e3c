"""Updates on their way in: each is kept before Telegram hears that it came, taken once, and erased when dealt with."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bot.telegram.errors import StateError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.telegram.state.incoming import Incoming

MOST_AT_ONCE = 4096
"""Updates that are worked on at once. Most of them wait for their turn; buttons do not wait behind questions."""


class NotKeptError(TelegramError):
    """An update could not be kept. The library goes on asking after an error of this kind, and ends after others."""


class Inbox(asyncio.Queue[object]):
    """The queue between Telegram and the handlers."""

    def __init__(self, incoming: Incoming, now: Callable[[], float] = time.time) -> None:
        """Keep updates in `incoming`."""
        super().__init__()
        self._incoming = incoming
        self._now = now

    async def put(self, item: object) -> None:
        """Take an update in, unless it came before. Only when this has returned does Telegram forget it.

        Raises:
            NotKeptError: it cannot be kept (a full disk): Telegram has to send it again.
        """
        if not isinstance(item, Update) or self._is_new(item):
            await super().put(item)

    async def resume(self, bot: Bot) -> int:
        """Take in again what an earlier process left undone, and return how many updates that is."""
        pending = self._incoming.resume()
        for update in pending:
            await super().put(Update.de_json(json.loads(update.body), bot))
        return len(pending)

    def _is_new(self, update: Update) -> bool:
        try:
            return self._incoming.record(update.update_id, update.to_json(), self._now())
        except StateError as error:
            raise NotKeptError(str(error)) from error


class Finishing(BaseUpdateProcessor):
    """Works on updates side by side, and erases each that has been dealt with."""

    def __init__(self, incoming: Incoming) -> None:
        """Erase them in `incoming`."""
        super().__init__(MOST_AT_ONCE)
        self._incoming = incoming

    async def initialize(self) -> None:
        """Do nothing: nothing has to be prepared."""

    async def shutdown(self) -> None:
        """Do nothing: nothing has to be put away."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Work on an update. One that is broken off by the end of the process stays, for the next."""
        await coroutine
        if isinstance(update, Update):
            self._incoming.finish(update.update_id)
