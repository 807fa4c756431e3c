"""Which documents of a shared index stay under a ceiling: by the markings of whoever asks, as in an embedded index.

A marking may stand at the top of a text, and which words are one the settings of the asker say. So the tops of texts
are read, once for each text and list of markings; what is kept of them is how high each document is marked.
"""

from __future__ import annotations

import json
import threading
from functools import partial
from typing import TYPE_CHECKING

from index.filter import allowed_documents
from index.levels import HEAD, Stated, levels_by
from index.milvus.literals import both, one_of
from index.milvus.roster import empty_catalog
from index.milvus.rows import PIECE_CHARACTERS
from index.milvus.tables import DOCUMENTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from index.classifications import Classifications
    from index.milvus.roster import Roster
    from index.milvus.server import Row, Server
    from index.records import Filters

_PAGE = 256
_FENCE = "---"
"""Begins front matter, whose end may stand in a later piece of the text."""
_COLUMNS = ("id", "live", "source", "size", "mtime_ns", "checked_ns", "file_digest", "digest", "date", "tags")


class Ceilings:
    """How high documents are marked, by one list of markings. Safe for use from several threads."""

    def __init__(self, server: Server, classifications: Classifications) -> None:
        """Read the tops of texts from `server`."""
        self._server = server
        self._classifications = classifications
        self._lock = threading.Lock()
        self._levels: dict[Stated, int] = {}
        self._marked: tuple[Roster, sqlite3.Connection] | None = None

    def allowed(self, roster: Roster, filters: Filters) -> NDArray[np.int64] | None:
        """Return the ids of the documents that pass, ascending, shape (n,), int64; None where all do.

        Raises:
            SettingsError: a ceiling is none of the markings.
        """
        if not has_ceiling(filters):
            return roster.allowed(filters, self._classifications)
        with self._lock:
            if self._marked is None or self._marked[0] is not roster:
                self._marked = roster, self._mark(roster)
            return allowed_documents(self._marked[1], filters, self._classifications)

    def _mark(self, roster: Roster) -> sqlite3.Connection:
        """Return a catalog of the same documents in which each says plainly how high it is marked."""
        columns = ", ".join(_COLUMNS)
        with roster.reading() as connection:
            rows = connection.execute(
                f"SELECT digest, classification, notices, {columns} FROM documents ORDER BY id"  # noqa: S608 - ours
            ).fetchall()
        stated = [Stated(row[0], row[1], tuple(json.loads(row[2]))) for row in rows]
        numbers = [row[3] for row in rows]
        self._find(dict(zip(numbers, stated, strict=True)))
        marked = empty_catalog()
        names = self._classifications.markings
        marked.executemany(
            f"INSERT INTO documents ({columns}, classification, notices, text)"  # noqa: S608 - ours
            f" VALUES ({', '.join('?' * len(_COLUMNS))}, ?, '[]', '')",
            ((*row[3:], names[self._levels[one]]) for row, one in zip(rows, stated, strict=True)),
        )
        return marked

    def _find(self, documents: dict[int, Stated]) -> None:
        """Find how high each of these documents, by id, is marked."""
        unknown = [number for number, stated in documents.items() if stated not in self._levels]
        levels = levels_by(self._classifications)
        for first in range(0, len(unknown), _PAGE):
            some = unknown[first : first + _PAGE]
            for number, top in self._tops(some):
                self._levels[documents[number]] = levels.of(documents[number], partial(str, top))

    def _tops(self, documents: list[int]) -> Iterator[tuple[int, str]]:
        """Yield the first HEAD characters of these documents' texts, or what of them may say a marking.

        Raises:
            KeyError: a document is not there.
        """
        texts = self._texts(both("piece == 0", one_of("document", documents)))
        long = [
            number
            for number, pieces in texts.items()
            if len(pieces[0]) == PIECE_CHARACTERS and pieces[0].startswith(_FENCE)
        ]
        if long:
            last = HEAD // PIECE_CHARACTERS
            texts |= self._texts(both(f"piece <= {last}", one_of("document", long)))
        for number in documents:
            pieces = texts[number]
            yield number, "".join(pieces[piece] for piece in sorted(pieces))[:HEAD]

    def _texts(self, condition: str) -> dict[int, dict[int, str]]:
        found: dict[int, dict[int, str]] = {}
        rows: list[Row] = self._server.every(DOCUMENTS, condition, ["id", "document", "piece", "text"])
        for row in rows:
            found.setdefault(row["document"], {})[row["piece"]] = row["text"]
        return found


def has_ceiling(filters: Filters) -> bool:
    """Return whether filters ask how high a document is marked."""
    return filters.ceiling is not None or any(has_ceiling(other) for other in filters.also)
