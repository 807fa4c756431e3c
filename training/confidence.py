"""Fit the calibration: how likely a sentence answers, how likely anything does, and from where on that is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from index.calibrate import LEAD, MARGIN, Calibration, Logistic, features
from index.fit.risk import balance

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
"""What the calibration of all candidates reads to tell how likely the briefings are to answer."""

READ_CLOSER = (*READ[:-1], "pair", MARGIN)
"""The same of the candidates looked at closer."""

_BEST = 3
"""Candidates of each question that it is fitted to: what an answer shows."""


@dataclass(frozen=True, slots=True)
class Samples:
    """The best candidates of many questions.

    Attributes:
        read: what tells of the best of them how likely the briefings are to answer.
        values: shape (n, len(read)).
        leads: what tells how likely each answers where the briefings do, shape (n, 1).
        right: whether each answers, shape (n,).
        shown: whether one of the best of its question answers, shape (n,).
        first: which are the first of their question, shape (n,).
        answerable: whether its question is, shape (n,).
        weights: what each counts, so that UNANSWERED_SHARE holds, shape (n,).
    """

    read: tuple[str, ...]
    values: NDArray[np.float64]
    leads: NDArray[np.float64]
    right: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    first: NDArray[np.bool_]
    answerable: NDArray[np.bool_]
    weights: NDArray[np.float64]


def samples(asked: Sequence[Asked], scorer: Scorer, read: tuple[str, ...] = READ) -> Samples:
    """Return the best candidates of each question, and of each what `read` names and its lead."""
    values: list[NDArray[np.float64]] = []
    leads: list[NDArray[np.float64]] = []
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
        leads.append(features(row.evidence, scores, (LEAD,))[best])
        right.extend(row.hits[best])
        shown.extend([bool(row.hits[best].any())] * len(best))
        first.extend(np.arange(len(best)) == 0)
        answerable.extend([row.answerable] * len(best))
    known = np.array(answerable)
    marks = np.array(right), np.array(shown), np.array(first)
    return Samples(read, np.concatenate(values), np.concatenate(leads), *marks, known, balance(known))


def calibrate(found: Samples) -> Calibration:
    """Return the logistic models of "this sentence answers" and "the briefings answer", and a threshold of the latter.

    The one is fitted to the best candidates of the questions that are answerable, the other to the first of each. The
    threshold is half the best F1 of "the briefings answer", which is where a calibrated probability has it (Lipton,
    Elkan and Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014). Where F1 is flat about
    its best, as it is here, the very best threshold of the questions at hand is a matter of chance.
    """
    first = found.first
    known = found.answerable
    sentence = _fit((LEAD,), found.leads[known], found.right[known], found.weights[known])
    answerable, counts = found.answerable[first], found.weights[first]
    anything = _fit(found.read, found.values[first], answerable, counts)
    likely = probabilities(found.values[first], anything)
    steps = np.round(np.arange(0.05, 0.96, 0.01), 2)
    best = max(_f1(likely >= step, answerable, counts) for step in steps)
    return Calibration(sentence, anything, round(best / 2, 2))


def to_json(calibration: Calibration) -> dict[str, object]:
    """Return what `index.calibrate.load_calibration` reads, without the risks."""
    return {
        "sentence": _model_row(calibration.sentence),
        "anything": _model_row(calibration.anything),
        "threshold": calibration.threshold,
    }


def judge(found: Samples, calibration: Calibration) -> dict[str, float]:
    """Return how first sentences are judged, as measured with UNANSWERED_SHARE of the questions unanswerable.

    AUROC and F1 are of "the briefings answer this", precision of "answered" is how often one of the sentences shown
    then does, Brier score and ECE are of "this sentence answers".
    """
    first = found.first
    likely = probabilities(found.values[first], calibration.anything)
    sure = first_confidences(found, calibration)
    answerable, right, counts = found.answerable[first], found.right[first], found.weights[first]
    said = likely >= calibration.threshold
    return {
        "auroc": round(float(roc_auc_score(answerable, likely)), 3),
        "answered_f1": round(_f1(said, answerable, counts), 3),
        "answered_precision": round(float(counts[said & found.shown[first]].sum() / max(1e-9, counts[said].sum())), 3),
        "threshold": calibration.threshold,
        "brier": round(float(brier_score_loss(right, sure, sample_weight=counts)), 3),
        "ece": round(_ece(sure, right, counts), 3),
    }


def first_confidences(found: Samples, calibration: Calibration) -> NDArray[np.float64]:
    """Return how likely the first sentence of each question answers, shape (questions,)."""
    likely = probabilities(found.values[found.first], calibration.anything)
    return likely * probabilities(found.leads[found.first], calibration.sentence)


def probabilities(values: NDArray[np.float64], model: Logistic) -> NDArray[np.float64]:
    """Return what a model makes of what it reads, shape (n, len(signals)) to shape (n,)."""
    likely: NDArray[np.float64] = 1 / (1 + np.exp(-(values @ model.weights + model.bias)))
    return likely


def _fit(
    read: tuple[str, ...], values: NDArray[np.float64], true: NDArray[np.bool_], counts: NDArray[np.float64]
) -> Logistic:
    scale = values.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=10.0, max_iter=1000)
    model.fit(values / scale, true, sample_weight=counts)
    return Logistic(read, model.coef_[0] / scale, float(model.intercept_[0]))


def _model_row(model: Logistic) -> dict[str, object]:
    weights = zip(model.signals, model.weights.tolist(), strict=True)
    return {"weights": {name: _short(weight) for name, weight in weights}, "bias": _short(model.bias)}


def _short(number: float) -> float:
    return float(f"{number:.5g}")


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
