"""What one question has read of a shared index: each row once, all under one view."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from index.errors import StoreError
from index.milvus.counts import FIELDS
from index.milvus.literals import NOTHING, both, none_of, one_of
from index.milvus.tables import DOCUMENTS, PASSAGES, SENTENCES
from index.milvus.terms import read

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from index.milvus.roster import Roster
    from index.milvus.server import Row, Server
    from index.milvus.shared import Shared
    from index.milvus.tables import Table
    from index.milvus.view import View
    from index.milvus.vocabulary import Vocabulary

_Result = TypeVar("_Result")
_FIELDS = {
    SENTENCES.suffix: ["id", "document", "passage", "ordinal", "introducer", "reading", "sentence", "titled", "vector"],
    PASSAGES.suffix: ["id", "document", "first", "last", "passage", "spelled", "vector"],
}


_FEW = 32
"""So many documents are found faster by their ids than by what they say of themselves."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Documents that passed filters, and what a server can be told of these.

    Attributes:
        documents: their ids; requests for this very array may be made by the condition.
        condition: holds of their rows, and of those of `besides`.
        besides: ids of documents that the condition holds of, though the filters do not let them through.
    """

    documents: NDArray[np.int64]
    condition: str
    besides: NDArray[np.int64]


class Fetched:
    """What one question has read. To be used from one question's threads."""

    def __init__(self, server: Server, view: View, dimension: int, shared: Shared) -> None:
        """Read from `server` under `view` what has vectors of length `dimension`, and what questions share."""
        self.server = server
        self.view = view
        self.dimension = dimension
        self._shared = shared
        self._rows: dict[str, dict[int, Row]] = {SENTENCES.suffix: {}, PASSAGES.suffix: {}}
        self._chosen: Chosen | None = None
        self._lock = threading.Lock()

    def choose(self, chosen: Chosen) -> None:
        """Say by what condition documents were chosen: requests for these can say it instead of listing them."""
        self._chosen = chosen

    def roster(self) -> Roster:
        """Return the list of all documents of the view."""
        return self._shared.roster(self.view)

    def vocabulary(self) -> Vocabulary | None:
        """Return the counts of all terms of the view, None where they are too many."""
        return self._shared.vocabulary(self.view)

    def among(self, documents: NDArray[np.int64] | None) -> str:
        """Return the condition on rows of these documents (None: of all of the view), by the shortest list there is."""
        if documents is None:
            return self.view.visible
        if not len(documents):
            return NOTHING
        if len(documents) <= _FEW:
            return both(self.view.born, one_of("document", documents.tolist()))
        chosen = self._chosen
        if chosen is not None and chosen.documents is documents and len(chosen.besides) < len(documents):
            return both(self.view.visible, chosen.condition, none_of("document", chosen.besides.tolist()))
        known = self.remembered("all", lambda: self.roster().numbers)
        if 2 * len(documents) > len(known):
            others = np.setdiff1d(known, documents)
            return both(self.view.visible, none_of("document", others.tolist()))
        return both(self.view.born, one_of("document", documents.tolist()))

    def rows(self, table: Table, ids: NDArray[np.int64] | Iterable[int]) -> list[Row]:
        """Return the rows of sentences, or of passages, in the order of `ids`.

        Raises:
            StoreError: one is not there: another writer has cleared it away since, or the index is damaged.
        """
        found = self.found(table, ids)
        if None in found:
            raise StoreError(f"the index at {self.server.address} lacks rows that it lists", "run `briefbot verify`")
        return [row for row in found if row is not None]

    def found(self, table: Table, ids: NDArray[np.int64] | Iterable[int]) -> list[Row | None]:
        """Return the same, None for one that is not there."""
        wanted = [int(number) for number in ids]
        held = self._rows[table.suffix]
        with self._lock:
            missing = sorted({number for number in wanted if number > 0 and number not in held})
            if missing:
                held.update((row["id"], row) for row in self.server.get(table, missing, _FIELDS[table.suffix]))
        return [held.get(number) for number in wanted]

    def count(self, table: Table, documents: NDArray[np.int64]) -> int:
        """Return how many sentences, or passages, these documents have together."""
        roster = self.roster()
        return roster.sentences(documents) if table is SENTENCES else roster.passages(documents)

    def dictionary(self, field: str, documents: NDArray[np.int64]) -> dict[str, int]:
        """Return the terms of a field of passages, with how many passages of these documents hold each."""

        def read_all() -> dict[str, int]:
            found: Counter[str] = Counter()
            for row in self.server.every(PASSAGES, self.among(documents), ["id", field]):
                found.update(set(read(row[field])))
            return dict(found)

        return self.remembered(("dictionary", field, documents.tobytes()), read_all)

    def document_rows(self, documents: Sequence[int], fields: Sequence[str]) -> dict[int, Row]:
        """Return the rows of documents, without the further pieces of their texts, by id."""
        return {row["id"]: row for row in self.server.get(DOCUMENTS, documents, ["id", *fields])}

    def remembered(self, key: Hashable, make: Callable[[], _Result]) -> _Result:
        """Return what `make` gives, made once for all questions of the view."""
        return cast("_Result", self._shared.memory.get((self.view, key), cast("Callable[[], Any]", make)))


assert {table.suffix for table in FIELDS.values()} == _FIELDS.keys()  # noqa: S101 - two lists of one thing
