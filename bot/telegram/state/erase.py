"""Erase what is kept of a person, but for the pairing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

_TABLES = ("audit", "button", "keep", "label", "preference", "shown", "watch")


def erase_person(database: Database, person: int) -> int:
    """Erase all that is kept of a person's questions, answers and preferences, and return how many rows that was.

    The files forget it too: SQLite overwrites what it deletes (`secure_delete`), and its journal is emptied.
    """
    with database.writing() as connection:
        erased = sum(
            connection.execute(f"DELETE FROM {table} WHERE person = ?", (person,)).rowcount  # noqa: S608 - ours
            for table in _TABLES
        )
    with database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return erased
