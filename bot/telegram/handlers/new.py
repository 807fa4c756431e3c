"""`/new`: forget the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.sending import reply_words

if TYPE_CHECKING:
    from telegram import Update

    from bot.telegram.context import Context
    from bot.telegram.library import Library


@dataclass(frozen=True, slots=True)
class New:
    """Begins a new conversation.

    Attributes:
        library: remembers conversations.
    """

    library: Library

    async def __call__(self, update: Update, context: Context) -> None:
        """Forget what the person asked in the chat."""
        self.library.forget(context.asker)
        if update.message is not None:
            await reply_words(update.message, context.asker.phrases.say("new.done"))
