"""Documents of the catalog that are staged beside the visible ones, and that take their place; all in transactions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from index.besides import drop_besides, write_besides
from index.columns import about_columns, passage_columns, sentence_columns
from index.facts import history_since
from index.history import go_on, note_visible, supersede

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from index.columns import Segmented
    from index.file_state import FileState, SkippedFile
    from index.records import Document


def stage(connection: sqlite3.Connection, file: FileState, one: Segmented) -> None:
    """Put a document of a file beside the visible ones, inside a transaction."""
    number = _insert_document(connection, file, one.document)
    write_besides(connection, number, one.document.metadata)
    for passage in one.passages:
        key = connection.execute(
            "INSERT INTO passages (document, ordinal, heading) VALUES (?, ?, ?)",
            (number, *passage_columns(passage, one.sentences)),
        ).lastrowid
        members = one.sentences[passage.first : passage.last + 1]
        connection.executemany(
            'INSERT INTO sentences (document, passage, ordinal, start, "end", line, page, kind, reading,'
            " digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, key, *sentence_columns(sentence)) for sentence in members),
        )


def unstage(connection: sqlite3.Connection, sources: Iterable[str]) -> None:
    """Drop staged documents, and those inside them, inside a transaction."""
    for source in sources:
        # "0" is the character after "/": what is between them is inside, and SQLite finds both by its index.
        inside = "live = 0 AND source > ?1 || '/' AND source < ?1 || '0'"
        for which in ("live = 0 AND source = ?1", inside):
            _delete(connection, which, source)


def promote(connection: sqlite3.Connection, removed: Iterable[str]) -> None:
    """Make staged documents visible in the place of older ones and drop `removed`, inside a transaction.

    Where history is kept, what is not visible any more stays as what was.
    """
    staged = [row[0] for row in connection.execute("SELECT source FROM documents WHERE live = 0")]
    moment = dt.datetime.now(dt.UTC)
    keeps = history_since(connection) is not None
    for source in {*staged, *removed}:
        remember(connection, source)
        if keeps and not go_on(connection, source):
            supersede(connection, source, moment)
        else:
            _delete(connection, "live = 1 AND source = ?", source)
    connection.execute("UPDATE documents SET live = 1 WHERE live = 0")
    if keeps:
        note_visible(connection, moment)


def set_skipped(connection: sqlite3.Connection, skipped: Iterable[SkippedFile]) -> None:
    """Replace the list of skipped files inside a transaction."""
    connection.execute("DELETE FROM skipped")
    connection.executemany(
        "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?)",
        ((file.source, file.size, file.mtime_ns, file.reason) for file in skipped),
    )


def drop_unused_vectors(connection: sqlite3.Connection) -> None:
    """Delete the vectors of words that stood in deleted documents and stand nowhere any more, inside a transaction."""
    connection.execute(
        "DELETE FROM vectors WHERE digest IN (SELECT digest FROM loosened)"
        " AND NOT EXISTS (SELECT 1 FROM sentences s WHERE s.digest = vectors.digest)"
        " AND digest NOT IN (SELECT title_digest FROM documents WHERE title_digest IS NOT NULL)"
    )


def remember(connection: sqlite3.Connection, source: str) -> None:
    """Remember, inside a transaction, where the sentences of a visible document stand."""
    connection.execute(
        'INSERT OR REPLACE INTO past SELECT substr(d.digest, 1, 4), s.start, s."end", s.digest'
        " FROM documents d JOIN sentences s ON s.document = d.id WHERE d.live = 1 AND d.source = ?",
        (source,),
    )


def _insert_document(connection: sqlite3.Connection, file: FileState, document: Document) -> int:
    number = connection.execute(
        "INSERT INTO documents (live, source, size, mtime_ns, checked_ns, file_digest, digest, title, title_digest,"
        " date, tags, classification, notices, text) VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.source,
            file.size,
            file.mtime_ns,
            file.checked_ns,
            file.digest,
            bytes.fromhex(document.digest),
            *about_columns(document),
            document.text,
        ),
    ).lastrowid
    return number or 0


def _delete(connection: sqlite3.Connection, which: str, source: str) -> None:
    numbers = connection.execute(f"SELECT id FROM documents WHERE {which}", (source,)).fetchall()  # noqa: S608 - `which` is ours
    for number in numbers:
        connection.execute("INSERT OR IGNORE INTO loosened SELECT digest FROM sentences WHERE document = ?", number)
        connection.execute(
            "INSERT OR IGNORE INTO loosened SELECT title_digest FROM documents"
            " WHERE id = ? AND title_digest IS NOT NULL",
            number,
        )
        connection.execute("DELETE FROM sentences WHERE document = ?", number)
        connection.execute("DELETE FROM passages WHERE document = ?", number)
        connection.execute("DELETE FROM documents WHERE id = ?", number)
        drop_besides(connection, *number)
