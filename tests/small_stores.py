"""Indexes of a few notes as the front door opens them, embedded and shared, with vectors that can be worked out."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from small_index import WordEncoder, ask_of, write_notes

from index.classifications import BY_DEFAULT
from index.folders import Folders
from index.models import Model
from index.opened import EmbeddedStore
from index.records import Filters
from index.scan_rules import ScanRules
from index.search import find, search
from index.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from index.classifications import Classifications
    from index.reports import SyncReport
    from index.search import Source
    from index.seen import Snapshot
    from index.store import Store

EVERYTHING = Filters()
_LONG_AGO_S = 1_600_000_000


@dataclass
class SmallStore:
    """A folder of notes and an index of them.

    Attributes:
        notes: the folder.
        open: opens the index.
        name: the model's name.
        digest: the model's digest.
        told: what a person was told.
        steps: what progress was told.
    """

    notes: Path
    open: Callable[[Setup], Store]
    name: str = WordEncoder.name
    digest: str = WordEncoder.digest
    classifications: Classifications = BY_DEFAULT
    told: list[str] = field(default_factory=list)
    steps: list[tuple[str, int, int]] = field(default_factory=list)
    index: str = "index"
    _days: int = 0

    def __post_init__(self) -> None:
        """Open the index."""
        self.notes.mkdir(exist_ok=True)
        self.store = self.open(
            Setup(
                folders=Folders.one(self.notes),
                index_folder=self.notes.parent / self.index,
                rules=ScanRules(),
                classifications=self.classifications,
                model=lambda: Model(self.name, self.notes, self.digest),
                encoder=WordEncoder,
                notify=self.told.append,
                progress=lambda *step: self.steps.append(step),
            )
        )

    def close(self) -> None:
        """Close what is open."""
        self.store.pool.close()

    def write(self, notes: Mapping[str, str]) -> None:
        """Write notes, each last changed long ago, on another day each time."""
        write_notes(self.notes, notes)
        self._days += 1
        for source in notes:
            os.utime(self.notes / source, (_LONG_AGO_S + 86_400 * self._days,) * 2)

    def sync(self, notes: Mapping[str, str] | None = None) -> SyncReport:
        """Write notes, bring the index up to date, and return what was done."""
        self.write(notes or {})
        return self.store.upkeep.sync()

    def found(self, question: str, filters: Filters = EVERYTHING) -> dict[Source, list[str]]:
        """Return what each way of searching finds, as readings."""
        with self.store.pool.snapshot() as snapshot:
            documents = snapshot.allowed(filters)
            return {
                one.source: readings(snapshot, one.ids.tolist()) for one in find(snapshot, ask_of(question), documents)
            }

    def candidates(self, question: str, filters: Filters = EVERYTHING) -> list[str]:
        """Return the readings of the candidates for a question."""
        with self.store.pool.snapshot() as snapshot:
            return list(search(snapshot, ask_of(question), snapshot.allowed(filters)).readings)

    def sources(self, filters: Filters = EVERYTHING) -> list[str]:
        """Return the sources of the documents."""
        return [each.source for each in self.store.holdings.documents(filters)]


def readings(snapshot: Snapshot, ids: Sequence[int]) -> list[str]:
    """Return the readings of sentences."""
    return [placed.reading for placed in snapshot.place(ids)]


def embedded(setup: Setup) -> Store:
    """Return the index in a folder."""
    return EmbeddedStore(setup)
