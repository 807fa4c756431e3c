"""`typing…` is shown at once, for as long as it takes, and nothing waits for it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest
from telegram.error import Forbidden, NetworkError

from bot.telegram import typing as typing_module
from bot.telegram.typing import typing

if TYPE_CHECKING:
    from collections.abc import Callable


class Chat:
    """A message in whose chat somebody is shown to be typing."""

    def __init__(self, answer: Callable[[], Exception | None] = lambda: None) -> None:
        """Fail as `answer` says."""
        self.actions: list[str] = []
        self._answer = answer

    async def reply_chat_action(self, action: str) -> None:
        """Show an action."""
        self.actions.append(action)
        await asyncio.sleep(0)
        if (error := self._answer()) is not None:
            raise error


def test_it_is_shown_before_anything_is_waited_for() -> None:
    """As soon as the loop gets to run."""

    async def play() -> None:
        chat = Chat()
        async with typing(chat):  # type: ignore[arg-type]
            await asyncio.sleep(0)
            assert chat.actions == ["typing"]

    asyncio.run(play())


def test_it_is_shown_again_until_the_block_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram shows it for five seconds; afterwards there is no more of it."""
    monkeypatch.setattr(typing_module, "_AGAIN_SECONDS", 0.001)

    async def play() -> None:
        chat = Chat()
        async with typing(chat):  # type: ignore[arg-type]
            while len(chat.actions) < 3:
                await asyncio.sleep(0.001)
        shown = len(chat.actions)
        await asyncio.sleep(0.01)
        assert len(chat.actions) == shown
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(play())


@pytest.mark.parametrize("error", [NetworkError("gone"), Forbidden("blocked")])
def test_that_it_cannot_be_shown_is_nobodys_trouble(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """The answer is what matters."""

    async def play() -> str:
        async with typing(Chat(lambda: error)):  # type: ignore[arg-type]
            await asyncio.sleep(0.01)
            return "answered"

    with caplog.at_level(logging.INFO):
        assert asyncio.run(play()) == "answered"
    assert caplog.records == []


def test_the_block_does_not_wait_for_a_network_that_hangs() -> None:
    """Nor does its end."""

    async def play() -> None:
        chat = Chat()
        hangs = asyncio.Event()

        async def hang(_: str) -> None:
            await hangs.wait()

        chat.reply_chat_action = hang  # type: ignore[method-assign]
        async with typing(chat):  # type: ignore[arg-type]
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(play(), 30))


def test_what_is_raised_inside_goes_on() -> None:
    """And typing ends."""

    async def fail() -> None:
        async with typing(Chat()):  # type: ignore[arg-type]
            await asyncio.sleep(0)
            raise ZeroDivisionError

    async def play() -> None:
        with pytest.raises(ZeroDivisionError):
            await fail()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(play())
