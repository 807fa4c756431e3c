"""Documents inside files: `mail.eml/attachment.pdf` is a file inside `mail.eml`, since no path is file and folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Iterator


def outer_of(source: str, sources: Container[str]) -> str | None:
    """Return which of `sources` a source is inside of, or None where it is the source of a file on disk."""
    return next((folder for folder in _folders_of(source) if folder in sources), None)


def file_of(connection: sqlite3.Connection, source: str) -> str:
    """Return the source of the file on disk that a document is of: its own, or that of the file which it is inside.

    Args:
        connection: the catalog, inside a transaction.
        source: of a document.
    """
    for folder in _folders_of(source):
        if connection.execute("SELECT 1 FROM documents WHERE live = 1 AND source = ?", (folder,)).fetchone():
            return folder
    return source


def _folders_of(source: str) -> Iterator[str]:
    """Yield what stands before each slash, the shortest first."""
    place = source.find("/")
    while place >= 0:
        yield source[:place]
        place = source.find("/", place + 1)
