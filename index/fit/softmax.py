"""Weights of a linear ranker that make a question's softmax fall on its right candidates, held near given ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MOST_STEPS = 100
_ENOUGH = 1e-6
"""A step that gains less of the loss, as a share of it, is the last."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The candidates of questions that have a right one, one question after the other.

    Attributes:
        values: what the ranker reads of each candidate, shape (n, signals), float64.
        hits: which are right, shape (n,), bool; at least one in each question.
        starts: where each question begins, shape (questions,), int64.
        sizes: number of candidates of each, shape (questions,), int64.
    """

    values: NDArray[np.float64]
    hits: NDArray[np.bool_]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]


def make_lists(values: Sequence[NDArray[np.float32]], hits: Sequence[NDArray[np.bool_]]) -> Lists | None:
    """Return the lists of the questions that have a right candidate, or None where none has.

    Args:
        values: for each question what the ranker reads, shape (candidates, signals).
        hits: for each question which candidates are right, shape (candidates,).
    """
    kept = [(each, right) for each, right in zip(values, hits, strict=True) if right.any()]
    if not kept:
        return None
    sizes = np.array([len(right) for _, right in kept], np.int64)
    return Lists(
        np.concatenate([each for each, _ in kept]).astype(np.float64),
        np.concatenate([right for _, right in kept]),
        np.cumsum(sizes) - sizes,
        sizes,
    )


def surprise(lists: Lists, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return minus the log-probability of each question's right candidates together, shape (questions,), float64.

    That is the top-one case of Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007.
    """
    scores = lists.values @ weights
    return _log_sums(scores, lists) - _log_sums(np.where(lists.hits, scores, -np.inf), lists)


def fit_near(
    lists: Lists, prior: NDArray[np.float64], spread: NDArray[np.float64], strength: float
) -> NDArray[np.float64]:
    """Return the weights with the least sum of surprises and `strength / 2` times the squared way from `prior`.

    The way is measured in units of each signal's spread, so that the penalty is a Gaussian prior around the shipped
    weights with precision `strength`. Newton's method with the curvature of the convex part alone, which bounds the
    whole from above (the rest is concave: Yuille and Rangarajan, "The Concave-Convex Procedure", 2003), and halved
    steps where one overshoots.

    Args:
        lists: what is fitted to.
        prior: shape (signals,).
        spread: standard deviation of each signal, shape (signals,), above 0.
        strength: above 0; the higher, the nearer to `prior`.
    """
    scaled = Lists(lists.values / spread, lists.hits, lists.starts, lists.sizes)
    center = prior * spread
    weights, loss = center, float(surprise(scaled, center).sum())
    for _ in range(_MOST_STEPS):
        slope, curvature = _derivatives(scaled, weights)
        slope += strength * (weights - center)
        step = np.asarray(np.linalg.solve(curvature + strength * np.eye(len(center)), slope), np.float64)
        before = loss
        weights, loss = _downhill(scaled, center, strength, weights, step, loss)
        if before - loss <= _ENOUGH * before:
            break
    found: NDArray[np.float64] = weights / spread
    return found


def _downhill(
    lists: Lists,
    center: NDArray[np.float64],
    strength: float,
    weights: NDArray[np.float64],
    step: NDArray[np.float64],
    loss: float,
) -> tuple[NDArray[np.float64], float]:
    """Return the weights a step further, halved until the loss falls, and their loss; the same where it never does."""
    for _ in range(20):
        tried = weights - step
        its_loss = float(surprise(lists, tried).sum() + strength / 2 * ((tried - center) ** 2).sum())
        if its_loss < loss:
            return tried, its_loss
        step = step / 2
    return weights, loss


def _derivatives(lists: Lists, weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the slope of the summed surprise, and the curvature of its convex part."""
    scores = lists.values @ weights
    every = np.exp(scores - np.repeat(_log_sums(scores, lists), lists.sizes))
    marked = np.where(lists.hits, scores, -np.inf)
    right = np.exp(marked - np.repeat(_log_sums(marked, lists), lists.sizes))
    weighed = lists.values * every[:, None]
    means = np.add.reduceat(weighed, lists.starts)
    return lists.values.T @ (every - right), lists.values.T @ weighed - means.T @ means


def _log_sums(scores: NDArray[np.float64], lists: Lists) -> NDArray[np.float64]:
    """Return the logarithm of the sum of the exponentials of each question's scores, shape (questions,)."""
    highest = np.maximum.reduceat(scores, lists.starts)
    sums = np.add.reduceat(np.exp(scores - np.repeat(highest, lists.sizes)), lists.starts)
    logarithms: NDArray[np.float64] = highest + np.log(sums)
    return logarithms
