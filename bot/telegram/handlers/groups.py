"""`/allow`, and being added to a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Place, Role
from bot.telegram.sending import reply_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

    from bot.telegram.context import Context
    from bot.telegram.state.groups import Groups


@dataclass(frozen=True, slots=True)
class Allow:
    """Opens groups.

    Attributes:
        groups: which are allowed.
        now: seconds since the epoch.
    """

    groups: Groups
    now: Callable[[], float]

    async def __call__(self, update: Update, context: Context) -> None:
        """Allow the group that an owner sends `/allow` in."""
        message, asker = update.message, context.asker
        if message is None:
            return
        if asker.role is not Role.OWNER or asker.place is not Place.GROUP:
            await reply_words(message, asker.phrases.say("groups.how"))
            return
        self.groups.allow(asker.chat, asker.person, self.now())
        await reply_words(message, asker.phrases.say("groups.allowed", bot=context.bot.username))


async def greet_group(update: Update, context: Context) -> None:
    """Say in a group to which the bot was added how it is opened, or how it is asked where it is open."""
    change, asker = update.my_chat_member, context.asker
    if change is not None:
        said = "groups.how" if asker.role is Role.OWNER else "groups.back"
        await context.bot.send_message(asker.chat, asker.phrases.say(said, bot=context.bot.username))
