"""`/start CODE`: pair a person."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.telegram.access import Binding
from bot.telegram.commands import publish_commands
from bot.telegram.phrases import load_phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.ext import ExtBot

    from bot.telegram.sight import Sight
    from bot.telegram.state.pairings import Pairings, Person

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Redeem:
    """Takes codes that pair.

    Attributes:
        pairings: where people are paired.
        now: seconds since the epoch.
    """

    pairings: Pairings
    now: Callable[[], float]

    async def __call__(self, sight: Sight, bot: ExtBot[int]) -> None:
        """Pair a person by the code, and say so; one who has guessed too often is not answered."""
        now = self.now()
        if self.pairings.is_held_up(sight.person, now):
            return
        person = self.pairings.redeem(sight.person, sight.code, now)
        phrases = load_phrases(sight.language.partition("-")[0])
        if person is None:
            await bot.send_message(sight.chat, phrases.say("access.wrong_code"))
            return
        role = phrases.say(f"role.{person.role}")
        await bot.send_message(sight.chat, phrases.say(_welcome(person), role=role))
        try:
            await publish_commands(bot, sight.person, person.role)
        except TelegramError as error:  # what counts is done
            _log.warning("the commands of %s are not listed: %s", sight.person, error.message)


def _welcome(person: Person) -> str:
    return "access.welcome" if person.binding == Binding() else "access.welcome_to_part"
