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
        return self._select("SELECT at, person, act, source, upload FROM deed ORDER BY at DESC, id DESC LIMIT ?", count)

    def since(self, at: float) -> tuple[Deed, ...]:
        """Return the deeds from a time on, oldest first."""
        return self._select("SELECT at, person, act, source, upload FROM deed WHERE at >= ? ORDER BY at, id", at)

    def _select(self, query: str, value: float) -> tuple[Deed, ...]:
        with self._database.reading() as connection:
            return tuple(
                Deed(at, person, Act(act), source, upload)
                for at, person, act, source, upload in connection.execute(query, (value,))
            )


def add_deed(connection: sqlite3.Connection, deed: Deed) -> None:
    """Add a deed, inside a transaction."""
    row = (deed.at, deed.person, deed.act, deed.source, deed.upload)
    connection.execute("INSERT INTO deed (at, person, act, source, upload) VALUES (?, ?, ?, ?, ?)", row)
