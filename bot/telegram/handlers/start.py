"""`/start` and `/help`: what can be asked here, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.access import Place, Role
from bot.telegram.commands import FOR_GROUPS, commands_of
from bot.telegram.markup import LINE_END, bold, joined, words
from bot.telegram.sending import reply_html

if TYPE_CHECKING:
    from telegram import Update

    from bot.telegram.asker import Asker
    from bot.telegram.context import Context


async def help_out(update: Update, context: Context) -> None:
    """Say what there is, to each what they may use."""
    if update.message is not None:
        await reply_html(update.message, _help(context.asker, context.bot.username))


def _help(asker: Asker, bot_name: str) -> str:
    phrases = asker.phrases
    in_group = asker.place is Place.GROUP
    intro = phrases.say("help.in_group", bot=bot_name) if in_group else phrases.say("help.in_private")
    names: tuple[str, ...] = FOR_GROUPS if in_group else commands_of(asker.role or Role.READER)
    commands = (words(f"/{name} \N{EN DASH} {phrases.say(f'command.{name}')}") for name in names)
    uploads = asker.role is not None and asker.role.includes(Role.CONTRIBUTOR)
    upload = words(phrases.say("help.upload")) if uploads and asker.place is Place.PRIVATE else words("")
    blank = LINE_END + LINE_END
    head = joined((bold(phrases.say("help.head")), words(intro), upload), LINE_END)
    return joined((head, joined(commands, LINE_END), words(phrases.say("help.promise"))), blank).html
