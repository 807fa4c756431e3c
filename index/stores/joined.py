"""Vectors in several files, searched as if they were in one."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from index.errors import StoreError
from index.stores.base import Hits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from index.stores.codes import Codes
    from index.stores.vectors import FaissVectors

_NONE: Mapping[str, Codes] = MappingProxyType({})
_EACH = 2
"""How many times as many as are wanted are taken of one part: more are seldom all in the same."""


class JoinedVectors:
    """The vectors of several parts, no id in two of them. Safe for reading from several threads.

    Attributes:
        parts: by name.
        codes: of each part that holds any vectors, by name; none where every search is of all vectors.
        depth: how many times as many as are wanted are looked at exactly, where there are codes.
    """

    def __init__(
        self,
        parts: Mapping[str, FaissVectors],
        dimension: int,
        codes: Mapping[str, Codes] = _NONE,
        depth: int = 0,
    ) -> None:
        """Join `parts`, whose vectors have length `dimension`, and their codes."""
        self.parts = parts
        self.codes = codes
        self.depth = depth
        self._dimension = dimension
        held = {name: part for name, part in parts.items() if len(part)}
        self._all = tuple(held.values())
        self._codes = tuple(self.codes[name] for name in held) if self.codes else ()

    def __len__(self) -> int:
        """Return the number of vectors."""
        return sum(len(part) for part in self._all)

    @property
    def ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors, ascending, shape (n,), int64."""
        return self._places[0]

    def search(self, vector: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None) -> Hits:
        """Return the `limit` nearest to a unit vector among the allowed ids (None: all), best first.

        Where there are codes, a few of those among all ids may be missed: `index.stores.recall` says how many.
        """
        if allowed is None:
            return self.search_shortlist(vector, limit, self.depth) if self._codes else self.search_all(vector, limit)
        return _best(
            [self._all[part].search(vector, limit, allowed[held]) for part, held in self._split(allowed)], limit
        )

    def search_all(self, vector: NDArray[np.float32], limit: int) -> Hits:
        """Return the same among all ids, each vector looked at."""
        return _best([part.search(vector, limit, None) for part in self._all], limit)

    def search_shortlist(self, vector: NDArray[np.float32], limit: int, depth: int) -> Hits:
        """Return the same among all ids by their codes, of which `depth` times the limit are looked at exactly."""
        found = [codes.nearest(vector, _EACH * limit) for codes in self._codes if limit > 0]
        if not found:
            return _best([], limit)
        of = np.repeat(np.arange(len(found)), [len(rows) for rows, _ in found])
        rows = np.concatenate([rows for rows, _ in found])
        likely = np.argsort(-np.concatenate([scores for _, scores in found]), kind="stable")[: depth * limit]
        likely = likely[np.argsort(of[likely], kind="stable")]
        first = np.flatnonzero(np.diff(of[likely], prepend=-1))
        looked_at = zip(of[likely][first].tolist(), np.split(rows[likely], first[1:]), strict=True)
        return _best([self._all[part].look_at(vector, some) for part, some in looked_at], limit)

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


def _best(found: list[Hits], limit: int) -> Hits:
    """Return the best of what several parts found, best first."""
    if not found:
        return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
    ids = np.concatenate([hits.ids for hits in found])
    scores = np.concatenate([hits.scores for hits in found])
    best = np.lexsort((ids, -scores))[: max(limit, 0)]
    return Hits(ids[best], scores[best])
