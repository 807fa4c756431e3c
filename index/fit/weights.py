"""New weights for a linear ranker: how far they may go from the shipped ones is chosen by cross-validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.fit.folds import FOLDS, make_folds
from index.fit.softmax import fit_near, make_lists, surprise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.fit.softmax import Lists

STRENGTHS = (1.0, 8.0, 64.0, 512.0)
"""Precisions of the prior, in units of each signal's spread: with 1, a weight may as well be off by 1 of those that
the shipped ones are (0.3 to 1.3 of them); with 512, hardly by a twentieth. The shipped weights are tried as well."""


def weights_near(
    values: Sequence[NDArray[np.float32]],
    hits: Sequence[NDArray[np.bool_]],
    homes: Sequence[str],
    shipped: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return weights fitted to questions, shape (signals,), float64; the shipped ones where no others do better.

    Their strength is the one under which questions left out (by document, as in `make_folds`) are least surprising.
    Since only the order of scores counts, but margins between them are read further on, they are brought to the
    length at which scores spread as far as with the shipped weights.

    Args:
        values: for each question what the ranker reads of its candidates, shape (candidates, signals).
        hits: for each question which of them are right, shape (candidates,).
        homes: the document of each question.
        shipped: shape (signals,).
    """
    every = make_lists(values, hits)
    if every is None:
        return shipped
    spread = _spread(every)
    strength = _best_strength(values, hits, homes, shipped, spread)
    if strength is None:
        return shipped
    found = fit_near(every, shipped, spread, strength)
    return found * _reach(every, shipped) / max(_reach(every, found), 1e-12)


def _best_strength(
    values: Sequence[NDArray[np.float32]],
    hits: Sequence[NDArray[np.bool_]],
    homes: Sequence[str],
    shipped: NDArray[np.float64],
    spread: NDArray[np.float64],
) -> float | None:
    folds = make_folds(homes).of
    totals = np.zeros(len(STRENGTHS) + 1)
    for fold in range(FOLDS):
        inside, outside = (
            make_lists([values[i] for i in chosen], [hits[i] for i in chosen])
            for chosen in (np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist())
        )
        if inside is not None and outside is not None:
            tried = [shipped, *(fit_near(inside, shipped, spread, strength) for strength in STRENGTHS)]
            totals += [surprise(outside, weights).sum() for weights in tried]
    best = int(np.argmin(totals))
    return STRENGTHS[best - 1] if best else None


def _spread(lists: Lists) -> NDArray[np.float64]:
    spread: NDArray[np.float64] = lists.values.std(axis=0)
    return np.where(spread > 0, spread, 1.0)


def _reach(lists: Lists, weights: NDArray[np.float64]) -> float:
    """Return how far scores spread within a question: their standard deviation around its mean."""
    scores = lists.values @ weights
    means = np.add.reduceat(scores, lists.starts) / lists.sizes
    return float((scores - np.repeat(means, lists.sizes)).std())
