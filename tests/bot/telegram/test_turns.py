"""In order for each chat, a few waiting for each person."""

from __future__ import annotations

import asyncio

import pytest

from bot.telegram.turns import TooManyWaitingError, Turns


class Talk:
    """Questions that are answered when a test says so."""

    def __init__(self, turns: Turns) -> None:
        """Ask none yet."""
        self.turns = turns
        self.begun: list[str] = []
        self.refused: list[str] = []
        self._gates: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, name: str, chat: int, person: int) -> None:
        """Let a person ask, and everything that can go on go on."""
        self._gates[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._ask(name, chat, person))
        await settle()

    async def end(self, name: str) -> None:
        """Let a question be answered."""
        self._gates[name].set()
        await settle()

    async def break_off(self, name: str) -> None:
        """Let a question fail."""
        self._tasks[name].cancel()
        await settle()

    async def _ask(self, name: str, chat: int, person: int) -> None:
        try:
            async with self.turns.turn(chat, person):
                self.begun.append(name)
                await self._gates[name].wait()
        except TooManyWaitingError:
            self.refused.append(name)


async def settle() -> None:
    """Let every task go on as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_one_chat_is_answered_in_order() -> None:
    """Whoever asks in it; the next begins when the last has ended."""

    async def play() -> None:
        talk = Talk(Turns())
        for name, person in (("a", 1), ("b", 2), ("c", 1)):
            await talk.ask(name, -5, person)
        assert talk.begun == ["a"]
        await talk.end("b")
        assert talk.begun == ["a"]
        await talk.end("a")
        assert talk.begun == ["a", "b", "c"]

    asyncio.run(play())


def test_chats_do_not_wait_for_each_other() -> None:
    """Nor does a person who asks in two."""

    async def play() -> None:
        talk = Talk(Turns())
        for name, chat, person in (("a", 1, 1), ("b", 2, 2), ("c", -5, 1)):
            await talk.ask(name, chat, person)
        assert talk.begun == ["a", "b", "c"]

    asyncio.run(play())


def test_so_many_of_one_person_wait_and_no_more() -> None:
    """One is being answered and three wait, over all chats; others are not held up by it."""

    async def play() -> None:
        talk = Talk(Turns())
        for name in "abcd":
            await talk.ask(name, 1, 1)
        await talk.ask("e", 1, 1)
        await talk.ask("f", -5, 1)
        assert (talk.begun, talk.refused) == (["a"], ["e", "f"])
        await talk.ask("g", -5, 2)
        assert talk.begun == ["a", "g"]
        await talk.end("a")
        await talk.ask("h", 1, 1)
        await talk.ask("i", 1, 1)
        assert talk.refused == ["e", "f", "i"]

    asyncio.run(play())


@pytest.mark.parametrize("name", ["a", "b"])
def test_what_is_broken_off_gives_its_place_away(name: str) -> None:
    """While it is answered, and while it waits."""

    async def play() -> None:
        turns = Turns(waiting_each=1)
        talk = Talk(turns)
        await talk.ask("a", 1, 1)
        await talk.ask("b", 1, 1)
        await talk.break_off(name)
        await talk.ask("c", 1, 1)
        assert talk.refused == []
        for one in "abc":
            await talk.end(one)
        assert talk.begun[-1] == "c"

    asyncio.run(play())


def test_it_is_known_whether_anybody_is_being_answered() -> None:
    """From the first who asks to the last who is answered."""

    async def play() -> None:
        turns = Turns()
        assert not turns.taken
        talk = Talk(turns)
        await talk.ask("a", 1, 1)
        await talk.ask("b", 2, 2)
        await talk.end("a")
        assert turns.taken
        await talk.end("b")
        assert not turns.taken

    asyncio.run(play())


def test_nothing_is_kept_of_who_has_been_answered() -> None:
    """Else memory would grow with every chat."""

    async def play() -> None:
        turns = Turns()
        for chat in range(50):
            async with turns.turn(chat, chat):
                pass
        assert not turns._chats
        assert not turns._persons

    asyncio.run(play())
