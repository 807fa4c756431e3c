"""Updates that were not dealt with when the last process ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.state.incoming import MOST_STARTS, Incoming, Pending

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

NOW = 1_790_000_000.0


def test_a_number_is_new_once(database: Database) -> None:
    """What came first counts."""
    incoming = Incoming(database)
    assert incoming.record(5, "first", NOW)
    assert not incoming.record(5, "second", NOW + 9)
    assert incoming.resume() == (Pending(5, "first"),)


def test_what_is_done_is_not_left(database: Database) -> None:
    """And its number is known still."""
    incoming = Incoming(database)
    incoming.record(5, "words", NOW)
    incoming.finish(5)
    incoming.finish(6)
    assert incoming.resume() == ()
    assert not incoming.record(5, "words", NOW)


def test_an_update_that_ends_the_process_is_given_up(database: Database) -> None:
    """After a few starts that came to nothing; others are begun still."""
    incoming = Incoming(database)
    incoming.record(5, "poison", NOW)
    for _ in range(MOST_STARTS):
        assert incoming.resume() == (Pending(5, "poison"),)
    incoming.record(6, "words", NOW)
    assert incoming.resume() == (Pending(6, "words"),)
    assert not incoming.record(5, "poison", NOW)
