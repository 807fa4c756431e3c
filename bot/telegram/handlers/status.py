"""`/status`, for owners: the state of the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rendering.words import size
from bot.telegram.handlers.owners import owners_only
from bot.telegram.sending import reply_words

if TYPE_CHECKING:
    from telegram import Update

    from bot.telegram.context import Context
    from bot.telegram.library import Library
    from bot.telegram.state.groups import Groups
    from bot.telegram.state.pairings import Pairings


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """Tells the state of the index and of the bot.

    Attributes:
        library: the briefings.
        pairings: who is paired.
        groups: which groups are allowed.
    """

    library: Library
    pairings: Pairings
    groups: Groups

    async def __call__(self, update: Update, context: Context) -> None:
        """Tell an owner."""
        message, say = update.message, context.asker.phrases.say
        if message is None or not await owners_only(message, context.asker):
            return
        status = await self.library.status(context.asker.filters)
        updated = f"{status.updated:%Y-%m-%d %H:%M} UTC" if status.updated else "\N{EN DASH}"
        lines = [
            say("status.briefings", documents=status.documents, sentences=status.sentences),
            say("status.generation", generation=status.generation, updated=updated),
            say("status.disk", size=size((status.catalog_bytes or 0) + (status.store_bytes or 0))),
            say("status.pending", count=len(status.pending)),
            say("status.skipped", count=len(status.skipped)),
            say("status.people", people=len(self.pairings.everybody()), groups=len(self.groups.everyone())),
        ]
        await reply_words(message, "\n".join(lines))
