"""Fit the calibration: how likely a sentence answers its question, and from where on it counts as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from index.calibrate import MARGIN, Calibration, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.evidence import Asked
    from training.weights import Scorer

READ = (
    "sentence_likeness",
    "passage_likeness",
    "title_likeness",
    "sentence_coverage",
    "passage_coverage",
    MARGIN,
)
"""What the calibration of all candidates reads."""

READ_CLOSER = (*READ[:-1], "pair", MARGIN)
"""What the calibration of the candidates looked at closer reads."""

UNANSWERED_SHARE = 0.25
"""How many of all questions the briefings are taken not to answer. Confidence depends on it, as any probability
does on what is asked; the figures of a set whose share is another say so by their calibration error."""

_BEST = 3
"""Candidates of each question that it is fitted to: what an answer shows."""


@dataclass(frozen=True, slots=True)
class Samples:
    """The best candidates of many questions.

    Attributes:
        read: what the calibration reads of each.
        values: shape (n, len(read)).
        right: whether each answers, shape (n,).
        shown: whether one of the best of its question answers, shape (n,).
        first: which are the first of their question, shape (n,).
        answerable: whether its question is, shape (n,).
        weights: what each counts, so that UNANSWERED_SHARE holds, shape (n,).
    """

    read: tuple[str, ...]
    values: NDArray[np.float64]
    right: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    first: NDArray[np.bool_]
    answerable: NDArray[np.bool_]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Platt:
    """A fitted calibration."""

    calibration: Calibration

    def to_json(self) -> dict[str, object]:
        """Return what `index.calibrate.load_calibration` reads."""
        weights = zip(self.calibration.signals, self.calibration.weights.tolist(), strict=True)
        return {
            "weights": {name: float(f"{weight:.5g}") for name, weight in weights},
            "bias": float(f"{self.calibration.bias:.5g}"),
            "threshold": self.calibration.threshold,
        }


def samples(asked: Sequence[Asked], scorer: Scorer, read: tuple[str, ...] = READ) -> Samples:
    """Return the best candidates of each question, and of each what `read` names."""
    values: list[NDArray[np.float64]] = []
    right: list[bool] = []
    shown: list[bool] = []
    first: list[bool] = []
    answerable: list[bool] = []
    for row in asked:
        scores = scorer(row)
        if not len(scores):
            continue
        best = np.argsort(-scores, kind="stable")[:_BEST]
        values.append(features(row.evidence, scores, read)[best])
        right.extend(row.hits[best])
        shown.extend([bool(row.hits[best].any())] * len(best))
        first.extend(np.arange(len(best)) == 0)
        answerable.extend([row.answerable] * len(best))
    known = np.array(answerable)
    marks = np.array(right), np.array(shown), np.array(first)
    return Samples(read, np.concatenate(values), *marks, known, balance(known))


def balance(answerable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what each question counts so that UNANSWERED_SHARE of all are not answerable, shape (n,)."""
    odds = UNANSWERED_SHARE / (1 - UNANSWERED_SHARE)
    return np.where(answerable, 1.0, odds * answerable.sum() / max(1, (~answerable).sum()))


def fit_platt(found: Samples) -> Platt:
    """Return the logistic model of "this sentence answers", and a threshold for "the briefings answer".

    The threshold is that with the best F1 of "one of the sentences shown answers".
    """
    scale = found.values.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=10.0, max_iter=1000)
    model.fit(found.values / scale, found.right, sample_weight=found.weights)
    calibration = Calibration(found.read, model.coef_[0] / scale, float(model.intercept_[0]), 0.5)
    first = found.first
    sure, shown, counts = confidences(found, calibration)[first], found.shown[first], found.weights[first]
    steps = np.round(np.arange(0.05, 0.96, 0.01), 2)
    best = max(steps, key=lambda step: _f1(sure >= step, shown, counts))
    return Platt(Calibration(found.read, calibration.weights, calibration.bias, float(best)))


def judge(found: Samples, platt: Platt) -> dict[str, float]:
    """Return how confidence does on first sentences, as measured with UNANSWERED_SHARE of the questions unanswerable.

    AUROC and F1 are of "the briefings answer this", precision of "answered" is how often one of the sentences shown
    then does, Brier score and ECE are of "this sentence answers".
    """
    first = found.first
    sure = confidences(found, platt.calibration)[first]
    answerable, right, counts = found.answerable[first], found.right[first], found.weights[first]
    said = sure >= platt.calibration.threshold
    return {
        "auroc": round(float(roc_auc_score(answerable, sure)), 3),
        "answered_f1": round(_f1(said, answerable, counts), 3),
        "answered_precision": round(float(counts[said & found.shown[first]].sum() / max(1e-9, counts[said].sum())), 3),
        "threshold": platt.calibration.threshold,
        "brier": round(float(brier_score_loss(right, sure, sample_weight=counts)), 3),
        "ece": round(_ece(sure, right, counts), 3),
    }


def confidences(found: Samples, calibration: Calibration) -> NDArray[np.float64]:
    """Return the confidence of each candidate, shape (n,)."""
    logits = found.values @ calibration.weights + calibration.bias
    probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
    return probabilities


def _f1(said: NDArray[np.bool_], true: NDArray[np.bool_], counts: NDArray[np.float64]) -> float:
    return float(2 * counts[said & true].sum() / max(1e-9, counts[said].sum() + counts[true].sum()))


def _ece(
    confidences: NDArray[np.float64], right: NDArray[np.bool_], counts: NDArray[np.float64], bins: int = 10
) -> float:
    """Return the expected calibration error (Naeini et al., 2015) over bins of equal width."""
    places = np.minimum((confidences * bins).astype(int), bins - 1)
    gaps = [
        abs(np.average(confidences[inside] - right[inside], weights=counts[inside])) * counts[inside].sum()
        for inside in (places == place for place in range(bins))
        if inside.any()
    ]
    return float(sum(gaps) / counts.sum())
