"""What an index holds, as it is: its documents, its state, and what has become of citations and of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from index.allowed import Allowed
    from index.changes import Changes
    from index.classifications import Classifications
    from index.folders import Folders
    from index.reader_pool import ReaderPool
    from index.records import Filters
    from index.reports import CitationCheck, DocumentSummary, Finding, Status, StoredDocument


@dataclass(frozen=True, slots=True)
class Holdings:
    """An index that is looked into. Whatever does not pass the filters is not there: not named, counted or hinted at.

    Attributes:
        folders: the briefings folders.
        index_folder: the folder of catalog and stores.
        pool: readers of the index.
        classifications: the markings that ceilings are held against.
    """

    folders: Folders
    index_folder: Path
    pool: ReaderPool
    classifications: Classifications

    def documents(self, filters: Filters) -> tuple[DocumentSummary, ...]:
        """Return every document without its text, in the order of sources."""
        from index.describe import list_documents

        with self.pool.reading() as connection:
            allowed = self._allowed(connection, filters)
            return list_documents(connection, allowed, self.classifications)

    def document(self, source: str, filters: Filters) -> StoredDocument:
        """Return one document with its text and its sentences.

        Raises:
            QuestionError: there is none of this name; the message says which is nearest.
        """
        from index.describe import load_document

        with self.pool.reading() as connection:
            allowed = self._allowed(connection, filters)
            return load_document(connection, source, allowed, self.classifications)

    def document_at(self, source: str, filters: Filters, moment: dt.datetime) -> StoredDocument:
        """Return one document as it was at a moment.

        Raises:
            QuestionError: there was none of this name, or no history is kept of that moment.
        """
        from index.describe import load_document
        from index.then import documents_at

        with self.pool.reading() as connection, documents_at(connection, moment, self.classifications) as then:
            allowed = self._allowed(then, filters)
            return load_document(then, source, allowed, self.classifications)

    def check(self, citations: Sequence[str], filters: Filters, was: str | None = None) -> tuple[CitationCheck, ...]:
        """Return what has become of each citation; `was` is the words that they are of, where a person knows them.

        Raises:
            QuestionError: one is not a citation.
        """
        from index.check import check_citation

        with self.pool.reading() as connection:
            allowed = self._allowed(connection, filters)
            former = self._former(connection, filters)
            return tuple(check_citation(connection, citation, allowed, was, former) for citation in citations)

    def picture(self, citation: str, filters: Filters) -> bytes | None:
        """Return the page of a PDF that a citation is of, as PNG with its words highlighted; None for what is no PDF.

        Raises:
            QuestionError: it is not a citation, or does not stand.
            ReadingError: the file cannot be read.
        """
        from index.picture import picture

        with self.pool.reading() as connection:
            allowed = self._allowed(connection, filters)
            return picture(connection, self.folders, citation, allowed)

    def original(self, source: str, filters: Filters) -> bytes | None:
        """Return the bytes of a document's own file, as it was indexed; None where it has none that may be given.

        Raises:
            QuestionError: there is none of this name; or its file is not there, or not what was indexed.
        """
        from index.original import original

        with self.pool.reading() as connection:
            allowed = self._allowed(connection, filters)
            return original(connection, self.folders, source, allowed)

    def audit(self, filters: Filters) -> tuple[Finding, ...]:
        """Return what a check of the whole index finds: catalog, sentences, stores, briefings."""
        from index.audit import audit

        with self.pool.reading() as connection:
            allowed = self._allowed(connection, filters)
            return tuple(audit(connection, self.folders, self.index_folder, allowed))

    def state(self, changes: Changes, filters: Filters) -> Status:
        """Return the state of the index.

        Args:
            changes: what has changed in the folder since.
            filters: which documents are told of.
        """
        from index.audit import quick_audit
        from index.describe import Found, describe_index
        from index.staleness import stale_sources

        to_read = tuple(file.source for file in changes.to_read)
        with self.pool.reading() as connection:
            allowed = self._allowed(connection, filters)
            differing = to_read if changes.outdated else stale_sources(connection, self.folders, to_read)
            pending = tuple(sorted({*differing, *changes.removed}))
            found = Found(pending, changes.ignored, quick_audit(connection, self.index_folder, allowed))
            return describe_index(connection, self.folders, self.index_folder, found, allowed)

    def stale(self, sources: Sequence[str]) -> tuple[str, ...]:
        """Return those of `sources` whose file is another now, or is gone, in order, each once."""
        from index.staleness import stale_sources

        with self.pool.reading() as connection:
            return stale_sources(connection, self.folders, sources)

    def _allowed(self, connection: sqlite3.Connection, filters: Filters) -> Allowed:
        from index.allowed import Allowed

        return Allowed.by(connection, filters, self.classifications)

    def _former(self, connection: sqlite3.Connection, filters: Filters) -> Allowed:
        from index.allowed import Allowed

        return Allowed.former(connection, filters, self.classifications)
