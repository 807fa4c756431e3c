"""What the bot does nothing with: it says so where it was spoken to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.access import Place, Role
from bot.telegram.commands import commands_of
from bot.telegram.sending import reply_words
from bot.variables import nearest

if TYPE_CHECKING:
    from telegram import Update

    from bot.telegram.context import Context


async def say_cannot_read(update: Update, context: Context) -> None:
    """Say that only text can be read, to what is sent in private or in reply to the bot: a photo, a sticker."""
    message, asker = update.message, context.asker
    if message is None:
        return
    replied = message.reply_to_message
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.id == context.bot.id
    if asker.place is Place.PRIVATE or to_bot:
        await reply_words(message, asker.phrases.say("ask.not_text"))


async def say_no_such_command(update: Update, context: Context) -> None:
    """Say in private which command is the nearest to one that there is not; in a group it may be another bot's."""
    message, asker = update.message, context.asker
    if message is None or asker.place is not Place.PRIVATE:
        return
    typed = (message.text or "").split(maxsplit=1)[0].partition("@")[0].removeprefix("/").lower()
    known = nearest(typed, commands_of(asker.role or Role.READER))
    await reply_words(message, asker.phrases.say("ask.no_such_command", nearest=f"/{known}"))
