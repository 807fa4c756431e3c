"""Whom the bot does not know has been told so, lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

TELL_SECONDS = 3600
"""How long after one line a stranger gets no other."""


class Strangers:
    """When each stranger was told last; who was told long ago is forgotten."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def may_tell(self, person: int, now: float) -> bool:
        """Return whether a stranger is told now, and remember it where so."""
        with self._database.writing() as connection:
            # A clock that was set back must not keep anybody waiting for longer.
            past = (now - TELL_SECONDS, now)
            connection.execute("DELETE FROM stranger WHERE told_at <= ? OR told_at > ?", past)
            told = connection.execute("INSERT OR IGNORE INTO stranger VALUES (?, ?)", (person, now))
            return told.rowcount == 1
