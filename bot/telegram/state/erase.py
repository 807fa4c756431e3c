"""Erase what is kept of a person, but for the pairing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.state.uploads import forget_uploads_of, held_names
from bot.telegram.uploads.held import HeldFiles

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

_TABLES = ("audit", "button", "keep", "label", "preference", "shown", "watch")


def erase_person(database: Database, person: int) -> int:
    """Erase all that is kept of a person's questions, answers, uploads and preferences; return how many rows that was.

    What they have published is no longer known by the upload to be theirs, and stays so that it can be rolled back; the
    audit says who published it.
    The files forget it too: SQLite overwrites what it deletes (`secure_delete`), and its journal is emptied.
    """
    with database.writing() as connection:
        erased = sum(
            connection.execute(f"DELETE FROM {table} WHERE person = ?", (person,)).rowcount  # noqa: S608 - ours
            for table in _TABLES
        )
        erased += forget_uploads_of(connection, person)
    with database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    HeldFiles(database.path.parent).keep_only(lambda: held_names(database))
    return erased
