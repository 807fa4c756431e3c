"""Watches are each person's own, few, and remember what was told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.state.erase import erase_person
from bot.telegram.state.groups import Groups
from bot.telegram.state.watches import MOST_EACH, Told, Watch, Watches, told_of

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

NOW = 1_790_000_000.0
TOLD = Told(answered=True, citation="a.md#0-4@0123abcd", confidence=0.5, words=("1", "2"), seen=("a.md@0123abcd",))
WATCH = Watch(0, 7, 7, "when?", "en", TOLD)


@pytest.fixture
def watches(database: Database) -> Watches:
    """Return none."""
    return Watches(database)


@given(st.builds(Told, words=st.lists(st.text()).map(tuple), seen=st.lists(st.text()).map(tuple)))
def test_what_was_told_is_read_as_it_was_written(told: Told) -> None:
    """Whatever its texts hold."""
    assert told_of(told.to_text()) == told


def test_a_watch_is_found_as_it_was_added(watches: Watches) -> None:
    """With a number of its own."""
    number = watches.add(WATCH, NOW)
    other = watches.add(replace(WATCH, person=8), NOW)
    assert watches.find(number) == replace(WATCH, id=number)
    assert number != other
    assert watches.find(number + other + 1) is None


def test_the_same_question_is_watched_once_in_a_chat(watches: Watches) -> None:
    """The later one counts; in another chat it is another watch."""
    watches.add(WATCH, NOW)
    again = watches.add(replace(WATCH, told=Told()), NOW)
    elsewhere = watches.add(replace(WATCH, chat=-5), NOW)
    assert [(watch.id, watch.told) for watch in watches.of_person(7)] == [(again, Told()), (elsewhere, TOLD)]


def test_one_person_watches_so_many_and_no_more(watches: Watches) -> None:
    """Over all chats; another person is not held up by it, and one that is asked again takes its own place."""
    for number in range(MOST_EACH):
        assert not watches.is_full(7)
        assert watches.add(replace(WATCH, chat=-number, question=f"when {number}?"), NOW)
    assert watches.is_full(7)
    assert watches.add(replace(WATCH, question="one more?"), NOW) == 0
    assert len(watches.of_person(7)) == MOST_EACH
    assert watches.add(replace(WATCH, chat=0, question="when 0?"), NOW)
    assert watches.add(replace(WATCH, person=8), NOW)


def test_what_is_told_is_remembered_of_what_has_not_ended(watches: Watches) -> None:
    """A watch that was taken back while it was being told does not come back."""
    number, ended = watches.add(replace(WATCH, told=Told()), NOW), watches.add(replace(WATCH, question="who?"), NOW)
    assert watches.remove(ended, 7)
    for one in (number, ended):
        watches.tell(one, TOLD)
    assert [watch.told for watch in watches.everything()] == [TOLD]


def test_nobody_ends_a_watch_of_another(watches: Watches) -> None:
    """And one ends once."""
    number = watches.add(WATCH, NOW)
    assert not watches.remove(number, 8)
    assert watches.remove(number, 7)
    assert not watches.remove(number, 7)


def test_a_number_is_never_given_twice(watches: Watches) -> None:
    """An old button would end another watch."""
    number = watches.add(WATCH, NOW)
    watches.remove(number, 7)
    assert watches.add(WATCH, NOW) != number


def test_what_is_told_to_a_chat_ends_with_it(watches: Watches) -> None:
    """Whoever asked for it."""
    for person, chat in ((7, -5), (8, -5), (7, 7)):
        watches.add(replace(WATCH, person=person, chat=chat), NOW)
    assert watches.remove_chat(-5) == 2
    assert [watch.chat for watch in watches.everything()] == [7]


def test_a_group_that_becomes_another_takes_its_watches_along(watches: Watches, database: Database) -> None:
    """A supergroup has another number."""
    number = watches.add(replace(WATCH, chat=-5), NOW)
    kept = watches.add(WATCH, NOW)
    Groups(database).move(-5, -1005, NOW)
    found = [watches.find(one) for one in (number, kept)]
    assert [watch and watch.chat for watch in found] == [-1005, 7]


def test_what_a_person_watches_is_erased_with_them(watches: Watches, database: Database) -> None:
    """And nothing of others."""
    watches.add(WATCH, NOW)
    watches.add(replace(WATCH, person=8), NOW)
    erase_person(database, 7)
    assert [watch.person for watch in watches.everything()] == [8]
