"""What is sent arrives: refusals for the moment and lost connections are tried again, each for its own chat."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import AIORateLimiter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

_log = logging.getLogger(__name__)

KEEP_TRYING_SECONDS = 900.0
"""How long a message is tried to be sent while Telegram cannot be reached."""
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 30.0
_MARGIN_SECONDS = 0.1
UNHURRIED = frozenset({"sendChatAction", "answerCallbackQuery", "answerInlineQuery"})
"""What is of no use later: it is tried once, and waits for nothing."""

_Json = bool | dict[str, Any] | list[dict[str, Any]]


class Delivery(AIORateLimiter):
    """Keeps to Telegram's limits (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)."""

    def __init__(
        self,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Wait by `sleep`, and give up by `clock`, both in seconds."""
        super().__init__(max_retries=0)
        self._sleep = sleep
        self._clock = clock

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Json]],
        args: Any,  # noqa: ANN401 - passed on as they come
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Json:
        """Return Telegram's answer to a request, tried again while it may still succeed."""
        if endpoint in UNHURRIED:
            return await callback(*args, **kwargs)
        give_up = self._clock() + KEEP_TRYING_SECONDS
        wait = _FIRST_WAIT_SECONDS
        while True:
            try:
                calm = _calm(callback)
                return _sent(await super().process_request(calm, args, kwargs, endpoint, data, rate_limit_args))
            except RetryAfter as error:
                pause = _seconds(error) + _MARGIN_SECONDS
                reason = "asked to wait"
                if self._clock() + pause >= give_up:
                    raise
            except BadRequest:  # a kind of network error to the library
                raise
            except NetworkError as error:
                pause, wait = wait, min(2 * wait, _LONGEST_WAIT_SECONDS)
                reason = error.message
                if self._clock() >= give_up:
                    raise
            _log.warning("%s: %s; again in %.1f s", endpoint, reason, pause)
            await self._sleep(pause)


def _calm(callback: Callable[..., Coroutine[Any, Any, _Json]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """Return a call that returns a wish to wait instead of raising it: the library logs a traceback of each."""

    async def call(*args: Any, **kwargs: Any) -> _Json | RetryAfter:  # noqa: ANN401 - passed on as they come
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            return error

    return call


def _sent(answer: _Json | RetryAfter) -> _Json:
    if isinstance(answer, RetryAfter):
        raise answer
    return answer


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()
