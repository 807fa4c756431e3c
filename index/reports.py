"""What the library tells of its own work: a sync, the state of an index, a check of citations, a health check."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - records are introspected at run time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from index.difference import difference

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from index.difference import Piece
    from index.fitted import Fitted
    from index.folders import Folders
    from index.records import Citation, DateOrigin, MarkingOrigin, Sentence, Skipped

Notify = Callable[[str], None]
"""Takes one line that a person should see at once ("preparing the model, once")."""


class Progress(Protocol):
    """Told how far a long step has come; called often, from the thread that works."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take that `done` of `total` units of `step` ("reading", "encoding", "storing") are done."""
        ...


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What bringing an index up to date did.

    Attributes:
        added: sources that are new.
        changed: sources whose text was read again.
        removed: sources that are no longer there.
        unchanged: number of files left as they were.
        skipped: files that were not read, and why.
        encoded: number of texts that went through the model; None where that is not told.
        generation: number of the generation that is now visible.
        seconds: how long it took.
        ignored: number of files and folders that patterns leave out.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    skipped: tuple[Skipped, ...]
    encoded: int | None
    generation: int
    seconds: float
    ignored: int = 0

    def within(self, sources: Collection[str]) -> SyncReport:
        """Return what of it may be told to somebody for whom only these documents exist.

        What is gone, and what could not be read, may have been of any marking; how much was encoded tells of both.
        """
        added, changed = (tuple(filter(sources.__contains__, names)) for names in (self.added, self.changed))
        unchanged = len(sources) - len(added) - len(changed)
        return replace(
            self, added=added, changed=changed, removed=(), unchanged=unchanged, skipped=(), encoded=None, ignored=0
        )


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One document of an index, without its text.

    Attributes:
        source: path relative to the briefings folder.
        title: its title, or None.
        date: its date, or None.
        tags: its tags.
        classification: the marking that counts, the highest of all that it says; None for none.
        sentences: how many it has.
        notices: what is to know of the reading.
        author: who wrote it, or None.
        date_origin: where the date was found.
        classification_origin: where the marking that counts was found.
    """

    source: str
    title: str | None
    date: dt.date | None
    tags: tuple[str, ...]
    classification: str | None
    sentences: int
    notices: tuple[str, ...]
    author: str | None = None
    date_origin: DateOrigin | None = None
    classification_origin: MarkingOrigin | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One document of an index with its text, as `briefbot show` prints it.

    Attributes:
        summary: what it says of itself.
        text: the text that spans count in.
        digest: SHA-256 of `text` in UTF-8, 64 hex digits.
        sentences: its sentences, in order.
    """

    summary: DocumentSummary
    text: str
    digest: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index.

    Attributes:
        folders: the briefings folders.
        index: the folder that holds catalog and stores.
        model: name of the model that made the vectors, None before the first sync.
        format_version: version of the catalog's format.
        generation: number of the visible generation, 0 before the first sync.
        updated: when that generation became visible (UTC).
        history_since: since when replaced and deleted texts are kept (UTC), None where they are not.
        age_s: seconds since then, None before the first sync.
        files: number of files that were read.
        documents: number of documents: the files, and those inside them.
        sentences: number of sentences.
        passages: number of passages.
        catalog_bytes: bytes of the catalog on disk, None where filters leave documents out: it holds them as well.
        store_bytes: bytes of the derived stores on disk, None where filters do.
        pending: sources on disk that are new, changed or removed since; where filters leave documents out, only those
            of documents that pass.
        skipped: files that are not read, and why; none where filters leave documents out.
        ignored: number of files and folders that patterns leave out, None where filters leave documents out.
        health: whether catalog and stores fit each other, as far as that is told without reading all of them.
        fitted: the parts fitted to a user's own questions, None where there are none.
        fitted_in_use: whether they are in use: they rest on the model and the shipped parts of today.
        store: the address of an index that others share, None for one in a folder; `index` is then what this machine
            keeps of it.
    """

    folders: Folders
    index: Path
    model: str | None
    format_version: int
    generation: int
    updated: dt.datetime | None
    history_since: dt.datetime | None
    age_s: float | None
    files: int
    documents: int
    sentences: int
    passages: int
    catalog_bytes: int | None
    store_bytes: int | None
    pending: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    ignored: int | None
    health: Finding
    fitted: Fitted | None = None
    fitted_in_use: bool = False
    store: str | None = None


class Standing(StrEnum):
    """What has become of a citation."""

    STANDS = "stands"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """What has become of one citation.

    Attributes:
        citation: as it was given.
        standing: stands, moved, changed or gone.
        text: what stands there now: at the citation where it stands, at `now` where there is one; None otherwise.
        now: where the same words stand today, where they moved; where they have changed, what took their place, None
            where nobody can tell.
        was: the words that it is of, where they have changed or are gone and somebody knows them; None otherwise.
    """

    citation: str
    standing: Standing
    text: str | None
    now: Citation | None
    was: str | None = None

    @property
    def stands(self) -> bool:
        """Whether exactly these words stand there still."""
        return self.standing is Standing.STANDS

    @property
    def difference(self) -> tuple[Piece, ...]:
        """The words that have changed, marked; empty where either text is not known."""
        if self.was is None or self.text is None or self.standing is not Standing.CHANGED:
            return ()
        return difference(self.was, self.text)


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a health check.

    Attributes:
        area: what was looked at ("model", "catalog", "disk").
        level: how bad it is.
        what: what was found, one line.
        todo: what to do about it; empty where nothing is to be done.
    """

    area: str
    level: Level
    what: str
    todo: str = ""
