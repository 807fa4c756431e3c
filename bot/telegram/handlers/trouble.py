"""What goes wrong while an update is handled: the person gets a reference, the log has the rest."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import TelegramError

from bot.telegram.context import NotAdmittedError

if TYPE_CHECKING:
    from bot.telegram.context import Context

_log = logging.getLogger(__name__)


async def tell_trouble(update: object, context: Context) -> None:
    """Write what went wrong to the log, and tell the person under which reference."""
    reference = secrets.token_hex(4)
    _log.error("reference %s", reference, exc_info=context.error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    try:
        phrases = context.asker.phrases
    except NotAdmittedError:  # nobody who is not let in learns that something went wrong
        return
    try:
        await update.effective_message.reply_text(phrases.say("ask.trouble", reference=reference))
    except TelegramError as error:
        _log.error("reference %s could not be told: %s", reference, error.message)
