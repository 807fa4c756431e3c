"""`/pair`, `/people`, `/revoke`, for owners: who may ask."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.telegram.access import Role
from bot.telegram.commands import withdraw_commands
from bot.telegram.handlers.owners import owners_only
from bot.telegram.link import pairing_link
from bot.telegram.sending import reply_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update
    from telegram.ext import ExtBot

    from bot.telegram.context import Context
    from bot.telegram.library import Library
    from bot.telegram.state.groups import Groups
    from bot.telegram.state.pairings import Pairings

_log = logging.getLogger(__name__)
_MOST_LISTED = 80


@dataclass(frozen=True, slots=True)
class Pair:
    """Makes links that pair.

    Attributes:
        pairings: who is paired.
        now: seconds since the epoch.
    """

    pairings: Pairings
    now: Callable[[], float]

    async def __call__(self, update: Update, context: Context) -> None:
        """Send an owner a link: `/pair`, `/pair contributor`."""
        message, asker = update.message, context.asker
        if message is None or not await owners_only(message, asker):
            return
        wanted = (context.args or [Role.READER])[0].lower()
        if wanted not in set(Role):
            await reply_words(message, asker.phrases.say("people.unknown_role"))
            return
        code = self.pairings.make_code(self.now(), Role(wanted), by=asker.person)
        said = asker.phrases.say(
            "people.link", link=pairing_link(context.bot.username, code), role=asker.phrases.say(f"role.{wanted}")
        )
        await reply_words(message, said)


@dataclass(frozen=True, slots=True)
class ListPeople:
    """Lists who is paired and which groups are allowed.

    Attributes:
        pairings: who is paired.
        groups: which groups are allowed.
    """

    pairings: Pairings
    groups: Groups

    async def __call__(self, update: Update, context: Context) -> None:
        """Send an owner the list."""
        message, asker = update.message, context.asker
        if message is None or not await owners_only(message, asker):
            return
        people = [
            f"{person.id}  {asker.phrases.say(f'role.{person.role}')}, {_day(person.paired_at)}"
            for person in self.pairings.everybody()
        ]
        groups = [f"{group.id}  {asker.phrases.say('people.group')}" for group in self.groups.everyone()]
        lines = [*people, *groups]
        more = [asker.phrases.say("people.more", count=len(lines) - _MOST_LISTED)] if lines[_MOST_LISTED:] else []
        await reply_words(message, "\n".join([*lines[:_MOST_LISTED], *more]))


@dataclass(frozen=True, slots=True)
class Revoke:
    """Ends that a person or a group is answered.

    Attributes:
        pairings: who is paired.
        groups: which groups are allowed.
        library: remembers conversations.
    """

    pairings: Pairings
    groups: Groups
    library: Library

    async def __call__(self, update: Update, context: Context) -> None:
        """Revoke by number: `/revoke 123`. The last owner stays one: nobody could pair anybody any more."""
        message, asker = update.message, context.asker
        if message is None or not await owners_only(message, asker):
            return
        given = (context.args or [""])[0]
        number = int(given) if given.removeprefix("-").isdecimal() and len(given) <= _LONGEST_NUMBER else 0
        if number == asker.person:
            await reply_words(message, asker.phrases.say("people.yourself"))
            return
        if number and (self.pairings.revoke(number) or self.groups.disallow(number)):
            self.library.forget_person(number)
            await reply_words(message, asker.phrases.say("people.revoked", number=number))
            await _withdraw(context.bot, number)
            return
        await reply_words(message, asker.phrases.say("people.whom"))


_LONGEST_NUMBER = 20


async def _withdraw(bot: ExtBot[int], person: int) -> None:
    try:
        await withdraw_commands(bot, person)
    except TelegramError as error:  # what counts is done
        _log.warning("the commands of %s stay listed: %s", person, error.message)


def _day(at: float) -> str:
    return f"{dt.datetime.fromtimestamp(at, dt.UTC):%Y-%m-%d}"
