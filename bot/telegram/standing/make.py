"""Put together what looks after what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.standing.concerned import Concerned
from bot.telegram.standing.keep_check import KeepCheck
from bot.telegram.standing.pace import Pace
from bot.telegram.standing.telling import Telling
from bot.telegram.standing.vigil import Checks, Vigil
from bot.telegram.standing.watch_check import WatchCheck

if TYPE_CHECKING:
    from bot.telegram.context import BotApplication
    from bot.telegram.parts import Parts


def make_vigil(application: BotApplication, parts: Parts) -> Vigil:
    """Return what looks after what stands in chats, making way for the questions of people."""
    turns = parts.answering.turns
    telling = Telling(application.bot, parts.watches, parts.keeps)
    checks = Checks(
        keeps=parts.keeps,
        check_keeps=KeepCheck(parts.library, parts.book, parts.keeps, telling),
        concerned=Concerned(parts.library, parts.book, parts.watches),
        check_watch=WatchCheck(parts, telling),
    )
    return Vigil(application, checks, Pace(lambda: turns.taken))
