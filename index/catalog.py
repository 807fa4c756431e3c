"""The catalog's writer: documents are staged while a sync runs and become visible together when it publishes."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from index.errors import BriefbotError
from index.facts import first_model, history_since, read_facts, write_first_model
from index.history import begin_history, carry_history, end_history
from index.schema import CATALOG_NAME, create_catalog
from index.sqlite_errors import translated
from index.staging import drop_unused_vectors, set_skipped, stage, unstage
from index.stored_vector import STORED_VECTOR
from index.wipe import wipe_unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from index.columns import Segmented
    from index.file_state import FileState, SkippedFile

_FEW_PAGES = 1024
"""4 MB: of a smaller catalog nothing is worth writing it anew."""

_SENTENCES_WITHOUT_VECTOR = """
SELECT DISTINCT s.digest FROM documents d JOIN sentences s ON s.document = d.id
WHERE d.live = 0 AND s.digest NOT IN (SELECT digest FROM vectors)
"""
_TITLES_WITHOUT_VECTOR = """
SELECT title_digest, title FROM documents
WHERE live = 0 AND title IS NOT NULL AND title_digest NOT IN (SELECT digest FROM vectors)
"""


class Catalog:
    """A catalog open for writing. The holder of the index's writer lock has the only one."""

    def __init__(self, folder: Path) -> None:
        """Open the catalog in `folder`, making it where there is none.

        Raises:
            CatalogError: it is damaged or of a newer format.
            FolderError: it cannot be written.
            DiskFullError: there is no room to make it.
        """
        self._path = folder / CATALOG_NAME
        self._connection = create_catalog(self._path)

    def __enter__(self) -> Self:
        """Return the catalog itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it; what was not committed is rolled back."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit what is done inside the block as one, or nothing where it raises."""
        with translated(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def staged(self) -> dict[str, bytes]:
        """Return the sources that an earlier sync staged and never published, with their files' digests."""
        with translated(self._path):
            rows = self._connection.execute("SELECT source, file_digest FROM documents WHERE live = 0")
            return dict(rows.fetchall())

    def stage(self, files: Iterable[tuple[FileState, Sequence[Segmented]]]) -> None:
        """Put the documents of files beside the visible ones, to be published later; all of them, or none."""
        with self.transaction() as connection:
            for file, segmented in files:
                unstage(connection, [file.source])
                for one in segmented:
                    stage(connection, file, one)
            drop_unused_vectors(connection)

    def unstage(self, sources: Iterable[str]) -> None:
        """Drop what was staged of `sources`."""
        with self.transaction() as connection:
            unstage(connection, sources)
            drop_unused_vectors(connection)

    def texts_without_vector(self, at_once: int) -> Iterator[list[tuple[bytes, str]]]:
        """Yield the texts of staged documents that have no vector, each once with its digest, so many together.

        They come in the order of their digests: vectors that are added so fill the pages of their table, of which a
        sixth would be empty otherwise.
        """
        with translated(self._path):
            titles = dict(self._connection.execute(_TITLES_WITHOUT_VECTOR).fetchall())
            found = {digest for (digest,) in self._connection.execute(_SENTENCES_WITHOUT_VECTOR)}
        digests = sorted(found.union(titles))
        for first in range(0, len(digests), at_once):
            together = digests[first : first + at_once]
            yield [(digest, titles.get(digest) or self._reading(digest)) for digest in together]

    def _reading(self, digest: bytes) -> str:
        with translated(self._path):
            row = self._connection.execute("SELECT reading FROM sentences WHERE digest = ? LIMIT 1", (digest,))
            return str(row.fetchone()[0])

    def count_texts_without_vector(self) -> int:
        """Return how many texts of staged documents have no vector."""
        with translated(self._path):
            (count,) = self._connection.execute(
                """
                SELECT count(*) FROM (
                  SELECT s.digest FROM documents d JOIN sentences s ON s.document = d.id
                  WHERE d.live = 0 AND s.digest NOT IN (SELECT digest FROM vectors)
                  UNION
                  SELECT title_digest FROM documents
                  WHERE live = 0 AND title IS NOT NULL AND title_digest NOT IN (SELECT digest FROM vectors))
                """
            ).fetchone()
            return int(count)

    def add_vectors(self, digests: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors, shape (n, dimension), of the texts with these digests."""
        rows = vectors.astype(STORED_VECTOR)
        with self.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                ((digest, row.tobytes()) for digest, row in zip(digests, rows, strict=True)),
            )

    def start_vectors(self, model_digest: str) -> None:
        """Say which model makes the first generation's vectors, and drop those that another one left unpublished."""
        with self.transaction() as connection:
            if first_model(connection) != model_digest:
                connection.execute("DELETE FROM vectors")
                write_first_model(connection, model_digest)

    def refresh(self, files: Iterable[FileState]) -> None:
        """Note that files of visible documents were read again and hold what they held."""
        with self.transaction() as connection:
            connection.executemany(
                "UPDATE documents SET size = ?, mtime_ns = ?, checked_ns = ? WHERE live = 1 AND source = ?",
                ((file.size, file.mtime_ns, file.checked_ns, file.source) for file in files),
            )

    def set_skipped(self, skipped: Iterable[SkippedFile]) -> None:
        """Replace the list of skipped files, where it is another."""
        with self.transaction() as connection:
            set_skipped(connection, skipped)

    def add_past(self, rows: Iterable[tuple[bytes, int, int, bytes]]) -> None:
        """Remember where sentences once stood: the document's first 4 bytes of digest, start, end, words."""
        with self.transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO past VALUES (?, ?, ?, ?)", rows)

    def keeps_history(self) -> bool:
        """Return whether texts that are replaced or deleted are kept."""
        with translated(self._path):
            return history_since(self._connection) is not None

    def begin_history(self) -> None:
        """Keep texts that are replaced or deleted from now on."""
        with self.transaction() as connection:
            begin_history(connection, dt.datetime.now(dt.UTC))

    def end_history(self) -> None:
        """Erase every text that was kept, from the write-ahead log as well, and keep no more."""
        with self.transaction() as connection:
            end_history(connection)
        self.empty_log()
        self.wipe()

    def carry_history(self, old: sqlite3.Connection) -> None:
        """Carry over what an older catalog has kept, which this one takes the place of."""
        with self.transaction() as connection:
            carry_history(old, connection, dt.datetime.now(dt.UTC))

    def copy_over(self, other: Catalog) -> None:
        """Put all that this catalog holds in the place of all that `other` holds, in one transaction."""
        with translated(other._path):
            self._connection.backup(other._connection)

    def empty_log(self) -> None:
        """Move all that is in the write-ahead log into the catalog, and leave nothing in the log that was deleted.

        Readers of an older generation are waited for. Where they take longer, or the disk fails, it is done by the
        next writer, or when the last reader closes the catalog.
        """
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def shrink(self) -> None:
        """Write the catalog anew without the places that hold nothing any more, beside readers.

        Raises:
            DiskFullError: there is no room for a second one; it is as it was.
        """
        with translated(self._path):
            self._connection.execute("VACUUM")
        self.empty_log()

    def unused_share(self) -> float:
        """Return how much of the catalog's file, from 0 to 1, holds nothing."""
        with translated(self._path):
            (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
            (unused,) = self._connection.execute("PRAGMA freelist_count").fetchone()
        return int(unused) / max(int(pages), _FEW_PAGES)

    def has_deleted(self) -> bool:
        """Return whether documents were deleted since it was opened."""
        with translated(self._path):
            return self._connection.execute("SELECT 1 FROM loosened LIMIT 1").fetchone() is not None

    def wipe(self) -> None:
        """Overwrite what is left of deleted words in unused places of the catalog, where its log is empty."""
        log = self._path.with_name(f"{self._path.name}-wal")
        with suppress(BriefbotError, OSError), self.transaction():
            if not log.exists() or not log.stat().st_size:
                wipe_unused(self._path)

    def store(self) -> str:
        """Return the name of the visible generation's stores, empty before the first."""
        with translated(self._path):
            facts = read_facts(self._connection)
        return facts.store if facts else ""

    def generation(self) -> int:
        """Return the number of the visible generation, 0 before the first."""
        with translated(self._path):
            facts = read_facts(self._connection)
        return facts.generation if facts else 0
