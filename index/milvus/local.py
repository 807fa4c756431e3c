"""What a writer of a shared index keeps on its own machine: what it has staged, and when it last read which file."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from index.catalog import Catalog
from index.errors import FolderError
from index.file_state import FileState, SkippedFile
from index.milvus.tables import MOST_BYTES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.columns import Segmented

LOAD = 50_000
"""Sentences that become visible together: what a writer that dies has to bring over again at most."""
_FILES = """
CREATE TABLE IF NOT EXISTS read_files (
    source TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, checked_ns INTEGER, file_digest BLOB
) WITHOUT ROWID
"""
_PLACE = "writer-id"


class Staging(Catalog):
    """A catalog in which documents are only staged: read, cut into sentences, encoded, and then brought over.

    Sizes and times of files are this machine's own: on another the same file has others, and both would never agree.
    """

    def __init__(self, folder: Path) -> None:
        """Open the one in `folder`, making it where there is none; errors as `Catalog`."""
        super().__init__(folder)
        with self.transaction() as connection:
            connection.execute(_FILES)

    def stage(self, files: Iterable[tuple[FileState, Sequence[Segmented]]]) -> None:
        """Stage the documents of files.

        Raises:
            FolderError: a sentence is longer than Milvus takes.
        """
        given = list(files)
        for one in (each for _, segmented in given for each in segmented):
            longest = max((_bytes(one, place) for place in range(len(one.sentences))), default=0)
            if 3 * longest > MOST_BYTES:  # terms in hex take up to three times the room
                raise FolderError(
                    f"{one.document.source} has a sentence of {longest:,} bytes with what it stands under, and a shared"
                    f" index takes {MOST_BYTES // 3:,}",
                    "name it in .briefbotignore, or index it in a folder",
                )
        super().stage(given)

    def refresh(self, files: Iterable[FileState]) -> None:
        """Note that files were read again and hold what they held."""
        with self.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO read_files VALUES (?, ?, ?, ?, ?)",
                ((file.source, file.size, file.mtime_ns, file.checked_ns, file.digest) for file in files),
            )

    def read_before(self) -> dict[str, FileState]:
        """Return the files as they were when this machine last read them, by source."""
        with self.transaction() as connection:
            rows = connection.execute("SELECT source, size, mtime_ns, checked_ns, file_digest FROM read_files")
            return {row[0]: FileState(*row) for row in rows}

    def skipped_before(self) -> dict[str, SkippedFile]:
        """Return the files that this machine's last sync skipped, by source."""
        with self.transaction() as connection:
            rows = connection.execute("SELECT source, size, mtime_ns, reason FROM skipped")
            return {row[0]: SkippedFile(*row) for row in rows}

    def reading(self) -> sqlite3.Connection:
        """Return the connection that what is staged is read by, outside a transaction."""
        return self._connection

    def loads(self, most: int) -> Iterator[list[int]]:
        """Yield the staged documents, by their ids, in loads of about `most` sentences; a file's are in one load."""
        with self.transaction() as connection:
            rows = connection.execute(
                "SELECT d.id, d.source, (SELECT count(*) FROM sentences s WHERE s.document = d.id) FROM documents d"
                " WHERE d.live = 0 ORDER BY d.id"
            ).fetchall()
        load: list[int] = []
        size, file = 0, ""
        for number, source, sentences in rows:
            inside = bool(file) and source.startswith(f"{file}/")
            if load and not inside and size + sentences > most:
                yield load
                load, size = [], 0
            load.append(number)
            size += sentences
            file = file if inside else source
        if load:
            yield load

    def brought_over(self, documents: Sequence[int]) -> None:
        """Forget staged documents that are in the shared index now, and note that their files were read."""
        with self.transaction() as connection:
            rows = []
            for number in documents:
                rows += connection.execute(
                    "SELECT source, size, mtime_ns, checked_ns, file_digest FROM documents WHERE id = ?", (number,)
                ).fetchall()
        self.refresh(FileState(*row) for row in rows)
        self.unstage(row[0] for row in rows)


def _bytes(one: Segmented, place: int) -> int:
    sentence = one.sentences[place]
    above = (one.document.metadata.title or "", *sentence.heading)
    return sum(len(part.encode()) for part in (sentence.reading, *above))


def place_of(folder: Path) -> str:
    """Return what tells the writer that works from `folder` from all others, on whatever machine."""
    path = folder / _PLACE
    if not path.is_file():
        path.write_text(uuid.uuid4().hex, encoding="ascii")
    return path.read_text(encoding="ascii").strip()
