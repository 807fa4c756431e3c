"""What the questions of a process share of a shared index: what was read of its last view."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.milvus.memory import Memory
from index.milvus.roster import read_roster
from index.milvus.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from index.milvus.roster import Roster
    from index.milvus.server import Server
    from index.milvus.view import View
    from index.milvus.vocabulary import Vocabulary


class Shared:
    """What was read of the last view. Safe for use from several threads.

    Attributes:
        memory: anything else that questions share, by view and name.
    """

    def __init__(self, server: Server) -> None:
        """Read from `server`."""
        self.memory = Memory()
        self._server = server
        self._listing = threading.Lock()
        self._counting = threading.Lock()
        self._roster: tuple[View, Roster] | None = None
        self._vocabulary: tuple[View, Vocabulary | None] | None = None

    def roster(self, view: View) -> Roster:
        """Return all documents of a view without their texts."""
        with self._listing:
            if self._roster is None or self._roster[0] != view:
                self._roster = view, read_roster(self._server, view)
            return self._roster[1]

    def vocabulary(self, view: View) -> Vocabulary | None:
        """Return the counts of all terms of a view, None where they are too many."""
        with self._counting:
            if self._vocabulary is None or self._vocabulary[0] != view:
                before = self._vocabulary and self._vocabulary[1]
                later = before is not None and before.view.cap <= view.cap and before.view.generation <= view.generation
                self._vocabulary = view, read_vocabulary(self._server, view, before if later else None)
            return self._vocabulary[1]
