"""One run of the bot: start, answer until told to stop, finish what is being answered."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, TelegramError

from bot.telegram.build import build, updates_wanted
from bot.telegram.commands import publish_all
from bot.telegram.errors import ServiceError
from bot.telegram.following import Follower
from bot.telegram.inbox import Inbox
from bot.telegram.receiving import Polling
from bot.telegram.standing.make import make_vigil
from bot.telegram.sweep import EVERY_SECONDS, sweep

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.secret import Secret
    from bot.telegram.context import BotApplication
    from bot.telegram.parts import Parts
    from bot.telegram.receiving import Receiver
    from index import Briefings

_log = logging.getLogger(__name__)

FINISH_SECONDS = 8.0
"""How long what is being answered may go on when the bot is told to stop; the rest is answered at the next start."""
_NEW_TOKEN = "copy the token again from @BotFather (/mybots, the bot, API Token)"  # noqa: S105 - what to do


@dataclass(frozen=True, slots=True)
class Service:
    """What a run takes.

    Attributes:
        token: the bot's.
        webhook_secret: that of the webhook; None to ask Telegram for updates.
        parts: what the handlers are made of.
        briefings: the briefings, whose index is up to date.
        follows: whether the index is kept up to date meanwhile; not where others do that.
    """

    token: Secret
    webhook_secret: Secret | None
    parts: Parts
    briefings: Briefings
    follows: bool = True


async def serve(service: Service) -> None:
    """Answer until SIGTERM or Ctrl-C.

    Raises:
        ServiceError: Telegram does not know the token, or refuses what is needed.
        BriefbotError: the briefings can no longer be followed.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no such handlers: Ctrl-C raises there
            loop.add_signal_handler(name, stop.set)
    refused = loop.create_future()
    application = build(service.token, service.parts, lambda: _refuse(refused))
    try:
        await _first_of(stop, _live(application, service), refused)
    except InvalidToken:
        raise ServiceError("Telegram does not know this token", _NEW_TOKEN) from None
    except TelegramError as error:
        raise ServiceError(f"Telegram does not take it ({error.message})", "run `briefbot telegram check`") from None
    finally:
        await _end(application)


async def _live(application: BotApplication, service: Service) -> None:
    """Start, and go on until this is cancelled."""
    parts = service.parts
    await application.initialize()
    await application.start()
    inbox = application.update_queue
    if isinstance(inbox, Inbox) and (left := await inbox.resume(application.bot)):
        _log.info("going on with %d updates that were left", left)
    receiver = _receiver(application, service)
    try:
        await receiver.open(updates_wanted(parts))
        _log.info("answering as @%s", application.bot.username)
        async with asyncio.TaskGroup() as group:
            group.create_task(_publish(application, parts))
            group.create_task(_sweep(parts))
            vigil = make_vigil(application, parts)
            group.create_task(vigil.run())
            if service.follows:
                group.create_task(Follower(service.briefings, (vigil.note,)).run())
    finally:
        await receiver.close()


def _receiver(application: BotApplication, service: Service) -> Receiver:
    if service.webhook_secret is None:
        return Polling(application)
    from bot.telegram.webhook import Webhook

    return Webhook(application, service.parts.desk.settings, service.webhook_secret)


async def _publish(application: BotApplication, parts: Parts) -> None:
    try:
        await publish_all(application.bot, parts.book.pairings.everybody())
    except TelegramError as error:  # they are a convenience: whoever types them is answered
        _log.warning("the commands are not listed in Telegram: %s", error.message)


async def _sweep(parts: Parts) -> None:
    while True:
        sweep(parts.database, parts.now(), parts.desk.settings.audit_days)
        await asyncio.sleep(EVERY_SECONDS)


async def _first_of(stop: asyncio.Event, work: Coroutine[object, object, None], refused: asyncio.Future[None]) -> None:
    """Wait for a wish to stop, or for what ends the work by itself; the work is over then."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    waited_for: set[asyncio.Future[Any]] = {working, stopping, refused}
    try:
        await asyncio.wait(waited_for, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait({working})
    if refused.done():
        refused.result()
    if not working.cancelled() and (error := working.exception()) is not None:
        # A group of tasks that end together: the first that failed says why.
        raise error.exceptions[0] if isinstance(error, ExceptionGroup) else error


async def _end(application: BotApplication) -> None:
    """Finish what is being answered, and break off what takes too long: it stays in the inbox."""
    _log.info("stopping")
    if application.running:
        try:
            await asyncio.wait_for(application.stop(), FINISH_SECONDS)
        except TimeoutError:
            _log.warning("some answers are left for the next start")
            await _cancel_all()
    with suppress(TelegramError, RuntimeError):
        await application.shutdown()


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _refuse(refused: asyncio.Future[None]) -> None:
    if not refused.done():
        refused.set_exception(ServiceError("Telegram no longer knows this token", _NEW_TOKEN))
