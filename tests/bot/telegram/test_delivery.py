"""What is sent arrives: a clock and a sleep of the test's own, so that nothing is waited for."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.telegram.delivery import KEEP_TRYING_SECONDS, UNHURRIED, Delivery

if TYPE_CHECKING:
    from collections.abc import Callable

DONE: dict[str, Any] = {"message_id": 1}


class Wire:
    """A Telegram that fails as it is told, and a time that passes only while somebody sleeps."""

    def __init__(self, fails: Callable[[int, float], Exception | None]) -> None:
        """Fail as `fails` says by the number of the call, from 0, and the time; None lets a call through."""
        self.now = 0.0
        self.calls: list[float] = []
        self._fails = fails
        self.delivery = Delivery(self._sleep, lambda: self.now)

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds

    async def _call(self, *_: object, **__: object) -> dict[str, Any]:
        self.calls.append(self.now)
        if (error := self._fails(len(self.calls) - 1, self.now)) is not None:
            raise error
        return DONE

    def send(self, endpoint: str = "sendMessage", chat: int = 1) -> object:
        """Return what a call comes to."""
        return asyncio.run(self._send(endpoint, chat))

    async def _send(self, endpoint: str, chat: int) -> object:
        return await self.delivery.process_request(self._call, (), {}, endpoint, {"chat_id": chat}, None)


def first(*errors: Exception) -> Callable[[int, float], Exception | None]:
    """Fail so, one after the other, and then no more."""
    return lambda number, _: errors[number] if number < len(errors) else None


@pytest.fixture(autouse=True)
def _spans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as `build` does


def test_it_waits_as_long_as_telegram_says() -> None:
    """And a little more, each time that it says so."""
    wire = Wire(first(RetryAfter(3), RetryAfter(7)))
    assert wire.send() == DONE
    assert wire.calls == pytest.approx([0, 3.1, 10.2])


@pytest.mark.parametrize("error", [NetworkError("Bad Gateway"), NetworkError("httpx.ReadError"), TimedOut()])
def test_it_tries_again_after_a_trouble_that_may_pass(error: NetworkError) -> None:
    """A page of HTML, a dropped connection, a time-out: each wait is twice the last."""
    wire = Wire(first(*[error] * 4))
    assert wire.send() == DONE
    assert wire.calls == pytest.approx([0, 0.5, 1.5, 3.5, 7.5])


def test_five_minutes_without_a_network_lose_nothing() -> None:
    """It tries at least every half minute, and is through within one after that."""
    wire = Wire(lambda _, now: NetworkError("gone") if now < 300 else None)
    assert wire.send() == DONE
    waits = [later - earlier for earlier, later in zip(wire.calls, wire.calls[1:], strict=False)]
    assert max(waits) <= 30
    assert 300 <= wire.now <= 330


def test_it_gives_up_in_the_end() -> None:
    """After a quarter of an hour the last error is raised."""
    wire = Wire(lambda *_: NetworkError("gone"))
    with pytest.raises(NetworkError, match="gone"):
        wire.send()
    assert KEEP_TRYING_SECONDS <= wire.now <= KEEP_TRYING_SECONDS + 30


def test_it_does_not_wait_for_what_would_come_too_late() -> None:
    """Where Telegram asks for more than that, the error is raised at once."""
    wire = Wire(lambda *_: RetryAfter(int(KEEP_TRYING_SECONDS) + 1))
    with pytest.raises(RetryAfter):
        wire.send()
    assert wire.now == 0


@pytest.mark.parametrize("error", [BadRequest("chat not found"), Forbidden("blocked"), InvalidToken(), ChatMigrated(5)])
def test_what_will_not_pass_is_not_tried_again(error: Exception) -> None:
    """Though the library calls a refused request a trouble of the network."""
    wire = Wire(first(error))
    with pytest.raises(type(error)):
        wire.send()
    assert wire.calls == [0]


@pytest.mark.parametrize("endpoint", sorted(UNHURRIED))
@pytest.mark.parametrize("error", [NetworkError("gone"), TimedOut()])
def test_what_is_of_no_use_later_is_tried_once(endpoint: str, error: NetworkError) -> None:
    """`typing…`, and the answers to a press and to an inline query."""
    wire = Wire(first(error))
    with pytest.raises(type(error)):
        wire.send(endpoint)
    assert wire.calls == [0]


def test_typing_never_waits_for_the_limits_of_a_chat() -> None:
    """A group in which twenty messages were just sent takes no more of them for a while; typing is shown at once."""

    async def play() -> list[str]:
        wire, done = Wire(first()), []
        for _ in range(20):
            await wire._send("sendMessage", -5)

        async def call(endpoint: str) -> None:
            await wire._send(endpoint, -5)
            done.append(endpoint)

        late = asyncio.create_task(call("sendMessage"))
        await asyncio.sleep(0)
        await call("sendChatAction")
        late.cancel()
        await asyncio.gather(late, return_exceptions=True)
        return done

    assert asyncio.run(play()) == ["sendChatAction"]


def test_a_wait_of_one_chat_holds_up_no_other() -> None:
    """Telegram's limits are a chat's own."""

    async def play() -> list[int]:
        done: list[int] = []
        woken = asyncio.Event()

        async def sleep(_: float) -> None:
            await woken.wait()

        delivery = Delivery(sleep, lambda: 0.0)
        errors = {1: [RetryAfter(9)], 2: []}

        async def send(chat: int) -> None:
            async def call(*_: object, **__: object) -> dict[str, Any]:
                if errors[chat]:
                    raise errors[chat].pop()
                return DONE

            await delivery.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, None)
            done.append(chat)

        held = asyncio.create_task(send(1))
        await asyncio.sleep(0)
        await send(2)
        woken.set()
        await held
        return done

    assert asyncio.run(play()) == [2, 1]


def test_the_log_says_what_is_tried_again_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """A line for each try, which says why and when."""
    with caplog.at_level(logging.INFO):
        Wire(first(RetryAfter(3), NetworkError("Bad Gateway"))).send()
    assert [record.getMessage() for record in caplog.records] == [
        "sendMessage: asked to wait; again in 3.1 s",
        "sendMessage: Bad Gateway; again in 0.5 s",
    ]
