"""Follow the folder in a thread of its own, and hand what changed to the event loop."""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.following import describe_changes
from index import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from index import Briefings, SyncReport

_log = logging.getLogger(__name__)

_END_SECONDS = 2.0
"""How long its end is waited for: a sync that takes longer is broken off with the process, which costs nothing."""


class Follower:
    """Keeps the index up to date while questions are answered."""

    def __init__(self, briefings: Briefings, tell: Sequence[Callable[[SyncReport], Awaitable[None]]]) -> None:
        """Follow the folder of `briefings`; each of `tell` is awaited with each change, one change after the other."""
        self._briefings = briefings
        self._tell = tell
        self._stop = threading.Event()
        self._reports: asyncio.Queue[SyncReport] = asyncio.Queue()

    async def run(self) -> None:
        """Follow until this is cancelled.

        Raises:
            BriefbotError: the folder can no longer be followed; see `Briefings.follow`.
        """
        loop = asyncio.get_running_loop()
        failed: asyncio.Future[None] = loop.create_future()
        thread = threading.Thread(target=self._follow, args=(loop, failed), name="follow", daemon=True)
        thread.start()
        telling = asyncio.create_task(self._tell_on())
        try:
            await failed
        finally:
            self._stop.set()
            telling.cancel()
            await asyncio.to_thread(thread.join, _END_SECONDS)

    def _follow(self, loop: asyncio.AbstractEventLoop, failed: asyncio.Future[None]) -> None:
        def on_report(report: SyncReport) -> None:
            _hand_over(loop, self._reports.put_nowait, report)

        try:
            self._briefings.follow(on_report, stop=self._stop)
        except Exception as error:  # noqa: BLE001 - a bug too must end the run, not this thread alone
            _hand_over(loop, _fail, failed, error)

    async def _tell_on(self) -> None:
        while True:
            report = await self._reports.get()
            if changes := describe_changes(report):
                _log.info("%s", changes)
            for file in report.skipped:
                _log.warning("%s skipped: %s", file.source, file.reason)
            for tell in self._tell:
                try:
                    await tell(report)
                except (BriefbotError, TelegramError):
                    _log.exception("what changed could not be told")


def _hand_over(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *arguments: object) -> None:
    with suppress(RuntimeError):  # the loop has ended meanwhile
        loop.call_soon_threadsafe(call, *arguments)


def _fail(failed: asyncio.Future[None], error: Exception) -> None:
    if not failed.done():
        failed.set_exception(error)
