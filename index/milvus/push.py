"""Bring documents of a catalog into the shared index, and take others out, as one generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.milvus.counts import FIELDS, Tally
from index.milvus.ledger import now_ms
from index.milvus.literals import both, one_of
from index.milvus.numbers import MOST, document_id
from index.milvus.rows import rows_of
from index.milvus.source import outgoing
from index.milvus.tables import DOCUMENTS, PASSAGES, SENTENCES, TERMS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from index.milvus.ledger import Ledger, Mark
    from index.milvus.rows import DocumentRows
    from index.milvus.server import Row, Server
    from index.milvus.tables import Table

_TOGETHER = 2_000
"""Rows of sentences that are collected before they are sent."""
_LOOKED_UP = 200
"""Sources, or documents, that one condition names."""
_OWNED = (SENTENCES, PASSAGES, DOCUMENTS)
"""What belongs to documents, in the order in which it goes: what answers first."""


@dataclass(frozen=True, slots=True)
class Pushing:
    """What bringing documents into a shared index takes.

    Attributes:
        server: where it is.
        ledger: its ledger.
        place: where this writer writes from.
        dimension: length of a vector.
        progress: told how many documents of how many are there.
    """

    server: Server
    ledger: Ledger
    place: str
    dimension: int
    progress: Callable[[int, int], None]

    def push(self, connection: sqlite3.Connection, documents: Sequence[int], removed: Iterable[str]) -> int:
        """Bring documents in, each in the place of what has its source, take others out, and return the generation.

        All of it becomes visible at once; where it is broken off, none does.

        Args:
            connection: the catalog that they are in, each sentence with its vector.
            documents: their ids there, at most `index.milvus.numbers.MOST`.
            removed: sources of documents that go.

        Raises:
            BriefbotError: the server does not answer, or has no room.
        """
        documents = documents[: MOST + 1]
        tally = Tally()
        mark = self.ledger.begin(self.place)
        sources, mark = self._write(connection, documents, mark, tally)
        leaving = self._leaving({*sources, *removed}, mark.number)
        self._count_out(leaving, tally)
        self.server.put(TERMS, list(tally.rows(mark.number)))
        self.ledger.leave(mark, leaving)
        for table in (*_OWNED, TERMS):
            self.server.flush(table)
        self.ledger.finish(mark)
        self._settle(sources)
        return mark.number

    def tidy(self) -> None:
        """Clear away what writers that died have left, and the rows of documents that have left."""
        records = self.ledger.records()
        now = now_ms()
        for mark in records.abandoned(self.place, now):
            for table in (*_OWNED, TERMS):
                self.server.delete(table, f"born == {mark.number}")
            self.ledger.void(mark)
        gone = records.gone(now)
        for first in range(0, len(gone), _LOOKED_UP):
            numbers = [one.document for one in gone[first : first + _LOOKED_UP]]
            for table in _OWNED:
                self.server.delete(table, one_of("document", numbers))
        self.ledger.forget_departed(gone)
        self.ledger.forget(records.outlived(now))

    def _write(
        self, connection: sqlite3.Connection, documents: Sequence[int], mark: Mark, tally: Tally
    ) -> tuple[set[str], Mark]:
        """Write the rows of documents, and return their sources and the mark of one who is alive."""
        half, sources = self.server.is_half(), set[str]()
        waiting: list[DocumentRows] = []
        for place, one in enumerate(outgoing(connection, documents)):
            number = document_id(mark.number, place)
            waiting.append(rows_of(one, number, mark.number, self.dimension, half=half))
            sources.add(one.document.source)
            if sum(len(rows.sentences) for rows in waiting) >= _TOGETHER:
                mark = self._send(waiting, mark, tally)
                waiting = []
                self.progress(place + 1, len(documents))
        return sources, self._send(waiting, mark, tally)

    def _send(self, documents: Sequence[DocumentRows], mark: Mark, tally: Tally) -> Mark:
        mark = self.ledger.beat(mark)
        for table, rows in (
            (SENTENCES, [row for one in documents for row in one.sentences]),
            (PASSAGES, [row for one in documents for row in one.passages]),
            (DOCUMENTS, [row for one in documents for row in one.documents]),
        ):
            tally.count(table, rows)
            self.server.put(table, rows)
        return mark

    def _leaving(self, sources: set[str], number: int) -> set[int]:
        """Return the ids of the documents that have these sources now."""
        view = self.ledger.records().view()
        return {row["document"] for row in self._of(sources, view.visible) if row["born"] != number}

    def _of(self, sources: set[str], visible: str) -> list[Row]:
        named, found = sorted(sources), list[dict[str, int]]()
        for first in range(0, len(named), _LOOKED_UP):
            condition = both(visible, "piece == 0", one_of("source", named[first : first + _LOOKED_UP]))
            found += self.server.rows(DOCUMENTS, condition, ["document", "born", "source"])
        return found

    def _count_out(self, documents: set[int], tally: Tally) -> None:
        numbers = sorted(documents)
        for first in range(0, len(numbers), _LOOKED_UP):
            condition = one_of("document", numbers[first : first + _LOOKED_UP])
            for table, fields in (_with_terms(SENTENCES), _with_terms(PASSAGES)):
                tally.count(table, self.server.every(table, condition, fields), -1)

    def _settle(self, sources: set[str]) -> None:
        """Where another writer brought documents of the same sources at once, let the later generation have them."""
        twice: dict[str, list[Row]] = {}
        for row in self._of(sources, self.ledger.records().view().visible):
            twice.setdefault(row["source"], []).append(row)
        losing = {
            row["document"]
            for rows in twice.values()
            for row in rows
            if row["born"] < max(other["born"] for other in rows)
        }
        if losing:
            tally = Tally()
            mark = self.ledger.begin(self.place)
            self._count_out(losing, tally)
            self.server.put(TERMS, list(tally.rows(mark.number)))
            self.ledger.leave(mark, losing)
            self.ledger.finish(mark)


def _with_terms(table: Table) -> tuple[Table, list[str]]:
    return table, ["id", *(name for name, of in FIELDS.items() if of is table)]
