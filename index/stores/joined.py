"""Vectors in several files, searched as if they were in one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.errors import StoreError
from index.stores.base import Hits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from index.stores.vectors import FaissVectors


class JoinedVectors:
    """The vectors of several parts, no id in two of them. Safe for reading from several threads.

    Attributes:
        parts: by name.
    """

    def __init__(self, parts: Mapping[str, FaissVectors], dimension: int) -> None:
        """Join `parts`, whose vectors have length `dimension`."""
        self.parts = parts
        self._dimension = dimension
        self._all = tuple(part for part in parts.values() if len(part))

    def __len__(self) -> int:
        """Return the number of vectors."""
        return sum(len(part) for part in self._all)

    def search(self, vector: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` nearest to a unit vector among the allowed ids (None: all), best first."""
        if allowed is None:
            found = [part.search(vector, limit, None) for part in self._all]
        else:
            found = [self._all[part].search(vector, limit, allowed[held]) for part, held in self._split(allowed)]
        if not found:
            return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
        ids = np.concatenate([hits.ids for hits in found])
        scores = np.concatenate([hits.scores for hits in found])
        best = np.lexsort((ids, -scores))[: max(limit, 0)]
        return Hits(ids[best], scores[best])

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of `ids`, shape (n, dimension), float32.

        Raises:
            StoreError: not all of them are held.
        """
        found = np.empty((len(ids), self._dimension), np.float32)
        count = 0
        for part, held in self._split(ids):
            found[held] = self._all[part].vectors(ids[held])
            count += len(held)
        if count < len(ids):
            raise StoreError("the store of vectors does not hold every text of the catalog", "run `briefbot index`")
        return found

    def _split(self, ids: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Yield each part that holds some of `ids`, with their places among `ids`, in order."""
        known, parts = self._places
        places = np.searchsorted(known, ids)
        held = np.flatnonzero(places < len(known))
        held = held[known[places[held]] == ids[held]]
        if not len(held):
            return
        of = parts[places[held]]
        order = np.argsort(of, kind="stable")
        first = np.flatnonzero(np.diff(of[order], prepend=-1))
        yield from zip(of[order][first].tolist(), np.split(held[order], first[1:]), strict=True)

    @cached_property
    def _places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return all ids, ascending, and the place of the part that holds each."""
        ids = np.concatenate([np.empty(0, np.int64), *(part.ids for part in self._all)])
        parts = np.repeat(np.arange(len(self._all)), [len(part) for part in self._all])
        order = np.argsort(ids, kind="stable")
        return ids[order], parts[order]
