"""The commands that Telegram offers when a person types `/`: each scope has those that work there."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden

from bot.telegram.access import Role
from bot.telegram.phrases import list_languages, load_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import BotCommandScope
    from telegram.ext import ExtBot

    from bot.telegram.state.pairings import Person

_log = logging.getLogger(__name__)

FOR_ANYBODY = ("start", "help")
FOR_GROUPS = ("ask", "sources", "new", "keep", "keeps", "watch", "watches", "help")
FOR_READERS = (
    "ask",
    "sources",
    "source",
    "new",
    "keep",
    "keeps",
    "watch",
    "watches",
    "settings",
    "privacy",
    "help",
)
FOR_OWNERS = (*FOR_READERS, "status", "audit", "pair", "people", "revoke")


def commands_of(role: Role) -> tuple[str, ...]:
    """Return the commands that a person of a role is offered."""
    return FOR_OWNERS if role is Role.OWNER else FOR_READERS


async def publish_all(bot: ExtBot[int], people: Iterable[Person]) -> None:
    """Tell Telegram the commands of every scope, in every language.

    Raises:
        TelegramError: it cannot be reached.
    """
    await _publish(bot, FOR_ANYBODY, BotCommandScopeAllPrivateChats())
    await _publish(bot, FOR_GROUPS, BotCommandScopeAllGroupChats())
    for person in people:
        try:
            await publish_commands(bot, person.id, person.role)
        except (BadRequest, Forbidden) as error:  # somebody who has deleted their account, or the chat
            _log.info("the commands of %s are not listed: %s", person.id, error.message)


async def publish_commands(bot: ExtBot[int], person: int, role: Role) -> None:
    """Tell Telegram the commands of one person.

    Raises:
        TelegramError: it cannot be reached, or the person has never written to the bot.
    """
    await _publish(bot, commands_of(role), BotCommandScopeChat(person))


async def withdraw_commands(bot: ExtBot[int], person: int) -> None:
    """Take from a person who is no longer paired what they were offered.

    Raises:
        TelegramError: it cannot be reached.
    """
    for language in ("", *list_languages()):
        await bot.delete_my_commands(BotCommandScopeChat(person), language_code=language or None)


async def _publish(bot: ExtBot[int], names: Iterable[str], scope: BotCommandScope) -> None:
    """The languages without a catalog have English."""
    names = tuple(names)
    for language in ("", *list_languages()):
        phrases = load_phrases(language)
        offered = [BotCommand(name, phrases.say(f"command.{name}")) for name in names]
        await bot.set_my_commands(offered, scope, language_code=language or None)
