"""Documents of a catalog, staged or visible, on their way to a shared index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.besides import read_besides
from index.stored_vector import STORED_VECTOR

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.records import DateOrigin

_DOCUMENT = (
    "SELECT id, source, size, file_digest, digest, title, title_digest, date, tags, classification, notices, text"
    " FROM documents WHERE id = ?"
)
_SENTENCES = (
    'SELECT s.ordinal, p.ordinal, p.heading, s.start, s."end", s.line, s.page, s.kind, s.reading, s.digest, v.vector'
    " FROM sentences s JOIN passages p ON p.id = s.passage LEFT JOIN vectors v ON v.digest = s.digest"
    " WHERE s.document = ? ORDER BY s.ordinal"
)


class SourceDocument(NamedTuple):
    """A row of the catalog's documents, as it keeps it."""

    id: int
    source: str
    size: int
    file_digest: bytes
    digest: bytes
    title: str | None
    title_digest: bytes | None
    date: str | None
    tags: str
    classification: str | None
    notices: str
    text: str


class SourceSentence(NamedTuple):
    """A row of the catalog's sentences, with its passage's and its vector."""

    ordinal: int
    passage: int
    heading: str
    start: int
    end: int
    line: int | None
    page: int | None
    kind: str
    reading: str
    digest: bytes
    vector: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One document with all that belongs to it.

    Attributes:
        document: what the catalog keeps of it.
        author: who wrote it.
        date_origin: where its date was found.
        title_vector: float16, None where it has no title.
        sentences: in order.
    """

    document: SourceDocument
    author: str | None
    date_origin: DateOrigin | None
    title_vector: bytes | None
    sentences: tuple[SourceSentence, ...]

    @property
    def passages(self) -> int:
        """How many passages it has."""
        return 1 + max((sentence.passage for sentence in self.sentences), default=-1)


def outgoing(connection: sqlite3.Connection, documents: Sequence[int]) -> Iterator[Outgoing]:
    """Yield documents of a catalog by their ids there, in that order."""
    besides = read_besides(connection)
    for number in documents:
        document = SourceDocument(*connection.execute(_DOCUMENT, (number,)).fetchone())
        title = connection.execute("SELECT vector FROM vectors WHERE digest = ?", (document.title_digest,)).fetchone()
        author, origin = besides.get(number, (None, None))
        sentences = tuple(SourceSentence(*row) for row in connection.execute(_SENTENCES, (number,)))
        yield Outgoing(document, author, origin, title and title[0], sentences)


def vector_of(stored: bytes) -> NDArray[np.float32]:
    """Return a vector as the catalog keeps it, shape (dimension,), float32."""
    return np.frombuffer(stored, STORED_VECTOR).astype(np.float32)


def texts_of(listed: str) -> list[str]:
    """Return a list of texts as the catalog keeps it."""
    return [str(text) for text in json.loads(listed)]
