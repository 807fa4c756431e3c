"""What goes wrong while an update is handled: the person gets a reference, the log has the rest."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import TelegramError

from bot.telegram.access import Verdict, decide
from bot.telegram.sight import see
from index import UnreachableError

if TYPE_CHECKING:
    from bot.telegram.context import Context
    from bot.telegram.doorbook import Doorbook

_log = logging.getLogger(__name__)
_REFERENCE_BYTES = 4


@dataclass(frozen=True, slots=True)
class TellTrouble:
    """Tells of what goes wrong.

    Attributes:
        book: who is let in: nobody else learns that something went wrong.
    """

    book: Doorbook

    async def __call__(self, update: object, context: Context) -> None:
        """Write what went wrong to the log, and tell the person under which reference."""
        reference = secrets.token_hex(_REFERENCE_BYTES)
        _log.error("reference %s", reference, exc_info=context.error)
        if not isinstance(update, Update) or update.effective_message is None:
            return
        sight = see(update, context.bot.username)
        if decide(self.book.said(sight)) is not Verdict.ANSWER:
            return
        phrases = self.book.asker(sight).phrases
        # Nobody has to hear of a reference where it passes by itself; nor that the briefings say nothing.
        passes = isinstance(context.error, UnreachableError)
        said = phrases.say("ask.unreachable") if passes else phrases.say("ask.trouble", reference=reference)
        try:
            await context.bot.send_message(sight.chat, said)
        except TelegramError as error:
            _log.warning("reference %s could not be told: %s", reference, error.message)
