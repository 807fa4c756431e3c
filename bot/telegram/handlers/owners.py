"""What only owners may do, in private alone: others in a group need not read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.access import Place, Role

if TYPE_CHECKING:
    from telegram import Message

    from bot.telegram.asker import Asker


async def owners_only(message: Message, asker: Asker) -> bool:
    """Return whether an owner asks in private; anybody else is told that it is for owners."""
    if asker.role is Role.OWNER and asker.place is Place.PRIVATE:
        return True
    said = "access.owners_in_private" if asker.role is Role.OWNER else "access.owners_only"
    await message.reply_text(asker.phrases.say(said))
    return False
