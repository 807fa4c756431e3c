"""What was done to the briefings: who published what, for as long as the audit is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from bot.telegram.state.database import Database


class Act(StrEnum):
    """What was done."""

    UPLOADED = "uploaded"
    """Sent and previewed; the briefings are as they were."""
    PUBLISHED = "published"
    REPLACED = "replaced"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done.

    Attributes:
        at: when, in seconds since the epoch.
        person: Telegram's number of who did it.
        act: what was done.
        source: to which briefing.
        upload: the number of the upload.
    """

    at: float
    person: int
    act: Act
    source: str
    upload: int


class Deeds:
    """What was done; each is added with what it tells of, in one transaction. `sweep` erases old ones."""

    def __init__(self, database: Database) -> None:
        """Read them from `database`."""
        self._database = database

    def latest(self, count: int) -> tuple[Deed, ...]:
        """Return the latest deeds, newest first."""
        with self._database.reading() as connection:
            query = "SELECT at, person, act, source, upload FROM deed ORDER BY at DESC, id DESC LIMIT ?"
            return tuple(
                Deed(at, person, Act(act), source, upload)
                for at, person, act, source, upload in connection.execute(query, (count,))
            )


def add_deed(connection: sqlite3.Connection, deed: Deed) -> None:
    """Add a deed, inside a transaction."""
    row = (deed.at, deed.person, deed.act, deed.source, deed.upload)
    connection.execute("INSERT INTO deed (at, person, act, source, upload) VALUES (?, ?, ?, ?, ?)", row)
