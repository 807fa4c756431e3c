"""Looks after what stands, in the background: after each change of the briefings, and once at the start."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from telegram.error import BadRequest, TelegramError

from bot.telegram.standing.due import Due
from bot.telegram.standing.news import ALL_MAY_BE_NEW, NO_NEWS, news_of
from bot.telegram.standing.pace import LIKELY_REST, UNLIKELY_REST
from index import BriefbotError, parse_citation

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from bot.telegram.context import BotApplication
    from bot.telegram.standing.concerned import Concerned
    from bot.telegram.standing.keep_check import KeepCheck
    from bot.telegram.standing.news import News
    from bot.telegram.standing.pace import Pace
    from bot.telegram.standing.watch_check import WatchCheck
    from bot.telegram.state.keeps import Keeps
    from index import SyncReport

_log = logging.getLogger(__name__)

SETTLE_SECONDS = 2.0
"""How long after a change it is waited for more of them, so that a folder that is copied in is looked at once. A
question that began to be watched just before the change is kept by then."""
PATIENCE_SECONDS = 10.0
"""How long one telling holds up the next; what Telegram does not take for the moment goes on by itself."""
RETRY_SECONDS = 60.0
"""How long after a trouble (no network for a quarter of an hour, a locked file) it is looked again."""


@dataclass(frozen=True, slots=True)
class Checks:
    """How what stands is looked after.

    Attributes:
        keeps: the sentences that an eye is kept on.
        check_keeps: looks after those of one person in one chat.
        concerned: finds the watches that a change may concern.
        check_watch: asks the question of one watch again.
    """

    keeps: Keeps
    check_keeps: KeepCheck
    concerned: Concerned
    check_watch: WatchCheck


class Vigil:
    """Looks after what stands, one thing after the other, making way for people."""

    def __init__(
        self,
        application: BotApplication,
        checks: Checks,
        pace: Pace,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look after things by `checks`; what has begun to be told when the application stops is told to its end."""
        self._application = application
        self._checks = checks
        self._pace = pace
        self._clock = clock
        self._due = Due()
        self._news = ALL_MAY_BE_NEW
        self._ripe_at = math.inf
        self._wake = asyncio.Event()
        self._telling: dict[Hashable, asyncio.Task[None]] = {}

    async def note(self, report: SyncReport) -> None:
        """Take in what a sync found; with the first one, all that may have changed while nobody looked."""
        self._take_in(news_of(report), SETTLE_SECONDS)

    async def run(self) -> None:
        """Look after what stands until this is cancelled."""
        while True:
            left = self._ripe_at - self._clock()
            if left <= 0:
                await self._take_up()
            elif (work := self._due.take()) is not None:
                number, news, likely = work
                check = partial(self._checks.check_watch, number, news)
                await self._do(number, check, news, LIKELY_REST if likely else UNLIKELY_REST)
            else:
                await self._wait(left)

    def _take_in(self, news: News, seconds: float) -> None:
        self._news |= news
        if self._news:
            self._ripe_at = min(self._ripe_at, self._clock() + seconds)
            self._wake.set()

    async def _wait(self, seconds: float) -> None:
        """Wait until so many seconds are over, or what is known of changes is another."""
        self._wake.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), None if math.isinf(seconds) else seconds)

    async def _take_up(self) -> None:
        """Look after the sentences that a change touched, at once, and put the watches it may concern in line."""
        news, self._news, self._ripe_at = self._news, NO_NEWS, math.inf
        try:
            kept = self._checks.keeps.everything()
            touched = [keep for keep in kept if news.touches(parse_citation(keep.citation).source)]
        except BriefbotError as error:
            self._miss(news, error)
            return
        for asker in dict.fromkeys((keep.chat, keep.person) for keep in touched):
            await self._do(asker, partial(self._checks.check_keeps, *asker, news), news, LIKELY_REST)
        await self._do(self._due, partial(self._checks.concerned.put, news, self._due), news, LIKELY_REST)

    async def _do(self, key: Hashable, work: Callable[[], Awaitable[None]], news: News, rest: float) -> None:
        """Do some work after what was begun before with the same key; return when it is done or takes long."""
        async with self._pace.work(rest):
            task = self._application.create_task(self._after(self._telling.get(key), work, news))
            self._telling[key] = task
            await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        self._telling = {key: other for key, other in self._telling.items() if not other.done()}

    async def _after(self, before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]], news: News) -> None:
        if before is not None:
            await asyncio.wait({before})
        try:
            await work()
        except (BriefbotError, TelegramError) as error:
            self._miss(news, error)

    def _miss(self, news: News, error: Exception) -> None:
        """Look again in a while; where Telegram will never take it (no right to write in a group), not for its sake."""
        _log.warning("what stands could not be looked after: %s", error)
        if not isinstance(error, BadRequest):
            self._take_in(news, RETRY_SECONDS)
