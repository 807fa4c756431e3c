"""The gate: it runs before every other handler, and whatever it does not let in goes no further."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import BadRequest, Forbidden
from telegram.ext import ApplicationHandlerStop

from bot.telegram.access import Verdict, decide
from bot.telegram.phrases import load_phrases
from bot.telegram.sight import see

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

    from bot.telegram.context import Context
    from bot.telegram.doorbook import Doorbook
    from bot.telegram.handlers.redeem import Redeem
    from bot.telegram.sight import Sight
    from bot.telegram.state.strangers import Strangers

_log = logging.getLogger(__name__)


class Gate:
    """Lets in who is known; others get a line, or nothing, or the bot leaves."""

    def __init__(self, book: Doorbook, strangers: Strangers, redeem: Redeem, now: Callable[[], float]) -> None:
        """Let in by `book`; `redeem` takes codes that pair, `now` gives seconds since the epoch."""
        self._book = book
        self._strangers = strangers
        self._redeem = redeem
        self._now = now

    async def __call__(self, update: Update, context: Context) -> None:
        """Admit the asker of an update, or stop it here.

        Raises:
            ApplicationHandlerStop: nobody is let in.
        """
        sight = see(update, context.bot.username)
        if sight.departs:
            self._book.groups.disallow(sight.chat)
        if sight.becomes:
            self._book.groups.move(sight.chat, sight.becomes, self._now())
        if sight.was:
            self._book.groups.move(sight.was, sight.chat, self._now())
        verdict = decide(self._book.said(sight))
        if verdict is Verdict.ANSWER:
            context.admit(self._book.asker(sight))
            return
        # What is known of a person is not looked into for what is stopped here.
        await self._turn_away(verdict, sight, context)
        raise ApplicationHandlerStop

    async def _turn_away(self, verdict: Verdict, sight: Sight, context: Context) -> None:
        if verdict is Verdict.REDEEM:
            await self._redeem(sight, context.bot)
        elif verdict is Verdict.TELL and self._strangers.may_tell(sight.person, self._now()):
            phrases = load_phrases(sight.language.partition("-")[0])
            with suppress(Forbidden):
                await context.bot.send_message(sight.chat, phrases.say("access.unknown_person"))
        elif verdict is Verdict.LEAVE:
            _log.info("leaving the group %s, which nobody has allowed", sight.chat)
            with suppress(Forbidden, BadRequest):  # it is out already
                await context.bot.leave_chat(sight.chat)
