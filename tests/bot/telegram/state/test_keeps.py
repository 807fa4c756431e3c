"""Keeps are each person's own, few, and follow their sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.telegram.state.erase import erase_person
from bot.telegram.state.groups import Groups
from bot.telegram.state.keeps import MOST_EACH, Keep, Keeps

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

NOW = 1_790_000_000.0
KEEP = Keep(0, 7, 7, "a.md#0-4@0123abcd", "Yes.", "en", "all")


@pytest.fixture
def keeps(database: Database) -> Keeps:
    """Return none."""
    return Keeps(database)


def at(start: int) -> Keep:
    """Return a keep of a sentence at another place."""
    return replace(KEEP, citation=f"a.md#{start}-{start + 4}@0123abcd")


def test_a_keep_is_found_as_it_was_added(keeps: Keeps) -> None:
    """In its chat, by its person."""
    assert keeps.add([KEEP, replace(KEEP, chat=-5)], NOW)
    (here,), (there,) = keeps.of(7, 7), keeps.of(-5, 7)
    assert here == replace(KEEP, id=here.id)
    assert there == replace(KEEP, id=there.id, chat=-5)
    assert keeps.of_person(7) == keeps.everything() == (here, there)
    assert keeps.of(7, 8) == ()


def test_a_sentence_is_kept_once_in_a_chat(keeps: Keeps) -> None:
    """Two words of one change would be one too many."""
    assert keeps.add([KEEP], NOW)
    assert keeps.add([KEEP, at(10)], NOW)
    assert [keep.citation for keep in keeps.everything()] == [KEEP.citation, at(10).citation]


def test_one_person_keeps_so_many_and_no_more(keeps: Keeps) -> None:
    """All of an answer or nothing of it; another person is not held up by it."""
    assert keeps.add([at(number) for number in range(MOST_EACH - 1)], NOW)
    assert not keeps.add([at(1_000), at(1_001)], NOW)
    assert len(keeps.of_person(7)) == MOST_EACH - 1
    assert keeps.add([at(1_000)], NOW)
    assert not keeps.add([at(1_001)], NOW)
    assert keeps.add([at(1_000)], NOW)
    assert keeps.add([replace(KEEP, person=8)], NOW)


def test_a_keep_follows_its_sentence_until_it_ends(keeps: Keeps) -> None:
    """One that was taken back meanwhile does not come back."""
    keeps.add([KEEP, at(10)], NOW)
    first, second = keeps.everything()
    assert keeps.remove(second.id, 7)
    now = replace(first, citation="b.md#5-9@89ef4567", text="No.", bound="")
    keeps.update(now)
    keeps.update(replace(second, text="No."))
    assert keeps.everything() == (now,)


def test_nobody_ends_a_keep_of_another(keeps: Keeps) -> None:
    """And one ends once; its number is never given again, for an old button may hold it."""
    keeps.add([KEEP], NOW)
    (keep,) = keeps.everything()
    assert not keeps.remove(keep.id, 8)
    assert keeps.remove(keep.id, 7)
    assert not keeps.remove(keep.id, 7)
    keeps.add([KEEP], NOW)
    assert keeps.everything()[0].id != keep.id


def test_what_is_told_to_a_chat_ends_with_it(keeps: Keeps) -> None:
    """Whoever asked for it."""
    keeps.add([replace(KEEP, chat=-5)], NOW)
    keeps.add([replace(KEEP, chat=-5, person=8)], NOW)
    keeps.add([KEEP], NOW)
    assert keeps.remove_chat(-5) == 2
    assert [keep.chat for keep in keeps.everything()] == [7]


def test_a_group_that_becomes_another_takes_its_keeps_along(keeps: Keeps, database: Database) -> None:
    """A supergroup has another number."""
    keeps.add([replace(KEEP, chat=-5)], NOW)
    Groups(database).move(-5, -1005, NOW)
    assert [keep.chat for keep in keeps.everything()] == [-1005]


def test_what_a_person_keeps_is_erased_with_them(keeps: Keeps, database: Database) -> None:
    """And nothing of others."""
    keeps.add([KEEP], NOW)
    keeps.add([replace(KEEP, person=8)], NOW)
    erase_person(database, 7)
    assert [keep.person for keep in keeps.everything()] == [8]
