"""Vectors of stretches of a text: the means of their tokens' embeddings, over all the text's windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.base import to_unit_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.encoders.tokens import Window
    from index.records import Span


@dataclass(frozen=True, slots=True)
class SpanSums:
    """What one window adds to the stretches of its text.

    Attributes:
        sums: `(spans, dimension)`, float32: the sum of the embeddings of each one's tokens in this window.
        counts: `(spans, 1)`, float32: how many tokens those are.
    """

    sums: NDArray[np.float32]
    counts: NDArray[np.float32]


def sum_spans(window: Window, tokens: NDArray[np.float32], spans: Sequence[Span]) -> SpanSums:
    """Return what a window adds to the stretches of its text; a token belongs to each one that it overlaps.

    Args:
        window: one window of the text.
        tokens: `(at least the window's tokens, dimension)`: their embeddings, then any padding's.
        spans: the stretches, in code points of the text.
    """
    places = window.locate()
    bounds = np.array([(span.start, span.end) for span in spans], np.int64).reshape(-1, 2)
    real = places[:, 0] < places[:, 1]
    overlap = (places[:, 0] < bounds[:, 1:]) & (places[:, 1] > bounds[:, :1]) & real
    belongs = overlap.astype(np.float32)
    return SpanSums(belongs @ tokens[: len(places)], belongs.sum(axis=1, keepdims=True))


def mean_spans(parts: Sequence[SpanSums], text: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vectors of a text's stretches: `(spans, dimension)`, float32, unit length.

    Args:
        parts: what each of the text's windows adds, at least one.
        text: the text's own vector, which a stretch without tokens gets.
    """
    sums = np.sum([part.sums for part in parts], axis=0)
    counts = np.sum([part.counts for part in parts], axis=0)
    # A sum has its mean's direction, so the length is all that is left to set.
    return np.where(counts > 0, to_unit_length(sums), text)
