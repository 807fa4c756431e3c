"""The index that is kept in a folder of this machine."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.cores import count_cores
from index.reader_pool import ReaderPool
from index.unmade import check_model

if TYPE_CHECKING:
    import datetime as dt
    from contextlib import AbstractContextManager

    from index.holdings import Holdings
    from index.seen import Snapshot
    from index.setup import Setup
    from index.upkeep import Upkeep


class EmbeddedStore:
    """The index in a folder: a catalog, and what is derived from it. See `index.store.Store`.

    Attributes:
        pool: its readers.
        turn: one for each core. Answering works all the time, and waits for nothing: more at once take the
            interpreter's lock from each other, and all are slower (measured: half as many answers by eight as by two).
            What reads the catalog is held back as well: each reader has a cache of its own.
    """

    def __init__(self, setup: Setup) -> None:
        """Take the index in `setup.index_folder`; nothing is read before something is asked."""
        self._setup = setup
        self._writing = threading.Lock()
        self.pool = ReaderPool(setup.index_folder, setup.classifications)
        self.turn = threading.BoundedSemaphore(count_cores())

    @property
    def holdings(self) -> Holdings:
        """What it holds."""
        from index.holdings import Holdings

        setup = self._setup
        return Holdings(setup.folders, setup.index_folder, self.pool, setup.classifications)

    @property
    def upkeep(self) -> Upkeep:
        """What keeps it up to date."""
        from index.upkeep import Upkeep  # takes 30 ms, and an index that is asked as it is needs none of it

        return Upkeep(self._setup, self.pool, self._writing)

    def check_model(self) -> None:
        """Check that the index can be asked as it is; see `index.store.Store`."""
        check_model(self._setup, self.pool)

    def then(self, moment: dt.datetime) -> AbstractContextManager[Snapshot]:
        """Give the briefings as they were at a moment.

        Raises:
            QuestionError: no history is kept, or none of that moment.
        """
        from index.then import snapshot_at

        return snapshot_at(self.pool, moment, self._setup.index_folder, self._setup.encoder)
