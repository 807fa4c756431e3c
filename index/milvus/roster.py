"""All documents of a shared index without their texts, in a catalog in memory: what filters and lists ask.

So a filter means in a shared index exactly what it means in an embedded one: it is the same code on the same tables.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.besides import write_besides
from index.filter import allowed_documents
from index.milvus.literals import both
from index.milvus.tables import DOCUMENTS
from index.records import DateOrigin, Metadata
from index.schema import FORMAT_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from index.classifications import Classifications
    from index.milvus.server import Row, Server
    from index.milvus.view import View
    from index.records import Filters

_FIELDS = ("id", "born", "source", "size", "file_digest", "digest", "about", "sentences", "passages", "rules")


@dataclass(frozen=True, slots=True)
class Roster:
    """The documents of one view. Safe for use from several threads.

    Attributes:
        connection: a catalog in memory that holds them, their texts empty; to be used inside `reading`.
        numbers: their ids, ascending.
        counts: the sentences and the passages of each, by id.
        files: by source, the digest of the file that each was read from, and the version of the rules of reading.
        lock: held by who reads the catalog.
    """

    connection: sqlite3.Connection
    numbers: NDArray[np.int64]
    counts: dict[int, tuple[int, int]]
    files: dict[str, tuple[bytes, int]]
    lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the catalog, inside a transaction that is undone: what is put in besides is gone afterwards."""
        with self.lock:
            self.connection.execute("SAVEPOINT reading")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK TO reading")
                self.connection.execute("RELEASE reading")

    def allowed(self, filters: Filters, classifications: Classifications) -> NDArray[np.int64] | None:
        """Return the ids of the documents that pass filters without a ceiling.

        As `index.filter.allowed_documents` does; for ceilings, see `index.milvus.ceilings`.
        """
        with self.reading() as connection:
            return allowed_documents(connection, filters, classifications)

    def sentences(self, documents: NDArray[np.int64]) -> int:
        """Return how many sentences these documents have."""
        return sum(self.counts[number][0] for number in documents.tolist())

    def passages(self, documents: NDArray[np.int64]) -> int:
        """Return how many passages these documents have."""
        return sum(self.counts[number][1] for number in documents.tolist())


def read_roster(server: Server, view: View) -> Roster:
    """Return all documents of a view, of two of one source the later."""
    rows = server.every(DOCUMENTS, both(view.visible, "piece == 0"), _FIELDS)
    latest: dict[str, Row] = {}
    for row in rows:
        other = latest.get(row["source"])
        if other is None or other["born"] < row["born"]:
            latest[row["source"]] = row
    documents = sorted(latest.values(), key=lambda row: int(row["id"]))
    connection = empty_catalog()
    for row in documents:
        insert_document(connection, row, "")
    return Roster(
        connection,
        np.array([row["id"] for row in documents], np.int64),
        {row["id"]: (row["sentences"], row["passages"]) for row in documents},
        {row["source"]: (bytes.fromhex(row["file_digest"]), row["rules"]) for row in documents},
    )


def empty_catalog() -> sqlite3.Connection:
    """Return a catalog in memory without a document."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(f"{TABLES} PRAGMA user_version = {FORMAT_VERSION};")
    connection.execute("CREATE TABLE history (document INTEGER PRIMARY KEY, valid_from TEXT NOT NULL, valid_to TEXT)")
    return connection


def insert_document(connection: sqlite3.Connection, row: Row, text: str, live: int = 1) -> None:
    """Put a document into a catalog as it stands in the shared index, by its id there, with this text."""
    about = json.loads(row["about"])
    connection.execute(
        "INSERT OR REPLACE INTO documents (id, live, source, size, mtime_ns, checked_ns, file_digest, digest, title,"
        " title_digest, date, tags, classification, notices, text) VALUES (?, ?, ?, ?, 0, 0, ?, ?, ?, NULL, ?, ?, ?,"
        " ?, ?)",
        (
            row["id"],
            live,
            row["source"],
            row["size"],
            bytes.fromhex(row["file_digest"]),
            bytes.fromhex(row["digest"]),
            about["title"],
            about["date"],
            json.dumps(about["tags"], ensure_ascii=False),
            about["classification"],
            json.dumps(about["notices"], ensure_ascii=False),
            text,
        ),
    )
    origin = about["date_origin"]
    metadata = Metadata(author=about["author"], date_origin=DateOrigin(origin) if origin else None)
    write_besides(connection, row["id"], metadata)
