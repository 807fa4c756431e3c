"""What it takes to open an index, and the one that is kept in a folder of this machine."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.holdings import Holdings
from index.reader_pool import ReaderPool
from index.upkeep import Upkeep

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from index.classifications import Classifications
    from index.encoders.base import Encoder
    from index.folders import Folders
    from index.models import Model
    from index.reports import Notify, Progress
    from index.scan import ScanRules
    from index.seen import Snapshot
    from index.sync import OfMany


def _as_it_is(encoder: Encoder, *_: object) -> Encoder:
    return encoder


@dataclass(frozen=True, slots=True)
class Parts:
    """What every index is opened with.

    Attributes:
        folders: the briefings folders.
        index_folder: the folder where an index lies, or what this machine keeps of one that lies elsewhere.
        rules: which files are read.
        classifications: the markings that ceilings are held against.
        model: finds the model; raises ModelError where there is none.
        encoder: loads the encoder.
        notify: told in one line what a person should see.
        progress: told how far a sync is.
        of_many: gives what is to encode many texts in the encoder's place.
    """

    folders: Folders
    index_folder: Path
    rules: ScanRules
    classifications: Classifications
    model: Callable[[], Model]
    encoder: Callable[[], Encoder]
    notify: Notify
    progress: Progress
    of_many: OfMany = _as_it_is


@dataclass(frozen=True, slots=True)
class EmbeddedStore:
    """The index in a folder: a catalog, and what is derived from it. See `index.store.Store`.

    Attributes:
        pool: its readers.
        holdings: what it holds.
        upkeep: what keeps it up to date.
    """

    pool: ReaderPool
    holdings: Holdings
    upkeep: Upkeep

    def then(self, moment: dt.datetime) -> AbstractContextManager[Snapshot]:
        """Give the briefings as they were at a moment.

        Raises:
            QuestionError: no history is kept, or none of that moment.
        """
        from index.then import snapshot_at

        return snapshot_at(self.pool, moment, self.upkeep.index_folder, self.upkeep.encoder)


def open_embedded(parts: Parts) -> EmbeddedStore:
    """Return the index in `parts.index_folder`; nothing is read before something is asked."""
    pool = ReaderPool(parts.index_folder, parts.classifications)
    upkeep = Upkeep(
        folders=parts.folders,
        index_folder=parts.index_folder,
        rules=parts.rules,
        pool=pool,
        model=parts.model,
        encoder=parts.encoder,
        notify=parts.notify,
        progress=parts.progress,
        turn=threading.Lock(),
        of_many=parts.of_many,
    )
    return EmbeddedStore(pool, Holdings(parts.folders, parts.index_folder, pool, parts.classifications), upkeep)
