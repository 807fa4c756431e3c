"""One line an hour for who is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.state.strangers import TELL_SECONDS, Strangers

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

NOW = 1_790_000_000.0


def test_each_is_told_once_an_hour(database: Database) -> None:
    """To the second, and each for themselves."""
    strangers = Strangers(database)
    assert strangers.may_tell(1, NOW)
    assert not strangers.may_tell(1, NOW)
    assert strangers.may_tell(2, NOW + 1)
    assert not strangers.may_tell(1, NOW + TELL_SECONDS - 1)
    assert strangers.may_tell(1, NOW + TELL_SECONDS)


def test_a_clock_that_is_set_back_keeps_nobody_waiting_longer(database: Database) -> None:
    """Who was told in what is now the future is told again."""
    strangers = Strangers(database)
    assert strangers.may_tell(1, NOW + 10 * TELL_SECONDS)
    assert strangers.may_tell(1, NOW)
    assert not strangers.may_tell(1, NOW + 1)


def test_who_was_told_long_ago_is_forgotten(database: Database) -> None:
    """Nothing of strangers is kept for longer."""
    strangers = Strangers(database)
    for person in range(20):
        strangers.may_tell(person, NOW)
    strangers.may_tell(99, NOW + TELL_SECONDS)
    with database.reading() as connection:
        assert connection.execute("SELECT id FROM stranger").fetchall() == [(99,)]
