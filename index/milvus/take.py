"""Documents of a shared index, staged in a catalog as a sync would stage them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.besides import carry_besides
from index.columns import words_digest
from index.milvus.draw import SENTENCE_FIELDS
from index.milvus.literals import one_of
from index.milvus.loads import in_loads
from index.milvus.tables import DOCUMENTS, SENTENCES
from index.milvus.vectors import received

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from index.catalog import Catalog
    from index.milvus.roster import Roster
    from index.milvus.server import Row, Server
    from index.milvus.tables import Table

_TOGETHER = 2_000
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

    def loads(self, sources: Sequence[str]) -> Iterator[list[str]]:
        """Return these sources in loads of about 2,000 sentences: what is asked for at once."""
        return in_loads(((source, self.roster.counts[self._listed(source)[0]][0]) for source in sources), _TOGETHER)

    def take(self, sources: Sequence[str]) -> None:
        """Stage the documents of these sources, with their vectors."""
        listed = [self._listed(source) for source in sources]
        numbers = [number for number, _ in listed]
        texts = self._grouped(DOCUMENTS, numbers, ["id", "document", "piece", "text", "vector"])
        sentences = self._grouped(SENTENCES, numbers, ["document", "vector", *SENTENCE_FIELDS])
        for number, title in listed:
            pieces = sorted(texts[number], key=lambda row: int(row["piece"]))
            rows = sorted(sentences.get(number, []), key=lambda row: int(row["ordinal"]))
            self._stage(number, "".join(row["text"] for row in pieces), rows)
            vectors = {bytes.fromhex(row["words"]): received(row["vector"]) for row in rows}
            if title:
                vectors.setdefault(words_digest(title), received(pieces[0]["vector"]))
            if vectors:
                self.catalog.add_vectors(list(vectors), np.stack(list(vectors.values())))

    def _listed(self, source: str) -> tuple[int, str | None]:
        with self.roster.reading() as listed:
            number, title = listed.execute("SELECT id, title FROM documents WHERE source = ?", (source,)).fetchone()
            return number, title

    def _grouped(self, table: Table, documents: Sequence[int], fields: Sequence[str]) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row in self.server.every(table, one_of("document", documents), fields):
            found.setdefault(row["document"], []).append(row)
        return found

    def _stage(self, number: int, text: str, rows: list[Row]) -> None:
        with self.roster.reading() as listed, self.catalog.transaction() as connection:
            staged = _insert(connection, listed, number, text)
            carry_besides(listed, number, connection, staged)
            _insert_sentences(connection, staged, rows)


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
