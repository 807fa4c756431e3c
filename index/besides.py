"""What the catalog keeps of documents besides its first tables: who wrote them, where their dates were found.

It is a table of its own: an index that was made before has none, and is read and written all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.records import DateOrigin

if TYPE_CHECKING:
    import sqlite3

    from index.records import Metadata

_TABLE = """
CREATE TABLE IF NOT EXISTS besides (document INTEGER PRIMARY KEY, author TEXT, date_origin TEXT)
"""


def write_besides(connection: sqlite3.Connection, document: int, metadata: Metadata) -> None:
    """Keep, inside a transaction, what a document's metadata tells besides."""
    connection.execute(_TABLE)
    origin = metadata.date_origin and metadata.date_origin.value
    if metadata.author or origin:
        connection.execute("INSERT INTO besides VALUES (?, ?, ?)", (document, metadata.author, origin))


def drop_besides(connection: sqlite3.Connection, document: int) -> None:
    """Forget it again, inside a transaction."""
    if _is_there(connection):
        connection.execute("DELETE FROM besides WHERE document = ?", (document,))


def carry_besides(connection: sqlite3.Connection, document: int, other: sqlite3.Connection, there: int) -> None:
    """Keep the same of a document of another catalog, inside a transaction of that one."""
    if not _is_there(connection):
        return
    row = connection.execute("SELECT author, date_origin FROM besides WHERE document = ?", (document,)).fetchone()
    if row is not None:
        other.execute(_TABLE)
        other.execute("INSERT INTO besides VALUES (?, ?, ?)", (there, *row))


def read_besides(connection: sqlite3.Connection) -> dict[int, tuple[str | None, DateOrigin | None]]:
    """Return author and the date's origin of each document that has either."""
    if not _is_there(connection):
        return {}
    rows = connection.execute("SELECT document, author, date_origin FROM besides")
    return {number: (author, DateOrigin(origin) if origin else None) for number, author, origin in rows}


def _is_there(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'besides'").fetchone() is not None
