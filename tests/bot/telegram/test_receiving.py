"""Asking Telegram for updates."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest
from local_api.faults import Broken, Delay, DropBefore
from scene_notes import HONEY, HONEY_SAID

from bot.telegram.build import updates_wanted
from bot.telegram.errors import StateError
from bot.telegram.receiving import Polling, PollRequest
from bot.telegram.state.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot_scene import Scene
    from local_api import LocalBotApi


@pytest.fixture
def polling(scene: Scene) -> Iterator[Polling]:
    """Yield what asks for a scene's updates."""
    made = Polling(scene.application)
    scene.run(made.open(updates_wanted(scene.parts)))
    yield made
    scene.run(made.close())


def test_updates_that_are_asked_for_are_answered(scene: Scene, polling: Polling) -> None:
    """Of the kinds that are wanted, and no others."""
    ada = scene.person()
    assert HONEY_SAID in scene.api.reply_to(scene.api.say(ada, HONEY)).text
    assert scene.api.allowed_updates == ("message", "edited_message", "callback_query", "my_chat_member")
    scene.api.wait_for(lambda: scene.api.pending == 0)


def test_inline_queries_are_asked_for_where_they_are_on(stage: Callable[..., Scene]) -> None:
    """Telegram sends none otherwise."""
    assert updates_wanted(stage(inline=True).parts)[-1] == "inline_query"


def test_a_webhook_that_is_set_is_taken_away(api: LocalBotApi, scene: Scene) -> None:
    """Else Telegram would refuse to be asked."""
    scene.run(scene.application.bot.set_webhook("http://127.0.0.1:9/elsewhere"))
    made = Polling(scene.application)
    scene.run(made.open(updates_wanted(scene.parts)))
    api.wait_for(lambda: api.polled)
    assert api.webhook_url == ""
    scene.run(made.close())


@pytest.mark.parametrize("fault", [Broken(500), Broken(502), DropBefore()])
def test_it_goes_on_after_a_trouble_that_is_told_once(
    scene: Scene, polling: Polling, caplog: pytest.LogCaptureFixture, fault: Broken | DropBefore
) -> None:
    """What was said meanwhile is answered."""
    scene.api.faults.add("getUpdates", fault, times=2)
    with caplog.at_level(logging.WARNING, "bot"):
        asked = scene.api.say(scene.person(), HONEY)
        assert HONEY_SAID in scene.api.reply_to(asked).text
    told = [record for record in caplog.records if record.name == "bot.telegram.receiving"]
    assert len(told) == 1


def test_a_full_disk_loses_nothing_and_asking_goes_on(
    scene: Scene, polling: Polling, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be kept is not confirmed, and comes again."""
    record = Incoming.record

    def full(*_: object) -> bool:
        raise StateError("the disk is full", "free it")

    monkeypatch.setattr(Incoming, "record", full)
    asked = scene.api.say(scene.person(), HONEY)
    scene.api.wait_for(lambda: "the disk is full" in caplog.text)
    assert scene.api.pending == 1
    monkeypatch.setattr(Incoming, "record", record)
    assert HONEY_SAID in scene.api.reply_to(asked).text


def test_another_process_that_asks_is_named(scene: Scene, polling: Polling, caplog: pytest.LogCaptureFixture) -> None:
    """The operator learns what to do."""
    scene.api.wait_for(lambda: scene.api.polled)
    other = PollRequest(lambda: None, 25.0)

    async def ask() -> None:
        async with other:
            await other.post(f"{scene.api.url}/bot{scene.api.token}/getUpdates")

    scene.run(ask())
    scene.api.wait_for(lambda: "another process asks" in caplog.text)


def test_a_token_that_is_no_longer_known_is_told(api: LocalBotApi) -> None:
    """The library would end its asking without a word."""
    api.expect_refused("*", "")
    told: list[str] = []

    async def ask(token: str) -> None:
        request = PollRequest(lambda: told.append(token), 25.0)
        async with request:
            await request.do_request(f"{api.url}/bot{token}/getMe", "POST")

    asyncio.run(ask(api.token))
    assert told == []
    asyncio.run(ask("7000000001:AAanotherTokenThatIsNotKnownXXXXXXX"))
    assert len(told) == 1


def test_it_closes_soon_though_telegram_does_not_answer(scene: Scene) -> None:
    """A request that hangs is given up."""
    made = Polling(scene.application)
    scene.run(made.open(updates_wanted(scene.parts)))
    scene.api.wait_for(lambda: scene.api.polled)
    scene.api.faults.add("getUpdates", Delay(30.0), times=None)
    scene.run(asyncio.wait_for(made.close(), 10))
    scene.run(made.close())


def test_an_update_that_raises_holds_up_no_other(
    scene: Scene, polling: Polling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is done with, though not answered, and the next is answered."""
    monkeypatch.setattr("bot.telegram.handlers.start._help", lambda *_: 1 / 0)
    ada = scene.person()
    first = scene.api.say(ada, "/help")
    assert "reference" in scene.api.reply_to(first).text
    assert HONEY_SAID in scene.api.reply_to(scene.api.say(ada, HONEY)).text
    scene.api.wait_for(lambda: scene.unfinished == 0)
    scene.errors.clear()
