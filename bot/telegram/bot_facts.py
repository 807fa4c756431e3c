"""What Telegram says of the bot, asked once and within a time limit."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.telegram.addresses import OFFICIAL_API
from bot.telegram.errors import ServiceError
from bot.telegram.guard import guarded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Iterator

    from telegram import Bot, WebhookInfo
    from telegram.error import TelegramError

    from bot.secret import Secret
    from bot.telegram.settings import TelegramSettings

LIMIT_SECONDS = 15.0
"""How long Telegram is waited for."""
# What python-telegram-bot adds of a page that is no answer of a Bot API server.
_PAGE = ". Parsing the server response"

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class WebhookFacts:
    """What Telegram says of the bot's webhook.

    Attributes:
        url: where updates are sent; empty where they wait to be asked for.
        pending: how many updates wait.
        error: what went wrong last; empty where nothing did.
        error_at: when (UTC), None where nothing did.
    """

    url: str = ""
    pending: int = 0
    error: str = ""
    error_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class BotFacts:
    """What Telegram says of the bot.

    Attributes:
        username: its name after the `@`.
        name: what people see.
        reads_groups: whether all that is said in a group reaches it; it does not where privacy mode is on.
        joins_groups: whether it may be added to groups.
        inline: whether `@bot question` in any chat reaches it.
        webhook: where its updates go.
    """

    username: str
    name: str
    reads_groups: bool
    joins_groups: bool
    inline: bool
    webhook: WebhookFacts


def look_up_bot(settings: TelegramSettings, token: Secret, seconds: float = LIMIT_SECONDS) -> BotFacts:
    """Return what Telegram says of the bot of a token.

    Args:
        settings: where the Bot API is.
        token: the bot's.
        seconds: how long it is waited for.

    Raises:
        ServiceError: the Bot API cannot be reached in that time, or does not know the token.
    """
    return _ask(settings, token, seconds, _facts)


def look_up_username(settings: TelegramSettings, token: Secret, seconds: float = LIMIT_SECONDS) -> str:
    """Return the name of the bot of a token, without the `@`; see `look_up_bot`."""
    return _ask(settings, token, seconds, _username)


async def _username(bot: Bot) -> str:
    return bot.username


async def _facts(bot: Bot) -> BotFacts:
    me, webhook = bot.bot, await bot.get_webhook_info()
    return BotFacts(
        username=me.username or "",
        name=me.first_name,
        reads_groups=bool(me.can_read_all_group_messages),
        joins_groups=bool(me.can_join_groups),
        inline=bool(me.supports_inline_queries),
        webhook=_webhook(webhook),
    )


def _webhook(info: WebhookInfo) -> WebhookFacts:
    return WebhookFacts(info.url, info.pending_update_count, info.last_error_message or "", info.last_error_date)


def _ask(
    settings: TelegramSettings, token: Secret, seconds: float, what: Callable[[Bot], Awaitable[_Result]]
) -> _Result:
    """Return what a bot of its own is told.

    Raises:
        ServiceError: see `look_up_bot`.
    """
    from telegram.error import TelegramError

    with guarded((token,)), _silent():
        try:
            return asyncio.run(_within(settings, token, seconds, what))
        except TimeoutError:
            raise _too_slow(settings, seconds) from None
        except TelegramError as error:
            raise _translated(error, settings, seconds) from None
        except (AttributeError, KeyError, TypeError):  # JSON, and not of the shape that a bot is told in
            raise ServiceError(f"{settings.api} does not answer as a Bot API server does", _check(settings)) from None


async def _within(
    settings: TelegramSettings, token: Secret, seconds: float, what: Callable[[Bot], Awaitable[_Result]]
) -> _Result:
    from telegram import Bot
    from telegram.request import HTTPXRequest

    def request() -> HTTPXRequest:
        return HTTPXRequest(connect_timeout=seconds, read_timeout=seconds, write_timeout=seconds)

    bot = Bot(
        token.reveal(),
        base_url=settings.base_url,
        base_file_url=settings.base_file_url,
        request=request(),
        get_updates_request=request(),
    )
    async with asyncio.timeout(seconds), bot:  # entering asks who it is
        return await what(bot)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep libraries from telling of what is told of as an error, in one line."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _translated(error: TelegramError, settings: TelegramSettings, seconds: float) -> ServiceError:
    from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

    if isinstance(error, TimedOut):
        return _too_slow(settings, seconds)
    if isinstance(error, InvalidToken):
        return _unknown_token(settings)
    reason = error.message.partition(_PAGE)[0]
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        seconds = wait if isinstance(wait, int) else round(wait.total_seconds())
        return ServiceError(f"{settings.api} asks for patience", f"try again in {seconds} s")
    if isinstance(error, NetworkError):
        return ServiceError(f"{settings.api} cannot be asked ({reason})", _check(settings))
    return ServiceError(f"{settings.api} does not answer as a Bot API server does ({reason})", _check(settings))


def _too_slow(settings: TelegramSettings, seconds: float) -> ServiceError:
    return ServiceError(f"{settings.api} did not answer within {seconds:g} seconds", _check(settings))


def _unknown_token(settings: TelegramSettings) -> ServiceError:
    todo = "copy the token again from @BotFather (/mybots, the bot, API Token), or let /newbot make a bot"
    if settings.api == OFFICIAL_API:
        return ServiceError("Telegram does not know the token", todo)
    return ServiceError(f"{settings.api} does not know the token, or is no Bot API server", todo)


def _check(settings: TelegramSettings) -> str:
    if settings.api == OFFICIAL_API:
        return "check the network, then try again"
    return "check that your Bot API server runs and that BRIEFBOT_TELEGRAM_API names it"
