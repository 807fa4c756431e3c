"""Fit the linear ranker: a softmax over each question's candidates, made to fall on the right ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.evidence import Asked

RANKED = (
    "sentence_likeness",
    "passage_likeness",
    "title_likeness",
    "sentence_coverage",
    "passage_coverage",
    "length",
    "fragment",
    "opening",
    "quantity",
)
"""The signals that the ranker weighs."""

CLOSER_RANKED = ("first_margin", "pair")
"""What the closer ranker weighs: what the first one made of its signals, and the cross-encoder."""

_L2 = 0.002


Scorer = Callable[["Asked"], "NDArray[np.float32]"]
"""Gives each candidate of a question a score."""


def fit_weights(asked: Sequence[Asked], names: tuple[str, ...]) -> NDArray[np.float64]:
    """Return one weight for each of `names`, fitted to the questions that have a right candidate.

    The loss is minus the mean log-probability, under the softmax, of a question's right candidates together
    (ListMLE's top-one case: Cao et al., 2007), with a little of the squared weights of scaled signals.
    """
    answered = [row for row in asked if row.answerable and row.hits.any()]
    lists = [(row.evidence.columns(names).astype(np.float64), row.hits) for row in answered]
    scale = np.concatenate([values for values, _ in lists]).std(axis=0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros_like(weights)
        for values, hits in lists:
            scores = (values / scale) @ weights
            all_of_them, right = logsumexp(scores), logsumexp(scores[hits])
            total += all_of_them - right
            pull = np.exp(scores - all_of_them)
            pull[hits] -= np.exp(scores[hits] - right)
            slope += pull @ (values / scale)
        count = len(lists)
        return total / count + _L2 * weights @ weights, slope / count + 2 * _L2 * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    weights: NDArray[np.float64] = found.x / scale
    return weights


def weigh(weights: NDArray[np.float64], names: tuple[str, ...]) -> Scorer:
    """Return the scorer of these weights of `names`."""
    return lambda asked: asked.evidence.columns(names) @ weights.astype(np.float32)


def hits_at(asked: Sequence[Asked], scorer: Scorer) -> dict[str, float]:
    """Return hit@1, hit@3, candidates' recall (per cent of answerable questions) and words@1."""
    answerable = [row for row in asked if row.answerable]
    first = [np.argsort(-scorer(row), kind="stable") for row in answerable]
    pairs = list(zip(answerable, first, strict=True))
    return {
        "hit@1": _per_cent([row.hits[order[:1]].any() for row, order in pairs]),
        "hit@3": _per_cent([row.hits[order[:3]].any() for row, order in pairs]),
        "recall": _per_cent([row.hits.any() for row in answerable]),
        "words@1": round(float(np.mean([row.words[order[0]] for row, order in pairs])), 1),
    }


def _per_cent(values: Sequence[bool]) -> float:
    return round(100 * float(np.mean(values)), 1)
