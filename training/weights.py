"""Fit the linear ranker: a softmax over each question's candidates, made to fall on the right ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

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
    values = np.concatenate([row.evidence.columns(names) for row in answered]).astype(np.float64)
    hits = np.concatenate([row.hits for row in answered])
    lists, right = _Lists([len(row.hits) for row in answered]), _Lists([int(row.hits.sum()) for row in answered])
    scale = values.std(axis=0)
    scale[scale == 0] = 1.0
    values /= scale

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = values @ weights
        of_all, pull = lists.soften(scores)
        of_right, pull_right = right.soften(scores[hits])
        pull[hits] -= pull_right
        slope = pull @ values / len(answered) + 2 * _L2 * weights
        return float(np.mean(of_all - of_right)) + _L2 * float(weights @ weights), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    weights: NDArray[np.float64] = found.x / scale
    return weights


class _Lists:
    """Runs of scores, one for each question, one after the other; none is empty."""

    def __init__(self, lengths: Sequence[int]) -> None:
        """Take the number of scores of each run."""
        self._lengths = np.array(lengths)
        self._starts = np.cumsum(self._lengths) - self._lengths

    def soften(self, scores: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the log of each run's sum of exponentials, shape (runs,), and the softmax of each of its scores."""
        highest = np.maximum.reduceat(scores, self._starts)
        raised = np.exp(scores - np.repeat(highest, self._lengths))
        sums = np.add.reduceat(raised, self._starts)
        return highest + np.log(sums), raised / np.repeat(sums, self._lengths)


def weigh(weights: NDArray[np.float64], names: tuple[str, ...]) -> Scorer:
    """Return the scorer of these weights of `names`."""
    return lambda asked: asked.evidence.columns(names) @ weights.astype(np.float32)


def hits_at(asked: Sequence[Asked], scorer: Scorer) -> dict[str, float]:
    """Return hit@1, hit@3, candidates' recall (per cent of answerable questions) and words@1."""
    answerable = [row for row in asked if row.answerable]
    first = [np.argsort(-scorer(row), kind="stable") for row in answerable]
    pairs = list(zip(answerable, first, strict=True))
    return {
        "hit@1": _per_cent([bool(row.hits[order[:1]].any()) for row, order in pairs]),
        "hit@3": _per_cent([bool(row.hits[order[:3]].any()) for row, order in pairs]),
        "recall": _per_cent([bool(row.hits.any()) for row in answerable]),
        "words@1": round(float(np.mean([row.words[order[0]] for row, order in pairs])), 1),
    }


def _per_cent(values: Sequence[bool]) -> float:
    return round(100 * float(np.mean(values)), 1)
