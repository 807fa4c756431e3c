"""The briefings as the event loop asks them, and what is remembered of conversations."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from scene_notes import BOAT, BUTTER, FERRY, FERRY_SAID, HONEY, HONEY_SAID, NOTES

from bot.telegram import library as library_module
from bot.telegram.access import Place, Role
from bot.telegram.asker import Asker
from bot.telegram.library import Library
from bot.telegram.phrases import load_phrases
from index import Filters, QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import Answer, Briefings

FOLLOW_UP = "and how many passengers does it carry?"
ADA = Asker(7, 7, Place.PRIVATE, Role.READER, Filters(), load_phrases(), 3, neighbors=False)


@pytest.fixture
def library(scene_briefings: Briefings) -> Iterator[Library]:
    """Yield a library of a few notes."""
    made = Library(scene_briefings, threads=2)
    yield made
    made.close()


def texts(answer: Answer) -> list[str]:
    """Return the sentences of an answer."""
    return [sentence.text for sentence in answer.answers]


def ask(library: Library, *asked: tuple[Asker, str]) -> list[Answer]:
    """Return the answers to questions, one after the other."""

    async def play() -> list[Answer]:
        return [await library.ask(asker, question) for asker, question in asked]

    return asyncio.run(play())


def test_a_question_is_answered_outside_of_the_event_loop(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs beside it goes on meanwhile."""

    async def play() -> Answer:
        ticks = 0
        held = threading.Event()

        def slow() -> str:
            held.wait(30)
            return threading.current_thread().name

        waiting = asyncio.create_task(library.run(slow))
        for _ in range(3):
            await asyncio.sleep(0)
            ticks += 1
        held.set()
        assert (await waiting).startswith("ask")
        assert ticks == 3
        return await library.ask(ADA, HONEY)

    assert texts(asyncio.run(play()))[0] == HONEY_SAID


def test_as_many_questions_at_once_as_there_are_threads(scene_briefings: Briefings) -> None:
    """Others wait, and each gets its own result."""
    library = Library(scene_briefings, threads=2)
    running, most = set[int](), 0
    lock, both = threading.Lock(), threading.Barrier(2)

    def work(number: int) -> int:
        nonlocal most
        with lock:
            running.add(number)
            most = max(most, len(running))
        both.wait(30)
        with lock:
            running.discard(number)
        return number

    async def play() -> list[int]:
        return await asyncio.gather(*(library.run(work, number) for number in range(4)))

    assert asyncio.run(play()) == [0, 1, 2, 3]
    assert most == 2
    library.close()


def test_a_follow_up_follows_the_person_in_the_chat(library: Library) -> None:
    """Not another person, nor another chat, nor what was asked inline."""
    bob, elsewhere = replace(ADA, person=8), replace(ADA, chat=-5)
    _, own, of_bob, of_chat = ask(library, (ADA, FERRY), (ADA, FOLLOW_UP), (bob, FOLLOW_UP), (elsewhere, FOLLOW_UP))
    assert own.understood_as is not None
    assert "ferry" in own.understood_as
    assert (of_bob.understood_as, of_chat.understood_as) == (None, None)
    alone = asyncio.run(library.ask_alone(FOLLOW_UP, 3, Filters()))
    assert alone.understood_as is None


def test_other_bounds_are_another_conversation(library: Library) -> None:
    """A person who is bound anew follows nothing that was said before."""
    bound = replace(ADA, filters=Filters(ceiling="IN-CONFIDENCE"))
    _, after = ask(library, (ADA, BOAT), (bound, "and what is its crew?"))
    assert after.understood_as is None
    assert not any("Kestrel" in text for text in texts(after))


def test_a_question_takes_the_place_of_the_last(library: Library) -> None:
    """What follows follows it; the one that was taken back is forgotten."""

    async def play() -> list[Answer]:
        await library.ask(ADA, HONEY)
        instead = await library.ask_instead(ADA, FERRY)
        return [instead, await library.ask(ADA, FOLLOW_UP)]

    instead, follow_up = asyncio.run(play())
    assert texts(instead)[0] == FERRY_SAID
    assert instead.understood_as is None
    assert "300 passengers" in texts(follow_up)[0]


def test_instead_of_nothing_it_is_the_first(library: Library) -> None:
    """After a restart, or after /new."""
    assert texts(asyncio.run(library.ask_instead(ADA, FERRY)))[0] == FERRY_SAID


def test_what_is_forgotten_is_not_followed(library: Library) -> None:
    """One chat of a person, or all of them; others are remembered."""
    bob, in_group = replace(ADA, person=8), replace(ADA, chat=-5)
    ask(library, (ADA, FERRY), (in_group, FERRY), (bob, FERRY))
    library.forget(ADA)
    library.forget(replace(ADA, person=99))
    own, group = ask(library, (ADA, FOLLOW_UP), (in_group, FOLLOW_UP))
    assert own.understood_as is None
    assert group.understood_as is not None
    library.forget_person(7)
    group, of_bob = ask(library, (in_group, FOLLOW_UP), (bob, FOLLOW_UP))
    assert group.understood_as is None
    assert of_bob.understood_as is not None


def test_the_conversations_that_rested_longest_are_forgotten(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory does not grow with everybody who ever asked."""
    monkeypatch.setattr(library_module, "MOST_CONVERSATIONS", 2)
    bob, carol = replace(ADA, person=8), replace(ADA, person=9)
    ask(library, (ADA, FERRY), (bob, FERRY), (ADA, HONEY), (carol, BUTTER))
    assert [key[1] for key in library._conversations] == [7, 9]


def test_what_filters_leave_out_is_not_there(library: Library) -> None:
    """Neither listed, nor sent, nor asked."""
    bound = Filters(ceiling="IN-CONFIDENCE")

    async def play() -> None:
        sources = [document.source for document in await library.documents(bound)]
        assert sources == sorted(set(NOTES) - {"defence/patrol.md", "trade/tariffs.md"})
        assert (await library.document("trade/honey.md", bound)).text == NOTES["trade/honey.md"]
        with pytest.raises(QuestionError, match=r"defence/patrol\.md"):
            await library.document("defence/patrol.md", bound)
        answer = await library.ask_alone(BOAT, 10, bound)
        assert not any("Kestrel" in text for text in texts(answer))

    asyncio.run(play())


def test_status_is_that_of_the_index(library: Library) -> None:
    """As many briefings as there are."""
    assert asyncio.run(library.status(Filters())).documents == len(NOTES)


def test_after_it_is_closed_nothing_begins(scene_briefings: Briefings) -> None:
    """The end of the process is not held up by questions that wait."""
    library = Library(scene_briefings, threads=1)
    library.close()
    with pytest.raises(RuntimeError):
        asyncio.run(library.status(Filters()))
