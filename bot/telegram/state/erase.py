"""Erase what is kept of a person, but for the pairing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

_TABLES = ("audit", "button", "keep", "label", "preference", "shown", "watch")


def erase_person(database: Database, person: int) -> int:
    """Erase all that is kept of a person's questions, answers and preferences, and return how many rows that was.

    The file is made to forget it too: SQLite overwrites what it deletes (`secure_delete`).
    """
    with database.writing() as connection:
        return sum(
            connection.execute(f"DELETE FROM {table} WHERE person = ?", (person,)).rowcount  # noqa: S608 - ours
            for table in _TABLES
        )
