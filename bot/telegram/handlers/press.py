"""A button: what it does is looked up, and done where the person and the chat are those that it was made for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Message
from telegram.error import BadRequest

from bot.telegram.state.buttons import Action, Refusal

if TYPE_CHECKING:
    from telegram import Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context
    from bot.telegram.state.buttons import Buttons


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed by whom it was made for.

    Attributes:
        message: the message that it stands under.
        argument: what it is about; its meaning is the action's own.
        asker: who pressed it.
    """

    message: Message
    argument: str
    asker: Asker


Act = Callable[[Pressed], Awaitable[str]]
"""Does what a button says, and returns what Telegram shows for a moment, "" for nothing."""


@dataclass(frozen=True, slots=True)
class Press:
    """Takes presses of buttons.

    Attributes:
        buttons: what each does.
        acts: how each action is done.
        now: seconds since the epoch.
    """

    buttons: Buttons
    acts: Mapping[Action, Act]
    now: Callable[[], float]

    async def __call__(self, update: Update, context: Context) -> None:
        """Do what a button says; one that is forged or has expired says so."""
        query, asker = update.callback_query, context.asker
        if query is None:
            return
        word = asker.phrases.say("button.stale")
        try:
            found = self.buttons.press(query.data or "", asker.chat, asker.person, self.now())
            if found is Refusal.NOT_YOURS:
                word = asker.phrases.say("button.not_yours")
            elif isinstance(query.message, Message) and not isinstance(found, Refusal):
                word = ""
                word = await self.acts[found.action](Pressed(query.message, found.argument, asker))
        finally:
            with suppress(BadRequest):  # Telegram waits for a quarter of an hour only
                await query.answer(word or None)
