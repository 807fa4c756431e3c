"""What a search of the server found, as the stores give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.stores.base import Hits

if TYPE_CHECKING:
    from collections.abc import Sequence


def hits_of(found: Sequence[tuple[int, float]]) -> Hits:
    """Return ids and scores, best first, of two that are alike the lower id first, as the embedded store has them."""
    ids = np.array([number for number, _ in found], np.int64)
    scores = np.array([score for _, score in found], np.float32)
    best = np.lexsort((ids, -scores))
    return Hits(ids[best], scores[best])
