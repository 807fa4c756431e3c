"""A filtered search over vectors finds what comparing with every allowed vector finds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.stores.vectors import FaissVectors, write_vectors

DIMENSION = 8
IDS = st.integers(1, 60)
HALF = 2.0**-11
"""A last place of a half float below 1: FAISS and NumPy round what lies between two to either."""


@given(
    held=st.sets(IDS, max_size=40),
    allowed=st.none() | st.sets(IDS, max_size=40),
    limit=st.integers(0, 50),
    seed=st.integers(0, 2**32 - 1),
)
def test_search_is_brute_force(held: set[int], allowed: set[int] | None, limit: int, seed: int) -> None:
    """Whatever is held and allowed, the best come, each once, with their cosines, and no other."""
    ids = np.array(sorted(held), np.int64)
    drawn = np.random.default_rng(seed).normal(size=(len(ids) + 1, DIMENSION)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    question, vectors = drawn[0], drawn[1:]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # mapped files stay on Windows
        path = Path(folder, "some.faiss")
        write_vectors(path, DIMENSION, [(ids, vectors)])
        store = FaissVectors(path)
        hits = store.search(question, limit, None if allowed is None else np.array(sorted(allowed), np.int64))
        del store
    cosines = dict(zip(ids.tolist(), (vectors.astype(np.float16).astype(np.float32) @ question).tolist(), strict=True))
    open_to = held if allowed is None else held & allowed
    best = sorted((cosines[number] for number in open_to), reverse=True)[:limit]
    assert set(hits.ids.tolist()) <= open_to
    assert len(set(hits.ids.tolist())) == len(hits.ids) == len(best)
    np.testing.assert_allclose(hits.scores, np.array(best, np.float32), atol=HALF)
    np.testing.assert_allclose(hits.scores, [cosines[number] for number in hits.ids.tolist()], atol=HALF)
