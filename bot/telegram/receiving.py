"""Where updates come from: Telegram is asked for them, or brings them to a webhook."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

from telegram.error import Conflict
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.error import TelegramError

    from bot.telegram.context import BotApplication

_log = logging.getLogger(__name__)

POLL_SECONDS = 10
"""How long Telegram holds a request for updates open while there are none."""
_CLOSE_SECONDS = 3.0


class Receiver(Protocol):
    """Takes updates in between `open` and `close`."""

    async def open(self, allowed_updates: list[str]) -> None:
        """Begin to take in updates of these kinds.

        Raises:
            TelegramError: Telegram refuses it.
        """
        ...

    async def close(self) -> None:
        """Take in nothing more; returns within a few seconds whatever the network does."""
        ...


class Polling:
    """Asks Telegram for updates; while it cannot be reached, again and again."""

    def __init__(self, application: BotApplication) -> None:
        """Ask for the updates of an application."""
        self._application = application
        self._trouble = ""

    async def open(self, allowed_updates: list[str]) -> None:
        """Begin to ask; a webhook that is set is taken away."""
        updater = self._application.updater
        assert updater is not None  # noqa: S101 - the application is built with one
        await updater.start_polling(
            timeout=POLL_SECONDS,
            bootstrap_retries=-1,
            allowed_updates=allowed_updates,
            drop_pending_updates=False,
            error_callback=self._note,
        )

    async def close(self) -> None:
        """Ask no more."""
        updater = self._application.updater
        if updater is not None and updater.running:
            with suppress(TimeoutError):
                await asyncio.wait_for(updater.stop(), _CLOSE_SECONDS)

    def _note(self, error: TelegramError) -> None:
        """Log a trouble once for as long as it lasts."""
        words = error.message
        if isinstance(error, Conflict):
            words = "another process asks for this bot's updates; stop one of the two"
        if words != self._trouble:
            self._trouble = words
            _log.warning("no updates for the moment: %s", words)


class PollRequest(HTTPXRequest):
    """Notices when Telegram no longer knows the token: the library would end its asking without a word."""

    def __init__(self, refused: Callable[[], None], read_seconds: float) -> None:
        """Call `refused` when it does."""
        super().__init__(2, read_timeout=read_seconds)
        self._refused = refused

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - passed on
        """Return the status and the body of an answer."""
        status, body = await super().do_request(*args, **kwargs)
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
            self._refused()
        return status, body
