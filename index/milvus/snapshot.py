"""All that one question sees of a shared index: one view, by requests to the server."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.candidates import Candidates
from index.milvus.fetched import Chosen
from index.milvus.hits import hits_of
from index.milvus.literals import both, holding, one_of, quoted
from index.milvus.numbers import document_of, text_id
from index.milvus.pushdown import push_down
from index.milvus.rows import NONE
from index.milvus.tables import DOCUMENTS, PASSAGES, SENTENCES
from index.milvus.vectors import received, sent
from index.records import BlockKind, Citation, Span
from index.snapshot import Placed
from index.surroundings import Neighbor, surround

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from index.milvus.ceilings import Ceilings
    from index.milvus.definitions import MilvusDefinitions
    from index.milvus.fetched import Fetched
    from index.milvus.server import Row
    from index.milvus.tables import Table
    from index.milvus.words import MilvusWords
    from index.records import Filters
    from index.stores.base import Hits
    from index.surroundings import Surroundings

_Result = TypeVar("_Result")
_PLACED = [
    *("id", "ordinal", "start", "end", "line", "page", "text", "reading", "heading", "source", "title", "date"),
    "digest",
]


@dataclass(frozen=True, slots=True)
class MilvusVectors:
    """The vectors of one collection, as one question sees them.

    Attributes:
        fetched: what the question has read, and where it reads.
        table: the collection.
    """

    fetched: Fetched
    table: Table

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of `ids`, shape (len(ids), dimension), float32.

        Raises:
            StoreError: one is not there.
        """
        rows = self.fetched.rows(self.table, ids)
        if not rows:
            return np.empty((0, self.fetched.dimension), np.float32)
        return np.stack([received(row["vector"]) for row in rows])


@dataclass(frozen=True, slots=True)
class MilvusStores:
    """Words and vectors of a shared index, as one question sees them; attributes as `index.seen.SearchStores` has."""

    sentence_vectors: MilvusVectors
    passage_vectors: MilvusVectors
    sentence_words: MilvusWords
    passage_words: MilvusWords
    definitions: MilvusDefinitions


class MilvusSnapshot:
    """One view, open for reading. To be used from one thread at a time.

    Attributes:
        stores: its words and vectors.
    """

    def __init__(self, fetched: Fetched, stores: MilvusStores, ceilings: Ceilings, executor: Executor) -> None:
        """Read through `fetched`; `executor` runs searches side by side."""
        self.stores = stores
        self._fetched = fetched
        self._ceilings = ceilings
        self._executor = executor

    def allowed(self, filters: Filters) -> NDArray[np.int64] | None:
        """Return the ids of the documents that pass, ascending, shape (n,), int64; None where all do.

        Raises:
            SettingsError: a ceiling is none of the markings.
        """
        if filters.leave_all_in:
            return None
        roster = self._fetched.roster()
        documents = self._ceilings.allowed(roster, filters)
        pushed = push_down(filters)
        if documents is not None and pushed.condition:
            passing = documents if pushed.is_all else self._ceilings.allowed(roster, pushed.said)
            besides = np.setdiff1d(roster.numbers if passing is None else passing, documents)
            self._fetched.choose(Chosen(documents, pushed.condition, besides))
        return documents

    def all_of(self, documents: NDArray[np.int64]) -> bool:
        """Return whether these are all documents that there are."""
        return len(documents) == len(self._fetched.roster().numbers)

    def nearest_sentences(self, vector: NDArray[np.float32], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` sentences of the allowed documents (None: of all) nearest to a unit vector, best first."""
        return self._nearest(SENTENCES, vector, limit, documents)

    def nearest_passages(self, vector: NDArray[np.float32], limit: int, documents: NDArray[np.int64] | None) -> Hits:
        """Return the same of passages."""
        return self._nearest(PASSAGES, vector, limit, documents)

    def at_once(self, searches: Sequence[Callable[[], _Result]]) -> list[_Result]:
        """Return what each of these searches gives, in their order; they run side by side."""
        return list(self._executor.map(lambda search: search(), searches))

    def members_of(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ids of all sentences of these passages, in the order of `passages`, shape (n,), int64."""
        rows = self._fetched.rows(PASSAGES, passages)
        found = [text_id(row["document"], place) for row in rows for place in range(row["first"], row["last"] + 1)]
        return np.array(found, np.int64)

    def candidates(self, ids: NDArray[np.int64], among: NDArray[np.int64] | None = None) -> Candidates:
        """Return the sentences of these ids, found among these documents (None: all), as candidates by ascending id."""
        rows = self._fetched.rows(SENTENCES, np.unique(ids))

        def column(name: str) -> NDArray[np.int64]:
            return np.array([row[name] for row in rows], np.int64)

        readings = tuple(row["reading"] for row in rows)
        return Candidates(column("id"), column("passage"), column("document"), column("introducer"), readings, among)

    def title_vectors(self, documents: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vector of each document's title, shape (n, dimension), float32; zeros where it has none."""
        rows = self._fetched.document_rows(np.unique(documents).tolist(), ["titles", "vector"])
        nothing = np.zeros(self._fetched.dimension, np.float32)
        found = {number: received(row["vector"]) for number, row in rows.items() if row["titles"]}
        vectors = [found.get(number, nothing) for number in documents.tolist()]
        return np.array(vectors, np.float32).reshape(-1, self._fetched.dimension)

    def place(self, ids: Sequence[int]) -> tuple[Placed, ...]:
        """Return sentences with all that an answer says of them, in the order of `ids`."""
        wanted = {number + step for number in ids for step in (-1, 0, 1)}
        rows = {row["id"]: row for row in self._fetched.server.get(SENTENCES, sorted(wanted), _PLACED)}
        return tuple(_placed(rows, number) for number in ids)

    def around(self, ids: Sequence[int], reach: int) -> dict[int, Surroundings]:
        """Return each sentence among those before and after it under its heading, up to `reach` either way."""
        wanted = {number + step for number in ids for step in range(-reach, reach + 1)}
        fields = ["id", "ordinal", "kind", "reading", "heading"]
        rows = {row["id"]: row for row in self._fetched.server.get(SENTENCES, sorted(wanted), fields)}
        found = {}
        for number in ids:
            around = (rows.get(other) for other in range(number - reach, number + reach + 1))
            near = [
                Neighbor(row["id"], row["ordinal"], BlockKind(row["kind"]), row["reading"])
                for row in around
                if row is not None
                and document_of(row["id"]) == document_of(number)
                and row["heading"] == rows[number]["heading"]
            ]
            found[number] = surround(number, near)
        return found

    def overlapping(self, source: str, span: Span, documents: NDArray[np.int64] | None = None) -> tuple[int, ...]:
        """Return the ids of the sentences of a document that overlap a span, in the document's order.

        None where it is not among `documents` (None: all).
        """
        condition = both(
            self._fetched.among(documents), f"source == {quoted(source)}", f"start < {span.end}", f"end > {span.start}"
        )
        return tuple(sorted(row["id"] for row in self._fetched.server.every(SENTENCES, condition, ["id"])))

    def also_in(
        self, ids: Sequence[int], documents: NDArray[np.int64] | None = None
    ) -> dict[int, tuple[Citation, ...]]:
        """Return, for each sentence whose words stand elsewhere in these documents (None: in any), where they do."""
        words = {row["id"]: row["words"] for row in self._fetched.server.get(SENTENCES, ids, ["id", "words"])}
        if not words:
            return {}
        condition = both(self._fetched.among(documents), one_of("words", sorted(set(words.values()))))
        fields = ["id", "words", "source", "start", "end", "digest"]
        rows = self._fetched.server.rows(SENTENCES, condition, fields)
        rows.sort(key=lambda row: (row["source"].encode(), row["start"]))
        found: dict[int, tuple[Citation, ...]] = {}
        for number in ids:
            elsewhere = tuple(
                _citation(row) for row in rows if row["id"] != number and row["words"] == words.get(number)
            )
            if elsewhere:
                found[number] = elsewhere
        return found

    def labeled(self, word: str, documents: NDArray[np.int64] | None) -> bool:
        """Return whether the source, title, date, tags or marking of one of these documents (None: any) hold a word."""
        sought = word.lower()
        condition = both(self._fetched.among(documents), "piece == 0", holding("labels", sought))
        return any(
            sought in row["labels"] for row in self._fetched.server.every(DOCUMENTS, condition, ["id", "labels"])
        )

    def _nearest(
        self, table: Table, vector: NDArray[np.float32], limit: int, documents: NDArray[np.int64] | None
    ) -> Hits:
        if limit < 1 or (documents is not None and not len(documents)):
            return hits_of([])
        server = self._fetched.server
        wanted = sent(vector, half=True) if server.is_half() else vector.tolist()
        return hits_of(server.search(table, "vector", wanted, self._fetched.among(documents), limit))


def _placed(rows: dict[int, Row], number: int) -> Placed:
    row = rows[number]
    heading = json.loads(row["heading"])

    def reading(other: int) -> str | None:
        return rows[other]["reading"] if other in rows and document_of(other) == document_of(number) else None

    return Placed(
        id=number,
        text=row["text"],
        reading=row["reading"],
        citation=_citation(row),
        ordinal=row["ordinal"],
        line=None if row["line"] == NONE else row["line"],
        page=None if row["page"] == NONE else row["page"],
        title=row["title"] or None,
        heading=heading[-1] if heading else None,
        date=dt.date.fromisoformat(row["date"]) if row["date"] else None,
        before=reading(number - 1),
        after=reading(number + 1),
    )


def _citation(row: Row) -> Citation:
    return Citation(row["source"], Span(row["start"], row["end"]), row["digest"])
