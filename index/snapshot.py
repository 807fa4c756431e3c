"""All that one question sees: one generation of catalog and stores."""

from __future__ import annotations

import datetime as dt
import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.candidates import Candidates, asks
from index.cores import count_cores, map_in_threads
from index.distinct import distinct
from index.records import BlockKind, Citation, Span
from index.stored_vector import STORED_VECTOR
from index.surroundings import Neighbor, surround

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from index.classifications import Classifications
    from index.facts import Facts
    from index.memo import Memo
    from index.records import Filters
    from index.stores.base import Hits
    from index.stores.layout import Stores
    from index.surroundings import Surroundings

_Result = TypeVar("_Result")
SIDE_BY_SIDE = 100_000
"""From so many sentences on the ways of searching are gone side by side; among fewer all of them take milliseconds."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence with all that an answer says of it.

    Attributes:
        id: its catalog id.
        text: exactly what stands at its span.
        reading: the same as a person reads it.
        citation: source, span and digest.
        ordinal: its place in the document, from 0.
        line: line it begins on, from 1, or None.
        page: page it begins on, from 1, or None.
        title: the document's title.
        heading: the nearest heading above it.
        date: the document's date.
        before: reading of the sentence before it.
        after: reading of the sentence after it.
    """

    id: int
    text: str
    reading: str
    citation: Citation
    ordinal: int
    line: int | None
    page: int | None
    title: str | None
    heading: str | None
    date: dt.date | None
    before: str | None
    after: str | None


_CANDIDATES = """
SELECT s.id, s.passage, s.document, coalesce(b.id, 0), s.reading, b.reading
FROM json_each(?) w JOIN sentences s ON s.id = w.value
LEFT JOIN sentences b ON b.document = s.document AND b.ordinal = s.ordinal - 1
ORDER BY s.id
"""
_PLACED = """
SELECT s.id, substr(d.text, s.start + 1, s."end" - s.start), s.reading, d.source, s.start, s."end", d.digest,
       s.ordinal, s.line, s.page, d.title, p.heading, d.date,
       (SELECT b.reading FROM sentences b WHERE b.document = s.document AND b.ordinal = s.ordinal - 1),
       (SELECT a.reading FROM sentences a WHERE a.document = s.document AND a.ordinal = s.ordinal + 1)
FROM json_each(?) w JOIN sentences s ON s.id = w.value
JOIN documents d ON d.id = s.document JOIN passages p ON p.id = s.passage
"""
_AROUND = """
SELECT w.value, n.id, n.ordinal, n.kind, n.reading
FROM json_each(?1) w JOIN sentences s ON s.id = w.value JOIN passages p ON p.id = s.passage
JOIN sentences n ON n.document = s.document AND n.ordinal BETWEEN s.ordinal - ?2 AND s.ordinal + ?2
JOIN passages q ON q.id = n.passage AND q.heading = p.heading
ORDER BY w.value, n.ordinal
"""
_ALSO_IN = """
SELECT s.id, d.id, d.source, o.start, o."end", d.digest
FROM json_each(?) w JOIN sentences s ON s.id = w.value
JOIN sentences o ON o.digest = s.digest AND o.id <> s.id
JOIN documents d ON d.id = o.document AND d.live = 1 ORDER BY d.source, o.start
"""
_LABELS = """
SELECT id, lower(source || ' ' || coalesce(title, '') || ' ' || coalesce(date, '') || ' ' || tags || ' '
                 || coalesce(classification, '')) FROM documents WHERE live = 1
"""

_OVERLAPPING = """
SELECT s.id, d.id FROM documents d JOIN sentences s ON s.document = d.id
WHERE d.source = ? AND d.live = 1 AND s.start < ? AND s."end" > ? ORDER BY s.ordinal
"""


class CatalogSnapshot:
    """One generation of an embedded index, open for reading. To be used from one thread at a time.

    Attributes:
        facts: which generation, and what made it.
        stores: its derived stores.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        facts: Facts,
        stores: Stores,
        classifications: Classifications,
        memo: Memo,
    ) -> None:
        """Read through `connection`, which is inside a transaction that sees the generation of `facts`.

        Ceilings are held against `classifications`. What other questions have asked of this generation is in `memo`.
        """
        self.facts = facts
        self.stores = stores
        self._connection = connection
        self._classifications = classifications
        self._memo = memo
        self._narrowing = threading.Lock()  # the catalog is read by one thread at a time

    def allowed(self, filters: Filters) -> NDArray[np.int64] | None:
        """Return the ids of the documents that pass, ascending, shape (n,), int64; None where all do.

        Raises:
            SettingsError: a ceiling is none of the markings.
        """
        if filters.leave_all_in:
            return None
        from index.filter import allowed_documents

        return self._memo.get(
            repr(filters), lambda: allowed_documents(self._connection, filters, self._classifications)
        )

    def all_of(self, documents: NDArray[np.int64]) -> bool:
        """Return whether these documents, no two the same, are all there are."""
        count = "SELECT count(*) FROM documents WHERE live = 1"
        return len(documents) == self._memo.get(count, lambda: int(self._connection.execute(count).fetchone()[0]))

    def sources(self) -> list[tuple[int, str]]:
        """Return the id and the source of every document."""
        return self._connection.execute("SELECT id, source FROM documents WHERE live = 1").fetchall()

    def sentences_of(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ids of all sentences of these documents, ascending, shape (n,), int64."""
        return self._of_documents("SELECT id FROM sentences", documents)

    def passages_of(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ids of all passages of these documents, ascending, shape (n,), int64."""
        return self._of_documents("SELECT id FROM passages", documents)

    def nearest_sentences(self, vector: NDArray[np.float32], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` sentences of the allowed documents (None: of all) nearest to a unit vector, best first."""
        with self._narrowing:
            allowed = None if documents is None else self.sentences_of(documents)
        return self.stores.sentence_vectors.search(vector, limit, allowed)

    def nearest_passages(self, vector: NDArray[np.float32], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the same of passages."""
        with self._narrowing:
            allowed = None if documents is None else self.passages_of(documents)
        return self.stores.passage_vectors.search(vector, limit, allowed)

    def at_once(self, searches: Sequence[Callable[[], _Result]]) -> list[_Result]:
        """Return what each of these searches gives: side by side where there is much to search."""
        threads = count_cores() if len(self.stores.sentence_vectors) >= SIDE_BY_SIDE else 1
        return list(map_in_threads(lambda search: search(), searches, threads))

    def members_of(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ids of all sentences of these passages, in the order of `passages`, shape (n,), int64."""
        return self._ids(
            "SELECT s.id FROM json_each(?) w JOIN sentences s ON s.passage = w.value", passages, "w.key, s.id"
        )

    def candidates(self, ids: NDArray[np.int64], among: NDArray[np.int64] | None = None) -> Candidates:
        """Return the sentences of these ids, found among these documents (None: all), as candidates by ascending id."""
        rows = self._connection.execute(_CANDIDATES, (json.dumps(ids.tolist()),)).fetchall()
        numbers = np.array([row[:4] for row in rows], np.int64).reshape(-1, 4)
        introduced = np.array([asks(row[5] or "") for row in rows], bool)
        introducers = np.where(introduced, numbers[:, 3], 0)
        readings = tuple(row[4] for row in rows)
        return Candidates(numbers[:, 0], numbers[:, 1], numbers[:, 2], introducers, readings, among)

    def title_vectors(self, documents: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vector of each document's title, shape (n, dimension), float32; zeros where it has none."""
        rows = self._connection.execute(
            "SELECT d.id, v.vector FROM json_each(?) w JOIN documents d ON d.id = w.value"
            " JOIN vectors v ON v.digest = d.title_digest",
            (json.dumps(distinct(documents).tolist()),),
        )
        found = {number: np.frombuffer(vector, STORED_VECTOR).astype(np.float32) for number, vector in rows}
        nothing = np.zeros(self.facts.dimension, np.float32)
        vectors = [found.get(number, nothing) for number in documents.tolist()]
        return np.array(vectors, np.float32).reshape(-1, self.facts.dimension)

    def place(self, ids: Sequence[int]) -> tuple[Placed, ...]:
        """Return sentences with all that an answer says of them, in the order of `ids`."""
        rows = self._connection.execute(_PLACED, (json.dumps(list(ids)),))
        placed = {row[0]: _placed(row) for row in rows}
        return tuple(placed[number] for number in ids)

    def around(self, ids: Sequence[int], reach: int) -> dict[int, Surroundings]:
        """Return each sentence among those before and after it under its heading, up to `reach` either way."""
        found: dict[int, list[Neighbor]] = {}
        for sentence, number, ordinal, kind, reading in self._connection.execute(
            _AROUND, (json.dumps(list(ids)), reach)
        ):
            found.setdefault(sentence, []).append(Neighbor(number, ordinal, BlockKind(kind), reading))
        return {sentence: surround(sentence, near) for sentence, near in found.items()}

    def overlapping(self, source: str, span: Span, documents: NDArray[np.int64] | None = None) -> tuple[int, ...]:
        """Return the ids of the sentences of a document that overlap a span, in the document's order.

        None where it is not among `documents` (None: all).
        """
        rows = self._connection.execute(_OVERLAPPING, (source, span.end, span.start))
        return tuple(number for number, document in rows if documents is None or document in documents)

    def also_in(
        self, ids: Sequence[int], documents: NDArray[np.int64] | None = None
    ) -> dict[int, tuple[Citation, ...]]:
        """Return, for each sentence whose words stand elsewhere in these documents (None: in any), where they do."""
        allowed = None if documents is None else set(documents.tolist())
        found: dict[int, tuple[Citation, ...]] = {}
        rows = self._connection.execute(_ALSO_IN, (json.dumps(list(ids)),))
        for number, document, source, start, end, digest in rows:
            if allowed is None or document in allowed:
                citation = Citation(source, Span(start, end), digest.hex())
                found[number] = (*found.get(number, ()), citation)
        return found

    def labeled(self, word: str, documents: NDArray[np.int64] | None) -> bool:
        """Return whether the source, title, date, tags or marking of one of these documents (None: any) hold a word."""
        labels = self._memo.get(_LABELS, lambda: dict(self._connection.execute(_LABELS).fetchall()))
        sought = word.lower()
        if documents is None:
            return any(sought in label for label in labels.values())
        return any(sought in labels[number] for number in documents.tolist() if number in labels)

    def _of_documents(self, query: str, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        which = f"{query} WHERE document IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
        return self._memo.get((query, documents.tobytes()), lambda: self._ids(which, documents))

    def _ids(self, query: str, keys: NDArray[np.int64], order: str = "id") -> NDArray[np.int64]:
        rows = self._connection.execute(f"{query} ORDER BY {order}", (json.dumps(keys.tolist()),)).fetchall()
        return np.array([number for (number,) in rows], np.int64)


_Row = tuple[int, str, str, str, int, int, bytes, int, int | None, int | None, str | None, str, str | None,
             str | None, str | None]  # fmt: skip


def _placed(row: _Row) -> Placed:
    number, text, reading, source, start, end, digest, ordinal, line, page, title, heading, date, *around = row
    path = json.loads(heading)
    return Placed(
        id=number,
        text=text,
        reading=reading,
        citation=Citation(source, Span(start, end), digest.hex()),
        ordinal=ordinal,
        line=line,
        page=page,
        title=title,
        heading=path[-1] if path else None,
        date=None if date is None else dt.date.fromisoformat(date),
        before=around[0],
        after=around[1],
    )
