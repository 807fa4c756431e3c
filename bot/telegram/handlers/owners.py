"""What only owners may do, in private alone: others in a group need not read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.access import Place, Role
from bot.telegram.sending import reply_words

if TYPE_CHECKING:
    from telegram import Message

    from bot.telegram.asker import Asker


async def owners_only(message: Message, asker: Asker) -> bool:
    """Return whether an owner asks in private; anybody else is told that it is for owners."""
    if asker.role is Role.OWNER and asker.place is Place.PRIVATE:
        return True
    said = "access.owners_in_private" if asker.role is Role.OWNER else "access.owners_only"
    await reply_words(message, asker.phrases.say(said))
    return False
