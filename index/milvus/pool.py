"""Readers of a shared index: any number of threads, each question under one view of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.classifications import BY_DEFAULT
from index.errors import CatalogError
from index.milvus.ceilings import Ceilings
from index.milvus.definitions import MilvusDefinitions
from index.milvus.fetched import Fetched
from index.milvus.ledger import Ledger, SharedFacts
from index.milvus.shared import Shared
from index.milvus.snapshot import MilvusSnapshot, MilvusStores, MilvusVectors
from index.milvus.tables import PASSAGES, SENTENCES
from index.milvus.words import MilvusWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.classifications import Classifications
    from index.milvus.roster import Roster
    from index.milvus.server import Server
    from index.milvus.view import View

_SIDE_BY_SIDE = 16
"""Searches of all questions of a process that run at once: each question has five."""


class MilvusPool:
    """Keeps what questions share: the connection, what was read under the last view, and threads to search in."""

    def __init__(self, server: Server, classifications: Classifications = BY_DEFAULT) -> None:
        """Read the index on `server`, which need not exist yet; ceilings are held against `classifications`."""
        self.server = server
        self.ledger = Ledger(server)
        self._classifications = classifications
        self._ceilings = Ceilings(server, classifications)
        self._shared = Shared(server)
        self._executor = ThreadPoolExecutor(_SIDE_BY_SIDE, "briefbot-search")

    @property
    def classifications(self) -> Classifications:
        """The markings that ceilings are held against."""
        return self._classifications

    @property
    def ceilings(self) -> Ceilings:
        """Which documents stay under a ceiling."""
        return self._ceilings

    def facts(self) -> SharedFacts | None:
        """Return what the index was made with, None where there is none."""
        return self.ledger.facts() if self.server.is_made() else None

    def view(self) -> View:
        """Return what a question sees now.

        Raises:
            CatalogError: there is no index, or nothing in it yet.
            UnreachableError: the server does not answer.
        """
        view = self.ledger.records().view()
        if not view.generation:
            raise CatalogError(f"the index at {self.server.address} is empty", "run `briefbot index`")
        return view

    @contextmanager
    def snapshot(self) -> Iterator[MilvusSnapshot]:
        """Give the visible generation; errors as `view`."""
        facts = self.ledger.facts()
        view = self.view()
        if facts is None:
            raise CatalogError(f"the index at {self.server.address} is not whole", "run `briefbot index --rebuild`")
        fetched = Fetched(self.server, view, facts.dimension, self._shared)
        stores = MilvusStores(
            MilvusVectors(fetched, SENTENCES),
            MilvusVectors(fetched, PASSAGES),
            MilvusWords(fetched, SENTENCES),
            MilvusWords(fetched, PASSAGES),
            MilvusDefinitions(fetched),
        )
        yield MilvusSnapshot(fetched, stores, self._ceilings, self._executor)

    def roster(self, view: View) -> Roster:
        """Return all documents of a view without their texts; read anew where the view is another than the last."""
        return self._shared.roster(view)

    def close(self) -> None:
        """Close the connection; the next reading opens it again."""
        self.server.close()
