"""An index, wherever it is kept: what the front door asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from index.changes import Changes, Known
    from index.classifications import Classifications
    from index.records import Filters
    from index.reports import CitationCheck, DocumentSummary, Finding, Status, StoredDocument, SyncReport
    from index.scan import FoundFile
    from index.seen import Snapshot

_Result = TypeVar("_Result")


class Pool(Protocol):
    """Readers of an index."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Give the visible generation.

        Raises:
            CatalogError: there is none, or it is damaged.
            StoreError: what is derived from it is damaged.
            UnreachableError: it is elsewhere, and does not answer.
        """
        ...

    def close(self) -> None:
        """Close what is open; the next reading opens it again."""
        ...


class Looking(Protocol):
    """What an index holds; see `index.holdings.Holdings`."""

    @property
    def classifications(self) -> Classifications:
        """The markings that ceilings are held against."""
        ...

    def documents(self, filters: Filters) -> tuple[DocumentSummary, ...]:
        """Return every document without its text, in the order of sources."""
        ...

    def document(self, source: str, filters: Filters) -> StoredDocument:
        """Return one document with its text and its sentences."""
        ...

    def document_at(self, source: str, filters: Filters, moment: dt.datetime) -> StoredDocument:
        """Return one document as it was at a moment."""
        ...

    def check(self, citations: Sequence[str], filters: Filters, was: str | None = None) -> tuple[CitationCheck, ...]:
        """Return what has become of each citation."""
        ...

    def picture(self, citation: str, filters: Filters) -> bytes | None:
        """Return the page of a PDF that a citation is of, None for what is no PDF."""
        ...

    def original(self, source: str, filters: Filters) -> bytes | None:
        """Return the bytes of a document's own file, None where it has none that may be given."""
        ...

    def audit(self, filters: Filters) -> tuple[Finding, ...]:
        """Return what a check of the whole index finds."""
        ...

    def state(self, changes: Changes, filters: Filters) -> Status:
        """Return the state of the index."""
        ...

    def stale(self, sources: Sequence[str]) -> tuple[str, ...]:
        """Return those of `sources` whose file is another now, or is gone."""
        ...


class Keeping(Protocol):
    """What keeps an index in step with folders; see `index.upkeep.Upkeep`."""

    def known(self) -> Known:
        """Return what the index knows of its files."""
        ...

    def changes(self, known: Known) -> Changes:
        """Return what has changed in the folders since."""
        ...

    def sync(self, is_being_written: Callable[[FoundFile], bool] = ...) -> SyncReport:
        """Bring the index up to date, but for changed files that are being written."""
        ...

    def mended(self, work: Callable[[], _Result]) -> _Result:
        """Return what work on the index gives; it is begun again where the catalog turns out damaged and is mended."""
        ...

    def is_due(self) -> bool:
        """Return whether a reader found something damaged that a sync would mend."""
        ...

    def rebuild(self) -> SyncReport:
        """Make the index anew."""
        ...

    def compact(self) -> SyncReport:
        """Bring the index up to date, and give back the room that it does not need."""
        ...

    def repair(self) -> None:
        """Make what is derived anew, after a StoreError."""
        ...

    def begin_history(self) -> None:
        """Keep texts that are replaced or deleted from now on."""
        ...

    def end_history(self) -> None:
        """Erase the texts that were kept, and keep no more."""
        ...


class Store(Protocol):
    """An index: it is read, looked into, and kept in step with folders."""

    @property
    def pool(self) -> Pool:
        """Its readers."""
        ...

    @property
    def holdings(self) -> Looking:
        """What it holds."""
        ...

    @property
    def upkeep(self) -> Keeping:
        """What keeps it up to date."""
        ...

    @property
    def turn(self) -> AbstractContextManager[object]:
        """What is held while a question is answered: it lets in as many as gain by being answered at once."""
        ...

    def check_model(self) -> None:
        """Check that the index can be asked as it is, without a list of its documents.

        Raises:
            CatalogError: it is damaged, or made with another model.
            UnreachableError: it is elsewhere, and does not answer.
        """
        ...

    def then(self, moment: dt.datetime) -> AbstractContextManager[Snapshot]:
        """Give the briefings as they were at a moment.

        Raises:
            QuestionError: no history is kept, or none of that moment.
        """
        ...
