"""The abbreviations that the documents of a shared index define."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.definitions import Definition
from index.milvus.literals import both
from index.milvus.tables import DOCUMENTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.milvus.fetched import Fetched


@dataclass(frozen=True, slots=True)
class MilvusDefinitions:
    """Definitions, as one question sees them.

    Attributes:
        fetched: what the question has read, and where it reads.
    """

    fetched: Fetched

    def among(self, documents: NDArray[np.int64] | None) -> tuple[Definition, ...]:
        """Return the different definitions of the allowed documents (None: of all), in the order of documents."""
        allowed = None if documents is None else set(documents.tolist())
        defined = self.fetched.remembered("definitions", self._read)
        return tuple(dict.fromkeys(one for number, one in defined if allowed is None or number in allowed))

    def _read(self) -> list[tuple[int, Definition]]:
        condition = both(self.fetched.view.visible, "defines == 1")
        rows = self.fetched.server.every(DOCUMENTS, condition, ["id", "definitions"])
        return [
            (row["id"], Definition(short, long))
            for row in sorted(rows, key=lambda row: int(row["id"]))
            for short, long in json.loads(row["definitions"])
        ]
