"""How far confidence can be taken at its word: the Brier score, and the calibration error over bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 10
"""Number of bins of equal width between 0 and 1, as Naeini et al. and those who followed them use."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies in `(low, high]`; the first bin holds 0 as well.

    Attributes:
        low: lower bound, not included.
        high: upper bound, included.
        count: number of questions, at least 1.
        confidence: their mean confidence.
        right: share of them whose first sentence is right.
    """

    low: float
    high: float
    count: int
    confidence: float
    right: float


def brier(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean squared difference between confidence and what came true (1 right, 0 wrong); 0 is best.

    Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78, 1950, for two
    outcomes, in the form that counts one of them.

    Args:
        confidences: 0 to 1, one for each question.
        right: whether each first sentence is right, of the same length.

    Raises:
        ValueError: there are none.
    """
    if not confidences:
        raise ValueError("there must be a confidence")
    errors = np.asarray(confidences, np.float64) - np.asarray(right, np.float64)
    return float(np.mean(errors**2))


def bins_of(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    """Return the bins that hold a question, by rising confidence.

    Args:
        confidences: 0 to 1, one for each question.
        right: whether each first sentence is right, of the same length.
    """
    probabilities, truth = np.asarray(confidences, np.float64), np.asarray(right, np.float64)
    edges = (np.arange(BINS + 1) / BINS).tolist()
    places = np.searchsorted(edges[1:-1], probabilities, side="left")
    counts = np.bincount(places, minlength=BINS)
    sums = np.bincount(places, probabilities, BINS)
    hits = np.bincount(places, truth, BINS)
    return tuple(
        Bin(
            float(edges[k]), float(edges[k + 1]), int(counts[k]), float(sums[k] / counts[k]), float(hits[k] / counts[k])
        )
        for k in np.flatnonzero(counts).tolist()
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error (ECE), 0 to 1: how far share right and confidence are apart in a bin.

    It is the mean over bins, each weighed by its questions: Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated
    Probabilities Using Bayesian Binning", AAAI 2015; with bins of equal width as in Guo et al., "On Calibration of
    Modern Neural Networks", ICML 2017, equation 3.

    Raises:
        ValueError: there is no bin.
    """
    if not bins:
        raise ValueError("there must be a bin")
    questions = sum(each.count for each in bins)
    return sum(each.count * abs(each.right - each.confidence) for each in bins) / questions
