"""One document of a shared index, staged in a catalog as a sync would stage it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.besides import carry_besides
from index.catalog import words_digest
from index.milvus.draw import SENTENCE_FIELDS, draw_sentences, draw_text
from index.milvus.tables import DOCUMENTS
from index.milvus.vectors import received

if TYPE_CHECKING:
    import sqlite3

    from index.catalog import Catalog
    from index.milvus.roster import Roster
    from index.milvus.server import Row, Server

_COPIED = "size, mtime_ns, checked_ns, file_digest, digest, title, date, tags, classification, notices"


@dataclass(frozen=True, slots=True)
class Taking:
    """What taking documents over takes.

    Attributes:
        server: where they are.
        catalog: where they go.
        roster: the list of them.
    """

    server: Server
    catalog: Catalog
    roster: Roster

    def take(self, source: str) -> None:
        """Stage the document of this source, with its vectors."""
        with self.roster.reading() as listed:
            number, title = listed.execute("SELECT id, title FROM documents WHERE source = ?", (source,)).fetchone()
        text = draw_text(self.server, number)
        rows = draw_sentences(self.server, number, [*SENTENCE_FIELDS, "vector"])
        vectors = {bytes.fromhex(row["words"]): received(row["vector"]) for row in rows}
        if title:
            (own,) = self.server.get(DOCUMENTS, [number], ["vector"])
            vectors.setdefault(words_digest(title), received(own["vector"]))
        with self.roster.reading() as listed, self.catalog.transaction() as connection:
            staged = _insert(connection, listed, number, text)
            carry_besides(listed, number, connection, staged)
            _insert_sentences(connection, staged, rows)
        if vectors:
            self.catalog.add_vectors(list(vectors), np.stack(list(vectors.values())))


def _insert(connection: sqlite3.Connection, listed: sqlite3.Connection, number: int, text: str) -> int:
    columns = listed.execute(f"SELECT source, {_COPIED} FROM documents WHERE id = ?", (number,)).fetchone()  # noqa: S608 - ours
    title = columns[6]
    return int(
        connection.execute(
            f"INSERT INTO documents (live, source, {_COPIED}, title_digest, text)"  # noqa: S608 - ours
            f" VALUES (0, {', '.join('?' * 11)}, ?, ?)",
            (*columns, words_digest(title) if title else None, text),
        ).lastrowid
        or 0
    )


def _insert_sentences(connection: sqlite3.Connection, document: int, rows: list[Row]) -> None:
    passages: dict[int, int] = {}
    for row in rows:
        if row["passage"] not in passages:
            added = connection.execute(
                "INSERT INTO passages (document, ordinal, heading) VALUES (?, ?, ?)",
                (document, len(passages), row["heading"]),
            )
            passages[row["passage"]] = added.lastrowid or 0
        connection.execute(
            'INSERT INTO sentences (document, passage, ordinal, start, "end", line, page, kind, reading, digest)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document,
                passages[row["passage"]],
                *(row[name] for name in ("ordinal", "start", "end")),
                *(None if row[name] < 0 else row[name] for name in ("line", "page")),
                *(row[name] for name in ("kind", "reading")),
                bytes.fromhex(row["words"]),
            ),
        )
