"""What contributors have sent: what waits to be published, and what was published and can be rolled back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.telegram.state.buttons import LIFE_SECONDS
from bot.telegram.state.deeds import Act, Deed, add_deed

if TYPE_CHECKING:
    import sqlite3

    from bot.telegram.state.database import Database

MOST_WAITING = 5
"""Uploads of one person that may wait to be published."""


class Stage(StrEnum):
    """How far an upload has come."""

    FETCHING = "fetching"
    HELD = "held"
    """It is held apart, and was previewed."""
    PUBLISHING = "publishing"
    """It is on its way into the folder: after the end of a process it may be there or not."""
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that was sent.

    Attributes:
        id: its number.
        chat: where it was sent.
        person: who sent it; 0 once they had all of theirs erased.
        asked: number of the message that it came with.
        source: the path that it gets in the briefings folder.
        held: name of the file that is held apart.
        stage: how far it has come.
        digest: SHA-256 of its content in hex digits, "" before it is fetched.
        replaced: name of the held file that it has replaced, "" where there was none.
        message: number of the message that confirms that it is published; 0 before that is sent.
    """

    id: int
    chat: int
    person: int
    asked: int
    source: str
    held: str
    stage: Stage
    digest: str
    replaced: str
    message: int


class Uploads:
    """The uploads of the last days; `sweep` erases older ones."""

    def __init__(self, database: Database) -> None:
        """Keep them in `database`."""
        self._database = database

    def begin(self, sent: Upload, now: float) -> Upload | None:
        """Keep a new upload and return it with its number, or None where too many of the person's wait.

        One that came with the same message before, and whose taking in was broken off, is forgotten.
        """
        with self._database.writing() as connection:
            query = "DELETE FROM upload WHERE chat = ? AND asked = ? AND stage <> 'published'"
            connection.execute(query, (sent.chat, sent.asked))
            query = "SELECT count(*) FROM upload WHERE person = ? AND stage <> 'published'"
            if connection.execute(query, (sent.person,)).fetchone()[0] >= MOST_WAITING:
                return None
            row = (sent.chat, sent.person, sent.asked, sent.source, sent.held, Stage.FETCHING, now)
            query = "INSERT INTO upload (chat, person, asked, source, held, stage, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            number = connection.execute(query, row).lastrowid or 0
        return self.find(number)

    def find(self, number: int) -> Upload | None:
        """Return an upload by its number, None where it is forgotten."""
        with self._database.reading() as connection:
            columns = "id, chat, person, asked, source, held, digest, replaced, message, stage"
            row = connection.execute(f"SELECT {columns} FROM upload WHERE id = ?", (number,)).fetchone()  # noqa: S608
        return None if row is None else _upload(*row)

    def fetched(self, upload: Upload, digest: str, now: float) -> None:
        """Remember that an upload is held, and can be published."""
        with self._database.writing() as connection:
            row = (Stage.HELD, digest, upload.id)
            connection.execute("UPDATE upload SET stage = ?, digest = ? WHERE id = ?", row)
            add_deed(connection, Deed(now, upload.person, Act.UPLOADED, upload.source, upload.id))

    def publishing(self, upload: Upload, replaced: str) -> None:
        """Remember, before anything is done, that an upload is put into the folder, and what holds what was there."""
        self._move(upload, Stage.PUBLISHING, replaced)

    def waits_again(self, upload: Upload) -> None:
        """Remember that an upload could not be put into the folder."""
        self._move(upload, Stage.HELD, "")

    def published(self, upload: Upload, by: int, now: float) -> None:
        """Remember that an upload is in the folder, and can be rolled back from now on for as long as buttons work."""
        with self._database.writing() as connection:
            row = (Stage.PUBLISHED, now, upload.id)
            connection.execute("UPDATE upload SET stage = ?, at = ? WHERE id = ?", row)
            query = "SELECT replaced <> '' FROM upload WHERE id = ?"
            act = Act.REPLACED if connection.execute(query, (upload.id,)).fetchone()[0] else Act.PUBLISHED
            add_deed(connection, Deed(now, by, act, upload.source, upload.id))

    def confirmed(self, upload: Upload, message: int) -> None:
        """Remember the message that confirms that an upload is published."""
        with self._database.writing() as connection:
            connection.execute("UPDATE upload SET message = ? WHERE id = ?", (message, upload.id))

    def rolled_back(self, upload: Upload, by: int, now: float) -> None:
        """Forget an upload that was rolled back, and remember by whom."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM upload WHERE id = ?", (upload.id,))
            add_deed(connection, Deed(now, by, Act.ROLLED_BACK, upload.source, upload.id))

    def forget(self, upload: Upload) -> None:
        """Forget an upload."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM upload WHERE id = ?", (upload.id,))

    def _move(self, upload: Upload, stage: Stage, replaced: str) -> None:
        with self._database.writing() as connection:
            row = (stage, replaced, upload.id)
            connection.execute("UPDATE upload SET stage = ?, replaced = ? WHERE id = ?", row)


def _upload(  # noqa: PLR0913, PLR0917 - the columns, in their order
    number: int,
    chat: int,
    person: int,
    asked: int,
    source: str,
    held: str,
    digest: str,
    replaced: str,
    message: int,
    stage: str,
) -> Upload:
    return Upload(number, chat, person, asked, source, held, Stage(stage), digest, replaced, message)


def held_names(database: Database) -> frozenset[str]:
    """Return the names of all files that are held for an upload."""
    with database.reading() as connection:
        rows = connection.execute("SELECT held, replaced FROM upload").fetchall()
    return frozenset(name for row in rows for name in row if name)


def forget_old_uploads(connection: sqlite3.Connection, now: float) -> None:
    """Forget uploads whose time is over, and what waits of people who may no longer publish.

    What they have published stays as long as any, so that an owner can roll it back.
    """
    connection.execute("DELETE FROM upload WHERE at <= ?", (now - LIFE_SECONDS,))
    connection.execute(
        "DELETE FROM upload WHERE stage <> 'published'"
        " AND person NOT IN (SELECT id FROM person WHERE role IN ('contributor', 'owner'))"
    )


def forget_uploads_of(connection: sqlite3.Connection, person: int) -> int:
    """Forget what waits of a person, and whose it was that is published; return how many uploads that is."""
    query = "DELETE FROM upload WHERE person = ? AND stage <> 'published'"
    waiting = connection.execute(query, (person,)).rowcount
    published = connection.execute("UPDATE upload SET person = 0, chat = 0, message = 0 WHERE person = ?", (person,))
    return waiting + published.rowcount
