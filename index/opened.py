"""The index that is kept in a folder of this machine."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.encoders.cores import count_cores
from index.holdings import Holdings
from index.reader_pool import ReaderPool
from index.upkeep import Upkeep

if TYPE_CHECKING:
    import datetime as dt
    from contextlib import AbstractContextManager

    from index.seen import Snapshot
    from index.setup import Setup


@dataclass(frozen=True, slots=True)
class EmbeddedStore:
    """The index in a folder: a catalog, and what is derived from it. See `index.store.Store`.

    Attributes:
        pool: its readers.
        holdings: what it holds.
        upkeep: what keeps it up to date.
        turn: one for each core. Answering works all the time, and waits for nothing: more at once take the
            interpreter's lock from each other, and all are slower (measured: half as many answers by eight as by two).
    """

    pool: ReaderPool
    holdings: Holdings
    upkeep: Upkeep
    turn: threading.BoundedSemaphore

    def then(self, moment: dt.datetime) -> AbstractContextManager[Snapshot]:
        """Give the briefings as they were at a moment.

        Raises:
            QuestionError: no history is kept, or none of that moment.
        """
        from index.then import snapshot_at

        return snapshot_at(self.pool, moment, self.upkeep.setup.index_folder, self.upkeep.setup.encoder)


def open_embedded(setup: Setup) -> EmbeddedStore:
    """Return the index in `setup.index_folder`; nothing is read before something is asked."""
    pool = ReaderPool(setup.index_folder, setup.classifications)
    upkeep = Upkeep(setup, pool, threading.Lock())
    holdings = Holdings(setup.folders, setup.index_folder, pool, setup.classifications)
    return EmbeddedStore(pool, holdings, upkeep, threading.BoundedSemaphore(count_cores()))
