"""How many of the truly nearest sentences briefbot's search for vectors finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from benchmarks.contestants.briefbot import Briefbot
from benchmarks.errors import BenchmarkError
from index.stored_vector import STORED_VECTOR

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from benchmarks.contestants.base import Contestant
    from index.opened import EmbeddedStore

_READ_TOGETHER = 50_000
_ROUNDING = 2e-3
"""Half precision, and sums in another order: a sentence this close to the last of the nearest is as near."""


def recall_of(contestant: Contestant, questions: Sequence[str], depth: int) -> list[float]:
    """Return, for each question, the share of what is found among the `depth` nearest that an exact search finds."""
    if not isinstance(contestant, Briefbot):
        raise BenchmarkError("only briefbot's search for vectors is known", "measure the hits of the others")
    encoder = contestant.notes._encoder.get()
    asked = np.stack([encoder.encode_question(question) for question in questions])
    pool = cast("EmbeddedStore", contestant.notes._store).pool
    with pool.snapshot() as snapshot, pool.reading() as connection:
        store = snapshot.stores.sentence_vectors
        exact = _best_scores(connection, asked, depth)
        shares = []
        for vector, nearest in zip(asked, exact, strict=True):
            found = store.vectors(store.search(vector, depth, None).ids) @ vector
            shares.append(min(1.0, float((found >= nearest[-1] - _ROUNDING).sum()) / len(nearest)))
    return shares


def _best_scores(connection: sqlite3.Connection, asked: NDArray[np.float32], depth: int) -> NDArray[np.float32]:
    """Return the best cosines of each question by going through every vector, best first, shape (questions, depth)."""
    best = np.empty((len(asked), 0), np.float32)
    for vectors in _batches(connection, asked.shape[1]):
        both = np.concatenate([best, asked @ vectors.T], axis=1)
        best = -np.sort(-both, axis=1)[:, :depth]
    return best


def _batches(connection: sqlite3.Connection, dimension: int) -> Iterator[NDArray[np.float32]]:
    """Yield the vectors of all visible sentences, shape (at most so many, dimension)."""
    cursor = connection.execute(
        "SELECT v.vector FROM documents d JOIN sentences s ON s.document = d.id JOIN vectors v ON v.digest = s.digest"
        " WHERE d.live = 1"
    )
    while rows := cursor.fetchmany(_READ_TOGETHER):
        joined = b"".join(row[0] for row in rows)
        yield np.frombuffer(joined, STORED_VECTOR).reshape(-1, dimension).astype(np.float32)
