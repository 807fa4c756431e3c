"""`typing…`, for as long as an answer takes."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from telegram.constants import ChatAction
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Message

_log = logging.getLogger(__name__)
_AGAIN_SECONDS = 4.5
"""Telegram shows it for five seconds (https://core.telegram.org/bots/api#sendchataction)."""


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Show that something is being written, from now on and while the block runs, which does not wait for it."""
    shown = asyncio.create_task(_show(message))
    try:
        yield
    finally:
        shown.cancel()
        with suppress(asyncio.CancelledError):
            await shown


async def _show(message: Message) -> None:
    while True:
        try:
            await message.reply_chat_action(ChatAction.TYPING)
        except TelegramError as error:  # nobody is told: the answer itself is what matters
            _log.debug("typing was not shown: %s", error.message)
        await asyncio.sleep(_AGAIN_SECONDS)
