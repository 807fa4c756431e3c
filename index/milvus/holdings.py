"""What a shared index holds, as it is: its documents, its state, and what has become of citations and of itself.

What is asked for is drawn into a catalog in memory, and the same code as for an embedded index looks at it there.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.allowed import ALL, Allowed
from index.cite import parse_citation
from index.columns import words_digest
from index.errors import QuestionError
from index.milvus.draw import fill
from index.milvus.literals import both, one_of
from index.milvus.tables import SENTENCES
from index.reading import fold
from index.records import Skipped

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.changes import Changes
    from index.classifications import Classifications
    from index.folders import Folders
    from index.milvus.pool import MilvusPool
    from index.milvus.roster import Roster
    from index.records import Filters
    from index.reports import CitationCheck, DocumentSummary, Finding, Status, StoredDocument


@dataclass(frozen=True, slots=True)
class MilvusHoldings:
    """A shared index that is looked into; see `index.holdings.Holdings`, whose methods it has.

    Attributes:
        folders: the briefings folders.
        local: the folder of what this machine keeps of the index.
        pool: readers of the index.
        classifications: the markings that ceilings are held against.
    """

    folders: Folders
    local: Path
    pool: MilvusPool
    classifications: Classifications

    def documents(self, filters: Filters) -> tuple[DocumentSummary, ...]:
        """Return every document without its text, in the order of sources."""
        from index.describe import list_documents

        with self._reading(filters) as (connection, roster, allowed):
            by_source = dict(connection.execute("SELECT source, id FROM documents").fetchall())
            found = list_documents(connection, allowed)
        return tuple(replace(each, sentences=roster.counts[by_source[each.source]][0]) for each in found)

    def document(self, source: str, filters: Filters) -> StoredDocument:
        """Return one document with its text and its sentences.

        Raises:
            QuestionError: there is none of this name; the message says which is nearest.
        """
        from index.describe import load_document

        with self._reading(filters) as (connection, _, allowed):
            self._fill(connection, "source = ?", source)
            return load_document(connection, source, allowed)

    def document_at(self, source: str, filters: Filters, moment: dt.datetime) -> StoredDocument:  # noqa: ARG002
        """Refuse: a shared index keeps no history.

        Raises:
            QuestionError: always.
        """
        raise no_history()

    def check(self, citations: Sequence[str], filters: Filters, was: str | None = None) -> tuple[CitationCheck, ...]:
        """Return what has become of each citation; `was` is the words that they are of, where a person knows them.

        Raises:
            QuestionError: one is not a citation.
        """
        from index.check import check_citation

        with self._reading(filters) as (connection, _, allowed):
            for text in citations:
                citation = parse_citation(text)
                self._fill(connection, "source = ?", citation.source)
                self._fill(connection, "substr(digest, 1, 4) = ?", bytes.fromhex(citation.digest))
                if was is not None:
                    self._fill_words(connection, was)
            return tuple(check_citation(connection, text, allowed, was, ALL) for text in citations)

    def picture(self, citation: str, filters: Filters) -> bytes | None:
        """Return the page of a PDF that a citation is of, as `Holdings.picture` does."""
        from index.picture import picture

        with self._reading(filters) as (connection, _, allowed):
            return picture(connection, self.folders, citation, allowed)

    def original(self, source: str, filters: Filters) -> bytes | None:
        """Return the bytes of a document's own file, as `Holdings.original` does."""
        from index.original import original

        with self._reading(filters) as (connection, _, allowed):
            return original(connection, self.folders, source, allowed)

    def audit(self, filters: Filters) -> tuple[Finding, ...]:
        """Return what a check of the whole index finds."""
        from index.milvus.audit import audit

        view = self.pool.view()
        roster = self.pool.roster(view)
        allowed = self.pool.ceilings.allowed(roster, filters)
        return tuple(audit(self.pool.server, view, roster, allowed))

    def state(self, changes: Changes, filters: Filters) -> Status:
        """Return the state of the index.

        Args:
            changes: what has changed in the folder since.
            filters: which documents are told of.
        """
        from index.milvus.describe import describe

        view = self.pool.view()
        roster, facts = self.pool.roster(view), self.pool.ledger.facts()
        with self._reading(filters) as (connection, _, allowed):
            rows = connection.execute("SELECT id, source FROM documents").fetchall()
        told = [(number, source) for number, source in rows if number in allowed]
        status = describe(self.folders, self.local, view, facts, roster, told)
        pending = {*(file.source for file in changes.to_read), *changes.removed}
        sources = {source for _, source in told}
        return replace(
            status,
            store=str(self.pool.server.address),
            pending=tuple(sorted(one for one in pending if allowed.all_of_them or one in sources)),
            skipped=tuple(Skipped(one.source, one.reason) for one in changes.skipped) if allowed.all_of_them else (),
            ignored=changes.ignored if allowed.all_of_them else None,
        )

    def stale(self, sources: Sequence[str]) -> tuple[str, ...]:
        """Return those of `sources` whose file is another now, or is gone; none where the folder is not here.

        A machine that only asks has no folder of briefings, and cannot tell.
        """
        from index.staleness import stale_sources

        if not all(folder.is_dir() for _, folder in self.folders.by_name):
            return ()
        with self.pool.roster(self.pool.view()).reading() as connection:
            return stale_sources(connection, self.folders, sources)

    @contextmanager
    def _reading(self, filters: Filters) -> Iterator[tuple[sqlite3.Connection, Roster, Allowed]]:
        roster = self.pool.roster(self.pool.view())
        passing = None if filters.leave_all_in else self.pool.ceilings.allowed(roster, filters)
        allowed = Allowed(None if passing is None else frozenset(passing.tolist()))
        with roster.reading() as connection:
            yield connection, roster, allowed

    def _fill(self, connection: sqlite3.Connection, which: str, value: str | bytes) -> None:
        rows = connection.execute(f"SELECT id FROM documents WHERE {which}", (value,)).fetchall()  # noqa: S608 - ours
        fill(connection, self.pool.server, [number for (number,) in rows])

    def _fill_words(self, connection: sqlite3.Connection, was: str) -> None:
        """Draw the documents in which words stand today."""
        digest = words_digest(fold(was)).hex()
        condition = both(self.pool.view().visible, one_of("words", [digest]))
        rows = self.pool.server.rows(SENTENCES, condition, ["id", "document"])
        here = {number for (number,) in connection.execute("SELECT id FROM documents")}
        fill(connection, self.pool.server, sorted({row["document"] for row in rows} & here))


def no_history() -> QuestionError:
    """Return the error that says that a shared index keeps no history."""
    return QuestionError("a shared index keeps no history", "ask an embedded one that does")
