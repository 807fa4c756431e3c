"""Readers of an index: any number of threads, each question on one snapshot of its own."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.classifications import BY_DEFAULT
from index.connections import file_id
from index.errors import BriefbotError, CatalogError, DamagedError, StoreError
from index.facts import read_facts
from index.memo import Memo
from index.schema import CATALOG_NAME, STORES, is_sound, open_catalog
from index.sqlite_errors import damaged, translated

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from index.classifications import Classifications
    from index.connections import FileId
    from index.facts import Facts
    from index.snapshot import CatalogSnapshot
    from index.stores.layout import Stores

_NOT_MADE = "run `briefbot index`; where a process is making it anew, wait for that"


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
        self._idle: list[tuple[FileId, sqlite3.Connection]] = []
        self._damage: tuple[FileId, DamagedError] | None = None
        self._stores: tuple[str, Stores, Memo] | None = None

    @property
    def classifications(self) -> Classifications:
        """The markings that ceilings are held against."""
        return self._classifications

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that sees one generation.

        Raises:
            CatalogError: there is no catalog.
            DamagedError: it is damaged, which the pool remembers.
        """
        file = file_id(self._path)
        with self._remembering_damage(file):
            connection = self._take(file)
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

    def known_damage(self) -> DamagedError | None:
        """Return what some reader found wrong with the catalog that is there now; None where that is nothing."""
        if self._damage is None:
            return None
        file, error = self._damage
        return error if file == file_id(self._path) else None

    @contextmanager
    def snapshot(self) -> Iterator[CatalogSnapshot]:
        """Give the visible generation.

        Raises:
            CatalogError: there is none, or the catalog is damaged.
            StoreError: a store is damaged.
        """
        from index.snapshot import CatalogSnapshot

        failed = ""
        while True:
            with self.reading() as connection:
                facts = self._facts(connection)
                try:
                    stores, memo = self._open(facts)
                except StoreError:
                    if facts.store == failed:
                        raise
                    failed = facts.store  # a newer generation may have taken its place meanwhile
                    continue
                yield CatalogSnapshot(connection, facts, stores, self._classifications, memo)
                return

    def close(self) -> None:
        """Close what is open; the next reading opens it again."""
        with self._lock:
            idle, self._idle, self._stores = self._idle, [], None
        for _, connection in idle:
            connection.close()

    @contextmanager
    def _remembering_damage(self, file: FileId) -> Iterator[None]:
        """Remember of a file that it is damaged, where what is done inside the block fails for that."""
        try:
            yield
        except DamagedError as error:
            self._damage = file, error
            raise
        except BriefbotError:
            raise
        except Exception as error:
            # What SQLite does not notice as it reads (a row that is missing, half a text) fails somewhere else.
            if self._is_sound():
                raise
            found = damaged(self._path, "SQLite's own check fails")
            self._damage = file, found
            raise found from error

    def _is_sound(self) -> bool:
        try:
            return is_sound(self._path)
        except BriefbotError:  # it cannot be looked at: that is told by who needs it
            return True

    def _take(self, file: FileId) -> sqlite3.Connection:
        """Return an idle connection to the file that is there now, or a new one where there is none."""
        with self._lock:
            while self._idle:
                opened, connection = self._idle.pop()
                if opened == file:
                    return connection
                connection.close()  # the catalog was made anew since
        return open_catalog(self._path)

    def _facts(self, connection: sqlite3.Connection) -> Facts:
        facts = read_facts(connection)
        if facts is None:
            raise CatalogError(f"the index at {self._folder} is empty", _NOT_MADE)
        return facts

    def _open(self, facts: Facts) -> tuple[Stores, Memo]:
        with self._lock:
            if self._stores is None or self._stores[0] != facts.store:
                from index.stores.layout import open_stores

                before = self._stores[1] if self._stores else None
                self._stores = (facts.store, open_stores(self._folder / STORES / facts.store, before), Memo())
            return self._stores[1:]
