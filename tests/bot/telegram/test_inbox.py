"""Updates are kept before Telegram hears that they came, taken once, and erased when they have been dealt with."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from bot_scene import NOW
from telegram import Bot, Update

from bot.telegram.errors import StateError
from bot.telegram.inbox import Finishing, Inbox, NotKeptError
from bot.telegram.state.database import Database
from bot.telegram.state.incoming import Incoming

if TYPE_CHECKING:
    from pathlib import Path

BOT = Bot("7000000001:AAlocalStandInForTelegramXXXXXXXXXX")


def update(number: int, text: str = "what was agreed?") -> Update:
    """Return an update with a message."""
    sender = {"id": 7, "is_bot": False, "first_name": "Ada"}
    message = {"message_id": 3, "date": 1_790_000_000, "chat": {"id": 7, "type": "private"}, "from": sender}
    return Update.de_json({"update_id": number, "message": message | {"text": text}}, BOT)


def test_an_update_is_kept_before_it_is_taken(database: Database) -> None:
    """What Telegram forgets when `put` returns stands in the file by then."""

    async def play() -> None:
        inbox = Inbox(Incoming(database), lambda: NOW)
        await inbox.put(update(5))
        with Database(database.path.parent) as elsewhere:
            (pending,) = Incoming(elsewhere).resume()
        assert json.loads(pending.body)["message"]["text"] == "what was agreed?"
        assert inbox.qsize() == 1

    asyncio.run(play())


def test_an_update_is_taken_once(database: Database) -> None:
    """Its number counts, whatever it holds, and after a restart too."""

    async def play() -> None:
        incoming = Incoming(database)
        inbox = Inbox(incoming, lambda: NOW)
        for one in (update(5), update(5), update(5, "something else"), update(6)):
            await inbox.put(one)
        assert inbox.qsize() == 2
        again = Inbox(Incoming(database), lambda: NOW)
        await again.put(update(5))
        assert again.qsize() == 0

    asyncio.run(play())


def test_what_an_update_held_is_erased_once_it_is_dealt_with(database: Database) -> None:
    """Its number stays, so that it is not taken again."""

    async def play() -> None:
        incoming = Incoming(database)
        await Inbox(incoming, lambda: NOW).put(update(5, "Zanzibar"))
        assert b"Zanzibar" in _files(database)

        async def handle() -> None:
            assert b"Zanzibar" in _files(database)

        await Finishing(incoming).do_process_update(update(5), handle())
        assert incoming.resume() == ()
        inbox = Inbox(incoming, lambda: NOW)
        await inbox.put(update(5, "Zanzibar"))
        assert inbox.qsize() == 0

    asyncio.run(play())


@pytest.mark.parametrize("how", [asyncio.CancelledError, KeyboardInterrupt])
def test_what_is_broken_off_is_left_for_the_next_process(database: Database, how: type[BaseException]) -> None:
    """It comes again, as it was, before anything new."""

    async def play() -> None:
        incoming = Incoming(database)
        inbox = Inbox(incoming, lambda: NOW)
        await inbox.put(update(5))

        async def handle() -> None:
            raise how

        with pytest.raises(how):
            await Finishing(incoming).do_process_update(update(5), handle())
        again = Inbox(Incoming(database), lambda: NOW)
        assert await again.resume(BOT) == 1
        assert again.get_nowait() == update(5)

    asyncio.run(play())


def test_what_is_left_comes_in_its_order(database: Database) -> None:
    """Oldest first."""

    async def play() -> None:
        inbox = Inbox(Incoming(database), lambda: NOW)
        for number in (7, 5, 6):
            await inbox.put(update(number))
        again = Inbox(Incoming(database), lambda: NOW)
        assert await again.resume(BOT) == 3
        assert [again.get_nowait().update_id for _ in range(3)] == [5, 6, 7]  # type: ignore[attr-defined]

    asyncio.run(play())


def test_what_is_no_update_passes(database: Database) -> None:
    """The library ends its queue by a thing of its own."""

    async def play() -> None:
        inbox = Inbox(Incoming(database), lambda: NOW)
        await inbox.put("stop")
        assert inbox.get_nowait() == "stop"
        await Finishing(Incoming(database)).do_process_update("stop", asyncio.sleep(0))

    asyncio.run(play())


def test_an_update_that_cannot_be_kept_is_not_taken(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is of the kind after which the library asks Telegram again."""

    def full(*_: object) -> bool:
        raise StateError("the disk is full", "free it")

    monkeypatch.setattr(Incoming, "record", full)

    async def play() -> None:
        inbox = Inbox(Incoming(database), lambda: NOW)
        with pytest.raises(NotKeptError, match="the disk is full"):
            await inbox.put(update(5))
        assert inbox.qsize() == 0

    asyncio.run(play())


def _files(database: Database) -> bytes:
    folder: Path = database.path.parent
    return b"".join(file.read_bytes() for file in folder.iterdir())
