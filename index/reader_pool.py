"""Readers of an index: any number of threads, each question on one snapshot of its own."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.classifications import BY_DEFAULT
from index.errors import CatalogError, StoreError
from index.facts import read_facts
from index.publish import STORES
from index.schema import CATALOG_NAME, open_catalog, translated
from index.snapshot import CatalogSnapshot
from index.stores.layout import open_stores

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from index.classifications import Classifications
    from index.facts import Facts
    from index.stores.layout import Stores

_File = tuple[int, int]


def _file(path: Path) -> _File:
    """Return what tells a file from another one of the same name; zeros where there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


class ReaderPool:
    """Keeps open what reading needs: connections to the catalog, and the stores of the latest generation."""

    def __init__(self, folder: Path, classifications: Classifications = BY_DEFAULT) -> None:
        """Read the index in `folder`, which need not exist yet; nothing is opened now.

        Ceilings are held against `classifications`.
        """
        self._folder = folder
        self._classifications = classifications
        self._path = folder / CATALOG_NAME
        self._lock = threading.Lock()
        self._idle: list[tuple[_File, sqlite3.Connection]] = []
        self._stores: tuple[str, Stores] | None = None

    @property
    def classifications(self) -> Classifications:
        """The markings that ceilings are held against."""
        return self._classifications

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that sees one generation.

        Raises:
            CatalogError: there is no catalog, or it is damaged.
        """
        file, connection = self._take()
        try:
            with translated(self._path):
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        with self._lock:
            self._idle.append((file, connection))

    @contextmanager
    def snapshot(self) -> Iterator[CatalogSnapshot]:
        """Give the visible generation.

        Raises:
            CatalogError: there is none, or the catalog is damaged.
            StoreError: a store is damaged.
        """
        failed = ""
        while True:
            with self.reading() as connection:
                facts = self._facts(connection)
                try:
                    stores = self._open(facts)
                except StoreError:
                    if facts.store == failed:
                        raise
                    failed = facts.store  # a newer generation may have taken its place meanwhile
                    continue
                yield CatalogSnapshot(connection, facts, stores, self._classifications)
                return

    def close(self) -> None:
        """Close what is open; the next reading opens it again."""
        with self._lock:
            idle, self._idle, self._stores = self._idle, [], None
        for _, connection in idle:
            connection.close()

    def _take(self) -> tuple[_File, sqlite3.Connection]:
        """Return an idle connection, or a new one where there is none to the file that is there now."""
        file = _file(self._path)
        with self._lock:
            while self._idle:
                opened, connection = self._idle.pop()
                if opened == file:
                    return opened, connection
                connection.close()  # the catalog was made anew since
        return file, open_catalog(self._path)

    def _facts(self, connection: sqlite3.Connection) -> Facts:
        facts = read_facts(connection)
        if facts is None:
            raise CatalogError(f"the index at {self._folder} is empty", "run `briefbot index`")
        return facts

    def _open(self, facts: Facts) -> Stores:
        with self._lock:
            if self._stores is None or self._stores[0] != facts.store:
                before = self._stores[1] if self._stores else None
                self._stores = (facts.store, open_stores(self._folder / STORES / facts.store, before))
            return self._stores[1]
