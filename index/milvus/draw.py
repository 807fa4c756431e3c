"""Documents of a shared index, drawn into a catalog: with their texts and sentences, as the embedded index has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.milvus.literals import both, one_of
from index.milvus.rows import NONE
from index.milvus.tables import DOCUMENTS, SENTENCES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from index.milvus.server import Row, Server

SENTENCE_FIELDS = ("id", "passage", "ordinal", "start", "end", "line", "page", "kind", "reading", "heading", "words")


def draw_text(server: Server, document: int) -> str:
    """Return the text of a document."""
    rows = server.every(DOCUMENTS, one_of("document", [document]), ["id", "piece", "text"])
    return "".join(row["text"] for row in sorted(rows, key=lambda row: int(row["piece"])))


def draw_sentences(server: Server, document: int, fields: Sequence[str] = SENTENCE_FIELDS) -> list[Row]:
    """Return the sentences of a document, in order."""
    rows = server.every(SENTENCES, both(one_of("document", [document])), fields)
    return sorted(rows, key=lambda row: int(row["ordinal"]))


def fill(connection: sqlite3.Connection, server: Server, documents: Sequence[int]) -> None:
    """Give documents that a catalog holds by the ids of the shared index their texts, passages and sentences."""
    for document in documents:
        connection.execute("UPDATE documents SET text = ? WHERE id = ?", (draw_text(server, document), document))
        insert_sentences(connection, document, draw_sentences(server, document))


def insert_sentences(connection: sqlite3.Connection, document: int, rows: Sequence[Row], moved: int = 0) -> None:
    """Put sentences and their passages into a catalog, as those of this document.

    Args:
        connection: the catalog, inside a transaction.
        document: its id there.
        rows: with SENTENCE_FIELDS, in order.
        moved: what is taken off the ids of passages.
    """
    seen: set[int] = set()
    for row in rows:
        passage = row["passage"] - moved
        if passage not in seen:
            seen.add(passage)
            ordinal = len(seen) - 1
            connection.execute(
                "INSERT OR REPLACE INTO passages (id, document, ordinal, heading) VALUES (?, ?, ?, ?)",
                (passage, document, ordinal, row["heading"]),
            )
        connection.execute(
            'INSERT OR REPLACE INTO sentences (id, document, passage, ordinal, start, "end", line, page, kind, reading,'
            " digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row["id"] - moved,
                document,
                passage,
                *(row[name] for name in ("ordinal", "start", "end")),
                *(None if row[name] == NONE else row[name] for name in ("line", "page")),
                *(row[name] for name in ("kind", "reading")),
                bytes.fromhex(row["words"]),
            ),
        )
