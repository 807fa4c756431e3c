"""What a bot sees of a group's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local_api.messages import Message
    from local_api.people import User


def is_meant_for(message: Message, bot: User, *, mentions: bool) -> bool:
    """Return whether a bot in privacy mode sees a group's message.

    It sees commands that name no other bot, replies to it and service messages, and mentions of it where they count
    (https://core.telegram.org/bots/features#privacy-mode does not name them; BotFather's own words do).
    """
    if message.service or (message.reply_to is not None and message.reply_to.sender == bot):
        return True
    name = f"@{bot.username}".lower()
    for entity in message.words.entities:
        part = message.words.part(entity).lower()
        if mentions and entity.kind == "mention" and part == name:
            return True
        if entity.kind == "bot_command" and entity.offset == 0 and ("@" not in part or part.endswith(name)):
            return True
    return False
