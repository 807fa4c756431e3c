"""SQLite's FTS5 with BM25: keywords only, in the standard library."""

from __future__ import annotations

import re
import sqlite3
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus, Place


class Fts5:
    """One table, stemmed (porter), any of the question's words."""

    def __init__(self, corpus: Corpus, folder: str) -> None:
        """Take the corpus, and the name of the folder of its index."""
        self._corpus = corpus
        self._path = corpus.index_of(folder) / "sentences.sqlite"
        self._own = threading.local()

    def build(self) -> None:
        """Put every sentence into the table."""
        self._path.parent.mkdir(parents=True)
        with self._connection() as connection:
            connection.execute("CREATE VIRTUAL TABLE sentences USING fts5(text, tokenize = 'porter unicode61')")
            rows = enumerate(self._corpus.texts())
            connection.executemany("INSERT INTO sentences (rowid, text) VALUES (?, ?)", rows)

    def open(self) -> None:
        """Open the database."""
        self._connection().execute("SELECT count(*) FROM sentences_config").fetchone()

    def ask(self, question: str, most: int) -> list[Place]:
        """Return the best by BM25."""
        words = re.findall(r"\w+", question)
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        sql = "SELECT rowid FROM sentences WHERE sentences MATCH ? ORDER BY rank LIMIT ?"
        return [self._corpus.place(row) for (row,) in self._connection().execute(sql, (match, most))]

    def edit(self, row: int, text: str) -> None:
        """Update the row."""
        with self._connection() as connection:
            connection.execute("UPDATE sentences SET text = ? WHERE rowid = ?", (text, row))

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's own connection."""
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            found = self._own.connection = sqlite3.connect(self._path)
        return found
