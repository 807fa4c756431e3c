"""What a message asks: its words without a command or a mention, where it speaks to the bot at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.telegram.access import Place

if TYPE_CHECKING:
    from telegram import Message, User

MOST_CHARACTERS = 500
"""The longest question that is answered in a chat."""
_COMMAND = re.compile(r"/\w+(@\w+)?\s*")


def question_in(message: Message, place: Place, bot: User) -> str | None:
    """Return what a message asks; "" where it speaks to the bot and asks nothing, None where it speaks to others.

    In private everything speaks to the bot; in a group `/ask`, a mention and a reply to the bot do.
    """
    text = message.text or ""
    if text.startswith("/"):
        return _COMMAND.sub("", text, count=1).strip()
    if place is Place.PRIVATE:
        return text.strip()
    mention = re.compile(rf"(?<!\w)@{re.escape(bot.username or '')}(?!\w)", re.IGNORECASE)
    if bot.username and mention.search(text):
        return " ".join(mention.sub(" ", text).split())
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        return text.strip()
    return None
