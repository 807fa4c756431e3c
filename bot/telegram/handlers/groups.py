"""`/allow`, and being added to a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.access import Place, Role
from bot.telegram.sending import reply_words
from bot.telegram.sight import see

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


@dataclass(frozen=True, slots=True)
class Greet:
    """Greets groups.

    Attributes:
        groups: which are allowed.
        now: seconds since the epoch.
    """

    groups: Groups
    now: Callable[[], float]

    async def __call__(self, update: Update, context: Context) -> None:
        """Say in a group to which the bot was added how it is opened, or how it is asked where it is open."""
        asker = context.asker
        if not see(update, context.bot.username).arrives:
            return
        is_open = self.groups.find(asker.chat) is not None
        if not is_open:
            self.groups.await_allow(asker.chat, asker.person, self.now())
        said = "groups.back" if is_open else "groups.how"
        await context.bot.send_message(asker.chat, asker.phrases.say(said, bot=context.bot.username))
